"""What changed since the same period or the year before: rates in points, counts in per cent."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracker.outputs.bar_figures import (
    BETTER,
    ESTIMATE,
    MOST_BARS,
    PLAN,
    WORSE,
)
from tracker.outputs.deck.bar_charts import Bars, add_bars, kinds
from tracker.outputs.deck.boxes import Box
from tracker.outputs.deck.page import Deck, Page
from tracker.outputs.deck.text import LOOK, one_line, plain, told
from tracker.words import comparison_sentences
from tracker.words import deck_texts as words
from tracker.words.formats import format_difference, format_number, format_value

_LOOKS = {
    "better": (BETTER, LOOK.verdict("on_track"), False),
    "worse": (WORSE, LOOK.verdict("off_track"), True),
    "neither": (words.NEITHER, LOOK.muted, False),
}
_KINDS = {1: "better", -1: "worse", 0: "neither"}
_MOST = MOST_BARS - 2  # of one chart on a slide


def add_changes(deck: Deck) -> None:
    """One slide with the basis that is known; none when nothing can be compared."""
    story = deck.story
    changes, basis = story.changes
    if basis is None or changes.empty:
        page = deck.add_page(words.CHANGE_TITLE)
        page.add_lead(plain(comparison_sentences.NO_CHANGE + ".", 18))
        return
    title = {ESTIMATE: words.ESTIMATE_TITLE, PLAN: words.PLAN_TITLE}.get(basis, words.CHANGE_TITLE)
    page = deck.add_page(title, [_note(row) for row in changes.iloc[::-1].itertuples(index=False)])
    parts = [part for part in (changes[changes["is_rate"]], changes[~changes["is_rate"]]) if len(part)]
    said = [told(story.change_sentence, 18)]
    shown = sum(min(len(part), _MOST) for part in parts)
    if shown < len(changes):
        said.append(
            plain(words.MORE_BARS.format(shown=shown, known=len(changes)), 12, colour=LOOK.muted, before=2)
        )
    page.add_lead(*said, gap=8)
    boxes = page.room.columns(*[1] * len(parts), gap=24)
    for box, part in zip(boxes, parts, strict=True):
        _add_part(page, box, part.tail(_MOST).iloc[::-1])


def _add_part(page: Page, box: Box, rows: pd.DataFrame) -> None:
    heading = words.RATES_HEADING if rows["is_rate"].iloc[0] else words.COUNTS_HEADING
    page.add_text(box.upper(20), plain(heading, 14, bold=True))
    texts = [
        format_number(row.change, row.decimals if row.is_rate else 1, signed=True)
        + ("" if row.is_rate else " %")
        for row in rows.itertuples(index=False)
    ]
    names = [one_line(name) for name in rows["short_name"]]
    series = kinds(rows["change"].tolist(), [_KINDS[one] for one in rows["better"]], texts, _LOOKS)
    alt = words.bars_alt(heading, list(zip(names, texts, strict=True)))
    add_bars(page, box.below(20, 2), Bars(tuple(names), series), alt)


def _note(row: Any) -> str:
    return words.CHANGE_NOTE.format(
        name=row.short_name,
        now=format_value(row.now, row.unit_of_measure, row.decimals),
        before=format_value(row.before, row.unit_of_measure, row.decimals),
        change=format_difference(row.points, row.unit_of_measure, row.decimals),
    )
