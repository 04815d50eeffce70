"""Illustrative reviews: past rounds approved and consolidated, the open one with a hand-in in every state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.core.period import Period
from tracker.core.review import find_standing
from tracker.store import Store
from tracker.store.reviews import NewComment, Step
from tracker.words import illustration_texts as words
from tracker.workflow.illustration_hand_ins import LAST_ROUND
from tracker.workflow.review_fields import fields_of

_DAYS = {"accepted": 2, "approved": 3, "returned": 1, "reopen_asked": 4, "consolidated": 6}
# What becomes of the hand-ins of the open round, in the order in which they came in.
_OPEN_ROUND = (
    ("approved",), ("approved", "reopen_asked"), ("returned",), ("approved",), ("accepted",), ("approved",),
    ("returned",),
)  # fmt: skip


def record_reviews(store: Store, catalogue: Catalogue) -> None:
    """Review every illustrative hand-in, in one write; those of the open round that are not named still wait."""
    rows = store.list_submissions()
    rows = rows[(rows["kind"] == "illustration") & (rows["state"] != "undone")].sort_values("received_at")
    seen = {one: find_standing(events).seen for one, events in store.list_events().items()}
    codes = store.list_indicators(list(rows["id"]))
    steps, returned = [], {}
    waiting = iter(_OPEN_ROUND)
    for row in rows.itertuples(index=False):
        way = next(waiting, ()) if row.period == LAST_ROUND else _past_way(row.state)
        fields = fields_of(catalogue, codes.get(row.id, ()), Period.parse(row.period).last_year)
        programmes = list(dict.fromkeys(programme for programme, _ in fields))
        steps += list(_steps(row, way, programmes, seen[row.id]))
        if "returned" in way:
            by, at = words.REVIEWERS[programmes[-1]], row.received_at.to_pydatetime()
            returned[str(row.id)] = (by, _after(at, "returned") - dt.timedelta(hours=1))
    store.record_steps(steps, words.OFFICE, _latest(rows), list(_remarks(store, returned)))


def _past_way(state: str) -> tuple[str, ...]:
    """A hand-in of a past round that was replaced had been returned; every other one counts."""
    return ("returned",) if state == "superseded" else ("approved", "consolidated")


def _steps(row: object, way: tuple[str, ...], programmes: list[str], seen: int) -> Iterator[Step]:
    received = row.received_at.to_pydatetime()  # type: ignore[attr-defined]
    submission_id = str(row.id)  # type: ignore[attr-defined]
    if "approved" in way or "accepted" in way:
        accepted = programmes if "approved" in way else programmes[:1]
        for programme in accepted:
            at = _after(received, "accepted")
            yield Step(submission_id, seen, "accepted", None, programme, words.REVIEWERS[programme], at)
    for kind in way:
        if kind == "accepted":
            continue
        by = {"reopen_asked": str(row.submitted_by), "consolidated": words.OFFICE}.get(  # type: ignore[attr-defined]
            kind, words.REVIEWERS[programmes[-1]]
        )
        reason = {"returned": words.RETURNED, "reopen_asked": words.REOPEN_ASKED}.get(kind)
        yield Step(submission_id, seen, kind, reason, None, by, _after(received, kind))


def _after(received: dt.datetime, kind: str) -> dt.datetime:
    return received + dt.timedelta(days=_DAYS[kind], hours=1)


def _latest(rows: pd.DataFrame) -> dt.datetime:
    return _after(rows["received_at"].max().to_pydatetime(), "consolidated")


def _remarks(store: Store, returned: dict[str, tuple[str, dt.datetime]]) -> Iterator[NewComment]:
    """A comment at one figure of each hand-in that was returned, and a question at the whole of it."""
    figures = store.read_figures(list(returned))
    figures = figures[(figures["measure"] == "actual") & figures["numerator"].notna()]
    for submission_id, own in figures.groupby("submission_id", sort=True):
        figure = own.iloc[0]
        by, at = returned[str(submission_id)]
        code = figure["indicator_code"]
        yield NewComment(str(submission_id), words.REMARK, figure["id"], code, None, by, at)
        yield NewComment(str(submission_id), words.QUESTION, by=by, at=at)
