"""The review page and the editions' page through the shell: queue, one hand-in, both people, signing, a code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import markup, views
from tracker.access.actor import Actor
from tracker.core.period import Period
from tracker.words import edition_texts, review_screen, sign_in_texts
from tracker.workflow import review_queue, reviewing
from tracker.workflow.editions import list_editions
from tracker.workflow.workspace import Workspace, shared_workspace

ROUND = Period.parse("2026")
OTHER = Actor("reviewer", "Trần Thị Khác", fields=frozenset({"CTXH", "MTQG26"}))


@pytest.fixture
def database(demo_database: Path, tmp_path: Path) -> Path:
    """A copy to write into, with its files."""
    copy = tmp_path / "copy.duckdb"
    shutil.copy(demo_database, copy)
    shutil.copytree(demo_database.with_suffix(".files"), tmp_path / "copy.files")
    return copy


def shown(app: AppTest) -> str:
    return markup(app) + views(app)


def items(state: str) -> list[review_queue.ReviewItem]:
    """The hand-ins of the open round in this state, in the workspace that the app has open."""
    workspace = shared_workspace()
    known = review_queue.list_items(workspace.store, workspace.catalogue, workspace.reference, ROUND)
    return [one for one in known if one.standing.state == state]


def test_the_queue_names_what_waits_longest(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "tham_dinh", "reviewer")
    assert "6 lần nộp chờ bạn thẩm định" in shown(app)
    whole = shown(open_app(demo_database, "tham_dinh", "reviewer", xem="ca-ky"))
    for word in ("chưa nộp", "chờ thẩm định", "đang thẩm định", "đã trả lại", "đã duyệt"):
        assert word in whole


@pytest.mark.parametrize("role", [None, "viewer", "reporter", "administrator"])
def test_others_are_told_whose_page_it_is(open_app, demo_database: Path, role: str | None) -> None:
    app = open_app(demo_database, "tham_dinh", role, lan_nop="no such")
    text = shown(app)
    assert sign_in_texts.NEEDS_SIGN_IN in text or sign_in_texts.NOT_YOURS in text
    assert not app.button


def test_a_bad_link_says_so(open_app, demo_database: Path) -> None:
    text = shown(open_app(demo_database, "tham_dinh", "reviewer", lan_nop="<b>x"))
    assert "Không tìm thấy lần nộp này" in text and "<b>x" not in text


def test_a_reviewer_accepts_each_field_and_the_hand_in_is_approved(open_app, database: Path) -> None:
    open_app(database, "tham_dinh", "reviewer")
    mine = items("waiting")[0].submission_id
    app = open_app(database, "tham_dinh", "reviewer", lan_nop=mine)
    assert "Số nộp" in views(app) and "đã ước" in views(app)
    app.button(key="accept CTXH").click().run()
    assert app.success[0].value.startswith("Đã chấp nhận Công tác xã hội")
    app.button(key="accept MTQG26").click().run()
    assert "số thành chính thức" in app.success[0].value
    assert "đã duyệt" in views(app)
    assert mine in {one.submission_id for one in items("approved")}


def test_the_second_is_told_and_keeps_what_was_typed(open_app, database: Path) -> None:
    open_app(database, "tham_dinh", "reviewer")
    mine = items("waiting")[0].submission_id
    app = open_app(database, "tham_dinh", "reviewer", lan_nop=mine)
    workspace = shared_workspace()
    known = reviewing.look(workspace.store, workspace.catalogue, mine)
    at = items("waiting")[0].received_at
    reviewing.return_to_sender(
        workspace.store, workspace.catalogue, OTHER, mine, "Sai", known.standing.seen, at
    )
    app.text_area(key=f"return reason {mine}").set_value("Mẫu số <b>sai</b>")
    app.button(key="return go").click().run()
    assert "Trần Thị Khác vừa trả lại lần nộp này" in app.warning[0].value
    assert app.text_area(key=f"return reason {mine}").value == "Mẫu số <b>sai</b>"
    assert not app.exception


def test_a_comment_is_sent_at_a_figure_and_text_stays_text(open_app, database: Path) -> None:
    open_app(database, "tham_dinh", "reviewer")
    one = items("waiting")[0]
    app = open_app(database, "tham_dinh", "reviewer", lan_nop=one.submission_id)
    figure = app.selectbox(key=f"comment at {one.submission_id}").options[1]
    app.selectbox(key=f"comment at {one.submission_id}").select(figure)
    app.text_area(key=f"comment {one.submission_id}").set_value("=1+1 <script>x</script>")
    app.button(key="comment go").click().run()
    assert app.success[0].value == review_screen.COMMENT_SENT
    assert app.text_area(key=f"comment {one.submission_id}").value == ""
    assert "=1+1 &lt;script&gt;" in views(app) and "<script>" not in views(app)
    sender = open_app(database, "nop_so_lieu", "coordinator", ky="2026", don_vi=one.unit[0])
    assert "=1+1 &lt;script&gt;" in views(sender)
    sender.text_area(key=f"answer {one.submission_id}").set_value("Đã rà")
    sender.button(key=f"answer {one.submission_id} go").click().run()
    assert "Đã rà" in views(sender)


def test_the_office_answers_a_request_and_consolidates(open_app, database: Path) -> None:
    app = open_app(database, "tham_dinh", "coordinator")
    assert "1 đề nghị mở lại chờ trả lời" in shown(app)
    asked = next(one for one in items("approved") if one.standing.asked)
    app = open_app(database, "tham_dinh", "coordinator", lan_nop=asked.submission_id)
    app.button(key="reopen go").click().run()
    assert "Hãy ghi lý do" in app.warning[0].value
    app.text_area(key=f"reopen reason {asked.submission_id}").set_value("Đồng ý")
    app.button(key="reopen go").click().run()
    assert "Đã mở lại" in app.success[0].value
    app = open_app(database, "tham_dinh", "coordinator")
    app.button(key="consolidate").click().run()
    assert app.success[0].value.startswith("Đã tổng hợp 3 lần nộp")
    assert len(items("consolidated")) == 3


def test_editions_are_listed_shown_compared_and_verified(open_app, demo_database: Path) -> None:
    app = open_app(demo_database, "ban_chot", "viewer")
    assert "2 bản chốt; mới nhất là bản 2026-H1/2" in shown(app)
    code = list_editions(shared_workspace().store)[-1].check_code
    app = open_app(demo_database, "kiem_tra", "viewer")
    app.text_input(key="code").set_value(code.lower().replace("-", " "))
    app.button(key="verify go").click().run()
    assert "Đúng là bản 2026-H1/1" in app.success[0].value
    assert "đã được thay bằng bản 2026-H1/2" in app.warning[0].value
    app.text_input(key="code").set_value("AAAAA-AAAAA")
    app.button(key="verify go").click().run()
    assert "Không có bản chốt nào" in app.error[0].value
    one = shown(open_app(demo_database, "ban_chot", "viewer", ban="2026-H1/2"))
    assert "+12 lượt người" in one and "Số liệu đã đổi" in one and "Lời văn đã đổi" not in one
    wrong = shown(open_app(demo_database, "ban_chot", "viewer", ban="<b>x"))
    assert "&lt;b&gt;x" in wrong and "<b>x" not in wrong


def test_a_leader_signs_what_was_consolidated(open_app, database: Path) -> None:
    app = open_app(database, "ban_chot", "leader", xem="ky-duyet", ky="2026")
    assert edition_texts.DRAFT_MARK in shown(app)
    assert "chưa tổng hợp" in markup(app)
    workspace: Workspace = shared_workspace()
    ready = review_queue.to_consolidate(items("approved"))
    office = Actor("coordinator", "Giang")
    reviewing.consolidate(
        workspace.store, workspace.catalogue, office, ready, items("approved")[0].received_at
    )
    app.run()
    app.button(key="sign go").click().run()
    assert app.warning[0].value == edition_texts.NOT_TICKED
    app.checkbox(key="sign tick").check()
    app.text_input(key="sign document").set_value("12/BC-UBND")
    app.button(key="sign go").click().run()
    assert app.success[0].value.startswith("Đã ký bản 2026/1, mã kiểm tra ")
    assert "Không có gì khác bản 2026/1" in markup(app)
