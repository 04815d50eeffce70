"""What the indicator page shows, read once per indicator, place, period and state of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from tracker.catalogue import frames
from tracker.catalogue.model import Catalogue, Indicator
from tracker.core.period import Period
from tracker.outputs.images.sheet import Caption
from tracker.outputs.indicator_figure import chart_breaks, indicator_figure
from tracker.outputs.milestones import Labels
from tracker.outputs.office_table import next_milestones
from tracker.outputs.points import Drawn, chart_points, judges_drawn
from tracker.outputs.theme import Scheme
from tracker.ui import questions
from tracker.ui.chart_files import ChartFiles
from tracker.words import image_texts
from tracker.words.indicator_sentences import MERGER
from tracker.workflow.own_reports import OwnReport, find_own_report
from tracker.workflow.reporters import find_reporters, find_speaker
from tracker.workflow.second_opinions import OPINION_METHODS, find_opinions
from tracker.workflow.workspace import Workspace

if TYPE_CHECKING:
    from tracker.outputs.theme import Figure


@dataclass(frozen=True)
class IndicatorSheet:
    """Everything about one indicator in one place and period; kept for all sessions, so never changed."""

    indicator: Indicator
    rows: pd.DataFrame  # ASSESSMENT, by due date
    main: pd.Series  # the row that is judged next
    drawn: Drawn
    labels: Labels
    own_report: OwnReport | None  # when the place reports that value itself, beside its units
    opinions: Mapping[str, pd.DataFrame]  # method -> opinions in the order of rows
    source_code: str  # the indicator that figures are handed in of: itself, or what it is computed from
    sources: pd.DataFrame  # observations of the place itself, and of units in the period that is shown


def read_sheet(workspace: Workspace, code: str, place: str, period: Period) -> IndicatorSheet:
    return _sheet(questions.state_key(workspace), workspace, code, place, str(period))


def read_figure(workspace: Workspace, code: str, place: str, period: Period, scheme: Scheme) -> Figure:
    """The large chart; a figure is never changed after it is made."""
    return _figure(questions.state_key(workspace), workspace, code, place, str(period), scheme)


def chart_files(workspace: Workspace, code: str, place: str, period: Period) -> ChartFiles:
    """What the files of the large chart are made from."""
    indicator = next(one for one in workspace.catalogue.indicators if one.code == code)
    where = image_texts.subtitle(
        workspace.reference.name_of(place, period), period, indicator.unit_of_measure
    )
    return ChartFiles(
        f"{code}-{place}-{period}".lower().replace("_", "-"),
        partial(read_figure, workspace, code, place, period, "light"),
        Caption(indicator.name, where, live_footnote(workspace, code)),
        {"ma": code, "ky": str(period), "dia-ban": place},
    )


def live_footnote(workspace: Workspace, code: str) -> str:
    """Below an image of a chart of the running system."""
    today = workspace.settings.today
    return image_texts.live_footnote(code, today, has_unapproved=workspace.basis == "all")


def read_ranking(workspace: Workspace, code: str, place: str, period: Period) -> pd.DataFrame:
    """ASSESSMENT rows of the units of a place that report the indicator, worst first, with name."""
    return _ranking(questions.state_key(workspace), workspace, code, place, str(period))


def drawn_places(catalogue: Catalogue, place: str) -> list[str]:
    """The place, after the territory that carried its province code before it."""
    earlier = catalogue.earlier_territories.get(place)
    return [earlier, place] if earlier else [place]


@st.cache_resource(max_entries=64, show_spinner=False)
def _sheet(
    key: questions.Key, _workspace: Workspace, code: str, place: str, period_text: str
) -> IndicatorSheet:
    workspace = _workspace
    catalogue, period = workspace.catalogue, Period.parse(period_text)
    indicator = next(one for one in catalogue.indicators if one.code == code)
    rows = questions.assess(workspace, period, [place], indicator=code)
    rows = rows.sort_values("due_year", kind="stable", ignore_index=True)
    places = drawn_places(catalogue, place)
    series = questions.series(workspace, places, [code, *indicator.of], period)
    main = next_milestones(rows, period)[code]
    source = indicator.of[0] if indicator.of else code
    opinions = {name: find_opinions(rows, series, catalogue, name) for name in OPINION_METHODS}
    return IndicatorSheet(
        indicator,
        rows,
        main,
        chart_points(series, indicator, places, period),
        _labels(catalogue, indicator, places, workspace),
        find_own_report(series, main, indicator.aggregation),
        opinions,
        source,
        _sources(workspace, source, places, str(main["value_period"] or period)),
    )


def _labels(catalogue: Catalogue, indicator: Indicator, places: list[str], workspace: Workspace) -> Labels:
    names = {one.code: one.short_name for one in catalogue.territories}
    segments = {place: names.get(place, workspace.reference.name_of(place)) for place in places}
    standards = {}
    if indicator.standard:
        starts = frames.standard_starts(catalogue, indicator)
        standards = {year: one.name for year, one in zip(starts, catalogue.standards, strict=True)}
    return Labels(indicator.unit_of_measure, indicator.decimals, segments, chart_breaks(MERGER, standards))


def _sources(workspace: Workspace, code: str, places: list[str], shown_period: str) -> pd.DataFrame:
    parts = []
    for place in places:
        known = questions.observations(workspace, code, place)
        parts.append(known[known["is_direct"] | (known["period"] == shown_period)])
    found = pd.concat(parts, ignore_index=True)
    return found.drop_duplicates(["unit_code", "unit_valid_from", "period", "measure"], ignore_index=True)


@st.cache_resource(max_entries=64, show_spinner=False)
def _figure(
    key: questions.Key, _workspace: Workspace, code: str, place: str, period_text: str, scheme: Scheme
) -> Figure:
    sheet = _sheet(key, _workspace, code, place, period_text)
    is_demo = _workspace.is_demo
    rows = sheet.rows[judges_drawn(sheet.rows, sheet.indicator)]
    return indicator_figure(sheet.drawn, rows, sheet.labels, scheme=scheme, is_demo=is_demo)


@st.cache_data(max_entries=64, show_spinner=False)
def _ranking(
    key: questions.Key, _workspace: Workspace, code: str, place: str, period_text: str
) -> pd.DataFrame:
    workspace = _workspace
    period = Period.parse(period_text)
    reporters = find_reporters(workspace.reference, workspace.catalogue, code, place, period)
    units = [unit.code for unit in reporters]
    if not units:
        return pd.DataFrame(columns=["place_code", "name", "value", "verdict"])
    rows = questions.assess(workspace, period, units, indicator=code)
    order = rows["target_kind"].map({"year_plan": 0}).fillna(1)
    rows = rows.assign(_order=order).sort_values("_order", kind="stable").drop_duplicates("place_code")
    indicator = next(one for one in workspace.catalogue.indicators if one.code == code)
    names = [workspace.reference.short_name_of(one, period) for one in rows["place_code"]]
    return rows.assign(name=names).sort_values(
        "value", ascending=indicator.direction != "down", kind="stable", ignore_index=True
    )


def list_bearers(workspace: Workspace, sheet: IndicatorSheet, place: str, period: Period) -> dict[str, str]:
    """Code → name of the units whose figures stand behind a place in a period; who speaks for it comes first."""
    reference, catalogue = workspace.reference, workspace.catalogue
    found: dict[str, str] = {}
    for one in reversed(drawn_places(catalogue, place)):
        speaker = find_speaker(reference, one, period)
        reporters = find_reporters(reference, catalogue, sheet.source_code, one, period)
        for unit in [*([speaker] if speaker else []), *sorted(reporters, key=lambda unit: unit.name)]:
            found.setdefault(unit.code, unit.name)
    return found


def opened_lists(code: str) -> frozenset[str]:
    """Which long lists of an indicator the reader has opened in this session."""
    return st.session_state.get(f"opened {code}", frozenset())


def open_list(code: str, name: str) -> None:
    """Show a long list whole from now on."""
    st.session_state[f"opened {code}"] = opened_lists(code) | {name}
    st.rerun()


def owner_name(workspace: Workspace, indicator: Indicator, period: Period) -> str:
    """The department that answers for the indicator on the period's last day; empty when nobody is named."""
    day = period.ends_on
    programme = frames.programme_of(workspace.catalogue, indicator, period.last_year)
    owners = indicator.owners or programme.owners
    codes = [
        one.department
        for one in owners
        if (one.valid_from is None or one.valid_from <= day) and (one.valid_to is None or day <= one.valid_to)
    ]
    return ", ".join(workspace.reference.name_of(code, period) for code in codes)
