"""Projection: the mean yearly change of the last yearly points, carried to the milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tracker.core.period import Period
from tracker.core.target import Floats, tolerance

if TYPE_CHECKING:
    from tracker.core.cases import Cases, Columns

MOST_POINTS = 5
FEWEST_POINTS = 3
HORIZON_YEARS = 50  # a line that needs longer than this is not a date anyone can use

PROJECTED_KINDS = ("level", "growth", "reduction", "floor")


def trends(yearly: pd.DataFrame) -> pd.DataFrame:
    """The recent trend of each series, indexed by key.

    `yearly`: key, year, value and optionally segment (a change of standard or territory starts a new
    one; only the last counts). Uses the last up to MOST_POINTS known years; gaps stay gaps. Gives
    last_year, last_value, last_segment, points_used, mean_yearly_change (NaN below FEWEST_POINTS) and
    mean_value.
    """
    known = yearly[yearly["value"].notna()].sort_values(["key", "year"])
    if "segment" not in known:
        known = known.assign(segment=0)
    last_segment = known.groupby("key", sort=False)["segment"].transform("last")
    recent = known[known["segment"] == last_segment].groupby("key", sort=False).tail(MOST_POINTS)
    groups = recent.groupby("key", sort=False)
    edges = groups.agg(
        first_year=("year", "first"),
        last_year=("year", "last"),
        first_value=("value", "first"),
        last_value=("value", "last"),
        last_segment=("segment", "last"),
        points_used=("value", "size"),
        mean_value=("value", "mean"),
    )
    span = (edges["last_year"] - edges["first_year"]).astype(float)
    enough = (edges["points_used"] >= FEWEST_POINTS) & (span > 0)
    change = (edges["last_value"] - edges["first_value"]) / span.where(enough)
    return edges.assign(mean_yearly_change=change, mean_value=edges["mean_value"].where(enough))


def project(yearly: pd.DataFrame, targets: pd.DataFrame, *, approximately: float = 0.05) -> pd.DataFrame:
    """Carry each series to its target.

    `yearly` as for `trends`; `targets`: key, op, bound, direction (+1, -1), due_year and optionally
    value and time (the value that stands now and its time in years, e.g. 2023.5; default: the last
    yearly point) and due_segment (no projection when it differs from the last point's segment).
    Returns, in the order and index of `targets`: projected, mean_yearly_change, points_used,
    needed_per_year = (t - a)/(T - τ), reached_year (first year whose end meets the bound; NaN when
    never, or not within HORIZON_YEARS).
    """
    trend = trends(yearly).reindex(targets["key"]).set_axis(targets.index)
    due = targets["due_year"].to_numpy(dtype=float)
    bound = targets["bound"].to_numpy(dtype=float)
    last_year, last = trend["last_year"].to_numpy(dtype=float), trend["last_value"].to_numpy(dtype=float)
    change = trend["mean_yearly_change"].to_numpy(dtype=float)
    if "due_segment" in targets:
        same = (targets["due_segment"] == trend["last_segment"]).to_numpy()
        change = np.where(same, change, np.nan)
    value = targets["value"].to_numpy(dtype=float) if "value" in targets else last
    time = targets["time"].to_numpy(dtype=float) if "time" in targets else last_year
    ahead = due > last_year
    reached = years_until_met(
        last,
        change,
        targets["op"].to_numpy(),
        bound,
        targets["direction"].to_numpy(dtype=float),
        approximately,
    )
    return pd.DataFrame(
        {
            "projected": np.where(ahead, last + change * (due - last_year), np.nan),
            "mean_yearly_change": change,
            "points_used": trend["points_used"].to_numpy(dtype=float),
            "needed_per_year": needed_per_year(value, bound, time, due),
            "reached_year": last_year + reached,
        },
        index=targets.index,
    )


def needed_per_year(value: Floats, bound: Floats, time: Floats, due: Floats) -> Floats:
    """(t - a)/(T - τ): the change per year that reaches the bound exactly when due; NaN once due."""
    left = due - time
    return np.divide(bound - value, left, out=np.full(left.shape, np.nan), where=left > 1e-9)


def years_until_met(
    value: Floats, change: Floats, op: np.ndarray, bound: Floats, direction: Floats, approximately: float
) -> Floats:
    """Whole years until a line from `value` meets its target: 0 when it does now, NaN when it never will."""
    upward = np.where(np.isin(op, [">=", ">"]), 1.0, np.where(np.isin(op, ["<=", "<"]), -1.0, direction))
    edge = np.where(op == "~", bound - upward * approximately * np.abs(bound), bound)
    short = upward * (edge - value)
    slack = tolerance(edge)
    is_strict = np.isin(op, [">", "<"])
    met = np.where(is_strict, short < -slack, short <= slack)
    gain = upward * change
    closing = gain > 0
    exact = np.divide(short, gain, out=np.full(value.shape, np.nan), where=closing)
    whole = np.where(is_strict, np.floor(exact + 1e-9) + 1, np.ceil(exact - 1e-9))
    years = np.where(met, 0.0, whole)
    known = ~np.isnan(change) & ~np.isnan(bound) & ~np.isnan(value)
    return np.where(known & (years <= HORIZON_YEARS), years, np.nan)


def project_totals(yearly: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Carry stage totals to the end of their stage at the mean yearly amount of the last years.

    `yearly`: key, year, value (amounts per year) and optionally segment; `targets`: key, op, bound,
    direction, due_year, value (the total so far), time (until when it counts). Returns the columns of
    `project`; mean_yearly_change is the mean yearly amount.
    """
    trend = trends(yearly).reindex(targets["key"]).set_axis(targets.index)
    amount = trend["mean_value"].to_numpy(dtype=float)
    value, time = (targets[name].to_numpy(dtype=float) for name in ("value", "time"))
    bound, due = (targets[name].to_numpy(dtype=float) for name in ("bound", "due_year"))
    direction = targets["direction"].to_numpy(dtype=float)
    left = due - time
    # Totals are counted at year ends: from inside a year the first whole step ends in the same year.
    to_year_end = np.ceil(time - 1e-9) - time
    at_year_end = value + amount * to_year_end
    years = years_until_met(at_year_end, amount, targets["op"].to_numpy(), bound, direction, 0.0)
    return pd.DataFrame(
        {
            "projected": np.where(left > 1e-9, value + amount * left, np.nan),
            "mean_yearly_change": amount,
            "points_used": trend["points_used"].to_numpy(dtype=float),
            "needed_per_year": needed_per_year(value, bound, time, due),
            "reached_year": np.ceil(time - 1e-9) + years,
        },
        index=targets.index,
    )


def project_cases(kind: str, cases: Cases, columns: Columns) -> Columns:
    """`projected`, `needed_per_year` and `reached_year` for the rows of one kind of target.

    Rows may carry `segment_starts`, the first years of new standards; targets past due are not projected.
    """
    unknown = np.full(cases.size, np.nan)
    names = ("projected", "needed_per_year", "reached_year")
    if kind not in (*PROJECTED_KINDS, "stage_total") or not cases.size or np.all(columns["is_due"]):
        return dict.fromkeys(names, unknown)
    places, indicators = cases.places, cases.text("indicator_code")
    sources = (
        [(code,) for code in indicators] if kind in {"level", "floor", "stage_total"} else cases.text("of")
    )
    keys = pd.Series(list(zip(places, map(tuple, sources), strict=True)))
    starts = _segment_starts(cases)
    targets = pd.DataFrame(
        {
            "key": keys,
            "op": columns["op"],
            "bound": columns["bound"],
            "direction": columns["direction"],
            "due_year": cases.number("due_year"),
            "value": columns["value"],
            "time": _times(columns["value_period"]),
        }
    )
    yearly = _yearly_of(cases, keys, dict(zip(keys, starts, strict=True)))
    if kind == "stage_total":
        projected = project_totals(yearly, targets)
    else:
        segments = [_segment(year, found) for year, found in zip(targets["due_year"], starts, strict=True)]
        projected = project(yearly, targets.assign(due_segment=segments))
    is_due = np.asarray(columns["is_due"], dtype=bool)
    return {name: np.where(is_due, np.nan, projected[name].to_numpy(dtype=float)) for name in names}


def _yearly_of(cases: Cases, keys: pd.Series, starts: dict[object, tuple[int, ...]]) -> pd.DataFrame:
    """Known yearly actuals up to the judged period, one series per key; several sources are added up."""
    last = cases.period.last_year - (0 if cases.period.is_year else 1)
    known = cases.index.yearly
    known = known[(known["measure"] == "actual") & (known["year"] <= last)]
    parts = pd.DataFrame(
        [(key, key[0], code, len(key[1])) for key in keys.drop_duplicates() for code in key[1]],
        columns=["key", "place_code", "indicator_code", "sources"],
    )
    joined = parts.merge(known[["place_code", "indicator_code", "year", "value"]])
    sums = joined.groupby(["key", "year"]).agg(
        value=("value", "sum"), found=("value", "size"), sources=("sources", "first")
    )
    yearly = sums[sums["found"] == sums["sources"]].reset_index()
    segments = [_segment(year, starts[key]) for key, year in zip(yearly["key"], yearly["year"], strict=True)]
    return yearly.assign(segment=segments)[["key", "year", "value", "segment"]]


def _segment_starts(cases: Cases) -> list[tuple[int, ...]]:
    if "segment_starts" not in cases.rows:
        return [()] * cases.size
    return [
        tuple(starts) if isinstance(starts, (tuple, list)) else () for starts in cases.rows["segment_starts"]
    ]


def _segment(year: float, starts: tuple[int, ...]) -> int:
    return sum(year >= start for start in starts)


def _times(periods: np.ndarray) -> Floats:
    return np.array([Period.parse(text).time if text else np.nan for text in periods], dtype=float)
