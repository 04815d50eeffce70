"""Pages show official figures until somebody asks for the others, which are then marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import markup, views

SIGN = 'class="tq-doubt"'
PAGES = ("tong_quan", "chi_tieu", "so_sanh", "don_vi")


@pytest.mark.parametrize("page", PAGES)
def test_official_figures_bear_no_mark(open_app, demo_database: Path, page: str) -> None:
    app = open_app(demo_database, page, ky="2026", ma="GN-01")
    shown = markup(app) + views(app)
    assert SIGN not in shown
    assert not app.toggle(key="chua-duyet").value


@pytest.mark.parametrize("page", PAGES)
def test_the_link_asks_for_what_waits_and_the_page_says_so(open_app, demo_database: Path, page: str) -> None:
    app = open_app(demo_database, page, ky="2026", ma="GN-01", chua_duyet="co")
    assert "Đang xem cả số liệu chưa duyệt: 8 đơn vị có số năm 2026 chờ duyệt." in markup(app)
    assert SIGN in views(app)
    app.toggle(key="chua-duyet").set_value(False).run()
    assert SIGN not in views(app)
    assert app.query_params["chua-duyet"] in ("khong", ["khong"])


def test_the_overview_says_what_it_leaves_out(open_app, demo_database: Path) -> None:
    assert "8 đơn vị đã nộp, đang chờ duyệt" in markup(open_app(demo_database, ky="2026"))
    assert "đang chờ duyệt" not in markup(open_app(demo_database, ky="2026-H1"))


def test_the_choice_goes_on_to_another_page(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, ky="2026", chua_duyet="co")
    app.switch_page(str(Path(__file__).resolve().parents[2] / "pages" / "so_sanh.py")).run()
    assert app.toggle(key="chua-duyet").value


@pytest.mark.parametrize(("role", "asked"), [(None, "co"), ("viewer", "<b>x")])
def test_who_may_not_see_them_does_not(open_app, demo_database: Path, role: str | None, asked: str) -> None:
    app = open_app(demo_database, "tong_quan", role, ky="2026", chua_duyet=asked)
    assert SIGN not in views(app)
    assert "<b>x" not in markup(app)
    assert bool(app.toggle) == (role is not None)
