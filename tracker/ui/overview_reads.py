"""The overview's one question, kept until the store's revision changes: its sentence and its markup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from tracker.core.period import Period
from tracker.ui import questions
from tracker.ui.components.rows import RowContext, overview_markup
from tracker.workflow.overview import make_overview
from tracker.workflow.workspace import Workspace


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
            iter(
                overview.rows.judged["indicator_code"].map(lambda code: context.indicators[code].short_name)
            ),
            None,
        ),
        reported=int(units["has_reported"].sum()),
        expected=len(units),
        has_figures=bool(assessment["value"].notna().any()),
        markup=overview_markup(overview, context),
    )
