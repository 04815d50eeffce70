"""The list of documents a unit issued or carried out in a round: add, change, take off; nothing is erased."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from tracker.access.actor import Actor, UnitKey
from tracker.access.rights import require
from tracker.core.report_text import DOCUMENT_STATES, LONGEST_LINE, clean_text
from tracker.store import Store
from tracker.store.errors import StaleEntry
from tracker.store.identifiers import new_id
from tracker.words import document_texts as words
from tracker.words.formats import format_date
from tracker.words.text_texts import ROUND_CLOSED
from tracker.workflow.stored_rounds import StoredRound, may_write_in

_LONGEST_NUMBER = 80


class DocumentError(Exception):
    """The document cannot be kept as asked; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class DocumentForm:
    """What is written of one document; `issued_on` and `issuer` may not be known."""

    number: str
    title: str
    issued_on: dt.date | None
    issuer: str
    state: str


def save_document(
    store: Store,
    actor: Actor,
    current: StoredRound,
    unit: UnitKey,
    programme_code: str,
    form: DocumentForm,
    at: dt.datetime,
    today: dt.date,
    entry: tuple[str, int] | None = None,
) -> None:
    """Add a document, or a new version of `entry` (its id and the revision that was seen).

    Raises DocumentError, NotAllowed.
    """
    _refuse_unless_writable(actor, current, unit)
    row = _row(form, today)
    row |= {"round_id": current.id, "unit_code": unit[0], "unit_valid_from": unit[1]}
    entry_id, seen = entry or (new_id(), 0)
    _write(store, row | {"entry_id": entry_id, "programme_code": programme_code}, seen, actor, at)


def withdraw_document(
    store: Store,
    actor: Actor,
    current: StoredRound,
    entry_id: str,
    seen_revision: int,
    reason: str,
    at: dt.datetime,
) -> None:
    """Take a document off the list, with a reason. Raises DocumentError, NotAllowed."""
    rows = store.read_documents([current.id])
    found = rows[rows["entry_id"] == entry_id]
    if found.empty:
        raise DocumentError(words.NOT_FOUND)
    first = found.iloc[0]
    row = {str(name): None if pd.isna(value) else value for name, value in first.items()}
    _refuse_unless_writable(actor, current, (str(first["unit_code"]), first["unit_valid_from"]))
    if not reason.strip():
        raise DocumentError(words.NO_REASON)
    _write(store, row | {"state": "withdrawn"}, seen_revision, actor, at, clean_text(reason)[:LONGEST_LINE])  # fmt: skip


def list_documents(
    store: Store, actor: Actor, current: StoredRound, unit: UnitKey, programme_code: str | None = None
) -> pd.DataFrame:
    """A unit's documents of a round by day: entry_id, number, title, issued_on, issuer, state, by, at, revision …"""
    require(actor, "view_hand_ins", unit=unit)
    rows = store.read_documents([current.id], unit).sort_values(["issued_on", "number"], kind="stable")
    return rows if programme_code is None else rows[rows["programme_code"] == programme_code]


def _row(form: DocumentForm, today: dt.date) -> dict[str, object]:
    number, title, issuer = (clean_text(text) for text in (form.number, form.title, form.issuer))
    if not number or not title:
        raise DocumentError(words.NO_NUMBER)
    limits = ((words.NUMBER, number, _LONGEST_NUMBER), (words.SUBJECT, title, LONGEST_LINE),
              (words.ISSUER, issuer, LONGEST_LINE))  # fmt: skip
    for name, text, limit in limits:
        if len(text) > limit:
            raise DocumentError(words.TOO_LONG.format(name=name, limit=limit))
    if form.issued_on and form.issued_on > today:
        raise DocumentError(words.IN_THE_FUTURE.format(day=format_date(form.issued_on)))
    if form.state not in DOCUMENT_STATES:
        raise DocumentError(words.UNKNOWN_STATE)
    known = {"number": number, "title": title, "issuer": issuer or None}
    return known | {"issued_on": form.issued_on, "state": form.state}


def _write(
    store: Store, row: dict[str, object], seen: int, actor: Actor, at: dt.datetime, reason: str | None = None
) -> None:
    try:
        store.save_document(row, seen, actor.author, at, reason)
    except StaleEntry:
        raise DocumentError(words.STALE) from None


def _refuse_unless_writable(actor: Actor, current: StoredRound, unit: UnitKey) -> None:
    require(actor, "write_text", unit=unit)
    if not may_write_in(actor, current):
        raise DocumentError(ROUND_CLOSED.format(name=current.name))
