"""One figure's history in a window of its own, asked for only when somebody opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from tracker.core.period import Period
from tracker.ui import charts, pickers, questions
from tracker.ui.components.history_table import history_table
from tracker.ui.components.view import show
from tracker.words import history_texts as words
from tracker.words.indicator_sentences import MEASURE_WORDS
from tracker.workflow.figure_history import FigureKey, find_figure_history
from tracker.workflow.rounds import list_rounds
from tracker.workflow.workspace import Workspace

ListBearers = Callable[[Period], Mapping[str, str]]


@st.dialog(words.TITLE, width="large")
def open_history(workspace: Workspace, figure: FigureKey, list_bearers: ListBearers) -> None:
    """The history of a figure, with pickers for other units, periods and measures of the same indicator.

    `list_bearers`: code → name of the units to choose from in a period.
    """
    one = next(one for one in workspace.catalogue.indicators if one.code == figure.indicator_code)
    period, unit, measure = _pick(workspace, figure, list_bearers)
    rows = find_figure_history(
        workspace.store, workspace.catalogue, workspace.reference, one.code, unit, period, measure
    )
    name = workspace.reference.name_of(unit, period)
    heading = words.heading(one.short_name, name, str(period), measure)
    table = history_table(rows, one, workspace.catalogue)
    # A window lies outside the element that knows the reader's scheme.
    markup = f'<div class="tq" style="color-scheme:{charts.scheme()}"><h3>{questions.escape(heading)}</h3>{table}</div>'
    show(markup, key=f"figure history {figure}")


def _pick(workspace: Workspace, figure: FigureKey, list_bearers: ListBearers) -> tuple[Period, str, str]:
    rounds = {str(one) for one in list_rounds(workspace.catalogue, workspace.settings.today)}
    known = {str(one) for one in questions.known_periods(workspace)}
    periods = sorted({*rounds, *known, figure.period}, key=Period.parse, reverse=True)
    when, who, what = st.columns([1, 1.6, 1])
    period = Period.parse(
        when.selectbox(
            words.PERIOD,
            periods,
            periods.index(figure.period),
            pickers.period_title,
            key=f"history period {figure}",
        )
    )
    units = dict(list_bearers(period))
    if not units or (str(period) == figure.period and figure.unit_code not in units):
        units |= {figure.unit_code: workspace.reference.name_of(figure.unit_code, period)}
    codes = list(units)
    unit = who.selectbox(
        words.UNIT,
        codes,
        codes.index(figure.unit_code) if figure.unit_code in units else 0,
        lambda code: f"{units[code]} · {code}",
        key=f"history unit {figure} {period}",
    )
    measures = list(MEASURE_WORDS)
    measure = what.selectbox(
        words.MEASURE,
        measures,
        measures.index(figure.measure),
        lambda name: MEASURE_WORDS[name],
        key=f"history measure {figure}",
    )
    return period, unit, measure
