"""A round in a store of the tests, as opening one leaves it."""

from __future__ import annotations

import datetime as dt

from tracker.store import Store

AT = dt.datetime(2026, 6, 1, 8)


def insert_round(
    store: Store, period: str, due_on: dt.date, state: str | None = "opened", *, is_demo: bool = False
) -> str:
    """Insert a round with one event of its state; gives its id."""
    round_id = f"round-{period}"

    def work(cursor, revision: int) -> None:
        cursor.execute(
            "INSERT INTO round (id, name, period, calendar, cut_off_on, units_due_on, "
            "field_codes, has_reminders, remind_before, remind_after, is_demo, created_at) "
            "VALUES (?, ?, ?, 'common', ?, ?, '', FALSE, '', '', ?, ?)",
            [round_id, f"Kỳ {period}", period, due_on, due_on, is_demo, AT],
        )
        if state:
            cursor.execute(
                'INSERT INTO round_event (id, round_id, kind, revision, "at") VALUES (?, ?, ?, ?, ?)',
                [f"{round_id}-{state}", round_id, state, revision, AT],
            )

    store.database.write(work)
    return round_id
