"""Many keys at once: which observation counts now for each of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from tracker.store.connection import Cursor
from tracker.store.views import OBSERVATION_KEY

_NUMBERS = ("value", "numerator", "denominator")
_LAST = "arg_max_null(o.{name}, s.standing) AS {name}"

_MATCH_SQL = f"""
    SELECT k.place, max(s.standing) AS standing, {{columns}}
    FROM observation o
    JOIN asked_key k USING ({OBSERVATION_KEY})
    JOIN live_submission s ON s.id = o.submission_id
    GROUP BY k.place
"""


def match_keys(cursor: Cursor, keys: pa.Table, *, numbers: bool) -> pa.Table:
    """What counts for the keys that anything counts for: place (row of `keys`, from 0), standing, and
    submission_id, or value, numerator and denominator. `keys`: the columns of an observation's key."""
    columns = [_LAST.format(name=name) for name in (_NUMBERS if numbers else ("submission_id",))]
    cursor.register("asked_key", keys.append_column("place", pa.array(np.arange(keys.num_rows))))
    try:
        return cursor.execute(_MATCH_SQL.format(columns=", ".join(columns))).to_arrow_table()
    finally:
        cursor.unregister("asked_key")


def spread(matched: pa.Table, name: str, count: int) -> np.ndarray:
    """A column of `match_keys` as one value for each of `count` keys; 0 standing and NaN where none counts."""
    column = np.zeros(count, dtype=np.int64) if name == "standing" else np.full(count, np.nan)
    column[matched["place"].to_numpy()] = matched[name].to_numpy()
    return column
