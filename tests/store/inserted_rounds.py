"""A round of a period for tests of what stands beside the numbers: opened, and as they ask closed or signed."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from tracker.store import Store
from tracker.store.rounds import NewRound

AT = dt.datetime(2026, 6, 1, 8)
_NOBODY = pd.DataFrame(columns=["unit_code", "unit_valid_from", "indicator_code"])


def insert_round(store: Store, period: str, due_on: dt.date, state: str = "opened") -> str:
    """A round without duties in one of the states opened, closed, signed; gives its id."""
    new = NewRound(f"Kỳ {period}", period, "common", due_on, due_on)
    round_id = store.add_round(new, "test", AT)
    store.open_round(store.find_round(round_id), _NOBODY, "test", AT)
    for kind in ("closed", "signed"):
        if state in (kind, "signed"):
            store.record_round_event(round_id, kind, "test", AT)
    return round_id
