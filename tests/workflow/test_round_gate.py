"""The gate: units hand in while a round is open, the office also elsewhere, nobody into what is signed."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.intake.filling import fill, values_that_agree
from tests.workflow.rounds import COORDINATOR, OPENED, REPORTER, UNIT, half_year, open_half_year
from tests.workflow.tables import HEADER
from tracker.access.actor import Actor, at_console
from tracker.core.period import Period
from tracker.workflow import handing_in
from tracker.workflow.handing_in import HandInError, Receipt
from tracker.workflow.round_keeping import close_round, draft_round, open_round, reopen_round
from tracker.workflow.rounds import find_open_round, latest_round, list_rounds, propose_round
from tracker.workflow.workspace import Workspace

AT = dt.datetime(2026, 6, 12, 9, 30)
CONSOLE = at_console("An")


@pytest.fixture
def send(workspace: Workspace) -> Callable[..., Receipt]:
    """Fill the unit's form and send it as somebody."""
    known = (workspace.store, workspace.catalogue, workspace.reference)

    def receive(actor: Actor = REPORTER, period: str = "2026-H1") -> Receipt:
        name, form = handing_in.prepare_form(*known, UNIT[0], period)
        agreeing = values_that_agree(form)
        if "-H1" not in period:  # the form of a year has no column for estimates
            agreeing = {code: cells for code, cells in agreeing.items() if "estimate" not in cells}
        content = fill(form, agreeing)
        return handing_in.receive(*known, content, name, UNIT[0], period, actor=actor)

    return receive


def commit(workspace: Workspace, receipt: Receipt, actor: Actor = REPORTER, at: dt.datetime = AT) -> str:
    return handing_in.commit(workspace.store, receipt, actor, "đã kiểm tra", at)


def test_a_unit_hands_in_while_its_round_is_open_and_no_longer(
    workspace: Workspace, send: Callable[..., Receipt]
) -> None:
    found = open_half_year(workspace)
    receipt = send()
    assert receipt.decision == "accept"
    first = commit(workspace, receipt)
    close_round(workspace, found, COORDINATOR, AT)
    again = send()
    assert again.decision == "return"
    assert [one.code for one in again.errors] == ["closed_round"]
    assert "đã khóa ngày 12/6/2026" in again.errors[0].message
    assert again.errors[0].cell and again.errors[0].cell.startswith("Biểu số liệu!")
    with pytest.raises(HandInError, match="đã khóa"):
        commit(workspace, receipt)  # read while it was open
    with pytest.raises(HandInError, match="đã khóa"):
        handing_in.undo(workspace.store, first, REPORTER, AT, "nhầm")
    reopen_round(workspace, found, COORDINATOR, AT, "Nộp bổ sung")
    assert commit(workspace, send())


@pytest.mark.parametrize("actor", [COORDINATOR, CONSOLE], ids=["coordinator", "console"])
def test_the_office_corrects_what_is_closed_and_nobody_what_is_signed(
    workspace: Workspace, send: Callable[..., Receipt], actor: Actor
) -> None:
    found = open_half_year(workspace)
    close_round(workspace, found, COORDINATOR, AT)
    first = commit(workspace, send(actor), actor)
    read_before = send(actor)
    workspace.store.record_round_event(found.id, "signed", "Giám đốc", AT)
    assert [one.code for one in send(actor).errors] == ["closed_round"]
    with pytest.raises(HandInError, match="đã ký"):
        commit(workspace, read_before, actor)
    with pytest.raises(HandInError, match="đã ký"):
        handing_in.undo(workspace.store, first, actor, AT, "nhầm")


def test_without_a_round_the_office_hands_in_earlier_years_and_units_wait(
    workspace: Workspace, send: Callable[..., Receipt]
) -> None:
    open_half_year(workspace)
    assert commit(workspace, send(COORDINATOR, "2025"), COORDINATOR)
    early = send(REPORTER, "2025")
    assert "closed_round" not in {one.code for one in early.findings}  # there is no round to be closed
    with pytest.raises(HandInError, match="Năm 2025 chưa có kỳ báo cáo nào đang mở"):
        commit(workspace, early)


def test_a_draft_takes_nothing_from_units(workspace: Workspace, send: Callable[..., Receipt]) -> None:
    draft_round(workspace, half_year(workspace), COORDINATOR, OPENED)
    with pytest.raises(HandInError, match="chưa có kỳ báo cáo nào đang mở"):
        commit(workspace, send())


def test_without_any_round_the_calendars_speak(workspace: Workspace, send: Callable[..., Receipt]) -> None:
    receipt = send()
    with pytest.raises(HandInError, match="chưa có kỳ"):
        commit(workspace, receipt, at=dt.datetime(2026, 8, 1))
    assert commit(workspace, receipt, at=AT)


def test_the_form_is_what_the_round_asks_with_its_last_day(workspace: Workspace) -> None:
    new = replace(half_year(workspace), field_codes=("CTXH",), units_due_on=dt.date(2026, 6, 20))
    round_id = draft_round(workspace, new, COORDINATOR, OPENED)
    open_round(workspace, workspace.store.find_round(round_id), COORDINATOR, OPENED)
    known = (workspace.store, workspace.catalogue, workspace.reference)
    request = handing_in.make_request(*known, UNIT[0], "2026-H1")
    assert {one.code[:4] for one in request.indicators} == {"CTXH"}
    assert request.due_dates() == [("6 tháng đầu năm 2026", "20/6/2026", True)]
    assert handing_in.prepare_form(*known, UNIT[0], "2026-H1")[1][:2] == b"PK"


def test_two_rounds_of_a_period_each_mind_their_own(
    workspace: Workspace, send: Callable[..., Receipt]
) -> None:
    both = []
    for code, fields in (("poverty_review", ("GNBV", "MTQG26")), ("annual", ("CTXH",))):
        new = replace(propose_round(workspace.catalogue, code, 2026), field_codes=fields)
        round_id = draft_round(workspace, new, COORDINATOR, OPENED)
        open_round(workspace, workspace.store.find_round(round_id), COORDINATOR, OPENED)
        both.append(workspace.store.find_round(round_id))
    receipt = send(period="2026")
    assert {one[:4] for one in receipt.figures["indicator_code"]} > {"CTXH"}
    close_round(workspace, both[0], COORDINATOR, AT)
    with pytest.raises(HandInError, match="đã khóa"):
        commit(workspace, receipt)
    later = send(period="2026")
    assert {one[:4] for one in later.figures["indicator_code"]} == {"CTXH"}
    assert commit(workspace, later)


def test_a_table_may_repeat_a_signed_year_and_not_change_it(workspace: Workspace) -> None:
    known = (workspace.store, workspace.catalogue, workspace.reference)

    def read(turns: int) -> Receipt:
        name = "02215;Phường Minh Xuân;CTXH-03;Số lượt người được tập huấn"
        lines = [HEADER, f"{name};2025;Thực hiện;;;{turns}", f"{name};2026-H1;Thực hiện;;;3"]
        text = "\n".join(lines).encode("utf-8-sig")
        return handing_in.receive(*known, text, "bảng.csv", "08", "2026-H1", actor=COORDINATOR)

    new = propose_round(workspace.catalogue, "annual", 2025)
    round_id = draft_round(workspace, new, COORDINATOR, OPENED)
    open_round(workspace, workspace.store.find_round(round_id), COORDINATOR, OPENED)
    commit(workspace, read(9), COORDINATOR)
    workspace.store.record_round_event(round_id, "signed", "Giám đốc", AT)
    assert "closed_round" not in {one.code for one in read(9).findings}
    changed = read(12)
    assert [one.code for one in changed.errors if one.code == "closed_round"] == ["closed_round"]
    assert "năm 2025" in next(one.message for one in changed.errors if one.code == "closed_round")


def test_a_round_that_closes_in_the_very_moment_lets_nothing_in(
    workspace: Workspace, send: Callable[..., Receipt], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The round is closed between the check and the write; only the check inside the write can see it."""
    found = open_half_year(workspace)
    receipt = send()
    save = workspace.store.save_file

    def save_while_closing(content: bytes) -> str:
        closing = threading.Thread(target=close_round, args=(workspace, found, COORDINATOR, AT))
        closing.start()
        closing.join()
        return save(content)

    monkeypatch.setattr(workspace.store, "save_file", save_while_closing)
    with pytest.raises(HandInError, match="vừa được người khác"):
        commit(workspace, receipt)
    assert workspace.store.list_submissions(UNIT[0]).empty


def test_stored_rounds_are_asked_before_the_calendars(workspace: Workspace) -> None:
    catalogue, today = workspace.catalogue, dt.date(2026, 6, 1)
    found = open_half_year(workspace)
    draft_round(workspace, propose_round(catalogue, "annual", 2026), COORDINATOR, OPENED)
    stored = workspace.store.list_rounds()
    waiting = find_open_round(catalogue, today, stored)
    assert waiting and (str(waiting.period), waiting.name) == ("2026-H1", "6 tháng đầu năm 2026")
    overdue = find_open_round(catalogue, dt.date(2026, 12, 1), stored)
    assert overdue and str(overdue.period) == "2026-H1"  # still open; the calendar alone would say 2026
    close_round(workspace, found, COORDINATOR, AT)
    stored = workspace.store.list_rounds()
    assert find_open_round(catalogue, dt.date(2026, 12, 1), stored) is None
    assert latest_round(catalogue, dt.date(2026, 12, 1), stored) == Period.parse("2026-H1")
    ahead = open_half_year(workspace, 2027)
    listed = list_rounds(catalogue, dt.date(2026, 12, 1), workspace.store.list_rounds())
    assert str(listed[0]) == ahead.period
    assert str(listed[-1]) == "2020-H1"
