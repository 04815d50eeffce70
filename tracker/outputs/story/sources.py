"""Where the figures of an indicator come from: published documents and hand-ins, in words, for who has to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from tracker.outputs.story.material import Material
from tracker.words import story_texts as words
from tracker.words.formats import format_number, format_period
from tracker.words.indicator_sentences import MEASURE_WORDS, SOURCE_KIND_WORDS


def figure_sources(material: Material, code: str, place: str) -> tuple[str, ...]:
    """A line per period and measure of an indicator: from how many units and by what way, or which document.

    For an indicator that is computed from others, the sources of these.
    """
    of = material.indicators.at[code, "of"]
    codes = [code, *(str(of).split() if pd.notna(of) else ())]
    is_of_unit = str(material.places.at[place, "kind"]) == "unit"
    kinds = material.submission_kinds
    lines = []
    for one in codes:
        found: dict[tuple[str, str], list[Any]] = {}
        for row in material.sources_of.get(one, ()):
            if not is_of_unit or row.unit == place:
                found.setdefault((row.period, row.measure), []).append(row)
        for (period, measure), rows in sorted(found.items()):
            word = MEASURE_WORDS.get(measure, measure).lower()
            parts = [*_documents(material, rows), *_hand_ins(kinds, rows)]
            lines.append(f"{one}, {format_period(period)}, {word}: {'; '.join(parts)}")
    return tuple(lines)


def _documents(material: Material, rows: Iterable[Any]) -> Iterator[str]:
    """The published documents, each once with its section and whether it was checked."""
    first = {row.document: row for row in reversed(list(rows)) if isinstance(row.document, str)}
    for document, row in reversed(first.items()):
        section = f", {row.section}" if isinstance(row.section, str) else ""
        state = words.VERIFIED if row.verified is True else words.UNVERIFIED
        yield f"{material.document(document)}{section} ({state})"


def _hand_ins(kinds: dict[str, str], rows: Iterable[Any]) -> Iterator[str]:
    """How many units handed figures in, by the kind of hand-in."""
    units: dict[str, set[str]] = {}
    for row in rows:
        if not isinstance(row.document, str):
            units.setdefault(kinds.get(row.submission, ""), set()).add(row.unit)
    for kind, own in sorted(units.items()):
        yield words.HANDED_IN.format(units=format_number(len(own)), kind=SOURCE_KIND_WORDS.get(kind, kind))
