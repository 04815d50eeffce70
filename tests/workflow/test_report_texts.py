"""Writing beside the numbers: who may, drafts, last round's text, and two people on one part."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.store.inserted_rounds import insert_round
from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed
from tracker.core.report_text import LONGEST_TEXT, PARTS, TextKey, clean_text
from tracker.store import Store
from tracker.workflow.drafts import drop_draft
from tracker.workflow.report_texts import (
    StaleText,
    TextError,
    keep_text_draft,
    list_missing,
    read_parts,
    save_text,
)
from tracker.workflow.stored_rounds import StoredRound, find_stored_round

AT = dt.datetime(2026, 12, 1, 9)
UNIT = ("02398", dt.date(2025, 7, 1))
LAN = Actor("reporter", "Lan", "lan", "a1", frozenset([UNIT]))
OFFICE = Actor("coordinator", "Văn phòng", "vp", "a2")


@pytest.fixture
def current(store: Store) -> StoredRound:
    insert_round(store, "2025", dt.date(2025, 12, 15), "closed")
    insert_round(store, "2026-H1", dt.date(2026, 6, 15), "signed")
    insert_round(store, "2026", dt.date(2026, 12, 15))
    found = find_stored_round(store, "2026")
    assert found is not None
    return found


def key_of(current: StoredRound, part: str = "causes", indicator: str | None = None) -> TextKey:
    return TextKey(current.id, *UNIT, "CTXH", part, indicator)


def view(store: Store, current: StoredRound, actor: Actor = LAN, part: str = "causes"):
    return next(one for one in read_parts(store, actor, current, UNIT, "CTXH") if one.key.part == part)


def test_the_parts_of_a_programme_and_of_an_indicator(store: Store, current: StoredRound) -> None:
    save_text(store, LAN, current, key_of(current), "Thiếu cán bộ", 0, AT)
    save_text(store, LAN, current, key_of(current, "causes", "CTXH-01"), "Riêng", 0, AT)
    parts = read_parts(store, LAN, current, UNIT, "CTXH")
    assert [one.key.part for one in parts] == list(PARTS)
    assert [one.key.part for one in parts if one.is_written] == ["causes"]
    own = read_parts(store, LAN, current, UNIT, "CTXH", "CTXH-01")
    assert [(one.key.part, one.is_written) for one in own] == [
        ("shortcomings", False), ("difficulties", False), ("causes", True), ("solutions", False),
    ]  # fmt: skip
    missing = list_missing(store.read_texts([current.id], UNIT), ["CTXH"])
    assert missing == [("CTXH", part) for part in PARTS if part != "causes"]


def test_others_units_and_closed_rounds_are_refused(store: Store, current: StoredRound) -> None:
    stranger = Actor("reporter", "Bình", "binh", "a3", frozenset([("02374", UNIT[1])]))
    with pytest.raises(NotAllowed):
        save_text(store, stranger, current, key_of(current), "x", 0, AT)
    with pytest.raises(NotAllowed):
        keep_text_draft(store, stranger, current, key_of(current), "x", 0, AT)
    with pytest.raises(NotAllowed):
        read_parts(store, stranger, current, UNIT, "CTXH")
    closed, signed = (find_stored_round(store, period) for period in ("2025", "2026-H1"))
    with pytest.raises(TextError, match="đã khóa"):
        save_text(store, LAN, closed, key_of(closed), "x", 0, AT)
    save_text(store, OFFICE, closed, key_of(closed), "Tổng hợp", 0, AT)
    with pytest.raises(TextError, match="đã khóa"):
        save_text(store, OFFICE, signed, key_of(signed), "x", 0, AT)


def test_last_rounds_text_is_offered_with_its_period(store: Store, current: StoredRound) -> None:
    closed = find_stored_round(store, "2025")
    save_text(store, OFFICE, closed, key_of(closed), "Kỳ trước", 0, AT)
    earlier = view(store, current).earlier
    assert (earlier.body, earlier.period, earlier.by) == ("Kỳ trước", "2025", "Văn phòng")
    assert view(store, current, part="results").earlier is None
    half = find_stored_round(store, "2026-H1")
    store.save_text(key_of(half), "Gần hơn", 0, "Lan", AT)
    assert view(store, current).earlier.body == "Gần hơn"


def test_a_draft_counts_nowhere_and_goes_once_it_is_saved(store: Store, current: StoredRound) -> None:
    keep_text_draft(store, LAN, current, key_of(current), "đang gõ", 0, AT)
    assert view(store, current).draft.body == "đang gõ" and not view(store, current).is_written
    assert view(store, current, OFFICE).draft is None
    save_text(store, LAN, current, key_of(current), "đã xong", 0, AT)
    assert view(store, current).draft is None
    keep_text_draft(store, LAN, current, key_of(current), "sửa", view(store, current).revision, AT)
    drop_draft(store, LAN, key_of(current).draft_key)
    assert view(store, current).draft is None and view(store, current).saved.body == "đã xong"


def test_two_people_on_one_part(store: Store, current: StoredRound) -> None:
    keep_text_draft(store, LAN, current, key_of(current), "bản của Lan", 0, AT)
    save_text(store, OFFICE, current, key_of(current), "bản của văn phòng", 0, AT)
    with pytest.raises(StaleText, match="Văn phòng vừa lưu phần này lúc 01/12/2026, 09:00") as stale:
        save_text(store, LAN, current, key_of(current), "bản của Lan", 0, AT)
    assert stale.value.theirs.body == "bản của văn phòng"
    mine = view(store, current)
    assert mine.is_overtaken and mine.draft.body == "bản của Lan" and mine.saved.body == "bản của văn phòng"
    save_text(store, LAN, current, key_of(current), "bản chung", stale.value.theirs.revision, AT)
    assert store.read_text_versions(key_of(current))["body"].tolist() == ["bản chung", "bản của văn phòng"]


def test_who_else_is_writing_is_named(store: Store, current: StoredRound) -> None:
    from tracker.store.accounts import NewAccount

    account = store.add_account(NewAccount("binh", "Trần Văn Bình", "coordinator"), "test", AT)
    bình = Actor("coordinator", "Trần Văn Bình", "binh", account)
    keep_text_draft(store, bình, current, key_of(current), "x", 0, AT)
    assert view(store, current).writers == ("Trần Văn Bình",)
    assert view(store, current, bình).writers == ()


def test_taking_a_text_back_and_writing_it_again(store: Store, current: StoredRound) -> None:
    save_text(store, LAN, current, key_of(current), "nhầm", 0, AT)
    save_text(store, LAN, current, key_of(current), "  \n ", view(store, current).revision, AT)
    taken_back = view(store, current)
    assert not taken_back.is_written and taken_back.revision
    save_text(store, LAN, current, key_of(current), "đúng", taken_back.revision, AT)
    assert view(store, current).is_written


def test_limits_and_unknown_parts_are_said(store: Store, current: StoredRound) -> None:
    with pytest.raises(TextError, match=r"dài 8.001 ký tự, tối đa 8.000"):
        save_text(store, LAN, current, key_of(current), "x" * (LONGEST_TEXT + 1), 0, AT)
    with pytest.raises(TextError, match="Không có phần này"):
        save_text(store, LAN, current, key_of(current, "other"), "x", 0, AT)
    with pytest.raises(TextError, match="viết cho cả chương trình"):
        save_text(store, LAN, current, key_of(current, "results", "CTXH-01"), "x", 0, AT)


def test_text_is_kept_as_text() -> None:
    assert clean_text(" <b>=1+1</b>\r\nHoa\u0300\u200b \x00\n") == "<b>=1+1</b>\nHoà"
