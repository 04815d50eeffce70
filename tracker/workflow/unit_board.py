"""Units side by side: which verdict of each unit and indicator is shown, and how the units stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.core.period import Period
from tracker.core.standing import CLEARLY_BEHIND, rank_units, year_rows
from tracker.core.verdict import UNKNOWN
from tracker.workflow.overview import Expected


@dataclass(frozen=True)
class UnitBoard:
    """`rows` has one ASSESSMENT row per unit and indicator; `units` are codes, the worst first."""

    rows: pd.DataFrame
    units: tuple[str, ...]
    indicators: tuple[str, ...]

    @property
    def judged_units(self) -> int:
        """How many units have at least one verdict on figures."""
        known = self.rows[~self.rows["verdict"].isin(UNKNOWN)]
        return int(known["place_code"].nunique())

    @property
    def behind_units(self) -> int:
        behind = self.rows[self.rows["verdict"].isin(CLEARLY_BEHIND)]
        return int(behind["place_code"].nunique())

    def verdicts(self) -> Mapping[tuple[str, str], str]:
        """(unit, indicator) → verdict."""
        keys = zip(self.rows["place_code"], self.rows["indicator_code"], strict=True)
        return dict(zip(keys, self.rows["verdict"], strict=True))

    def unapproved(self) -> frozenset[tuple[str, str]]:
        """The (unit, indicator) whose value contains figures that are not approved."""
        rows = self.rows[[bool(names) for names in self.rows["unapproved"]]]
        return frozenset(zip(rows["place_code"], rows["indicator_code"], strict=True))


def make_unit_board(
    assessment: pd.DataFrame,
    expected: Expected,
    catalogue: Catalogue,
    period: Period,
    programme: str | None = None,
) -> UnitBoard:
    """The board of the assessed units: this year's plan where a unit has one, else a floor still in force."""
    rows, _ = split_background(own_rows(assessment, expected, period), catalogue)
    chosen = [one.code for one in catalogue.indicators if programme in (None, *one.programmes)]
    rows = rows[rows["indicator_code"].isin(chosen)]
    judged = set(rows[~rows["verdict"].isin(UNKNOWN)]["indicator_code"])
    indicators = tuple(code for code in chosen if code in judged)
    rows = rows[rows["indicator_code"].isin(indicators)]
    return UnitBoard(rows, tuple(rank_units(rows, assessment["place_code"].unique()).index), indicators)


def split_background(rows: pd.DataFrame, catalogue: Catalogue) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows that count, and those of the groups that are a picture of their own."""
    is_background = rows["indicator_code"].isin(catalogue.background_codes)
    return rows[~is_background], rows[is_background]


def own_rows(assessment: pd.DataFrame, expected: Expected, period: Period) -> pd.DataFrame:
    """`core.standing.year_rows`, where a unit is asked for what it is expected to report."""
    return year_rows(assessment, period, lambda unit, code: code in expected.get(unit, ()))


def ranked(assessment: pd.DataFrame, indicator: str, direction: str | None) -> pd.DataFrame:
    """The units with a figure of one indicator, the worst first; columns of ASSESSMENT."""
    rows = assessment[(assessment["indicator_code"] == indicator) & assessment["value"].notna()]
    plans = rows["target_kind"].isin(["year_plan", "none"])
    rows = rows.assign(_rank=(~plans).astype(int)).sort_values("_rank", kind="stable")
    rows = rows.groupby("place_code", sort=False).head(1)
    return rows.sort_values("value", ascending=direction != "down", kind="stable").drop(columns="_rank")
