"""Deadlines: early and late in whole days, on time by unit and round, the rate over the rounds."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.deadlines import TIMELINESS, judge_deadlines, rate_punctuality

DUE = dt.date(2026, 6, 15)
TODAY = dt.date(2026, 6, 20)


def judge(done: str | None, due: dt.date | None = DUE, today: dt.date = TODAY) -> tuple[float, str]:
    frame = judge_deadlines(pd.Series([pd.Timestamp(done) if done else pd.NaT]), pd.Series([due]), today)
    return frame["days_early"].iloc[0], frame["timeliness"].iloc[0]


@pytest.mark.parametrize(
    ("done", "today", "expected"),
    [
        ("2026-06-12 09:00", TODAY, (3, "on_time")),
        ("2026-06-15 23:59:59", TODAY, (0, "on_time")),
        ("2026-06-16 00:00", TODAY, (-1, "late")),
        ("2026-06-19 10:00", TODAY, (-4, "late")),
        (None, TODAY, (-5, "overdue")),
        (None, DUE, (0, "waiting")),
        (None, dt.date(2026, 6, 1), (14, "waiting")),
    ],
)
def test_days_early_and_late(done: str | None, today: dt.date, expected: tuple[int, str]) -> None:
    assert judge(done, today=today) == expected


@pytest.mark.parametrize(("done", "kind"), [("2026-06-12", "undated"), (None, "waiting")])
def test_without_a_last_day_nothing_is_late(done: str | None, kind: str) -> None:
    days, found = judge(done, due=None)
    assert pd.isna(days)
    assert found == kind


@given(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 31)), st.integers(0, 30))
def test_a_later_last_day_never_makes_it_worse(done: dt.datetime, more: int) -> None:
    first, second = judge(str(done)), judge(str(done), DUE + dt.timedelta(more))
    assert second[0] - first[0] == more
    assert {first[1], second[1]} <= set(TIMELINESS)
    assert not (first[1] == "on_time" and second[1] == "late")


def hand_ins(*rows: tuple[str, dt.date, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["unit_code", "units_due_on", "timeliness"])
    return frame.assign(unit_valid_from=dt.date(2025, 7, 1))


def test_the_rate_counts_rounds_whose_last_day_is_over() -> None:
    past, today = dt.date(2026, 6, 14), DUE
    rates = rate_punctuality(
        hand_ins(
            ("A", past, "on_time"),
            ("A", past, "late"),
            ("A", past, "overdue"),
            ("A", today, "on_time"),  # the last day itself is not over
            ("B", today, "waiting"),
            ("C", past, "on_time"),
        ),
        today,
    ).set_index("unit_code")
    assert rates.loc["A", ["rounds", "on_time", "share"]].tolist() == [3, 1, pytest.approx(1 / 3)]
    assert rates.loc["C", ["rounds", "on_time", "share"]].tolist() == [1, 1, 1]
    assert "B" not in rates.index


def test_no_round_gives_no_rate() -> None:
    assert rate_punctuality(hand_ins(), TODAY).empty


def test_a_code_that_is_used_again_is_another_unit() -> None:
    rows = hand_ins(("A", dt.date(2026, 6, 14), "on_time"), ("A", dt.date(2026, 6, 14), "late"))
    rows["unit_valid_from"] = [dt.date(2020, 1, 1), dt.date(2025, 7, 1)]
    assert rate_punctuality(rows, TODAY)["share"].tolist() == [1, 0]
