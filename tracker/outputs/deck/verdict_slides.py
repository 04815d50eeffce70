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

_SHARES = (4.7, 1.2, 1.75, 2.05, 2.1, 2.0)
_SIDES = ("left", "left", "right", "right", "right", "left")
_SIZE, _FEW_SIZE, _FEW = 13.0, 15.0, 8
_TRACKED = (0, 1, 2, 4)  # columns of what has no number to be judged by


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
    grids = split_rows(_grid(lines, columns), room.width, [room.height - lead, room.height])
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


def _grid(lines: Sequence[Line], columns: Sequence[int]) -> Grid:
    heads = tuple(Column(words.VERDICT_COLUMNS[at], _SHARES[at], _SIDES[at]) for at in columns)
    rows = tuple(tuple(_row(line)[at] for at in columns) for line in lines)
    return Grid(heads, rows, _FEW_SIZE if len(lines) <= _FEW else _SIZE)


def _row(line: Line) -> tuple[tuple[Piece, ...], ...]:
    change, against = line.change
    is_behind = line.verdict in BEHIND
    said = Piece(f"{change} {against}" if change != "–" else change)
    sign = f"{words.VERDICT_SIGNS[line.verdict]} {line.verdict_word}"
    colour = LOOK.verdict(line.verdict)
    return (
        (Piece(one_line(line.short_name)),),
        (Piece(one_line(line.unit_of_measure), colour=LOOK.muted, size=11),),
        (Piece(line.value, bold=True, colour=colour if is_behind else None),),
        (Piece(line.needed),),
        (said,),
        (Piece(sign, bold=True, colour=colour),),
    )


def _note(line: Line) -> str:
    said = {"name": line.short_name, "value": line.value, "needed": line.needed, "verdict": line.verdict_word}
    reason = f" {line.reason}." if line.reason else ""
    coverage = f" {line.coverage}." if line.coverage else ""
    return words.TABLE_NOTE.format(**said, source=line.source) + reason + coverage
