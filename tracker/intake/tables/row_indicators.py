"""Which indicator, and which part of it, each row of a table stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from tracker.intake.names.indicators import IndicatorMatch
from tracker.intake.names.keys import name_key
from tracker.intake.recognition import NameRead
from tracker.intake.tables.context import Context
from tracker.intake.tables.distinct import Distinct, find_distinct
from tracker.intake.tables.grid import Grid
from tracker.intake.tables.headers import PATH

_SUB_ROW = re.compile(r"^\s*(?:[-–+•*]|trong đó|trđ|tr\.đó|gồm|bao gồm|chia ra)", re.IGNORECASE)


@dataclass(frozen=True)
class RowIndicators:
    """Per row the indicator code ('' for none) and value, numerator or denominator."""

    codes: np.ndarray
    parts: np.ndarray


@dataclass(frozen=True)
class IndicatorColumn:
    """Names, the codes and units of measure beside them, and the column each name stands in."""

    rows: np.ndarray
    texts: np.ndarray
    columns: np.ndarray
    codes: np.ndarray | None
    units_of_measure: np.ndarray | None


def read_indicators(grid: Grid, names: IndicatorColumn, context: Context, title: str) -> RowIndicators:
    distinct = find_distinct(names.texts, names.codes, names.units_of_measure)
    matches = [
        context.indicators.match(text, code, unit, title) if text or code else IndicatorMatch()
        for text, code, unit in distinct.keys
    ]
    codes = np.array([match.codes[0] if len(match.codes) == 1 else "" for match in matches], dtype=object)
    parts = np.array([match.part for match in matches], dtype=object)
    found = RowIndicators(codes[distinct.ids], parts[distinct.ids])
    taken = _read_sub_rows(distinct, matches, found, context)
    for number, match in enumerate(matches):
        _report(grid, names, distinct, number, match, taken, context)
    return found


def _read_sub_rows(
    distinct: Distinct, matches: list[IndicatorMatch], found: RowIndicators, context: Context
) -> set[int]:
    """Rows that only the row above explains: a part that several indicators share, or "Trong đó: …".

    Returns the offsets of the rows that were read so.
    """
    unclear = {number for number, match in enumerate(matches) if len(match.codes) != 1}
    taken: set[int] = set()
    if not unclear:
        return taken
    parent_code, parent_text = "", ""
    for offset, number in enumerate(distinct.ids):
        text = distinct.keys[number][0]
        if number not in unclear:
            if found.parts[offset] == "value" and not _SUB_ROW.match(text):
                parent_code, parent_text = str(found.codes[offset]), text
            continue
        match = matches[number]
        if parent_code in match.codes:
            found.codes[offset], found.parts[offset] = parent_code, match.part
            taken.add(offset)
        elif not match.codes and match.how != "remembered" and parent_text and _SUB_ROW.match(text):
            inner = context.indicators.match(f"{parent_text}{PATH}{text}", unit=distinct.keys[number][2])
            if len(inner.codes) == 1 and inner.codes[0] != parent_code:
                found.codes[offset], found.parts[offset] = inner.codes[0], inner.part
                taken.add(offset)
    return taken


def _report(
    grid: Grid,
    names: IndicatorColumn,
    distinct: Distinct,
    number: int,
    match: IndicatorMatch,
    taken: set[int],
    context: Context,
) -> None:
    text, code, _ = distinct.keys[number]
    offsets = distinct.offsets[number]
    if taken:
        offsets = offsets[~np.isin(offsets, list(taken))]
    if not len(offsets) or not (text or code):
        return
    first = grid.name(int(names.rows[offsets[0]]), int(names.columns[offsets[0]]))
    is_found = bool(match.codes)
    if not is_found and match.how != "remembered":
        nearest = match.proposals[0] if match.proposals else None
        for offset in offsets:
            context.add(
                "unknown_indicator", grid.name(int(names.rows[offset]), int(names.columns[offset])), text=text or code,
                nearest=nearest.name if nearest else None, score=round(nearest.score) if nearest else None,
            )  # fmt: skip
    taken_for = match.codes[0] if is_found else ("" if match.how == "remembered" else None)
    shown = text or code
    context.note_name(
        NameRead(
            "indicator", shown, name_key(shown), first, taken_for, match.how, match.proposals, len(offsets)
        )
    )
