"""The overview's one question, kept until the store's revision changes: its sentence and its markup."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx

from tracker.core.period import Period
from tracker.ui import questions
from tracker.ui.components.rows import RowContext, overview_markup
from tracker.workflow.overview import make_overview
from tracker.workflow.workspace import Workspace

_log = logging.getLogger(__name__)
_AFTER_DELIVERY = 0.5  # seconds, so that the page itself is sent first


@dataclass(frozen=True)
class OverviewPage:
    """What the page shows: verdict → count, the worst indicator's short name, who has reported."""

    counts: Mapping[str, int]
    worst: str | None
    reported: int
    expected: int
    has_figures: bool
    markup: str


def read_overview(workspace: Workspace, period: Period, place: str, programme: str | None) -> OverviewPage:
    """The overview of one place at a period, on the workspace's own day."""
    key = questions.state_key(workspace)
    return _read(key, workspace, str(period), place, programme, workspace.settings.today)


def read_ahead(workspace: Workspace, period: Period, place: str, programme: str | None) -> None:
    """Work out the periods beside this one while the visitor reads, so that choosing one is quick."""
    periods = questions.known_periods(workspace)
    if period not in periods:
        return
    at = periods.index(period)
    beside = [one for one in periods[max(0, at - 1) : at + 2] if one != period]
    key = (questions.state_key(workspace), tuple(map(str, beside)), place, programme)
    started = _started()
    if key in started:
        return
    started.add(key)

    def work() -> None:
        time.sleep(_AFTER_DELIVERY)
        try:
            for one in beside:
                known = questions.known_places(workspace, one)
                read_overview(workspace, one, place if place in known else known[0], programme)
        except Exception:  # noqa: BLE001 - see below
            # Nobody waits for these answers; whoever asks for one meets the fault and is told of it.
            _log.debug("Reading ahead stopped", exc_info=True)

    thread = threading.Thread(target=work, name="read ahead", daemon=True)
    add_script_run_ctx(thread)
    thread.start()


@st.cache_resource(show_spinner=False)
def _started() -> set[object]:
    """What was begun in this process."""
    return set()


@st.cache_data(max_entries=64, show_spinner=False)
def _read(
    key: questions.Key,
    _workspace: Workspace,
    period: str,
    place: str,
    programme: str | None,
    today: dt.date,
) -> OverviewPage:
    workspace, at = _workspace, Period.parse(period)
    assessment = questions.assess(workspace, at, [place])
    units = questions.completeness(workspace, place, at)
    expected = questions.expected_codes(workspace, place, at)
    overview = make_overview(assessment, units, expected, workspace.catalogue, at, today, programme)
    judged_on = sorted({place, *assessment["judged_on"]})
    context = RowContext(
        workspace.catalogue,
        workspace.reference,
        questions.series(workspace, judged_on, None, at),
        questions.compare(workspace, at, judged_on),
        at,
    )
    return OverviewPage(
        overview.counts,
        next(
            iter(overview.judged["indicator_code"].map(lambda code: context.indicators[code].short_name)),
            None,
        ),
        reported=int(units["has_reported"].sum()),
        expected=len(units),
        has_figures=bool(assessment["value"].notna().any()),
        markup=overview_markup(overview, context),
    )
