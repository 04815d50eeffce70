"""Explanations: a leader asks on one indicator and unit, the unit answers, the leader returns or settles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from tracker.access.actor import Actor, UnitKey
from tracker.access.rights import may, require
from tracker.catalogue.frames import programme_of
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.core.explanation import OPEN, WAITS_FOR_LEADER, WAITS_FOR_UNIT, is_overdue, may_follow
from tracker.core.period import Period
from tracker.core.report_text import LONGEST_ANSWER, LONGEST_QUESTION, clean_text
from tracker.store import Store
from tracker.store.errors import StaleEntry
from tracker.store.explanations import NewExplanation
from tracker.words import explanation_texts as words
from tracker.words.formats import format_date, format_instant
from tracker.workflow.drafts import keep_draft
from tracker.workflow.stored_rounds import StoredRound

_BY_UNIT = ("answered",)
_NEEDS_WORDS = {"answered": words.NO_ANSWER, "returned": words.NO_REASON, "withdrawn": words.NO_REASON}


class ExplanationError(Exception):
    """The step cannot be taken; the message is a Vietnamese sentence, and nothing was lost."""


class StaleExplanation(ExplanationError):
    """Somebody else took a step first; `seen` is the version that whoever is refused has now been told of."""

    def __init__(self, newest: Explanation) -> None:
        self.seen = newest.last_revision
        at, step = format_instant(newest.last_at), words.STEP_NAMES[newest.state]
        super().__init__(words.STALE.format(by=newest.last_by, at=at, step=step))


@dataclass(frozen=True)
class Explanation:
    """A question as it stands: `answer` is the newest one, `last_body` what the newest step says."""

    id: str
    indicator_code: str
    unit: UnitKey
    period: Period
    question: str
    due_on: dt.date
    asked_by: str
    asked_at: dt.datetime
    asked_by_account: str | None
    state: str
    last_revision: int
    last_by: str
    last_at: dt.datetime
    last_body: str
    answer: str
    answered_by: str
    answered_at: dt.datetime | None
    is_demo: bool

    @property
    def draft_key(self) -> str:
        return f"explanation/{self.id}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def waits_for_unit(self) -> bool:
        return self.state in WAITS_FOR_UNIT

    @property
    def waits_for_leader(self) -> bool:
        return self.state in WAITS_FOR_LEADER

    def is_overdue(self, today: dt.date) -> bool:
        return is_overdue(self.state, self.due_on, today)


def ask(
    store: Store,
    catalogue: Catalogue,
    reference: Reference,
    actor: Actor,
    current: StoredRound,
    indicator_code: str,
    unit: UnitKey,
    question: str,
    due_on: dt.date,
    at: dt.datetime,
    today: dt.date,
) -> str:
    """Ask a unit for an explanation; gives the question's id. Raises ExplanationError, NotAllowed."""
    require(actor, "ask", unit=unit)
    known = {
        (one.code, one.valid_from)
        for one in list_answerers(catalogue, reference, indicator_code, current.period)
    }
    if unit not in known:
        raise ExplanationError(words.NOT_THE_UNITS.format(unit=reference.name_of(unit[0], current.period)))
    if due_on < today:
        raise ExplanationError(words.DUE_IN_THE_PAST.format(day=format_date(due_on)))
    text = _checked(question, LONGEST_QUESTION, words.NO_QUESTION)
    try:
        return store.ask(NewExplanation(current.id, indicator_code, *unit, text, due_on), actor.author, at)
    except StaleEntry:
        raise ExplanationError(words.ALREADY_OPEN) from None  # fmt: skip


def take_step(
    store: Store, actor: Actor, explanation_id: str, step: str, body: str, seen_revision: int, at: dt.datetime
) -> None:
    """Answer, return, settle or withdraw a question as it was seen. Raises ExplanationError, NotAllowed."""
    found = find_explanation(store, explanation_id)
    require(actor, "answer" if step in _BY_UNIT else "ask", unit=found.unit)
    if not may_follow(found.state, step):
        state, name = words.STATE_NAMES[found.state].lower(), words.STEP_NAMES[step]
        raise ExplanationError(words.NOT_NOW.format(state=state, step=name))
    text = _checked(body, LONGEST_ANSWER, _NEEDS_WORDS.get(step))
    try:
        store.take_step(explanation_id, step, text or None, seen_revision, actor.author, at)
    except StaleEntry:
        raise StaleExplanation(find_explanation(store, explanation_id)) from None


def keep_answer(
    store: Store, actor: Actor, explanation: Explanation, body: str, base_revision: int, at: dt.datetime
) -> None:
    """Keep an answer that is being typed. Raises NotAllowed."""
    require(actor, "answer", unit=explanation.unit)
    keep_draft(store, actor, explanation.draft_key, body, base_revision, at)


def find_explanation(store: Store, explanation_id: str) -> Explanation:
    """A question by its id; raises ExplanationError."""
    rows = store.read_explanations(explanation_id=explanation_id)
    if rows.empty:
        raise ExplanationError(words.NOT_FOUND)
    return _explanation(rows.iloc[0])


def list_explanations(
    store: Store,
    actor: Actor,
    *,
    unit: UnitKey | None = None,
    indicator_code: str | None = None,
    period: Period | None = None,
    only_open: bool = False,
) -> list[Explanation]:
    """The questions that the actor may see, the nearest last day first.

    Settled ones belong to the figure and are seen by whoever sees it; open and withdrawn ones by whoever sees
    the unit's hand-ins.
    """
    rows = store.read_explanations(
        unit=unit, indicator_code=indicator_code, period=str(period) if period else None, only_open=only_open
    )
    found = [_explanation(row) for _, row in rows.iterrows()]
    return [one for one in found if may_see(actor, one)]  # fmt: skip


def may_see(actor: Actor, explanation: Explanation) -> bool:
    if explanation.state == "settled":
        return may(actor, "view", unit=explanation.unit)
    return may(actor, "view_hand_ins", unit=explanation.unit)


def list_own_open(store: Store, actor: Actor) -> list[Explanation]:
    """The open questions that are the actor's to deal with: a reporter's units, a leader's all."""
    found = list_explanations(store, actor, only_open=True)
    if actor.is_leader or may(actor, "consolidate"):
        return sorted(found, key=lambda one: (not one.waits_for_leader, one.due_on))
    return [one for one in found if may(actor, "answer", unit=one.unit)]


def list_answerers(
    catalogue: Catalogue, reference: Reference, indicator_code: str, period: Period
) -> list[ReportingUnit]:
    """Who can be asked about an indicator: the departments that answer for it, then the units that report it."""
    day = period.ends_on
    indicator = next(one for one in catalogue.indicators if one.code == indicator_code)
    source = indicator.of[0] if indicator.of else indicator_code
    owners = {
        owner.department
        for owner in indicator.owners or programme_of(catalogue, indicator, period.last_year).owners
        if (owner.valid_from is None or owner.valid_from <= day)
        and (owner.valid_to is None or day <= owner.valid_to)
    }
    units = reference.list_units(day)
    chosen = [unit for unit in units if unit.level == "department" and unit.code in owners]
    return chosen + [
        unit
        for unit in units
        if unit not in chosen
        and {source, indicator_code} & set(reference.expected_codes(unit, catalogue, day.year))
    ]


def count_open(explanations: Sequence[Explanation], today: dt.date) -> tuple[int, int, int]:
    """Waiting for units, of these overdue, and answered."""
    waiting = [one for one in explanations if one.waits_for_unit]
    return (
        len(waiting),
        sum(one.is_overdue(today) for one in waiting),
        sum(one.waits_for_leader for one in explanations),
    )


def _checked(body: str, limit: int, needed: str | None) -> str:
    text = clean_text(body)
    if needed and not text:
        raise ExplanationError(needed)
    if len(text) > limit:
        raise ExplanationError(words.too_long(len(text), limit))
    return text


def _explanation(row: pd.Series) -> Explanation:
    def text(name: str) -> str:
        return row[name] if isinstance(row[name], str) else ""

    answered_at = None if pd.isna(row["answered_at"]) else row["answered_at"].to_pydatetime()
    return Explanation(
        str(row["id"]), str(row["indicator_code"]), (str(row["unit_code"]), row["unit_valid_from"]),
        Period.parse(str(row["period"])), str(row["question"]), row["due_on"], str(row["asked_by"]),
        row["asked_at"].to_pydatetime(), text("account_id") or None, str(row["state"]), int(row["last_revision"]),
        str(row["last_by"]), row["last_at"].to_pydatetime(), text("last_body"), text("answer"),
        text("answered_by"), answered_at, bool(row["is_demo"]),
    )  # fmt: skip
