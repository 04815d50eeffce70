"""A small real workspace for the pages: the product's own catalogue and a database of this session."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import initialise, open_workspace, shared_workspace

ROOT = Path(__file__).resolve().parents[2]
SHELL = str(ROOT / "tracker" / "ui" / "shell.py")


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the illustrative figures, made once."""
    path = tmp_path_factory.mktemp("demo") / "tracker.duckdb"
    _initialise(path, demo=True)
    return path


@pytest.fixture(scope="session")
def real_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with catalogue, units and published actuals only."""
    path = tmp_path_factory.mktemp("real") / "tracker.duckdb"
    _initialise(path, demo=False)
    return path


def _initialise(path: Path, *, demo: bool) -> None:
    settings = read_settings({"TRACKER_DATABASE": str(path), "TRACKER_TODAY": "2026-11-22"})
    with open_workspace(settings, create=True) as workspace:
        initialise(workspace, demo=demo, at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC), by="test")


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """`open_app(database, page, **link)`: a page run through the shell, as a visitor gets it."""

    def start(database: Path, page: str = "tong_quan", **link: str) -> AppTest:
        monkeypatch.setenv("TRACKER_DATABASE", str(database))
        monkeypatch.setenv("TRACKER_TODAY", "2026-11-22")
        _forget()
        app = AppTest.from_file(SHELL, default_timeout=60)
        if page != "tong_quan":
            app.run()
            app.switch_page(str(ROOT / "pages" / f"{page}.py"))
        for name, value in link.items():
            app.query_params[name.replace("_", "-")] = value
        return app.run()

    yield start
    _forget()


def _forget() -> None:
    if shared_workspace.cache_info().currsize:
        shared_workspace().store.close()
    shared_workspace.cache_clear()
    st.cache_data.clear()


def markup(app: AppTest) -> str:
    """Everything a page wrote as markup, in order."""
    return "\n".join(element.proto.body for element in app.get("html"))


def views(app: AppTest) -> str:
    """The data of the views, which hold the drawings."""
    return "\n".join(json.loads(element.proto.json)["markup"] for element in app.get("bidi_component"))
