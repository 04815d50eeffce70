"""Which verdicts count for a picture of a place: split by programme and group; units side by side, the worst first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tracker.core.assessment import leading_rows, worst_first
from tracker.core.period import Period
from tracker.core.verdict import BEHIND, UNKNOWN, VERDICTS

CLEARLY_BEHIND = BEHIND[:3]


@dataclass(frozen=True)
class PlaceRows:
    """ASSESSMENT rows of one place, one per indicator, worst first, in the parts in which they are shown."""

    judged: pd.DataFrame
    over: pd.DataFrame  # of programmes that have ended
    background: pd.DataFrame  # of groups that are a picture of their own
    tracked: pd.DataFrame  # without a number to be judged by
    national: pd.DataFrame  # national targets, to compare with


def split_rows(
    assessment: pd.DataFrame, running: Collection[str], over: Collection[str], background: Collection[str]
) -> PlaceRows:
    """The leading rows of one place. `running`, `over`: programme codes; `background`: indicator codes."""
    provincial = assessment[assessment["level"] == "province"]
    has_target = ~provincial["target_kind"].isin(["year_plan", "none"])
    leading = _leading(provincial, running)
    is_background = leading["indicator_code"].isin(list(background))
    is_tracked = leading["target_kind"] == "none"
    return PlaceRows(
        judged=leading[~is_background & ~is_tracked],
        over=_leading(provincial[has_target], over),
        background=leading[is_background],
        tracked=leading[is_tracked & ~is_background],
        national=_leading(assessment[assessment["level"] == "national"], [*running, *over]),
    )


def count_verdicts(rows: pd.DataFrame) -> dict[str, int]:
    """Verdict → number of rows, worst first, only those that occur."""
    found = rows["verdict"].value_counts()
    return {verdict: int(found[verdict]) for verdict in VERDICTS if verdict in found}


def _leading(assessment: pd.DataFrame, programmes: Iterable[str]) -> pd.DataFrame:
    return worst_first(leading_rows(assessment[assessment["programme_code"].isin(list(programmes))]))


def year_rows(
    assessment: pd.DataFrame, period: Period, is_asked: Callable[[str, str], bool] = lambda unit, code: False
) -> pd.DataFrame:
    """One row per unit and indicator: the year's plan, else a requirement that still holds.

    A requirement without a figure counts only where `is_asked(unit, indicator)`.
    """
    is_plan = assessment["target_kind"] == "year_plan"
    in_force = assessment["target_kind"].isin(["floor", "per_unit"]) & (
        assessment["due_year"] >= period.last_year
    )
    keys = zip(assessment["place_code"], assessment["indicator_code"], strict=True)
    is_own = np.array([is_asked(unit, code) for unit, code in keys], dtype=bool)
    kept = assessment[(is_plan | in_force) & (assessment["value"].notna() | is_own)]
    kept = kept.assign(_rank=(kept["target_kind"] != "year_plan").astype(int))
    kept = kept.sort_values(["_rank", "due_year"], kind="stable")
    return (
        kept.groupby(["place_code", "indicator_code"], sort=False).head(1).drop(columns="_rank").sort_index()
    )


def rank_units(rows: pd.DataFrame, units: Sequence[str]) -> pd.DataFrame:
    """How many verdicts of each unit are behind, at_risk and known; index: the units, the worst first.

    Most clearly behind first, then most at risk; units without figures come last.
    """
    scores = pd.DataFrame(
        {
            "behind": rows["verdict"].isin(CLEARLY_BEHIND).groupby(rows["place_code"]).sum(),
            "at_risk": (rows["verdict"] == "at_risk").groupby(rows["place_code"]).sum(),
            "known": (~rows["verdict"].isin(UNKNOWN)).groupby(rows["place_code"]).sum(),
        }
    ).reindex(units, fill_value=0)
    scores["is_silent"] = scores["known"] == 0
    order = ["is_silent", "behind", "at_risk"]
    scores = scores.sort_values(order, ascending=[True, False, False], kind="stable")
    return scores.drop(columns="is_silent")
