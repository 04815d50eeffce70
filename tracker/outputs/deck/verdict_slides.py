"""The verdict tables: every programme's indicators, the worst first, over as many slides as they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.core.verdict import BEHIND
from tracker.outputs.deck.page import Deck
from tracker.outputs.deck.table import Column, Grid, add_table, split_rows
from tracker.outputs.deck.text import LOOK, Piece, one_line, plain
from tracker.outputs.story.line import Line
from tracker.words import deck_texts as words
from tracker.words import story_texts
from tracker.words.formats import UNKNOWN
from tracker.words.row_texts import shown_unit

_SHARES = (4.5, 1.8, 2.3, 2.35, 2.35)
_SIDES = ("left", "right", "right", "right", "left")
_SIZES = (15.0, 13.0, 12.0)  # the largest at which all rows stand on one slide, else the smallest
_TRACKED = (0, 1, 3)  # columns of what has no number to be judged by


def add_verdict_tables(deck: Deck) -> None:
    story = deck.story
    for programme in story.programmes:
        title = (
            words.OVER_TITLE.format(programme=programme.short_name)
            if programme.is_over
            else programme.short_name
        )
        _add_tables(deck, title, programme.lines, programme.counts)
    if not story.programmes:
        page = deck.add_page(words.NO_LINES_TITLE)
        page.add_lead(plain(story_texts.NO_FIGURES, 18))


def add_tracked_table(deck: Deck) -> None:
    """The indicators that have a figure and no number to be judged by."""
    lines = [line for line in deck.story.tracked if line.has_value]
    if lines:
        _add_tables(deck, words.TRACKED_TITLE, lines, {}, _TRACKED)


def _add_tables(
    deck: Deck,
    title: str,
    lines: Sequence[Line],
    counts: Mapping[str, int],
    columns: Sequence[int] = range(len(_SHARES)),
) -> None:
    room = deck.ground.content
    lead = 30.0 if counts else 0.0
    grids = _grids(lines, columns, room.width, [room.height - lead, room.height])
    done = 0
    for at, grid in enumerate(grids, start=1):
        shown = lines[done : done + len(grid.rows)]
        done += len(grid.rows)
        heading = title if at == 1 else words.CONTINUED.format(title=title, page=at, pages=len(grids))
        page = deck.add_page(heading, [_note(line) for line in shown])
        if at == 1 and counts:
            page.add_lead(plain(words.counts_words(counts), 16), gap=6)
        else:
            page.drop_body()
        names = [column.title for column in grid.columns]
        add_table(page, page.room, grid, words.table_alt(heading, names, len(grid.rows)))


def _grids(
    lines: Sequence[Line], columns: Sequence[int], width: float, heights: Sequence[float]
) -> list[Grid]:
    rows = [_row(line) for line in lines]
    tried = (
        split_rows(_grid([tuple(row[at] for at in columns) for row in rows], columns, size), width, heights)
        for size in _SIZES
    )
    grids: list[Grid] = []
    for grids in tried:
        if len(grids) == 1:
            break
    return grids


def _grid(rows: Sequence[tuple[tuple[Piece, ...], ...]], columns: Sequence[int], size: float) -> Grid:
    heads = tuple(Column(words.VERDICT_COLUMNS[at], _SHARES[at], _SIDES[at]) for at in columns)
    return Grid(heads, tuple(rows), size)


def _row(line: Line) -> tuple[tuple[Piece, ...], ...]:
    change, against = line.change
    is_behind = line.verdict in BEHIND
    said = Piece(f"{change} {against}" if change != UNKNOWN else change, size=13)
    sign = f"{words.VERDICT_SIGNS[line.verdict]} {line.verdict_word}"
    colour = LOOK.verdict(line.verdict)
    return (
        _name(line),
        (Piece(line.value, bold=True, colour=colour if is_behind else None),),
        (Piece(line.needed),),
        (said,),
        (Piece(sign, bold=True, colour=colour),),
    )


def _name(line: Line) -> tuple[Piece, ...]:
    """The short name, with the unit of measure where the value is written without it."""
    unit = line.unit_of_measure
    after = () if shown_unit(unit) else (Piece(f" · {one_line(unit)}", colour=LOOK.muted, size=11),)
    return Piece(one_line(line.short_name)), *after


def _note(line: Line) -> str:
    said = {"name": line.short_name, "value": line.value, "needed": line.needed, "verdict": line.verdict_word}
    reason = f" {line.reason}." if line.reason else ""
    coverage = f" {line.coverage}." if line.coverage else ""
    return words.TABLE_NOTE.format(**said, source=line.source) + reason + coverage
