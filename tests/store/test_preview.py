"""A look ahead gives exactly what the write would give, writes nothing, and keeps nobody waiting."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from tests.store.samples import AT, NEW, OLD
from tests.store.test_recording import PERIOD, hand_in
from tracker.store import NewSubmission, Store

_ORDER = ["place_code", "indicator_code", "period", "measure"]


def table(*rows: tuple) -> pd.DataFrame:
    names = ["indicator_code", "unit_code", "unit_valid_from", "period", "measure", "value"]
    return pd.DataFrame(rows, columns=[*names, "numerator", "denominator"])


CASES = {
    "new figures": table(("GN-11", "02374", NEW, PERIOD, "actual", 12.0, None, None)),
    "changed figures": table(
        ("GN-01", "02380", NEW, PERIOD, "actual", 50.0, 150, 300),
        ("GN-11", "02380", NEW, PERIOD, "actual", 8.0, None, None),
    ),
    "a withdrawn figure": table(("GN-11", "02380", NEW, PERIOD, "actual", None, None, None)),
    "the province itself": table(
        ("GN-01", "08", OLD, "2022", "actual", 17.0, None, None),
        ("GN-11", "08", NEW, "2026", "plan", 900.0, None, None),
    ),
    "several periods and units": table(
        ("GN-11", "070", OLD, "2023", "actual", 5.0, None, None),
        ("GN-11", "074", OLD, "2024", "actual", 6.0, None, None),
        ("GN-01", "02215", NEW, "2026", "estimate", 1.0, 1, 100),
    ),
}


@pytest.mark.parametrize("rows", CASES.values(), ids=CASES.keys())
def test_it_sees_what_the_write_brings(store: Store, rows: pd.DataFrame) -> None:
    hand_in(store, "02380", ("GN-11", 7.0, None, None), ("GN-01", 20.0, 60, 300))
    submission = NewSubmission("SYT", NEW, PERIOD, "file", AT)
    before, revision = read(store), store.revision()
    with store.preview(submission, rows) as ahead:
        seen = read(ahead)
    assert store.revision() == revision
    for name in before:
        pd.testing.assert_frame_equal(read(store)[name], before[name])
    store.record_submission(submission, rows)
    for name, frame in read(store).items():
        pd.testing.assert_frame_equal(seen[name], frame)


def read(source: Store) -> dict[str, pd.DataFrame]:
    """Everything that can be asked of series."""
    return {
        "places": source.read_series().sort_values(_ORDER, ignore_index=True),
        "one": source.read_series(["TQ_NEW", "02374"], ["GN-11"], [PERIOD]),
        "units": source.read_unit_series(["GN-01", "GN-11"]),
        "some": source.read_unit_series(None, [("02380", NEW), ("08", OLD)]),
    }


def test_others_write_meanwhile(store: Store) -> None:
    rows = CASES["new figures"]
    with store.preview(NewSubmission("02374", NEW, PERIOD, "form", AT), rows) as ahead:
        hand_in(store, "02380", ("GN-11", 7.0, None, None))
        assert ahead.read_series(["TQ_NEW"], ["GN-11"], [PERIOD])["value"].tolist() == [12.0]
    assert store.read_series(["TQ_NEW"], ["GN-11"], [PERIOD])["value"].tolist() == [7.0]


def test_published_figures_do_not_hide_what_units_hand_in(store: Store) -> None:
    hand_in(store, "08", ("GN-11", 40000.0, None, None), period="2022", valid_from=OLD)
    rows = table(("GN-11", "08", OLD, "2022", "actual", 1.0, None, None))
    with store.preview(
        NewSubmission("08", OLD, "2022", "illustration", dt.datetime(2026, 1, 1)), rows
    ) as ahead:
        assert ahead.read_series(["TQ_OLD"], ["GN-11"], ["2022"])["value"].tolist() == [40000.0]
