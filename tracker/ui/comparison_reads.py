"""What the comparison page shows: its rows, its chart and its workbook, kept until the data changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from tracker.catalogue.frames import indicators_frame
from tracker.core.period import Period
from tracker.outputs.bar_figures import (
    ESTIMATE,
    Basis,
    change_figure,
    change_heading,
    changed_rows,
    find_basis,
)
from tracker.outputs.images.sheet import Caption
from tracker.outputs.office_table import OfficeRow, office_rows
from tracker.outputs.theme import Scheme
from tracker.ui import questions
from tracker.ui.chart_files import ChartFiles
from tracker.ui.indicator_reads import drawn_places, live_footnote
from tracker.ui.reading_ahead import Read
from tracker.words import image_texts
from tracker.words.formats import format_period
from tracker.words.screen import RUNNING_PROGRAMMES
from tracker.workflow.workspace import Workspace

if TYPE_CHECKING:
    from tracker.outputs.theme import Figure


def programme_codes(workspace: Workspace, programme: str | None, period: Period) -> list[str]:
    """Codes of the programme's indicators, or of all programmes that run in the period's year."""
    year = period.last_year
    running = {one.code for one in workspace.catalogue.programmes if one.first_year <= year <= one.last_year}
    wanted = {programme} if programme else running
    return [one.code for one in workspace.catalogue.indicators if wanted & set(one.programmes)]


def earlier_places(workspace: Workspace, place: str) -> list[str]:
    """The territories that a merged province came after, empty for any other place."""
    return drawn_places(workspace.catalogue, place)[:-1]


def programme_name(workspace: Workspace, programme: str | None) -> str:
    names = {one.code: one.name for one in workspace.catalogue.programmes}
    return names[programme] if programme else RUNNING_PROGRAMMES


@dataclass(frozen=True)
class Comparison:
    """What the page shows of one place and period; kept for all sessions, so never changed."""

    rows: list[OfficeRow]
    comparisons: pd.DataFrame  # COMPARISON rows of the programme's indicators
    basis: Basis | None  # None: nothing to compare with
    changes: pd.DataFrame  # see tracker.outputs.bar_figures.changed_rows


def read_comparison(workspace: Workspace, period: Period, place: str, programme: str | None) -> Comparison:
    return _comparison(questions.state_key(workspace), workspace, str(period), place, programme)


def read_figure(
    workspace: Workspace, period: Period, place: str, programme: str | None, scheme: Scheme
) -> Figure:
    """The chart of changes; only where there is a basis."""
    return _figure(questions.state_key(workspace), workspace, str(period), place, programme, scheme)


def chart_files(workspace: Workspace, period: Period, place: str, programme: str | None) -> ChartFiles:
    """What the files of the chart of changes are made from."""
    heading = change_heading(read_comparison(workspace, period, place, programme).basis)
    where = image_texts.subtitle(workspace.reference.name_of(place, period), period)
    query = {"ky": str(period), "dia-ban": place} | ({"chuong-trinh": programme} if programme else {})
    return ChartFiles(
        f"thay-doi-{place}-{period}".lower().replace("_", "-"),
        partial(read_figure, workspace, period, place, programme, "light"),
        Caption(f"{heading} · {programme_name(workspace, programme)}", where, live_footnote(workspace, "")),
        query,
    )


def prepare(scheme: Scheme) -> Read:
    """What the page asks for another period: its rows and its chart."""

    def read(workspace: Workspace, period: Period, place: str, programme: str | None) -> object:
        known = read_comparison(workspace, period, place, programme)
        has_chart = known.basis is not None and len(known.changes) > 0
        return read_figure(workspace, period, place, programme, scheme) if has_chart else known

    return read


def read_workbook(workspace: Workspace, period: Period, place: str, programme: str | None) -> bytes:
    """The bytes of the workbook; made when it is asked for."""
    from tracker.outputs.comparison_workbook import WorkbookFacts, comparison_workbook

    rows = read_comparison(workspace, period, place, programme).rows
    facts = WorkbookFacts(
        workspace.reference.name_of(place, period),
        period,
        programme_name(workspace, programme),
        workspace.settings.today,
        workspace.is_demo,
        _published(workspace),
        has_unapproved=workspace.basis == "all",
    )
    return comparison_workbook(rows, workspace.catalogue, facts)


def _published(workspace: Workspace) -> dict[str, str]:
    """Per indicator the published figures with their documents."""
    documents = {one.code: one.number for one in workspace.catalogue.documents}
    found: dict[str, list[str]] = {}
    for row in workspace.reference.published_actuals.itertuples(index=False):
        name = documents.get(str(row.document), str(row.document))
        checked = "" if row.verified else ", chưa kiểm chứng"
        text = f"{format_period(str(row.period))}: {name}, {row.section}{checked}"
        found.setdefault(str(row.indicator_code), []).append(text)
    return {code: "; ".join(dict.fromkeys(texts)) for code, texts in found.items()}


@st.cache_resource(max_entries=32, show_spinner=False)
def _comparison(
    key: questions.Key, _workspace: Workspace, period_text: str, place: str, programme: str | None
) -> Comparison:
    workspace, period = _workspace, Period.parse(period_text)
    known = questions.compare(workspace, period, [place])
    chosen = known[known["indicator_code"].isin(programme_codes(workspace, programme, period))]
    assessments = questions.assess(workspace, period, [place], programme)
    rows = office_rows(chosen, assessments, workspace.catalogue, period)
    basis = find_basis(chosen)
    changes = changed_rows(chosen, indicators_frame(workspace.catalogue), basis or ESTIMATE)
    return Comparison(rows, chosen, basis, changes)


@st.cache_resource(max_entries=32, show_spinner=False)
def _figure(
    key: questions.Key,
    _workspace: Workspace,
    period: str,
    place: str,
    programme: str | None,
    scheme: Scheme,
) -> Figure:
    workspace = _workspace
    known = _comparison(key, workspace, period, place, programme)
    indicators = indicators_frame(workspace.catalogue)
    basis = known.basis or ESTIMATE
    return change_figure(known.comparisons, indicators, basis, scheme=scheme, is_demo=workspace.is_demo)
