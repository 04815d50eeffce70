"""Reviewing: the events of the way written with compare-and-swap, comments at figures, and what is approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from tracker.core.author import Author
from tracker.core.review import DECIDING, SubmissionEvent
from tracker.store.connection import Cursor, Database
from tracker.store.errors import ApprovedFigures, StaleReview
from tracker.store.frames import TEXT, TIME, WHOLE, all_of, as_table, insert, with_dates, within
from tracker.store.identifiers import new_id_column
from tracker.store.rollups import refresh, touch
from tracker.store.submission_rows import EVENT, signed
from tracker.store.views import OBSERVATION_KEY

COMMENT = {
    "id": TEXT, "submission_id": TEXT, "observation_id": TEXT, "indicator_code": TEXT, "cell": TEXT,
    "body": TEXT, "revision": WHOLE, "at": TIME, "by": TEXT, "account_id": TEXT,
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One event to append; `seen` is the revision of the submission's newest event when somebody looked.

    `by` and `at` where they are not those of the whole write.
    """

    submission_id: str
    seen: int
    kind: str
    reason: str | None = None
    detail: str | None = None
    by: str | None = None
    at: dt.datetime | None = None


@dataclass(frozen=True)
class NewComment:
    """What is said of a figure (`observation_id`, its code and cell) or of a whole hand-in.

    `by` and `at` where they are not those of the whole write.
    """

    submission_id: str
    body: str
    observation_id: str | None = None
    indicator_code: str | None = None
    cell: str | None = None
    by: str | None = None
    at: dt.datetime | None = None


class Reviews:
    """Questions about reviews and their writes; part of the Store."""

    database: Database

    def record_steps(
        self,
        steps: Sequence[Step],
        by: Author | str,
        at: dt.datetime,
        comments: Sequence[NewComment] = (),
    ) -> None:
        """Append events and comments in one transaction, all of them or none.

        Raises StaleReview, naming the submission, when another event came to one of them since it was seen.
        What becomes official, or is no longer, is counted in the same transaction.
        """

        def work(cursor: Cursor, revision: int) -> None:
            refuse_stale(cursor, steps)
            insert_steps(cursor, steps, revision, by, at)
            _insert_comments(cursor, comments, revision, by, at)

        self.database.write(work)

    def add_comment(self, comment: NewComment, by: Author | str, at: dt.datetime) -> None:
        """Append a comment; others' events do not matter to it."""
        self.database.write(lambda cursor, revision: _insert_comments(cursor, [comment], revision, by, at))

    def list_events(
        self, period: str | None = None, submission_ids: Sequence[str] | None = None
    ) -> dict[str, list[SubmissionEvent]]:
        """Submission id → its events, of one round or of the submissions named."""
        condition, parameters = all_of(
            [
                within("s.period", None if period is None else [period]),
                within("s.id", submission_ids),
            ]
        )
        rows = self.database.read_rows(
            f"""SELECT e.submission_id, e.kind, e.revision, e."at", e."by", e.reason, e.detail
            FROM submission_event e JOIN submission s ON s.id = e.submission_id WHERE {condition}
            ORDER BY e.revision""",
            parameters,
        )
        found: dict[str, list[SubmissionEvent]] = {}
        for submission_id, *event in rows:
            found.setdefault(submission_id, []).append(SubmissionEvent(*event))
        return found

    def read_figures(self, submission_ids: Sequence[str]) -> pd.DataFrame:
        """The figures of submissions as they were handed in, with `is_current`: whether each counts now."""
        condition, parameters = within("o.submission_id", list(submission_ids))
        rows = self.database.read(
            f"""WITH own AS (SELECT o.* FROM observation o WHERE {condition}),
            rivals AS (
                SELECT {OBSERVATION_KEY}, max(s.standing) AS standing
                FROM observation o SEMI JOIN own USING ({OBSERVATION_KEY})
                JOIN live_submission s ON s.id = o.submission_id GROUP BY ALL
            )
            SELECT own.*, s.standing IS NOT NULL AND s.standing = r.standing AS is_current
            FROM own LEFT JOIN rivals r USING ({OBSERVATION_KEY})
            LEFT JOIN live_submission s ON s.id = own.submission_id
            ORDER BY own.submission_id, own.unit_code, own.indicator_code, own.period_ends_on,
                own.period DESC, own.measure""",
            parameters,
        )
        return with_dates(rows, "unit_valid_from", "period_ends_on")

    def list_indicators(self, submission_ids: Sequence[str]) -> dict[str, list[str]]:
        """Submission id → the codes of the indicators it holds figures of."""
        condition, parameters = within("submission_id", list(submission_ids))
        rows = self.database.read_rows(
            f"SELECT DISTINCT submission_id, indicator_code FROM observation WHERE {condition}", parameters
        )
        found: dict[str, list[str]] = {}
        for submission_id, code in sorted(rows):
            found.setdefault(submission_id, []).append(code)
        return found

    def read_comments(self, submission_ids: Sequence[str]) -> pd.DataFrame:
        """What was said of submissions, oldest first: the columns of the table `review_comment`."""
        condition, parameters = within("submission_id", list(submission_ids))
        return self.database.read(
            f'SELECT * FROM review_comment WHERE {condition} ORDER BY revision, "at", id', parameters
        )

    def list_official(self, period: str | None = None) -> list[str]:
        """Ids of the submissions whose figures are official, published ones included."""
        condition, parameters = within("period", None if period is None else [period])
        rows = self.database.read_rows(
            f"SELECT id FROM official_submission WHERE {condition} ORDER BY revision, id", parameters
        )
        return [submission_id for (submission_id,) in rows]


def insert_steps(
    cursor: Cursor, steps: Sequence[Step], revision: int, by: Author | str, at: dt.datetime
) -> None:
    """Append events inside a running write, and count what they make official or take back."""
    author = signed(by)
    if steps:
        rows = pd.DataFrame([_signed(step, author, at) for step in steps]).assign(revision=revision)
        insert(cursor, "submission_event", as_table(rows, EVENT, id=new_id_column(len(rows))))
    deciding = sorted({step.submission_id for step in steps if step.kind in DECIDING})
    if deciding:
        cursor.register("decided", pa.table({"id": deciding}))
        cursor.execute(
            "CREATE OR REPLACE TEMP TABLE decided_observation AS "
            "SELECT * FROM observation WHERE submission_id IN (SELECT id FROM decided)"
        )
        cursor.unregister("decided")
        touch(cursor, "decided_observation")
        refresh(cursor, "official")


def _signed(one: Step | NewComment, author: dict[str, str | None], at: dt.datetime) -> dict[str, object]:
    own = author if one.by is None else signed(one.by)
    return asdict(one) | own | {"at": one.at or at}


def refuse_approved(
    cursor: Cursor,
    sender: tuple[str, dt.date, str],
    rivals: Iterable[str] = (),
    where: object = "",
) -> None:
    """Raises ApprovedFigures when the sender's round is approved, or one of the submissions `rivals` is.

    `sender`: unit code, its first day, period. Published figures may be replaced.
    """
    ids = pa.table({"id": pa.array(sorted(set(rivals)), type=pa.string())})
    cursor.register("rival", ids)
    row = cursor.execute(
        """SELECT s.unit_code, s.period FROM official_submission s
        WHERE s.kind <> 'published' AND (
            (s.unit_code = ? AND s.unit_valid_from = ? AND s.period = ?) OR s.id IN (SELECT id FROM rival))
        ORDER BY s.revision DESC LIMIT 1""",
        list(sender),
    ).fetchone()
    cursor.unregister("rival")
    if row:
        raise ApprovedFigures(where, unit_code=row[0], period=row[1])


def refuse_stale(cursor: Cursor, steps: Sequence[Step]) -> None:
    """Raises StaleReview when another event came to one of the submissions since it was seen."""
    seen = {step.submission_id: step.seen for step in steps}
    cursor.register("looked_at", pa.table({"id": pa.array(list(seen), type=pa.string())}))
    rows = cursor.execute(
        "SELECT submission_id, max(revision) FROM submission_event "
        "WHERE submission_id IN (SELECT id FROM looked_at) GROUP BY submission_id"
    ).fetchall()
    cursor.unregister("looked_at")
    newest = dict(rows)
    for submission_id, revision in seen.items():
        if newest.get(submission_id) != revision:
            raise StaleReview(submission_id)


def _insert_comments(
    cursor: Cursor, comments: Sequence[NewComment], revision: int, by: Author | str, at: dt.datetime
) -> None:
    if comments:
        author = signed(by)
        rows = pd.DataFrame([_signed(comment, author, at) for comment in comments])
        rows = rows.assign(revision=revision)
        insert(cursor, "review_comment", as_table(rows, COMMENT, id=new_id_column(len(rows))))


def rivals_of(matched: pa.Table, changing: np.ndarray) -> list[str]:
    """The submissions whose current figures the `changing` rows of a hand-in would replace."""
    hit = changing[matched["place"].to_numpy()]
    return list(np.unique(np.array(matched["submission_id"].to_pylist(), dtype=object)[hit]))
