"""Editions in the store: numbered per round, signed with their round and hand-ins, gone with the demonstration."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from tests.store.samples import AT, NEW
from tests.store.test_recording import PERIOD, hand_in
from tests.store.test_reviews import act, step
from tracker.core.author import Author
from tracker.store import StaleReview, StaleRevision, Store
from tracker.store.editions import NewEdition
from tracker.store.rounds import NewRound

DAY = dt.date(2026, 1, 15)


def new_round(store: Store) -> str:
    round_id = store.add_round(NewRound("Kỳ 2", PERIOD, "half_year", DAY, DAY), "Lan", AT)
    duties = pd.DataFrame(
        [("02374", NEW, "GN-11")], columns=["unit_code", "unit_valid_from", "indicator_code"]
    )
    store.open_round(store.find_round(round_id), duties, "Lan", AT)
    return round_id


def new_edition(round_id: str, code: str = "AAAAA-AAAAA", **more: str) -> NewEdition:
    return NewEdition(round_id, PERIOD, code, "0" * 64, **more)


def test_an_edition_signs_its_round_and_its_hand_ins(store: Store) -> None:
    round_id = new_round(store)
    mine = hand_in(store, "02374", ("GN-11", 10.0, None, None))
    act(store, mine, "approved", "consolidated")
    leader = Author("Minh", "account", "10.0.0.1")
    first = store.sign_edition(new_edition(round_id), [step(store, mine, "signed")], leader, AT)
    assert (first.number, first.short_number, first.is_demo) == (1, f"{PERIOD}/1", False)
    assert store.find_round(round_id).state == "signed"
    events = store.read_events(mine)
    assert events[["kind", "by", "detail"]].values.tolist()[-1] == ["signed", "Minh", first.id]
    log = store.read_audit(equal={"kind": "edition_signed"})
    assert log[["detail", "account_id", "address"]].values.tolist() == [
        [f"{PERIOD}/1", "account", "10.0.0.1"]
    ]
    second = store.sign_edition(new_edition(round_id, "BBBBB-BBBBB", reason="sửa"), [], leader, AT)
    other = store.sign_edition(new_edition("2025"), [], leader, AT)
    assert (second.number, second.reason, other.number) == (2, "sửa", 1)
    assert store.find_round(round_id).state == "signed"
    assert store.list_editions(round_id) == [second, first]
    assert len(store.list_editions()) == 3
    assert store.find_rollup_differences().empty


def test_a_signature_that_was_overtaken_leaves_nothing(store: Store) -> None:
    round_id = new_round(store)
    mine = hand_in(store, "02374", ("GN-11", 10.0, None, None))
    act(store, mine, "approved", "consolidated")
    seen, revision = step(store, mine, "signed"), store.revision()
    act(store, mine, "reopened")
    with pytest.raises(StaleRevision):
        store.sign_edition(new_edition(round_id), [], "Minh", AT, revision)
    with pytest.raises(StaleReview):
        store.sign_edition(new_edition(round_id), [seen], "Minh", AT)
    assert store.list_editions() == []
    assert store.find_round(round_id).state == "opened"


def test_an_edition_of_a_demonstration_goes_with_it(file_store: Store) -> None:
    file_store.begin_demo(AT)
    sha256 = file_store.save_file(b"{}")
    new = NewEdition("2025", "2025", "AAAAA-AAAAA", sha256)
    assert file_store.sign_edition(new, [], "Minh", AT).is_demo
    file_store.begin_real("Lan", AT)
    assert file_store.list_editions() == []
    with pytest.raises(KeyError):
        file_store.read_file(sha256)


def test_the_newest_words_of_a_round_are_read(store: Store) -> None:
    words = store.read_round_words("no such")
    assert {name: len(rows) for name, rows in words.items()} == dict.fromkeys(
        ("texts", "issued_documents", "tasks", "explanations"), 0
    )
