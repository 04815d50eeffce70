"""The pages without a browser: Streamlit's AppTest through the shell, on a workspace of the test's own."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tracker.workflow.workspace import initialise, shared_workspace

TODAY = "2026-11-22"
OpenPage = Callable[..., AppTest]
UseDatabase = Callable[[Path], None]


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as the very first start makes it, with illustrative figures; tests take copies."""
    path = tmp_path_factory.mktemp("demo") / "tracker.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_DATABASE", str(path))
        _release()
        shared_workspace()
        _release()
    return path


@pytest.fixture
def use_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[UseDatabase]:
    """Point the pages at a database; what they had open before is closed."""

    def use(path: Path) -> None:
        _release()
        monkeypatch.setenv("TRACKER_DATABASE", str(path))
        monkeypatch.setenv("TRACKER_TODAY", TODAY)

    yield use
    _release()


@pytest.fixture
def demo(demo_database: Path, use_database: UseDatabase, tmp_path: Path) -> Path:
    """A copy of the illustrative workspace, free to be written to."""
    path = tmp_path / "tracker.duckdb"
    shutil.copyfile(demo_database, path)
    use_database(path)
    return path


@pytest.fixture
def real(demo: Path) -> Path:
    """A workspace that has begun with real figures: nothing but the published ones."""
    initialise(shared_workspace(), demo=False, at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC), by="test")
    return demo


@pytest.fixture
def open_page(repository: Path) -> OpenPage:
    """Open a page of pages/ with the parameters of its link; `dia_ban="D074"` stands for `dia-ban`."""

    def open_(name: str, **link: str) -> AppTest:
        app = AppTest.from_file(str(repository / "tracker" / "ui" / "shell.py"), default_timeout=120)
        if name != "tong_quan":
            app.run()
            app.switch_page(str(repository / "pages" / f"{name}.py"))
        for key, value in link.items():
            app.query_params[key.replace("_", "-")] = value
        return app.run()

    return open_


def shown(app: AppTest) -> str:
    """Everything that the pages' own components put on the screen, as one text of markup."""
    plain = [element.proto.body for element in app.get("html") if not element.proto.body.startswith("<style")]
    drawn = [json.loads(element.proto.json)["markup"] for element in app.get("bidi_component")]
    return "\n".join([*plain, *drawn])


def heading(app: AppTest) -> str:
    """The sentence that opens the page, as markup."""
    text = shown(app)
    assert text.count("<h1") == 1, "a page opens with one sentence"
    return text[text.index("<h1") : text.index("</h1>")]


def _release() -> None:
    if shared_workspace.cache_info().currsize:
        shared_workspace().store.close()
    shared_workspace.cache_clear()
    st.cache_data.clear()
