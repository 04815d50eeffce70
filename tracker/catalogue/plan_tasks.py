"""The tasks of a plan as data/reference holds them: groups, tasks, and who the plan names for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

AGENCIES, TASKS, TASK_AGENCIES = "plan_agencies.csv", "plan_tasks.csv", "plan_task_agencies.csv"
PLAN_FILES: Mapping[str, str] = {
    AGENCIES: "section code name unit_level successor_code successor_level successor_from verified note",
    TASKS: "code part_of section name stage document",
    TASK_AGENCIES: "task_code agency_code role basis",
}


@dataclass(frozen=True)
class PlanAgency:
    """An agency that the plan names, and who took its duty over; `verified`: that text was read.

    A department's code is that of a reporting unit; a district's or commune's stands for all of that level.
    """

    section: str
    code: str
    name: str
    unit_level: str
    successor_code: str | None
    successor_level: str | None
    successor_from: dt.date | None
    verified: bool
    note: str | None


@dataclass(frozen=True)
class TaskAgency:
    """`role` lead or with; `basis` is the section of the plan that names the agency for the task."""

    agency_code: str
    role: str
    basis: str


@dataclass(frozen=True)
class PlanTask:
    """One task; `stage` is the years the plan sets for it, None for all of the plan's."""

    code: str
    group_code: str
    section: str
    name: str
    stage: tuple[int, int] | None
    document: str
    agencies: tuple[TaskAgency, ...]

    def runs_in(self, year: int) -> bool:
        return self.stage is None or self.stage[0] <= year <= self.stage[1]


@dataclass(frozen=True)
class TaskGroup:
    code: str
    section: str
    name: str


@dataclass(frozen=True)
class TaskPlan:
    """Groups, tasks and agencies in the order of the plan."""

    groups: tuple[TaskGroup, ...] = ()
    tasks: tuple[PlanTask, ...] = ()
    agencies: tuple[PlanAgency, ...] = ()

    @cached_property
    def agency_of(self) -> Mapping[str, PlanAgency]:
        return {one.code: one for one in self.agencies}

    @cached_property
    def task_of(self) -> Mapping[str, PlanTask]:
        return {one.code: one for one in self.tasks}


def make_task_plan(tables: Mapping[str, pd.DataFrame]) -> TaskPlan:
    """The plan of files that were found without mistakes."""
    rows = list(tables[TASKS].itertuples(index=False))
    named: dict[str, list[TaskAgency]] = {}
    for row in tables[TASK_AGENCIES].itertuples(index=False):
        named.setdefault(str(row.task_code), []).append(TaskAgency(row.agency_code, row.role, row.basis))
    return TaskPlan(
        tuple(TaskGroup(row.code, row.section, row.name) for row in rows if row.part_of is None),
        tuple(
            PlanTask(row.code, row.part_of, row.section, row.name, read_stage(row.stage), row.document,
                     tuple(named.get(row.code, ())))
            for row in rows
            if row.part_of is not None
        ),
        tuple(PlanAgency(*row) for row in tables[AGENCIES].itertuples(index=False)),
    )  # fmt: skip


def read_stage(text: str | None) -> tuple[int, int] | None:
    """`2021-2025` as its years; raises ValueError."""
    if text is None:
        return None
    first, _, last = text.partition("-")
    stage = int(first), int(last)
    if stage[0] > stage[1]:
        raise ValueError(text)
    return stage
