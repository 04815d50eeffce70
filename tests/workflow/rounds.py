"""Rounds for the tests of the use cases: the province's own catalogue, a round of it, people of each role."""

from __future__ import annotations

import datetime as dt

from tracker.access.actor import Actor, UnitKey
from tracker.catalogue.reference import MERGED_ON
from tracker.store.rounds import NewRound, Round
from tracker.workflow.round_keeping import draft_round, open_round
from tracker.workflow.rounds import propose_round
from tracker.workflow.workspace import Workspace

OPENED = dt.datetime(2026, 5, 18, 8)
COORDINATOR = Actor("coordinator", "Văn phòng", account_id="c", address="10.0.0.7")
UNIT: UnitKey = ("02215", MERGED_ON)
REPORTER = Actor("reporter", "Phường Minh Xuân", account_id="r", units=frozenset({UNIT}))


def half_year(workspace: Workspace, year: int = 2026) -> NewRound:
    return propose_round(workspace.catalogue, "half_year", year)


def open_half_year(workspace: Workspace, year: int = 2026) -> Round:
    """The half-year round of the catalogue's calendar, open."""
    round_id = draft_round(workspace, half_year(workspace, year), COORDINATOR, OPENED)
    open_round(workspace, workspace.store.find_round(round_id), COORDINATOR, OPENED)
    return workspace.store.find_round(round_id)
