"""The pages through the shell: a full, a nearly empty and a broken workspace, good and bad links."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import markup, views

PAGES = ("tong_quan", "don_vi", "phuong_phap", "danh_muc", "quan_tri")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_a_sentence_and_marks_illustration(
    open_app, demo_database: Path, page: str
) -> None:
    app = open_app(demo_database, page)
    assert not app.exception
    shown = markup(app) + views(app)
    assert "<h1>" in shown
    assert "Số liệu minh họa, không dùng để báo cáo" in shown


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_published_figures_alone(open_app, real_database: Path, page: str) -> None:
    app = open_app(real_database, page)
    assert not app.exception
    shown = markup(app) + views(app)
    assert "<h1>" in shown or "tq-empty" in shown
    assert "gặp lỗi" not in shown
    assert "Số liệu minh họa" not in shown


def test_the_overview_opens_at_the_last_full_round_and_tells_of_the_open_one(
    open_app, demo_database: Path
) -> None:
    shown = markup(open_app(demo_database))
    assert "6 tháng đầu năm 2026:" in shown
    assert "Kỳ năm 2026 đang mở, hạn 15/12/2026: 12/128 đơn vị đã báo cáo." in shown


def test_a_round_with_few_reports_warns(open_app, demo_database: Path) -> None:
    shown = markup(open_app(demo_database, ky="2026"))
    assert "Mới có 12/128 đơn vị báo cáo kỳ này" in shown


@pytest.mark.parametrize(("name", "value"), [("ky", "2026-H7"), ("dia-ban", "<b>x"), ("chuong-trinh", "ABC")])
def test_a_bad_link_says_so_and_shows_the_default(
    open_app, demo_database: Path, name: str, value: str
) -> None:
    app = open_app(demo_database, **{name.replace("-", "_"): value})
    shown = markup(app)
    assert "không có trong danh sách" in shown
    assert "<b>x" not in shown
    assert app.selectbox(key="ky").value == "2026-H1"


def test_a_choice_is_written_into_the_link(open_app, demo_database: Path) -> None:
    app = open_app(demo_database)
    app.selectbox(key="ky").select("2024").run()
    assert app.query_params["ky"] in ("2024", ["2024"])
    assert "Năm 2024:" in markup(app)


def test_the_link_chooses_place_and_period(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, ky="2022", dia_ban="TQ_OLD", chuong_trinh="GNBV")
    assert app.selectbox(key="dia-ban").value == "TQ_OLD"
    assert "Tỷ lệ hộ nghèo" in views(app)


def test_a_unit_has_its_own_sheet(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "don_vi", xem="phieu", don_vi="02215")
    assert "Phường Minh Xuân, 6 tháng đầu năm 2026:" in markup(app)


def test_a_ranking_names_both_ends(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "don_vi", xem="xep-hang", ma="GN-01")
    assert "kém nhất là" in markup(app)
    assert "tốt nhất là" in markup(app)


def test_the_catalogue_is_searched(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "danh_muc")
    app.text_input(key="tim").set_value("CTXH-03").run()
    assert "1 chỉ tiêu" in markup(app)
    app.text_input(key="tim").set_value("không có đâu").run()
    assert "Không có chỉ tiêu nào khớp" in markup(app)


def test_starting_for_real_needs_the_typed_words(open_app, demo_database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(demo_database.read_bytes())
    app = open_app(copy, "quan_tri", "administrator")
    app.button(key="begin_real").click().run()
    assert "Chưa xóa gì" in app.error[0].value
    app.text_input(key="begin_phrase").set_value("số liệu thật")
    app.button(key="begin_real").click().run()
    assert not app.exception
    assert "Số liệu minh họa, không dùng để báo cáo" not in markup(app)
    assert "Đã xóa số liệu minh họa" in app.success[0].value


def test_the_rollup_check_finds_nothing(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "quan_tri")
    app.button(key="check_rollups").click().run()
    assert "bằng đúng số cộng lại" in app.success[0].value


def test_a_broken_catalogue_is_one_clear_page(
    open_app, real_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "indicators.yaml"
    broken.write_text("version: 1\nwrong: true\n", encoding="utf-8")
    monkeypatch.setenv("TRACKER_CATALOGUE", str(broken))
    app = open_app(real_database)
    shown = markup(app)
    assert "Danh mục chỉ tiêu hoặc dữ liệu nền có lỗi" in shown
    assert "dòng" in shown


def test_a_file_that_is_no_database_is_one_clear_page(open_app, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.duckdb"
    wrong.write_bytes(b"not a database" * 100)
    shown = markup(open_app(wrong))
    assert "Chưa mở được cơ sở dữ liệu" in shown
    assert wrong.read_bytes() == b"not a database" * 100
