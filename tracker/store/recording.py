"""Recording a submission: submission, events, findings, observations, rollups and revision at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracker.store.connection import Cursor, Database
from tracker.store.frames import (
    DATE,
    FLAG,
    NUMBER,
    TEXT,
    TIME,
    WHOLE,
    as_table,
    date_column,
    insert,
    local_time,
    period_ends,
)
from tracker.store.identifiers import new_id, new_ids
from tracker.store.rollups import TOUCHED_OBSERVATIONS, refresh, touch
from tracker.store.views import OBSERVATION_KEY, PRECEDENCE, current_sql

OBSERVATION = {
    "id": TEXT,
    "submission_id": TEXT,
    "indicator_code": TEXT,
    "unit_code": TEXT,
    "unit_valid_from": DATE,
    "period": TEXT,
    "period_ends_on": DATE,
    "measure": TEXT,
    "value": NUMBER,
    "numerator": NUMBER,
    "denominator": NUMBER,
    "note": TEXT,
    "cell": TEXT,
    "document": TEXT,
    "section": TEXT,
    "verified": FLAG,
}
_SUBMISSION = {
    "id": TEXT,
    "unit_code": TEXT,
    "unit_valid_from": DATE,
    "period": TEXT,
    "kind": TEXT,
    "precedence": WHOLE,
    "revision": WHOLE,
    "is_demo": FLAG,
    "file_sha256": TEXT,
    "file_name": TEXT,
    "received_at": TIME,
    "submitted_by": TEXT,
    "note": TEXT,
    "warnings_reason": TEXT,
}
EVENT = {
    "id": TEXT,
    "submission_id": TEXT,
    "kind": TEXT,
    "revision": WHOLE,
    "at": TIME,
    "by": TEXT,
    "reason": TEXT,
    "detail": TEXT,
}
_FINDING = {
    "id": TEXT,
    "submission_id": TEXT,
    "code": TEXT,
    "severity": TEXT,
    "cell": TEXT,
    "message": TEXT,
    "detail": TEXT,
}
_FINDING_FIELDS = ("code", "severity", "cell", "message")


@dataclass(frozen=True)
class NewSubmission:
    """What one unit hands in for one period. `received_at` is the caller's clock, any zone."""

    unit_code: str
    unit_valid_from: dt.date
    period: str
    kind: str  # form, file, published, illustration
    received_at: dt.datetime
    submitted_by: str | None = None
    file_sha256: str | None = None
    file_name: str | None = None
    note: str | None = None
    warnings_reason: str | None = None  # why it was handed in with warnings


@dataclass(frozen=True)
class Batch:
    """A submission with its observations (one row per key) and findings."""

    submission: NewSubmission
    observations: pd.DataFrame
    findings: Sequence[Mapping[str, Any]] = ()


class Recording:
    """The writes of what units report; part of the Store."""

    database: Database

    def record_submission(
        self,
        submission: NewSubmission,
        observations: pd.DataFrame,
        findings: Sequence[Mapping[str, Any]] = (),
        expected_revision: int | None = None,
    ) -> str:
        """Store one submission whole and return its id.

        `observations`: indicator_code, measure, value, numerator, denominator and as needed note,
        cell, document, section, verified; unit_code, unit_valid_from and period where they are not
        the submission's own. A row without a value withdraws its key. `findings`: code, severity,
        cell, message; other entries are kept as JSON. Raises StaleRevision, ValueError (a key twice).
        """
        return self.record_submissions([Batch(submission, observations, findings)], expected_revision)[0]

    def record_submissions(self, batches: Sequence[Batch], expected_revision: int | None = None) -> list[str]:
        """Store several submissions in one transaction; no key may stand in two of them."""
        ids = new_ids(len(batches))
        observations = pd.concat(
            [_completed(batch, submission_id) for batch, submission_id in zip(batches, ids, strict=True)],
            ignore_index=True,
        )
        _refuse_repeated_keys(observations)
        rows = as_table(observations.assign(id=new_ids(len(observations))), OBSERVATION)
        findings = as_table(_findings(batches, ids), _FINDING)

        def work(cursor: Cursor, revision: int) -> list[str]:
            is_demo = cursor.execute("SELECT mode FROM workspace").fetchone() == ("demo",)
            _insert_submissions(cursor, batches, ids, revision, is_demo)
            if rows.num_rows:
                cursor.register("incoming", rows)
                touch(cursor, "incoming")
                _record_superseded(cursor, revision)
                cursor.unregister("incoming")
                insert(cursor, "observation", rows)
                refresh(cursor)
            insert(cursor, "submission_finding", findings)
            return ids

        return self.database.write(work, expected_revision)


def store_published(
    cursor: Cursor, submission: NewSubmission, observations: pd.DataFrame, revision: int
) -> None:
    """Store the published actuals inside a running write that counts the rollup itself."""
    ids = new_ids(1)
    rows = _completed(Batch(submission, observations), ids[0])
    _refuse_repeated_keys(rows)
    _insert_submissions(cursor, [Batch(submission, rows)], ids, revision, is_demo_mode=False)
    insert(cursor, "observation", as_table(rows.assign(id=new_ids(len(rows))), OBSERVATION))


def record_event(
    cursor: Cursor,
    submission_id: str,
    kind: str,
    revision: int,
    at: dt.datetime,
    by: str | None,
    reason: str | None = None,
    detail: str | None = None,
) -> None:
    """Append one event to a submission's history."""
    cursor.execute(
        'INSERT INTO submission_event (id, submission_id, kind, revision, "at", "by", reason, detail) '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [new_id(), submission_id, kind, revision, local_time(at), by, reason, detail],
    )


def _completed(batch: Batch, submission_id: str) -> pd.DataFrame:
    """The observations with the submission's unit and period where they name none of their own."""
    submission, rows = batch.submission, batch.observations.copy()
    own = {
        "unit_code": submission.unit_code,
        "unit_valid_from": submission.unit_valid_from,
        "period": submission.period,
    }
    for name, value in own.items():
        if name not in rows:
            rows[name] = value
    rows["unit_valid_from"] = date_column(rows["unit_valid_from"])
    rows["period_ends_on"] = period_ends(rows["period"])
    rows["submission_id"] = submission_id
    return rows


def _refuse_repeated_keys(rows: pd.DataFrame) -> None:
    keys = [name.strip() for name in OBSERVATION_KEY.split(",")]
    repeated = rows.duplicated(keys)
    if repeated.any():
        raise ValueError(f"a key twice in one write: {rows.loc[repeated, keys].iloc[0].tolist()}")


def _findings(batches: Sequence[Batch], ids: Sequence[str]) -> pd.DataFrame:
    rows = [
        {name: finding.get(name) for name in _FINDING_FIELDS}
        | {
            "submission_id": submission_id,
            "id": new_id(),
            "detail": json.dumps(
                {name: value for name, value in finding.items() if name not in _FINDING_FIELDS},
                ensure_ascii=False,
                default=str,
            ),
        }
        for batch, submission_id in zip(batches, ids, strict=True)
        for finding in batch.findings
    ]
    return pd.DataFrame(rows, columns=list(_FINDING))


def _insert_submissions(
    cursor: Cursor, batches: Sequence[Batch], ids: Sequence[str], revision: int, is_demo_mode: bool
) -> None:
    """The submissions, and their events `received` and `submitted`."""
    submissions = pd.DataFrame([vars(batch.submission) for batch in batches])
    kinds = submissions["kind"]
    submissions = submissions.assign(
        id=ids,
        revision=revision,
        precedence=[PRECEDENCE[kind] for kind in kinds],
        is_demo=(kinds != "published") & (is_demo_mode | (kinds == "illustration")),
    )
    insert(cursor, "submission", as_table(submissions, _SUBMISSION))
    events = submissions[["received_at", "submitted_by"]].set_axis(["at", "by"], axis=1)
    events = events.assign(submission_id=ids, revision=revision)
    for kind in ("received", "submitted"):
        insert(cursor, "submission_event", as_table(events.assign(id=new_ids(len(ids)), kind=kind), EVENT))


def _record_superseded(cursor: Cursor, revision: int) -> None:
    """An event for every submission whose current rows give way to `incoming`; needs `touch`."""
    same_key = " AND ".join(f"n.{name.strip()} = c.{name.strip()}" for name in OBSERVATION_KEY.split(","))
    pairs = cursor.execute(
        f"""SELECT DISTINCT c.submission_id, n.submission_id AS detail, new.received_at AS "at",
            new.submitted_by AS "by"
        FROM ({current_sql(TOUCHED_OBSERVATIONS)}) c
        JOIN incoming n ON {same_key}
        JOIN submission old ON old.id = c.submission_id
        JOIN submission new ON new.id = n.submission_id
        WHERE old.precedence <= new.precedence"""
    ).df()
    events = pairs.assign(id=new_ids(len(pairs)), kind="superseded", revision=revision)
    insert(cursor, "submission_event", as_table(events, EVENT))
