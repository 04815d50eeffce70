"""The pages beside the numbers: words, documents, tasks, explanations, home and log, by role and state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import editors, markup, views
from tracker.core.report_text import TextKey
from tracker.words import explanation_texts, home_texts, screen, task_texts
from tracker.words import sign_in_texts as refusals
from tracker.words import text_texts as words
from tracker.workflow.stored_rounds import find_stored_round
from tracker.workflow.workspace import shared_workspace

Open = Callable[..., AppTest]
REPORTER, UNIT = "reporter 02398", ("02398", dt.date(2025, 7, 1))
ATTACK = "<script>alert(1)</script>"


@pytest.fixture
def database(demo_database: Path, tmp_path: Path) -> Path:
    """A copy of the illustrative workspace that a test may write to."""
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(demo_database.read_bytes())
    return copy


def shown(app: AppTest) -> str:
    assert not app.exception
    text = markup(app) + views(app)
    assert screen.PAGE_BROKEN not in text
    return text


def test_a_unit_sees_what_is_written_and_writes_the_next_part(open_app: Open, demo_database: Path) -> None:
    app = open_app(demo_database, "noi_dung", REPORTER, ky="2026")
    text = shown(app)
    assert "Xã Yên Phú" in text and "đã viết 1/11 phần" in text and "còn thiếu 10" in text
    assert [editor["label"] for editor in editors(app)] == [words.PART_NAMES["models"]]
    assert "Kỳ trước đã viết (6T/2026" in text and words.EARLIER_WARNING in text
    assert "6T/2026</th>" in text and "ước" in text


def test_the_office_may_choose_any_unit_and_others_only_read(open_app: Open, demo_database: Path) -> None:
    app = open_app(demo_database, "noi_dung", "coordinator", ky="2026-H1", don_vi="08", chuong_trinh="CTXH")
    assert "đã viết đủ 11 phần" in shown(app) and editors(app) == []  # what is signed is not written on
    app = open_app(demo_database, "noi_dung", "coordinator", ky="2026", don_vi="02398")
    assert len(editors(app)) == 1
    app = open_app(demo_database, "noi_dung", REPORTER, ky="2026-H1", phan="causes")
    assert "Kỳ đã khóa" in shown(app) and editors(app) == []
    for role in ("leader", "reviewer"):
        app = open_app(demo_database, "noi_dung", role, ky="2026", don_vi="02398", phan="results")
        assert editors(app) == [] and "Nội dung minh họa" in shown(app)


def test_one_indicator_has_parts_of_its_own(open_app: Open, demo_database: Path) -> None:
    app = open_app(demo_database, "noi_dung", REPORTER, ky="2026", noi_ve="CTXH-01")
    assert "trong 4 phần" in shown(app)


def test_a_draft_is_named_as_such_and_text_stays_text(open_app: Open, database: Path) -> None:
    open_app(database, "noi_dung", REPORTER, ky="2026", phan="causes")
    workspace = shared_workspace()
    current = find_stored_round(workspace.store, "2026")
    assert current is not None
    key = TextKey(current.id, *UNIT, "CTXH", "causes")
    workspace.store.save_text(key, f"Đã lưu {ATTACK}", 0, f"An {ATTACK}", dt.datetime(2026, 11, 22))
    text = shown(open_app(database, "noi_dung", "leader", ky="2026", don_vi="02398", phan="causes"))
    assert ATTACK not in text and "Đã lưu &lt;script&gt;" in text


@pytest.mark.parametrize("page", ["noi_dung", "nhiem_vu", "giai_trinh", "nhat_ky", "viec_cua_toi"])
def test_who_may_not_open_a_page_is_told(open_app: Open, demo_database: Path, page: str) -> None:
    text = shown(open_app(demo_database, page, None))
    assert refusals.NEEDS_SIGN_IN in text
    refused = {"noi_dung": "viewer", "giai_trinh": "viewer", "nhat_ky": REPORTER}
    if page in refused:
        assert refusals.NOT_YOURS in shown(open_app(demo_database, page, refused[page]))


def test_without_a_round_there_is_nothing_to_write(open_app: Open, demo_database: Path) -> None:
    for page in ("noi_dung", "nhiem_vu"):
        text = shown(open_app(demo_database, page, "coordinator", ky="2022"))
        assert "chưa được mở" in text


def test_documents_are_listed_and_the_form_opens(open_app: Open, demo_database: Path) -> None:
    app = open_app(demo_database, "noi_dung", "coordinator", ky="2026", don_vi="SYT", xem="van-ban")
    assert "2 văn bản đã ghi, 1 đang triển khai" in shown(app)
    app.button(key="add document").click().run()
    assert app.text_input(key="document number").value == ""
    app = open_app(demo_database, "noi_dung", REPORTER, ky="2026", xem="van-ban")
    assert "chưa ghi văn bản nào" in shown(app)


def test_tasks_by_group_and_by_unit(open_app: Open, demo_database: Path) -> None:
    text = shown(open_app(demo_database, "nhiem_vu", "leader", ky="2026"))
    assert "nhiệm vụ chậm" in text and text.index("Chậm") < text.index("Đã xong")
    assert task_texts.UNVERIFIED in text and "5/124 đơn vị đã báo cáo" in text
    assert task_texts.REPORT not in text
    text = shown(open_app(demo_database, "nhiem_vu", REPORTER, ky="2026"))
    assert "Xã Yên Phú, năm 2026" in text and text.count(task_texts.REPORT) == 4
    text = shown(open_app(demo_database, "nhiem_vu", REPORTER, ky="2026-H1"))
    assert task_texts.REPORT not in text  # the round is closed


def test_explanations_of_a_leader_and_of_a_unit(open_app: Open, demo_database: Path) -> None:
    app = open_app(demo_database, "giai_trinh", "leader")
    assert "1 quá hạn" in shown(app) and editors(app) == []
    assert app.button(key=next(one.key for one in app.button if one.key.startswith("settle"))).label == (
        explanation_texts.SETTLE
    )
    app = open_app(demo_database, "giai_trinh", REPORTER)
    assert [editor["label"] for editor in editors(app)] == [explanation_texts.ANSWER]
    assert "Xã Hàm Yên" not in shown(app)
    app = open_app(demo_database, "giai_trinh", "reporter 00721", xem="tat-ca")
    assert "Đã khép lại" in shown(app) and editors(app) == []


def test_a_leader_asks_beside_a_number(open_app: Open, demo_database: Path) -> None:
    app = open_app(demo_database, "chi_tieu", "leader", ky="2026-H1", ma="CTXH-05")
    assert 'data-go="ask:' in shown(app) and "trẻ em được trợ giúp?" in shown(app)
    app.button(key="ask explanation").click().run()
    assert app.selectbox(key="ask unit").value == "SYT"  # who answers for the indicator
    text = shown(open_app(demo_database, "don_vi", "leader", ky="2026-H1", xem="phieu", don_vi="02215"))
    assert 'data-go="ask:CTXH-01"' in text and "yeu-cau=" in text


@pytest.mark.parametrize("role", ["coordinator", "viewer", REPORTER])
def test_others_have_nothing_to_ask_with(open_app: Open, demo_database: Path, role: str) -> None:
    app = open_app(demo_database, "chi_tieu", role, ky="2026-H1", ma="CTXH-05")
    assert "ask explanation" not in [one.key for one in app.button]
    text = shown(app)
    assert 'data-go="ask:' not in text
    # An answer that the leader has not taken up is seen by those who work with the hand-ins.
    assert ("trẻ em được trợ giúp?" in text) == (role == "coordinator")


def test_a_settled_answer_stands_beside_the_number_for_everybody(open_app: Open, demo_database: Path) -> None:
    for role in ("viewer", None):
        text = shown(open_app(demo_database, "chi_tieu", role, ky="2026-H1", ma="GN-01"))
        assert "sẽ giao con giống trước 30/9" in text


def test_the_overview_tells_leaders_alone_what_is_open(open_app: Open, demo_database: Path) -> None:
    assert explanation_texts.SEE_ALL in shown(open_app(demo_database, "tong_quan", "leader"))
    assert explanation_texts.SEE_ALL not in shown(open_app(demo_database, "tong_quan", "coordinator"))


def test_home_by_role(open_app: Open, demo_database: Path) -> None:
    text = shown(open_app(demo_database, "viec_cua_toi", REPORTER))
    assert "biểu năm 2026 chưa nộp" in text and "21 phần nội dung chưa viết" in text
    assert home_texts.GO_FORM in text and "Vì sao tỷ lệ cơ quan" in text
    text = shown(open_app(demo_database, "viec_cua_toi", "reviewer"))
    assert "lần nộp chờ thẩm định" in text
    text = shown(open_app(demo_database, "viec_cua_toi", "coordinator"))
    assert "đơn vị chưa nộp gì cho kỳ năm 2026" in text and home_texts.PROVINCE_TEXTS in text
    text = shown(open_app(demo_database, "viec_cua_toi", "leader"))
    assert "3 giải trình đang mở" in text
    text = shown(open_app(demo_database, "viec_cua_toi", "administrator"))
    assert "tài khoản chưa đặt mật khẩu" in text and home_texts.NO_FAILED_REMINDERS in text
    text = shown(open_app(demo_database, "viec_cua_toi", "viewer"))
    assert home_texts.NOTHING in text


def test_home_without_rounds(open_app: Open, real_database: Path) -> None:
    assert home_texts.NO_ROUNDS in shown(open_app(real_database, "viec_cua_toi", REPORTER))


def test_the_log_is_filtered_by_its_link(open_app: Open, demo_database: Path) -> None:
    app = open_app(demo_database, "nhat_ky", "administrator", viec="asked")
    assert "4 việc khớp với bộ lọc" in shown(app)
    app = open_app(demo_database, "nhat_ky", "administrator", viec="asked", tu="2026-11-17")
    assert "1 việc khớp với bộ lọc" in shown(app)
    app = open_app(demo_database, "nhat_ky", "coordinator", tim_nhat_ky="không có chuyện này")
    assert "Không có việc nào khớp" in shown(app)
    app = open_app(demo_database, "nhat_ky", "coordinator", trang="2", viec="<b>x")
    assert "<b>x" not in markup(app)
