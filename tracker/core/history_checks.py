"""Checks of a value against the same unit's other periods: its estimate, its year, its last value."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.core.value_checks import Found, exceeds

JUMP_POINTS = 20.0  # rates: a change of more than 20 points against the last value
JUMP_FACTOR = 3.0  # counts: more than three times the last value, or less than a third of it
JUMP_AT_LEAST = 10.0  # counts: and at least this far away, so that 1 -> 4 is no jump

_SERIES = ["unit_code", "indicator_code"]


def check_history(rows: pd.DataFrame, earlier: pd.DataFrame) -> list[Found]:
    """`rows` and `earlier` as prepared by `checks.prepare_rows`; what is handed in now wins over earlier."""
    known = pd.concat([earlier, rows]) if len(earlier) else rows
    known = known[known["value"].notna()].drop_duplicates([*_SERIES, "period", "measure"], keep="last")
    actuals = known[known["measure"] == "actual"]
    return [
        *_check_within_year(rows, known, actuals, earlier),
        _check_running_total(rows, actuals),
        _check_jump(rows, actuals),
    ]


def _check_within_year(
    rows: pd.DataFrame, known: pd.DataFrame, actuals: pd.DataFrame, earlier: pd.DataFrame
) -> list[Found]:
    """A flow's first half, year and year-end estimate, which can only grow in this order."""
    value = rows["value"]
    is_flow = rows["kind"] == "flow"
    is_half = is_flow & (rows["measure"] == "actual") & _is_first_half(rows)
    is_estimate = is_flow & (rows["measure"] == "estimate")
    is_year = is_flow & (rows["measure"] == "actual") & (rows["period_kind"] == "year")
    by_year = [*_SERIES, "year"]
    estimate = _value_of(rows, known[known["measure"] == "estimate"], by_year)
    half = _value_of(rows, actuals[_is_first_half(actuals)], by_year)
    # The first half handed in together with the estimate is reported at its own row, not twice.
    told = _value_of(rows, rows[is_half], by_year).notna()
    before = earlier[
        (earlier["measure"] == "actual") & earlier["period_kind"].isin(("half", "quarter", "month"))
    ]
    before = before[before["value"].notna()].sort_values("value")
    to_date = _value_of(rows, before, by_year)
    to_date_period = _value_of(rows, before, by_year, "period")
    return [
        Found(
            "h1_exceeds_year_estimate",
            is_half & exceeds(value, estimate),
            {"value": value, "estimate": estimate},
        ),
        Found(
            "estimate_below_actual",
            is_estimate & ~told & exceeds(to_date, value),
            {"value": value, "actual": to_date, "actual_period": to_date_period},
        ),
        Found("year_below_half", is_year & exceeds(half, value), {"value": value, "half": half}),
    ]


def _check_running_total(rows: pd.DataFrame, actuals: pd.DataFrame) -> Found:
    """A running total below its own earlier value in the same stage."""
    totals = rows[rows["is_cumulative"].eq(True) & (rows["measure"] == "actual")]
    last, last_period = _last_before(totals, actuals, same_kind=False)
    return Found(
        "stage_total_falling",
        exceeds(last, totals["value"]),
        {"value": totals["value"], "last": last, "last_period": last_period},
    )


def _check_jump(rows: pd.DataFrame, actuals: pd.DataFrame) -> Found:
    """A value far from the last actual of the same kind of period (an estimate: the last year's)."""
    rows = rows[rows["measure"].isin(("actual", "estimate")) & rows["value"].notna()]
    value = rows["value"]
    last, last_period = _last_before(rows, actuals, same_kind=True)
    change = (value - last).abs()
    low, high = np.minimum(value, last), np.maximum(value, last)
    far = (change >= JUMP_AT_LEAST) & (high > JUMP_FACTOR * low.clip(lower=0))
    is_rate = rows["unit_of_measure"].isin(("%", "điểm %", "điểm %/năm"))
    jumps = far.where(~is_rate, change > JUMP_POINTS)
    return Found("jump_against_last", jumps, {"value": value, "last": last, "last_period": last_period})


def _is_first_half(rows: pd.DataFrame) -> pd.Series:
    return (rows["period_kind"] == "half") & (rows["period_index"] == 1)


def _value_of(rows: pd.DataFrame, source: pd.DataFrame, keys: list[str], column: str = "value") -> pd.Series:
    """For each row the source's last value with the same keys, in the order and index of `rows`."""
    found = source.drop_duplicates(keys, keep="last")[[*keys, column]].rename(columns={column: "_found"})
    merged = rows[keys].merge(found, on=keys, how="left")["_found"]
    return pd.Series(merged.to_numpy(), index=rows.index)


def _last_before(
    rows: pd.DataFrame, actuals: pd.DataFrame, *, same_kind: bool
) -> tuple[pd.Series, pd.Series]:
    """Value and period of the newest actual that ends before each row's period ends.

    With `same_kind` only periods of the same length and place in the year count, else the whole stage.
    """
    keys = [*_SERIES, "_slot"] if same_kind else _SERIES
    left = _timed(rows)[[*keys, "_time", "stage_from"]].assign(_order=np.arange(len(rows)))
    right = _timed(actuals)[[*keys, "_time", "value", "period"]].rename(columns={"value": "_last"})
    pairs = left.merge(right, on=keys, suffixes=("", "_then"))
    pairs = pairs[pairs["_time_then"] < pairs["_time"] - 1e-9]
    if not same_kind:
        pairs = pairs[
            pairs["stage_from"].isna() | (pairs["_time_then"] > pairs["stage_from"].astype(float) - 1)
        ]
    newest = pairs.sort_values("_time_then").drop_duplicates("_order", keep="last").set_index("_order")
    ordered = newest.reindex(range(len(rows)))
    return (
        pd.Series(ordered["_last"].to_numpy(dtype=float), index=rows.index),
        pd.Series(ordered["period"].to_numpy(dtype=object), index=rows.index),
    )


def _timed(rows: pd.DataFrame) -> pd.DataFrame:
    """The end of each period in years and its slot; an estimate stands for its whole year."""
    kind = rows["period_kind"].where(rows["measure"] != "estimate", "year")
    index = rows["period_index"].where(kind != "year", 1)
    parts = kind.map({"half": 2.0, "quarter": 4.0, "month": 12.0}).astype(float).fillna(1.0)
    time = rows["year"] - 1 + index.where(kind != "stage", 1) / parts
    return rows.assign(_time=time, _slot=kind.astype(str) + index.where(kind != "stage", 0).astype(str))
