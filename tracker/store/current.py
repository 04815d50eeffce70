"""What counts now for many units or many keys at once: for the checks and for a view before anything is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from tracker.core.review import Basis
from tracker.store.connection import Database
from tracker.store.frames import DATE, TEXT, all_of, as_table, with_dates, within
from tracker.store.matching import match_keys, spread
from tracker.store.submission_rows import KEY_COLUMNS, OBSERVATION
from tracker.store.views import OBSERVATION_KEY, STANDING_STEP, current_sql

SOURCES = (None, "illustration", "published", "handed_in")
_KEY = {name: OBSERVATION[name] for name in KEY_COLUMNS}
_UNIT = {"unit_code": TEXT, "unit_valid_from": DATE}
_OF_UNITS = """(
    SELECT o.* FROM observation o
    SEMI JOIN asked_unit u ON u.unit_code = o.unit_code AND u.unit_valid_from = o.unit_valid_from
    WHERE {condition}
)"""
# The rivals of every row that one of these submissions holds and that is not asked for.
_LEFT_OUT = f"""
    WITH mine AS (
        SELECT id FROM live_submission
        WHERE unit_code = $unit AND unit_valid_from = $valid_from AND period = $period
            AND layout_key = $layout
    ),
    left_out AS (
        SELECT DISTINCT {OBSERVATION_KEY} FROM (SELECT * FROM observation WHERE submission_id IN (FROM mine))
        ANTI JOIN asked_key USING ({OBSERVATION_KEY})
    )
    SELECT * FROM ({current_sql(f"(SELECT o.* FROM observation o SEMI JOIN left_out USING ({OBSERVATION_KEY}))")})
    WHERE submission_id IN (FROM mine)
"""


def sources_of(standings: pd.Series) -> pd.Series:
    """Whose figure counts: illustration, published, handed_in; None where none does."""
    ranks = np.where(standings > 0, standings // STANDING_STEP + 1, 0)
    return pd.Series(np.array(SOURCES, dtype=object)[ranks], index=standings.index, dtype=object)


class Current:
    """The questions about current observations of many units; part of the Store."""

    database: Database

    def find_current(
        self,
        units: Sequence[tuple[str, dt.date]],
        periods: Sequence[str],
        indicators: Sequence[str] | None = None,
        with_illustration: bool = True,
        basis: Basis = "all",
    ) -> pd.DataFrame:
        """The current observations of these units (code, valid_from) in these periods.

        The columns of an observation, and `kind` and `standing` of its submission. Illustrative figures
        rank below all others, so leaving them out brings nothing else to light.
        """
        condition, parameters = all_of([within("o.period", periods), within("o.indicator_code", indicators)])
        asked = as_table(pd.DataFrame(list(units), columns=list(_UNIT)), _UNIT)
        rows = self.database.read(
            f"""SELECT c.*, s.kind, s.standing
            FROM ({current_sql(_OF_UNITS.format(condition=condition), basis)}) c
            JOIN live_submission s ON s.id = c.submission_id
            WHERE ? OR s.kind <> 'illustration'
            ORDER BY c.unit_code, c.unit_valid_from, c.indicator_code, c.period_ends_on, c.period DESC, c.measure""",
            [*parameters, with_illustration],
            {"asked_unit": asked},
        )
        return with_dates(rows, "unit_valid_from", "period_ends_on")

    def match_current(self, keys: pd.DataFrame) -> pd.DataFrame:
        """What counts now for each key, row for row and under the index of `keys`.

        `keys`: indicator_code, unit_code, unit_valid_from, period, measure. Columns value, numerator,
        denominator and `standing`: 0 where nothing counts, else a number that changes whenever another
        observation of the key counts, and that `sources_of` reads.
        """
        with self.database.cursor() as cursor:
            matched = match_keys(cursor, as_table(keys, _KEY), numbers=True)
        names = ("standing", "value", "numerator", "denominator")
        return pd.DataFrame({name: spread(matched, name, len(keys)) for name in names}, index=keys.index)

    def find_left_out(
        self, keys: pd.DataFrame, unit: tuple[str, dt.date], period: str, layout_key: str
    ) -> pd.DataFrame:
        """The current observations that a unit handed in for a round in this layout, without these keys."""
        rows = self.database.read(
            _LEFT_OUT,
            {"unit": unit[0], "valid_from": unit[1], "period": period, "layout": layout_key},
            {"asked_key": as_table(keys, _KEY)},
        )
        return with_dates(rows, "unit_valid_from", "period_ends_on")

    def find_standings(self, unit: tuple[str, dt.date], period: str) -> np.ndarray:
        """The standings of what a unit handed in for a round itself, in any layout; undone ones are not."""
        rows = self.database.read_rows(
            "SELECT standing FROM live_submission WHERE unit_code = ? AND unit_valid_from = ? "
            "AND period = ? AND kind IN ('form', 'file')",
            [unit[0], unit[1], period],
        )
        return np.array([standing for (standing,) in rows], dtype=np.int64)
