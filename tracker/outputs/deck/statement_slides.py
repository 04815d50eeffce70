"""What units wrote: shortcomings, difficulties, causes, solutions, proposals; the rest stands in the notes."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.outputs.deck.boxes import Box
from tracker.outputs.deck.fitting import clip
from tracker.outputs.deck.page import Deck
from tracker.outputs.deck.text import LOOK, Paragraph, Piece, one_line, plain
from tracker.outputs.story.statements import Statement
from tracker.words import deck_texts as words
from tracker.words import story_texts
from tracker.words.text_texts import PART_NAMES

_SIZES, _UNITS_SIZE, _HEADING = (16.0, 15.0, 14.0), 12.0, 14.0
_MOST_LINES = 4
_MOST_PAGES = 3
_MORE_HEIGHT = 24.0


def add_statements(deck: Deck) -> None:
    """Up to _MOST_PAGES slides for each section; a slide that says so when nobody wrote anything at all."""
    statements = deck.story.statements
    if not any(statements.get(part) for parts in words.SECTIONS.values() for part in parts):
        page = deck.add_page(next(iter(words.SECTIONS)))
        page.add_lead(plain(story_texts.NO_STATEMENTS, 18))
        return
    for title, parts in words.SECTIONS.items():
        _add_section(deck, title, {part: statements[part] for part in parts if statements.get(part)})


def _add_section(deck: Deck, title: str, found: dict[str, Sequence[Statement]]) -> None:
    pages, rest = _pages(found, deck.ground.content)
    notes = [words.STATEMENTS_NOTE, *_notes(found)] if found else []
    for at, paragraphs in enumerate(pages, start=1):
        is_last = at == len(pages)
        heading = title if at == 1 else words.CONTINUED.format(title=title, page=at, pages=len(pages))
        page = deck.add_page(heading, notes)
        if is_last and rest:
            more = plain(words.MORE_STATEMENTS.format(count=rest), _HEADING, before=8, colour=LOOK.muted)
            paragraphs = [*paragraphs, more]
        page.set_body(paragraphs or [plain(story_texts.NO_STATEMENTS, 18)], page.room)


def _pages(found: dict[str, Sequence[Statement]], room: Box) -> tuple[list[list[Paragraph]], int]:
    """On one page in the largest type that fits there, else in the largest on several."""
    height = room.height - _MORE_HEIGHT
    tried = [_shared_out(_blocks(found, room.width, size), room.width, height) for size in _SIZES]
    return next((one for one in tried if len(one[0]) == 1), tried[0])


def _blocks(
    found: dict[str, Sequence[Statement]], width: float, size: float
) -> list[tuple[Paragraph | None, list[Paragraph]]]:
    """A heading (where its part begins, if there are several) and the paragraphs of each statement."""
    blocks = []
    for part, statements in found.items():
        for at, one in enumerate(statements):
            heading = plain(PART_NAMES[part], _HEADING, bold=True, colour=LOOK.accent, before=8)
            is_new = at == 0 and len(found) > 1
            blocks.append((heading if is_new else None, [_paragraph(one, width, size)]))
    return blocks


def _paragraph(one: Statement, width: float, size: float) -> Paragraph:
    """The indicator it is said of, the words, shortened with a mark, and who wrote them."""
    body = one_line(one.body)
    said = clip(body, width - size, _MOST_LINES, size)
    cut = f" {words.CUT_MARK}" if said != body else ""
    about = (Piece(f"{one_line(one.indicator)}: ", True),) if one.indicator else ()
    units = Piece(
        words.SAID_BY.format(units=one_line(story_texts.units_word(one.units, 2))) + cut,
        colour=LOOK.muted,
        size=_UNITS_SIZE,
    )
    return Paragraph((*about, Piece(said), units), size, before=7, bulleted=True)


def _shared_out(
    blocks: Sequence[tuple[Paragraph | None, list[Paragraph]]], width: float, room: float
) -> tuple[list[list[Paragraph]], int]:
    """Pages of paragraphs, at most _MOST_PAGES, and how many statements found no place."""
    pages: list[list[Paragraph]] = [[]]
    used = 0.0
    for at, (heading, paragraphs) in enumerate(blocks):
        own = ([heading] if heading else []) + paragraphs
        height = sum(one.height(width) for one in own)
        if used + height > room and pages[-1]:
            if len(pages) == _MOST_PAGES:
                return pages, len(blocks) - at
            pages.append([])
            used = 0.0
        pages[-1] += own
        used += height
    return pages, 0


def _notes(found: dict[str, Sequence[Statement]]) -> list[str]:
    said = []
    for part, statements in found.items():
        said.append(f"{PART_NAMES[part]}:")
        for one in statements:
            about = f"{one.indicator}: " if one.indicator else ""
            said.append(f"– {about}{one.body}{words.SAID_BY.format(units=', '.join(one.units))}")
    return said
