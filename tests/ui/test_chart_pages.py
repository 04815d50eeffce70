"""Chỉ tiêu, So sánh and Nộp số liệu: what they say, what they show when there is nothing, who is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import markup, views
from tracker.words import comparison_sentences, hand_in_texts, indicator_sentences


def shown(app) -> str:
    text = markup(app) + views(app)
    assert not app.exception
    assert "gặp lỗi" not in text
    return text


def heading(app) -> str:
    text = shown(app)
    return text[text.index("<h1") : text.index("</h1>")]


def test_an_indicator_opens_with_its_value_and_names_its_source(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "chi_tieu", ma="GN-01", ky="2022", dia_ban="TQ_OLD")
    assert "18,90 %" in heading(app)
    text = shown(app)
    assert "Ý kiến thứ hai" not in text or "Thống kê Canada" in text
    assert "chưa kiểm chứng" in text
    assert "7/7 đơn vị cộng lại cũng được 18,90 %" in text
    assert len(app.get("plotly_chart")) == 1


def test_a_missing_year_says_so_and_is_not_a_zero(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "chi_tieu", ma="GN-01", ky="2023", dia_ban="TQ_OLD")
    assert not app.exception
    assert " 0,00 %" not in heading(app)


def test_a_code_that_is_not_in_the_list_is_named(open_app, demo_database: Path) -> None:
    assert "XX-99" in shown(open_app(demo_database, "chi_tieu", ma="XX-99"))


def test_an_indicator_without_any_figure_has_a_designed_state(open_app, real_database: Path) -> None:
    text = shown(open_app(real_database, "chi_tieu", ma="CTXH-06"))
    assert indicator_sentences.NO_CHART in text
    assert indicator_sentences.NO_SOURCES in text


def test_the_comparison_shows_every_column_of_the_office(open_app, demo_database: Path) -> None:
    text = shown(open_app(demo_database, "so_sanh", ky="2026-H1", dia_ban="TQ_OLD"))
    titles = (
        "Thực hiện năm 2025",
        "Kế hoạch năm 2026",
        "Cùng kỳ",
        "Ước cả năm",
        "% kế hoạch",
        "So cùng kỳ",
        "Đánh giá",
    )
    assert [title for title in titles if title not in text] == []


def test_the_merged_province_says_why_it_has_no_same_period(open_app, demo_database: Path) -> None:
    assert comparison_sentences.MERGED_NOTE in shown(open_app(demo_database, "so_sanh", ky="2026-H1"))


def test_a_unit_sees_whether_it_has_handed_in(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "nop_so_lieu", ky="2026-H1", don_vi="02215")
    assert "Phường Minh Xuân" in heading(app)
    assert "đã nộp" in heading(app) or "chưa nộp" in heading(app)


@pytest.mark.parametrize("role", [None, "viewer", "reporter", "coordinator"])
def test_who_may_only_look_is_told_so_and_cannot_upload(
    open_app, demo_database: Path, role: str | None
) -> None:
    text = shown(open_app(demo_database, "nop_so_lieu", role, ky="2026", don_vi="02215"))
    assert (hand_in_texts.REFUSED in text) is (role != "coordinator")
    assert (hand_in_texts.STEP_UPLOAD in text) is (role == "coordinator")


@pytest.mark.parametrize("page", ["chi_tieu", "so_sanh", "nop_so_lieu"])
def test_pages_open_on_published_figures_alone(open_app, real_database: Path, page: str) -> None:
    assert "Số liệu minh họa" not in shown(open_app(real_database, page))
