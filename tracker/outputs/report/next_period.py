"""Part IV: targets and plans that lie ahead, and what units will do about them."""

from __future__ import annotations

from tracker.outputs.report import line_texts as said
from tracker.outputs.report.paper import TABLE, Paper
from tracker.outputs.report.statement_parts import write_part
from tracker.outputs.report.tables import Cell, Row, Table, head_of
from tracker.outputs.story.line import Line
from tracker.outputs.story.story import ProgrammeStory, Story
from tracker.words import word_report_sentences as sentences
from tracker.words import word_report_texts as words
from tracker.words.formats import UNKNOWN, format_difference

_SHORT_WIDTHS = (0.9, 8.0, 4.0, 3.6)
_WIDTHS = (0.9, 4.8, 3.0, 2.3, 3.1, 2.4)


def write_next_period(paper: Paper, story: Story) -> None:
    following = sentences.next_words(story.material.period)
    paper.heading(words.PARTS["next"].format(next=following.upper()), 1)
    paper.heading(words.NEXT_TARGETS, 2)
    running = [programme for programme in story.programmes if not programme.is_over]
    for programme in running:
        _write_targets(paper, story, programme)
    if not running:
        paper.text(words.NOTHING_AHEAD)
    paper.heading(words.NEXT_TASKS, 2)
    write_part(paper, story, "solutions")


def _write_targets(paper: Paper, story: Story, programme: ProgrammeStory) -> None:
    """The plan of the year that the next period lies in, and the milestone ahead."""
    period = story.material.period
    is_last = period.ends_on.month == 12
    year = period.last_year + is_last
    column = "next_plan" if is_last else "plan"
    lines = [
        line for line in programme.lines if said.number(line, column) != UNKNOWN or line.code in story.ahead
    ]
    if not lines:
        paper.text(words.NO_NEXT.format(year=year))
        return
    has_milestones = any(line.code in story.ahead for line in lines)
    rows: list[Row] = [
        [
            Cell(str(at), "center"),
            Cell(said.name_words(line)),
            Cell(line.value, "right"),
            Cell(said.number(line, column), "right"),
            *(_ahead(story.ahead.get(line.code)) if has_milestones else ()),
        ]
        for at, line in enumerate(lines, start=1)
    ]
    widths = _WIDTHS if has_milestones else _SHORT_WIDTHS
    title = words.NEXT_TABLE.format(programme=programme.short_name)
    head = head_of([one.format(year=year) for one in words.NEXT_HEAD[: len(widths)]])
    paper.table(Table(widths, head, rows, title, f"{title}."), paper.next(TABLE))
    paper.text(words.UNKNOWN_NOTE, style="Ghi chú bảng")


def _ahead(milestone: Line | None) -> tuple[Cell, Cell]:
    """The milestone, and the change that it takes each year."""
    if milestone is None:
        return Cell(UNKNOWN, "center"), Cell(UNKNOWN, "right")
    needed = milestone.row.needed_per_year
    text = format_difference(needed, milestone.unit_of_measure, milestone.decimals).replace("điểm %", "điểm")
    return Cell(said.target_words(milestone), "center"), Cell(text, "right")
