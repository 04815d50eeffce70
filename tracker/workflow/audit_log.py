"""The log of everything that happened, for whoever may see it: filtered, page by page, as rows for a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracker.access.actor import Actor
from tracker.access.rights import require
from tracker.catalogue.reference import Reference
from tracker.core.period import Period, PeriodError
from tracker.store import Store
from tracker.words import event_texts as words
from tracker.words.formats import format_instant, format_period

PAGE_ROWS = 100


@dataclass(frozen=True)
class LogQuestion:
    """Which events are asked for; days in Vietnamese time, both included; None and '' mean any."""

    since: dt.date | None = None
    until: dt.date | None = None
    by: str | None = None
    kind: str | None = None
    unit_code: str | None = None
    period: str | None = None
    text: str = ""

    @property
    def is_filtered(self) -> bool:
        return self != LogQuestion()


@dataclass(frozen=True)
class LogPage:
    """Rows of one page in the order of `event_texts.HEAD`; `first` counts from 1."""

    rows: list[list[str]]
    first: int
    total: int

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def read_log_page(
    store: Store, reference: Reference, actor: Actor, question: LogQuestion, page: int = 1
) -> LogPage:
    """One page of the log, the newest first; a page beyond the end gives the last one. Raises NotAllowed."""
    require(actor, "see_audit")
    asked = _asked(question)
    total = store.count_audit(**asked)
    pages = max(1, -(-total // PAGE_ROWS))
    offset = (min(max(page, 1), pages) - 1) * PAGE_ROWS
    found = store.read_audit(**asked, limit=PAGE_ROWS, offset=offset)
    return LogPage(list(_rows(found, reference, _logins(store))), offset + 1, total)


def read_whole_log(
    store: Store, reference: Reference, actor: Actor, question: LogQuestion
) -> list[list[str]]:
    """The rows for a file, at most EXPORT_LIMIT. Raises NotAllowed."""
    require(actor, "see_audit")
    found = store.read_audit(**_asked(question), limit=words.EXPORT_LIMIT)
    return list(_rows(found, reference, _logins(store)))


def list_choices(store: Store, actor: Actor) -> dict[str, list[str]]:
    """What the log can be filtered by: the values of by, kind, unit_code and period in it."""
    require(actor, "see_audit")
    return {name: store.list_audit_values(name) for name in ("by", "kind", "unit_code", "period")}


def _asked(question: LogQuestion) -> dict[str, Any]:
    midnight = dt.time()
    until = question.until + dt.timedelta(days=1) if question.until else None
    equal = {name: getattr(question, name) for name in ("by", "kind", "unit_code", "period")}
    return {
        "since": dt.datetime.combine(question.since, midnight) if question.since else None,
        "until": dt.datetime.combine(until, midnight) if until else None,
        "equal": {name: value for name, value in equal.items() if value},
        "text": question.text,
    }


def _rows(found: pd.DataFrame, reference: Reference, logins: dict[str, str]) -> Iterator[list[str]]:
    for row in found.itertuples(index=False):
        period = _text(row.period)
        subject = words.SUBJECT_NAMES.get(str(row.subject_kind), str(row.subject_kind))
        login = logins.get(_text(row.subject_id)) if row.subject_kind == "account" else None
        detail = words.detail_text(str(row.subject_kind), _text(row.detail))
        yield [
            format_instant(row.at),
            _text(row.by) or words.NOBODY,
            _text(row.address) or (words.HERE if _text(row.account_id) else ""),
            words.event_name(str(row.kind)),
            f"{subject} {login}" if login else subject,
            _unit(reference, _text(row.unit_code), period),
            _period(period),
            _text(row.reason),
            detail,
        ]


def _logins(store: Store) -> dict[str, str]:
    return {account.id: account.login for account in store.list_accounts()}


def _unit(reference: Reference, code: str, period: str) -> str:
    return f"{reference.name_of(code, _known(period))} ({code})" if code else ""


def _period(text: str) -> str:
    return format_period(text) if _known(text) else text


def _known(text: str) -> Period | None:
    try:
        return Period.parse(text) if text else None
    except PeriodError:
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
