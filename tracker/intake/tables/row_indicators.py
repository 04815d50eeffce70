"""Which indicator, and which part of it, each row of a table stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

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
    """Per row the indicator code ('' for none) and value, numerator or denominator.

    `shared`: offsets of rows that are a part of further indicators, with their codes: the households of all rates.
    """

    codes: np.ndarray
    parts: np.ndarray
    shared: tuple[tuple[int, str], ...] = ()


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
    return replace(found, shared=tuple(_read_shared(distinct, matches, found)))


def _read_shared(
    distinct: Distinct, matches: list[IndicatorMatch], found: RowIndicators
) -> Iterator[tuple[int, str]]:
    for number in (number for number, match in enumerate(matches) if len(match.codes) > 1):
        for offset in map(int, np.flatnonzero(distinct.ids == number)):
            first, *others = (code for code in matches[number].codes if code != found.codes[offset])
            found.codes[offset] = found.codes[offset] or first
            yield from ((offset, code) for code in (first, *others) if code != found.codes[offset])


def _read_sub_rows(
    distinct: Distinct, matches: list[IndicatorMatch], found: RowIndicators, context: Context
) -> set[int]:
    """Rows that only the row above explains: a part that several indicators share, or "Trong đó: …".

    Returns the offsets of the rows that were read so.
    """
    unclear = {
        number for number, match in enumerate(matches) if len(match.codes) != 1 or match.part != "value"
    }
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
            if len(match.codes) > 1:
                found.codes[offset], found.parts[offset] = parent_code, match.part
                taken.add(offset)
        elif parent_text and _may_go_on(match, text):
            inner = _match_below(parent_text, parent_code, text, distinct.keys[number][2], context)
            is_other = len(inner.codes) == 1 and inner.codes[0] != parent_code
            if is_other and (inner.part == "value" or not match.codes):
                found.codes[offset], found.parts[offset] = inner.codes[0], inner.part
                taken.add(offset)
    return taken


def _may_go_on(match: IndicatorMatch, text: str) -> bool:
    """ "Trong đó: hộ DTTS" is a denominator by itself, and below the poor it is those of them."""
    return match.how not in ("remembered", "code") and (not match.codes or bool(_SUB_ROW.match(text)))


def _match_below(parent: str, code: str, text: str, unit: str, context: Context) -> IndicatorMatch:
    """A row that goes on from the one above: "Tỷ lệ" of the count, "Trong đó: …" of the whole."""
    rate = context.indicators.match_rate(text, IndicatorMatch((code,)), unit)
    if rate.codes or not _SUB_ROW.match(text):
        return rate
    return context.indicators.match(f"{parent}{PATH}{text}", unit=unit)


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
        name, score = (nearest.name, round(nearest.score)) if nearest else (None, None)
        details = {"text": text or code, "nearest": name, "score": score}
        if match.problem:
            details = {"text": text, "code": code, "name": name}
        for offset in offsets:
            cell = grid.name(int(names.rows[offset]), int(names.columns[offset]))
            context.add(match.problem or "unknown_indicator", cell, **details)
    taken_for = match.codes[0] if is_found else ("" if match.how == "remembered" else None)
    shown = text or code
    context.note_name(
        NameRead(
            "indicator", shown, name_key(shown), first, taken_for, match.how, match.proposals, len(offsets)
        )
    )
