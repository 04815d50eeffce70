"""The last slides: what is still asked, who has not reported, and the annex of methods."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from tracker.outputs.deck.fitting import count_lines
from tracker.outputs.deck.page import Deck
from tracker.outputs.deck.table import Column, Grid, add_table, cells, split_rows
from tracker.outputs.deck.text import LOOK, Paragraph, Piece, one_line, plain
from tracker.outputs.story.statements import Explanation
from tracker.words import deck_texts as words
from tracker.words import story_texts
from tracker.words.formats import format_date, format_share
from tracker.words.methods import OWN_METHOD
from tracker.words.review_screen import MISSING_STATES

_SHARES = (2.4, 1.9, 4.0, 4.0, 1.9)
_MOST_PAGES = 3
_NAMES_SIZE = 16.0


def add_explanations(deck: Deck) -> None:
    """The open questions with their answers; what is settled is counted."""
    story = deck.story
    is_open = [one for one in story.explanations if one.state != "settled"]
    if not is_open:
        page = deck.add_page(words.EXPLANATIONS_TITLE, [_asked(one) for one in story.explanations])
        settled = words.NO_OPEN_EXPLANATIONS.format(count=len(story.explanations))
        page.add_lead(plain(settled if story.explanations else story_texts.NO_EXPLANATIONS, 18))
        return
    columns = tuple(
        Column(name, share) for name, share in zip(words.EXPLANATION_COLUMNS, _SHARES, strict=True)
    )
    grid = Grid(columns, tuple(_row(one) for one in is_open), 14, most_lines=5)
    room = deck.ground.content
    grids = split_rows(grid, room.width, [room.height])[:_MOST_PAGES]
    for at, part in enumerate(grids, start=1):
        title = words.EXPLANATIONS_TITLE
        heading = title if at == 1 else words.CONTINUED.format(title=title, page=at, pages=len(grids))
        page = deck.add_page(heading, [_asked(one) for one in story.explanations])
        page.drop_body()
        add_table(page, page.room, part, words.table_alt(heading, words.EXPLANATION_COLUMNS, len(part.rows)))


def _row(one: Explanation) -> tuple[tuple[Piece, ...], ...]:
    state = story_texts.EXPLANATION_STATES.get(one.state, one.state)
    due = format_date(dt.date.fromisoformat(one.due_on)) if one.due_on[:4].isdigit() else one.due_on
    is_late = one.state in ("asked", "returned")
    return cells(
        Piece(one_line(one.indicator), True),
        one.unit,
        one.question,
        one.answer or words.NOT_ANSWERED,
        Piece(f"{state}, {due}", is_late, LOOK.verdict("off_track") if is_late else None),
    )


def _asked(one: Explanation) -> str:
    answer = one.answer or words.NOT_ANSWERED
    return f"{one.indicator}, {one.unit}. {one.asked_by}: {one.question} → {answer}"


def add_missing(deck: Deck) -> None:
    """The units without official figures, by what became of their hand-in."""
    story = deck.story
    rows = story.missing
    notes = [
        f"{_state(state)}: {', '.join(own['name'])}." for state, own in rows.groupby("state", sort=False)
    ]
    page = deck.add_page(words.MISSING_TITLE, notes)
    if rows.empty:
        page.add_lead(plain(words.NONE_MISSING.format(count=story.units_expected), 20))
        return
    said = words.SOME_MISSING.format(missing=len(rows), expected=story.units_expected)
    page.add_lead(plain(said, 20), gap=12)
    share = page.room.height / (_NAMES_SIZE * 1.2)
    lines = int(share // rows["state"].nunique()) - 1
    paragraphs = [
        _names(state, own, page.room.width, lines) for state, own in rows.groupby("state", sort=False)
    ]
    page.add_text(page.room, *paragraphs)


def _names(state: object, rows: pd.DataFrame, width: float, lines: int) -> Paragraph:
    """The state, how many units, and their names as far as the lines go."""
    head = f"{_state(state)} ({len(rows)}): "
    names = [one_line(name) for name in rows["name"]]
    shown = len(names)
    while shown > 1 and count_lines(head + _listed(names, shown), width, _NAMES_SIZE) > lines:
        shown -= max(1, shown // 20)
    return Paragraph((Piece(head, True), Piece(_listed(names, shown))), _NAMES_SIZE, before=8)


def _listed(names: list[str], shown: int) -> str:
    rest = len(names) - shown
    return ", ".join(names[:shown]) + (f" {words.MORE_NAMES.format(count=rest)}" if rest else "")


def _state(state: object) -> str:
    text = MISSING_STATES.get(str(state), str(state))
    return text[:1].upper() + text[1:]


def add_methods(deck: Deck) -> None:
    """Every method of the edition with its source, and where the verdicts change."""
    facts = deck.story.material.facts
    thresholds = facts["thresholds"]
    said = words.THRESHOLDS.format(
        on_track=format_share(thresholds["on_track"]),
        at_risk=format_share(thresholds["at_risk"]),
        version=facts["methods_version"],
    )
    columns = (Column(words.METHOD_COLUMNS[0], 6), Column(words.METHOD_COLUMNS[1], 7))
    by_source: dict[str, list[str]] = {}
    for one in facts["methods"]:
        source = words.OWN_METHOD if one["source"] == OWN_METHOD else str(one["source"])
        by_source.setdefault(one_line(source), []).append(one_line(one["title"]))
    rows = tuple(
        cells(Piece("; ".join(titles), True), Piece(source, colour=LOOK.muted))
        for source, titles in by_source.items()
    )
    room = deck.ground.content
    grids = split_rows(Grid(columns, rows, 14, most_lines=6), room.width, [room.height - 52, room.height])
    for at, grid in enumerate(grids, start=1):
        title = words.METHODS_TITLE
        heading = title if at == 1 else words.CONTINUED.format(title=title, page=at, pages=len(grids))
        page = deck.add_page(heading, [words.DOCUMENTS_NOTE, *_documents(deck)] if at == 1 else [])
        if at == 1:
            page.add_lead(plain(said, 14), gap=8)
        else:
            page.drop_body()
        add_table(page, page.room, grid, words.table_alt(heading, words.METHOD_COLUMNS, len(grid.rows)))


def _documents(deck: Deck) -> list[str]:
    rows = deck.story.material.table("documents")
    return [
        f"{one.number if isinstance(one.number, str) else one.document}: {one.title}"
        + (f" ({one.issuer})" if isinstance(one.issuer, str) else "")
        for one in rows.itertuples(index=False)
    ]
