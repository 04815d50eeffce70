"""The annexes: the office's wide table of each programme, who has not reported, methods and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.core.period import Period
from tracker.outputs.report import line_texts as said
from tracker.outputs.report.fields import Reference
from tracker.outputs.report.methods_annex import write_methods
from tracker.outputs.report.paper import Paper
from tracker.outputs.report.styles import LONG_TEXT_WIDTH
from tracker.outputs.report.tables import Cell, Row, Table, head_of
from tracker.outputs.story.line import Line
from tracker.outputs.story.story import Story
from tracker.words import word_report_texts as words
from tracker.words.formats import (
    format_period_short,
)
from tracker.words.row_texts import partial_text

_ORDER, _UNIT, _VALUE, _COMPARED, _NOTE = 0.8, 1.5, 1.45, 1.72, 2.3
_FIGURES = (
    ("number", "previous_year"),
    ("number", "plan"),
    ("number", "same_period"),
    ("number", "value"),
    ("number", "estimate"),
    ("share", "pct_of_plan", "plan_difference"),
    ("change", "difference", "pct_change"),
    ("share", "estimate_pct_of_plan", "estimate_plan_difference"),
    ("change", "estimate_difference", "estimate_pct_change"),
    ("number", "next_plan"),
)
_YEAR_FIGURES = (
    ("number", "previous_year"),
    ("number", "plan"),
    ("number", "value"),
    ("share", "pct_of_plan", "plan_difference"),
    ("change", "previous_year_difference", "previous_year_pct_change"),
    ("number", "next_plan"),
)
_MISSING_WIDTHS = (1.2, 9.3, 6.0)


def write_annexes(paper: Paper, story: Story, enclosed: str) -> None:
    """`enclosed` says which report they go with."""
    for name, lines in lines_by_programme(story):
        _start(paper, f"{words.ANNEX_TABLE}\n{name}", enclosed, is_wide=True)
        _write_wide_table(paper, story, lines)
    _start(paper, words.ANNEX_MISSING, enclosed)
    _write_missing(paper, story)
    _start(paper, words.ANNEX_METHODS, enclosed)
    write_methods(paper, story)


def lines_by_programme(story: Story) -> Iterator[tuple[str, list[Line]]]:
    """Every indicator of the story once, in catalogue order, by the programme that it is judged in."""
    for programme in story.material.table("programmes").itertuples(index=False):
        lines = [line for line in story.all_lines if line.programme == programme.programme]
        if lines:
            yield str(programme.name), lines


def _start(paper: Paper, title: str, enclosed: str, *, is_wide: bool = False) -> Reference:
    reference = paper.start_annex(is_wide=is_wide)
    first, *rest = title.split("\n")
    paper.text(first, style="Tên phụ lục")
    for line in rest:
        paper.text(line, style="Tên phụ lục")
    paper.text(enclosed, style="Kèm theo")
    return reference


def _write_wide_table(paper: Paper, story: Story, lines: Sequence[Line]) -> None:
    period = story.material.period
    columns = annex_columns(period)
    figures = [_COMPARED if is_compared else _VALUE for _, is_compared in columns]
    wide = LONG_TEXT_WIDTH - _ORDER - _UNIT - sum(figures) - _NOTE
    widths = [_ORDER, wide, _UNIT, *figures, _NOTE]
    rows: list[Row] = []
    group = None
    for at, line in enumerate(lines, start=1):
        name = _group_of(story, line)
        if name != group:
            rows.append([Cell(""), Cell(name, bold=True, span=len(widths) - 1)])
            group = name
        rows.append(_wide_row(at, line, period))
    table = Table(widths, _wide_head(period), rows, words.TOTALS_HEAD, f"{words.TOTALS_HEAD}.", is_small=True)
    paper.table(table)
    paper.text(words.RATES_NOTE, style="Ghi chú bảng")


def annex_columns(period: Period) -> tuple[tuple[str, bool], ...]:
    """Titles of the columns between unit of measure and note; whether each compares two others."""
    year, now = period.last_year, format_period_short(period)
    before = format_period_short(period.years_before(1))
    if period.is_year:
        return (
            (f"Thực hiện năm {year - 1}", False),
            (f"Kế hoạch năm {year}", False),
            (f"Thực hiện năm {year}", False),
            (f"So kế hoạch năm {year}", True),
            (f"Tăng, giảm so năm {year - 1}", True),
            (f"Kế hoạch năm {year + 1}", False),
        )
    return (
        (f"Thực hiện năm {year - 1}", False),
        (f"Kế hoạch năm {year}", False),
        (f"Thực hiện {before}", False),
        (f"Thực hiện {now}", False),
        (f"Ước cả năm {year}", False),
        (f"{now} so kế hoạch năm", True),
        (f"{now} tăng, giảm so {before}", True),
        ("Ước so kế hoạch năm", True),
        (f"Ước tăng, giảm so năm {year - 1}", True),
        (f"Kế hoạch năm {year + 1}", False),
    )


def _wide_head(period: Period) -> list[Row]:
    """Two rows of titles, the comparisons under one, and the row that numbers the columns."""
    columns = annex_columns(period)
    compared = sum(is_compared for _, is_compared in columns)
    titles = [*words.INDICATOR_COLUMNS, *(title for title, _ in columns), words.NOTE_COLUMN]
    first_compared = 3 + next(at for at, (_, is_compared) in enumerate(columns) if is_compared)
    over: list[Cell] = []
    for at, title in enumerate(titles):
        if at == first_compared:
            over.append(Cell(words.COMPARED, "center", span=compared))
        elif not first_compared < at < first_compared + compared:
            over.append(Cell(title, "center", down="start"))
    inside = range(first_compared, first_compared + compared)
    under = [
        Cell(title, "center") if at in inside else Cell("", down="go") for at, title in enumerate(titles)
    ]
    return [over, under, [Cell(str(at), "center") for at in range(1, len(titles) + 1)]]


def _wide_row(at: int, line: Line, period: Period) -> list[Cell]:
    figures = _YEAR_FIGURES if period.is_year else _FIGURES
    texts = [said.WRITERS[kind](line, *columns) for kind, *columns in figures]
    note = "\n".join(part for part in (line.verdict_word, partial_text(line.row)) if part)
    return [
        Cell(str(at), "center"),
        Cell(line.name),
        Cell(line.unit_of_measure, "center"),
        *(Cell(text, "right") for text in texts),
        Cell(note, "center"),
    ]


def _group_of(story: Story, line: Line) -> str:
    groups = story.material.table("groups").set_index("group")["name"]
    return str(groups[story.material.indicators.at[line.code, "group"]])


def _write_missing(paper: Paper, story: Story) -> None:
    missing = story.missing
    if not len(missing):
        paper.text(words.NONE_MISSING)
        return
    if story.is_of_unit:
        paper.text(words.OWN_MISSING)
        return
    paper.text(words.ALL_MISSING.format(missing=len(missing), expected=story.units_expected))
    rows: list[Row] = [
        [
            Cell(str(at), "center"),
            Cell(str(one.name)),
            Cell(words.MISSING_STATES.get(one.state, str(one.state)), "center"),
        ]
        for at, one in enumerate(missing.itertuples(index=False), start=1)
    ]
    title = words.ANNEX_MISSING.capitalize()
    paper.table(Table(_MISSING_WIDTHS, head_of(words.MISSING_HEAD), rows, title, f"{title}."))


def enclosed_words(number: str, symbol: str, date: str, agency: str) -> str:
    return words.ENCLOSED.format(number=number, symbol=symbol, date=date, agency=agency)
