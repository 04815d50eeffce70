"""What the files of a plan's tasks owe one another, the departments and the catalogue; every mistake with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from tracker.catalogue.mistakes import Mistake
from tracker.catalogue.model import Catalogue
from tracker.catalogue.plan_tasks import AGENCIES, TASK_AGENCIES, TASKS, read_stage
from tracker.words.checks import mistake_text

_UNKNOWN = "unknown_reference"


def find_plan_mistakes(tables: Mapping[str, pd.DataFrame], departments: pd.DataFrame) -> Iterator[Mistake]:
    """Codes used twice or not declared, tasks without one lead, stages that are none, successors too early."""
    yield from _agencies(tables[AGENCIES], departments)
    yield from _tasks(tables[TASKS])
    yield from _assignments(tables)


def find_unknown_documents(tables: Mapping[str, pd.DataFrame], catalogue: Catalogue) -> Iterator[Mistake]:
    known = {one.code for one in catalogue.documents}
    for line, code in enumerate(tables[TASKS]["document"], start=2):
        if code not in known:
            yield Mistake(TASKS, line, "document", mistake_text(_UNKNOWN, what="văn bản", code=code))


def _agencies(agencies: pd.DataFrame, departments: pd.DataFrame) -> Iterator[Mistake]:
    yield from _repeated(AGENCIES, agencies["code"])
    ends = departments.groupby("code")["valid_to"].agg(lambda days: None if days.isna().any() else max(days))
    for line, row in enumerate(agencies.itertuples(index=False), start=2):
        pairs = (
            ("code", row.code, row.unit_level),
            ("successor_code", row.successor_code, row.successor_level),
        )
        for name, code, level in pairs:
            if code and level == "department" and code not in ends.index:
                yield Mistake(AGENCIES, line, name, mistake_text(_UNKNOWN, what="cơ quan", code=code))
        whole = (row.successor_code, row.successor_level, row.successor_from)
        if any(part is None for part in whole) and any(part is not None for part in whole):
            yield Mistake(AGENCIES, line, "successor_code", mistake_text("successor_in_part"))
        last = ends.get(row.code)
        if row.successor_from and last and row.successor_from <= last:
            yield Mistake(AGENCIES, line, "successor_from", mistake_text("successor_too_early", day=last))


def _tasks(tasks: pd.DataFrame) -> Iterator[Mistake]:
    yield from _repeated(TASKS, tasks["code"])
    groups = set(tasks.loc[tasks["part_of"].isna(), "code"])
    for line, row in enumerate(tasks.itertuples(index=False), start=2):
        if row.part_of is not None and row.part_of not in groups:
            yield Mistake(
                TASKS, line, "part_of", mistake_text(_UNKNOWN, what="nhóm nhiệm vụ", code=row.part_of)
            )
        try:
            read_stage(row.stage)
        except ValueError:
            yield Mistake(TASKS, line, "stage", mistake_text("bad_stage", text=row.stage))


def _assignments(tables: Mapping[str, pd.DataFrame]) -> Iterator[Mistake]:
    named, tasks = tables[TASK_AGENCIES], tables[TASKS]
    known = {
        "task_code": ("nhiệm vụ", set(tasks.loc[tasks["part_of"].notna(), "code"])),
        "agency_code": ("cơ quan", set(tables[AGENCIES]["code"])),
    }
    for name, (what, codes) in known.items():
        for line, code in enumerate(named[name], start=2):
            if code not in codes:
                yield Mistake(TASK_AGENCIES, line, name, mistake_text(_UNKNOWN, what=what, code=code))
    yield from _repeated(TASK_AGENCIES, named["task_code"] + " " + named["agency_code"])
    leads = Counter(named.loc[named["role"] == "lead", "task_code"])
    for line, row in enumerate(tasks.itertuples(index=False), start=2):
        if row.part_of is not None and leads[row.code] != 1:
            yield Mistake(TASKS, line, "code", mistake_text("one_lead", code=row.code, count=leads[row.code]))


def _repeated(file: str, codes: pd.Series) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for line, code in enumerate(codes, start=2):
        if code in first:
            yield Mistake(file, line, "code", mistake_text("duplicate_code", code=code, line=first[code]))
        first.setdefault(code, line)
