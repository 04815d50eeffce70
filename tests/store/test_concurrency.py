"""Several writers: threads take turns, servers on one DuckLake repeat on fresh data, nobody loses a write."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
import pytest

from tests.store.conftest import load_samples
from tests.store.samples import AT, NEW
from tests.store.test_recording import PERIOD, observations, value_of
from tracker.store import NewSubmission, StaleFigures, StaleRevision, Store, open_store
from tracker.store.migrations import list_migrations
from tracker.store.submission_rows import KEY_COLUMNS

UNITS = ["02374", "02380", "02215", "00691"]


def write_in_threads(stores: list[Store], each: int) -> None:
    def work(store: Store, unit: str) -> None:
        for number in range(1, each + 1):
            submission = NewSubmission(unit, NEW, PERIOD, "form", AT)
            store.record_submission(submission, observations(("GN-11", float(number), None, None)))

    with ThreadPoolExecutor(len(UNITS)) as threads:
        list(threads.map(work, itertools.cycle(stores), UNITS))


def test_threads_of_one_server(store: Store) -> None:
    before, each = store.revision(), 3
    write_in_threads([store], each)
    assert store.revision() == before + len(UNITS) * each
    assert value_of(store, "TQ_NEW", "GN-11") == len(UNITS) * each
    assert store.find_rollup_differences().empty


def test_two_servers_on_one_ducklake(libpq: str, tmp_path: Path) -> None:
    address = f"ducklake:postgres:{libpq}?data_path={tmp_path}/lake&metadata_schema=two_servers"
    with open_store(address) as first, open_store(address) as second:
        load_samples(first)
        before, each = second.revision(), 3
        write_in_threads([first, second], each)
        assert first.revision() == before + len(UNITS) * each
        assert value_of(second, "TQ_NEW", "GN-11") == len(UNITS) * each
        assert first.find_rollup_differences().empty


def test_two_servers_that_start_together(libpq: str, tmp_path: Path) -> None:
    address = f"ducklake:postgres:{libpq}?data_path={tmp_path}/lake&metadata_schema=started_together"
    with ThreadPoolExecutor(2) as threads:
        opened = list(threads.map(open_store, [address, address]))
    assert opened[0].database.read_rows("SELECT count(*) FROM workspace") == [(1,)]
    assert opened[1].database.read_rows("SELECT count(*) FROM migration") == [(len(list_migrations()),)]
    for store in opened:
        store.close()


def test_the_loser_of_a_race_sees_the_winner(libpq: str, tmp_path: Path) -> None:
    """A write that expects a revision is judged again on fresh data, and refused."""
    address = f"ducklake:postgres:{libpq}?data_path={tmp_path}/lake&metadata_schema=race"
    with open_store(address) as first, open_store(address) as second:
        load_samples(first)
        seen = first.revision()
        attempts = []

        def slow(cursor: object, revision: int) -> None:
            attempts.append(revision)
            if len(attempts) == 1:
                row = pd.DataFrame({"indicator_code": ["GN-11"], "measure": "actual", "value": 1.0})
                second.record_submission(NewSubmission("02374", NEW, PERIOD, "form", AT), row)

        with pytest.raises(StaleRevision):
            first.database.write(slow, expected_revision=seen)
        assert attempts == [seen + 1]
        assert first.revision() == seen + 1
        first.database.write(slow)
        assert first.revision() == seen + 2


def test_the_loser_of_a_race_compares_its_keys_again(libpq: str, tmp_path: Path) -> None:
    """Another server stores the same figure, or only others, between the look and the write."""
    address = f"ducklake:postgres:{libpq}?data_path={tmp_path}/lake&metadata_schema=swap"
    key = pd.DataFrame([("GN-11", "02374", NEW, PERIOD, "actual")], columns=list(KEY_COLUMNS))
    with open_store(address) as first, open_store(address) as second:
        load_samples(first)
        for unit, is_refused in (("02380", False), ("02374", True)):
            seen = first.match_current(key)["standing"].to_numpy()
            submission = NewSubmission(unit, NEW, PERIOD, "form", AT)
            second.record_submission(submission, observations(("GN-11", 1.0, None, None)))
            mine = NewSubmission("02374", NEW, PERIOD, "file", AT)
            refusal = pytest.raises(StaleFigures) if is_refused else nullcontext()
            with refusal:
                first.record_submission(mine, key.assign(value=2.0), seen=seen)
        assert value_of(first, "02374", "GN-11") == 1


def test_of_many_that_saw_the_same_one_gets_in(store: Store) -> None:
    key = pd.DataFrame([("GN-11", "02374", NEW, PERIOD, "actual")], columns=list(KEY_COLUMNS))
    seen = store.match_current(key)["standing"].to_numpy()

    def write(number: int) -> bool:
        submission = NewSubmission("02374", NEW, PERIOD, "file", AT)
        try:
            store.record_submission(submission, key.assign(value=float(number)), seen=seen)
        except StaleFigures:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(write, range(4))) == 1
    assert len(store.list_submissions("02374")) == 1
