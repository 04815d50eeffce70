"""The log for whoever may see it: everything in words, filtered, page by page."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.store.inserted_rounds import insert_round
from tracker.access.actor import Actor, stranger
from tracker.access.rights import NotAllowed
from tracker.catalogue.reference import Reference
from tracker.core.author import Author
from tracker.core.report_text import TextKey
from tracker.store import Store
from tracker.store.accounts import NewAccount
from tracker.workflow import audit_log
from tracker.workflow.audit_log import LogQuestion, list_choices, read_log_page, read_whole_log

ADMIN = Actor("administrator", "Quản trị", "qt", "a9")
AT = dt.datetime(2026, 12, 1, 9)
SYT = ("SYT", dt.date(2025, 7, 1))


@pytest.fixture(autouse=True)
def events(store: Store) -> None:
    store.add_account(NewAccount("lan", "Lan", "reporter"), Author("Quản trị", "a9", "10.0.0.1"), AT)
    key = TextKey(insert_round(store, "2026", dt.date(2026, 12, 15)), *SYT, "CTXH", "causes")
    store.save_text(key, "x", 0, Author("Lan", "a1", "10.0.0.2"), AT + dt.timedelta(days=1))


def test_who_when_where_what(store: Store, reference: Reference) -> None:
    page = read_log_page(store, reference, ADMIN, LogQuestion())
    assert page.rows[0] == [
        "02/12/2026, 09:00", "Lan", "10.0.0.2", "Lưu nội dung báo cáo", "nội dung báo cáo", "Sở Y tế (SYT)",
        "năm 2026", "", "CTXH: Nguyên nhân",
    ]  # fmt: skip
    assert page.rows[1][:5] == [
        "01/12/2026, 09:00",
        "Quản trị",
        "10.0.0.1",
        "Thêm tài khoản",
        "tài khoản lan",
    ]
    assert page.rows[1][-1] == "lan: Cán bộ báo cáo"


@pytest.mark.parametrize(
    ("question", "count"),
    [
        (LogQuestion(since=dt.date(2026, 12, 2), until=dt.date(2026, 12, 2)), 1),
        (LogQuestion(since=dt.date(2026, 12, 1), until=dt.date(2026, 12, 2)), 2),
        (LogQuestion(by="Lan"), 1),
        (LogQuestion(kind="account_added"), 1),
        (LogQuestion(unit_code="SYT", period="2026"), 1),
        (LogQuestion(unit_code="SYT", period="2025"), 0),
        (LogQuestion(text="CTXH/CAUSES"), 1),
        (LogQuestion(text="' OR 1=1"), 0),
    ],
)
def test_filters(store: Store, reference: Reference, question: LogQuestion, count: int) -> None:
    assert read_log_page(store, reference, ADMIN, question).total == count
    assert len(read_whole_log(store, reference, ADMIN, question)) == count


def test_pages(store: Store, reference: Reference, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_log, "PAGE_ROWS", 1)
    total = read_log_page(store, reference, ADMIN, LogQuestion()).total
    pages = [read_log_page(store, reference, ADMIN, LogQuestion(), number) for number in range(1, total + 1)]
    assert [page.first for page in pages] == [page.last for page in pages] == list(range(1, total + 1))
    assert len({tuple(page.rows[0]) for page in pages}) == total
    assert read_log_page(store, reference, ADMIN, LogQuestion(), 99).first == total


def test_choices_are_what_is_in_the_log(store: Store) -> None:
    choices = list_choices(store, ADMIN)
    assert {"Lan", "Quản trị"} <= set(choices["by"]) and choices["unit_code"] == ["08", "SYT"]


def test_others_see_nothing(store: Store, reference: Reference) -> None:
    for actor in (Actor("reporter", "Lan"), Actor("viewer", is_leader=True), stranger(may_view=True)):
        for read in (read_log_page, read_whole_log):
            with pytest.raises(NotAllowed):
                read(store, reference, actor, LogQuestion())
        with pytest.raises(NotAllowed):
            list_choices(store, actor)
