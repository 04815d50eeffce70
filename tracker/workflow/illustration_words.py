"""Illustrative words beside the illustrative figures: invented, marked, the same each time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd

from tracker.access.actor import UnitKey
from tracker.catalogue.reference import MERGED_ON, Reference
from tracker.core.author import Author
from tracker.store import Store
from tracker.store.explanations import NewExplanation
from tracker.store.report_texts import DOCUMENTS, TASK_REPORTS, TEXTS
from tracker.words import illustrated_texts as words
from tracker.workflow.plan_tasks import list_duties
from tracker.workflow.stored_rounds import StoredRound, find_stored_round

HALF, YEAR = "2026-H1", "2026"
PROVINCE, HEALTH, FARMING = ("08", MERGED_ON), ("SYT", MERGED_ON), ("SNNMT", MERGED_ON)
COMMUNES = ("02398", "02374", "02215", "00721", "01108")
_HALF_AT, _YEAR_AT = dt.datetime(2026, 6, 12, 9, 30), dt.datetime(2026, 11, 19, 14, 5)
_STATES = ("under_way", "done", "under_way", "not_started", "under_way", "late")
Row = dict[str, Any]
_FIRST_PARTS = ("results", "shortcomings", "difficulties")


def record_illustrated_words(store: Store, reference: Reference) -> None:
    """Texts, documents, task reports and explanations of the illustrative rounds; what is there already stays."""
    half, year = (find_stored_round(store, period) for period in (HALF, YEAR))
    if store.mode() != "demo" or half is None or year is None or len(store.read_texts()):
        return
    tables = {
        TEXTS: pd.DataFrame(_texts(reference, half, year)).assign(kind="text_saved"),
        DOCUMENTS: pd.DataFrame(_documents(half, year)).assign(kind="document_added"),
        TASK_REPORTS: pd.DataFrame(_task_reports(reference, half, year)).assign(kind="task_reported"),
    }
    store.fill_with_illustration(tables)
    _ask(store, half, year)


def _texts(reference: Reference, half: StoredRound, year: StoredRound) -> Iterator[Row]:
    communes = [(code, MERGED_ON) for code in COMMUNES]
    for programme, lead in (("CTXH", HEALTH), ("MTQG26", FARMING)):
        parts = words.TEXTS[programme]
        for unit in (PROVINCE, lead, *communes):
            yield from (_text(reference, half, unit, programme, part, body) for part, body in parts.items())
    begun = {part: words.TEXTS["CTXH"][part] for part in _FIRST_PARTS}
    for unit in (HEALTH, communes[1]):
        yield from (_text(reference, year, unit, "CTXH", part, body) for part, body in begun.items())
    yield _text(reference, year, communes[0], "CTXH", "results", begun["results"])
    for part, body in words.OF_INDICATOR.items():
        yield _text(reference, half, communes[0], "CTXH", part, body) | {"indicator_code": "CTXH-01"}


def _text(
    reference: Reference, current: StoredRound, unit: UnitKey, programme: str, part: str, body: str
) -> Row:
    said = {
        "programme_code": programme,
        "part": part,
        "body": words.MARK + body,
        "detail": f"{programme}/{part}",
    }
    return _entry(current, unit) | said | {"by": _writer(reference, unit)}


def _documents(half: StoredRound, year: StoredRound) -> Iterator[Row]:
    for current, entries in ((half, words.DOCUMENTS), (year, words.DOCUMENTS[1:])):
        for order, (number, title, state) in enumerate(entries):
            yield _entry(current, HEALTH) | {
                "entry_id": f"minh-hoa-{current.period}-{order}", "programme_code": "CTXH", "state": state,
                "number": number.format(unit=HEALTH[0]), "title": title, "issuer": "Sở Y tế",
                "issued_on": dt.date(2026, 2 + 2 * order, 10), "by": words.OFFICE,
                "detail": f"{number.format(unit=HEALTH[0])} {title}",
            }  # fmt: skip


def _task_reports(reference: Reference, half: StoredRound, year: StoredRound) -> Iterator[Row]:
    """Departments and a few communes report; every sixth task is late, every fourth of the year silent."""
    for order, task in enumerate(reference.task_plan.tasks):
        for current, shift in ((half, 3), (year, 0)):
            if not task.runs_in(current.period.last_year) or (current is year and order % 4 == 2):
                continue
            state = _STATES[(order + shift) % len(_STATES)]
            for duty in list_duties(reference, task, current.period.ends_on):
                if duty.unit.level == "department" or duty.unit.code in COMMUNES:
                    yield _task_report(current, task.code, duty.key, state) | {
                        "by": _writer(reference, duty.key)
                    }


def _task_report(current: StoredRound, task_code: str, unit: UnitKey, state: str) -> Row:
    entry = _entry(current, unit)
    return entry | {
        "task_code": task_code, "state": state, "evidence": words.EVIDENCE[state],
        "due_on": dt.date(2026, 10, 31) if state == "late" else dt.date(2026, 12, 31),
        "done_on": entry["at"].date() - dt.timedelta(days=9) if state == "done" else None,
        "detail": f"{task_code}: {state}",
    }  # fmt: skip


def _entry(current: StoredRound, unit: UnitKey) -> Row:
    at = _HALF_AT if str(current.period) == HALF else _YEAR_AT
    return {"round_id": current.id, "unit_code": unit[0], "unit_valid_from": unit[1], "at": at}


def _ask(store: Store, half: StoredRound, year: StoredRound) -> None:
    """One question waits, one is overdue, one is answered, one was returned and settled."""
    leader = Author(words.LEADER)
    asked = [
        (year, "CTXH-01", COMMUNES[0], dt.date(2026, 11, 28), 2),
        (year, "CTXH-03", COMMUNES[1], dt.date(2026, 11, 20), 6),
        (half, "CTXH-05", COMMUNES[2], dt.date(2026, 11, 30), 5),
        (half, "GN-01", COMMUNES[3], dt.date(2026, 6, 20), 150),
    ]
    ids = []
    for (current, code, unit, due_on, days), question in zip(asked, words.QUESTIONS, strict=True):
        at = dt.datetime(2026, 11, 21, 8) - dt.timedelta(days=days)
        new = NewExplanation(current.id, code, unit, MERGED_ON, question, due_on)
        ids.append((store.ask(new, leader, at), at))
    answerer = Author(words.WRITER.format(name="đơn vị"))
    _step(store, *ids[2], "answered", words.ANSWERS[0], answerer, 1)
    for days, (kind, body, by) in enumerate(
        (
            ("answered", words.ANSWERS[1], answerer),
            ("returned", words.RETURNED, leader),
            ("answered", words.ANSWERS[2], answerer),
            ("settled", None, leader),
        ),
        start=1,
    ):
        _step(store, *ids[3], kind, body, by, days)  # fmt: skip


def _step(
    store: Store,
    explanation_id: str,
    asked_at: dt.datetime,
    kind: str,
    body: str | None,
    by: Author,
    days: int,
) -> None:
    seen = int(store.read_explanations(explanation_id=explanation_id).iloc[0]["last_revision"])
    store.take_step(explanation_id, kind, body, seen, by, asked_at + dt.timedelta(days=days, hours=2))


def _writer(reference: Reference, unit: UnitKey) -> str:
    return words.OFFICE if unit == PROVINCE else words.WRITER.format(name=reference.name_of(unit[0], YEAR))
