"""Deadlines: days early or late, whether a step was done on time, and how often a unit is on time."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

import numpy as np
import pandas as pd

# on_time, late: done by the last day, or after it. overdue: not done, and the last day is over.
# waiting: not done, the last day still to come, or none was set. undated: done, and no last day was set.
Timeliness = Literal["on_time", "late", "overdue", "waiting", "undated"]
TIMELINESS: tuple[Timeliness, ...] = get_args(Timeliness)


def judge_deadlines(done_at: pd.Series, due_on: pd.Series, today: dt.date) -> pd.DataFrame:
    """Columns days_early and timeliness, row for row.

    `done_at`: instants in Vietnamese clock time, NaT where it is not done; `due_on`: last days, NaT where
    none was set. The last day counts to its end. `days_early` is positive before the last day and negative
    after it: of what is done, by how much; of what is not, how many days are left. NaN without a last day.
    """
    done = pd.to_datetime(done_at)
    due = pd.to_datetime(due_on)
    has_day = done.dt.normalize().fillna(pd.Timestamp(today))
    days = (due - has_day).dt.days.astype(float)
    is_done, is_dated = done.notna(), due.notna()
    kinds = np.select(
        [is_done & ~is_dated, is_done & (days >= 0), is_done, is_dated & (days < 0)],
        ["undated", "on_time", "late", "overdue"],
        "waiting",
    )
    return pd.DataFrame({"days_early": days, "timeliness": kinds.astype(object)}, index=done.index)


def rate_punctuality(hand_ins: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """Per unit: rounds (whose last day is over), on_time (handed in completely by then), share.

    `hand_ins`: one row per unit and round with unit_code, unit_valid_from, units_due_on and timeliness. A
    round whose last day is still to come does not count, neither for a unit nor against it.
    """
    keys = ["unit_code", "unit_valid_from"]
    over = hand_ins[pd.to_datetime(hand_ins["units_due_on"]) < pd.Timestamp(today)]
    is_on_time = over["timeliness"].eq("on_time")
    rates = (
        over.assign(on_time=is_on_time)
        .groupby(keys, as_index=False, sort=False)
        .agg(rounds=("on_time", "size"), on_time=("on_time", "sum"))
    )
    return rates.assign(share=rates["on_time"] / rates["rounds"])
