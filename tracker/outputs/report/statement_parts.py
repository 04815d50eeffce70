"""Parts II, III and V: what units wrote, documents, tasks, explanations, proposals by who decides them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from tracker.core.report_text import PROPOSALS
from tracker.core.task_state import TASK_STATES
from tracker.core.verdict import BEHIND
from tracker.outputs.report.paper import TABLE, Paper
from tracker.outputs.report.tables import Cell, Row, Table, head_of
from tracker.outputs.story.statements import Statement
from tracker.outputs.story.story import Story
from tracker.words import document_texts, story_texts, text_texts
from tracker.words import word_report_sentences as sentences
from tracker.words import word_report_texts as words
from tracker.words.formats import UNKNOWN, format_date

_DOCUMENT_WIDTHS = (0.9, 3.2, 5.4, 2.3, 2.4, 2.3)
_LATE_WIDTHS = (0.9, 3.4, 3.4, 2.3, 6.5)
_EXPLANATION_WIDTHS = (4.0, 5.5, 7.0)


def write_mechanisms(paper: Paper, story: Story) -> None:
    paper.heading(words.PARTS["mechanisms"], 1)
    paper.heading(words.POLICIES, 2)
    write_part(paper, story, "policies")
    paper.heading(words.DOCUMENTS, 2)
    _write_documents(paper, story)
    paper.heading(words.TASKS, 2)
    _write_tasks(paper, story)


def write_shortcomings(paper: Paper, story: Story) -> None:
    paper.heading(words.PARTS["shortcomings"], 1)
    for part in ("shortcomings", "difficulties", "causes"):
        paper.heading(text_texts.PART_NAMES[part], 2)
        if part == "shortcomings" and story.programmes:
            behind = [line.short_name for line in story.judged if line.verdict in BEHIND]
            paper.text(sentences.shortcomings_words(behind))
        write_part(paper, story, part)
    paper.heading(words.EXPLANATIONS, 2)
    _write_explanations(paper, story)


def write_proposals(paper: Paper, story: Story) -> None:
    """By authority, the nearest first."""
    paper.heading(words.PARTS["proposals"], 1)
    for part in PROPOSALS:
        paper.heading(words.PROPOSALS[part], 2)
        write_part(paper, story, part)


def write_part(paper: Paper, story: Story, part: str) -> None:
    """A part as the units wrote it; what several programmes were told stands under the name of each."""
    statements = story.statements[part]
    programmes = story.material.table("programmes")
    told = {one.programme for one in statements}
    if len(told) < 2:
        write_statements(paper, story, statements)
        return
    for one in programmes[programmes["programme"].isin(told)].itertuples(index=False):
        paper.heading(one.short_name, 3)
        write_statements(paper, story, [said for said in statements if said.programme == one.programme])


def write_statements(paper: Paper, story: Story, statements: Iterable[Statement]) -> None:
    """What units wrote, as they wrote it, and who; in a unit's own report it is the unit."""
    statements = list(statements)
    for one in statements:
        about = f"{one.indicator}: " if one.indicator else ""
        paper.lines(f"{about}{one.body}", "" if story.is_of_unit else sentences.statement_tail(one.units))
    if not statements:
        paper.text(story_texts.NO_STATEMENTS)


def _write_documents(paper: Paper, story: Story) -> None:
    rows = _own(story, story.material.table("issued_documents"))
    if story.programme:
        rows = rows[rows["programme"] == story.programme]
    if not len(rows):
        paper.text(words.NO_DOCUMENTS)
        return
    cells: list[Row] = [
        [
            Cell(str(at), "center"),
            Cell(_text(one.number)),
            Cell(_text(one.title)),
            Cell(_day(one.issued_on), "center"),
            Cell(document_texts.STATE_NAMES.get(one.state, _text(one.state)), "center"),
            Cell(story.material.place_name(one.unit)),
        ]
        for at, one in enumerate(rows.itertuples(index=False), start=1)
    ]
    title = words.DOCUMENTS_TABLE
    paper.table(
        Table(_DOCUMENT_WIDTHS, head_of(words.DOCUMENTS_HEAD), cells, title, f"{title}."), paper.next(TABLE)
    )


def _write_tasks(paper: Paper, story: Story) -> None:
    """The tasks of a plan stand in the report of the programme whose indicators that plan sets."""
    rows = _own(story, story.material.table("tasks"))
    told = {story.material.indicators.at[line.code, "document"] for line in story.all_lines}
    plans = rows["task"].str.partition("-")[0] if len(rows) else rows["task"]
    rows = rows[rows["state"].notna() & plans.isin(told)]
    if not len(rows):
        paper.text(words.NO_TASKS)
        return
    found = rows["state"].value_counts()
    paper.text(sentences.tasks_words({state: int(found[state]) for state in TASK_STATES if state in found}))
    late = rows[rows["state"] == "late"]
    if not len(late):
        return
    cells: list[Row] = [
        [
            Cell(str(at), "center"),
            Cell(_task_words(str(one.task))),
            Cell(story.material.place_name(one.unit)),
            Cell(_day(one.due_on), "center"),
            Cell(_text(one.evidence)),
        ]
        for at, one in enumerate(late.itertuples(index=False), start=1)
    ]
    table = Table(_LATE_WIDTHS, head_of(words.LATE_HEAD), cells, words.LATE_TABLE, f"{words.LATE_TABLE}.")
    paper.table(table, paper.next(TABLE))


def _write_explanations(paper: Paper, story: Story) -> None:
    if not story.explanations:
        paper.text(story_texts.NO_EXPLANATIONS)
        return
    cells: list[Row] = [
        [
            Cell(f"{one.indicator}\n{one.unit}"),
            Cell(f"{one.question}\n({one.asked_by}, hạn {_day(one.due_on)})"),
            Cell(one.answer or story_texts.EXPLANATION_STATES.get(one.state, one.state)),
        ]
        for one in story.explanations
    ]
    title = words.EXPLANATIONS_TABLE
    head = head_of(words.EXPLANATIONS_HEAD)
    paper.table(Table(_EXPLANATION_WIDTHS, head, cells, title, f"{title}."), paper.next(TABLE))


def _own(story: Story, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["unit"] == story.place] if story.is_of_unit else rows


def _task_words(code: str) -> str:
    """`KH154-II.1.3` as the plan counts: mục II.1.3."""
    plan, _, section = code.partition("-")
    return f"Mục {section} ({plan})"


def _day(value: object) -> str:
    return format_date(dt.date.fromisoformat(str(value)[:10])) if isinstance(value, str) else UNKNOWN


def _text(value: object) -> str:
    return value if isinstance(value, str) else UNKNOWN
