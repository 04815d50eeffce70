"""Who may do what, asked in one place by pages, routes and command line."""

from __future__ import annotations

from typing import Any, Literal, get_args

from tracker.access.actor import Actor, Role, UnitKey
from tracker.words import access_texts as words

Action = Literal[
    "own_account",  # one's own data and sessions
    "view",  # figures that are accepted
    "view_provisional",  # also those that nobody has accepted yet
    "export",  # make slides, reports, annexes and images of what one may see
    "view_hand_ins",  # who has reported, the hand-ins and their files
    "submit",  # hand in figures for a unit
    "undo",  # take a hand-in back
    "ask_reopen",  # ask to change what was accepted
    "write_text",  # the words, documents and tasks of a unit
    "answer",  # a leader's question
    "see_reviews",  # which hand-ins wait for whom, and each as a reviewer sees it
    "review",  # accept or return the figures of a field
    "consolidate",
    "reopen",
    "manage_rounds",
    "remind",
    "ask",  # a unit for an explanation
    "sign",
    "see_audit",
    "manage_accounts",
    "begin_real",
    "recount",
]
ACTIONS: tuple[Action, ...] = get_args(Action)


def _of(*actions: Action) -> frozenset[Action]:
    return frozenset(actions)


_READING = _of("own_account", "view", "view_provisional", "export")
_STAFF = _READING | _of("view_hand_ins")
_REPORTING = _of("submit", "undo", "ask_reopen", "write_text", "answer")
_OF_OWN_UNITS = _REPORTING | _of("view_hand_ins")
_ROUNDS = _of("manage_rounds", "see_audit", "recount")
_OF_LEADERS = _STAFF | _of("see_reviews", "ask", "sign")
_OF_ROLE: dict[Role, frozenset[Action]] = {
    "viewer": _READING,
    "reporter": _STAFF | _REPORTING,
    "reviewer": _STAFF | _of("see_reviews", "review"),
    "coordinator": _STAFF | _REPORTING | _ROUNDS | _of("see_reviews", "consolidate", "reopen", "remind"),
    "administrator": _STAFF | _ROUNDS | _of("manage_accounts", "begin_real"),
}


class NotAllowed(PermissionError):
    """The actor may not do this; the message is a Vietnamese sentence for the screen."""


def may(actor: Actor, action: Action, *, unit: UnitKey | None = None, field: str | None = None) -> bool:
    """Whether the actor may do this: to that unit's figures, in that field (a programme or a group).

    Without `unit` or `field`: to at least one.
    """
    return _refusal(actor, action, unit, field) is None


def require(actor: Actor, action: Action, *, unit: UnitKey | None = None, field: str | None = None) -> None:
    """Raises NotAllowed, with the reason, when the actor may not do this."""
    refusal = _refusal(actor, action, unit, field)
    if refusal:
        raise NotAllowed(refusal)


def _refusal(actor: Actor, action: Action, unit: UnitKey | None, field: str | None) -> str | None:
    if actor.is_console:
        return None
    if actor.role is None:
        return None if action == "view" and actor.may_view else words.NOT_SIGNED_IN
    if actor.is_leader and action in _OF_LEADERS:
        return None
    if action not in _OF_ROLE[actor.role]:
        return words.NOT_OF_ROLE.format(action=words.ACTION_NAMES[action], role=words.ROLE_NAMES[actor.role])
    if actor.role == "reporter" and action in _OF_OWN_UNITS and not _is_among(unit, actor.units):
        return words.NOT_OWN_UNIT.format(action=words.ACTION_NAMES[action])
    if actor.role == "reviewer" and action == "review" and not _is_among(field, actor.fields):
        return words.NOT_OWN_FIELD
    return None


def _is_among(asked: object | None, own: frozenset[Any]) -> bool:
    """Without one in particular: whether there is any."""
    return bool(own) if asked is None else asked in own
