"""Cached reads: every question of the pages, kept until the store's revision changes."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from tracker.catalogue.reference import ReportingUnit
from tracker.core.period import Period
from tracker.core.review import Basis
from tracker.workflow.overview import expected_of
from tracker.workflow.rounds import Round
from tracker.workflow.unapproved import mark_assessment, mark_comparison
from tracker.workflow.workspace import Workspace

escape = html.escape
Key = tuple[str, int, Basis]


def state_key(workspace: Workspace) -> Key:
    """What an answer depends on besides the question: which database, its revision, and whose figures."""
    return workspace.store.location, workspace.store.revision(), workspace.basis


def assess(
    workspace: Workspace,
    period: Period,
    places: Sequence[str],
    programme: str | None = None,
    indicator: str | None = None,
    method: str = "linear",
) -> pd.DataFrame:
    """ASSESSMENT rows with `unapproved`; see tracker.workflow.answers and tracker.workflow.unapproved."""
    asked = str(period), tuple(places), programme, indicator, method
    rows = _assess(state_key(workspace), workspace, *asked)
    only = _official(workspace)
    official = _assess(state_key(only), only, *asked) if only else None
    return mark_assessment(rows, official)


def compare(
    workspace: Workspace,
    period: Period,
    places: Sequence[str],
    programme: str | None = None,
    indicator: str | None = None,
) -> pd.DataFrame:
    """COMPARISON rows with `unapproved`; see tracker.workflow.answers and tracker.workflow.unapproved."""
    asked = str(period), tuple(places), programme, indicator
    rows = _compare(state_key(workspace), workspace, *asked)
    only = _official(workspace)
    official = _compare(state_key(only), only, *asked) if only else None
    return mark_comparison(rows, official)


def _official(workspace: Workspace) -> Workspace | None:
    """The same workspace on official figures; None when it reads them already."""
    return replace(workspace, basis="official") if workspace.basis == "all" else None


def series(
    workspace: Workspace, places: Sequence[str], indicators: Sequence[str] | None, period: Period
) -> pd.DataFrame:
    """SERIES rows of places; `indicators` None means all."""
    codes = None if indicators is None else tuple(indicators)
    return _series(state_key(workspace), workspace, tuple(places), codes, str(period))


def completeness(workspace: Workspace, place: str, period: Period) -> pd.DataFrame:
    """Who has handed in for the period itself: unit_code, name, level, has_reported, received_at."""
    return _completeness(state_key(workspace), workspace, place, str(period))


def expected_codes(workspace: Workspace, place: str, period: Period) -> dict[str, frozenset[str]]:
    """Unit code → the indicators that the unit should report, for the units of a place."""
    return _expected_codes(state_key(workspace), workspace, place, str(period))


def stored_rounds(workspace: Workspace) -> list[Round]:
    """Every round of the store, the latest last day first."""
    return _stored_rounds(state_key(workspace), workspace)


def observations(
    workspace: Workspace, indicator: str, place: str, period: Period | None = None
) -> pd.DataFrame:
    """Where each figure came from; see Store.read_observations."""
    return _observations(state_key(workspace), workspace, indicator, place, str(period) if period else None)


def known_periods(workspace: Workspace) -> list[Period]:
    """The periods with figures from anyone, approved or not, the latest first."""
    every = replace(workspace, basis="all")
    texts = _period_counts(state_key(every), every).index.unique("period")
    return sorted((Period.parse(text) for text in texts), reverse=True)


def latest_period(workspace: Workspace) -> Period:
    """The latest period with the actuals of at least half the units, so not a round that has just opened."""
    counts = _period_counts(state_key(workspace), workspace)
    if counts.empty:
        return Period(workspace.settings.today.year)
    enough = counts[counts >= 0.5].index.unique("period")
    texts = enough if len(enough) else counts.index.unique("period")
    return max(Period.parse(text) for text in texts)


def known_places(workspace: Workspace, period: Period) -> list[str]:
    """Territories, then old districts' areas, that exist in the period; the province itself first."""
    reference = workspace.reference
    own = reference.resolve_place(workspace.catalogue.province_code, period)
    stated = [territory.code for territory in workspace.catalogue.territories]
    day = period.ends_on
    members = reference.place_members
    alive = members[
        (members["member_from"] <= day) & (members["member_to"].isna() | (members["member_to"] >= day))
    ]
    present = set(alive["place_code"])
    areas = sorted(place for place in present if place not in stated)
    ordered = [own, *(code for code in stated if code != own and code in present), *areas]
    return [place for place in dict.fromkeys(ordered) if place in present] or [own]


def reporting_units(workspace: Workspace, period: Period) -> list[ReportingUnit]:
    """Who may hand in, valid on the period's last day, by level and name; the province, who has no form, last."""
    levels = {"commune": 0, "district": 1, "department": 2, "province": 3}
    units = workspace.reference.list_units(period.ends_on)
    chosen = [unit for unit in units if unit.level in levels]
    return sorted(chosen, key=lambda unit: (levels[unit.level], unit.name))


def waiting_units(workspace: Workspace, period: Period) -> int:
    """How many units have handed in figures for the period that count and are not approved."""
    return _waiting_units(state_key(workspace), workspace, str(period))


def rollup_differences(workspace: Workspace) -> pd.DataFrame:
    """Rollups that differ from the full recount; never cached, for it is asked to be sure."""
    return workspace.store.find_rollup_differences()


@st.cache_data(max_entries=64, show_spinner=False)
def _assess(
    key: Key,
    _workspace: Workspace,
    period: str,
    places: tuple[str, ...],
    programme: str | None,
    indicator: str | None,
    method: str,
) -> pd.DataFrame:
    return _workspace.answers.assess(Period.parse(period), places, programme, indicator, method)


@st.cache_data(max_entries=64, show_spinner=False)
def _compare(
    key: Key,
    _workspace: Workspace,
    period: str,
    places: tuple[str, ...],
    programme: str | None,
    indicator: str | None,
) -> pd.DataFrame:
    return _workspace.answers.compare(Period.parse(period), places, programme, indicator)


@st.cache_data(max_entries=64, show_spinner=False)
def _series(
    key: Key, _workspace: Workspace, places: tuple[str, ...], indicators: tuple[str, ...] | None, period: str
) -> pd.DataFrame:
    return _workspace.answers.series(places, indicators, Period.parse(period))


@st.cache_data(max_entries=64, show_spinner=False)
def _completeness(key: Key, _workspace: Workspace, place: str, period: str) -> pd.DataFrame:
    store = _workspace.store
    units = store.completeness(place, period)
    handed_in = set(store.list_submissions(period=period)["id"])
    # An estimate for the year that came with a half-year report is not that unit's report of the year.
    own = units["submission_id"].isin(handed_in)
    return units.assign(has_reported=units["has_reported"].astype(bool) & own)


@st.cache_data(max_entries=64, show_spinner=False)
def _expected_codes(key: Key, _workspace: Workspace, place: str, period: str) -> dict[str, frozenset[str]]:
    units = _completeness(key, _workspace, place, period)
    return expected_of(units, _workspace.catalogue, _workspace.reference, Period.parse(period))


@st.cache_data(max_entries=4, show_spinner=False)
def _stored_rounds(key: Key, _workspace: Workspace) -> list[Round]:
    return _workspace.store.list_rounds()


@st.cache_data(max_entries=128, show_spinner=False)
def _observations(
    key: Key, _workspace: Workspace, indicator: str, place: str, period: str | None
) -> pd.DataFrame:
    return _workspace.store.read_observations(indicator, place, period, _workspace.basis)


@st.cache_data(max_entries=64, show_spinner=False)
def _waiting_units(key: Key, _workspace: Workspace, period: str) -> int:
    store = _workspace.store
    rows = store.list_submissions(period=period)
    waits = (rows["state"] == "current") & ~rows["id"].isin(store.list_official(period))
    return len(rows[waits].drop_duplicates(["unit_code", "unit_valid_from"]))


@st.cache_data(max_entries=4, show_spinner=False)
def _period_counts(key: Key, _workspace: Workspace) -> pd.Series:
    """The usual share of units behind the actuals of a period, by place and period."""
    places = [territory.code for territory in _workspace.catalogue.territories]
    found = _workspace.store.read_series(places, basis=_workspace.basis)
    found = found[(found["measure"] == "actual") & found["value"].notna()]
    share = found["units_reported"] / found["units_expected"]
    # A figure that the place itself published has no units behind it and is as good as half of them.
    return share.groupby([found["place_code"], found["period"]]).median().fillna(0.5)
