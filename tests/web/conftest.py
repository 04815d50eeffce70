"""A small demonstration for the routes and the gate to ask, of each test's own."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.store import open_store
from tracker.workflow.workspace import shared_workspace


@pytest.fixture(scope="session")
def empty_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "demo.duckdb"
    with open_store(path) as store:
        store.begin_demo(dt.datetime.now(dt.UTC))
    return path


@pytest.fixture(autouse=True)
def database(
    empty_demo: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    path = Path(shutil.copy(empty_demo, tmp_path_factory.mktemp("web") / "demo.duckdb"))
    monkeypatch.setenv("TRACKER_DATABASE", str(path))
    forget()
    yield path
    forget()


def forget() -> None:
    """Close the workspace that the process shares, so that the next request opens another."""
    if shared_workspace.cache_info().currsize:
        shared_workspace().store.close()
    shared_workspace.cache_clear()
