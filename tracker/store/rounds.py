"""Reporting rounds: their dates and scope, the events that move them, and what hand-ins have to know of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, cast

import pandas as pd

from tracker.core.author import Author, as_author
from tracker.core.local_time import local_time
from tracker.core.round_states import COMES_AFTER, TAKES_FIGURES, RoundState
from tracker.store.connection import Cursor, Database
from tracker.store.errors import NoSuchRound, RoundExists, RoundMoved, RoundsOverlap
from tracker.store.frames import DATE, TEXT, as_date, as_table, insert, within
from tracker.store.identifiers import new_id

DUTY = {"round_id": TEXT, "unit_code": TEXT, "unit_valid_from": DATE, "indicator_code": TEXT}
DEADLINES = ("cut_off_on", "units_due_on", "office_due_on", "leadership_due_on")
_SWITCHES = ("has_reminders", "remind_before", "remind_after")
_SCOPE = ("period", "calendar", "field_codes")  # frozen with the duties
CHANGEABLE = frozenset({"name", *DEADLINES, *_SWITCHES, *_SCOPE})


@dataclass(frozen=True)
class NewRound:
    """A round as it is drafted. `field_codes`: programmes or groups whose indicators it asks for; empty: all.

    `remind_before`, `remind_after`: days before and after `units_due_on` on which to remind.
    """

    name: str
    period: str
    calendar: str
    cut_off_on: dt.date
    units_due_on: dt.date
    office_due_on: dt.date | None = None
    leadership_due_on: dt.date | None = None
    field_codes: tuple[str, ...] = ()
    has_reminders: bool = True
    remind_before: tuple[int, ...] = (7, 1)
    remind_after: tuple[int, ...] = (1,)
    is_demo: bool = False


@dataclass(frozen=True)
class Round(NewRound):
    """A stored round as it stands; instants in Vietnamese clock time."""

    id: str = ""
    created_at: dt.datetime = dt.datetime.min
    state: RoundState = "drafted"
    state_at: dt.datetime = dt.datetime.min
    state_by: str = ""
    opened_at: dt.datetime | None = None

    @property
    def takes_figures(self) -> bool:
        return self.state in TAKES_FIGURES


_OWN = tuple(field.name for field in fields(NewRound))
_STORED = tuple(field.name for field in fields(Round))
RoundStates = Mapping[str, str]


@dataclass(frozen=True)
class Owed:
    """What a unit owes for a period, by the rounds that take figures, else by all of the period."""

    codes: tuple[str, ...]
    due: tuple[tuple[str, dt.date], ...]  # name and last day of each round


class Rounds:
    """Rounds, their events and duties; part of the Store."""

    database: Database

    def add_round(self, new: NewRound, by: Author | str, at: dt.datetime) -> str:
        """Draft a round and return its id; raises RoundExists for a name that is taken."""

        def work(cursor: Cursor, revision: int) -> str:
            _refuse_name(cursor, new.name, "")
            is_demo = new.is_demo or cursor.execute("SELECT mode FROM workspace").fetchone() == ("demo",)
            round_id = new_id()
            row = {"id": round_id, **_plain(new), "is_demo": is_demo, "created_at": local_time(at)}
            cursor.execute(
                f"INSERT INTO round ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", [*row.values()]
            )
            append_event(cursor, round_id, "drafted", revision, by, at)
            return round_id

        return self.database.write(work)

    def change_round(
        self,
        seen: Round,
        changes: Mapping[str, Any],
        by: Author | str,
        at: dt.datetime,
        *,
        kind: str,
        reason: str | None = None,
        detail: str | None = None,
    ) -> None:
        """Change columns of CHANGEABLE of a round that still is as it was `seen`, with an event that tells of it.

        What the duties come from changes only in a draft, and nothing but the reminders of a signed round.
        Raises RoundMoved when somebody else was quicker, NoSuchRound, RoundExists, ValueError.
        """
        frozen = set(_SCOPE) if seen.state != "drafted" else set()
        allowed = frozenset(_SWITCHES) if seen.state == "signed" else CHANGEABLE - frozen
        if refused := changes.keys() - allowed:
            raise ValueError(f"not to be changed in a round that is {seen.state}: {sorted(refused)}")

        def work(cursor: Cursor, revision: int) -> None:
            if find_in(cursor, seen.id) != seen:
                raise RoundMoved(seen.name)
            if "name" in changes:
                _refuse_name(cursor, changes["name"], seen.id)
            for name, value in changes.items():
                cursor.execute(f"UPDATE round SET {name} = ? WHERE id = ?", [_listed(value), seen.id])
            append_event(cursor, seen.id, kind, revision, by, at, reason, detail)

        self.database.write(work)

    def open_round(self, seen: Round, duties: pd.DataFrame, by: Author | str, at: dt.datetime) -> None:
        """Open a draft that still is as it was `seen`, and freeze who reports what in it.

        `duties`: unit_code, unit_valid_from, indicator_code, each once. Raises RoundMoved, NoSuchRound, and
        RoundsOverlap when another round of the period asks for some of them already.
        """

        def work(cursor: Cursor, revision: int) -> None:
            if find_in(cursor, seen.id) != seen or seen.state != "drafted":
                raise RoundMoved(seen.name)
            rows = as_table(duties.assign(round_id=seen.id), DUTY)
            cursor.register("new_duty", rows)
            shared = cursor.execute(
                """SELECT r.name, count(*) FROM new_duty n
                JOIN round_duty d USING (unit_code, unit_valid_from, indicator_code)
                JOIN round r ON r.id = d.round_id WHERE r.period = ? GROUP BY ALL""",
                [seen.period],
            ).fetchone()
            cursor.unregister("new_duty")
            if shared:
                raise RoundsOverlap(shared[0], detail=shared[1])
            insert(cursor, "round_duty", rows)
            append_event(cursor, seen.id, "opened", revision, by, at)

        self.database.write(work)

    def record_round_event(
        self,
        round_id: str,
        kind: RoundState,
        by: Author | str,
        at: dt.datetime,
        reason: str | None = None,
        detail: str | None = None,
    ) -> None:
        """Close, reopen or sign a round; raises RoundMoved when it is not in a state that this may follow."""

        def work(cursor: Cursor, revision: int) -> None:
            found = find_in(cursor, round_id)
            if found.state not in COMES_AFTER[kind]:
                raise RoundMoved(found.name)
            append_event(cursor, round_id, kind, revision, by, at, reason, detail)

        self.database.write(work)

    def list_rounds(self) -> list[Round]:
        """Every round, the latest last day first."""
        with self.database.cursor() as cursor:
            return _rounds(cursor, "TRUE ORDER BY units_due_on DESC, created_at DESC", [])

    def find_round(self, round_id: str) -> Round:
        """One round; raises NoSuchRound."""
        with self.database.cursor() as cursor:
            return find_in(cursor, round_id)

    def list_duties(self, round_id: str) -> pd.DataFrame:
        """Who reports what in a round: unit_code, unit_valid_from, indicator_code, as frozen when it was opened."""
        rows = self.database.read(
            "SELECT unit_code, unit_valid_from, indicator_code FROM round_duty WHERE round_id = ? ORDER BY ALL",
            [round_id],
        )
        return rows.assign(unit_valid_from=[as_date(day) for day in rows["unit_valid_from"]])

    def find_owed(self, unit: tuple[str, dt.date], period: str) -> Owed | None:
        """What a unit owes for a period; None when the period has no round that was opened."""
        opened = [one for one in self.list_rounds() if one.period == period and one.state != "drafted"]
        if not opened:
            return None
        asking = [one for one in opened if one.takes_figures] or opened
        condition, parameters = within("round_id", [one.id for one in asking])
        rows = self.database.read_rows(
            "SELECT DISTINCT round_id, indicator_code FROM round_duty WHERE unit_code = ? AND "
            f"unit_valid_from = ? AND {condition} ORDER BY indicator_code",
            [*unit, *parameters],
        )
        due = [(one.name, one.units_due_on) for one in asking if one.id in {row[0] for row in rows}]
        return Owed(tuple(code for _, code in rows), tuple(due))

    def read_round_events(self, round_id: str) -> pd.DataFrame:
        """What was done to a round, newest first: kind, at, by, reason, detail."""
        return self.database.read(
            'SELECT kind, "at", "by", reason, detail FROM round_event WHERE round_id = ? '
            'ORDER BY revision DESC, "at" DESC',
            [round_id],
        )


def states_of(rounds: Iterable[Round]) -> dict[str, str]:
    """Round id -> state of those that were opened, as a hand-in saw them."""
    return {one.id: one.state for one in rounds if one.state != "drafted"}


def read_states(cursor: Cursor) -> dict[str, str]:
    """Round id -> state of every round that was opened."""
    return dict(cursor.execute("SELECT id, state FROM round_state WHERE state <> 'drafted'").fetchall())


def refuse_other_states(cursor: Cursor, seen: RoundStates | None) -> None:
    """Raises RoundMoved when a round was opened, closed or signed since `seen` was read; None asks nothing."""
    if seen is not None and (known := read_states(cursor)) != dict(seen):
        moved = [round_id for round_id, state in known.items() if seen.get(round_id) != state]
        raise RoundMoved(find_in(cursor, moved[0]).name if moved else "")


def append_event(
    cursor: Cursor,
    round_id: str,
    kind: str,
    revision: int,
    by: Author | str,
    at: dt.datetime,
    reason: str | None = None,
    detail: str | None = None,
) -> None:
    """Append one event to a round's history, inside the write it tells of."""
    author = as_author(by)
    cursor.execute(
        'INSERT INTO round_event (id, round_id, kind, revision, "at", "by", account_id, address, reason, '
        "detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [new_id(), round_id, kind, revision, local_time(at), author.name, author.account_id, author.address,
         reason, detail],
    )  # fmt: skip


def _plain(new: NewRound) -> dict[str, Any]:
    return {name: _listed(getattr(new, name)) for name in _OWN}


def _listed(value: Any) -> Any:
    return ",".join(str(one) for one in value) if isinstance(value, tuple) else value


def find_in(cursor: Cursor, round_id: str) -> Round:
    """One round, as a running transaction sees it; raises NoSuchRound."""
    found = _rounds(cursor, "id = ?", [round_id])
    if not found:
        raise NoSuchRound()
    return found[0]


def _rounds(cursor: Cursor, condition: str, parameters: list[Any]) -> list[Round]:
    rows = cursor.execute(
        f"SELECT {', '.join(_STORED)} FROM round_state WHERE {condition}", parameters
    ).fetchall()
    return [_as_round(dict(zip(_STORED, row, strict=True))) for row in rows]


def _as_round(row: dict[str, Any]) -> Round:
    def parts(name: str) -> list[str]:
        return [part for part in cast(str, row[name]).split(",") if part]

    days = {name: tuple(int(part) for part in parts(name)) for name in ("remind_before", "remind_after")}
    return Round(**{**row, **days, "field_codes": tuple(parts("field_codes"))})


def _refuse_name(cursor: Cursor, name: str, own_id: str) -> None:
    taken = cursor.execute("SELECT 1 FROM round WHERE lower(name) = lower(?) AND id <> ?", [name, own_id])
    if taken.fetchone():
        raise RoundExists(name)
