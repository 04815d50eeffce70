"""The board of a round: each unit's stage and days early or late at every step, counts, punctuality over the rounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from tracker.access.actor import Actor
from tracker.access.rights import may
from tracker.catalogue.reference import Reference
from tracker.core.deadlines import judge_deadlines, rate_punctuality
from tracker.core.name_keys import plain_key
from tracker.core.round_stages import STEPS, find_stages
from tracker.store import Store
from tracker.store.rounds import Round
from tracker.words.round_texts import BoardCounts

_LEVELS = {"province": 0, "department": 1, "district": 2, "commune": 3}
UNIT = ["unit_code", "unit_valid_from"]


class StepCount(NamedTuple):
    """How many units have done a step on time and late, have begun it, and are overdue or still waited for."""

    step: str
    on_time: int
    late: int
    begun: int
    overdue: int
    waiting: int

    @property
    def done(self) -> int:
        return self.on_time + self.late


@dataclass(frozen=True)
class Board:
    """A round and its units; kept for all sessions, so never changed.

    `rows`: the columns of Store.read_round_board, and stage, district_name, for each step of STEPS
    `<step>_days` and `<step>_timeliness`, and over all rounds `rounds`, `on_time`, `share` (NaN before any
    round's last day is over) and `past` (the timeliness of each earlier round, oldest first).
    """

    round: Round
    rows: pd.DataFrame
    as_of: dt.date  # today, or the day on which the round was closed

    @property
    def days_left(self) -> int:
        return (self.round.units_due_on - self.as_of).days

    @property
    def counts(self) -> BoardCounts:
        rows = self.rows
        handed_in = rows["handed_in_at"].notna()
        return BoardCounts(
            units=len(rows),
            handed_in=int(handed_in.sum()),
            partial=int((rows["stage"] == "partial").sum()),
            returned=int((rows["stage"] == "returned").sum()),
            late=int((rows["hand_in_timeliness"] == "late").sum()),
            silent=int((rows["submissions"] == 0).sum()),
        )

    @property
    def indicators(self) -> int:
        """The most indicators that a unit of the round reports."""
        return int(self.rows["indicators"].max()) if len(self.rows) else 0

    def count_steps(self) -> list[StepCount]:
        return [_count(self.rows, step) for step in STEPS]


def read_boards(
    store: Store, reference: Reference, rounds: Sequence[Round], today: dt.date
) -> dict[str, Board]:
    """Round id -> board, of every round that was opened."""
    opened = [one for one in rounds if one.state != "drafted"]
    known = store.read_round_board([one.id for one in opened])
    days = {one.id: _as_of(one, today) for one in opened}
    parts = [_judged(rows, days[str(round_id)]) for round_id, rows in known.groupby("round_id", sort=False)]
    judged = pd.concat(parts) if parts else _judged(known, today)
    judged["district_name"] = _district_names(judged, reference)
    rows = _with_punctuality(judged, today)
    return {one.id: Board(one, _own(rows, one.id), days[one.id]) for one in opened}


def visible_rows(board: Board, actor: Actor) -> pd.DataFrame:
    """The units that an actor may see one by one: all, its own, or none."""
    if not may(actor, "view_hand_ins"):
        return board.rows.iloc[:0]
    keys = zip(board.rows["unit_code"], board.rows["unit_valid_from"], strict=True)
    allowed = [may(actor, "view_hand_ins", unit=key) for key in keys]
    return board.rows[np.array(allowed, dtype=bool)]


def filter_rows(rows: pd.DataFrame, wanted: Mapping[str, str | None]) -> pd.DataFrame:
    """The rows whose columns have the wanted values; None wants any."""
    for name, value in wanted.items():
        if value is not None:
            rows = rows[rows[name] == value]
    return rows


def late_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The units that have not handed in completely, then those that did so late; the latest first."""
    is_owing = rows["handed_in_at"].isna()
    chosen = rows[is_owing | (rows["hand_in_timeliness"] == "late")]
    order = pd.DataFrame(
        {
            "is_in": chosen["handed_in_at"].notna(),
            "has_any": chosen["submissions"] > 0,
            "days": chosen["hand_in_days"],
            "name": chosen["name"].map(plain_key),
        },
        index=chosen.index,
    )
    return chosen.loc[order.sort_values(list(order)).index]


def _as_of(one: Round, today: dt.date) -> dt.date:
    """A shut round waits for nobody: what is missing was missing when it was shut."""
    return today if one.takes_figures else min(today, one.state_at.date())


def _judged(rows: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    rows = rows.assign(stage=find_stages(rows))
    is_past = pd.Series(False, index=rows.index)
    for step, (done, due) in reversed(list(STEPS.items())):
        judged = judge_deadlines(rows[done], rows[due], as_of)
        # A step that nobody noted, though a later one is done, was not missed.
        is_unknown = is_past & rows[done].isna() & (step != "hand_in")
        rows[f"{step}_days"] = judged["days_early"].mask(is_unknown)
        rows[f"{step}_timeliness"] = judged["timeliness"].mask(is_unknown, "undated")
        is_past |= rows[done].notna()
    return rows


def _with_punctuality(rows: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    hand_ins = rows.rename(columns={"hand_in_timeliness": "timeliness"})
    rates = rate_punctuality(hand_ins, today)
    over = hand_ins[pd.to_datetime(hand_ins["units_due_on"]) < pd.Timestamp(today)]
    past = (
        over.sort_values("units_due_on").groupby(UNIT)["timeliness"].agg(tuple).rename("past").reset_index()
    )
    known = rows.merge(rates, on=UNIT, how="left").merge(past, on=UNIT, how="left")
    known["past"] = [one if isinstance(one, tuple) else () for one in known["past"]]
    return known.fillna({"rounds": 0, "on_time": 0})


def _own(rows: pd.DataFrame, round_id: str) -> pd.DataFrame:
    """The units of a round: those that something is wrong with first, then by level, district and name."""
    own = rows[rows["round_id"] == round_id]
    wrong = np.select([own["stage"] == "returned", own["hand_in_timeliness"] == "overdue", own["stage"] == "partial"],
                      [0, 1, 2], 3)  # fmt: skip
    order = pd.DataFrame(
        {
            "wrong": wrong,
            "level": own["level"].map(_LEVELS),
            "district": own["district_name"].fillna("").map(plain_key),
            "name": own["name"].map(plain_key),
        },
        index=own.index,
    )
    return own.loc[order.sort_values(list(order)).index]


def _district_names(rows: pd.DataFrame, reference: Reference) -> list[str | None]:
    names = {unit.code: unit.short_name for unit in reference.units if unit.level == "district"}
    return [names.get(code) if isinstance(code, str) else None for code in rows["district_code"]]


def _count(rows: pd.DataFrame, step: str) -> StepCount:
    kinds = rows[f"{step}_timeliness"].value_counts()
    begun = {
        "hand_in": (rows["stage"] == "partial"),
        "examination": rows["stage"].isin(["examined"]),
    }.get(step)
    late, overdue = int(kinds.get("late", 0)), int(kinds.get("overdue", 0))
    on_time = int(kinds.get("on_time", 0) + kinds.get("undated", 0))
    begun_count = int(begun.sum()) if begun is not None else 0
    return StepCount(step, on_time, late, begun_count, overdue, len(rows) - on_time - late - overdue)
