"""The menu beside a chart: nothing is made before it is open, and without a browser it says what to install."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tracker.words.image_texts import FILES, INSTALL_BROWSER, KINDS


def buttons(app: AppTest) -> list[dict]:
    """The data of the menus that are open."""
    found = [json.loads(element.proto.json) for element in app.get("bidi_component")]
    return [data for data in found if "kinds" in data]


def open_menu(app: AppTest, key: str) -> AppTest:
    app.session_state[f"{key} files"] = True
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("page", ["chi_tieu", "so_sanh"])
def test_nothing_is_made_before_the_menu_is_open(open_app, demo_database: Path, page: str) -> None:
    app = open_app(demo_database, page)
    assert [one.proto.popover.label for one in app.get("popover")] == [FILES]
    assert buttons(app) == []


@pytest.mark.parametrize(("page", "key"), [("chi_tieu", "chart"), ("so_sanh", "changes")])
def test_an_open_menu_has_the_chart_in_light_colours(
    open_app, demo_database: Path, page: str, key: str
) -> None:
    (data,) = buttons(open_menu(open_app(demo_database, page, ky="2026-H1"), key))
    assert data["kinds"] == list(KINDS) and data["made"] is None
    assert json.loads(data["figure"])["layout"]["font"]["color"] == "#17212b"
    assert "Số liệu minh họa" in data["sheet"]["footnote"]
    assert data["query"]["ky"] == "2026-H1"


def test_without_a_browser_there_is_no_pdf_and_the_reason_is_said(
    open_app, demo_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_BROWSER", "/nowhere/chromium")
    app = open_menu(open_app(demo_database, "chi_tieu"), "chart")
    (data,) = buttons(app)
    assert data["kinds"] == [kind for kind in KINDS if kind != "pdf"]
    assert any(INSTALL_BROWSER in one.value for one in app.caption)


def test_figures_that_nobody_approved_are_said_on_the_image(open_app, demo_database: Path) -> None:
    app = open_menu(open_app(demo_database, "chi_tieu", ky="2026", chua_duyet="co"), "chart")
    assert "có cả số chưa duyệt" in buttons(app)[0]["sheet"]["footnote"]
