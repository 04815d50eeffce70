"""Spread a figure of an area over its units so that the parts are uneven, whole and add up exactly."""

from __future__ import annotations

import numpy as np

from tracker.core.target import Floats

Wholes = dict[
    tuple[int, str], Floats
]  # the wholes of a rate by year and moment (plan, half, estimate, actual)

_HALVINGS = 60


def apportion(total: float, weights: Floats) -> Floats:
    """Whole numbers in proportion to `weights` (n,) that add up to round(total); largest remainders first."""
    whole = max(0, round(total))
    if not weights.sum():
        return np.zeros(len(weights))
    exact = whole * weights / weights.sum()
    return _rounded_to(whole, exact, np.full(len(weights), np.inf))


def spread_rate(total: float, denominators: Floats, leanings: Floats) -> Floats:
    """Numerators (n,) that add up to round(total), none above its denominator.

    `leanings` are log odds against one another: a unit at +1 has e times the odds of one at 0. The
    common shift that makes the sum right is found by halving an interval.
    """
    whole = min(max(0, round(total)), int(denominators.sum()))
    low, high = -40.0, 40.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if (denominators * odds_to_share(leanings + middle)).sum() < whole:
            low = middle
        else:
            high = middle
    exact = denominators * odds_to_share(leanings + (low + high) / 2)
    return _rounded_to(whole, exact, denominators)


def odds_to_share(log_odds: Floats) -> Floats:
    """The share that belongs to log odds, 0 to 1."""
    return 1 / (1 + np.exp(-np.clip(log_odds, -60, 60)))


def _rounded_to(whole: int, exact: Floats, ceilings: Floats) -> Floats:
    parts = np.minimum(np.floor(exact + 1e-9), ceilings)
    order = np.argsort(parts - exact, kind="stable")
    missing = round(whole - parts.sum())
    while missing > 0:
        room = order[parts[order] < ceilings[order]][:missing]
        parts[room] += 1
        missing -= len(room)
    return parts
