"""What holds for every page of the menu: one opening sentence, no failure on published figures alone, bad links."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import markup, views
from tracker.ui.site import PAGES
from tracker.words import screen

NAMES = [page.name for page in PAGES if page.file.exists()]


def opening(app: AppTest) -> str:
    """The sentence that opens the page; there is exactly one."""
    text = markup(app) + views(app)
    assert screen.PAGE_BROKEN not in text
    assert text.count("<h1") == 1
    return text[text.index("<h1") : text.index("</h1>")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("database", ["demo_database", "real_database"])
def test_a_page_opens_with_one_sentence(
    open_app, request: pytest.FixtureRequest, database: str, name: str
) -> None:
    app = open_app(request.getfixturevalue(database), name)
    assert len(opening(app)) > 20
    assert (screen.DEMO_BANNER in markup(app)) == (database == "demo_database")


@pytest.mark.parametrize("name", ["tong_quan", "chi_tieu", "so_sanh", "don_vi", "nop_so_lieu"])
def test_every_fault_of_a_link_is_named_and_the_page_is_whole(
    open_app, demo_database: Path, name: str
) -> None:
    app = open_app(demo_database, name, ky="2099-H9", dia_ban="<b>x", ma="ZZZ", don_vi="99999", xem="?")
    assert opening(app)
    text = markup(app)
    assert "2099-H9" in text
    assert "<b>x" not in text
    # Handing in opens with the open round, reading with the last full one.
    assert app.selectbox(key="ky").value == ("2026" if name == "nop_so_lieu" else "2026-H1")


@pytest.mark.parametrize(("period", "place"), [("2024", "TQ_OLD"), ("2026-H1", "TQ_NEW")])
def test_a_code_is_read_with_its_period(open_app, demo_database: Path, period: str, place: str) -> None:
    """08 is old Tuyên Quang in 2024 and the merged province in 2026."""
    app = open_app(demo_database, ky=period, dia_ban="08")
    assert app.selectbox(key="dia-ban").value == place
