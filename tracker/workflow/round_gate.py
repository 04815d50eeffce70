"""Whether figures may be handed in now: by the rounds of their period, and by who hands them in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from tracker.access.actor import Actor
from tracker.access.rights import may
from tracker.catalogue.model import Catalogue
from tracker.core.checks import collect_findings, find_closed_round
from tracker.core.period import Period
from tracker.core.review import find_standing
from tracker.intake.finding import Finding, decide
from tracker.store import Store
from tracker.store.rounds import Round
from tracker.words import round_texts as words
from tracker.words.formats import format_date, format_period
from tracker.workflow.receipts import Receipt
from tracker.workflow.rounds import find_open_round

_DISAGGREGATED = ".NK"


def find_refusal(
    rounds: Sequence[Round],
    actor: Actor,
    period: Period,
    *,
    open_without: bool = False,
    is_sent_back: bool = False,
) -> str | None:
    """Why nothing of a period may be handed in or taken back by this actor now; None when it may.

    A unit does so while a round of the period is open. Whoever keeps the rounds also may after it was closed,
    and for periods that never had a round; nobody may once it is signed. `open_without`: whether units may
    in a workspace that has no rounds at all. `is_sent_back`: a hand-in of the unit was given back, which it
    may answer whatever became of the round meanwhile.
    """
    if is_sent_back:
        return None
    own = [one for one in rounds if one.period == str(period) and one.state != "drafted"]
    if any(one.takes_figures for one in own):
        return None
    shut = [one for one in own if _is_shut(one, actor)]
    if shut and len(shut) == len(own):
        return _sentence(shut[0])
    if own or may(actor, "manage_rounds") or (open_without and not rounds):
        return None
    return words.ROUND_NOT_OPEN.format(period=words.proposed_name(format_period(period)))


def has_been_sent_back(store: Store, unit: tuple[str, dt.date], period: Period) -> bool:
    """Whether a hand-in of this unit for this period was returned or reopened, and not approved since."""
    rows = store.list_submissions(unit[0], str(period))
    own = rows[(rows["state"] == "current") & (rows["unit_valid_from"] == unit[1])]
    events = store.list_events(submission_ids=list(own["id"]))
    return any(find_standing(one).state in ("returned", "reopened") for one in events.values())


def is_open_by_calendar(catalogue: Catalogue, period: Period, today: dt.date) -> bool:
    """Whether the catalogue's calendars say that a period is being reported on this day."""
    waiting = find_open_round(catalogue, today)
    return waiting is not None and waiting.period == period


def with_shut_rounds(store: Store, receipt: Receipt, actor: Actor | None) -> Receipt:
    """The receipt with a finding for every shut round that something in it belongs to.

    `actor` None is somebody who keeps the rounds. A figure of an earlier period belongs to that period's
    round too, if it says something new.
    """
    if receipt.decision == "refuse" or receipt.figures.empty:
        return receipt
    found: list[Finding] = []
    own = [one for one in store.list_rounds() if one.period == str(receipt.period) and one.state != "drafted"]
    if has_been_sent_back(store, (receipt.unit.code, receipt.unit.valid_from), receipt.period):
        own = []
    shut = [one for one in own if _is_shut(one, actor)]
    if shut and len(shut) == len(own):
        found += _closed_findings(receipt.figures, shut[0])
    else:
        for one in shut:
            found += _closed_findings(receipt.figures[_owed(receipt.figures, store, one)], one)
    found += _earlier_findings(store, receipt, actor)
    if not found:
        return receipt
    findings = (*receipt.findings, *found)
    return replace(receipt, findings=findings, decision=decide(findings))


def _earlier_findings(store: Store, receipt: Receipt, actor: Actor | None) -> list[Finding]:
    """What a table says of other periods, where it says something new of a round that is shut."""
    is_new = receipt.differences["change"].reindex(receipt.figures.index).isin(["new", "changed"])
    figures = receipt.figures[is_new & (receipt.figures["measure"] == "actual")]
    found: list[Finding] = []
    for one in store.list_rounds():
        rows = figures[figures["period"] == one.period]
        if one.period != str(receipt.period) and len(rows) and _is_shut(one, actor):
            found += _closed_findings(rows[_owed(rows, store, one)], one)
    return found


def _is_shut(one: Round, actor: Actor | None) -> bool:
    keeps_rounds = actor is None or may(actor, "manage_rounds")
    return one.state == "signed" or (one.state == "closed" and not keeps_rounds)


def _owed(figures: pd.DataFrame, store: Store, one: Round) -> pd.Series:
    """Which figures a round asks for."""
    keys = ["unit_code", "unit_valid_from", "indicator_code"]
    codes = figures["indicator_code"].str.removesuffix(_DISAGGREGATED)
    own = pd.MultiIndex.from_frame(figures[keys].assign(indicator_code=codes).astype(str))
    owed = pd.MultiIndex.from_frame(store.list_duties(one.id)[keys].astype(str))
    return pd.Series(own.isin(owed), index=figures.index, dtype=bool)


def _closed_findings(rows: pd.DataFrame, one: Round) -> list[Finding]:
    closed_on = one.state_at.date().isoformat()
    found = collect_findings(find_closed_round(rows, one.period, closed_on, True))
    return [
        Finding(finding.code, rows.loc[finding.row, "cell"], finding.details)
        for finding in found.itertuples(index=False)
    ]


def _sentence(one: Round) -> str:
    text = words.ROUND_SIGNED if one.state == "signed" else words.ROUND_CLOSED
    return text.format(name=one.name, day=format_date(one.state_at.date()))
