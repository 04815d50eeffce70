"""The list of documents: added, changed, taken off with a reason; nothing half-known is refused for nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.store.inserted_rounds import insert_round
from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed
from tracker.store import Store
from tracker.workflow.issued_documents import (
    DocumentError,
    DocumentForm,
    list_documents,
    save_document,
    withdraw_document,
)
from tracker.workflow.stored_rounds import StoredRound, find_stored_round

AT, TODAY = dt.datetime(2026, 12, 1, 9), dt.date(2026, 12, 1)
SYT = ("SYT", dt.date(2025, 7, 1))
LAN = Actor("reporter", "Lan", "lan", "a1", frozenset([SYT]))
FORM = DocumentForm("12/KH-SYT", "Kế hoạch tập huấn", dt.date(2026, 2, 3), "Sở Y tế", "issued")


@pytest.fixture
def current(store: Store) -> StoredRound:
    insert_round(store, "2026", dt.date(2026, 12, 15))
    found = find_stored_round(store, "2026")
    assert found is not None
    return found


def save(
    store: Store, current: StoredRound, form: DocumentForm = FORM, actor: Actor = LAN, entry=None
) -> None:
    save_document(store, actor, current, SYT, "CTXH", form, AT, TODAY, entry)


def test_added_changed_and_taken_off(store: Store, current: StoredRound) -> None:
    save(store, current)
    row = list_documents(store, LAN, current, SYT, "CTXH").iloc[0]
    entry = (row["entry_id"], int(row["revision"]))
    save(store, current, replace(FORM, state="carried_out"), entry=entry)
    with pytest.raises(DocumentError, match="vừa được người khác sửa"):
        save(store, current, replace(FORM, title="Khác"), entry=entry)
    row = list_documents(store, LAN, current, SYT).iloc[0]
    assert (row["state"], row["title"]) == ("carried_out", "Kế hoạch tập huấn")
    with pytest.raises(DocumentError, match="lý do"):
        withdraw_document(store, LAN, current, entry[0], int(row["revision"]), " ", AT)
    withdraw_document(store, LAN, current, entry[0], int(row["revision"]), "ghi trùng", AT)
    assert list_documents(store, LAN, current, SYT).empty
    with pytest.raises(DocumentError, match="Không còn"):
        withdraw_document(store, LAN, current, entry[0], 0, "lại", AT)


def test_day_and_issuer_may_be_unknown(store: Store, current: StoredRound) -> None:
    save(store, current, replace(FORM, issued_on=None, issuer=" "))
    row = list_documents(store, LAN, current, SYT).iloc[0]
    assert row["issued_on"] is None and row["issuer"] is None
    withdraw_document(store, LAN, current, row["entry_id"], int(row["revision"]), "nhầm", AT)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"number": " "}, "số, ký hiệu và trích yếu"),
        ({"title": "x" * 501}, "“Trích yếu” dài quá 500"),
        ({"issued_on": dt.date(2026, 12, 2)}, "02/12/2026|2/12/2026"),
        ({"state": "withdrawn"}, "chọn trạng thái"),
    ],
)
def test_what_cannot_be_kept_is_said(store: Store, current, change: dict, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        save(store, current, replace(FORM, **change))


def test_who_may_not(store: Store, current: StoredRound) -> None:
    other = replace(LAN, units=frozenset([("STP", SYT[1])]))
    with pytest.raises(NotAllowed):
        save(store, current, actor=other)
    with pytest.raises(NotAllowed):
        list_documents(store, other, current, SYT)
    save(store, current)
    row = list_documents(store, LAN, current, SYT).iloc[0]
    with pytest.raises(NotAllowed):
        withdraw_document(store, other, current, row["entry_id"], int(row["revision"]), "x", AT)
