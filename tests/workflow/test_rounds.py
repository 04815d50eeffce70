"""Rounds: which one is open on a day, and for which periods figures can be handed in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tracker.catalogue.loader import load_catalogue
from tracker.core.period import Period
from tracker.workflow.rounds import find_open_round, latest_round, list_rounds

CATALOGUE = load_catalogue(Path(__file__).resolve().parents[2] / "indicators.yaml")


@pytest.mark.parametrize(
    ("day", "period", "due"),
    [
        ((2026, 11, 22), "2026", (2026, 12, 15)),
        ((2026, 11, 14), "2026", (2026, 11, 15)),
        ((2026, 6, 1), "2026-H1", (2026, 6, 15)),
        ((2026, 6, 15), "2026-H1", (2026, 6, 15)),
    ],
)
def test_the_open_round(day: tuple, period: str, due: tuple) -> None:
    found = find_open_round(CATALOGUE, dt.date(*day))
    assert found is not None
    assert (str(found.period), found.due_on) == (period, dt.date(*due))


def test_between_rounds_none_is_open() -> None:
    assert find_open_round(CATALOGUE, dt.date(2026, 8, 1)) is None
    assert latest_round(CATALOGUE, dt.date(2026, 8, 1)) == Period.parse("2026-H1")


def test_every_round_since_the_base_year_can_be_handed_in() -> None:
    rounds = [str(one) for one in list_rounds(CATALOGUE, dt.date(2026, 11, 22))]
    assert rounds[:3] == ["2026", "2026-H1", "2025"]
    assert rounds[-2:] == ["2020", "2020-H1"]
