"""From events to where a submission stands."""

from __future__ import annotations

import datetime as dt

import pytest

from tracker.core.review import SubmissionEvent, covers, find_standing

AT = dt.datetime(2026, 6, 12, 9)


def events(*kinds: str) -> list[SubmissionEvent]:
    """One event per word, each in a write of its own; `accepted:CTXH` names its field."""
    made = []
    for number, text in enumerate(("received", *kinds), start=1):
        kind, _, detail = text.partition(":")
        made.append(SubmissionEvent(kind, number, AT, "An", detail=detail or None))
    return made


@pytest.mark.parametrize(
    ("way", "state", "accepted", "is_official"),
    [
        ((), "waiting", set(), False),
        (("submitted",), "waiting", set(), False),
        (("accepted:CTXH",), "in_review", {"CTXH"}, False),
        (("accepted:CTXH", "accepted:GNBV", "approved"), "approved", {"CTXH", "GNBV"}, True),
        (("accepted:CTXH", "returned"), "returned", set(), False),
        (("approved", "superseded"), "approved", set(), True),
        (("approved", "reopen_asked"), "approved", set(), True),
        (("accepted:CTXH", "approved", "reopen_asked", "reopened"), "reopened", set(), False),
        (("approved", "reopened", "accepted:CTXH"), "in_review", {"CTXH"}, False),
        (("approved", "consolidated"), "consolidated", set(), True),
        (("approved", "consolidated", "signed"), "signed", set(), True),
        (("approved", "signed", "reopened", "approved"), "approved", set(), True),
        (("undone",), "undone", set(), False),
        (("undone", "restored"), "undone", set(), False),
    ],
)
def test_where_a_submission_stands(
    way: tuple[str, ...], state: str, accepted: set[str], is_official: bool
) -> None:
    found = find_standing(reversed(events(*way)))
    assert (found.state, set(found.accepted), found.is_official) == (state, accepted, is_official)
    assert found.seen == len(way) + 1


@pytest.mark.parametrize(
    ("way", "is_asked"),
    [
        (("approved", "reopen_asked"), True),
        (("approved", "reopen_asked", "consolidated"), True),
        (("approved", "reopen_asked", "reopen_declined"), False),
        (("approved", "reopen_asked", "reopened"), False),
    ],
)
def test_a_request_stands_until_it_is_answered(way: tuple[str, ...], is_asked: bool) -> None:
    assert (find_standing(events(*way)).asked is not None) == is_asked


def test_the_last_acceptance_and_the_approval_come_in_one_write() -> None:
    both = [SubmissionEvent("approved", 2, AT), SubmissionEvent("accepted", 2, AT, detail="CTXH")]
    found = find_standing([*both, SubmissionEvent("received", 1, AT)])
    assert (found.state, set(found.accepted)) == ("approved", {"CTXH"})


def test_a_figure_is_accepted_with_its_programme_or_its_group() -> None:
    assert covers({"CTXH"}, ("CTXH", "CTXH-NL"))
    assert covers({"CTXH-NL"}, ("CTXH", "CTXH-NL"))
    assert not covers({"CTXH-DV"}, ("CTXH", "CTXH-NL"))
