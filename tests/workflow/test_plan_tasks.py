"""The plan's tasks in a round: responsible units of the day, reports, late ones, two people on one task."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.store.inserted_rounds import insert_round
from tracker.access.actor import Actor, stranger
from tracker.access.rights import NotAllowed
from tracker.catalogue.reference import Reference
from tracker.store import Store
from tracker.workflow.plan_tasks import (
    LONGEST_EVIDENCE,
    TaskError,
    TaskReport,
    count_states,
    list_duties,
    list_own_duties,
    list_task_versions,
    read_tasks,
    report_task,
)
from tracker.workflow.stored_rounds import StoredRound, find_stored_round

AT, TODAY = dt.datetime(2026, 12, 1, 9), dt.date(2026, 12, 1)
NEW = dt.date(2025, 7, 1)
SYT = ("SYT", NEW)
LAN = Actor("reporter", "Lan", "lan", "a1", frozenset([SYT]))
OFFICE = Actor("coordinator", "Văn phòng", "vp", "a2")
TRAINING, MODELS, OLD_MODELS = "KH154-II.4.2", "KH154-II.2.4", "KH154-II.2.3"


@pytest.fixture
def current(store: Store) -> StoredRound:
    insert_round(store, "2026-H1", dt.date(2026, 6, 15), "closed")
    insert_round(store, "2026", dt.date(2026, 12, 15))
    found = find_stored_round(store, "2026")
    assert found is not None
    return found


@pytest.fixture
def report(store: Store, reference: Reference, current: StoredRound):
    def send(state: str, task: str = TRAINING, actor: Actor = LAN, unit=SYT, **more):
        said = TaskReport(state, **more)
        report_task(store, reference, actor, current, task, unit, said, AT, TODAY)

    return send


def rows_of(store: Store, reference: Reference, current: StoredRound, today: dt.date = TODAY):
    return {row.task.code: row for row in read_tasks(store, reference, LAN, current, today)}


def units(reference: Reference, task: str, day: dt.date) -> list[tuple[str, str, bool]]:
    duties = list_duties(reference, reference.task_plan.task_of[task], day)
    return [(duty.unit.code, duty.role, duty.is_successor) for duty in duties]


def test_responsible_are_the_plans_agencies_and_then_their_successors(reference: Reference) -> None:
    assert units(reference, "KH154-II.2.2", dt.date(2024, 6, 30)) == [
        ("SLDTBXH", "lead", False), ("SKHDT", "with", False), ("STC", "with", False),
    ]  # fmt: skip
    assert units(reference, "KH154-II.2.2", NEW) == [("SYT", "lead", True), ("STC", "with", True)]
    communes = units(reference, "KH154-IV.11.1", NEW)
    assert len(communes) == 124 and {successor for *_, successor in communes} == {True}
    assert len(units(reference, "KH154-IV.11.1", dt.date(2025, 6, 30))) == 18


def test_every_task_has_somebody_in_every_half_year(reference: Reference) -> None:
    for task in reference.task_plan.tasks:
        for year in range(2021, 2031):
            for day in (dt.date(year, 6, 30), dt.date(year, 12, 31)):
                assert list_duties(reference, task, day), (task.code, day)


def test_reported_late_and_silent(store: Store, reference: Reference, current: StoredRound, report) -> None:
    report("under_way", due_on=dt.date(2026, 12, 20))
    rows = rows_of(store, reference, current)
    assert rows[TRAINING].state == "under_way" and rows[MODELS].state == "not_reported"
    assert rows_of(store, reference, current, dt.date(2026, 12, 21))[TRAINING].state == "late"
    assert not rows[OLD_MODELS].is_in_stage and rows[MODELS].is_in_stage
    counts = count_states(tuple(rows.values()))
    assert (counts["under_way"], counts["not_reported"]) == (1, 40)


def test_ones_own_tasks_come_late_first(store: Store, reference: Reference, current, report) -> None:
    report("under_way", due_on=dt.date(2026, 11, 30))
    own = list_own_duties(read_tasks(store, reference, LAN, current, TODAY), SYT)
    assert own[0][0].task.code == TRAINING and own[0][1].state == "late"
    assert {duty.unit.code for _, duty in own} == {"SYT"}


def test_last_rounds_report_is_shown_but_does_not_count(store: Store, reference: Reference, current) -> None:
    half = find_stored_round(store, "2026-H1")
    said = TaskReport("under_way", evidence="Kế hoạch 12/KH-SYT")
    report_task(store, reference, OFFICE, half, TRAINING, SYT, said, AT, TODAY)
    duty = rows_of(store, reference, current)[TRAINING].duties[0]
    assert duty.state == "not_reported" and duty.report is None
    assert (duty.earlier.state, duty.earlier.period) == ("under_way", "2026-H1")


def test_history_is_kept_and_the_second_is_told(store: Store, reference: Reference, current, report) -> None:
    report("not_started")
    with pytest.raises(TaskError, match="vừa được Lan ghi lúc 01/12/2026, 09:00"):
        report("under_way", actor=OFFICE)
    seen = rows_of(store, reference, current)[TRAINING].duties[0].report.revision
    report("done", done_on=dt.date(2026, 11, 20), evidence="Báo cáo 30/BC-SYT", revision=seen)
    versions = list_task_versions(store, LAN, current, TRAINING, SYT)
    assert [one.state for one in versions] == ["done", "not_started"]
    assert (versions[0].evidence, versions[0].done_on) == ("Báo cáo 30/BC-SYT", dt.date(2026, 11, 20))


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"state": "finished"}, "chọn tình trạng"),
        ({"state": "done", "done_on": TODAY}, "cần ghi căn cứ"),
        ({"state": "no_longer_applies"}, "cần ghi căn cứ"),
        ({"state": "done", "evidence": "x"}, "cần ghi ngày hoàn thành"),
        ({"state": "done", "evidence": "x", "done_on": dt.date(2027, 1, 1)}, "01/01/2027 chưa tới"),
        ({"state": "under_way", "evidence": "x" * (LONGEST_EVIDENCE + 1)}, "tối đa 1000"),
        ({"state": "under_way", "task": "KH154-IX"}, "Không có nhiệm vụ này"),
        ({"state": "under_way", "task": "KH154-IV.3.1"}, "Sở Y tế không được giao nhiệm vụ này"),
    ],
)
def test_what_cannot_be_kept_is_said(report, said: dict, message: str) -> None:
    with pytest.raises(TaskError, match=message):
        report(**said)


def test_who_may_not(store: Store, reference: Reference, current: StoredRound, report) -> None:
    other = replace(LAN, units=frozenset([("STP", NEW)]))
    with pytest.raises(NotAllowed):
        report("under_way", actor=other)
    with pytest.raises(NotAllowed):
        read_tasks(store, reference, stranger(may_view=True), current, TODAY)
    half = find_stored_round(store, "2026-H1")
    with pytest.raises(TaskError, match="đã khóa"):
        report_task(store, reference, LAN, half, TRAINING, SYT, TaskReport("under_way"), AT, TODAY)
