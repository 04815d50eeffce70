"""Reporting periods: reading, order, containment, dates."""

from __future__ import annotations

import datetime as dt

import pytest

from tracker.core.period import Period, PeriodError
from tracker.words.formats import format_period, format_period_short


@pytest.mark.parametrize("text", ["2024", "2024-H1", "2024-H2", "2024-Q3", "2024-06", "2021-2025"])
def test_round_trip(text: str) -> None:
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "24", "2024-H3", "2024-Q0", "2024-13", "2025-2021", "2024 H1", "../2024"]
)
def test_refuses(text: str) -> None:
    with pytest.raises(PeriodError):
        Period.parse(text)


ENDS = {
    "2024": dt.date(2024, 12, 31),
    "2024-H1": dt.date(2024, 6, 30),
    "2024-Q3": dt.date(2024, 9, 30),
    "2024-02": dt.date(2024, 2, 29),
    "2021-2025": dt.date(2025, 12, 31),
}


@pytest.mark.parametrize(("text", "day"), ENDS.items())
def test_ends(text: str, day: dt.date) -> None:
    assert Period.parse(text).ends_on == day


def test_order_is_by_end_and_the_shorter_first() -> None:
    texts = [
        "2023",
        "2024-Q1",
        "2024-06",
        "2024-Q2",
        "2024-H1",
        "2024-Q3",
        "2024-12",
        "2024-Q4",
        "2024-H2",
        "2024",
    ]
    assert [str(period) for period in sorted(map(Period.parse, reversed(texts)))] == texts


def test_containment() -> None:
    year = Period.parse("2024")
    assert all(year.contains(Period.parse(text)) for text in ("2024", "2024-H1", "2024-Q4", "2024-12"))
    assert not year.contains(Period.parse("2023-12"))
    assert Period.parse("2021-2025").contains(year)


def test_time_counts_year_ends() -> None:
    assert Period.parse("2024").time == 2024.0
    assert Period.parse("2024-H1").time == 2023.5
    assert str(Period.parse("2024-H1").years_before(1)) == "2023-H1"


def test_words() -> None:
    assert format_period("2026-H1") == "6 tháng đầu năm 2026"
    assert format_period_short("2026-H1") == "6T/2026"
    assert format_period("2021-2025") == "giai đoạn 2021–2025"
