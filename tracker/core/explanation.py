"""A leader's question on a figure: where it stands, whose turn it is, and which step may follow which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

Step = Literal["asked", "answered", "returned", "settled", "withdrawn"]
WAITS_FOR_UNIT = ("asked", "returned")
WAITS_FOR_LEADER = ("answered",)
OPEN = (*WAITS_FOR_UNIT, *WAITS_FOR_LEADER)
_MAY_FOLLOW: Mapping[str, tuple[str, ...]] = {
    "asked": ("answered", "withdrawn"),
    "returned": ("answered", "settled", "withdrawn"),
    # An answer may be mended until the leader has taken it up.
    "answered": ("answered", "returned", "settled", "withdrawn"),
}


def may_follow(state: str, step: str) -> bool:
    """Whether a step is possible in a state; nothing follows settled and withdrawn."""
    return step in _MAY_FOLLOW.get(state, ())


def is_overdue(state: str, due_on: dt.date, today: dt.date) -> bool:
    """Whether the unit still owes an answer after the last day."""
    return state in WAITS_FOR_UNIT and due_on < today
