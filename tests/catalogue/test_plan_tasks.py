"""The tasks of KH 154: seven groups and eleven agencies, each task with one lead; every fault with file and line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tracker.catalogue.loader import load_catalogue
from tracker.catalogue.plan_tasks import read_stage
from tracker.catalogue.reference import check_reference, load_reference

ROOT = Path(__file__).resolve().parents[2]
PLAN = load_reference(ROOT / "data" / "reference").task_plan


def test_seven_groups_and_eleven_agencies() -> None:
    sections = [group.section for group in PLAN.groups]
    assert sections == [f"II.{number}" for number in range(1, 8)] + [
        f"IV.{number}" for number in range(1, 12)
    ]
    assert len(PLAN.agencies) == 11
    assert {task.group_code for task in PLAN.tasks} == {group.code for group in PLAN.groups}
    assert [agency.name for agency in PLAN.agencies] == [group.name for group in PLAN.groups[7:]]


def test_the_agencies_of_part_four_lead_their_own_tasks() -> None:
    for task in PLAN.tasks:
        leads = [one.agency_code for one in task.agencies if one.role == "lead"]
        assert len(leads) == 1
        if task.section.startswith("IV."):
            assert PLAN.agency_of[leads[0]].section == task.section.split()[0]


def test_models_are_set_for_a_stage() -> None:
    stages = {task.code: task.stage for task in PLAN.tasks if task.stage}
    assert stages == {"KH154-II.2.3": (2021, 2025), "KH154-II.2.4": (2026, 2030)}
    models = PLAN.task_of["KH154-II.2.3"]
    assert models.runs_in(2025) and not models.runs_in(2026)


def test_successors_are_marked_where_no_text_was_read() -> None:
    taken_over = {one.code: (one.successor_code, one.verified) for one in PLAN.agencies if one.successor_code}
    assert taken_over == {
        "SLDTBXH": ("SYT", False),
        "SKHDT": ("STC", False),
        "STTTT": ("SKHCN", False),
        "UBND-HUYEN": ("UBND-XA", False),
    }
    assert PLAN.agency_of["SLDTBXH"].successor_from == dt.date(2025, 3, 1)


@pytest.mark.parametrize("text", ["2021", "2025-2021", "hai năm"])
def test_what_is_no_stage(text: str) -> None:
    with pytest.raises(ValueError):
        read_stage(text)


FAULTS = {
    "a code twice": ("plan_tasks.csv", "KH154-II.7.4,", "KH154-II.7.3,", ["đã dùng ở dòng", "“KH154-II.7.4” chưa khai báo"]),
    "an unknown group": ("plan_tasks.csv", "II.7.4,KH154-II.7,", "II.7.4,KH154-II.8,", ["“KH154-II.8” chưa khai báo"]),
    "a stage that is none": ("plan_tasks.csv", "2026-2030", "từ 2026", ["“từ 2026” không phải giai đoạn"]),
    "a task without a lead": ("plan_task_agencies.csv", "KH154-IV.3.1,STC,lead", "KH154-IV.3.1,STC,with", ["đúng một cơ quan chủ trì"]),
    "two leads": ("plan_task_agencies.csv", "KH154-II.2.2,STC,with", "KH154-II.2.2,STC,lead", ["đang có 2"]),
    "an agency the plan does not name": ("plan_task_agencies.csv", "KH154-IV.3.1,STC,", "KH154-IV.3.1,SXD,", ["cơ quan “SXD” chưa khai báo"]),
    "an agency twice": ("plan_task_agencies.csv", "KH154-II.2.2,STC,", "KH154-II.2.2,SKHDT,", ["đã dùng ở dòng"]),
    "a department that is none": ("plan_agencies.csv", "SYT,department", "SYX,department", ["“SYX” chưa khai báo"]),
    "a successor in part": ("plan_agencies.csv", "department,STC,department,2025-03-01", "department,STC,department,", ["phải cùng có"]),
    "a successor too early": ("plan_agencies.csv", "STC,department,2025-03-01", "STC,department,2025-02-01", ["sau ngày 2025-02-28"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "messages"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_are_named_with_their_line(
    tmp_path: Path, name: str, old: str, new: str, messages: list[str]
) -> None:
    _copy(tmp_path, name, old, new)
    found = check_reference(tmp_path)
    assert all(mistake.line > 1 for mistake in found)
    for message in messages:
        assert any(message in mistake.message for mistake in found), found


def test_a_document_that_is_not_declared(tmp_path: Path) -> None:
    _copy(tmp_path, "plan_tasks.csv", ",KH154\n", ",KH155\n")
    found = check_reference(tmp_path, load_catalogue(ROOT / "indicators.yaml"))
    assert [(one.file, one.line, one.where) for one in found] == [("plan_tasks.csv", 2, "document")]


def _copy(folder: Path, name: str, old: str, new: str) -> None:
    for file in (ROOT / "data" / "reference").glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        if file.name == name:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / file.name).write_text(text, encoding="utf-8")
