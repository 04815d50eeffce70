"""The plan's tasks as markup: groups with their tasks, late ones first; one unit's own; what was said before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from tracker.catalogue.plan_tasks import TaskGroup
from tracker.ui.components.marks import state_chip
from tracker.ui.components.tables import table
from tracker.words import task_texts as words
from tracker.words.formats import format_date, format_instant, format_period_short
from tracker.workflow.plan_tasks import Duty, TaskReport, TaskRow

_HEAD = ("Nhiệm vụ", "Cơ quan", words.STATE, words.EVIDENCE)
_NAMED_UNITS = 4


def group_list(groups: Sequence[TaskGroup], rows: Sequence[TaskRow]) -> str:
    """Every group with its tasks: groups and tasks with something late first, then as in the plan."""
    members = {
        group.code: sorted((row for row in rows if row.task.group_code == group.code), key=_rank)
        for group in groups
    }
    ordered = sorted(
        (group for group in groups if members[group.code]), key=lambda group: _rank(members[group.code][0])
    )
    return "".join(_group(group, members[group.code]) for group in ordered)


def _rank(row: TaskRow) -> tuple[bool, int]:
    return row.rank


def _group(group: TaskGroup, rows: Sequence[TaskRow]) -> str:
    counts = Counter(row.state for row in rows if row.is_in_stage)
    said = ", ".join(f"{count} {words.STATE_NAMES[state].lower()}" for state, count in counts.items())
    is_open = " open" if counts.get("late") else ""
    body = table(_HEAD, [_row(row) for row in rows], stacked=(0, 3))
    return (
        f'<details class="tq-more tq-tasks"{is_open}><summary>{group.section}. {escape(group.name)}'
        f"<small>{said or words.OUT_OF_STAGE}</small></summary>{body}</details>"
    )


def _row(row: TaskRow) -> list[str]:
    leads = [duty for duty in row.duties if duty.role == "lead"]
    if not row.is_in_stage:
        return [_name(row), _agency(leads[0]), words.OUT_OF_STAGE, ""]
    if len(leads) > 1:
        return [
            _name(row),
            _all_of_level(leads),
            state_chip(words.STATE_VERDICTS[row.state], words.STATE_NAMES[row.state]),
            _counts(leads),
        ]
    others = [duty for duty in row.duties if duty.role != "lead"]
    helpers = "".join(
        f"<small>{words.ROLE_NAMES[duty.role]}: {_agency(duty)}{_said(duty)}</small>" for duty in others
    )
    return [_name(row), _agency(leads[0]) + helpers, _state(leads[0]), _evidence(leads[0])]


def _name(row: TaskRow) -> str:
    stage = row.task.stage
    more = f" · {words.STAGE_NOTE.format(first=stage[0], last=stage[1])}" if stage else ""
    return f"{escape(row.task.name)}<small>{escape(row.task.section)}{more}</small>"


def _agency(duty: Duty) -> str:
    text = escape(duty.unit.short_name)
    if duty.is_successor:
        text += f" <small>{words.SUCCESSOR.format(name=escape(duty.agency.name))}</small>"
    return text + _doubt(duty)


def _doubt(duty: Duty) -> str:
    if duty.is_verified:
        return ""
    note = escape(duty.agency.note or "")
    return f' <span class="tq-tag doubt" title="{note}">{words.UNVERIFIED}</span>'


def _all_of_level(duties: Sequence[Duty]) -> str:
    """The units of a level that all have the same task: how many have reported."""
    reported = sum(duty.report is not None for duty in duties)
    counts = words.CLASS_COUNTS.format(reported=reported, total=len(duties))
    first = duties[0]
    name = words.LEVEL_NAMES[first.unit.level]
    replaced = (
        f" <small>{words.SUCCESSOR.format(name=escape(first.agency.name))}</small>"
        if first.is_successor
        else ""
    )
    return f"{name}{replaced}{_doubt(first)}<small>{counts}</small>"


def _counts(duties: Sequence[Duty]) -> str:
    counts = Counter(duty.state for duty in duties)
    late = [escape(duty.unit.short_name) for duty in duties if duty.state == "late"]
    text = ", ".join(
        f"{count} {words.STATE_NAMES[state].lower()}"
        for state, count in counts.items()
        if state != "not_reported"
    )
    named = ", ".join(late[:_NAMED_UNITS]) + ("…" if len(late) > _NAMED_UNITS else "")
    return text + (f"<small>{words.STATE_NAMES['late']}: {named}</small>" if late else "")


def _state(duty: Duty) -> str:
    chip = state_chip(words.STATE_VERDICTS[duty.state], words.STATE_NAMES[duty.state])
    report = duty.report
    lines = []
    if report and report.done_on:
        lines.append(f"{words.DONE_ON.lower()} {format_date(report.done_on)}")
    elif report and report.due_on:
        lines.append(f"hạn {format_date(report.due_on)}")
    if report is None and duty.earlier:
        period = format_period_short(duty.earlier.period)
        lines.append(
            words.FROM_EARLIER.format(period=period, state=words.STATE_NAMES[duty.earlier.state].lower())
        )
    return chip + "".join(f"<small>{line}</small>" for line in lines)


def _said(duty: Duty) -> str:
    return f" ({words.STATE_NAMES[duty.state].lower()})" if duty.report else ""


def _evidence(duty: Duty) -> str:
    report = duty.report
    if report is None:
        return ""
    who = f"<small>{escape(report.by)}, {format_instant(report.at)}</small>" if report.at else ""
    return escape(report.evidence) + who


def own_list(pairs: Sequence[tuple[TaskRow, Duty]], *, can_write: bool) -> str:
    """One unit's tasks, the worst first; `data-go` is the task's code."""
    rows = []
    for row, duty in pairs:
        act = (
            f'<small><a href="#" class="tq-link" data-go="{row.task.code}">{words.REPORT}</a></small>'
            if can_write
            else ""
        )
        role = f"{words.ROLE_NAMES[duty.role]} <small>{escape(duty.basis)}</small>{_doubt(duty)}"
        rows.append([_name(row), role, _state(duty) + act, _evidence(duty)])
    body = table(("Nhiệm vụ", "Vai trò", words.STATE, words.EVIDENCE), rows, stacked=(0, 3))
    return f'<div class="tq-tasks">{body}</div>'


def report_history(versions: Sequence[TaskReport]) -> str:
    """What a unit said of one task in a round, the newest first."""
    items = "".join(
        f"<li><b>{words.STATE_NAMES[one.state]}</b> · {escape(one.by)}, {format_instant(one.at)}"
        f'<div class="tq-text">{escape(one.evidence)}</div></li>'
        for one in versions
        if one.at
    )
    return f'<h3>{words.HISTORY}</h3><ul class="tq-versions">{items}</ul>' if items else ""
