"""The first slides: the title, and the period in one page."""

from __future__ import annotations

import datetime as dt

from tracker.core.verdict import BEHIND, VERDICTS
from tracker.outputs.deck.boxes import Box
from tracker.outputs.deck.fitting import clip
from tracker.outputs.deck.page import Deck, Page
from tracker.outputs.deck.table import Column, Grid, add_table, cells
from tracker.outputs.deck.text import ALARM, LOOK, Paragraph, Piece, one_line, plain, shortened, told
from tracker.outputs.story.line import Line
from tracker.outputs.story.story import Story
from tracker.words import deck_texts as words
from tracker.words import story_texts
from tracker.words.formats import format_date, format_instant, format_period
from tracker.words.verdicts import VERDICT_WORDS

_LEAD = 22.0
_SHOWN_WORST = 3
_COVER_PROGRAMMES, _COVER_WIDTH = 3, 760.0


def add_cover(deck: Deck) -> None:
    story = deck.story
    material, mark = story.material, story.material.mark
    said = [plain(clip(one_line(story.place_name), _COVER_WIDTH, 2, 24, bold=True), 24, bold=True)]
    for one in story.programmes[:_COVER_PROGRAMMES]:
        name = clip(one_line(one.name), _COVER_WIDTH, 2, 15)
        said.append(plain(name, 15, before=4, colour=LOOK.muted))
    said.append(
        plain(story_texts.edition_words(mark.number, mark.at, mark.signed_by), 16, before=14, bold=True)
    )
    said.append(plain(story.footnote, 14, before=2, colour=LOOK.muted))
    marks = [story_texts.DRAFT_MARK] * mark.is_draft + [story_texts.DEMO_MARK] * material.is_demo
    if marks:
        said.append(plain(" · ".join(marks), 20, before=14, bold=True, colour=ALARM))
    title = story.title.rsplit(f" · {story.place_name}", 1)[0]
    deck.add_cover(title, said, [words.COVER_NOTE])


def add_period_page(deck: Deck) -> None:
    """The headline, how many indicators of each programme stand how, the worst three, and four facts."""
    story = deck.story
    period = format_period(story.material.period)
    notes = [words.HEADLINE_NOTE, *(_worst_note(line) for line in _worst(story))]
    page = deck.add_page(words.PERIOD_TITLE.format(period=period[:1].upper() + period[1:]), notes)
    page.add_lead(told(story.headline, _LEAD), gap=12)
    if story.programmes:
        height = add_table(page, page.room, _counts_grid(story), _counts_alt(story))
        page.room = page.room.below(height, 16)
    else:
        page.add_text(page.room.upper(30), plain(story_texts.NO_FIGURES, 18))
        page.room = page.room.below(30, 16)
    left, right = page.room.columns(7, 3.6, gap=28)
    _add_worst(page, left)
    _add_facts(page, right)


def _worst(story: Story) -> list[Line]:
    return [line for line in story.judged if line.verdict in BEHIND][:_SHOWN_WORST]


def _worst_note(line: Line) -> str:
    said = {"name": line.short_name, "value": line.value, "needed": line.needed, "verdict": line.verdict_word}
    return words.TABLE_NOTE.format(**said, source=line.source)


def _counts_grid(story: Story) -> Grid:
    """A row per programme, a column per verdict that occurs; the number in the verdict's colour."""
    found = [code for code in VERDICTS if any(one.counts.get(code) for one in story.programmes)]
    share = 6.0 if len(found) < 6 else 5.4
    columns = [Column(words.PROGRAMME_COLUMN, share)]
    columns += [
        Column(f"{words.VERDICT_SIGNS[code]} {VERDICT_WORDS[code]}", 1.35, "center") for code in found
    ]
    columns.append(Column(words.TOTAL_COLUMN, 1.1, "center"))
    rows = []
    for one in story.programmes:
        counts = [
            Piece(str(one.counts[code]), True, LOOK.verdict(code), 22) if one.counts.get(code) else Piece("")
            for code in found
        ]
        rows.append(
            cells(Piece(one_line(one.short_name), size=15), *counts, Piece(str(len(one.lines)), size=16))
        )
    return Grid(tuple(columns), tuple(rows), 13)


def _counts_alt(story: Story) -> str:
    return "; ".join(f"{one.short_name}: {words.counts_words(one.counts)}" for one in story.programmes)


def _add_worst(page: Page, box: Box) -> None:
    lines = _worst(page.story)
    said = [plain(words.WORST_HEADING, 13, bold=True, colour=LOOK.muted)]
    if not lines and page.story.judged:
        said.append(plain(words.NO_WORST, 16, before=4))
    for line in lines:
        sign = Piece(f"{words.VERDICT_SIGNS[line.verdict]} ", True, LOOK.verdict(line.verdict))
        first = told(line.sentence, 15, before=7)
        paragraph = shortened(Paragraph((sign, *first.pieces), 15, before=7), box.width, 3)
        used = sum(one.height(box.width) for one in (*said, paragraph))
        if used > box.height:
            break
        said.append(paragraph)
    if len(said) > 1:
        page.add_text(box, *said)


def _add_facts(page: Page, box: Box) -> None:
    """How many units reported, the cut-off and how far from the last day, who signed, what is still asked."""
    story, mark = page.story, page.story.material.mark
    is_open = [one for one in story.explanations if one.state != "settled"]
    made = words.TAKEN_FACT if mark.is_draft else words.SIGNED_FACT
    facts = [
        (words.REPORTED_FACT, f"{story.units_reported}/{story.units_expected}"),
        (words.CUT_OFF_FACT, format_date(story.material.cut_off_on)),
        (words.DUE_FACT, _due_words(story)),
        (made, format_instant(mark.at) if mark.is_draft else format_date(mark.at.date())),
        (words.OPEN_FACT, str(len(is_open))),
    ]
    said: list[Paragraph] = []
    for label, text in facts:
        if text:
            pieces = (Piece(f"{label}: ", colour=LOOK.muted), Piece(text, True))
            said.append(Paragraph(pieces, 15, before=5 if said else 0))
    page.add_text(box, *said)


def _due_words(story: Story) -> str:
    """The units' last day, and for an edition how many days after it the signature came."""
    due = story.material.facts["round"].get("units_due_on")
    if not due:
        return ""
    day = dt.date.fromisoformat(due)
    if story.material.mark.is_draft:
        return format_date(day)
    days = (story.material.mark.at.date() - day).days
    said = words.LATE_DAYS if days >= 0 else words.EARLY_DAYS
    return f"{format_date(day)} ({said.format(days=abs(days))})"
