"""Part I: how each programme stands against targets, plans, the same period and the year before."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tracker.core.standing import count_verdicts
from tracker.core.verdict import BEHIND
from tracker.outputs.points import MERGED_AT
from tracker.outputs.report import line_texts as said
from tracker.outputs.report.charts import can_draw, draw_chart
from tracker.outputs.report.fields import Piece, Reference
from tracker.outputs.report.paper import CHART, TABLE, Paper
from tracker.outputs.report.statement_parts import write_statements
from tracker.outputs.report.tables import Cell, Row, Table, head_of
from tracker.outputs.report.variant import Variant
from tracker.outputs.story.charted import drawn_places
from tracker.outputs.story.line import Line
from tracker.outputs.story.story import ProgrammeStory, Story
from tracker.words import story_texts
from tracker.words import word_report_sentences as sentences
from tracker.words import word_report_texts as words
from tracker.words.formats import UNKNOWN
from tracker.words.sentences import BACKGROUND

_CHARTS = 3  # of a programme: the worst, so that the report stays a report
_RANKED = 10
_TARGET_WIDTHS = (0.9, 4.7, 3.3, 3.0, 2.3, 2.3)
_CHANGE_WIDTHS = (0.9, 3.9, 1.8, 1.6, 1.7, 2.3, 1.8, 2.5)
_YEAR_WIDTHS = (0.9, 5.0, 2.1, 2.1, 2.1, 2.1, 2.2)
_UNIT_WIDTHS = (0.9, 6.0, 3.6, 2.8, 3.2)
_CHANGES = (
    ("number", "previous_year"),
    ("number", "same_period"),
    ("number", "value"),
    ("change", "difference", "pct_change"),
    ("number", "estimate"),
    ("change", "estimate_difference", "estimate_pct_change"),
)
_YEAR_CHANGES = (
    ("number", "previous_year"),
    ("number", "value"),
    ("change", "previous_year_difference", "previous_year_pct_change"),
    ("number", "plan"),
    ("share", "pct_of_plan", "plan_difference"),
)


def write_results(paper: Paper, story: Story, variant: Variant) -> None:
    """Everything about the numbers; `variant` of the poverty programme adds the national targets."""
    paper.heading(words.PARTS["results"], 1)
    if not story.programmes:
        paper.text(story_texts.NO_FIGURES)
        return
    paper.text(*story.headline)
    for programme in story.programmes:
        _write_programme(paper, story, programme)
        if variant.form:
            _write_national(paper, story, programme)
    if not story.is_of_unit:
        _write_units(paper, story)


def _write_programme(paper: Paper, story: Story, programme: ProgrammeStory) -> None:
    name = programme.name
    if programme.is_over:
        name = words.ENDED.format(name=name, year=programme.last_year)
    paper.heading(name, 2)
    table = paper.next(TABLE)
    paper.text(sentences.programme_sentence(programme.counts), *_about_rest(story, programme), *_see(table))
    paper.heading(words.AGAINST_TARGETS, 3)
    _write_targets(paper, programme.lines, words.TARGET_TABLE.format(programme=programme.short_name), table)
    for line in programme.lines:
        paper.item(*said.line_sentence(line, story.explanations))
    if not programme.is_over:
        _write_changes(paper, story, programme)
        _write_charts(paper, programme.lines)
    _write_highlights(paper, story, programme)


def _see(table: Reference) -> tuple[Piece, ...]:
    return f" {words.DETAILS} ", table, "."


def _about_rest(story: Story, programme: ProgrammeStory) -> list[Piece]:
    """What is judged apart, and what is only tracked."""
    parts: list[Piece] = []
    apart = [line for line in story.background if line.programme == programme.code]
    if apart:
        counts = count_verdicts(pd.DataFrame({"verdict": [line.verdict for line in apart]}))
        parts.append(f" {sentences.background_sentence(BACKGROUND, counts)}")
    tracked = sum(line.programme == programme.code for line in story.tracked)
    return [*parts, f" {sentences.tracked_sentence(tracked)}"] if tracked else parts


def _write_targets(paper: Paper, lines: Sequence[Line], title: str, table: Reference) -> None:
    rows: list[Row] = [
        [
            Cell(str(at), "center"),
            Cell(said.name_words(line)),
            Cell(said.target_words(line), "center"),
            Cell(line.value, "right"),
            Cell(said.needed_words(line), "right"),
            Cell(line.verdict_word, "center", bold=line.verdict in BEHIND),
        ]
        for at, line in enumerate(lines, start=1)
    ]
    paper.table(
        Table(_TARGET_WIDTHS, head_of(words.TARGET_HEAD), rows, title, words.WORST_FIRST.format(title=title)),
        table,
    )
    elsewhere = [place for place in map(said.judged_elsewhere, lines) if place]
    notes = [
        words.UNKNOWN_NOTE,
        *(words.JUDGED_NOTE.format(place=place) for place in dict.fromkeys(elsewhere)),
    ]
    paper.text(" ".join(notes), style="Ghi chú bảng")


def _write_changes(paper: Paper, story: Story, programme: ProgrammeStory) -> None:
    paper.heading(words.AGAINST_BEFORE, 3)
    table = paper.next(TABLE)
    changes = [(line.short_name, *line.change) for line in programme.lines if line.change[0] != UNKNOWN]
    paper.text(sentences.changes_sentence(changes), *_see(table))
    if _reaches_behind_merger(story):
        paper.text(words.MERGED_NOTE)
    is_year = story.material.period.is_year
    head, widths = (words.CHANGE_HEAD_YEAR, _YEAR_WIDTHS) if is_year else (words.CHANGE_HEAD, _CHANGE_WIDTHS)
    rows = [
        [Cell(str(at), "center"), Cell(said.name_words(line)), *_change_cells(line, is_year=is_year)]
        for at, line in enumerate(programme.lines, start=1)
    ]
    title = words.CHANGE_TABLE.format(programme=programme.short_name)
    paper.table(Table(widths, head_of(head), rows, title, f"{title}."), table)
    paper.text(words.RATES_NOTE, style="Ghi chú bảng")


def _reaches_behind_merger(story: Story) -> bool:
    """Whether the same period of the year before ended before the province was formed."""
    has_earlier = len(drawn_places(story.material, story.place)) > 1
    return has_earlier and story.material.period.years_before(1).time <= MERGED_AT


def _change_cells(line: Line, *, is_year: bool) -> list[Cell]:
    figures = _YEAR_CHANGES if is_year else _CHANGES
    return [Cell(said.WRITERS[kind](line, *columns), "right") for kind, *columns in figures]


def _write_charts(paper: Paper, lines: Sequence[Line]) -> None:
    """The course of the worst indicators that have one."""
    drawn = []
    for line in lines:
        if line.verdict not in BEHIND or line.row.target_kind == "per_unit":
            continue  # a minimum of each unit is judged by a share that has no course
        charted = line.read_chart()
        if can_draw(charted):
            drawn.append((line, charted))
        if len(drawn) == _CHARTS:
            break
    if not drawn:
        return
    paper.heading(words.COURSE, 3)
    for line, charted in drawn:
        title = words.CHART.format(name=line.short_name, unit_of_measure=line.unit_of_measure)
        alt = words.CHART_ALT.format(sentence="".join(run.text for run in line.sentence))
        paper.chart(draw_chart(charted, title, alt, line.material.mark.at), paper.next(CHART))


def _write_highlights(paper: Paper, story: Story, programme: ProgrammeStory) -> None:
    found = [
        one
        for part in ("results", "models")
        for one in story.statements[part]
        if one.programme == programme.code
    ]
    if found:
        paper.heading(words.HIGHLIGHTS, 3)
        write_statements(paper, story, found)


def _write_national(paper: Paper, story: Story, programme: ProgrammeStory) -> None:
    lines = [line for line in story.national if line.programme == programme.code]
    if lines:
        paper.heading(words.NATIONAL, 3)
        title = words.TARGET_TABLE.format(programme=words.NATIONAL[3:])
        _write_targets(paper, lines, title, paper.next(TABLE))


def _write_units(paper: Paper, story: Story) -> None:
    paper.heading(words.UNITS, 2)
    units = story.units
    known = units[units["known"] > 0]
    if not len(known):
        paper.text(words.NO_UNITS)
        return
    behind = known[known["behind"] > 0]
    paper.text(sentences.units_words(len(behind), len(known), len(units)))
    if not len(behind):
        return
    rows = [
        [
            Cell(str(at), "center"),
            Cell(one.name),
            *(Cell(str(n), "center") for n in (one.behind, one.at_risk, one.known)),
        ]
        for at, one in enumerate(behind.head(_RANKED).itertuples(index=False), start=1)
    ]
    table = Table(_UNIT_WIDTHS, head_of(words.UNITS_HEAD), rows, words.UNITS_TABLE, f"{words.UNITS_TABLE}.")
    paper.table(table, paper.next(TABLE))
