"""Words, documents and task reports: appended, the newest counts, the second of two writers is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.store.inserted_rounds import insert_round
from tests.store.samples import AT, NEW
from tracker.core.author import Author
from tracker.core.report_text import TextKey
from tracker.store import Store
from tracker.store.errors import NoSuchRound, StaleEntry
from tracker.store.explanations import NewExplanation
from tracker.store.report_texts import Draft

SYT = ("SYT", NEW)
BY = Author("Lan", "account-1", "10.0.0.5")


@pytest.fixture
def store(file_store: Store) -> Store:
    """On DuckDB alone; the last test tries every statement on both back ends."""
    return file_store


@pytest.fixture
def key(store: Store) -> TextKey:
    return TextKey(insert_round(store, "2026-H1", dt.date(2026, 6, 15)), *SYT, "CTXH", "causes")


def test_the_newest_version_counts_and_all_stay(store: Store, key: TextKey) -> None:
    first = store.save_text(key, "Một", 0, BY, AT)
    second = store.save_text(key, "Hai", first, "Bình", AT)
    row = store.read_texts([key.round_id], SYT).iloc[0]
    assert (row["body"], row["by"], row["revision"], row["period"]) == ("Hai", "Bình", second, "2026-H1")
    assert store.read_text_versions(key)["body"].tolist() == ["Hai", "Một"]


def test_the_second_of_two_writers_is_told_and_nothing_is_lost(store: Store, key: TextKey) -> None:
    seen = store.save_text(key, "Gốc", 0, BY, AT)
    store.save_text(key, "Của Lan", seen, BY, AT)
    with pytest.raises(StaleEntry, match="vừa được người khác thay đổi"):
        store.save_text(key, "Của Bình", seen, "Bình", AT)
    with pytest.raises(StaleEntry):
        store.save_text(key, "Của Bình", 0, "Bình", AT)
    assert store.read_texts()["body"].tolist() == ["Của Lan"]


def test_programme_and_indicator_are_texts_of_their_own(store: Store, key: TextKey) -> None:
    store.save_text(key, "Cả chương trình", 0, BY, AT)
    store.save_text(replace(key, indicator_code="CT-02"), "Một chỉ tiêu", 0, BY, AT)
    assert store.read_texts()["body"].tolist() == ["Cả chương trình", "Một chỉ tiêu"]


def test_an_empty_text_takes_it_back(store: Store, key: TextKey) -> None:
    seen = store.save_text(key, "Nhầm", 0, BY, AT)
    store.save_text(key, "", seen, BY, AT)
    assert store.read_texts()["body"].tolist() == [""]
    assert len(store.read_text_versions(key)) == 2


def test_a_save_is_in_the_log_with_who_when_where_what(store: Store, key: TextKey) -> None:
    store.save_text(key, "Một", 0, BY, AT)
    event = store.read_audit(equal={"kind": "text_saved"}).iloc[0]
    assert (event["by"], event["account_id"], event["address"]) == ("Lan", "account-1", "10.0.0.5")
    assert (event["unit_code"], event["period"], event["detail"]) == ("SYT", "2026-H1", "CTXH/causes")


def test_a_round_that_is_not_there(store: Store) -> None:
    with pytest.raises(NoSuchRound):
        store.save_text(TextKey("none", *SYT, "CTXH", "causes"), "x", 0, BY, AT)


def test_documents_are_added_changed_and_withdrawn(store: Store, key: TextKey) -> None:
    row = {
        "entry_id": "d1", "round_id": key.round_id, "unit_code": "SYT", "unit_valid_from": NEW,
        "programme_code": "CTXH", "number": "12/KH-SYT", "title": "Kế hoạch", "issued_on": dt.date(2026, 2, 3),
        "issuer": "Sở Y tế", "state": "issued",
    }  # fmt: skip
    seen = store.save_document(row, 0, BY, AT)
    store.save_document(row | {"entry_id": "d2", "issued_on": None, "issuer": None}, 0, BY, AT)
    with pytest.raises(StaleEntry):
        store.save_document(row | {"title": "Khác"}, 0, BY, AT)
    later = store.save_document(row | {"state": "carried_out"}, seen, BY, AT)
    documents = store.read_documents([key.round_id], SYT)
    assert documents[["entry_id", "state"]].values.tolist() == [["d2", "issued"], ["d1", "carried_out"]]
    assert documents["issued_on"].tolist() == [None, dt.date(2026, 2, 3)]
    store.save_document(row | {"state": "withdrawn"}, later, BY, AT, "trùng")
    assert store.read_documents()["entry_id"].tolist() == ["d2"]
    log = store.read_audit(equal={"subject_kind": "issued_document"})
    assert set(log["kind"]) == {"document_added", "document_changed", "document_withdrawn"}
    assert log.set_index("kind").loc["document_withdrawn", "reason"] == "trùng"


def test_each_unit_reports_a_task_of_a_round(store: Store, key: TextKey) -> None:
    row = {
        "round_id": key.round_id, "task_code": "T1", "unit_code": "SYT", "unit_valid_from": NEW,
        "state": "under_way", "due_on": dt.date(2026, 9, 30), "done_on": None, "evidence": None,
    }  # fmt: skip
    seen = store.report_task(row, 0, BY, AT)
    store.report_task(row | {"unit_code": "STP"}, 0, BY, AT)
    store.report_task(row | {"state": "done", "done_on": dt.date(2026, 6, 2)}, seen, BY, AT)
    reports = store.read_task_reports([key.round_id])
    assert reports[["unit_code", "state", "done_on"]].values.tolist() == [
        ["STP", "under_way", None],
        ["SYT", "done", dt.date(2026, 6, 2)],
    ]
    assert store.read_task_versions(row)["state"].tolist() == ["done", "under_way"]


def test_a_draft_is_kept_without_a_new_revision(store: Store, key: TextKey) -> None:
    before = store.revision()
    for body in ("a", "ab"):
        store.keep_draft(Draft("account-1", key.draft_key, body, 0, AT))
    store.keep_draft(Draft("account-2", key.draft_key, "khác", 0, AT + dt.timedelta(hours=1)))
    assert store.revision() == before
    drafts = store.list_drafts(f"text/{key.round_id}/")
    assert [(draft.account_id, draft.body) for draft in drafts] == [
        ("account-2", "khác"),
        ("account-1", "ab"),
    ]
    store.drop_draft("account-1", key.draft_key)
    assert [draft.account_id for draft in store.list_drafts("text/")] == ["account-2"]


def test_begin_real_removes_what_was_written_in_the_demo(store: Store) -> None:
    real = insert_round(store, "2026", dt.date(2026, 12, 15))
    store.begin_demo(AT)
    demo = insert_round(store, "2026-H1", dt.date(2026, 6, 15))
    for round_id in (demo, real):
        key = TextKey(round_id, *SYT, "CTXH", "causes")
        store.save_text(key, "Minh họa", 0, BY, AT)
        store.keep_draft(Draft("account-1", key.draft_key, "đang gõ", 0, AT))
    store.begin_real("Lan", AT)
    assert store.read_texts().empty and not store.list_drafts("")
    assert store.read_audit(equal={"kind": "text_saved"}).empty
    assert [one.id for one in store.list_rounds()] == [real]


def test_every_statement_on_both_back_ends(empty_store: Store) -> None:
    store = empty_store
    key = TextKey(insert_round(store, "2026-H1", dt.date(2026, 6, 15)), *SYT, "CTXH", "causes")
    seen = store.save_text(key, "Một", 0, BY, AT)
    with pytest.raises(StaleEntry):
        store.save_text(key, "Hai", 0, BY, AT)
    store.save_text(replace(key, indicator_code="CT-02"), "Ba", 0, BY, AT)
    assert store.read_text_versions(key)["revision"].tolist() == [seen]
    store.keep_draft(Draft("account-1", key.draft_key, "a", 0, AT))
    store.keep_draft(Draft("account-1", key.draft_key, "ab", 0, AT))
    assert [draft.body for draft in store.list_drafts("text/")] == ["ab"]
    asked = store.ask(NewExplanation(key.round_id, "CT-02", *SYT, "Vì sao?", dt.date(2026, 6, 20)), BY, AT)
    step = store.read_explanations(explanation_id=asked).iloc[0]["last_revision"]
    store.take_step(asked, "answered", "Mưa lũ", step, BY, AT)
    with pytest.raises(StaleEntry):
        store.take_step(asked, "withdrawn", None, step, BY, AT)
    assert store.read_explanations(only_open=True)["state"].tolist() == ["answered"]
    assert store.count_audit(text="MƯA lũ", equal={"unit_code": "SYT"}) == 1
    assert set(store.list_audit_values("kind")) == {"text_saved", "asked", "answered", "drafted", "opened"}
