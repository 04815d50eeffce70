"""Reviews: what is approved is official, two people do not overwrite each other, approved figures stay."""

from __future__ import annotations

import random
import threading

import numpy as np
import pytest

from tests.store.samples import AT, NEW
from tests.store.test_recording import PERIOD, hand_in, observations, value_of
from tests.store.test_rollups import _random_submission
from tracker.core.review import find_standing
from tracker.store import ApprovedFigures, NewSubmission, StaleReview, Store
from tracker.store.reviews import NewComment, Step


def step(store: Store, submission: str, kind: str, detail: str | None = None) -> Step:
    """The next event of a submission, as somebody who has just looked would write it."""
    seen = find_standing(store.list_events(submission_ids=[submission])[submission]).seen
    return Step(submission, seen, kind, reason="lý do", detail=detail)


def act(store: Store, submission: str, *kinds: str) -> None:
    store.record_steps([step(store, submission, kind) for kind in kinds], "Bình", AT)


def official(store: Store, place: str, indicator: str) -> float | None:
    found = store.read_series([place], [indicator], [PERIOD], basis="official")
    return None if found.empty else float(found["value"].iloc[0])


def test_a_figure_is_official_from_its_approval_to_its_reopening(store: Store) -> None:
    mine = hand_in(store, "02374", ("GN-11", 10.0, None, None))
    hand_in(store, "02380", ("GN-11", 7.0, None, None))
    assert (value_of(store, "TQ_NEW", "GN-11"), official(store, "TQ_NEW", "GN-11")) == (17, None)
    act(store, mine, "accepted", "approved")
    assert (value_of(store, "TQ_NEW", "GN-11"), official(store, "TQ_NEW", "GN-11")) == (17, 10)
    assert official(store, "02374", "GN-11") == 10
    assert store.find_rollup_differences().empty
    act(store, mine, "reopen_asked")
    assert official(store, "TQ_NEW", "GN-11") == 10
    act(store, mine, "reopened")
    assert official(store, "TQ_NEW", "GN-11") is None
    assert value_of(store, "TQ_NEW", "GN-11") == 17
    assert store.find_rollup_differences().empty


def test_a_newer_hand_in_waits_while_the_approved_one_counts(store: Store) -> None:
    first = hand_in(store, "02374", ("GN-11", 10.0, None, None))
    act(store, first, "approved")
    second = hand_in(store, "02374", ("GN-11", 12.0, None, None))
    assert (value_of(store, "TQ_NEW", "GN-11"), official(store, "TQ_NEW", "GN-11")) == (12, 10)
    sources = store.read_observations("GN-11", "TQ_NEW", PERIOD, "official")
    assert sources[["submission_id", "is_official"]].values.tolist() == [[first, True]]
    assert store.read_observations("GN-11", "TQ_NEW", PERIOD)["is_official"].tolist() == [False]
    act(store, second, "approved")
    assert official(store, "TQ_NEW", "GN-11") == 12
    store.undo_submission(second, "An", AT, "nhầm")
    assert (value_of(store, "TQ_NEW", "GN-11"), official(store, "TQ_NEW", "GN-11")) == (10, 10)
    assert store.find_rollup_differences().empty


def test_published_figures_are_official(store: Store) -> None:
    assert store.read_series(["TQ_OLD"], basis="official").equals(store.read_series(["TQ_OLD"]))
    assert store.read_unit_series(basis="official").equals(store.read_unit_series())


@pytest.mark.parametrize("seed", range(3))
def test_both_bases_survive_any_history(file_store: Store, seed: int) -> None:
    chance = random.Random(seed)
    kinds = ["accepted", "approved", "returned", "reopen_asked", "reopened", "consolidated", "undone"]
    recorded: list[str] = []
    for _ in range(25):
        if recorded and chance.random() < 0.6:
            chosen, kind = chance.choice(recorded), chance.choice(kinds)
            if kind == "undone":
                file_store.undo_submission(chosen, "An", AT, "nhầm")
            else:
                act(file_store, chosen, kind)
        else:
            recorded.append(file_store.record_submission(*_random_submission(chance)))
        differences = file_store.find_rollup_differences()
        assert differences.empty, differences.iloc[0].to_dict()
        events = file_store.list_events()
        decided = [one for one in recorded if is_official(events[one])]
        assert sorted(decided) == sorted(set(file_store.list_official()) & set(recorded))


def is_official(events: list) -> bool:
    """The rule of the database in other words: approved and not taken back since, nor undone."""
    last = [one.kind for one in events if one.kind in ("approved", "returned", "reopened")][-1:]
    return last == ["approved"] and "undone" not in {one.kind for one in events}


def test_the_second_of_two_people_is_refused_and_nothing_of_theirs_is_stored(store: Store) -> None:
    mine = hand_in(store, "02374", ("GN-11", 10.0, None, None))
    other = hand_in(store, "02380", ("GN-11", 7.0, None, None))
    late = [step(store, other, "returned"), step(store, mine, "returned")]
    act(store, mine, "accepted", "approved")
    revision = store.revision()
    with pytest.raises(StaleReview) as caught:
        store.record_steps(late, "Chi", AT, [NewComment(mine, "sai")])
    assert caught.value.where == mine
    assert store.revision() == revision
    assert store.read_comments([mine, other]).empty
    assert store.read_events(other)["kind"].tolist() == ["received", "submitted"]


def test_of_many_at_once_one_acts(store: Store) -> None:
    mine = hand_in(store, "02374", ("GN-11", 10.0, None, None))
    seen, told = step(store, mine, "approved"), []

    def approve() -> None:
        try:
            store.record_steps([seen], "Bình", AT)
        except StaleReview:
            told.append(True)

    threads = [threading.Thread(target=approve) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 3
    assert store.read_events(mine)["kind"].tolist().count("approved") == 1


def test_a_newer_hand_in_counts_as_somebody_acting(store: Store) -> None:
    mine = hand_in(store, "02374", ("GN-11", 10.0, None, None))
    seen = step(store, mine, "approved")
    hand_in(store, "02374", ("GN-11", 12.0, None, None))
    with pytest.raises(StaleReview):
        store.record_steps([seen], "Bình", AT)


@pytest.mark.parametrize(
    ("unit", "period", "value", "changes", "is_refused"),
    [
        ("02374", PERIOD, 12.0, True, True),  # the approved round itself
        ("02374", PERIOD, 10.0, False, True),
        ("02374", "2026-H1", 12.0, True, True),  # another round, but the approved figure would change
        ("02374", "2026-H1", 10.0, False, False),
        ("08", PERIOD, 12.0, True, True),  # another sender
        ("02380", PERIOD, None, False, False),
    ],
)
def test_what_is_approved_changes_only_after_reopening(
    file_store: Store, unit: str, period: str, value: float | None, changes: bool, is_refused: bool
) -> None:
    store = file_store
    first = hand_in(store, "02374", ("GN-11", 10.0, None, None))
    act(store, first, "approved")
    rows = observations(("GN-11" if value else "CT-02", value or 3.0, None, None))
    rows = rows.assign(period=PERIOD, unit_code="02374" if value else unit, unit_valid_from=NEW)

    def send() -> str:
        new = NewSubmission(unit, NEW, period, "file", AT)
        return store.record_submission(new, rows, changing=np.array([changes]))

    if not is_refused:
        assert send()
        return
    with pytest.raises(ApprovedFigures) as caught:
        send()
    assert (caught.value.unit_code, caught.value.period) == ("02374", PERIOD)
    with pytest.raises(ApprovedFigures):
        store.undo_submission(first, "An", AT, "nhầm", even_approved=False)
    act(store, first, "reopened")
    assert send()
    store.undo_submission(first, "An", AT, "nhầm", even_approved=False)


def test_published_figures_may_be_replaced(file_store: Store) -> None:
    store = file_store
    rows = observations(("GN-11", 41000.0, None, None))
    first = store.read_unit_series(["GN-11"]).iloc[0]
    new = NewSubmission("08", first["unit_valid_from"], "2022", "file", AT)
    assert store.record_submission(new, rows, changing=np.array([True]))


def test_comments_stand_at_figures_and_are_read_in_order(store: Store) -> None:
    mine = hand_in(store, "02374", ("GN-11", 10.0, None, None), ("CT-02", 1.0, None, None))
    figures = store.read_figures([mine])
    assert figures["is_current"].all() and len(figures) == 2
    first = figures.iloc[0]
    store.add_comment(NewComment(mine, "Vì sao?", first["id"], first["indicator_code"], "Tờ!B2"), "Bình", AT)
    act(store, mine, "accepted")
    store.record_steps([step(store, mine, "returned")], "Bình", AT, [NewComment(mine, "Sửa <b>ngay</b>")])
    said = store.read_comments([mine])
    assert said["body"].tolist() == ["Vì sao?", "Sửa <b>ngay</b>"]
    assert said["observation_id"].tolist()[0] == first["id"]
    hand_in(store, "02374", ("GN-11", 12.0, None, None))
    assert store.read_figures([mine]).set_index("indicator_code")["is_current"].to_dict() == {
        "CT-02": True,
        "GN-11": False,
    }
