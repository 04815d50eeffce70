"""Answers that contain figures nobody has approved are told from those that do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.core.review import find_standing
from tracker.store import NewSubmission, Store
from tracker.store.reviews import Step
from tracker.workflow.answers import Answers
from tracker.workflow.unapproved import mark_assessment, mark_comparison

AT, SINCE = dt.datetime(2026, 6, 12, 9), dt.date(2025, 7, 1)
PERIOD = Period.parse("2026-H1")


def hand_in(store: Store, unit: str, code: str, numerator: float, *, is_approved: bool) -> None:
    rows = pd.DataFrame(
        [(code, "actual", numerator, numerator, 100.0)],
        columns=["indicator_code", "measure", "value", "numerator", "denominator"],
    )
    mine = store.record_submission(NewSubmission(unit, SINCE, str(PERIOD), "form", AT), rows)
    if is_approved:
        seen = find_standing(store.list_events(submission_ids=[mine])[mine]).seen
        store.record_steps([Step(mine, seen, "approved")], "Bình", AT)


def both(
    store: Store, catalogue: Catalogue, reference: Reference, ask: Callable[[Answers], pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    every, official = (
        ask(Answers(store.series_of(basis), catalogue, reference)) for basis in ("all", "official")
    )
    return every, official


def test_a_value_is_marked_when_the_official_one_is_another(
    store: Store, catalogue: Catalogue, reference: Reference
) -> None:
    hand_in(store, "02215", "CTXH-01", 40.0, is_approved=True)
    hand_in(store, "02374", "CTXH-01", 60.0, is_approved=False)
    hand_in(store, "02215", "CTXH-05", 90.0, is_approved=True)

    def ask(answers: Answers) -> pd.DataFrame:
        return answers.assess(PERIOD, ["TQ_NEW", "02215", "02374"])

    every, official = both(store, catalogue, reference, ask)
    marked = mark_assessment(every, official)
    known = marked[marked["value"].notna() & marked["indicator_code"].isin(["CTXH-01", "CTXH-05"])]
    found = known.groupby(["place_code", "indicator_code"])["unapproved"].first().map(sorted).to_dict()
    assert found[("TQ_NEW", "CTXH-01")] == ["value"]
    assert found[("02374", "CTXH-01")] == ["value"]
    assert found[("TQ_NEW", "CTXH-05")] == found[("02215", "CTXH-01")] == []
    rows = mark_comparison(*both(store, catalogue, reference, lambda one: one.compare(PERIOD, ["TQ_NEW"])))
    assert rows.set_index("indicator_code").loc["CTXH-01", "unapproved"] == {"value"}
    assert not rows.set_index("indicator_code").loc["CTXH-05", "unapproved"]


def test_the_same_value_of_more_units_is_marked(
    store: Store, catalogue: Catalogue, reference: Reference
) -> None:
    hand_in(store, "02215", "CTXH-01", 40.0, is_approved=True)
    hand_in(store, "02374", "CTXH-01", 40.0, is_approved=False)
    rows = mark_comparison(*both(store, catalogue, reference, lambda one: one.compare(PERIOD, ["TQ_NEW"])))
    assert rows.set_index("indicator_code").loc["CTXH-01", "unapproved"] == {"value"}


def test_official_answers_are_marked_nowhere(
    store: Store, catalogue: Catalogue, reference: Reference
) -> None:
    hand_in(store, "02374", "CTXH-01", 60.0, is_approved=False)
    rows = Answers(store.series_of("official"), catalogue, reference).assess(PERIOD, ["TQ_NEW"])
    assert rows.set_index("indicator_code").loc["CTXH-01", "value"].isna().all()
    assert not any(mark_assessment(rows, None)["unapproved"])
