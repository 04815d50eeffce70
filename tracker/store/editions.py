"""Editions: what is frozen when a round is signed, and the words of a round that go into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from tracker.core.author import Author, as_author
from tracker.core.local_time import local_time
from tracker.core.round_states import COMES_AFTER
from tracker.store.audit import Event, record_audit
from tracker.store.connection import Cursor, Database
from tracker.store.identifiers import new_id
from tracker.store.reviews import Step, insert_steps, refuse_stale
from tracker.store.rounds import append_event

_COLUMNS = (
    "id", "round_id", "number", "short_number", "check_code", "content_sha256", "revision", "document_number",
    "reason", "is_demo", "signed_at", "signed_by", "account_id",
)  # fmt: skip
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM edition"

# The newest version of each text, document, task and question of a round.
_WORDS = {
    "texts": """
        SELECT unit_code AS unit, programme_code AS programme, indicator_code AS indicator, part, body, "by", "at"
        FROM report_text WHERE round_id = ?
        QUALIFY row_number() OVER (
            PARTITION BY unit_code, unit_valid_from, programme_code, indicator_code, part
            ORDER BY revision DESC, "at" DESC) = 1
        ORDER BY unit, programme, indicator, part
    """,
    "issued_documents": """
        SELECT unit_code AS unit, programme_code AS programme, number, title, issued_on, issuer, state
        FROM issued_document WHERE round_id = ?
        QUALIFY row_number() OVER (PARTITION BY entry_id ORDER BY revision DESC, "at" DESC) = 1
        ORDER BY unit, programme, issued_on, number, title
    """,
    "tasks": """
        SELECT task_code AS task, unit_code AS unit, state, due_on, done_on, evidence
        FROM task_report WHERE round_id = ?
        QUALIFY row_number() OVER (PARTITION BY task_code, unit_code ORDER BY revision DESC, "at" DESC) = 1
        ORDER BY task, unit
    """,
    "explanations": """
        WITH newest AS (
            SELECT explanation_id, arg_max(kind, revision) AS state FROM explanation_event GROUP BY ALL
        ),
        answers AS (
            SELECT explanation_id, arg_max(body, revision) AS answer, arg_max("by", revision) AS answered_by,
                max("at") AS answered_at
            FROM explanation_event WHERE kind = 'answered' GROUP BY ALL
        )
        SELECT x.indicator_code AS indicator, x.unit_code AS unit, x.question, x.asked_by, x.asked_at, x.due_on,
            coalesce(n.state, 'asked') AS state, a.answer, a.answered_by, a.answered_at
        FROM explanation x
        LEFT JOIN newest n ON n.explanation_id = x.id
        LEFT JOIN answers a ON a.explanation_id = x.id
        WHERE x.round_id = ? AND coalesce(n.state, 'asked') <> 'withdrawn'
        ORDER BY x.indicator_code, x.unit_code, x.asked_at, x.id
    """,
}


@dataclass(frozen=True)
class NewEdition:
    """What is signed; the store gives it the next number of its round."""

    round_id: str
    period: str
    check_code: str
    content_sha256: str
    document_number: str | None = None
    reason: str | None = None  # why it takes the place of an earlier one


@dataclass(frozen=True)
class Edition:
    """A signed edition; its content lies among the files under `content_sha256`."""

    id: str
    round_id: str
    number: int
    short_number: str
    check_code: str
    content_sha256: str
    revision: int
    document_number: str | None
    reason: str | None
    is_demo: bool
    signed_at: dt.datetime
    signed_by: str
    account_id: str | None


class Editions:
    """Questions about editions, and signing; part of the Store."""

    database: Database

    def sign_edition(
        self,
        new: NewEdition,
        steps: Sequence[Step],
        by: Author | str,
        at: dt.datetime,
        expected_revision: int | None = None,
    ) -> Edition:
        """Record an edition, and `signed` at its round and at the submissions of `steps`, in one transaction.

        Raises StaleRevision when anything was written since `expected_revision`, StaleReview.
        """
        author = as_author(by)

        def work(cursor: Cursor, revision: int) -> Edition:
            refuse_stale(cursor, steps)
            row = cursor.execute(
                "SELECT coalesce(max(number), 0) + 1, any_value(w.mode) FROM workspace w "
                "LEFT JOIN edition e ON e.round_id = ?",
                [new.round_id],
            ).fetchone()
            number, mode = row or (1, "real")
            edition = Edition(
                new_id(), new.round_id, number, f"{new.period}/{number}", new.check_code, new.content_sha256,
                revision, new.document_number, new.reason, mode == "demo", local_time(at), author.name,
                author.account_id,
            )  # fmt: skip
            cursor.execute(
                f"INSERT INTO edition ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})",
                list(vars(edition).values()),
            )
            _sign_round(cursor, edition, revision, by, at)
            insert_steps(cursor, [_naming(step, edition.id) for step in steps], revision, by, at)
            event = Event(
                "edition_signed", "edition", edition.id, period=new.period, reason=new.reason,
                detail=edition.short_number,
            )  # fmt: skip
            record_audit(cursor, event, revision, by, at)
            return edition

        return self.database.write(work, expected_revision)

    def list_editions(self, round_id: str | None = None) -> list[Edition]:
        """Every edition, or those of one round, the newest first."""
        condition = "TRUE" if round_id is None else "round_id = ?"
        rows = self.database.read_rows(
            f"{_SELECT} WHERE {condition} ORDER BY signed_at DESC, revision DESC",
            [] if round_id is None else [round_id],
        )
        return [Edition(*row) for row in rows]

    def read_round_words(self, round_id: str) -> dict[str, pd.DataFrame]:
        """The words of a round as they stand now: texts, issued_documents, tasks, explanations."""
        return {name: self.database.read(sql, [round_id]) for name, sql in _WORDS.items()}

    def read_versions(self) -> tuple[str | None, str | None]:
        """SHA-256 of the catalogue and of the reference data that are loaded."""
        rows = self.database.read_rows("SELECT catalogue_sha256, reference_sha256 FROM workspace")
        return rows[0] if rows else (None, None)


def _sign_round(cursor: Cursor, edition: Edition, revision: int, by: Author | str, at: dt.datetime) -> None:
    """The stored round becomes signed, unless it is or has no record of its own."""
    row = cursor.execute("SELECT state FROM round_state WHERE id = ?", [edition.round_id]).fetchone()
    if row and row[0] in COMES_AFTER["signed"]:
        append_event(
            cursor, edition.round_id, "signed", revision, by, at, edition.reason, edition.short_number
        )


def _naming(step: Step, edition_id: str) -> Step:
    return Step(step.submission_id, step.seen, "signed", detail=edition_id)
