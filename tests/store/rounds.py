"""Rounds of the sample province for the tests: drafted, opened, and what units hand in for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from tests.store.samples import NEW
from tests.store.test_recording import observations
from tracker.store import NewSubmission, Store
from tracker.store.recording import record_event
from tracker.store.rounds import NewRound, Round

PERIOD = "2025"
OPENED = dt.datetime(2025, 11, 1, 8)
DUE = dt.date(2025, 12, 15)
DUTIES = [("02374", "GN-01"), ("02374", "GN-11"), ("02380", "GN-11"), ("SYT", "CT-03")]


def new_round(name: str = "Năm 2025", **other: Any) -> NewRound:
    usual: dict[str, Any] = {
        "period": PERIOD,
        "calendar": "common",
        "cut_off_on": dt.date(2025, 12, 14),
        "units_due_on": DUE,
        "office_due_on": dt.date(2025, 12, 20),
    }
    return NewRound(name=name, **usual | other)


def duties(rows: list[tuple[str, str]] = DUTIES) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["unit_code", "indicator_code"])
    return frame.assign(unit_valid_from=NEW)


def open_new(store: Store, rows: list[tuple[str, str]] = DUTIES, **other: Any) -> Round:
    """A round that is open, as it stands."""
    round_id = store.add_round(new_round(**other), "Lan", OPENED)
    store.open_round(store.find_round(round_id), duties(rows), "Lan", OPENED)
    return store.find_round(round_id)


def hand_in(
    store: Store,
    unit: str,
    at: dt.datetime,
    *codes: str,
    kind: str = "file",
    period: str = PERIOD,
    sender: str = "",
) -> str:
    """One hand-in with a figure of each indicator."""
    rows = observations(*((code, 1.0, 1, 2) for code in codes))
    if sender:
        rows = rows.assign(unit_code=unit, unit_valid_from=NEW, period=period)
    return store.record_submission(NewSubmission(sender or unit, NEW, period, kind, at), rows)


def examine(store: Store, submission: str, kind: str, at: dt.datetime, detail: str | None = None) -> None:
    """An event of the examination, as whoever examines records it."""
    store.database.write(
        lambda cursor, revision: record_event(cursor, submission, kind, revision, at, "Lan", None, detail)
    )
