"""Totals before and after a hand-in: over the units it concerns, and of the places that count them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.core.rollup import DIRECT, resolve_rollup
from tracker.store import Store
from tracker.workflow.answers import SeriesSource
from tracker.workflow.concerned import own_places, territories_of
from tracker.workflow.handing_in import new_submission
from tracker.workflow.receipts import Receipt

_PARTS = ("", "_numerator", "_denominator")
_FIGURE = ["indicator_code", "period", "measure"]
TOTAL_COLUMNS = (
    *_FIGURE, "scope", "place_code", "before", "after", "difference", "units_before", "units_after", "units_expected",
)  # fmt: skip


def find_totals(store: Store, reference: Reference, receipt: Receipt) -> pd.DataFrame:
    """Per indicator, period and measure of a receipt the totals before and after, in TOTAL_COLUMNS.

    `scope` is the level of reporting units (province, district, commune …) whose figures in the file, and
    whose figures that count beside it, are added up by the indicator's rule, or 'place': the territory or
    area `place_code` as the product counts it, which may be its own report. NaN where there is no total.
    """
    touched = receipt.differences[
        receipt.differences["change"].isin(["new", "changed", "unchanged", "withdrawn"])
    ]
    if touched.empty:
        return pd.DataFrame(columns=list(TOTAL_COLUMNS))
    of_units = _of_units(receipt.differences, touched, receipt.request.catalogue, reference)
    totals = pd.concat([of_units, _of_places(store, touched, reference, receipt)], ignore_index=True)
    difference = totals["after"] - totals["before"]
    totals["difference"] = difference.where(difference.abs() > 1e-9 * totals["before"].abs(), difference * 0)
    order = {one.code: rank for rank, one in enumerate(receipt.request.catalogue.indicators)}
    totals = totals.assign(_rank=totals["indicator_code"].map(order))
    totals = totals.sort_values(["_rank", "period", "measure"], kind="stable", ignore_index=True)
    return totals.reindex(columns=list(TOTAL_COLUMNS))


def _of_units(
    differences: pd.DataFrame, touched: pd.DataFrame, catalogue: Catalogue, reference: Reference
) -> pd.DataFrame:
    """The units' own figures added up, level by level, so that nobody is counted in his district again."""
    levels = {(unit.code, unit.valid_from): unit.level for unit in reference.units}
    rows = differences.merge(touched[_FIGURE].drop_duplicates(), on=_FIGURE)
    units = zip(rows["unit_code"], rows["unit_valid_from"], strict=True)
    rows = rows.assign(scope=[levels.get(unit) for unit in units])
    before = _added_up(rows, [f"old{part}" for part in _PARTS], catalogue)
    stays = rows["change"] == "kept"
    after = {f"new{part}": rows[f"new{part}"].where(~stays, rows[f"old{part}"]) for part in _PARTS}
    later = _added_up(rows.assign(**after), list(after), catalogue)
    return before.merge(later, on=[*_FIGURE, "scope"], suffixes=("_before", "_after")).rename(
        columns={"value_before": "before", "value_after": "after"}
    )


def _added_up(rows: pd.DataFrame, names: Sequence[str], catalogue: Catalogue) -> pd.DataFrame:
    """value by the indicator's rule and number of units with a figure, per figure and scope."""
    value, numerator, denominator = (rows[name].astype(float) for name in names)
    has_both = numerator.notna() & denominator.notna()
    columns = rows[[*_FIGURE, "scope"]].assign(
        value=value, numerator=numerator.where(has_both), denominator=denominator.where(has_both)
    )
    groups = columns.groupby([*_FIGURE, "scope"], sort=False)
    sums = groups[["value", "numerator", "denominator"]].sum(min_count=1).add_suffix("_sum")
    sums = sums.assign(
        value_min=groups["value"].min(), value_last=groups["value"].last(), units=groups["value"].count()
    )
    found = sums.reset_index().assign(**dict.fromkeys(DIRECT, np.nan))
    rules = {one.code: one.aggregation for one in catalogue.indicators}
    found["aggregation"] = found["indicator_code"].map(rules)
    # What one unit says is its own total, whatever the rule.
    found["direct_value"] = found["value_sum"].where(found["units"] == 1)
    return resolve_rollup(found)[[*_FIGURE, "scope", "value", "units"]]


def _of_places(store: Store, touched: pd.DataFrame, reference: Reference, receipt: Receipt) -> pd.DataFrame:
    wanted = _wanted_places(touched, reference, receipt)
    places = sorted({place for _, place in wanted})
    codes = list(touched["indicator_code"].unique())
    with store.preview(new_submission(receipt, dt.datetime.min), receipt.rows) as ahead:
        after = _series(ahead, places, codes)
    before = _series(store, places, codes)
    asked = touched[_FIGURE].drop_duplicates()
    asked = asked.merge(pd.DataFrame(sorted(wanted), columns=["period", "place_code"]), on="period")
    key = [*_FIGURE, "place_code"]
    names = {"value": "after", "units_reported": "units_after"}
    both = asked.merge(after.rename(columns=names), on=key, how="left")
    names = {"value": "before", "units_reported": "units_before"}
    both = both.merge(before.rename(columns=names).drop(columns="units_expected"), on=key, how="left")
    both["units_before"] = both["units_before"].where(
        both["units_expected"].isna(), both["units_before"].fillna(0)
    )
    is_known = both["before"].notna() | both["after"].notna()
    return both[is_known].assign(scope="place")


def _wanted_places(touched: pd.DataFrame, reference: Reference, receipt: Receipt) -> set[tuple[str, str]]:
    """(period, place): the territories that count the file's units then, and the sender's own area."""
    own = [place for place in own_places(receipt.unit) if place != receipt.unit.code]
    wanted = {(period, place) for period in touched["period"].unique() for place in own}
    keys = touched[["period", "unit_code", "unit_valid_from"]].drop_duplicates()
    for period, rows in keys.groupby("period"):
        units = set(zip(rows["unit_code"], rows["unit_valid_from"], strict=True))
        found = territories_of(units, Period.parse(str(period)), receipt.request.catalogue, reference)
        wanted |= {(str(period), place) for place in found}
    return wanted


def _series(source: SeriesSource, places: list[str], codes: list[str]) -> pd.DataFrame:
    names = [*_FIGURE, "place_code", "value", "units_reported", "units_expected"]
    return source.read_series(places, codes)[names]
