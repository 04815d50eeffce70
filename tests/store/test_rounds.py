"""Rounds: drafted, opened with frozen duties, closed, reopened, signed; of two people the second is told."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.store.rounds import DUE, DUTIES, OPENED, duties, hand_in, new_round, open_new
from tests.store.samples import AT, NEW
from tests.store.test_recording import observations
from tracker.core.author import Author
from tracker.store import NewSubmission, Store
from tracker.store.errors import NoSuchRound, RoundExists, RoundMoved, RoundsOverlap

LATER = OPENED + dt.timedelta(days=1)


def test_a_round_goes_its_way_and_every_step_is_told(store: Store) -> None:
    lan = Author("Lan", "account-1", "10.0.0.7")
    round_id = store.add_round(new_round(remind_before=(10, 3), field_codes=("GN",)), lan, OPENED)
    drafted = store.find_round(round_id)
    assert (drafted.state, drafted.opened_at, drafted.takes_figures) == ("drafted", None, False)
    assert (drafted.remind_before, drafted.remind_after, drafted.field_codes) == ((10, 3), (1,), ("GN",))
    assert (drafted.units_due_on, drafted.leadership_due_on, drafted.is_demo) == (DUE, None, False)
    store.open_round(drafted, duties(), lan, OPENED)
    for kind in ("closed", "reopened", "closed", "signed"):
        store.record_round_event(round_id, kind, lan, LATER, reason=f"vì {kind}")
    found = store.find_round(round_id)
    assert (found.state, found.state_at, found.state_by, found.opened_at) == ("signed", LATER, "Lan", OPENED)
    events = store.read_round_events(round_id)
    assert events["kind"].tolist() == ["signed", "closed", "reopened", "closed", "opened", "drafted"]
    log = store.read_audit(equal={"subject_id": round_id})
    assert len(log) == 6
    assert set(log["account_id"]) == {"account-1"}
    assert set(log["address"]) == {"10.0.0.7"}
    assert set(log["period"]) == {"2025"}
    assert log["reason"].iloc[0] == "vì signed"


def test_duties_are_as_they_were_when_it_was_opened(file_store: Store) -> None:
    found = open_new(file_store)
    rows = file_store.list_duties(found.id)
    assert list(zip(rows["unit_code"], rows["indicator_code"], strict=True)) == sorted(DUTIES)
    assert set(rows["unit_valid_from"]) == {NEW}
    assert file_store.list_duties("no such round").empty


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ((), "closed"),
        ((), "signed"),
        (("opened",), "reopened"),
        (("opened", "closed"), "closed"),
        (("opened", "closed", "signed"), "closed"),
        (("opened", "closed", "signed"), "signed"),
    ],
)
def test_a_step_out_of_turn_is_refused(file_store: Store, before: tuple, kind: str) -> None:
    round_id = file_store.add_round(new_round(), "Lan", OPENED)
    for step in before:
        if step == "opened":
            file_store.open_round(file_store.find_round(round_id), duties(), "Lan", OPENED)
        else:
            file_store.record_round_event(round_id, step, "Lan", OPENED)
    revision = file_store.revision()
    with pytest.raises(RoundMoved, match="Năm 2025"):
        file_store.record_round_event(round_id, kind, "Minh", LATER)
    assert file_store.revision() == revision


def test_two_people_close_and_the_second_is_told(store: Store) -> None:
    found = open_new(store)

    def close(name: str) -> str:
        try:
            store.record_round_event(found.id, "closed", name, LATER)
        except RoundMoved:
            return "told"
        return "closed"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(close, ["Lan", "Minh"])) == ["closed", "told"]
    assert (store.read_round_events(found.id)["kind"] == "closed").sum() == 1


def test_a_changed_deadline_is_told_and_a_stale_change_refused(store: Store) -> None:
    seen = open_new(store)
    later = dt.date(2025, 12, 20)
    change = {"units_due_on": later}
    store.change_round(
        seen, change, "Lan", LATER, kind="deadline_changed", reason="bão", detail="15/12 → 20/12"
    )
    found = store.find_round(seen.id)
    assert (found.units_due_on, found.state) == (later, "opened")
    event = store.read_round_events(seen.id).iloc[0]
    assert (event["kind"], event["reason"], event["detail"]) == ("deadline_changed", "bão", "15/12 → 20/12")
    with pytest.raises(RoundMoved):
        store.change_round(seen, {"units_due_on": DUE}, "Minh", LATER, kind="deadline_changed")
    with pytest.raises(RoundMoved):
        store.open_round(seen, duties(), "Minh", LATER)
    assert store.find_round(seen.id).units_due_on == later


def test_what_the_duties_come_from_is_frozen_and_a_signed_round_keeps_its_dates(file_store: Store) -> None:
    found = open_new(file_store)
    for name, value in (("period", "2024"), ("field_codes", ("GN",)), ("calendar", "civil")):
        with pytest.raises(ValueError, match=name):
            file_store.change_round(found, {name: value}, "Lan", LATER, kind="changed")
    file_store.record_round_event(found.id, "signed", "Lan", LATER)
    signed = file_store.find_round(found.id)
    with pytest.raises(ValueError, match="units_due_on"):
        file_store.change_round(signed, {"units_due_on": DUE}, "Lan", LATER, kind="deadline_changed")
    stop = {"has_reminders": False}
    file_store.change_round(signed, stop, "Lan", LATER, kind="reminders_stopped")
    assert not file_store.find_round(found.id).has_reminders
    assert file_store.find_round(found.id).state == "signed"


def test_names_are_taken_once(file_store: Store) -> None:
    file_store.add_round(new_round(), "Lan", OPENED)
    other = file_store.add_round(new_round("Rà soát 2025"), "Lan", OPENED)
    with pytest.raises(RoundExists, match="năm 2025"):
        file_store.add_round(new_round("năm 2025"), "Lan", OPENED)
    with pytest.raises(RoundExists):
        file_store.change_round(
            file_store.find_round(other), {"name": "Năm 2025"}, "Lan", LATER, kind="changed"
        )
    with pytest.raises(NoSuchRound):
        file_store.find_round("no such round")


def test_a_figure_belongs_to_one_round_of_a_period(store: Store) -> None:
    open_new(store)
    second = store.add_round(new_round("Rà soát"), "Lan", OPENED)
    with pytest.raises(RoundsOverlap, match=r"1 chỉ tiêu.*“Năm 2025”"):
        store.open_round(
            store.find_round(second), duties([("02380", "GN-11"), ("02380", "GN-01")]), "Lan", OPENED
        )
    assert store.list_duties(second).empty
    store.open_round(store.find_round(second), duties([("02380", "GN-01")]), "Lan", OPENED)
    other_year = store.add_round(new_round("Năm 2026", period="2026"), "Lan", OPENED)
    store.open_round(store.find_round(other_year), duties(), "Lan", OPENED)
    assert [one.state for one in store.list_rounds()] == ["opened"] * 3


def test_a_hand_in_is_refused_when_a_round_moved_meanwhile(store: Store) -> None:
    found = open_new(store)
    seen = {found.id: "opened"}
    submission = NewSubmission("02374", NEW, "2025", "form", AT)
    store.record_submission(submission, observations(("GN-11", 1.0, None, None)), round_states=seen)
    store.add_round(new_round("Năm 2026", period="2026"), "Lan", OPENED)  # a draft moves nothing
    store.record_submission(submission, observations(("GN-11", 2.0, None, None)), round_states=seen)
    store.record_round_event(found.id, "closed", "Lan", LATER)
    revision = store.revision()
    with pytest.raises(RoundMoved, match="Năm 2025"):
        store.record_submission(submission, observations(("GN-11", 3.0, None, None)), round_states=seen)
    assert store.revision() == revision


def test_a_round_made_in_a_demonstration_goes_with_it(store: Store) -> None:
    store.begin_demo(AT)
    demo = open_new(store)
    assert demo.is_demo
    hand_in(store, "02374", AT, "GN-11")
    store.begin_real("Lan", AT)
    assert store.list_rounds() == []
    assert store.list_duties(demo.id).empty
    assert store.read_round_events(demo.id).empty
