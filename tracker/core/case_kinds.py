"""How each kind of target turns into columns that a verdict needs."""

from __future__ import annotations

import numpy as np

from tracker.core import path
from tracker.core.cases import Cases, Columns, case_columns, find_baselines, measured_values
from tracker.core.period import Period
from tracker.core.series import changes_in, half_year_share, stage_totals, year_texts
from tracker.core.target import Floats


def _plans(cases: Cases, years: Floats) -> Floats:
    return cases.index.value("plan", cases.places, cases.indicators, year_texts(years))


def level_cases(cases: Cases) -> Columns:
    """A level due at a milestone: value, baseline, expectation through the annual plans."""
    value, time, period = measured_values(cases, cases.indicators)
    baseline, base_year, kind = find_baselines(cases, cases.indicators, time)
    low, high = cases.number("low"), cases.number("high")
    bound = cases.bound(low, high)
    year_end = np.ceil(time - 1e-9)
    expected = path.expected_level(
        baseline, base_year, bound, cases.number("due_year"), time,
        _plans(cases, year_end - 1), _plans(cases, year_end),
    )  # fmt: skip
    return case_columns(cases, value, period, low, high, baseline, base_year, kind, expected)


def based_cases(cases: Cases) -> Columns:
    """Growth on, or reduction from, a base year; the bound has no number until the base is known.

    The value and the bound are those of the source indicator: with 50 % in the base year a relative
    growth of 20 % asks for 60 %, one of 20 points for 70 %.
    """
    width = max(len(of) for of in cases.rows["of"])
    parts = [
        np.array([of[position] if position < len(of) else "" for of in cases.rows["of"]], dtype=object)
        for position in range(width)
    ]
    base_year = cases.number("base_year")
    measures = cases.text("base_measure")
    values, bases = [], []
    for part in parts:
        value, time, period = measured_values(cases, part)
        base = cases.index.base(cases.places, part, base_year, measures)
        absent = part == ""
        values.append(np.where(absent, 0.0, value))
        bases.append(np.where(absent, 0.0, base))
    value, base = np.sum(values, axis=0), np.sum(bases, axis=0)
    own_base = cases.index.value("baseline", cases.places, cases.indicators, year_texts(base_year))
    base = np.where(np.isnan(base), own_base, base)
    factor = np.where(cases.text("target_kind") == "reduction", -1.0, 1.0)
    is_points = cases.text("mode") == "points"

    def resolve(asked: Floats) -> Floats:
        return np.where(is_points, base + factor * asked, base * (1 + factor * asked / 100))

    low, high = resolve(cases.number("low")), resolve(cases.number("high"))
    is_cut = factor < 0
    low, high = np.where(is_cut, np.nan, low), np.where(is_cut, resolve(cases.number("low")), high)
    bound = np.where(is_cut, high, cases.bound(low, high))
    expected = path.straight_line(base, base_year, bound, cases.number("due_year"), time)
    kind = np.where(np.isnan(base), None, "stated")
    columns = case_columns(cases, value, period, low, high, base, base_year, kind, expected)
    columns["op"] = np.where(is_cut, "<=", cases.text("op")).astype(object)
    columns["direction"] = np.where(is_cut, -1.0, cases.number("direction"))
    columns["base_of"] = np.array([", ".join(of) for of in cases.rows["of"]], dtype=object)
    columns["value_kind"] = np.where(np.isnan(value), None, "derived")
    columns["growth"] = np.where(
        is_points, value - base, 100 * (value / np.where(base == 0, np.nan, base) - 1)
    )
    return columns


def total_cases(cases: Cases) -> Columns:
    """A count added up inside a stage; it starts from 0 and from 0 again in the next."""
    period = cases.period
    if cases.is_annual and not period.is_year:
        period = Period(period.year - 1)
    first = cases.number("stage_from")
    value, missing, years = stage_totals(cases.index, cases.places, cases.indicators, first, period)
    share = np.ones(cases.size)
    if not period.is_year:
        share = half_year_share(cases.index, cases.places, cases.indicators, period.year)
    plan_total = _planned_so_far(cases, first, period, share)
    low, high = cases.number("low"), cases.number("high")
    expected = path.expected_total(
        cases.bound(low, high),
        first,
        cases.number("due_year"),
        np.full(cases.size, period.time),
        share,
        plan_total,
    )
    zero = np.zeros(cases.size)
    kind = cases.repeat("stage_start")
    columns = case_columns(
        cases, value, cases.repeat(str(period)), low, high, zero, first - 1, kind, expected
    )
    columns["value_kind"] = np.where(np.isnan(value), None, "total")
    columns["missing_years"] = years
    columns["is_partial"] = (missing > 0) & ~np.isnan(value)
    return columns


def _planned_so_far(cases: Cases, first: Floats, period: Period, share: Floats) -> Floats:
    total = np.zeros(cases.size)
    for year in range(int(first.min()), period.last_year + 1):
        plan = _plans(cases, np.full(cases.size, float(year)))
        part = share if year == period.last_year else 1.0
        total = np.where(first <= year, total + plan * part, total)
    return total


def floor_cases(cases: Cases) -> Columns:
    """A minimum that must hold every year: the expectation is the minimum itself."""
    value, _, period = measured_values(cases, cases.indicators)
    low, high = cases.number("low"), cases.number("high")
    unknown = np.full(cases.size, np.nan)
    return case_columns(
        cases, value, period, low, high, unknown, unknown, cases.repeat(""), cases.bound(low, high)
    )


def per_unit_cases(cases: Cases) -> Columns:
    """A minimum for each unit: the value is the lowest unit's, progress the share of units that comply."""
    columns = floor_cases(cases)
    period = columns["value_period"]
    complying = cases.index.column("units_complying", "actual", cases.places, cases.indicators, period)
    reported = cases.index.column("units_reported", "actual", cases.places, cases.indicators, period)
    alone = (columns["value"] >= columns["bound"]).astype(float)
    share = np.where(reported > 0, complying / np.where(reported > 0, reported, 1), alone)
    columns["share_complying"] = np.where(np.isnan(columns["value"]), np.nan, share)
    return columns


def change_cases(cases: Cases) -> Columns:
    """A change in points per year, computed from its source; judged year by year or on average."""
    sign = cases.number("change_sign")
    sources = np.array([of[0] if of else "" for of in cases.rows["of"]], dtype=object)
    year = cases.period.last_year if cases.period.is_year else cases.period.last_year - 1
    change, years, since = changes_in(cases.index, cases.places, sources, year)
    change = sign * change
    reported = cases.index.actual_year(cases.places, cases.indicators, np.full(cases.size, float(year)))
    yearly = np.where((years > 1) & ~np.isnan(reported), reported, change / years)
    yearly = np.where(np.isnan(yearly), reported, yearly)
    kinds = np.where(np.isnan(change), "actual", np.where(years > 1, "average", "derived")).astype(object)
    now = cases.index.actual_year(cases.places, sources, np.full(cases.size, float(year)))
    baseline, base_year, base_kind = find_baselines(cases, sources, np.full(cases.size, float(year)))
    average = sign * (now - baseline) / np.where(year > base_year, year - base_year, np.nan)
    is_average = cases.text("judged") == "average"
    value = np.where(is_average, average, yearly)
    low, high = cases.number("low"), cases.number("high")
    columns = case_columns(
        cases,
        value,
        cases.repeat(str(year)),
        low,
        high,
        baseline,
        base_year,
        base_kind,
        cases.bound(low, high),
    )
    value_kinds = np.where(is_average, "average", kinds)
    columns["value_kind"] = np.where(np.isnan(value), None, value_kinds).astype(object)
    columns |= {"change": change, "change_years": years, "change_since": since, "average": average}
    columns["base_of"] = sources
    return columns


def plan_cases(cases: Cases) -> Columns:
    """The year's plan: actual to date or year-end estimate, on the way from last year's value to the plan."""
    year = cases.asked.last_year
    texts = cases.repeat(str(year))
    actual = cases.index.value("actual", cases.places, cases.indicators, cases.repeat(str(cases.asked)))
    estimate = cases.index.value("estimate", cases.places, cases.indicators, texts)
    is_flow = cases.text("kind") == "flow"
    before = cases.index.actual_year(cases.places, cases.indicators, np.full(cases.size, year - 1.0))
    baseline = np.where(is_flow, 0.0, before)
    low, high = cases.number("low"), cases.number("high")
    bound = cases.bound(low, high)
    share = np.full(cases.size, cases.asked.year_share)
    if cases.asked.kind == "half":
        share = np.where(is_flow, half_year_share(cases.index, cases.places, cases.indicators, year), share)
    by_estimate = ~np.isnan(estimate) & (
        np.isnan(actual) if cases.asked.is_year else np.full(cases.size, True)
    )
    value = np.where(by_estimate, estimate, actual)
    full = cases.asked.is_year | by_estimate
    expected = np.where(full, bound, baseline + (bound - baseline) * share)
    period = np.where(by_estimate, texts, cases.repeat(str(cases.asked)))
    base_year = np.full(cases.size, year - 1.0)
    kind = np.where(np.isnan(baseline), None, "previous_year")
    columns = case_columns(cases, value, period, low, high, baseline, base_year, kind, expected)
    columns["value_kind"] = np.where(np.isnan(value), None, np.where(by_estimate, "estimate", "actual"))
    columns["actual_to_date"] = actual
    columns["by_estimate"] = by_estimate
    return columns


def tracked_cases(cases: Cases) -> Columns:
    """No number in the plan: the value is shown, nothing is judged."""
    value, _, period = measured_values(cases, cases.indicators)
    unknown = np.full(cases.size, np.nan)
    return case_columns(cases, value, period, unknown, unknown, unknown, unknown, cases.repeat(""), unknown)
