"""The way of a submission: from its events to where it stands, and which of its figures are official."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Basis = Literal["all", "official"]  # every figure that stands, or only those of approved submissions
BASES: tuple[Basis, ...] = get_args(Basis)

State = Literal[
    "waiting",  # nobody has accepted anything yet
    "in_review",  # some of its fields are accepted
    "returned",
    "approved",
    "reopened",  # was approved, is under review again
    "consolidated",
    "signed",
    "undone",
]
STATES: tuple[State, ...] = get_args(State)
UNDER_REVIEW: frozenset[State] = frozenset({"waiting", "in_review", "reopened"})
OFFICIAL: frozenset[State] = frozenset({"approved", "consolidated", "signed"})

# Which events give a new state; within one write they come in this order.
_LEADS_TO: Mapping[str, State] = {
    "received": "waiting",
    "accepted": "in_review",
    "approved": "approved",
    "returned": "returned",
    "reopened": "reopened",
    "consolidated": "consolidated",
    "signed": "signed",
    "undone": "undone",
}
_STARTS_ANEW = frozenset({"received", "returned", "reopened"})
# What decides whether a submission is official: the newest of these must be `approved`.
DECIDING = ("approved", "returned", "reopened")


@dataclass(frozen=True)
class SubmissionEvent:
    """What happened to a submission, by whom and when; `detail` of an acceptance is its field."""

    kind: str
    revision: int
    at: dt.datetime
    by: str | None = None
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True)
class Standing:
    """Where a submission stands: its state, who accepted which field, and the newest event of all."""

    state: State = "waiting"
    accepted: Mapping[str, SubmissionEvent] = field(default_factory=dict)  # field -> its acceptance
    asked: SubmissionEvent | None = None  # the request to reopen that nobody has answered
    decided: SubmissionEvent | None = None  # the event that led to the state
    newest: SubmissionEvent | None = None

    @property
    def is_official(self) -> bool:
        return self.state in OFFICIAL

    @property
    def is_under_review(self) -> bool:
        return self.state in UNDER_REVIEW

    @property
    def seen(self) -> int:
        """The revision of the newest event: another one means that somebody acted meanwhile."""
        return self.newest.revision if self.newest else 0


def in_order(events: Iterable[SubmissionEvent]) -> list[SubmissionEvent]:
    """Events as they happened; those of one write in the order of the way."""
    ranks = {kind: rank for rank, kind in enumerate(_LEADS_TO)}
    return sorted(events, key=lambda one: (one.revision, ranks.get(one.kind, len(ranks))))


def find_standing(events: Iterable[SubmissionEvent]) -> Standing:
    """Where a submission stands after these events, in any order."""
    state: State = "waiting"
    accepted: dict[str, SubmissionEvent] = {}
    asked = decided = newest = None
    for event in in_order(events):
        newest = event
        if event.kind in _STARTS_ANEW:
            accepted = {}
        if event.kind in ("reopen_asked", "reopen_declined", "reopened", "returned"):
            asked = event if event.kind == "reopen_asked" else None
        if event.kind == "accepted" and event.detail:
            accepted[event.detail] = event
        if event.kind in _LEADS_TO and state != "undone":
            state, decided = _LEADS_TO[event.kind], event
    return Standing(state, accepted, asked, decided, newest)


def covers(accepted: Iterable[str], fields: tuple[str, str]) -> bool:
    """Whether a figure is accepted; `fields`: its programme and its group, either of which may be accepted."""
    return not set(fields).isdisjoint(accepted)
