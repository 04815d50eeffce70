"""Which answers contain figures that nobody has approved: those that would be others on the official figures alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

_TARGET = ("place_code", "indicator_code", "programme_code", "level", "target_kind", "due_year")
_JUDGED = ("value", "bound")
_COMPARED = ("value", "plan", "same_period", "previous_year", "estimate")
NOTHING: frozenset[str] = frozenset()


def mark_assessment(rows: pd.DataFrame, official: pd.DataFrame | None) -> pd.DataFrame:
    """ASSESSMENT rows with `unapproved`: which of value and bound contain figures that are not approved.

    `official`: the answer to the same question on the official figures; None where it is the same answer.
    """
    return _mark(rows, official, _TARGET, _JUDGED, ("units_reported", "value_kind"))


def mark_comparison(rows: pd.DataFrame, official: pd.DataFrame | None) -> pd.DataFrame:
    """COMPARISON rows with `unapproved`: which of value, plan, same_period, previous_year and estimate do."""
    return _mark(rows, official, ("place_code", "indicator_code"), _COMPARED, ("units_reported",))


def _mark(
    rows: pd.DataFrame,
    official: pd.DataFrame | None,
    key: Sequence[str],
    compared: Sequence[str],
    behind: Sequence[str],
) -> pd.DataFrame:
    """`behind`: what stands behind the value; the number may stay the same while this is another."""
    if official is None or rows.empty:
        return rows.assign(unapproved=[NOTHING] * len(rows))
    mine, other = (
        frame[[*key, *compared, *behind]].assign(_nth=frame.groupby(list(key), dropna=False).cumcount())
        for frame in (rows, official)
    )
    both = mine.merge(other, on=[*key, "_nth"], how="left", suffixes=("", "_official"))
    is_other = ~np.logical_and.reduce([_is_same(both, name) for name in behind])
    found: list[set[str]] = [set() for _ in range(len(rows))]
    for name in compared:
        differs = ~_is_same(both, name) | (is_other & (name == "value"))
        for at in np.flatnonzero(differs & both[name].notna().to_numpy()):
            found[at].add(name)
    return rows.assign(unapproved=[frozenset(names) for names in found])


def _is_same(both: pd.DataFrame, name: str) -> np.ndarray:
    one, other = both[name], both[f"{name}_official"]
    if name == "value_kind":
        return ((one == other) | (one.isna() & other.isna())).to_numpy()
    one, other = one.astype(float), other.astype(float)
    return np.isclose(one, other, rtol=1e-9, atol=1e-9, equal_nan=True)
