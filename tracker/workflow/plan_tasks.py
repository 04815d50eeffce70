"""The tasks of the plan in a round: who is responsible on its day, what they report, and how each task stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from tracker.access.actor import Actor, UnitKey
from tracker.access.rights import require
from tracker.catalogue.plan_tasks import PlanAgency, PlanTask, TaskAgency
from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.core.report_text import LONGEST_QUESTION, clean_text
from tracker.core.task_state import TASK_STATES, judge_task, task_rank, worst_task_state
from tracker.store import Store
from tracker.store.errors import StaleEntry
from tracker.words import task_texts as words
from tracker.words.formats import format_instant
from tracker.words.text_texts import ROUND_CLOSED
from tracker.workflow.stored_rounds import StoredRound, list_earlier_rounds, may_write_in

LONGEST_EVIDENCE = LONGEST_QUESTION


class TaskError(Exception):
    """The report cannot be kept as asked; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class TaskReport:
    """What a unit said of a task in a round."""

    state: str
    due_on: dt.date | None = None
    done_on: dt.date | None = None
    evidence: str = ""
    revision: int = 0
    at: dt.datetime | None = None
    by: str = ""
    period: str = ""
    is_demo: bool = False


@dataclass(frozen=True)
class Duty:
    """One unit's part in a task: as the agency the plan names, or as its successor. `state` is the one that counts."""

    unit: ReportingUnit
    agency: PlanAgency
    role: str
    basis: str
    is_successor: bool
    state: str
    report: TaskReport | None = None
    earlier: TaskReport | None = None

    @property
    def is_verified(self) -> bool:
        return not self.is_successor or self.agency.verified

    @property
    def key(self) -> UnitKey:
        return self.unit.code, self.unit.valid_from


@dataclass(frozen=True)
class TaskRow:
    """A task with everybody's part in it; outside its stage nobody owes a report."""

    task: PlanTask
    duties: tuple[Duty, ...]
    is_in_stage: bool

    @cached_property
    def state(self) -> str:
        """The worst state among those who lead."""
        return worst_task_state(duty.state for duty in self.duties if duty.role == "lead")

    @property
    def rank(self) -> tuple[bool, int]:
        return not self.is_in_stage, task_rank(self.state)


def read_tasks(
    store: Store, reference: Reference, actor: Actor, current: StoredRound, today: dt.date
) -> tuple[TaskRow, ...]:
    """Every task of the plan as it stands in a round, in the plan's order. Raises NotAllowed."""
    require(actor, "view_provisional")
    earlier = list_earlier_rounds(store, current)
    reports = store.read_task_reports([current.id, *(one.id for one in earlier)])
    now = _by_duty(reports[reports["round_id"] == current.id])
    order = {one.id: at for at, one in enumerate(earlier)}
    before = reports[reports["round_id"].isin(list(order))]
    before = _by_duty(before.sort_values("round_id", key=lambda ids: ids.map(order), ascending=False))
    day = current.period.ends_on
    rows = []
    for task in reference.task_plan.tasks:
        duties = tuple(
            replace(duty, report=report, earlier=before.get((task.code, *duty.key)),
                    state=judge_task(report.state if report else None, report.due_on if report else None, today))
            for duty in list_duties(reference, task, day)
            for report in (now.get((task.code, *duty.key)),)
        )  # fmt: skip
        rows.append(TaskRow(task, duties, task.runs_in(current.period.last_year)))
    return tuple(rows)


def list_duties(reference: Reference, task: PlanTask, day: dt.date) -> list[Duty]:
    """The units responsible for a task on a day, the lead first; whoever is named twice counts once."""
    found: dict[UnitKey, Duty] = {}
    for named in sorted(task.agencies, key=lambda one: one.role != "lead"):
        for duty in _duties_of(reference, named, day):
            found.setdefault(duty.key, duty)
    return list(found.values())


def _duties_of(reference: Reference, named: TaskAgency, day: dt.date) -> list[Duty]:
    agency = reference.task_plan.agency_of[named.agency_code]
    has_passed = agency.successor_from is not None and day >= agency.successor_from
    code = agency.successor_code if has_passed else agency.code
    level = agency.successor_level if has_passed else agency.unit_level
    units = reference.list_units(day, level)
    if level == "department":
        units = tuple(unit for unit in units if unit.code == code)
    return [Duty(unit, agency, named.role, named.basis, has_passed, "not_reported") for unit in units]


def report_task(
    store: Store,
    reference: Reference,
    actor: Actor,
    current: StoredRound,
    task_code: str,
    unit: UnitKey,
    report: TaskReport,
    at: dt.datetime,
    today: dt.date,
) -> None:
    """Append what a unit says of a task; `report.revision` is the version it saw. Raises TaskError, NotAllowed."""
    require(actor, "write_text", unit=unit)
    if not may_write_in(actor, current):
        raise TaskError(ROUND_CLOSED.format(name=current.name))
    _refuse_unless_responsible(reference, current, task_code, unit)
    content = _checked(report, today)
    key = {"round_id": current.id, "task_code": task_code, "unit_code": unit[0], "unit_valid_from": unit[1]}
    try:
        store.report_task(key | content, report.revision, actor.author, at)
    except StaleEntry:
        newest = _report(store.read_task_versions(key).iloc[0])
        raise TaskError(
            words.STALE.format(
                by=newest.by, at=format_instant(newest.at or at), state=words.STATE_NAMES[newest.state]
            )
        ) from None


def list_task_versions(
    store: Store, actor: Actor, current: StoredRound, task_code: str, unit: UnitKey
) -> list[TaskReport]:
    """Everything a unit said of a task in a round, the newest first."""
    require(actor, "view_provisional")
    key = {"round_id": current.id, "task_code": task_code, "unit_code": unit[0], "unit_valid_from": unit[1]}
    return [_report(row) for _, row in store.read_task_versions(key).iterrows()]


def count_states(rows: tuple[TaskRow, ...]) -> Mapping[str, int]:
    """State -> number of tasks that run in the round."""
    return Counter(row.state for row in rows if row.is_in_stage)


def list_own_duties(rows: tuple[TaskRow, ...], unit: UnitKey) -> list[tuple[TaskRow, Duty]]:
    """A unit's tasks of the round, the worst first."""
    own = [(row, duty) for row in rows for duty in row.duties if duty.key == unit and row.is_in_stage]
    return sorted(own, key=lambda pair: task_rank(pair[1].state))


def _refuse_unless_responsible(
    reference: Reference, current: StoredRound, task_code: str, unit: UnitKey
) -> None:
    task = reference.task_plan.task_of.get(task_code)
    if task is None:
        raise TaskError(words.UNKNOWN_TASK)
    if unit not in {duty.key for duty in list_duties(reference, task, current.period.ends_on)}:
        raise TaskError(words.NOT_RESPONSIBLE.format(unit=reference.name_of(unit[0], current.period)))


def _checked(report: TaskReport, today: dt.date) -> dict[str, object]:
    evidence = clean_text(report.evidence)
    if report.state not in TASK_STATES:
        raise TaskError(words.UNKNOWN_STATE)
    if len(evidence) > LONGEST_EVIDENCE:
        raise TaskError(words.evidence_too_long(len(evidence), LONGEST_EVIDENCE))
    if report.state in ("done", "no_longer_applies") and not evidence:
        raise TaskError(words.NEEDS_EVIDENCE)
    if report.state == "done" and report.done_on is None:
        raise TaskError(words.NEEDS_DONE_ON)
    done_on = report.done_on if report.state == "done" else None
    if done_on and done_on > today:
        raise TaskError(words.done_in_the_future(done_on))
    return {"state": report.state, "due_on": report.due_on, "done_on": done_on, "evidence": evidence or None}


def _by_duty(reports: pd.DataFrame) -> dict[tuple[str, str, dt.date], TaskReport]:
    """(task, unit, its first day) -> report; of several the last row."""
    return {
        (str(row["task_code"]), str(row["unit_code"]), row["unit_valid_from"]): _report(row)
        for _, row in reports.iterrows()
    }


def _report(row: pd.Series) -> TaskReport:
    return TaskReport(
        str(row["state"]), row["due_on"], row["done_on"], row["evidence"] if isinstance(row["evidence"], str) else "",
        int(row["revision"]), row["at"].to_pydatetime(), str(row["by"]), str(row.get("period", "")),
        bool(row["is_demo"]),
    )  # fmt: skip
