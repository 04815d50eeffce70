"""Submissions and what they hold as typed tables, ready to be inserted."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from tracker.core.author import Author, as_author
from tracker.store.frames import DATE, FLAG, NUMBER, TEXT, TIME, WHOLE, as_table, period_ends
from tracker.store.identifiers import new_id_column
from tracker.store.views import OBSERVATION_KEY, PRECEDENCE

KEY_COLUMNS = tuple(name.strip() for name in OBSERVATION_KEY.split(","))

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
SUBMISSION = {
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
    "layout_key": TEXT,
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
    "account_id": TEXT,
    "address": TEXT,
}
FINDING = {
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
    layout_key: str | None = None  # of a table: what its headers look like, whatever the year
    account_id: str | None = None  # of whom the name is, and from where they sent
    address: str | None = None


@dataclass(frozen=True)
class Batch:
    """A submission with its observations (one row per key) and findings."""

    submission: NewSubmission
    observations: pd.DataFrame
    findings: Sequence[Mapping[str, Any]] = ()


def signed(by: Author | str) -> dict[str, str | None]:
    """Who did it, as the columns of an event."""
    author = as_author(by)
    return {"by": author.name, "account_id": author.account_id, "address": author.address}


def observation_rows(batches: Sequence[Batch], ids: Sequence[str]) -> pa.Table:
    """OBSERVATION rows of the batches in their order; raises ValueError for a key that stands twice."""
    tables = [_observations(batch, submission_id) for batch, submission_id in zip(batches, ids, strict=True)]
    rows = pa.concat_tables(tables)
    _refuse_repeated_keys(rows)
    return rows


def _observations(batch: Batch, submission_id: str) -> pa.Table:
    """The observations with the submission's unit and period where they name none of their own."""
    submission, rows = batch.submission, batch.observations
    own = {
        "unit_code": submission.unit_code,
        "unit_valid_from": submission.unit_valid_from,
        "period": submission.period,
    }
    given = {name: value for name, value in own.items() if name not in rows}
    rows = rows.assign(submission_id=submission_id, **given)
    return as_table(
        rows, OBSERVATION, id=new_id_column(len(rows)), period_ends_on=period_ends(rows["period"])
    )


def _refuse_repeated_keys(rows: pa.Table) -> None:
    places = {name: rows[name].combine_chunks().dictionary_encode().indices for name in KEY_COLUMNS}
    repeated = pd.DataFrame({name: column.to_numpy() for name, column in places.items()}).duplicated()
    if repeated.any():
        first = rows.select(KEY_COLUMNS).slice(int(repeated.to_numpy().argmax()), 1).to_pylist()[0]
        raise ValueError(f"a key twice in one write: {list(first.values())}")


def submission_rows(
    batches: Sequence[Batch], ids: Sequence[str], revision: int, is_demo_mode: bool
) -> pd.DataFrame:
    """SUBMISSION rows as they are recorded by the write of this revision."""
    submissions = pd.DataFrame([vars(batch.submission) for batch in batches])
    kinds = submissions["kind"]
    return submissions.assign(
        id=ids,
        revision=revision,
        precedence=[PRECEDENCE[kind] for kind in kinds],
        is_demo=(kinds != "published") & (is_demo_mode | (kinds == "illustration")),
    )


def finding_rows(batches: Sequence[Batch], ids: Sequence[str]) -> pa.Table:
    """FINDING rows; what is said beyond the fields of a finding is kept as JSON."""
    rows = [
        {name: finding.get(name) for name in _FINDING_FIELDS}
        | {
            "submission_id": submission_id,
            "detail": json.dumps(
                {name: value for name, value in finding.items() if name not in _FINDING_FIELDS},
                ensure_ascii=False,
                default=str,
            ),
        }
        for batch, submission_id in zip(batches, ids, strict=True)
        for finding in batch.findings
    ]
    return as_table(pd.DataFrame(rows, columns=list(FINDING)), FINDING, id=new_id_column(len(rows)))
