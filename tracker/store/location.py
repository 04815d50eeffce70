"""Where a workspace lies: one DuckDB file, or DuckLake with its catalogue in PostgreSQL."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from tracker.store.errors import DatabaseReadOnly, DataPathMissing, FolderMissing, NotADatabase

DUCKLAKE_PREFIX = "ducklake:postgres:"
_PASSWORD = re.compile(r"(password\s*=\s*)('[^']*'|\S+)", re.IGNORECASE)


@dataclass(frozen=True)
class Location:
    """`path` of the DuckDB file, or `libpq` text, `data_path` and `metadata_schema` of a DuckLake."""

    path: Path | None
    libpq: str = ""
    data_path: str = ""
    metadata_schema: str = ""

    @property
    def is_ducklake(self) -> bool:
        return self.path is None

    @property
    def files_folder(self) -> Path:
        """The folder beside the database that keeps the files handed in."""
        if self.path is not None:
            return self.path.with_name(self.path.stem + ".files")
        return Path(self.data_path.rstrip("/") + ".files")

    def __str__(self) -> str:
        if self.path is not None:
            return str(self.path)
        return DUCKLAKE_PREFIX + _PASSWORD.sub(r"\1…", self.libpq)


def parse_location(url_or_path: str | Path, data_path: str | None = None) -> Location:
    """Read `data/tracker.duckdb` or `ducklake:postgres:<libpq>[?data_path=…&metadata_schema=…]`.

    Without a data path in the address or the argument, TRACKER_DATA_PATH of the environment counts.
    Raises DataPathMissing.
    """
    text = str(url_or_path)
    if not text.startswith(DUCKLAKE_PREFIX):
        return Location(Path(text))
    libpq, _, query = text.removeprefix(DUCKLAKE_PREFIX).partition("?")
    options = dict(parse_qsl(query))
    chosen = options.get("data_path") or data_path or os.environ.get("TRACKER_DATA_PATH", "")
    location = Location(None, libpq, chosen, options.get("metadata_schema", ""))
    if not chosen:
        raise DataPathMissing(location)
    return location


def check_location(location: Location, read_only: bool) -> None:
    """Raise FolderMissing, NotADatabase or DatabaseReadOnly before DuckDB touches anything."""
    path = location.path
    if path is None:
        folder = Path(location.data_path)
        if "://" not in location.data_path and not folder.parent.is_dir():
            raise FolderMissing(folder.parent)
        return
    if not path.parent.is_dir():
        raise FolderMissing(path.parent)
    if path.is_dir() or (read_only and not path.exists()):
        raise NotADatabase(path)
    if read_only:
        return
    if path.exists() and not os.access(path, os.W_OK):
        raise DatabaseReadOnly(path)
    if not os.access(path.parent, os.W_OK):
        raise DatabaseReadOnly(path.parent)
