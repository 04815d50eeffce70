"""Explanations: who may ask whom, answer, return and settle; who sees them; two people at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.store.inserted_rounds import insert_round
from tracker.access.actor import Actor, stranger
from tracker.access.rights import NotAllowed
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.store import Store
from tracker.workflow.explanations import (
    ExplanationError,
    ask,
    count_open,
    find_explanation,
    list_answerers,
    list_explanations,
    list_own_open,
    take_step,
)
from tracker.workflow.stored_rounds import StoredRound, find_stored_round

AT, TODAY, DUE = dt.datetime(2026, 12, 1, 9), dt.date(2026, 12, 1), dt.date(2026, 12, 5)
UNIT, OTHER = ("02398", dt.date(2025, 7, 1)), ("02374", dt.date(2025, 7, 1))
LEADER = Actor("viewer", "Chủ tịch", "ct", "a0", is_leader=True)
LAN = Actor("reporter", "Lan", "lan", "a1", frozenset([UNIT]))
OFFICE = Actor("coordinator", "Văn phòng", "vp", "a2")


@pytest.fixture
def current(store: Store) -> StoredRound:
    insert_round(store, "2026", dt.date(2026, 12, 15))
    found = find_stored_round(store, "2026")
    assert found is not None
    return found


@pytest.fixture
def send(store: Store, catalogue: Catalogue, reference: Reference, current: StoredRound):
    def question(
        actor: Actor = LEADER, unit=UNIT, code: str = "CTXH-01", text: str = "Vì sao giảm?", due=DUE
    ) -> str:
        return ask(store, catalogue, reference, actor, current, code, unit, text, due, AT, TODAY)

    return question


def step(store: Store, actor: Actor, asked: str, kind: str, body: str = "", seen: int | None = None) -> None:
    last = seen or find_explanation(store, asked).last_revision
    take_step(store, actor, asked, kind, body, last, AT)


def test_asked_answered_returned_answered_settled(store: Store, send) -> None:
    asked = send()
    step(store, LAN, asked, "answered", "Thiếu cán bộ")
    step(store, LEADER, asked, "returned", "Thiếu bao nhiêu?")
    assert find_explanation(store, asked).waits_for_unit
    step(store, OFFICE, asked, "answered", "Thiếu 5 người")
    step(store, LEADER, asked, "settled")
    found = find_explanation(store, asked)
    assert (found.state, found.answer, found.answered_by, found.is_open) == (
        "settled", "Thiếu 5 người", "Văn phòng", False,
    )  # fmt: skip
    with pytest.raises(ExplanationError, match="đã khép lại"):
        step(store, LAN, asked, "answered", "Thêm")


def test_only_leaders_ask_and_settle_and_only_the_unit_answers(store: Store, send) -> None:
    for actor in (LAN, OFFICE, stranger(may_view=True), replace(LEADER, is_leader=False)):
        with pytest.raises(NotAllowed):
            send(actor)
    asked = send()
    other = replace(LAN, units=frozenset([OTHER]))
    for actor in (other, LEADER, stranger(may_view=True)):
        with pytest.raises(NotAllowed):
            step(store, actor, asked, "answered", "x")
    for kind in ("returned", "settled", "withdrawn"):
        with pytest.raises(NotAllowed):
            step(store, LAN, asked, kind, "x")


def test_the_second_of_two_people_is_told(store: Store, send) -> None:
    asked = send()
    seen = find_explanation(store, asked).last_revision
    step(store, LAN, asked, "answered", "Của Lan", seen)
    with pytest.raises(ExplanationError, match=r"vừa được Lan xử lý lúc 01/12/2026, 09:00 \(trả lời\)"):
        step(store, OFFICE, asked, "answered", "Của văn phòng", seen)
    assert find_explanation(store, asked).answer == "Của Lan"
    with pytest.raises(ExplanationError, match="đang mở"):
        send()


def test_what_cannot_be_asked_is_said(store: Store, send) -> None:
    with pytest.raises(ExplanationError, match="ghi câu hỏi"):
        send(text=" ")
    with pytest.raises(ExplanationError, match="30/11/2026 đã qua"):
        send(due=dt.date(2026, 11, 30))
    with pytest.raises(ExplanationError, match="không báo cáo"):
        send(code="GN-40")
    with pytest.raises(ExplanationError, match="tối đa 1.000"):
        send(text="x" * 1001)
    asked = send()
    with pytest.raises(ExplanationError, match="ghi câu trả lời"):
        step(store, LAN, asked, "answered", "\n")
    with pytest.raises(ExplanationError, match="không thể khép lại"):
        step(store, LEADER, asked, "settled")
    with pytest.raises(ExplanationError, match="làm rõ điều gì"):
        step(store, LEADER, asked, "withdrawn")
    with pytest.raises(ExplanationError, match="Không có yêu cầu"):
        find_explanation(store, "none")


def test_who_sees_what(store: Store, send) -> None:
    asked = send()
    viewer, other = replace(LEADER, is_leader=False), replace(LAN, units=frozenset([OTHER]))
    visitor = stranger(may_view=True)
    assert [len(list_explanations(store, actor)) for actor in (LEADER, LAN, OFFICE, viewer, other, visitor)] == [
        1, 1, 1, 0, 0, 0,
    ]  # fmt: skip
    step(store, LAN, asked, "answered", "Rõ")
    step(store, LEADER, asked, "settled")
    assert [len(list_explanations(store, actor)) for actor in (viewer, other, visitor)] == [1, 1, 1]
    assert list_explanations(store, stranger(may_view=False)) == []
    assert list_explanations(store, LEADER, indicator_code="GN-01") == []
    assert len(list_explanations(store, LEADER, unit=UNIT, period=Period(2026))) == 1


def test_open_ones_on_both_sides(store: Store, send) -> None:
    first, second = send(), send(unit=OTHER, due=dt.date(2026, 12, 3))
    assert [one.id for one in list_own_open(store, LEADER)] == [second, first]
    assert [one.id for one in list_own_open(store, LAN)] == [first]
    step(store, LAN, first, "answered", "Rõ")
    assert [one.id for one in list_own_open(store, LEADER)] == [first, second]
    assert count_open(list_own_open(store, LEADER), dt.date(2026, 12, 4)) == (1, 1, 1)


def test_who_can_be_asked(catalogue: Catalogue, reference: Reference) -> None:
    period = Period(2026)
    poverty = list_answerers(catalogue, reference, "GN-02", period)
    assert poverty[0].code == "SNNMT" and len(poverty) == 125  # the owner, then who reports GN-01
    social = list_answerers(catalogue, reference, "CTXH-01", period)
    assert social[0].code == "SYT" and {"SGDDT", "STP"} <= {unit.code for unit in social}
