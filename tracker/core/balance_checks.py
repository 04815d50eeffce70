"""Checks between the rows of one hand-in: sums that must balance, parts and wholes, units and totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from tracker.core.rollup import RELATIVE_TOLERANCE, rate_of
from tracker.core.row_numbers import find_places, take_beside
from tracker.core.value_checks import Found, exceeds, rate_rounding, rounding

# The poverty review's own sums (standard table 2 of the annual review): result -> signed terms.
IDENTITIES: Mapping[str, Mapping[str, int]] = {
    "GN-11": {"GN-21": 1, "GN-22": -1, "GN-26": 1},
    "GN-22": {"GN-23": 1, "GN-24": 1, "GN-25": 1},
    "GN-26": {"GN-27": 1, "GN-28": 1, "GN-29": 1, "GN-30": 1},
}
WHOLE_OF_PART: Mapping[str, str] = {
    "GN-13": "GN-11",
    "GN-15": "GN-11",
    "GN-43": "GN-11",
    "GN-14": "GN-12",
    "GN-16": "GN-12",
    "GN-44": "GN-12",
}
OPENING, CLOSING = "GN-21", "GN-11"
PERSONS = ".NK"  # the same figure in persons instead of households


def check_balances(rows: pd.DataFrame) -> list[Found]:
    """Sums that must balance, parts against wholes; `rows` as `prepare_rows` gives them."""
    table = _Table(rows)
    return [*_check_identities(table), *_check_parts(table), *_check_persons(table)]


def check_sums(rows: pd.DataFrame) -> list[Found]:
    """Total rows against the units listed beside them, by the indicator's own rule.

    Where a unit listed there gives no figure, a total of counts may be more than the sum, never less.
    """
    keys = ["indicator_code", "period", "measure"]
    totals = rows[rows["is_total"] & rows["aggregation"].isin(("sum", "ratio_of_sums"))]
    if totals.empty:
        return []
    units = rows[~rows["is_total"] & (rows["unit_code"] != "")]
    both = units["numerator"].notna() & units["denominator"].notna()
    parts = units.assign(
        numerator=units["numerator"].where(both), denominator=units["denominator"].where(both)
    )
    sums = parts.groupby(keys)[["value", "numerator", "denominator"]].sum(min_count=1)
    beside = totals[keys].merge(sums, left_on=keys, right_index=True, how="left").set_axis(totals.index)
    is_rate = totals["aggregation"] == "ratio_of_sums"
    expected = beside["value"].mask(is_rate, rate_of(beside["numerator"], beside["denominator"]))
    allowed = (RELATIVE_TOLERANCE * expected.abs().clip(lower=1)).mask(is_rate, rate_rounding(totals))
    in_parts = rows[(rows["decimals"] > 0) & (rows["aggregation"] != "ratio_of_sums")]
    if len(in_parts):  # money, each amount rounded
        groups = [in_parts[key] for key in keys]
        counts = in_parts["value"].groupby(groups).transform("count")
        own = totals.index.intersection(in_parts.index)
        allowed.loc[own] = (counts * rounding(in_parts["value"], groups)).loc[own]
    is_known = units["value"].notna() & (both | (units["aggregation"] != "ratio_of_sums"))
    gaps = units.assign(_gap=~is_known).groupby(keys)["_gap"].any()
    has_gap = totals[keys].merge(gaps, left_on=keys, right_index=True, how="left")["_gap"].eq(True)
    has_gap = has_gap.set_axis(totals.index)
    beyond = totals["value"] - expected
    difference = beyond.abs().mask(has_gap & ~is_rate, -beyond).mask(has_gap & is_rate, 0.0)
    off = difference > allowed + RELATIVE_TOLERANCE
    return [Found("sum_mismatch", off, {"value": totals["value"], "sum": expected})]


def check_plans(unit_plans: pd.DataFrame, province_plans: pd.DataFrame) -> list[Found]:
    """Province plans that the plans of the units together do not reach.

    `unit_plans`: indicator_code, period, value, numerator, denominator. `province_plans`: indicator_code,
    period, value, direction (+1 or -1), aggregation; the mask is over its rows. Pass on to
    `checks.collect_findings`.
    """
    keys = ["indicator_code", "period"]
    groups = unit_plans.groupby(keys)
    sums = (
        groups[["value", "numerator", "denominator"]].sum(min_count=1).assign(units=groups["value"].count())
    )
    beside = province_plans[keys].merge(sums, left_on=keys, right_index=True, how="left")
    beside = beside.set_axis(province_plans.index)
    is_rate = province_plans["aggregation"] == "ratio_of_sums"
    together = beside["value"].mask(is_rate, rate_of(beside["numerator"], beside["denominator"]))
    plan, direction = province_plans["value"].astype(float), province_plans["direction"].astype(float)
    short = exceeds(plan * direction, together * direction)
    applies = province_plans["aggregation"].isin(("sum", "ratio_of_sums"))
    details = {"value": plan, "sum": together, "units": beside["units"]}
    return [Found("plan_of_units_vs_province", applies & short, details)]


class _Table:
    """The rows by indicator, and the value of an indicator in the same unit, period and measure as a row."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows[["cell", "value", "persons_code"]]
        self.places: Mapping[str, np.ndarray] = rows.groupby("indicator_code", sort=False).indices

    def of(self, code: str) -> pd.DataFrame:
        return self.rows.iloc[self.places.get(code, [])]

    def beside(self, asked: pd.DataFrame, code: str) -> pd.Series:
        """Another indicator's value for each asked row: NaN where there is none, the first of several."""
        others = self.of(code)[::-1]
        places = find_places(asked["cell"].to_numpy(), others["cell"].to_numpy())
        return take_beside(others["value"], places, asked.index)


def _check_identities(table: _Table) -> list[Found]:
    found = []
    for result, terms in IDENTITIES.items():
        for suffix in ("", PERSONS):
            results = table.of(result + suffix)
            if results.empty:
                continue
            # A missing term makes the sum NaN: what is not known is not checked.
            computed = sum(sign * table.beside(results, code + suffix) for code, sign in terms.items())
            off = (results["value"] - computed).abs() > RELATIVE_TOLERANCE * computed.abs().clip(lower=1)
            details = {"value": results["value"], "computed": computed}
            formula = " ".join(f"{'+-'[sign < 0]} {code}{suffix}" for code, sign in terms.items())
            details["formula"] = pd.Series(formula.removeprefix("+ "), index=results.index)
            found.append(Found("identity_broken", off, details))
    return found


def _check_parts(table: _Table) -> Iterator[Found]:
    for suffix in ("", PERSONS):
        for part_code, whole_code in WHOLE_OF_PART.items():
            parts = table.of(part_code + suffix)
            whole = table.beside(parts, whole_code + suffix)
            details = {"value": parts["value"], "whole": whole}
            details["whole_code"] = pd.Series(whole_code + suffix, index=parts.index)
            yield Found("part_exceeds_whole", exceeds(parts["value"], whole), details)


def _check_persons(table: _Table) -> Iterator[Found]:
    """Persons against their households, and turns against the persons who took them."""
    for code in table.places:
        if code.endswith(PERSONS):
            persons = table.of(code)
            households = table.beside(persons, code.removesuffix(PERSONS))
            details = {"value": persons["value"], "households": households}
            yield Found("persons_below_households", exceeds(households, persons["value"]), details)
    with_turns = table.rows[table.rows["persons_code"].notna()]
    for persons_code, turns in with_turns.groupby("persons_code", sort=False):
        persons = table.beside(turns, str(persons_code))
        details = {"value": turns["value"], "persons": persons}
        yield Found("turns_below_persons", exceeds(persons, turns["value"]), details)


def check_opening(rows: pd.DataFrame, earlier: pd.DataFrame) -> Found:
    """The opening count against the closing count of the year before."""
    is_opening = rows["indicator_code"].isin((OPENING, OPENING + PERSONS)) & (rows["measure"] == "actual")
    rows = rows[is_opening]
    code = rows["indicator_code"].astype(str)
    wanted = pd.DataFrame(
        {
            "series_unit": rows["series_unit"],
            "indicator_code": code.str.replace(OPENING, CLOSING, regex=False),
            "year": rows["year"] - 1,
        }
    )
    closings = earlier[(earlier["measure"] == "actual") & (earlier["period_kind"] == "year")]
    closings = closings.drop_duplicates(list(wanted), keep="last")
    found = wanted.merge(closings[[*wanted, "value", "period"]], on=list(wanted), how="left")
    found = found.set_axis(rows.index)
    off = exceeds((rows["value"] - found["value"]).abs(), pd.Series(0.0, index=rows.index))
    details = {"value": rows["value"], "closing": found["value"], "closing_period": found["period"]}
    return Found("opening_differs_from_closing", off, details)
