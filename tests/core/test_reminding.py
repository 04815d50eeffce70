"""Which reminder is due on a day, and when one that failed is tried again."""

from __future__ import annotations

import datetime as dt

import pytest

from tracker.core.reminding import MOST_ATTEMPTS, find_kind, is_try_due
from tracker.core.round_states import COMES_AFTER, ROUND_STATES, TAKES_FIGURES

DUE = dt.date(2026, 12, 15)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ((12, 7), None),
        ((12, 8), "before_7"),
        ((12, 13), "before_7"),
        ((12, 14), "before_1"),
        ((12, 15), "before_1"),
        ((12, 16), "after_1"),
        ((12, 19), "after_1"),
        ((12, 20), "after_5"),
        ((12, 31), "after_5"),
    ],
)
def test_the_reminder_of_a_day(day: tuple[int, int], kind: str | None) -> None:
    assert find_kind(DUE, dt.date(2026, *day), before=(1, 7), after=(5, 1)) == kind


def test_without_days_there_is_none() -> None:
    for day in (DUE, DUE - dt.timedelta(7), DUE + dt.timedelta(7)):
        assert find_kind(DUE, day, (), ()) is None
    assert find_kind(DUE, DUE + dt.timedelta(1), (7, 1), ()) is None


def test_zero_days_before_is_the_last_day_itself() -> None:
    assert find_kind(DUE, DUE - dt.timedelta(1), (0,), ()) is None
    assert find_kind(DUE, DUE, (0,), ()) == "before_0"


@pytest.mark.parametrize(("attempts", "hours"), [(1, 1), (2, 2), (3, 4), (4, 8)])
def test_waits_double(attempts: int, hours: int) -> None:
    last = dt.datetime(2026, 12, 8, 8)
    assert not is_try_due(attempts, last, last + dt.timedelta(hours=hours, seconds=-1))
    assert is_try_due(attempts, last, last + dt.timedelta(hours=hours))


def test_it_is_given_up_after_some() -> None:
    last = dt.datetime(2026, 12, 8, 8)
    assert not is_try_due(MOST_ATTEMPTS, last, last + dt.timedelta(days=100))
    assert is_try_due(0, None, last)


def test_a_draft_only_opens_and_a_signed_round_only_opens_again() -> None:
    followers = {
        state: {kind for kind, after in COMES_AFTER.items() if state in after} for state in ROUND_STATES
    }
    assert followers["drafted"] == {"opened"}
    assert followers["signed"] == {"reopened"}
    assert all(followers[state] == {"closed", "signed"} for state in TAKES_FIGURES)
