"""Nộp số liệu with files: who may send, what is shown of a file, names to assign, confirming, being overtaken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import markup, views
from tests.workflow.tables import table
from tracker.access.actor import at_console
from tracker.words import hand_in_texts as words
from tracker.words import receiving_texts
from tracker.words.findings import DECISION_NAMES
from tracker.words.formats import short_cells
from tracker.workflow import handing_in
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import open_workspace, shared_workspace

SAMPLES = Path(__file__).resolve().parents[1] / "intake" / "workbooks"
Open = Callable[..., AppTest]


@pytest.fixture
def database(real_database: Path, tmp_path: Path) -> Path:
    """A workspace of published figures that a test may write to; no round of it is shut."""
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(real_database.read_bytes())
    return copy


@pytest.fixture
def send(open_app: Open, database: Path) -> Callable[..., AppTest]:
    """The page of a unit and period with a file handed to it."""

    def open_with(unit: str, period: str, name: str, content: bytes | None = None) -> AppTest:
        app = open_app(database, "nop_so_lieu", ky=period, don_vi=unit)
        return upload(app, name, (SAMPLES / name).read_bytes() if content is None else content)

    return open_with


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    app.get("file_uploader")[0].set_value((name, content, "application/octet-stream"))
    return app.run()


def shown(app: AppTest) -> str:
    assert not app.exception
    text = markup(app) + views(app)
    assert "gặp lỗi" not in text
    return text


def save(app: AppTest, reason: str = "") -> AppTest:
    if reason and app.text_area:
        app.text_area(key="reason").set_value(reason)
        app.checkbox(key="ticked").check()
    return app.button(key="save").click().run()


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button if button.key}


def test_a_province_has_no_form_and_hands_in_a_table(send: Callable[..., AppTest]) -> None:
    app = send("08", "2023-H1", "01_phu_luc_13_cot_6t2023.xlsx")
    text = shown(app)
    assert words.NO_OWN_FORM in text and words.FORM_HELP not in text
    assert DECISION_NAMES["accept"].lower() in text
    assert f"{words.DIFFERENCE_HEADING} <small>52 số mới, 2 giữ nguyên</small>" in text
    app = save(app)
    assert "Đã nhận 54 số của Tỉnh Tuyên Quang" in app.success[0].value
    assert "đã nộp" in shown(app) and "người nộp Nguyễn Thị coordinator" in shown(app)


@pytest.mark.parametrize("unit", ["08", "SYT"])
def test_a_department_and_the_province_are_among_the_senders(
    open_app: Open, demo_database: Path, unit: str
) -> None:
    app = open_app(demo_database, "nop_so_lieu", ky="2026", don_vi=unit)
    assert app.selectbox(key="don-vi").value == unit
    assert words.STEP_UPLOAD in shown(app)


def test_a_file_with_errors_comes_back(send: Callable[..., AppTest]) -> None:
    app = send("076", "2024", "06_so_dang_chu_son_duong_2024.xlsx")
    text = shown(app)
    assert DECISION_NAMES["return"].lower() in text
    assert "“18O”" in text and "D32 · Tong hop" in text
    assert text.index("D32 · Tong hop") < text.index("H6 · Tong hop")  # errors first
    assert f'<details class="tq-more"><summary>{words.DIFFERENCE_HEADING}' in text
    assert "Thị trấn Sơn Dương" in text and "Huyện Sơn Dương" in text
    assert "save" not in keys(app) and len(app.get("download_button")) == 2  # the form, the marked copy


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("19_co_mat_khau_son_duong_2023.xlsx", None),
        ("cụt.xlsx", b"PK\x03\x04" + bytes(60)),
        ("web.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
        ("trống.csv", b""),
    ],
    ids=["encrypted", "truncated", "a web page", "empty"],
)
def test_a_refused_file_says_why(send: Callable[..., AppTest], name: str, content: bytes | None) -> None:
    app = send("076", "2023", name, content)
    text = shown(app)
    assert DECISION_NAMES["refuse"].lower() in text and words.FINDINGS_HEADING in text
    assert "save" not in keys(app) and words.DIFFERENCE_HEADING not in text


def test_warnings_need_a_tick_and_a_reason(send: Callable[..., AppTest]) -> None:
    app = send("08", "2024", "05_chi_tieu_theo_nam_2021_2024.ods")
    assert DECISION_NAMES["confirm"].lower() in shown(app)
    assert save(app).error[0].value == words.NEED_REASON
    app = save(app, reason="đã đối chiếu <b>sổ</b>")
    assert "Đã nhận" in app.success[0].value
    text = shown(app)
    assert "Lý do xác nhận: đã đối chiếu &lt;b&gt;sổ&lt;/b&gt;" in text and "<b>sổ</b>" not in text


def test_an_unknown_name_is_assigned_once(send: Callable[..., AppTest]) -> None:
    content = table(("074", "Hộ khó khăn *đặc biệt*", "2024", 200), ("074", "CTXH-03", "2024", 9))
    app = send("074", "2024", "bảng.csv", content)
    assert f"{words.NAMES_HEADING} <small>" in shown(app)
    (choice,) = [one for one in app.selectbox if (one.key or "").startswith("name indicator")]
    assert r"\*đặc biệt\*" in choice.label  # a label is read as Markdown
    choice.select("GN-11")
    (again,) = [button for button in app.button if button.label == words.READ_AGAIN]
    app = again.click().run()
    assert f"{words.NAMES_HEADING} <small>" not in shown(app)
    assert "Đã nhận" in save(app, reason="đúng").success[0].value
    later = upload(app, "bảng.csv", content.replace(b"200", b"201"))
    text = shown(later)
    assert f"{words.NAMES_HEADING} <small>" not in text
    assert words.HOW_WORDS["remembered"] in text and "Số hộ nghèo" in text


def test_whoever_was_overtaken_sees_the_new_difference(send: Callable[..., AppTest]) -> None:
    app = send("074", "2024", "bảng.csv", table(("074", "GN-11", "2024", 150)))
    workspace = shared_workspace()
    other = handing_in.receive(
        workspace.store, workspace.catalogue, workspace.reference,
        table(("074", "GN-11", "2024", 987)), "khác.csv", "074", "2024",
    )  # fmt: skip
    handing_in.commit(workspace.store, other, at_console("Bình"), "đúng", dt.datetime(2026, 11, 22))
    app = save(app, reason="đúng")
    assert app.warning[0].value == receiving_texts.STALE
    assert "987" in shown(app) and "save" in keys(app)
    assert "Đã nhận" in save(app, reason="đúng").success[0].value


def test_taking_earlier_figures_back_is_a_choice_that_shows(send: Callable[..., AppTest]) -> None:
    app = save(send("074", "2024", "bảng.csv", table(("074", "GN-11", "2024", 150))), reason="đúng")
    app = upload(app, "bảng.csv", table(("074", "GN-11", "2024", "…"), ("074", "CTXH-03", "2024", 9)))
    (box,) = [one for one in app.checkbox if one.label == words.withdraw_label(1)]
    assert words.CHANGE_WORDS["kept"] in shown(app)
    box.check().run()
    assert words.CHANGE_WORDS["withdrawn"] in shown(app)
    assert "rút 1 số" in save(app, reason="đúng").success[0].value


def test_totals_and_verdicts_are_counted_when_asked_for(send: Callable[..., AppTest]) -> None:
    app = send("08", "2023-H1", "01_phu_luc_13_cot_6t2023.xlsx")
    assert words.TOTALS_HEADING not in shown(app)
    app.toggle(key="outlook").set_value(True).run()
    text = shown(app)
    assert words.VERDICTS_HEADING in text and words.TOTALS_HEADING in text
    assert "Tỉnh Tuyên Quang (trước 01/7/2025), hạn năm 2025" in text


def test_names_in_a_file_are_text(send: Callable[..., AppTest]) -> None:
    content = table(("074", "<img src=x onerror=alert(1)>", "2024", 5), ("074", "GN-11", "2024", 150))
    text = shown(send("074", "2024", "<b>bảng</b>.csv", content))
    assert "<img" not in text and "<b>bảng" not in text
    assert "&lt;b&gt;bảng&lt;/b&gt;.csv" in text


def test_what_is_said_of_many_cells_stands_once(send: Callable[..., AppTest], database: Path) -> None:
    with open_workspace(read_settings({"TRACKER_DATABASE": str(database)})) as opened:
        _, form = handing_in.prepare_form(opened.store, opened.catalogue, opened.reference, "074", "2024")
    text = shown(send("074", "2024", "biểu trống.xlsx", form))
    assert "<b>Biểu chưa điền</b>" in text
    assert text.count("<b>Để trống</b>") == 1 and "ô nữa</summary>" in text


def test_cells_of_one_sheet_stand_together() -> None:
    assert short_cells(["Biểu!A1", "Biểu!B2", "Phụ lục!C3"]) == "A1, B2 · Biểu; C3 · Phụ lục"
    assert short_cells([None]) == ""
