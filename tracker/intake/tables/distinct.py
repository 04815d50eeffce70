"""Distinct combinations of the texts that describe rows: each is looked up once, however often it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Distinct:
    """`keys[ids[i]]` are the texts of row i."""

    ids: np.ndarray
    keys: list[tuple[str, ...]]

    @cached_property
    def offsets(self) -> list[np.ndarray]:
        """The rows of each key, in their order."""
        counts = np.bincount(self.ids, minlength=len(self.keys))
        return np.split(np.argsort(self.ids, kind="stable"), np.cumsum(counts)[:-1])


def find_distinct(*columns: np.ndarray | None) -> Distinct:
    """Of columns of equal length; a column that is absent counts as empty texts."""
    length = next(len(column) for column in columns if column is not None)
    ids = np.zeros(length, dtype=np.int64)
    values: list[list[str]] = []
    for column in columns:
        if column is None:
            values.append([""])
            continue
        codes, uniques = pd.factorize(column)
        values.append([_as_text(one) for one in uniques])
        ids = ids * max(1, len(uniques)) + codes
    numbers, combined = pd.factorize(ids)
    keys = []
    for one in combined:
        key = []
        for texts in reversed(values):
            size = max(1, len(texts))
            key.append(texts[one % size] if texts else "")
            one //= size
        keys.append(tuple(reversed(key)))
    return Distinct(numbers, keys)


def _as_text(cell: object) -> str:
    """A code typed as a number keeps no decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
