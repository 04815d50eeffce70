"""The rollup equals a full recount, and the rules in core, after any sequence of writes."""

from __future__ import annotations

import datetime as dt
import random
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.store.conftest import load_samples
from tests.store.samples import AT, LAST_OLD, NEW, OLD, sample_catalogue, sample_reference
from tracker.core.rollup import roll_up
from tracker.store import NewSubmission, Store, open_store
from tracker.store.loading import place_units

INDICATORS = ["GN-01", "GN-11", "CT-02", "CT-03"]
OLD_UNITS, NEW_UNITS = (
    ["070", "074", "024", "08", "SYT"],
    ["02215", "02374", "02380", "00691", "08", "SYT", "STP"],
)
COMPARED = [
    "value",
    "numerator",
    "denominator",
    "units_reported",
    "units_expected",
    "direct_value",
    "rollup_value",
]


def test_the_rollup_survives_any_history(store: Store) -> None:
    _check_history(store, seed=0, steps=10)


@pytest.mark.parametrize("seed", range(1, 5))
def test_the_rollup_survives_a_long_history(file_store: Store, seed: int) -> None:
    _check_history(file_store, seed, steps=30)


def _check_history(store: Store, seed: int, steps: int) -> None:
    chance = random.Random(seed)
    recorded: list[str] = []
    for _ in range(steps):
        if recorded and chance.random() < 0.3:
            store.undo_submission(recorded.pop(chance.randrange(len(recorded))), "An", AT, "nhầm")
        else:
            recorded.append(store.record_submission(*_random_submission(chance)))
        differences = store.find_rollup_differences()
        assert differences.empty, differences.iloc[0].to_dict()
    _assert_same_as_core(store)
    store.recount()
    _assert_same_as_core(store)


def test_a_wrong_rollup_is_found(file_store: Store) -> None:
    file_store.record_submission(*_random_submission(random.Random(1)))
    database = file_store.database
    for damage in (
        "UPDATE rollup SET direct_value = direct_value + 0.001 WHERE indicator_code = 'GN-01' AND place_code = 'VN'",
        "DELETE FROM rollup WHERE place_code = 'VN'",
        "INSERT INTO rollup SELECT * FROM rollup WHERE place_code = 'VN'",
        "UPDATE rollup SET measure = 'plan' WHERE place_code = 'VN'",
    ):
        file_store.recount()
        assert file_store.find_rollup_differences().empty
        database.write(lambda cursor, _, sql=damage: cursor.execute(sql))
        assert not file_store.find_rollup_differences().empty, damage


def test_a_hundred_thousand_observations_in_one_submission(tmp_path: Path) -> None:
    with open_store(tmp_path / "large.duckdb") as store:
        load_samples(store)
        keys = pd.MultiIndex.from_product(
            [[f"X-{number:03}" for number in range(100)], [str(year) for year in range(1000, 2000)]],
            names=["indicator_code", "period"],
        )
        rows = keys.to_frame(index=False).assign(measure="actual", value=1.0)
        started = time.perf_counter()
        store.record_submission(NewSubmission("02374", NEW, "2025", "file", AT), rows)
        seconds = time.perf_counter() - started
        assert store.list_submissions()["observations"].tolist()[0] == 100_000
        assert seconds < 15, seconds


def _random_submission(chance: random.Random) -> tuple[NewSubmission, pd.DataFrame]:
    is_old = chance.random() < 0.4
    unit = chance.choice(OLD_UNITS if is_old else NEW_UNITS)
    periods = ["2024", "2025-H1"] if is_old else ["2025", "2025-H2", "2026-H1"]
    keys = [(code, period) for code in INDICATORS for period in periods]
    rows = []
    for code, period in chance.sample(keys, chance.randint(1, len(keys))):
        numerator = chance.choice([None, float(chance.randint(0, 100))])
        denominator = chance.choice([None, 0.0, 200.0, 300.0])
        value = chance.choice([None, 0.0, chance.uniform(0, 5)])
        rows.append((code, period, chance.choice(["actual", "plan"]), value, numerator, denominator))
    frame = pd.DataFrame(
        rows, columns=["indicator_code", "period", "measure", "value", "numerator", "denominator"]
    )
    valid_from = OLD if is_old else NEW
    return NewSubmission(unit, valid_from, periods[0], "form", AT), frame


def _assert_same_as_core(store: Store) -> None:
    """The stored rollup gives what the pure rules in core give for the same current observations."""
    reference, catalogue = sample_reference(), sample_catalogue()
    current = store.database.read("SELECT * FROM current_observation")
    for frame in (current, reference.reporting_units, reference.place_members):
        for name in {"unit_valid_from", "valid_from"} & set(frame):
            frame[name] = pd.to_datetime(frame[name])
    units = reference.reporting_units.rename(columns={"code": "unit_code", "valid_from": "unit_valid_from"})
    members = reference.place_members.merge(
        units[["unit_code", "unit_valid_from", "level"]], on=["unit_code", "unit_valid_from"]
    )
    reporters = pd.DataFrame(
        [
            (one.code, level, code)
            for one in catalogue.indicators
            for level in one.reported_by
            for code in (one.departments if level == "department" and one.departments else [None])
        ],
        columns=["indicator_code", "unit_level", "department_code"],
    )
    keys = ["place_code", "indicator_code", "period", "measure"]
    expected = roll_up(
        current.drop(columns=["period_ends_on"]),
        members,
        {one.code: one.aggregation for one in catalogue.indicators},
        reporters,
        place_units(reference.reporting_units),
    ).set_index(keys)
    found = store.read_series().set_index(keys)
    assert set(found.index) == set(expected.index)
    expected = expected.reindex(found.index)
    for name in COMPARED:
        np.testing.assert_allclose(
            found[name].astype(float), expected[name].astype(float), rtol=1e-9, err_msg=name
        )
    assert found["basis"].fillna("").tolist() == expected["basis"].fillna("").tolist()
    assert found["is_approximate"].tolist() == expected["is_approximate"].tolist()


def test_a_period_counts_for_the_members_of_its_last_day(file_store: Store) -> None:
    assert dt.date(2025, 6, 30) == LAST_OLD
    rows = pd.DataFrame([("GN-11", "actual", 7.0)], columns=["indicator_code", "measure", "value"])
    file_store.record_submission(NewSubmission("074", OLD, "2025-H1", "form", AT), rows)
    file_store.record_submission(NewSubmission("074", OLD, "2025", "form", AT), rows)
    periods = file_store.read_series(["TQ_OLD"], ["GN-11"])["period"].tolist()
    assert periods == ["2022", "2025-H1"]  # the district no longer belongs to it at the end of 2025
