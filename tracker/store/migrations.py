"""Numbered migrations: brings a database to the schema of this code, each step with its record."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tracker.store.connection import Cursor, Database
from tracker.store.errors import NewerDatabase, NotADatabase, OlderDatabase
from tracker.store.views import VIEWS

_FOLDER = Path(__file__).parent / "migrations"
_FILE_NAME = re.compile(r"(\d{4})_(\w+)\.sql")


@dataclass(frozen=True)
class Migration:
    number: int
    name: str
    statements: tuple[str, ...]


def list_migrations(folder: Path = _FOLDER) -> list[Migration]:
    """The migrations in their order; a gap in the numbers or a wrong file name raises ValueError."""
    migrations: list[Migration] = []
    for file in sorted(folder.glob("*.sql")):
        match = _FILE_NAME.fullmatch(file.name)
        if match is None or int(match[1]) != len(migrations) + 1:
            raise ValueError(f"migration {file.name} does not continue the numbers")
        migrations.append(Migration(int(match[1]), match[2], _statements(file.read_text("utf-8"))))
    return migrations


def upgrade(database: Database, now: dt.datetime, migrations: list[Migration] | None = None) -> None:
    """Run what is missing and make the views anew.

    Raises NewerDatabase when the database is ahead of the code, OlderDatabase when it is behind and
    open for reading only, NotADatabase when it holds somebody else's tables.
    """
    known = list_migrations() if migrations is None else migrations
    found = _schema_version(database)
    if found > len(known):
        raise NewerDatabase(database.location, detail=f" (lược đồ {found}, phần mềm này biết {len(known)})")
    if database.read_only:
        if found < len(known):
            raise OlderDatabase(database.location, detail=f" (lược đồ {found}, cần {len(known)})")
        return
    for migration in known[found:]:
        database.transact(partial(_apply, migration=migration, now=now))
    database.transact(_make_views)


def _statements(sql: str) -> tuple[str, ...]:
    without_comments = re.sub(r"--[^\n]*", "", sql)
    return tuple(part.strip() for part in without_comments.split(";") if part.strip())


def _schema_version(database: Database) -> int:
    with database.cursor() as cursor:
        return _version_seen_by(cursor, database)


def _version_seen_by(cursor: Cursor, database: Database | None = None) -> int:
    tables = {
        name
        for (name,) in cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
        ).fetchall()
    }
    if "workspace" in tables and "migration" in tables:
        row = cursor.execute("SELECT max(number) FROM migration").fetchone()
        return int(row[0]) if row and row[0] else 0
    if tables and database is not None:
        raise NotADatabase(database.location)
    return 0


def _apply(cursor: Cursor, migration: Migration, now: dt.datetime) -> None:
    """One migration and its record; does nothing when another server has just done the same."""
    if _version_seen_by(cursor) >= migration.number:
        return
    for statement in migration.statements:
        cursor.execute(statement)
    cursor.execute("INSERT INTO migration VALUES (?, ?, ?)", [migration.number, migration.name, now])
    if migration.number == 1:
        cursor.execute(
            "INSERT INTO workspace (revision, mode, schema_version, created_at) VALUES (0, 'real', 1, ?)",
            [now],
        )
    else:
        cursor.execute("UPDATE workspace SET revision = revision + 1, schema_version = ?", [migration.number])


def _make_views(cursor: Cursor) -> None:
    for name, sql in VIEWS.items():
        cursor.execute(f"CREATE OR REPLACE VIEW {name} AS {sql}")
