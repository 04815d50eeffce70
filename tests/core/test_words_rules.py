"""Rules beside the numbers: the state of a task, the steps of an explanation."""

from __future__ import annotations

import datetime as dt

import pytest

from tracker.core.explanation import is_overdue, may_follow
from tracker.core.task_state import judge_task, task_rank, worst_task_state

DAY = dt.date(2026, 6, 15)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "due_on", "expected"),
    [
        (None, None, "not_reported"),
        (None, BEFORE, "not_reported"),
        ("under_way", None, "under_way"),
        ("under_way", DAY, "under_way"),
        ("under_way", BEFORE, "late"),
        ("not_started", BEFORE, "late"),
        ("not_started", AFTER, "not_started"),
        ("late", AFTER, "late"),
        ("done", BEFORE, "done"),
        ("no_longer_applies", BEFORE, "no_longer_applies"),
    ],
)
def test_a_task_is_late_once_its_day_has_passed(state: str | None, due_on, expected: str) -> None:
    assert judge_task(state, due_on, DAY) == expected


def test_late_stands_first_and_silence_before_what_goes_well() -> None:
    states = ["done", "under_way", "not_reported", "no_longer_applies", "late", "not_started"]
    assert sorted(states, key=task_rank) == [
        "late", "not_reported", "under_way", "not_started", "done", "no_longer_applies",
    ]  # fmt: skip
    assert worst_task_state(states) == "late"
    assert worst_task_state([]) == "not_reported"


def test_which_step_may_follow() -> None:
    allowed = {
        (state, step)
        for state in ("asked", "answered", "returned", "settled", "withdrawn")
        for step in ("asked", "answered", "returned", "settled", "withdrawn")
        if may_follow(state, step)
    }
    assert allowed == {
        ("asked", "answered"), ("asked", "withdrawn"), ("answered", "answered"), ("answered", "returned"),
        ("answered", "settled"), ("answered", "withdrawn"), ("returned", "answered"), ("returned", "settled"),
        ("returned", "withdrawn"),
    }  # fmt: skip


def test_overdue_is_what_the_unit_still_owes() -> None:
    assert is_overdue("asked", BEFORE, DAY) and is_overdue("returned", BEFORE, DAY)
    assert not is_overdue("asked", DAY, DAY) and not is_overdue("answered", BEFORE, DAY)
