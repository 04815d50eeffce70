"""The board: when a unit's hand-in was whole, what happened to it since, and which steps still stand."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from tests.store.rounds import DUTIES, OPENED, examine, hand_in, open_new
from tracker.store import Store

DAY = dt.timedelta(days=1)
FIRST, SECOND, THIRD, FOURTH, FIFTH = (OPENED + n * DAY for n in range(1, 6))


def row_of(store: Store, round_id: str, unit: str) -> pd.Series:
    return store.read_round_board([round_id]).set_index("unit_code").loc[unit]


def test_nobody_has_handed_in(store: Store) -> None:
    found = open_new(store)
    board = store.read_round_board([found.id])
    assert board["unit_code"].tolist() == ["02374", "02380", "SYT"]
    assert board["indicators"].tolist() == [2, 1, 1]
    assert board[["submissions", "indicators_covered", "times_returned", "fields_accepted"]].sum().sum() == 0
    assert not board["is_returned"].any()
    instants = ["handed_in_at", "first_received_at", "returned_at", "approved_at", "signed_at"]
    assert board[instants].isna().all().all()
    assert board["level"].tolist() == ["commune", "commune", "department"]
    assert set(board["units_due_on"]) == {found.units_due_on}
    assert set(board["leadership_due_on"]) == {None}


def test_a_hand_in_is_whole_once_the_last_indicator_came(store: Store) -> None:
    found = open_new(store)
    hand_in(store, "02374", FIRST, "GN-01")
    row = row_of(store, found.id, "02374")
    assert (row["indicators_covered"], row["submissions"], row["first_received_at"]) == (1, 1, FIRST)
    assert pd.isna(row["handed_in_at"])
    hand_in(store, "02374", SECOND, "GN-11", "CT-02")
    hand_in(store, "02374", THIRD, "GN-11")
    row = row_of(store, found.id, "02374")
    assert (row["indicators_covered"], row["handed_in_at"], row["last_received_at"]) == (2, SECOND, THIRD)


def test_a_form_speaks_for_all_that_its_unit_is_asked(file_store: Store) -> None:
    found = open_new(file_store)
    hand_in(file_store, "02374", OPENED - DAY, "GN-01", kind="form")  # before there was anything to be asked
    assert pd.isna(row_of(file_store, found.id, "02374")["handed_in_at"])
    hand_in(file_store, "02374", FIRST, "GN-01", kind="form")
    assert row_of(file_store, found.id, "02374")["handed_in_at"] == FIRST


def test_a_table_of_another_sender_counts_for_the_units_in_it(file_store: Store) -> None:
    found = open_new(file_store)
    hand_in(file_store, "02380", FIRST, "GN-11", sender="SYT")
    assert row_of(file_store, found.id, "02380")["handed_in_at"] == FIRST
    assert pd.isna(row_of(file_store, found.id, "SYT")["handed_in_at"])


def test_another_period_and_what_was_taken_back_do_not_count(file_store: Store) -> None:
    found = open_new(file_store)
    hand_in(file_store, "02380", FIRST, "GN-11", period="2024")
    gone = hand_in(file_store, "02380", FIRST, "GN-11")
    file_store.undo_submission(gone, "Lan", SECOND, "nhầm")
    row = row_of(file_store, found.id, "02380")
    assert (row["submissions"], row["indicators_covered"]) == (0, 0)
    hand_in(file_store, "02380", THIRD, "GN-11")
    assert row_of(file_store, found.id, "02380")["handed_in_at"] == THIRD


def test_what_is_returned_keeps_its_first_date(store: Store) -> None:
    found = open_new(store)
    first = hand_in(store, "02380", FIRST, "GN-11")
    examine(store, first, "returned", SECOND)
    row = row_of(store, found.id, "02380")
    assert (row["handed_in_at"], row["is_returned"], row["returned_at"]) == (FIRST, True, SECOND)
    hand_in(store, "02380", THIRD, "GN-11")
    row = row_of(store, found.id, "02380")
    assert (row["handed_in_at"], row["is_returned"], row["times_returned"]) == (FIRST, False, 1)


def test_steps_stand_until_the_hand_in_is_opened_again(store: Store) -> None:
    found = open_new(store)
    submission = hand_in(store, "02374", FIRST, "GN-01", "GN-11")
    for field in ("GN", "CTXH", "GN"):
        examine(store, submission, "accepted", SECOND, field)
    row = row_of(store, found.id, "02374")
    assert (row["fields_accepted"], pd.isna(row["approved_at"])) == (2, True)
    for kind, at in (("approved", SECOND), ("consolidated", THIRD), ("signed", FOURTH)):
        examine(store, submission, kind, at)
    row = row_of(store, found.id, "02374")
    assert row[["approved_at", "consolidated_at", "signed_at"]].tolist() == [SECOND, THIRD, FOURTH]
    examine(store, submission, "reopened", FIFTH)
    row = row_of(store, found.id, "02374")
    assert row[["approved_at", "consolidated_at", "signed_at"]].isna().all()
    assert (row["fields_accepted"], row["handed_in_at"]) == (0, FIRST)
    examine(store, submission, "approved", FIFTH)
    assert row_of(store, found.id, "02374")["approved_at"] == FIFTH


def test_a_signed_round_is_signed_for_whoever_handed_in(file_store: Store) -> None:
    found = open_new(file_store)
    hand_in(file_store, "02380", FIRST, "GN-11")
    file_store.record_round_event(found.id, "signed", "Lan", FOURTH)
    signed = file_store.read_round_board([found.id]).set_index("unit_code")["signed_at"]
    assert signed.dropna().to_dict() == {"02380": pd.Timestamp(FOURTH)}
    file_store.record_round_event(found.id, "reopened", "Lan", FIFTH)
    assert file_store.read_round_board([found.id])["signed_at"].isna().all()


@pytest.mark.parametrize("asked", [None, [], ["no such round"]])
def test_which_rounds(file_store: Store, asked: list[str] | None) -> None:
    open_new(file_store)
    open_new(file_store, DUTIES, name="Năm 2024", period="2024")
    expected = 6 if asked is None else 0
    assert len(file_store.read_round_board(asked)) == expected
