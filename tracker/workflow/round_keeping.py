"""Keep the rounds: draft one, open it with its duties, close it, open it again, change its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from tracker.access.actor import Actor
from tracker.access.rights import require
from tracker.catalogue.model import Catalogue
from tracker.core.period import Period
from tracker.store.rounds import DEADLINES, NewRound, Round
from tracker.words import round_texts as words
from tracker.words.formats import format_date, format_period
from tracker.workflow.rounds import find_duties
from tracker.workflow.workspace import Workspace

_IN_ORDER = ("units_due_on", "office_due_on", "leadership_due_on")
_MOST_DAYS = 60


class RoundError(Exception):
    """The round cannot be kept as asked; the message is a Vietnamese sentence."""


def draft_round(workspace: Workspace, new: NewRound, actor: Actor, at: dt.datetime) -> str:
    """Draft a round and return its id; raises NotAllowed, RoundError, RoundExists."""
    require(actor, "manage_rounds")
    tidy = replace(new, name=" ".join(new.name.split()))
    if not tidy.name:
        raise RoundError(words.NEEDS_NAME)
    _check_fields(workspace.catalogue, tidy.field_codes)
    _check_days({name: getattr(tidy, name) for name in _IN_ORDER})
    return workspace.store.add_round(tidy, actor.author, at)


def open_round(workspace: Workspace, seen: Round, actor: Actor, at: dt.datetime) -> tuple[int, int]:
    """Open a draft and freeze its duties by the catalogue of now; the numbers of units and of indicators.

    Raises NotAllowed, RoundError when nobody would have anything to report, RoundMoved, RoundsOverlap.
    """
    require(actor, "manage_rounds")
    period = Period.parse(seen.period)
    duties = find_duties(workspace.catalogue, workspace.reference, period, seen.field_codes)
    if duties.empty:
        raise RoundError(words.NO_DUTIES)
    workspace.store.open_round(seen, duties, actor.author, at)
    units = duties[["unit_code", "unit_valid_from"]].drop_duplicates()
    return len(units), int(duties["indicator_code"].nunique())


def close_round(workspace: Workspace, seen: Round, actor: Actor, at: dt.datetime) -> None:
    """End the hand-ins of the units; raises NotAllowed, RoundMoved."""
    require(actor, "manage_rounds")
    workspace.store.record_round_event(seen.id, "closed", actor.author, at)


def reopen_round(workspace: Workspace, seen: Round, actor: Actor, at: dt.datetime, reason: str) -> None:
    """Open a closed or signed round again, for a reason; raises NotAllowed, RoundError, RoundMoved."""
    require(actor, "manage_rounds")
    workspace.store.record_round_event(seen.id, "reopened", actor.author, at, _reason(reason))


def change_deadlines(
    workspace: Workspace,
    seen: Round,
    days: Mapping[str, dt.date | None],
    actor: Actor,
    at: dt.datetime,
    reason: str,
) -> None:
    """Change some of DEADLINES for a reason; the log says from which day to which.

    Raises NotAllowed, RoundError, RoundMoved; a signed round has to be opened again first.
    """
    require(actor, "manage_rounds")
    if seen.state == "signed":
        raise RoundError(words.ROUND_SIGNED.format(name=seen.name, day=format_date(seen.state_at.date())))
    changed = {name: day for name, day in days.items() if name in DEADLINES and day != getattr(seen, name)}
    if not changed:
        raise RoundError(words.NOTHING_CHANGED)
    why = _reason(reason)
    _check_days({name: changed.get(name, getattr(seen, name)) for name in _IN_ORDER})
    detail = "; ".join(words.change_text(name, getattr(seen, name), day) for name, day in changed.items())
    workspace.store.change_round(
        seen, changed, actor.author, at, kind="deadline_changed", reason=why, detail=detail
    )


def set_reminders(
    workspace: Workspace,
    seen: Round,
    actor: Actor,
    at: dt.datetime,
    *,
    is_on: bool,
    before: Sequence[int],
    after: Sequence[int],
) -> None:
    """Switch a round's reminders and say on which days they go out; raises NotAllowed, RoundError, RoundMoved."""
    require(actor, "remind")
    if any(not 0 <= days <= _MOST_DAYS for days in (*before, *after)):
        raise RoundError(words.NO_REMIND_DAYS)
    asked: dict[str, Any] = {
        "has_reminders": is_on,
        "remind_before": tuple(sorted(set(before), reverse=True)),
        "remind_after": tuple(sorted(set(after))),
    }
    changed = {name: value for name, value in asked.items() if value != getattr(seen, name)}
    if not changed:
        return
    kind = "changed" if is_on == seen.has_reminders else "reminders_resumed" if is_on else "reminders_stopped"
    detail = words.reminder_days_text(asked["remind_before"], asked["remind_after"])
    workspace.store.change_round(seen, changed, actor.author, at, kind=kind, detail=detail)


def find_round_of(rounds: Sequence[Round], period: Period, name: str | None = None) -> Round:
    """The round of a period, by its name where the period has several; raises RoundError."""
    found = [one for one in rounds if one.period == str(period)]
    named = [one for one in found if name and one.name.casefold() == name.strip().casefold()]
    if named or (len(found) == 1 and not name):
        return (named or found)[0]
    if not found or name:
        raise RoundError(words.NO_ROUND_OF_PERIOD.format(period=format_period(period)))
    names = ", ".join(f"“{one.name}”" for one in found)
    raise RoundError(words.SEVERAL_ROUNDS.format(period=format_period(period), names=names))


def find_calendar(catalogue: Catalogue, period: Period, code: str | None = None) -> str:
    """The code of the catalogue's round calendar for a period, the first unless named; raises RoundError."""
    fitting = [one.code for one in catalogue.rounds if one.period_kind == period.kind and period.index == 1]
    if (code is None and fitting) or code in fitting:
        return code or fitting[0]
    known = ", ".join(fitting) or words.NO_KIND
    raise RoundError(words.NOT_A_KIND.format(code=code or format_period(period), known=known))


def _reason(text: str) -> str:
    if not text.strip():
        raise RoundError(words.NEEDS_REASON)
    return text.strip()


def _check_days(days: Mapping[str, dt.date | None]) -> None:
    """The units' last day, the office's and the leadership's follow one another."""
    given = [(name, day) for name, day in days.items() if day is not None]
    for (earlier, first), (later, second) in pairwise(given):
        if second < first:
            text = words.DAYS_OUT_OF_ORDER.format(
                later=words.DEADLINE_WORDS[later], later_on=format_date(second),
                earlier=words.DEADLINE_WORDS[earlier].lower(), earlier_on=format_date(first),
            )  # fmt: skip
            raise RoundError(text)


def _check_fields(catalogue: Catalogue, codes: Sequence[str]) -> None:
    known = {one.code for one in catalogue.programmes} | {one.code for one in catalogue.groups}
    for code in codes:
        if code not in known:
            raise RoundError(words.UNKNOWN_FIELD.format(code=code))
