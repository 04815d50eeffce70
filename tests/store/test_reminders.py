"""Reminders: claimed once whoever asks, tried again with growing waits, given up after some; whom they reach."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.store.conftest import load_samples
from tests.store.rounds import DUE, OPENED, open_new
from tests.store.samples import NEW
from tracker.core.reminding import MOST_ATTEMPTS
from tracker.store import Store, open_store
from tracker.store.accounts import NewAccount
from tracker.store.reminders import NewReminder, Outcome

NOW = dt.datetime(2025, 12, 8, 8)
HOUR = dt.timedelta(hours=1)


def reminder(unit: str = "02374", kind: str = "before_7", due_on: dt.date = DUE) -> NewReminder:
    return NewReminder(unit, NEW, kind, due_on, (f"{unit}@example.vn", "b@example.vn"))


def claim(store: Store, found, at: dt.datetime = NOW, **other) -> str | None:  # type: ignore[no-untyped-def]
    return store.claim_reminders(found, [reminder(**other)], "máy chủ", at)[0]


def test_a_reminder_is_claimed_once_and_logged(store: Store) -> None:
    found = open_new(store)
    first = store.claim_reminders(found, [reminder(), reminder("02380")], "máy chủ", NOW)
    assert all(first)
    assert store.claim_reminders(found, [reminder(), reminder("02380")], "máy khác", NOW) == [None, None]
    store.settle_reminders([Outcome(first[0], "sent"), Outcome(first[1], "failed", "550 không có")], NOW)
    rows = store.list_reminders(found.id).set_index("unit_code")
    assert rows.loc["02374", ["state", "address", "by"]].tolist() == [
        "sent", "02374@example.vn, b@example.vn", "máy chủ",
    ]  # fmt: skip
    assert rows.loc["02380", ["state", "detail"]].tolist() == ["failed", "550 không có"]
    log = store.read_audit(equal={"subject_id": found.id})
    kinds = log["kind"].tolist()
    assert [kinds.count(one) for one in ("reminder_sent", "reminder_failed", "reminder_sending")] == [1, 1, 0]


def test_one_for_each_kind_and_last_day(file_store: Store) -> None:
    found = open_new(file_store)
    for other in ({}, {"kind": "before_1"}, {"due_on": DUE + dt.timedelta(5)}):
        reminder_id = claim(file_store, found, **other)
        assert reminder_id
        file_store.settle_reminders([Outcome(reminder_id, "sent")], NOW)
        assert claim(file_store, found, NOW + 100 * HOUR, **other) is None


def test_what_failed_waits_longer_each_time_and_is_given_up(file_store: Store) -> None:
    found, at, waits = open_new(file_store), NOW, []
    for _ in range(MOST_ATTEMPTS):
        reminder_id = claim(file_store, found, at)
        assert reminder_id
        file_store.settle_reminders([Outcome(reminder_id, "failed", "x")], at)
        wait = next((n for n in range(100) if claim_would(file_store, found, at + n * HOUR)), None)
        waits.append(wait)
        at += (wait or 0) * HOUR
    assert waits == [1, 2, 4, 8, None]


def claim_would(store: Store, found, at: dt.datetime) -> bool:  # type: ignore[no-untyped-def]
    """Whether a claim would succeed, without leaving one."""
    reminder_id = claim(store, found, at)
    if reminder_id:
        store.database.write(
            lambda cursor, _: cursor.execute("DELETE FROM reminder WHERE attempt_id = ?", [reminder_id])
        )
    return reminder_id is not None


def test_a_server_that_died_over_it_is_waited_for_and_then_replaced(file_store: Store) -> None:
    found = open_new(file_store)
    assert claim(file_store, found)
    assert claim(file_store, found, NOW + HOUR / 4) is None
    assert claim(file_store, found, NOW + HOUR)


def test_nothing_is_claimed_once_the_round_has_changed(file_store: Store) -> None:
    found = open_new(file_store)
    file_store.change_round(found, {"has_reminders": False}, "Lan", OPENED, kind="reminders_stopped")
    assert claim(file_store, found) is None
    stopped = file_store.find_round(found.id)
    file_store.record_round_event(found.id, "closed", "Lan", OPENED)
    assert claim(file_store, stopped) is None


def test_two_servers_send_each_once(libpq: str, tmp_path: Path) -> None:
    address = f"ducklake:postgres:{libpq}?data_path={tmp_path}/lake&metadata_schema=two_senders"
    with open_store(address) as first, open_store(address) as second:
        load_samples(first)
        found = open_new(first)
        wanted = [reminder(unit) for unit in ("02374", "02380", "SYT")]
        with ThreadPoolExecutor(2) as threads:
            claims = list(
                threads.map(lambda store: store.claim_reminders(found, wanted, "x", NOW), [first, second])
            )
        taken = [sum(one is not None for one in pair) for pair in zip(*claims, strict=True)]
        assert taken == [1, 1, 1]


def test_whom_it_reaches(store: Store) -> None:
    unit, other = ("02374", NEW), ("02380", NEW)

    def add(login: str, email: str | None, role: str = "reporter", units=(unit,)) -> str:  # type: ignore[no-untyped-def]
        return store.add_account(NewAccount(login, login, role, email, units=units), "Lan", OPENED)

    add("a", "a@example.vn")
    add("b", " b@example.vn ", units=(unit, other))
    add("c", "a@example.vn")
    add("d", None)
    add("e", " ", units=(other,))
    add("f", "f@example.vn", role="coordinator")
    add("g", "g@example.vn")
    closed = store.find_account("login", "g")
    assert closed
    store.change_account(closed, {"is_disabled": True}, "Lan", OPENED)
    assert store.find_addresses({unit, other}) == {
        unit: ("a@example.vn", "b@example.vn"),
        other: ("b@example.vn",),
    }
    assert store.find_addresses({("SYT", NEW)}) == {}
