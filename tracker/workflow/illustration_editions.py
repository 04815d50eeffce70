"""Illustrative editions: the last full round signed, then one commune's figure corrected and the round signed again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tracker.access.actor import Actor
from tracker.core.period import Period
from tracker.core.review import find_standing
from tracker.store import NewSubmission, Store
from tracker.store.reviews import Step
from tracker.words import illustration_texts as words
from tracker.workflow.editions import make_draft, sign
from tracker.workflow.illustration_hand_ins import FULL_ROUND, NOTE
from tracker.workflow.review_fields import fields_of
from tracker.workflow.round_facts import find_round

if TYPE_CHECKING:
    from tracker.workflow.workspace import Workspace

_LEADER = Actor("viewer", words.LEADER, is_leader=True)
_SIGNED, _ASKED, _REOPENED = (
    dt.datetime(2026, 6, 28, 16),
    dt.datetime(2026, 7, 3, 9),
    dt.datetime(2026, 7, 6, 8),
)
_CORRECTED, _APPROVED = dt.datetime(2026, 7, 7, 10), dt.datetime(2026, 7, 8, 15)
_SIGNED_AGAIN = dt.datetime(2026, 7, 10, 16)
_INDICATOR, _MORE = "CTXH-03", 12.0  # turns of training that were left out


def record_editions(workspace: Workspace) -> None:
    """Sign the last full round twice; a workspace that has an edition stays as it is."""
    store = workspace.store
    if store.list_editions():
        return
    the_round = find_round(store, workspace.catalogue, Period.parse(FULL_ROUND))
    sign(workspace, _LEADER, make_draft(workspace, the_round), _SIGNED)
    unit = _correct(store, workspace)
    reason = words.CORRECTED.format(unit=workspace.reference.name_of(unit, FULL_ROUND))
    sign(workspace, _LEADER, make_draft(workspace, the_round), _SIGNED_AGAIN, reason=reason)


def _correct(store: Store, workspace: Workspace) -> str:
    """One commune's hand-in reopened, handed in again with a figure more, approved; the commune's code."""
    row = _chosen(store)
    events = store.list_events(submission_ids=[row.id])[row.id]
    seen, sender = find_standing(events).seen, str(row.submitted_by)
    steps = [
        Step(row.id, seen, "reopen_asked", words.LEFT_OUT, None, sender, _ASKED),
        Step(row.id, seen, "reopened", words.REOPENED, None, words.OFFICE, _REOPENED),
    ]
    store.record_steps(steps, words.OFFICE, _REOPENED)
    figures = store.read_figures([row.id])
    is_wrong = (figures["indicator_code"] == _INDICATOR) & (figures["measure"] == "actual")
    figures["value"] = figures["value"].where(~is_wrong, figures["value"] + _MORE)
    again = NewSubmission(
        row.unit_code,
        row.unit_valid_from,
        FULL_ROUND,
        "illustration",
        _CORRECTED,
        submitted_by=sender,
        note=NOTE,
    )
    names = ["indicator_code", "period", "measure", "value", "numerator", "denominator", "note"]
    corrected = store.record_submission(again, figures[names])
    seen = find_standing(store.list_events(submission_ids=[corrected])[corrected]).seen
    year = Period.parse(FULL_ROUND).last_year
    fields = fields_of(workspace.catalogue, figures["indicator_code"], year)
    programmes = dict.fromkeys(programme for programme, _ in fields)
    steps = [Step(corrected, seen, "accepted", None, one, words.REVIEWERS[one]) for one in programmes]
    steps += [Step(corrected, seen, kind) for kind in ("approved", "consolidated")]
    store.record_steps(steps, words.OFFICE, _APPROVED)
    return str(row.unit_code)


def _chosen(store: Store) -> Any:
    """The first hand-in of a commune, by code, that is without findings and states the indicator."""
    rows = store.list_submissions(period=FULL_ROUND).sort_values("unit_code")
    is_clean = (rows["state"] == "current") & (rows["errors"] + rows["warnings"] == 0)
    communes = rows[is_clean & (rows["unit_code"].str.len() == 5)]
    codes = store.list_indicators(list(communes["id"]))
    return next(row for row in communes.itertuples(index=False) if _INDICATOR in codes[str(row.id)])
