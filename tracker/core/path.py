"""The path to a target: what should have been reached by now, and how much of the way is done."""

from __future__ import annotations

import numpy as np

from tracker.core.target import Floats


def straight_line(
    baseline: Floats, base_time: Floats, bound: Floats, due_time: Floats, time: Floats
) -> Floats:
    """The straight line from the baseline to the target, held at its ends. All (n,), times in years."""
    length = due_time - base_time
    share = np.divide(time - base_time, length, out=np.full_like(time, np.nan), where=length > 0)
    return baseline + (bound - baseline) * np.clip(share, 0.0, 1.0)


def expected_level(
    baseline: Floats,
    base_time: Floats,
    bound: Floats,
    due_time: Floats,
    time: Floats,
    plan_before: Floats,
    plan_now: Floats,
) -> Floats:
    """The level expected at `time`: the year's plan where there is one, else the straight line. All (n,).

    `plan_before` and `plan_now` are the plans of the last full year and of the year in which `time` falls;
    inside a year the expectation lies between them in proportion to the time passed.
    """
    year_end = np.ceil(time - 1e-9)
    line_before = straight_line(baseline, base_time, bound, due_time, year_end - 1)
    line_now = straight_line(baseline, base_time, bound, due_time, year_end)
    before = np.where(np.isnan(plan_before) | (year_end - 1 <= base_time), line_before, plan_before)
    now = np.where(np.isnan(plan_now), line_now, plan_now)
    return before + (now - before) * (time - (year_end - 1))


def expected_total(
    bound: Floats,
    first_year: Floats,
    last_year: Floats,
    time: Floats,
    share_now: Floats,
    plan_total: Floats,
) -> Floats:
    """What a stage total should have added up to at `time`. All (n,).

    `share_now` is the share of the current year's amount that is usual by now (1 at year end);
    `plan_total` is the sum of the annual plans so far, NaN unless every year passed has one.
    """
    year_end = np.ceil(time - 1e-9)
    years = last_year - first_year + 1
    passed = np.clip(year_end - first_year + share_now, 0.0, years)
    return np.where(np.isnan(plan_total), bound * passed / years, plan_total)


def _ratio(part: Floats, whole: Floats) -> Floats:
    known = ~np.isnan(part) & ~np.isnan(whole) & (np.abs(whole) > 1e-12)
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=known)


def progress(value: Floats, baseline: Floats, bound: Floats) -> Floats:
    """The share of the way from baseline to target that is done: (a − b)/(t − b). Shape (n,)."""
    return _ratio(value - baseline, bound - baseline)


def achievement(value: Floats, bound: Floats, direction: Floats) -> Floats:
    """The share of the target that is reached: a/t, or t/a when lower is better. Shape (n,)."""
    return np.where(direction < 0, _ratio(bound, value), _ratio(value, bound))


def pace(value: Floats, baseline: Floats, expected: Floats) -> Floats:
    """How much of what should have been covered by now is covered: (a − b)/(e − b). Shape (n,)."""
    return _ratio(value - baseline, expected - baseline)
