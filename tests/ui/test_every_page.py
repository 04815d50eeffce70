"""What holds for every page: it opens with a sentence, marks illustration, survives empty data and bad links."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import OpenPage, UseDatabase, heading, shown
from tracker.ui.site import PAGES
from tracker.words import screen

NAMES = [page.name for page in PAGES]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_with_one_sentence_and_marks_illustration(
    demo: Path, open_page: OpenPage, name: str
) -> None:
    app = open_page(name)
    assert not app.exception
    assert screen.PAGE_BROKEN not in shown(app)
    assert len(heading(app)) > 30
    assert screen.DEMO_BANNER in shown(app)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_without_illustrative_figures_says_what_is_missing(
    real: Path, open_page: OpenPage, name: str
) -> None:
    app = open_page(name)
    assert screen.PAGE_BROKEN not in shown(app)
    assert heading(app)
    assert screen.DEMO_BANNER not in shown(app)


@pytest.mark.parametrize("name", ["tong_quan", "chi_tieu", "so_sanh", "don_vi", "nop_so_lieu"])
def test_a_bad_link_gives_a_message_and_a_safe_default(demo: Path, open_page: OpenPage, name: str) -> None:
    app = open_page(name, ky="2099-H9", dia_ban="<b>x", ma="ZZZ", don_vi="99999", chuong_trinh="'; DROP", xem="?")
    text = shown(app)
    assert screen.PAGE_BROKEN not in text
    assert "2099-H9" in text[: text.index("<h1")]
    assert "<b>x" not in text
    assert app.selectbox(key="ky").value == "2026-H1"


def test_a_place_of_another_time_is_resolved_or_named(demo: Path, open_page: OpenPage) -> None:
    """08 is old Tuyên Quang in 2024 and the merged province in 2026."""
    assert open_page("tong_quan", ky="2024", dia_ban="08").selectbox(key="dia-ban").value == "TQ_OLD"
    assert open_page("tong_quan", ky="2026-H1", dia_ban="08").selectbox(key="dia-ban").value == "TQ_NEW"


def test_a_broken_catalogue_lists_every_mistake_on_one_page(
    repository: Path, tmp_path: Path, use_database: UseDatabase, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (repository / "indicators.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "indicators.yaml"
    broken.write_text(text.replace("version:", "versoin:", 1) + "\nunknown: 1\n", encoding="utf-8")
    use_database(tmp_path / "tracker.duckdb")
    monkeypatch.setenv("TRACKER_CATALOGUE", str(broken))
    app = open_page("tong_quan")
    assert screen.CATALOGUE_BROKEN in heading(app)
    assert "versoin" in shown(app) and "unknown" in shown(app)


def test_a_database_that_is_none_is_said_in_one_sentence(
    tmp_path: Path, use_database: UseDatabase, open_page: OpenPage
) -> None:
    path = tmp_path / "tracker.duckdb"
    path.write_bytes(b"this is not a database" * 1000)
    use_database(path)
    app = open_page("tong_quan")
    assert screen.STORE_BROKEN in heading(app)
    assert path.read_bytes().startswith(b"this is not")
