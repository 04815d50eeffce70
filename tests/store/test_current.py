"""What counts now, for many units and keys at once, and a write that stores nothing when it was overtaken."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.store.samples import AT, NEW, OLD
from tests.store.test_recording import PERIOD, hand_in, observations, value_of
from tracker.store import NewSubmission, StaleFigures, Store
from tracker.store.current import sources_of
from tracker.store.recording import Batch

KEY = ["indicator_code", "unit_code", "unit_valid_from", "period", "measure"]
TABLE = pd.DataFrame(
    [
        ("GN-11", "02374", NEW, PERIOD, "actual", 10.0),
        ("GN-11", "02380", NEW, PERIOD, "actual", 20.0),
        ("GN-11", "02380", NEW, "2026", "actual", 30.0),
        ("GN-11", "070", OLD, "2024", "actual", 40.0),
    ],
    columns=[*KEY, "value"],
)


def send(store: Store, rows: pd.DataFrame = TABLE, seen: np.ndarray | None = None, layout: str = "a") -> str:
    submission = NewSubmission("SYT", NEW, PERIOD, "file", AT, "An", layout_key=layout)
    return store.record_submission(submission, rows, seen=seen)


def test_a_table_of_many_units_is_stored_and_found(store: Store) -> None:
    submission_id = send(store)
    assert value_of(store, "TQ_NEW", "GN-11") == 30
    assert value_of(store, "TQ_OLD", "GN-11", "2026") == 30
    found = store.find_current([("02380", NEW), ("070", OLD)], [PERIOD, "2024"])
    assert found[["unit_code", "period", "value"]].values.tolist() == [
        ["02380", PERIOD, 20.0],
        ["070", "2024", 40.0],
    ]
    assert set(found["submission_id"]) == {submission_id} and set(found["kind"]) == {"file"}
    assert found["id"].is_unique and found["unit_valid_from"].tolist() == [NEW, OLD]
    assert store.find_current([("02380", NEW)], [PERIOD], ["GN-01"]).empty
    assert store.find_current([], [PERIOD]).empty
    assert store.find_rollup_differences().empty


def test_illustrative_figures_can_be_left_out(store: Store) -> None:
    for kind, value in (("illustration", 1.0), ("form", 2.0)):
        store.record_submission(
            NewSubmission("02374", NEW, PERIOD, kind, AT), observations(("GN-11", value, None, None))
        )
    store.record_submission(
        NewSubmission("02380", NEW, PERIOD, "illustration", AT), observations(("GN-11", 3.0, None, None))
    )
    units = [("02374", NEW), ("02380", NEW)]
    assert store.find_current(units, [PERIOD])["value"].tolist() == [2.0, 3.0]
    assert store.find_current(units, [PERIOD], with_illustration=False)["value"].tolist() == [2.0]


def test_keys_are_matched_row_for_row(store: Store) -> None:
    hand_in(store, "02380", ("GN-11", 7.0, None, None), ("GN-01", 20.0, 60, 300))
    hand_in(store, "02374", ("GN-11", None, None, None))
    store.record_submission(
        NewSubmission("02215", NEW, PERIOD, "illustration", AT), observations(("GN-11", 3.0, None, None))
    )
    keys = pd.DataFrame(
        [
            ("GN-01", "02380", NEW, PERIOD, "actual"),
            ("GN-01", "02380", OLD, PERIOD, "actual"),
            ("GN-11", "02374", NEW, PERIOD, "actual"),
            ("GN-11", "02215", NEW, PERIOD, "actual"),
            ("GN-11", "08", OLD, "2022", "actual"),
            ("GN-11", "02380", NEW, PERIOD, "actual"),
        ],
        columns=KEY,
        index=[5, 4, 3, 2, 1, 0],
    )
    found = store.match_current(keys)
    assert found.index.tolist() == [5, 4, 3, 2, 1, 0]
    assert found["value"].fillna(-1).tolist() == [20, -1, -1, 3, 40522, 7]
    assert found.loc[5, ["numerator", "denominator"]].tolist() == [60, 300]
    sources = sources_of(found["standing"])
    assert sources.tolist() == ["handed_in", None, "handed_in", "illustration", "published", "handed_in"]
    assert len(store.match_current(keys.iloc[:0])) == 0


def test_an_undone_figure_does_not_count(store: Store) -> None:
    hand_in(store, "02380", ("GN-11", 7.0, None, None))
    before = store.match_current(TABLE[KEY])
    store.undo_submission(send(store), "An", AT, "nhầm")
    pd.testing.assert_frame_equal(store.match_current(TABLE[KEY]), before)


def test_what_was_overtaken_stores_nothing(store: Store) -> None:
    seen = store.match_current(TABLE[KEY])["standing"].to_numpy()
    hand_in(store, "02380", ("GN-11", 21.0, None, None))
    revision = store.revision()
    with pytest.raises(StaleFigures, match="người khác thay đổi"):
        send(store, seen=seen)
    assert store.revision() == revision
    assert store.list_submissions("SYT").empty
    assert value_of(store, "TQ_NEW", "GN-11") == 21
    fresh = store.match_current(TABLE[KEY])["standing"].to_numpy()
    send(store, seen=fresh)
    assert value_of(store, "TQ_NEW", "GN-11") == 30


def test_writes_elsewhere_do_not_matter(store: Store) -> None:
    seen = store.match_current(TABLE[KEY])["standing"].to_numpy()
    hand_in(store, "02380", ("GN-01", 20.0, 60, 300))
    hand_in(store, "02380", ("GN-11", 5.0, None, None), period="2026-H1")
    hand_in(store, "00691", ("GN-11", 5.0, None, None))
    send(store, seen=seen)


@pytest.mark.parametrize("change", ["undone", "same value again"])
def test_any_other_observation_counts_as_a_change(store: Store, change: str) -> None:
    first = hand_in(store, "02380", ("GN-11", 20.0, None, None))
    seen = store.match_current(TABLE[KEY])["standing"].to_numpy()
    if change == "undone":
        store.undo_submission(first, "An", AT, "nhầm")
    else:
        hand_in(store, "02380", ("GN-11", 20.0, None, None))
    with pytest.raises(StaleFigures):
        send(store, seen=seen)


def test_what_a_table_of_the_same_layout_no_longer_holds(store: Store) -> None:
    send(store)
    hand_in(store, "070", ("GN-11", 41.0, None, None), period="2024", valid_from=OLD)
    hand_in(store, "02380", ("GN-01", 20.0, 60, 300))
    rest = TABLE[KEY].iloc[:1]
    left_out = store.find_left_out(rest, ("SYT", NEW), PERIOD, "a")
    assert left_out[["unit_code", "period", "value"]].values.tolist() == [
        ["02380", PERIOD, 20.0], ["02380", "2026", 30.0],
    ]  # fmt: skip
    assert store.find_left_out(rest, ("SYT", NEW), PERIOD, "b").empty
    assert store.find_left_out(rest, ("STP", NEW), PERIOD, "a").empty
    assert store.find_left_out(TABLE[KEY], ("SYT", NEW), PERIOD, "a").empty


def test_standings_of_ones_own_round(store: Store) -> None:
    send(store)
    undone = send(store, TABLE.iloc[:1])
    store.undo_submission(undone, "An", AT, "nhầm")
    own = store.find_standings(("SYT", NEW), PERIOD)
    assert len(own) == 1
    assert store.match_current(TABLE[KEY])["standing"].isin(own).all()
    assert len(store.find_standings(("SYT", NEW), "2026")) == 0


def test_every_submission_of_a_batch_supersedes_by_itself(store: Store) -> None:
    rows = observations(("GN-11", 5.0, None, None))
    units = ("02374", "02380")
    first = store.record_submissions(
        [Batch(NewSubmission(unit, NEW, PERIOD, "form", AT), rows) for unit in units]
    )
    later = send(store, TABLE.iloc[:1])
    assert store.read_events(first[0])["kind"].tolist() == ["received", "submitted", "superseded"]
    assert store.read_events(first[1])["kind"].tolist() == ["received", "submitted"]
    store.undo_submission(later, "An", AT, "nhầm")
    assert store.read_events(first[0])["kind"].tolist()[-1] == "restored"
