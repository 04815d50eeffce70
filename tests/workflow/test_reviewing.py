"""Reviewing a hand-in: each field by its reviewer, returned at its cells, closed once approved, reopened on request."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest

from tests.intake.filling import Typed, fill, values_that_agree
from tracker.access.actor import Actor, at_console
from tracker.access.rights import NotAllowed
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.store import Store
from tracker.workflow import handing_in, reviewing
from tracker.workflow.handing_in import HandInError, Receipt
from tracker.workflow.returned_copy import list_remarks, returned_copy
from tracker.workflow.review_fields import fields_of, own_fields
from tracker.workflow.reviewing import Comment, ReviewError, StaleStep, look

AT = dt.datetime(2026, 6, 13, 8)
COMMUNE, SINCE, PERIOD = "02215", dt.date(2025, 7, 1), "2026-H1"
SOCIAL = Actor("reviewer", "Bình", fields=frozenset({"CTXH"}))
POVERTY = Actor("reviewer", "Chi", fields=frozenset({"GNBV", "MTQG26"}))
GROUP = Actor("reviewer", "Dung", fields=frozenset({"CTXH-NL"}))
OFFICE = Actor("coordinator", "Giang")
SENDER = Actor("reporter", "An", units=frozenset({(COMMUNE, SINCE)}))
STRANGER = Actor("reporter", "Hà", units=frozenset({("02374", SINCE)}))

Step = Callable[..., object]


@pytest.fixture
def fill_form(store: Store, catalogue: Catalogue, reference: Reference) -> Callable[..., Receipt]:
    """The commune's form, filled and received."""

    def receive(changes: Typed | None = None) -> Receipt:
        name, form = handing_in.prepare_form(store, catalogue, reference, COMMUNE, PERIOD)
        content = fill(form, values_that_agree(form) | (changes or {}))
        return handing_in.receive(store, catalogue, reference, content, name, COMMUNE, PERIOD)

    return receive


@pytest.fixture
def submission(store: Store, fill_form: Callable[..., Receipt]) -> str:
    return handing_in.commit(store, fill_form(), at_console("An"), None, AT)


@pytest.fixture
def act(store: Store, catalogue: Catalogue) -> Callable[..., object]:
    """Take a step as somebody who has just looked at the submission."""

    def take(step: Step, actor: Actor, submission_id: str, *said: str, **more: object) -> object:
        seen = look(store, catalogue, submission_id).standing.seen
        return step(store, catalogue, actor, submission_id, *said, seen, AT, **more)

    return take


def approve(act: Step, submission_id: str) -> None:
    act(reviewing.accept, SOCIAL, submission_id, "CTXH")
    act(reviewing.accept, POVERTY, submission_id, "MTQG26")


def test_each_field_is_accepted_by_its_reviewer_and_the_last_one_approves(
    store: Store, catalogue: Catalogue, submission: str, act: Step
) -> None:
    known = look(store, catalogue, submission)
    assert {programme for programme, _ in known.fields} == {"CTXH", "MTQG26"}
    assert (own_fields(SOCIAL, known.fields), own_fields(GROUP, known.fields)) == (("CTXH",), ("CTXH-NL",))
    with pytest.raises(NotAllowed, match="lĩnh vực"):
        act(reviewing.accept, SOCIAL, submission, "MTQG26")
    with pytest.raises(NotAllowed):
        act(reviewing.accept, OFFICE, submission, "CTXH")
    standing = act(reviewing.accept, SOCIAL, submission, "CTXH")
    assert (standing.state, set(standing.accepted)) == ("in_review", {"CTXH"})
    with pytest.raises(ReviewError, match="đã được Bình chấp nhận ngày 13/6/2026"):
        act(reviewing.accept, GROUP, submission, "CTXH-NL")
    assert store.list_official(PERIOD) == []
    assert act(reviewing.accept, POVERTY, submission, "MTQG26").state == "approved"
    assert store.list_official(PERIOD) == [submission]
    assert store.read_events(submission)["kind"].tolist()[-2:] == ["accepted", "approved"]
    assert store.find_rollup_differences().empty


def test_the_groups_of_a_field_may_have_reviewers_of_their_own(
    store: Store, catalogue: Catalogue, submission: str, act: Step
) -> None:
    groups = {group for programme, group in look(store, catalogue, submission).fields if programme == "CTXH"}
    other = Actor("reviewer", "Em", fields=frozenset(groups - {"CTXH-NL"}))
    act(reviewing.accept, POVERTY, submission, "MTQG26")
    act(reviewing.accept, GROUP, submission, "CTXH-NL")
    for group in sorted(groups - {"CTXH-NL"}):
        assert look(store, catalogue, submission).standing.state == "in_review"
        act(reviewing.accept, other, submission, group)
    assert look(store, catalogue, submission).standing.state == "approved"


def test_a_field_without_figures_cannot_be_accepted(submission: str, act: Step) -> None:
    with pytest.raises(ReviewError, match="không có số nào thuộc lĩnh vực"):
        act(reviewing.accept, POVERTY, submission, "GNBV")


def test_parts_of_an_indicator_belong_to_its_field(catalogue: Catalogue) -> None:
    assert fields_of(catalogue, ["GN-11.NK", "GN-11", "ZZ-9"], 2024) == (("GNBV", "GN-SH"),)


def test_the_second_of_two_reviewers_is_told_who_did_what_when(
    store: Store, catalogue: Catalogue, submission: str
) -> None:
    seen = look(store, catalogue, submission).standing.seen
    reviewing.accept(store, catalogue, SOCIAL, submission, "CTXH", seen, AT)
    late = (store, catalogue, POVERTY, submission)
    with pytest.raises(StaleStep, match="Bình vừa chấp nhận lần nộp này lúc 08:00 ngày 13/6/2026"):
        reviewing.return_to_sender(*late, "sai", seen, AT, [Comment("xem lại")])
    assert store.read_comments([submission]).empty
    assert look(store, catalogue, submission).standing.state == "in_review"


def test_a_returned_workbook_carries_the_comments_at_their_cells(
    store: Store, submission: str, act: Step, fill_form: Callable[..., Receipt]
) -> None:
    figure = store.read_figures([submission]).set_index("indicator_code").loc["CTXH-01"]
    figure = figure[figure["measure"] == "actual"].iloc[0]
    remark = Comment("=1+1 <b>Vì sao</b> giảm?", figure["id"])
    with pytest.raises(ReviewError, match="lý do"):
        act(reviewing.return_to_sender, SOCIAL, submission, " ", comments=[remark])
    act(reviewing.return_to_sender, SOCIAL, submission, "Số chưa khớp", comments=[remark])
    name, content = returned_copy(store, SENDER, submission)
    assert name.startswith("y-kien_Bieu-so-lieu_02215") and name.endswith(".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cell = book["Biểu số liệu"][figure["cell"].rpartition("!")[2]]
    assert "Bình ghi ngày 13/6/2026: “=1+1 <b>Vì sao</b> giảm?”" in cell.comment.text
    said = [str(row[4]) for row in book.worksheets[0].iter_rows(min_row=5, values_only=True)]
    assert said[0].startswith("Bình trả lại ngày 13/6/2026, lý do: “Số chưa khớp”.")
    with pytest.raises(NotAllowed):
        returned_copy(store, STRANGER, submission)
    with pytest.raises(ReviewError, match="đã trả lại"):
        act(reviewing.accept, POVERTY, submission, "MTQG26")


def test_earlier_findings_come_back_with_the_comments(
    store: Store, fill_form: Callable[..., Receipt], act: Step
) -> None:
    receipt = fill_form({"CTXH-03": {"value": 20.5, "estimate": 50}})
    assert receipt.decision == "confirm"
    mine = handing_in.commit(store, receipt, at_console("An"), "đã xem", AT)
    act(reviewing.return_to_sender, SOCIAL, mine, "Lượt người là số nguyên")
    codes = [finding.code for finding in list_remarks(store, mine)]
    assert codes[0] == "hand_in_returned" and "fractional_count" in codes
    stored = store.read_findings(mine).set_index("code").loc["fractional_count", "message"]
    assert stored in {finding.message for finding in list_remarks(store, mine)}


def test_what_was_returned_may_be_handed_in_again(
    store: Store, submission: str, act: Step, fill_form: Callable[..., Receipt]
) -> None:
    act(reviewing.accept, POVERTY, submission, "MTQG26")
    act(reviewing.return_to_sender, SOCIAL, submission, "Sai")
    second = handing_in.commit(
        store, fill_form({"CTXH-03": {"value": 25, "estimate": 60}}), at_console("An"), None, AT
    )
    approve(act, second)
    assert store.list_official(PERIOD) == [second]
    with pytest.raises(ReviewError, match="đã trả lại"):
        act(reviewing.accept, SOCIAL, submission, "CTXH")


def test_a_hand_in_that_was_replaced_is_not_reviewed(
    submission: str, store: Store, act: Step, fill_form: Callable[..., Receipt]
) -> None:
    handing_in.commit(store, fill_form(), at_console("An"), None, AT)
    with pytest.raises(ReviewError, match="mới hơn thay"):
        act(reviewing.accept, SOCIAL, submission, "CTXH")


def test_after_approval_the_unit_can_only_ask(
    store: Store, catalogue: Catalogue, submission: str, act: Step, fill_form: Callable[..., Receipt]
) -> None:
    approve(act, submission)
    changed = fill_form({"CTXH-03": {"value": 25, "estimate": 60}})
    with pytest.raises(HandInError, match="đã được duyệt"):
        handing_in.commit(store, changed, SENDER, None, AT)
    with pytest.raises(HandInError, match="đã được duyệt"):
        handing_in.undo(store, submission, SENDER, AT, "nhầm")
    with pytest.raises(NotAllowed):
        act(reviewing.ask_reopen, STRANGER, submission, "sai số")
    with pytest.raises(ReviewError, match="Không có đề nghị"):
        act(reviewing.answer_reopen, OFFICE, submission, "không", is_granted=False)
    standing = act(reviewing.ask_reopen, SENDER, submission, "Nhập nhầm dòng CTXH-03")
    assert standing.asked.reason == "Nhập nhầm dòng CTXH-03" and standing.is_official
    with pytest.raises(ReviewError, match="An đã xin mở lại"):
        act(reviewing.ask_reopen, SENDER, submission, "nữa")
    with pytest.raises(NotAllowed):
        act(reviewing.answer_reopen, SENDER, submission, "tự mở")
    act(reviewing.answer_reopen, OFFICE, submission, "Đủ căn cứ rồi", is_granted=False)
    act(reviewing.ask_reopen, SENDER, submission, "Sai thật")
    assert act(reviewing.answer_reopen, OFFICE, submission, "Đồng ý").state == "reopened"
    assert store.list_official(PERIOD) == []
    handing_in.commit(store, changed, SENDER, None, AT)


def test_what_was_reopened_may_be_approved_as_it_is(store: Store, submission: str, act: Step) -> None:
    approve(act, submission)
    act(reviewing.answer_reopen, OFFICE, submission, "Xem lại")
    approve(act, submission)
    assert store.list_official(PERIOD) == [submission]


def test_comments_are_asked_and_answered_without_a_step(
    store: Store, catalogue: Catalogue, submission: str
) -> None:
    before = look(store, catalogue, submission).standing
    reviewing.add_comment(store, catalogue, SOCIAL, submission, Comment("Vì sao?"), AT)
    reviewing.add_comment(store, catalogue, SENDER, submission, Comment("Do tăng lớp"), AT)
    assert store.read_comments([submission])["by"].tolist() == ["Bình", "An"]
    assert look(store, catalogue, submission).standing == before
    with pytest.raises(NotAllowed):
        reviewing.add_comment(store, catalogue, STRANGER, submission, Comment("x"), AT)
    with pytest.raises(ReviewError, match="nội dung"):
        reviewing.add_comment(store, catalogue, SOCIAL, submission, Comment("  "), AT)
    with pytest.raises(ReviewError, match="không thuộc lần nộp"):
        reviewing.add_comment(store, catalogue, SOCIAL, submission, Comment("x", "no such"), AT)


def test_a_round_is_consolidated_as_it_was_seen(
    store: Store, catalogue: Catalogue, submission: str, act: Step
) -> None:
    with pytest.raises(ReviewError, match="Không có lần nộp"):
        reviewing.consolidate(store, catalogue, OFFICE, {submission: 1}, AT)
    approve(act, submission)
    seen = {submission: look(store, catalogue, submission).standing.seen}
    with pytest.raises(NotAllowed):
        reviewing.consolidate(store, catalogue, SOCIAL, seen, AT)
    act(reviewing.ask_reopen, SENDER, submission, "sai")
    with pytest.raises(StaleStep, match="An vừa xin mở lại"):
        reviewing.consolidate(store, catalogue, OFFICE, seen, AT)
    seen = {submission: look(store, catalogue, submission).standing.seen}
    reviewing.consolidate(store, catalogue, OFFICE, seen, AT)
    assert look(store, catalogue, submission).standing.state == "consolidated"


def test_a_submission_that_is_not_there(store: Store, catalogue: Catalogue) -> None:
    with pytest.raises(ReviewError, match="Không tìm thấy"):
        reviewing.accept(store, catalogue, SOCIAL, "no such", "CTXH", 1, AT)
