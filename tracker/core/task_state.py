"""The state of a plan's task: what an agency says of it, and whether it is late on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal, get_args

TaskState = Literal["late", "under_way", "not_started", "done", "no_longer_applies"]
TASK_STATES: tuple[TaskState, ...] = get_args(TaskState)
NOT_REPORTED = "not_reported"
_OVER = ("done", "no_longer_applies")
# Worst first; what nobody has reported stands before what goes well.
_ORDER = {state: rank for rank, state in enumerate(("late", NOT_REPORTED, *TASK_STATES[1:]))}


def judge_task(state: str | None, due_on: dt.date | None, today: dt.date) -> str:
    """The state that counts: late once its day has passed and it is not done; None is not reported."""
    if state is None:
        return NOT_REPORTED
    if state not in _OVER and due_on is not None and due_on < today:
        return "late"
    return state


def task_rank(state: str) -> int:
    """The place of a state in a list, 0 for the worst."""
    return _ORDER[state]


def worst_task_state(states: Iterable[str]) -> str:
    """The worst of several agencies' states; not reported where there are none."""
    return min(states, key=task_rank, default=NOT_REPORTED)
