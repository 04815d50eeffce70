"""Who is behind: the units with the most indicators behind, and units ranked on the worst indicators."""

from __future__ import annotations

import pandas as pd

from tracker.core.verdict import VERDICTS
from tracker.outputs.deck.bar_charts import Bars, BarSeries, add_bars, kinds
from tracker.outputs.deck.boxes import Box
from tracker.outputs.deck.page import Deck, Page
from tracker.outputs.deck.text import LOOK, one_line, plain, told
from tracker.outputs.story.line import Line
from tracker.words import deck_texts as words
from tracker.words import story_texts
from tracker.words.formats import format_number, format_value
from tracker.words.markup import runs_of
from tracker.words.sentences import ranking_sentence, units_sentence
from tracker.words.verdicts import VERDICT_WORDS

_MOST_UNITS, _EACH_END, _RANKED = 15, 10, 3
_HATCHED = ("missed", "reversing", "off_track")


def add_units(deck: Deck) -> None:
    """The units behind on most indicators; nothing when no unit has any."""
    story = deck.story
    known = story.units[story.units["known"] > 0]
    if known.empty:
        return
    notes = [
        words.UNIT_NOTE.format(
            name=one.name, words=story_texts.behind_words(int(one.behind), int(one.at_risk), int(one.known))
        )
        for one in known.itertuples()
    ]
    page = deck.add_page(words.UNITS_TITLE, notes)
    behind = int((known["behind"] > 0).sum())
    sentence = units_sentence(story.material.period, story.place_name, behind, len(known), len(story.units))
    shown = known.head(_MOST_UNITS)
    note = words.UNITS_TABLE_NOTE.format(shown=len(shown), known=len(known))
    page.add_lead(told(runs_of(sentence), 18), plain(note, 12, colour=LOOK.muted, before=2), gap=6)
    _add_behind(page, page.room, shown)


def add_rankings(deck: Deck) -> None:
    """Of the worst indicators that units have figures of: the two ends of the ranking."""
    done = 0
    for line in deck.story.matters:
        if done == _RANKED:
            break
        rows = deck.story.ranking(line.code)
        rows = rows[rows["value"].notna()]
        if len(rows) > 1:
            _add_ranking(deck, line, rows)
            done += 1


def _add_behind(page: Page, box: Box, rows: pd.DataFrame) -> None:
    names = tuple(one_line(name) for name in rows["name"])
    pairs = (
        ("behind", words.BEHIND_SERIES, LOOK.verdict("off_track"), False),
        ("at_risk", words.AT_RISK_SERIES, LOOK.verdict("at_risk"), True),
    )
    series = tuple(
        BarSeries(
            name,
            tuple(int(count) if count else None for count in rows[column]),
            tuple(str(int(count)) if count else None for count in rows[column]),
            colour,
            hatched,
        )
        for column, name, colour, hatched in pairs
    )
    said = [
        story_texts.behind_words(int(one.behind), int(one.at_risk), int(one.known))
        for one in rows.itertuples()
    ]
    alt = words.bars_alt(words.UNITS_TITLE, list(zip(names, said, strict=True)))
    bars = Bars(names, series, is_stacked=True)
    if bars.known:
        add_bars(page, box, bars, alt)


def _add_ranking(deck: Deck, line: Line, rows: pd.DataFrame) -> None:
    values = [format_value(value, line.unit_of_measure, line.decimals) for value in rows["value"]]
    notes = [
        words.RANK_NOTE.format(rank=at, name=name, value=value)
        for at, (name, value) in enumerate(zip(rows["name"], values, strict=True), start=1)
    ]
    page = deck.add_page(words.RANKING_TITLE.format(name=line.short_name), [f"{line.source}.", *notes])
    names = rows["name"].tolist()
    sentence = ranking_sentence(line.short_name, (names[-1], values[-1]), (names[0], values[0]))
    page.add_lead(told(runs_of(sentence), 18), gap=8)
    if len(rows) <= 2 * _EACH_END:
        ends = [(words.ALL_UNITS.format(count=len(rows)), rows)]
    else:
        ends = [
            (words.WORST_UNITS.format(count=_EACH_END), rows.head(_EACH_END)),
            (words.BEST_UNITS.format(count=_EACH_END), rows.tail(_EACH_END).iloc[::-1]),
        ]
    for box, (heading, part) in zip(page.room.columns(*[1] * len(ends), gap=24), ends, strict=True):
        page.add_text(box.upper(20), plain(heading, 14, bold=True))
        _add_end(page, box.below(20, 2), part, line, heading)


def _add_end(page: Page, box: Box, rows: pd.DataFrame, line: Line, heading: str) -> None:
    names = tuple(one_line(name) for name in rows["name"])
    texts = [format_number(value, line.decimals) for value in rows["value"]]
    verdicts = [one if isinstance(one, str) else "no_target" for one in rows["verdict"]]
    looks = {
        code: (
            f"{words.VERDICT_SIGNS[code]} {VERDICT_WORDS[code]}", LOOK.verdict(code), code in _HATCHED
        )
        for code in VERDICTS
        if code in verdicts
    }  # fmt: skip
    signed = [f"{words.VERDICT_SIGNS[code]} {text}" for code, text in zip(verdicts, texts, strict=True)]
    alt = words.bars_alt(f"{line.short_name}, {heading}", list(zip(names, texts, strict=True)))
    add_bars(page, box, Bars(names, kinds(rows["value"].tolist(), verdicts, signed, looks)), alt)
