"""Leaders' questions on one indicator and unit, and every step of answering them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from tracker.core.author import Author, as_author
from tracker.core.explanation import OPEN
from tracker.core.local_time import local_time
from tracker.store.connection import Cursor, Database
from tracker.store.errors import StaleEntry
from tracker.store.frames import all_of, with_dates, within
from tracker.store.identifiers import new_id
from tracker.store.rounds import find_in

_NEWEST = 'QUALIFY row_number() OVER (PARTITION BY explanation_id ORDER BY revision DESC, "at" DESC) = 1'
_STATES = f"""
    SELECT x.*, r.period, e.kind AS state, e.revision AS last_revision, e.body AS last_body,
        e."at" AS last_at, e."by" AS last_by,
        a.body AS answer, a."at" AS answered_at, a."by" AS answered_by
    FROM explanation x
    JOIN round r ON r.id = x.round_id
    JOIN (SELECT * FROM explanation_event {_NEWEST}) e ON e.explanation_id = x.id
    LEFT JOIN (SELECT * FROM explanation_event WHERE kind = 'answered' {_NEWEST}) a ON a.explanation_id = x.id
"""


@dataclass(frozen=True)
class NewExplanation:
    """A question on one indicator of one unit in a round, to be answered by `due_on`."""

    round_id: str
    indicator_code: str
    unit_code: str
    unit_valid_from: dt.date
    question: str
    due_on: dt.date


class Explanations:
    """Questions and answers; part of the Store."""

    database: Database

    def ask(self, question: NewExplanation, by: Author | str, at: dt.datetime) -> str:
        """Record a question and its event `asked`; gives its id.

        Raises StaleEntry while an earlier question on the same figure is open, NoSuchRound.
        """
        author = as_author(by)

        def work(cursor: Cursor, revision: int) -> str:
            find_in(cursor, question.round_id)
            if _has_open(cursor, question):
                raise StaleEntry(self.database.location)
            mode = cursor.execute("SELECT mode FROM workspace").fetchone()
            explanation_id = new_id()
            cursor.execute(
                "INSERT INTO explanation (id, round_id, indicator_code, unit_code, unit_valid_from, question, "
                "due_on, is_demo, revision, asked_at, asked_by, account_id) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [explanation_id, *vars(question).values(), mode == ("demo",), revision, local_time(at),
                 author.name, author.account_id],
            )  # fmt: skip
            _append(cursor, explanation_id, "asked", question.question, revision, by, at)
            return explanation_id

        return self.database.write(work)

    def take_step(
        self,
        explanation_id: str,
        kind: str,
        body: str | None,
        seen_revision: int,
        by: Author | str,
        at: dt.datetime,
    ) -> None:
        """Append a step of a question; raises StaleEntry unless its newest is that of `seen_revision`, KeyError."""

        def work(cursor: Cursor, revision: int) -> None:
            row = cursor.execute(
                "SELECT max(revision) FROM explanation_event WHERE explanation_id = ?", [explanation_id]
            ).fetchone()
            if row is None or row[0] is None:
                raise KeyError(explanation_id)
            if row[0] != seen_revision:
                raise StaleEntry(self.database.location)
            _append(cursor, explanation_id, kind, body, revision, by, at)

        self.database.write(work)  # fmt: skip

    def read_explanations(
        self,
        *,
        explanation_id: str | None = None,
        unit: tuple[str, dt.date] | None = None,
        indicator_code: str | None = None,
        period: str | None = None,
        only_open: bool = False,
    ) -> pd.DataFrame:
        """One row per question, the nearest last day first: its columns, period, `state` (the newest step), answer."""
        equal = {"id": explanation_id, "indicator_code": indicator_code, "period": period}
        conditions = [within(name, None if value is None else [value]) for name, value in equal.items()]
        if unit is not None:
            conditions.append(("unit_code = ? AND unit_valid_from = ?", list(unit)))
        conditions.append(within("state", OPEN if only_open else None))
        condition, parameters = all_of(conditions)
        return with_dates(
            self.database.read(
                f"SELECT * FROM ({_STATES}) WHERE {condition} ORDER BY due_on, asked_at", parameters
            ),
            "unit_valid_from",
            "due_on",
        )

    def read_explanation_steps(self, explanation_id: str) -> pd.DataFrame:
        """Every step of one question, the oldest first: kind, body, at, by."""
        return self.database.read(
            'SELECT id, kind, body, "at", "by" FROM explanation_event WHERE explanation_id = ? '
            'ORDER BY revision, "at"',
            [explanation_id],
        )


def _has_open(cursor: Cursor, question: NewExplanation) -> bool:
    marks = ", ".join("?" * len(OPEN))
    row = cursor.execute(
        f"SELECT count(*) FROM ({_STATES}) WHERE round_id = ? AND indicator_code = ? AND unit_code = ? "
        f"AND unit_valid_from = ? AND state IN ({marks})",
        [question.round_id, question.indicator_code, question.unit_code, question.unit_valid_from, *OPEN],
    ).fetchone()
    return bool(row and row[0])


def _append(
    cursor: Cursor,
    explanation_id: str,
    kind: str,
    body: str | None,
    revision: int,
    by: Author | str,
    at: dt.datetime,
) -> None:
    author = as_author(by)
    cursor.execute(
        'INSERT INTO explanation_event (id, explanation_id, kind, body, revision, "at", "by", account_id, '
        "address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [new_id(), explanation_id, kind, body, revision, local_time(at), author.name, author.account_id,
         author.address],
    )  # fmt: skip
