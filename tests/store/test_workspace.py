"""A demo is marked and can be left behind; files and reference data are loaded once."""

from __future__ import annotations

import dataclasses

import pytest

from tests.store.samples import AT, NEW, sample_catalogue, sample_reference
from tests.store.test_recording import PERIOD, hand_in, observations, value_of
from tracker.store import NewSubmission, Store
from tracker.store.errors import WorkspaceNotEmpty


def test_begin_real_removes_the_demo_and_keeps_the_published(store: Store) -> None:
    store.begin_demo(AT)
    kept, demo_only = store.save_file(b"a form"), store.save_file(b"a demo form")
    store.record_submission(
        NewSubmission("02380", NEW, PERIOD, "form", AT, file_sha256=demo_only),
        observations(("GN-11", 9.0, None, None)),
        [{"code": "X", "severity": "warning", "message": "m"}],
    )
    store.record_submission(
        NewSubmission("02374", NEW, PERIOD, "illustration", AT), observations(("GN-11", 5.0, None, None))
    )
    assert store.mode() == "demo"
    assert store.read_observations("GN-11", "TQ_NEW")["is_demo"].all()
    assert value_of(store, "TQ_NEW", "GN-11") == 14

    store.begin_real("Lan", AT)

    assert store.mode() == "real"
    assert store.list_submissions()["kind"].tolist() == ["published"]
    assert value_of(store, "TQ_NEW", "GN-11") is None
    assert value_of(store, "TQ_OLD", "GN-11", "2022") == 40522
    assert store.find_rollup_differences().empty
    assert store.read_file(kept) == b"a form"
    with pytest.raises(KeyError):
        store.read_file(demo_only)


def test_real_hand_ins_are_not_demo_and_keep_a_workspace_from_becoming_one(store: Store) -> None:
    hand_in(store, "02374", ("GN-11", 5.0, None, None))
    assert not store.list_submissions("02374")["is_demo"].any()
    with pytest.raises(WorkspaceNotEmpty):
        store.begin_demo(AT)
    store.begin_real("Lan", AT)
    assert value_of(store, "TQ_NEW", "GN-11") == 5


def test_loading_the_same_files_again_changes_nothing(store: Store) -> None:
    before = store.revision()
    assert not store.load_catalogue(sample_catalogue(), "sample")
    assert not store.load_reference(sample_reference(), AT)
    assert store.revision() == before


def test_loading_other_reference_data_replaces_it_and_recounts(store: Store) -> None:
    hand_in(store, "02374", ("GN-11", 5.0, None, None))
    hand_in(store, "02380", ("GN-11", 7.0, None, None))
    sample = sample_reference()
    fewer = dataclasses.replace(
        sample,
        place_members=sample.place_members[sample.place_members["unit_code"] != "02380"],
        published_actuals=sample.published_actuals.iloc[:0],
    )
    assert store.load_reference(fewer, AT)
    assert value_of(store, "TQ_OLD", "GN-11") == 5
    assert value_of(store, "TQ_OLD", "GN-11", "2022") is None
    assert store.find_rollup_differences().empty


def test_targets_stand_in_the_database(store: Store) -> None:
    targets = store.read_targets()
    assert targets[["target_kind", "due_year", "target_high"]].values.tolist() == [
        ["year_plan", 2022, 19.97],
        ["level", 2025, 8.0],
    ]


def test_a_file_is_kept_once_under_its_hash(file_store: Store) -> None:
    first, second = file_store.save_file(b"x" * 10), file_store.save_file(b"x" * 10)
    assert first == second
    assert file_store.read_file(first) == b"x" * 10
    assert [path.name for path in file_store.files.folder.rglob("*") if path.is_file()] == [first]


def test_an_empty_workspace_answers_with_no_rows(empty_store: Store) -> None:
    assert empty_store.mode() == "real"
    assert empty_store.read_series().empty
    assert empty_store.read_series(["TQ_NEW", "02374"]).empty
    assert empty_store.read_unit_series(level="commune").empty
    assert empty_store.completeness("TQ_NEW", "2025").empty
    assert empty_store.read_observations("GN-01", "TQ_NEW").empty
    assert empty_store.list_submissions().empty
    empty_store.recount()
    assert empty_store.find_rollup_differences().empty
