"""What is handed in is stored whole, superseded by key, undone by an event, and read back as it was."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest

from tests.store.samples import AT, NEW, OLD
from tracker.store import NewSubmission, StaleRevision, Store
from tracker.store.recording import Batch

PERIOD = "2025-H2"


def hand_in(
    store: Store, unit: str, *rows: tuple, by: str = "An", period: str = PERIOD, valid_from: dt.date = NEW
) -> str:
    submission = NewSubmission(unit, valid_from, period, "form", AT, submitted_by=by)
    return store.record_submission(submission, observations(*rows))


def observations(*rows: tuple) -> pd.DataFrame:
    """Rows of (indicator_code, value, numerator, denominator) as actuals."""
    frame = pd.DataFrame(rows, columns=["indicator_code", "value", "numerator", "denominator"])
    return frame.assign(measure="actual")


def value_of(store: Store, place: str, indicator: str, period: str = PERIOD) -> float | None:
    series = store.read_series([place], [indicator], [period])
    return None if series.empty or math.isnan(series["value"].iloc[0]) else float(series["value"].iloc[0])


def test_a_submission_is_read_back_and_rolls_up(store: Store) -> None:
    before = store.revision()
    hand_in(store, "02374", ("GN-01", 10.0, 10, 100), ("GN-11", 10.0, None, None))
    hand_in(store, "02380", ("GN-01", 20.0, 60, 300))

    assert store.revision() == before + 2
    ratio = store.read_series(["TQ_NEW"], ["GN-01"], [PERIOD]).iloc[0]
    assert (ratio.value, ratio.numerator, ratio.denominator) == (17.5, 70, 400)
    assert (ratio.units_reported, ratio.units_expected, ratio.basis) == (2, 4, "rollup")
    assert ratio.is_approximate  # 02380 straddles two districts
    assert value_of(store, "D074", "GN-11") == 10
    assert value_of(store, "02374", "GN-11") == 10
    assert store.read_unit_series(units=[("02374", NEW)])["value"].tolist() == [10.0, 10.0]
    assert store.find_values("02374", NEW, [PERIOD])["denominator"].tolist()[0] == 100
    assert store.find_rollup_differences().empty


def test_a_missing_value_is_not_a_zero(store: Store) -> None:
    hand_in(store, "02374", ("GN-11", None, None, None), ("GN-01", 3.0, 3, None))
    hand_in(store, "02380", ("GN-11", 0.0, None, None))
    counts = store.read_series(["TQ_NEW"], ["GN-11"], [PERIOD]).iloc[0]
    assert (counts.value, counts.units_reported, counts.units_expected) == (0, 1, 4)
    assert value_of(store, "TQ_NEW", "GN-01") is None  # a numerator alone is no ratio


def test_a_later_submission_replaces_only_the_keys_it_holds(store: Store) -> None:
    first = hand_in(store, "02374", ("GN-11", 10.0, None, None), ("CT-02", 1.0, None, None))
    second = hand_in(store, "02374", ("GN-11", 12.0, None, None))
    assert value_of(store, "TQ_OLD", "GN-11") == 12
    assert value_of(store, "TQ_OLD", "CT-02") == 1
    assert store.read_events(first)["kind"].tolist() == ["received", "submitted", "superseded"]

    third = hand_in(store, "02374", ("GN-11", None, None, None), ("CT-02", None, None, None))
    assert value_of(store, "TQ_OLD", "GN-11") is None
    states = store.list_submissions("02374", PERIOD).set_index("id")["state"]
    assert states.to_dict() == {first: "superseded", second: "superseded", third: "current"}


def test_undo_brings_the_earlier_values_back(store: Store) -> None:
    first = hand_in(store, "02374", ("GN-11", 10.0, None, None))
    second = hand_in(store, "02374", ("GN-11", 12.0, None, None))
    store.undo_submission(second, "Bình", AT, "gửi nhầm")

    assert value_of(store, "TQ_OLD", "GN-11") == 10
    assert store.read_events(second)[["kind", "by", "reason"]].values.tolist()[-1] == [
        "undone",
        "Bình",
        "gửi nhầm",
    ]
    assert store.read_events(first)["kind"].tolist()[-1] == "restored"
    assert store.list_submissions("02374").set_index("id")["state"][second] == "undone"
    store.undo_submission(second, "Bình", AT, "lần nữa")
    assert len(store.read_events(second)) == 3
    store.undo_submission(first, "Bình", AT, "gửi nhầm")
    assert value_of(store, "TQ_OLD", "GN-11") is None
    assert store.find_rollup_differences().empty
    with pytest.raises(KeyError):
        store.undo_submission("none", "Bình", AT, "")


def test_the_direct_figure_wins_and_the_sum_stays_beside_it(store: Store) -> None:
    hand_in(store, "074", ("GN-11", 40.0, None, None), period="2022", valid_from=OLD)
    province = store.read_series(["TQ_OLD"], ["GN-11"], ["2022"]).iloc[0]
    assert (province.value, province.basis, province.rollup_value) == (40522, "direct", 40)
    district = store.read_series(["D074"], ["GN-11"], ["2022"]).iloc[0]
    assert (district.direct_value, district.rollup_value) == (40, 40)


def test_departments_count_only_where_they_are_named(file_store: Store) -> None:
    hand_in(file_store, "SYT", ("CT-03", 100.0, None, None), ("CT-02", 2.0, None, None))
    hand_in(file_store, "STP", ("CT-03", 900.0, None, None))
    named = file_store.read_series(["TQ_NEW"], ["CT-03"], [PERIOD]).iloc[0]
    assert (named.value, named.units_reported, named.units_expected) == (100, 1, 1)
    every = file_store.read_series(["TQ_NEW"], ["CT-02"], [PERIOD]).iloc[0]
    assert (every.units_reported, every.units_expected, every.units_complying) == (1, 6, 1)


def test_what_units_hand_in_supersedes_published_figures_and_illustration_does_not(store: Store) -> None:
    row = observations(("GN-11", 1.0, None, None))
    store.record_submission(NewSubmission("08", OLD, "2022", "illustration", AT), row)
    assert value_of(store, "TQ_OLD", "GN-11", "2022") == 40522
    hand_in(store, "08", ("GN-11", 40000.0, None, None), period="2022", valid_from=OLD)
    assert value_of(store, "TQ_OLD", "GN-11", "2022") == 40000


def test_where_a_figure_came_from(store: Store) -> None:
    hand_in(store, "02374", ("GN-11", 10.0, None, None))
    behind = store.read_observations("GN-11", "TQ_OLD")
    assert behind[["unit_code", "is_direct", "document", "section", "submitted_by"]].values.tolist()[0][:4] == [
        "08", True, "NEWS", "bảng 1",
    ]  # fmt: skip
    assert behind["submitted_by"].tolist()[1] == "An"
    assert store.read_observations("GN-11", "02374", PERIOD)["value"].tolist() == [10]
    assert store.read_observations("GN-11", "HG_OLD").empty


def test_completeness_names_who_is_late(store: Store) -> None:
    submission_id = hand_in(store, "02374", ("GN-11", 10.0, None, None))
    rows = store.completeness("TQ_NEW", PERIOD)
    assert rows["unit_code"].tolist() == ["00691", "02215", "02380", "STP", "SYT", "02374"]
    assert rows["has_reported"].tolist() == [False] * 5 + [True]
    assert rows["submission_id"].iloc[-1] == submission_id
    assert rows["unit_valid_from"].iloc[-1] == NEW
    assert store.completeness("TQ_OLD", "2024")["unit_code"].tolist() == ["SYT", "070", "074"]
    assert store.completeness("02374", PERIOD)["has_reported"].tolist() == [True]


def test_a_stale_revision_is_refused_and_stores_nothing(store: Store) -> None:
    seen = store.revision()
    hand_in(store, "02380", ("GN-11", 1.0, None, None))
    submission = NewSubmission("02374", NEW, PERIOD, "form", AT)
    with pytest.raises(StaleRevision):
        store.record_submission(
            submission, observations(("GN-11", 1.0, None, None)), [], expected_revision=seen
        )
    assert store.list_submissions("02374").empty
    assert store.revision() == seen + 1


def test_a_key_twice_is_refused_and_stores_nothing(file_store: Store) -> None:
    row = ("GN-11", 1.0, None, None)
    with pytest.raises(ValueError, match="GN-11"):
        hand_in(file_store, "02374", row, row)
    assert file_store.list_submissions("02374").empty


def test_findings_are_kept(file_store: Store) -> None:
    finding = {
        "code": "JUMP",
        "severity": "warning",
        "cell": "Biểu!C4",
        "message": "Tăng gấp đôi",
        "read": "20",
    }
    submission = NewSubmission("02374", NEW, PERIOD, "form", AT, warnings_reason="Đã kiểm tra")
    submission_id = file_store.record_submission(
        submission, observations(("GN-11", 1.0, None, None)), [finding]
    )
    assert file_store.read_findings(submission_id).values.tolist() == [
        ["JUMP", "warning", "Biểu!C4", "Tăng gấp đôi", '{"read": "20"}']
    ]
    assert file_store.list_submissions("02374")["warnings"].tolist() == [1]


def test_many_submissions_in_one_write(store: Store) -> None:
    before = store.revision()
    batches = [
        Batch(NewSubmission(unit, NEW, PERIOD, "illustration", AT), observations(("GN-11", 5.0, None, None)))
        for unit in ("02374", "02380", "02215")
    ]
    assert len(set(store.record_submissions(batches))) == 3
    assert store.revision() == before + 1
    assert value_of(store, "TQ_OLD", "GN-11") == 15


def test_instants_are_kept_as_vietnamese_clock_time(file_store: Store) -> None:
    noon_utc = dt.datetime(2025, 12, 1, 5, 0, tzinfo=dt.UTC)
    file_store.record_submission(
        NewSubmission("02374", NEW, PERIOD, "form", noon_utc), observations(("GN-11", 5.0, None, None))
    )
    assert file_store.list_submissions("02374")["received_at"].iloc[0] == pd.Timestamp("2025-12-01 12:00")
