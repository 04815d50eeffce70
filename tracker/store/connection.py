"""The connection: one per process, a cursor per call, writes one after another, each a transaction."""

from __future__ import annotations

import importlib.util
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from tracker.store.errors import (
    ExtensionMissing,
    StaleRevision,
    StoreError,
    WriteConflict,
    is_conflict,
    is_fatal,
    is_made_twice,
    translate,
)
from tracker.store.location import Location, check_location

Cursor = duckdb.DuckDBPyConnection
T = TypeVar("T")
Parameters = Sequence[Any] | Mapping[str, Any]

EXTENSIONS = ("postgres_scanner", "ducklake")
_LONGEST_LOG = "64MB"  # so that a large hand-in is written once while its sender waits, not twice
ATTEMPTS = 12  # of one write while other servers commit first


class Database:
    """One open DuckDB file or DuckLake. `read` and `write` are the only ways in."""

    def __init__(self, location: Location, read_only: bool = False) -> None:
        self.location = location
        self.read_only = read_only
        self._write_lock = threading.RLock()
        self._open_lock = threading.Lock()
        self._connection: Cursor | None = None
        check_location(location, read_only)
        self._open()

    def close(self) -> None:
        with self._write_lock, self._open_lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor of its own; faults of the surroundings leave as StoreError."""
        try:
            cursor = self._open().cursor()
        except duckdb.Error as error:
            raise self._translated(error) from error
        try:
            if self.location.is_ducklake:
                cursor.execute("USE tracker")
            yield cursor
        except duckdb.Error as error:
            raise self._translated(error) from error
        finally:
            cursor.close()

    @contextmanager
    def snapshot(self) -> Iterator[Cursor]:
        """A cursor on one state of the data, for several queries; nothing that it does is kept."""
        with self.cursor() as cursor:
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield cursor
            finally:
                _roll_back(cursor)

    def read(
        self, sql: str, parameters: Parameters = (), tables: Mapping[str, pa.Table] | None = None
    ) -> pd.DataFrame:
        """The rows of one query as a frame; `tables` stand beside the database's own under their names."""
        with self.cursor() as cursor:
            for name, table in (tables or {}).items():
                cursor.register(name, table)
            return cursor.execute(sql, _bindable(parameters)).df()

    def read_rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """The rows of one query as tuples."""
        with self.cursor() as cursor:
            return cursor.execute(sql, _bindable(parameters)).fetchall()

    def write(self, work: Callable[[Cursor, int], T], expected_revision: int | None = None) -> T:
        """Run `work(cursor, revision)` in one transaction that raises the workspace's revision.

        Every write updates the one row of `workspace`, so two writers on a DuckLake conflict and
        the loser runs again on fresh data: `work` must have no effects but through the cursor.
        Raises StaleRevision when the revision is not the expected one, WriteConflict, DiskFull …
        """

        def with_revision(cursor: Cursor) -> T:
            row = cursor.execute("SELECT revision FROM workspace").fetchone()
            revision = int(row[0]) if row else 0
            if expected_revision is not None and revision != expected_revision:
                raise StaleRevision(self.location)
            cursor.execute("UPDATE workspace SET revision = ?", [revision + 1])
            return work(cursor, revision + 1)

        return self.transact(with_revision)

    def transact(self, work: Callable[[Cursor], T]) -> T:
        """Run `work` in one transaction, again on fresh data while other writers commit first."""
        with self._write_lock:
            for attempt in range(ATTEMPTS):
                try:
                    return self._once(work)
                except duckdb.Error as error:
                    if not is_conflict(error) or is_fatal(error):
                        raise self._translated(error) from error
                    if attempt == ATTEMPTS - 1:
                        raise WriteConflict(self.location) from error
                time.sleep(random.uniform(0.01, 0.05) * 2 ** min(attempt, 5))
        raise AssertionError("unreachable")

    def _once(self, work: Callable[[Cursor], T]) -> T:
        cursor = self._open().cursor()
        try:
            if self.location.is_ducklake:
                cursor.execute("USE tracker")
            cursor.execute("BEGIN TRANSACTION")
            try:
                result = work(cursor)
                cursor.execute("COMMIT")
            except BaseException:
                _roll_back(cursor)
                raise
            return result
        finally:
            cursor.close()

    def _open(self) -> Cursor:
        with self._open_lock:
            if self._connection is None:
                self._connection = self._connected()
            return self._connection

    def _connected(self) -> Cursor:
        """Servers that start together on a new DuckLake all try to make it: the losers try again."""
        for attempt in range(ATTEMPTS):
            try:
                return _connect(self.location, self.read_only)
            except duckdb.Error as error:
                is_race = self.location.is_ducklake and is_made_twice(error)
                if not is_race or attempt == ATTEMPTS - 1:
                    found = translate(error, self.location)
                    detail = str(error).splitlines()[0]
                    raise (found or StoreError(self.location, detail=detail)) from error
            time.sleep(random.uniform(0.02, 0.1) * (attempt + 1))
        raise AssertionError("unreachable")

    def _translated(self, error: duckdb.Error) -> Exception:
        """Our error for DuckDB's; after a fatal one the next call opens the database again."""
        if is_fatal(error):
            with self._open_lock:
                if self._connection is not None:
                    self._connection.close()
                    self._connection = None
        return translate(error, self.location) or error


def _bindable(parameters: Parameters) -> list[Any] | dict[str, Any]:
    return dict(parameters) if isinstance(parameters, Mapping) else list(parameters)


def _roll_back(cursor: Cursor) -> None:
    """DuckDB has already rolled back when the commit itself failed; then there is nothing to do."""
    try:
        cursor.execute("ROLLBACK")
    except duckdb.Error:
        return


def _connect(location: Location, read_only: bool) -> Cursor:
    offline: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if location.path is not None:
        config = offline | {"checkpoint_threshold": _LONGEST_LOG}
        return duckdb.connect(str(location.path), read_only=read_only, config=config)
    connection = duckdb.connect(":memory:", config=offline)
    try:
        for name in EXTENSIONS:
            connection.execute(f"LOAD '{_quoted(extension_file(name))}'")
        options = [f"DATA_PATH '{_quoted(location.data_path)}'"]
        if location.metadata_schema:
            options.append(f"METADATA_SCHEMA '{_quoted(location.metadata_schema)}'")
        if read_only:
            options.append("READ_ONLY")
        address = _quoted(f"ducklake:postgres:{location.libpq}")
        connection.execute(f"ATTACH '{address}' AS tracker ({', '.join(options)})")
    except BaseException:
        connection.close()
        raise
    return connection


def extension_file(name: str) -> Path:
    """The extension inside its installed wheel: loaded from there, nothing is downloaded."""
    package = importlib.util.find_spec(f"duckdb_extension_{name}")
    if package is None or package.origin is None:
        raise ExtensionMissing(name)
    folder = Path(package.origin).parent / "extensions" / f"v{duckdb.__version__}"
    file = folder / f"{name}.duckdb_extension"
    if not file.is_file():
        raise ExtensionMissing(name)
    return file


def _quoted(text: object) -> str:
    return str(text).replace("'", "''")
