"""Where the figures of an indicator come from: published documents and hand-ins, in words, for who has to answer."""

from __future__ import annotations

from collections.abc import Iterator
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
    rows = material.table("sources")
    rows = rows[rows["indicator"].isin(codes) & rows["value"].notna()]
    if str(material.places.at[place, "kind"]) == "unit":
        rows = rows[rows["unit"] == place]
    kinds = material.table("submissions").set_index("submission")["kind"]
    rows = rows.assign(kind=rows["submission"].map(kinds).fillna(""))
    return tuple(_lines(material, rows))


def _lines(material: Material, rows: pd.DataFrame) -> Iterator[str]:
    for (code, period, measure), own in rows.groupby(["indicator", "period", "measure"], sort=True):
        head = (
            f"{code}, {format_period(str(period))}, {MEASURE_WORDS.get(str(measure), str(measure)).lower()}"
        )
        documented = own[own["document"].notna()]
        parts = [_document(material, one) for one in documented.drop_duplicates("document").itertuples()]
        handed_in = own[own["document"].isna()]
        for kind, units in handed_in.groupby("kind")["unit"].nunique().items():
            word = SOURCE_KIND_WORDS.get(str(kind), str(kind))
            parts.append(words.HANDED_IN.format(units=format_number(units), kind=word))
        yield f"{head}: {'; '.join(parts)}"


def _document(material: Material, row: Any) -> str:
    section = f", {row.section}" if isinstance(row.section, str) else ""
    state = words.VERIFIED if row.verified is True else words.UNVERIFIED
    return f"{material.document(row.document)}{section} ({state})"
