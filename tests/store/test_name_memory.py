"""Names a sender assigned: kept for its layout, lent to its other layouts, never to other senders."""

from __future__ import annotations

import datetime as dt

from tests.store.samples import AT, NEW, OLD
from tracker.store import Store
from tracker.store.name_memory import NameMeaning

SYT, STP = ("SYT", NEW), ("STP", NEW)


def meanings(store: Store, unit: tuple[str, dt.date], layout: str) -> dict[tuple[str, str], str]:
    rows = store.find_names(unit, layout)
    return {(row.kind, row.name_key): row.code for row in rows.itertuples()}


def test_the_newest_word_counts(store: Store) -> None:
    before = store.revision()
    store.remember_names(SYT, "a", [NameMeaning("indicator", "ho ngheo", "GN-01")], "An", AT)
    names = [NameMeaning("indicator", "ho ngheo", "GN-11"), NameMeaning("unit", "ham yen", "074")]
    store.remember_names(SYT, "a", names, "Bình", AT)
    assert meanings(store, SYT, "a") == {("indicator", "ho ngheo"): "GN-11", ("unit", "ham yen"): "074"}
    assert store.find_names(SYT, "a")[["by", "layout_key"]].values.tolist() == [["Bình", "a"]] * 2
    assert store.revision() == before + 2
    store.remember_names(SYT, "a", [], "An", AT)
    assert store.revision() == before + 2


def test_one_name_twice_at_once_is_the_latter(file_store: Store) -> None:
    names = [NameMeaning("unit", "x", "074"), NameMeaning("unit", "x", "070")]
    file_store.remember_names(SYT, "a", names, "An", AT)
    assert len(meanings(file_store, SYT, "a")) == 1


def test_other_layouts_of_the_sender_lend_their_codes(store: Store) -> None:
    store.remember_names(SYT, "a", [NameMeaning("indicator", "x", "GN-01")], "An", AT)
    store.remember_names(SYT, "b", [NameMeaning("indicator", "x", "GN-11")], "An", AT)
    store.remember_names(SYT, "b", [NameMeaning("indicator", "y", "")], "An", AT)
    assert meanings(store, SYT, "a") == {("indicator", "x"): "GN-01"}
    assert meanings(store, SYT, "b") == {("indicator", "x"): "GN-11", ("indicator", "y"): ""}
    assert meanings(store, SYT, "c") == {("indicator", "x"): "GN-11"}  # the latest of the others


def test_nobody_elses_names(store: Store) -> None:
    store.remember_names(SYT, "a", [NameMeaning("indicator", "x", "GN-01")], "An", AT)
    assert meanings(store, STP, "a") == {}
    assert meanings(store, ("SYT", OLD), "a") == {}  # the code's bearer before the merger


def test_a_row_left_out_then_taken(store: Store) -> None:
    store.remember_names(SYT, "a", [NameMeaning("unit", "x", "")], "An", AT)
    store.remember_names(SYT, "b", [NameMeaning("unit", "x", "074")], "An", AT)
    assert meanings(store, SYT, "a") == {("unit", "x"): ""}
    store.remember_names(SYT, "a", [NameMeaning("unit", "x", "070")], "An", AT)
    assert meanings(store, SYT, "a") == {("unit", "x"): "070"}
