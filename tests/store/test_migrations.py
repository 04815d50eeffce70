"""Migrations: portable SQL, each with its record, repeatable, never onto a newer or foreign database."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import duckdb
import pytest

from tests.store.samples import AT
from tracker.store import NewerDatabase, NotADatabase, OlderDatabase, Store, migrations, open_store
from tracker.store.migrations import Migration, list_migrations, upgrade
from tracker.store.views import VIEWS

FOLDER = Path(migrations.__file__).parent / "migrations"
NOT_IN_DUCKLAKE = re.compile(
    r"\b(primary\s+key|unique|check|references|foreign|sequence|nextval|index|on\s+conflict|generated|returning)\b",
    re.IGNORECASE,
)
NOW = dt.datetime(2026, 1, 2, 3, 4)


def test_the_sql_stays_inside_what_ducklake_has() -> None:
    store_folder = FOLDER.parent
    for file in [*FOLDER.glob("*.sql"), *store_folder.glob("*.py")]:
        for statement in _sql_in(file):
            assert not NOT_IN_DUCKLAKE.search(statement), f"{file.name}: {statement[:80]}"


def _sql_in(file: Path) -> list[str]:
    text = file.read_text("utf-8")
    if file.suffix == ".sql":
        return [re.sub(r"--[^\n]*", "", text)]
    literals = re.findall(r'"""(.*?)"""|"((?:[^"\\\n]|\\.)*)"', text, re.DOTALL)
    texts = [long or short for long, short in literals]
    return [text for text in texts if re.search(r"\b(CREATE|INSERT|ALTER|UPDATE|MERGE|DELETE FROM)\b", text)]


def test_the_numbers_follow_one_another(tmp_path: Path) -> None:
    assert [one.number for one in list_migrations()] == list(range(1, len(list_migrations()) + 1))
    (tmp_path / "0001_first.sql").write_text("SELECT 1;")
    (tmp_path / "0003_third.sql").write_text("SELECT 1;")
    with pytest.raises(ValueError, match="0003_third"):
        list_migrations(tmp_path)


def test_a_step_comes_with_its_record_and_runs_once(empty_store: Store) -> None:
    last = len(list_migrations())
    steps = [*list_migrations(), Migration(last + 1, "more", ("ALTER TABLE target ADD COLUMN more VARCHAR",))]
    for _ in range(2):
        upgrade(empty_store.database, NOW, steps)
    assert empty_store.database.read_rows(
        "SELECT number, name, applied_at FROM migration WHERE number > ?", [last]
    ) == [(last + 1, "more", NOW)]
    assert empty_store.database.read_rows("SELECT schema_version FROM workspace") == [(last + 1,)]
    assert "more" in empty_store.read_targets()
    with pytest.raises(NewerDatabase, match="phiên bản mới hơn"):
        upgrade(empty_store.database, NOW)


def test_an_earlier_database_comes_up_with_what_it_holds(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database of before the names' memory: its submission is there, with nothing in the new column."""
    steps = list_migrations()
    with monkeypatch.context() as before:
        before.setattr(migrations, "list_migrations", lambda: steps[:2])
        before.setattr(migrations, "VIEWS", {"live_submission": VIEWS["live_submission"]})
        with open_store(address) as store:
            names = "id, unit_code, unit_valid_from, period, kind, precedence, revision, is_demo, received_at"
            store.database.write(
                lambda cursor, _: cursor.execute(
                    f"INSERT INTO submission ({names}) VALUES ('s', '02374', DATE '2025-07-01', '2025', "
                    "'form', 2, 1, FALSE, TIMESTAMP '2026-01-01')"
                )
            )
    with open_store(address) as store:
        assert store.database.read_rows("SELECT id, layout_key, standing > 0 FROM live_submission") == [
            ("s", None, True)
        ]
        assert store.find_names(("02374", NOW.date()), "a").empty
        assert store.list_official() == ["s"]  # nobody could approve it then


def test_a_step_that_fails_leaves_nothing(empty_store: Store) -> None:
    last = len(list_migrations())
    wrong = Migration(last + 1, "wrong", ("CREATE TABLE half (a INTEGER)", "CREATE TABLE half (a INTEGER)"))
    with pytest.raises(duckdb.Error):
        upgrade(empty_store.database, NOW, [*list_migrations(), wrong])
    assert empty_store.database.read_rows("SELECT max(number) FROM migration") == [(last,)]
    upgrade(empty_store.database, NOW)


def test_views_are_made_anew_at_every_open(tmp_path: Path) -> None:
    path = tmp_path / "tracker.duckdb"
    with open_store(path) as store:
        store.database.write(
            lambda cursor, _: [cursor.execute(f"DROP VIEW {name}") for name in reversed(VIEWS)]
        )
    with open_store(path) as store:
        assert store.database.read("SELECT * FROM current_observation").empty


def test_a_database_of_newer_code_is_left_alone(address: str) -> None:
    with open_store(address) as store:
        store.database.write(
            lambda cursor, _: cursor.execute("INSERT INTO migration VALUES (99, 'later', ?)", [AT])
        )
    with pytest.raises(NewerDatabase, match="phiên bản mới hơn"):
        open_store(address)
    with pytest.raises(NewerDatabase):
        open_store(address, read_only=True)


def test_reading_only_does_not_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "tracker.duckdb"
    with open_store(path) as store:
        store.database.write(lambda cursor, _: cursor.execute("DELETE FROM migration"))
    with pytest.raises(OlderDatabase, match="tracker init"):
        open_store(path, read_only=True)


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE theirs AS SELECT 1 AS a")
    with pytest.raises(NotADatabase):
        open_store(path)
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("theirs",)]
