"""Recording a submission: submission, events, findings, observations, rollups and revision at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from tracker.core.author import Author, as_author
from tracker.core.local_time import local_time
from tracker.store.connection import Cursor, Database
from tracker.store.errors import StaleFigures
from tracker.store.frames import as_table, insert
from tracker.store.identifiers import new_id, new_id_column, new_ids
from tracker.store.matching import match_keys, spread
from tracker.store.reviews import refuse_approved, rivals_of
from tracker.store.rollups import refresh, touch
from tracker.store.rounds import RoundStates, refuse_other_states
from tracker.store.submission_rows import (
    EVENT,
    KEY_COLUMNS,
    SUBMISSION,
    Batch,
    NewSubmission,
    finding_rows,
    observation_rows,
    submission_rows,
)
from tracker.store.views import STANDING_STEP

__all__ = ["Batch", "NewSubmission", "Recording"]


class Recording:
    """The writes of what units report; part of the Store."""

    database: Database

    def record_submission(
        self,
        submission: NewSubmission,
        observations: pd.DataFrame,
        findings: Sequence[Mapping[str, Any]] = (),
        expected_revision: int | None = None,
        seen: np.ndarray | None = None,
        changing: np.ndarray | None = None,
        round_states: RoundStates | None = None,
    ) -> str:
        """Store one submission whole and return its id.

        `observations`: indicator_code, measure, value, numerator, denominator and as needed note,
        cell, document, section, verified; unit_code, unit_valid_from and period where they are not
        the submission's own. A row without a value withdraws its key. `findings`: code, severity,
        cell, message; other entries are kept as JSON. `seen`: the standing that each row's key had when
        somebody looked; when another observation counts by now for any of them nothing is stored, while
        writes elsewhere do not matter. `changing`: which rows would change a figure; nothing is stored when
        the sender's round, or a figure that would change, is approved. `round_states`: the states of the rounds
        by which it may be handed in. Raises StaleFigures, ApprovedFigures, RoundMoved, StaleRevision,
        ValueError (a key twice).
        """
        batches = [Batch(submission, observations, findings)]
        return self._record(batches, expected_revision, seen, changing, round_states)[0]

    def record_submissions(self, batches: Sequence[Batch], expected_revision: int | None = None) -> list[str]:
        """Store several submissions in one transaction; no key may stand in two of them."""
        return self._record(batches, expected_revision)

    def _record(
        self,
        batches: Sequence[Batch],
        expected_revision: int | None,
        seen: np.ndarray | None = None,
        changing: np.ndarray | None = None,
        round_states: RoundStates | None = None,
    ) -> list[str]:
        ids = new_ids(len(batches))
        rows, findings = observation_rows(batches, ids), finding_rows(batches, ids)

        def work(cursor: Cursor, revision: int) -> list[str]:
            is_demo = cursor.execute("SELECT mode FROM workspace").fetchone() == ("demo",)
            refuse_other_states(cursor, round_states)
            matched = match_keys(cursor, rows.select(KEY_COLUMNS), numbers=False)
            if seen is not None and not np.array_equal(spread(matched, "standing", rows.num_rows), seen):
                raise StaleFigures(self.database.location)
            if changing is not None:
                own = batches[0].submission
                sender = (own.unit_code, own.unit_valid_from, own.period)
                refuse_approved(cursor, sender, rivals_of(matched, changing), self.database.location)
            submissions = submission_rows(batches, ids, revision, is_demo)
            _insert_submissions(cursor, submissions)
            _record_superseded(cursor, matched, rows["submission_id"], submissions)
            if rows.num_rows:
                cursor.register("incoming", rows)
                touch(cursor, "incoming")
                cursor.unregister("incoming")
                insert(cursor, "observation", rows)
                refresh(cursor, "all")  # nothing is official before it is approved
            insert(cursor, "submission_finding", findings)
            return ids

        return self.database.write(work, expected_revision)


def store_published(
    cursor: Cursor, submission: NewSubmission, observations: pd.DataFrame, revision: int
) -> None:
    """Store the published actuals inside a running write that counts the rollup itself."""
    batches, ids = [Batch(submission, observations)], new_ids(1)
    rows = observation_rows(batches, ids)
    _insert_submissions(cursor, submission_rows(batches, ids, revision, is_demo_mode=False))
    insert(cursor, "observation", rows)


def record_event(
    cursor: Cursor,
    submission_id: str,
    kind: str,
    revision: int,
    at: dt.datetime,
    by: Author | str,
    reason: str | None = None,
    detail: str | None = None,
) -> None:
    """Append one event to a submission's history."""
    author = as_author(by)
    cursor.execute(
        'INSERT INTO submission_event (id, submission_id, kind, revision, "at", "by", account_id, address, '
        "reason, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [new_id(), submission_id, kind, revision, local_time(at), author.name, author.account_id,
         author.address, reason, detail],
    )  # fmt: skip


def _insert_submissions(cursor: Cursor, submissions: pd.DataFrame) -> None:
    """The submissions, and their events `received` and `submitted`."""
    insert(cursor, "submission", as_table(submissions, SUBMISSION))
    events = submissions[["id", "received_at", "submitted_by", "revision", "account_id", "address"]]
    events = events.set_axis(["submission_id", "at", "by", "revision", "account_id", "address"], axis=1)
    both = pd.concat([events.assign(kind=kind) for kind in ("received", "submitted")], ignore_index=True)
    insert(cursor, "submission_event", as_table(both, EVENT, id=new_id_column(len(both))))


def _record_superseded(
    cursor: Cursor, matched: pa.Table, incoming_ids: pa.ChunkedArray, submissions: pd.DataFrame
) -> None:
    """An event for every submission whose current rows give way to new ones of the same rank or a higher."""
    pairs = pa.table(
        {
            "submission_id": matched["submission_id"],
            "detail": incoming_ids.take(matched["place"]),
            "old": pc.divide(matched["standing"], STANDING_STEP),
        }
    )
    pairs = pairs.group_by(["submission_id", "detail", "old"]).aggregate([]).to_pandas()
    events = pairs.merge(submissions.add_prefix("new_"), left_on="detail", right_on="new_id")
    events = events[events["old"] <= events["new_precedence"]]
    renamed = {"new_received_at": "at", "new_submitted_by": "by", "new_revision": "revision",
               "new_account_id": "account_id", "new_address": "address"}  # fmt: skip
    events = events.rename(columns=renamed).assign(kind="superseded")
    insert(cursor, "submission_event", as_table(events, EVENT, id=new_id_column(len(events))))
