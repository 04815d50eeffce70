"""Checks of a value against the same unit's other periods: its estimate, its year, its last value."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.core.check_rows import SLOTS, YEAR_SLOT
from tracker.core.row_numbers import find_places, take_beside
from tracker.core.value_checks import Found, exceeds

JUMP_POINTS = 20.0  # rates: a change of more than 20 points against the last value
JUMP_FACTOR = 3.0  # counts: more than three times the last value, or less than a third of it
JUMP_AT_LEAST = 10.0  # counts: and at least this far away, so that 1 -> 4 is no jump

_WITHIN_YEAR = ("half", "quarter", "month")
_KNOWN = ["series", "series_year", "moment", "measure", "period", "period_kind", "period_index", "ends", "slot",
          "value"]  # fmt: skip


def check_history(rows: pd.DataFrame, earlier: pd.DataFrame) -> list[Found]:
    """`rows` and `earlier` as `prepare_rows` gives them; what is handed in now wins over earlier."""
    known = pd.concat([earlier[_KNOWN], rows[_KNOWN]]) if len(earlier) else rows
    is_known = known["value"].notna().to_numpy(copy=True)
    is_known[is_known] = ~known.loc[is_known, ["series", "moment"]].duplicated(keep="last")
    actuals = known.loc[is_known & (known["measure"] == "actual"), _KNOWN]
    estimates = known.loc[is_known & (known["measure"] == "estimate"), _KNOWN]
    return [
        *_check_within_year(rows[rows["kind"] == "flow"], estimates, actuals, earlier),
        _check_running_total(rows, actuals),
        _check_jump(rows, actuals),
    ]


def _check_within_year(
    flows: pd.DataFrame, known: pd.DataFrame, actuals: pd.DataFrame, earlier: pd.DataFrame
) -> list[Found]:
    """A flow's first half, year and year-end estimate, which can only grow in this order; `known`: estimates."""
    is_actual = flows["measure"] == "actual"
    halves = flows[is_actual & _is_first_half(flows)]
    years = flows[is_actual & (flows["period_kind"] == "year")]
    estimates = flows[flows["measure"] == "estimate"]
    # The first half handed in together with the estimate is reported at its own row, not twice.
    estimates = estimates[_of_year(estimates, halves[halves["value"].notna()])["value"].isna()]
    estimate = _of_year(halves, known)["value"]
    half = _of_year(years, actuals[_is_first_half(actuals)])["value"]
    before = earlier[(earlier["measure"] == "actual") & earlier["period_kind"].isin(_WITHIN_YEAR)]
    to_date = _of_year(estimates, before[before["value"].notna()].sort_values("value", kind="stable"))
    return [
        Found(
            "h1_exceeds_year_estimate",
            exceeds(halves["value"], estimate),
            {"value": halves["value"], "estimate": estimate},
        ),
        Found(
            "estimate_below_actual",
            exceeds(to_date["value"], estimates["value"]),
            {"value": estimates["value"], "actual": to_date["value"], "actual_period": to_date["period"]},
        ),
        Found("year_below_half", exceeds(half, years["value"]), {"value": years["value"], "half": half}),
    ]


def _check_running_total(rows: pd.DataFrame, actuals: pd.DataFrame) -> Found:
    """A running total below its own earlier value in the same stage."""
    totals = rows[rows["is_cumulative"].eq(True) & (rows["measure"] == "actual")]
    last = _last_before(totals["series"], totals["ends"], actuals, actuals["series"])
    is_same_stage = totals["stage_from"].isna() | (last["ends"] > totals["stage_from"].astype(float) - 1)
    return Found(
        "stage_total_falling",
        exceeds(last["value"], totals["value"]) & is_same_stage,
        {"value": totals["value"], "last": last["value"], "last_period": last["period"]},
    )


def _check_jump(rows: pd.DataFrame, actuals: pd.DataFrame) -> Found:
    """A value far from the last actual of the same kind of period (an estimate: the last year's)."""
    rows = rows[rows["measure"].isin(("actual", "estimate")) & rows["value"].notna()]
    is_estimate = rows["measure"] == "estimate"
    own = rows["series"] * SLOTS + rows["slot"].mask(is_estimate, YEAR_SLOT)
    ends = rows["ends"].mask(is_estimate, rows["year"])
    last = _last_before(own, ends, actuals, actuals["series"] * SLOTS + actuals["slot"])
    value, before = rows["value"], last["value"]
    change = (value - before).abs()
    low, high = np.minimum(value, before), np.maximum(value, before)
    far = (change >= JUMP_AT_LEAST) & (high > JUMP_FACTOR * low.clip(lower=0))
    is_rate = rows["unit_of_measure"].isin(("%", "điểm %", "điểm %/năm"))
    jumps = far.where(~is_rate, change > JUMP_POINTS)
    return Found("jump_against_last", jumps, {"value": value, "last": before, "last_period": last["period"]})


def _is_first_half(rows: pd.DataFrame) -> pd.Series:
    return (rows["period_kind"] == "half") & (rows["period_index"] == 1)


def _of_year(rows: pd.DataFrame, source: pd.DataFrame) -> pd.DataFrame:
    """Value and period of the source's last row of the same series and year, under the index of `rows`."""
    places = find_places(rows["series_year"].to_numpy(), source["series_year"].to_numpy())
    return pd.DataFrame({name: take_beside(source[name], places, rows.index) for name in ("value", "period")})


def _last_before(groups: pd.Series, ends: pd.Series, actuals: pd.DataFrame, known: pd.Series) -> pd.DataFrame:
    """Value, period and end of the newest actual of the same group that ends before each row, in their order.

    `groups` and `ends` of the rows, `known`: the groups of the actuals.
    """
    asked = pd.DataFrame({"group": groups, "at": ends, "order": np.arange(len(ends))})
    there = actuals[["ends", "value", "period"]].assign(group=known, at=actuals["ends"])
    found = pd.merge_asof(
        asked[asked["at"].notna()].sort_values("at", kind="stable"),
        there[there["at"].notna()].sort_values("at", kind="stable"),
        on="at",
        by="group",
        allow_exact_matches=False,
    )
    newest = found.set_index("order").reindex(range(len(ends)))
    return newest[["value", "period", "ends"]].set_axis(ends.index)
