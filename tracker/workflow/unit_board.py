"""Units side by side: which verdict of each unit and indicator is shown, and how the units stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.core.period import Period
from tracker.core.verdict import BEHIND, UNKNOWN
from tracker.workflow.overview import BACKGROUND_GROUPS, Expected

_CLEARLY_BEHIND = BEHIND[:3]


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
        behind = self.rows[self.rows["verdict"].isin(_CLEARLY_BEHIND)]
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
    rows, _ = split_background(year_rows(assessment, expected, period), catalogue)
    chosen = [one.code for one in catalogue.indicators if programme in (None, *one.programmes)]
    rows = rows[rows["indicator_code"].isin(chosen)]
    judged = set(rows[~rows["verdict"].isin(UNKNOWN)]["indicator_code"])
    indicators = tuple(code for code in chosen if code in judged)
    rows = rows[rows["indicator_code"].isin(indicators)]
    return UnitBoard(rows, _worst_units(rows, assessment["place_code"].unique()), indicators)


def split_background(rows: pd.DataFrame, catalogue: Catalogue) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows that count, and those of the groups that are a picture of their own."""
    groups = {one.code: one.group for one in catalogue.indicators}
    is_background = rows["indicator_code"].map(groups).isin(BACKGROUND_GROUPS)
    return rows[~is_background], rows[is_background]


def year_rows(assessment: pd.DataFrame, expected: Expected, period: Period) -> pd.DataFrame:
    """One row per unit and indicator: the year's plan, else a requirement that still holds.

    A requirement without a figure counts only for the units that should report it.
    """
    is_plan = assessment["target_kind"] == "year_plan"
    in_force = assessment["target_kind"].isin(["floor", "per_unit"]) & (
        assessment["due_year"] >= period.last_year
    )
    keys = zip(assessment["place_code"], assessment["indicator_code"], strict=True)
    is_own = np.array([code in expected.get(unit, ()) for unit, code in keys], dtype=bool)
    is_asked = assessment["value"].notna() | is_own
    kept = assessment[(is_plan | in_force) & is_asked].assign(_rank=(~is_plan).astype(int))
    kept = kept.sort_values(["_rank", "due_year"], kind="stable")
    return (
        kept.groupby(["place_code", "indicator_code"], sort=False).head(1).drop(columns="_rank").sort_index()
    )


def _worst_units(rows: pd.DataFrame, units: Sequence[str]) -> tuple[str, ...]:
    """Most clearly behind first, then most at risk; units without figures come last."""
    scores = pd.DataFrame(
        {
            "behind": rows["verdict"].isin(_CLEARLY_BEHIND).groupby(rows["place_code"]).sum(),
            "risk": (rows["verdict"] == "at_risk").groupby(rows["place_code"]).sum(),
            "known": (~rows["verdict"].isin(UNKNOWN)).groupby(rows["place_code"]).sum(),
        }
    ).reindex(units, fill_value=0)
    scores["is_silent"] = scores["known"] == 0
    order = scores.sort_values(["is_silent", "behind", "risk"], ascending=[True, False, False], kind="stable")
    return tuple(order.index)


def ranked(assessment: pd.DataFrame, indicator: str, direction: str | None) -> pd.DataFrame:
    """The units with a figure of one indicator, the worst first; columns of ASSESSMENT."""
    rows = assessment[(assessment["indicator_code"] == indicator) & assessment["value"].notna()]
    plans = rows["target_kind"].isin(["year_plan", "none"])
    rows = rows.assign(_rank=(~plans).astype(int)).sort_values("_rank", kind="stable")
    rows = rows.groupby("place_code", sort=False).head(1)
    return rows.sort_values("value", ascending=direction != "down", kind="stable").drop(columns="_rank")
