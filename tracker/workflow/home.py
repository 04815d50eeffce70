"""What waits for whoever has signed in, and where each role lands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from tracker.access.actor import Actor
from tracker.access.rights import may
from tracker.catalogue.reference import ReportingUnit
from tracker.core.report_text import PARTS
from tracker.core.review import find_standing
from tracker.core.round_stages import Stage
from tracker.store.accounts import Account
from tracker.words.round_texts import BoardCounts
from tracker.workflow.explanations import Explanation, list_own_open
from tracker.workflow.plan_tasks import TaskRow, list_own_duties, read_tasks
from tracker.workflow.report_texts import list_missing
from tracker.workflow.reporting_scope import list_programmes
from tracker.workflow.review_fields import fields_of, left_over, own_fields
from tracker.workflow.round_board import Board, read_boards
from tracker.workflow.stored_rounds import StoredRound, list_stored_rounds
from tracker.workflow.workspace import Workspace

OVERVIEW, HOME, BOARD = "/", "/viec-cua-toi", "/ky-bao-cao"


def landing_path(actor: Actor) -> str:
    """Where somebody lands who has just signed in: on what they have to do."""
    if actor.is_leader or actor.role in (None, "viewer"):
        return OVERVIEW
    return BOARD if actor.role == "coordinator" else HOME


@dataclass(frozen=True)
class UnitWork:
    """What a unit owes in an open round: its form, the parts it has not written, its tasks."""

    round: StoredRound
    unit: ReportingUnit
    stage: Stage | None  # None: the round asks it for no figures
    why_returned: str
    missing: tuple[tuple[str, str], ...]
    parts: int
    tasks: int
    silent_tasks: int
    late_tasks: int

    @property
    def owes_form(self) -> bool:
        return self.stage in ("missing", "partial", "returned")


@dataclass(frozen=True)
class ReviewWork:
    """The hand-ins of an open round with something left for the actor to accept."""

    round: StoredRound
    submissions: int
    units: int


@dataclass(frozen=True)
class OfficeWork:
    """An open round as the office that consolidates sees it, with the parts of the province's own words."""

    round: StoredRound
    counts: BoardCounts
    missing: int
    parts: int


@dataclass(frozen=True)
class Upkeep:
    """What an administrator looks after: accounts that nobody can use yet, reminders that failed."""

    accounts: int
    never_set_up: int
    disabled: int
    failed_reminders: int


@dataclass(frozen=True)
class Home:
    """Everything that waits for one actor; what is not theirs is empty."""

    units: tuple[UnitWork, ...] = ()
    reviews: tuple[ReviewWork, ...] = ()
    office: tuple[OfficeWork, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    upkeep: Upkeep | None = None
    rounds: int = 0


def read_home(workspace: Workspace, actor: Actor, today: dt.date) -> Home:
    """What waits for the actor in the rounds that are open, the nearest last day first."""
    rounds = sorted(
        (one for one in list_stored_rounds(workspace.store) if one.is_open), key=lambda one: one.units_due_on
    )
    boards = _boards(workspace, rounds, today) if actor.role in ("reporter", "coordinator") else {}
    is_office = actor.role == "coordinator"
    return Home(
        tuple(_unit_works(workspace, actor, rounds, boards, today)) if actor.units else (),
        tuple(_review_works(workspace, actor, rounds)) if actor.role == "reviewer" else (),
        tuple(_office_works(workspace, rounds, boards)) if is_office else (),
        tuple(list_own_open(workspace.store, actor)) if actor.is_leader or may(actor, "answer") else (),
        _upkeep(workspace) if may(actor, "manage_accounts") else None,
        len(rounds),
    )


def _boards(workspace: Workspace, rounds: Sequence[StoredRound], today: dt.date) -> dict[str, Board]:
    wanted = {one.id for one in rounds}
    stored = [one for one in workspace.store.list_rounds() if one.id in wanted]
    return read_boards(workspace.store, workspace.reference, stored, today) if stored else {}


def _unit_works(
    workspace: Workspace,
    actor: Actor,
    rounds: Sequence[StoredRound],
    boards: dict[str, Board],
    today: dt.date,
) -> Iterator[UnitWork]:
    store, reference = workspace.store, workspace.reference
    for one in rounds:
        tasks = read_tasks(store, reference, actor, one, today)
        for unit in reference.list_units(one.period.ends_on):
            key = (unit.code, unit.valid_from)
            if key in actor.units:
                board = boards[one.id].rows if one.id in boards else pd.DataFrame()
                yield _unit_work(workspace, one, unit, board, tasks)


def _unit_work(
    workspace: Workspace,
    current: StoredRound,
    unit: ReportingUnit,
    board: pd.DataFrame,
    tasks: tuple[TaskRow, ...],
) -> UnitWork:
    key = (unit.code, unit.valid_from)
    own = (
        board[(board["unit_code"] == key[0]) & (board["unit_valid_from"] == key[1])] if len(board) else board
    )
    stage = str(own.iloc[0]["stage"]) if len(own) else None
    programmes = list_programmes(workspace.catalogue, workspace.reference, unit, current.period)
    codes = [one.code for one in programmes]
    duties = [duty for _, duty in list_own_duties(tasks, key)]
    return UnitWork(
        current,
        unit,
        stage,  # type: ignore[arg-type]
        _why_returned(workspace, unit, current) if stage == "returned" else "",
        tuple(list_missing(workspace.store.read_texts([current.id], key), codes)),
        len(PARTS) * len(codes),
        len(duties),
        sum(duty.state == "not_reported" for duty in duties),
        sum(duty.state == "late" for duty in duties),
    )


def _why_returned(workspace: Workspace, unit: ReportingUnit, current: StoredRound) -> str:
    """The reason of the newest hand-in that was returned."""
    rows = workspace.store.list_submissions(unit.code, str(current.period))
    events = workspace.store.list_events(submission_ids=list(rows["id"]))
    standings = [find_standing(events.get(str(one), [])) for one in rows["id"]]
    returned = next((one.decided for one in standings if one.state == "returned" and one.decided), None)
    return (returned.reason or "") if returned else ""


def _review_works(workspace: Workspace, actor: Actor, rounds: Sequence[StoredRound]) -> Iterator[ReviewWork]:
    store = workspace.store
    for one in rounds:
        rows = store.list_submissions(period=str(one.period))
        rows = rows[(rows["kind"] != "published") & (rows["state"] == "current")]
        events = store.list_events(submission_ids=list(rows["id"]))
        codes = store.list_indicators(list(rows["id"]))
        waiting = []
        for row in rows.itertuples(index=False):
            standing = find_standing(events.get(str(row.id), []))
            fields = fields_of(workspace.catalogue, codes.get(str(row.id), ()), one.period.last_year)
            if standing.is_under_review and own_fields(actor, left_over(fields, standing.accepted)):
                waiting.append(row.unit_code)
        yield ReviewWork(one, len(waiting), len(set(waiting)))


def _office_works(
    workspace: Workspace, rounds: Sequence[StoredRound], boards: dict[str, Board]
) -> Iterator[OfficeWork]:
    catalogue, reference = workspace.catalogue, workspace.reference
    for one in rounds:
        province = reference.find_unit(catalogue.province_code, one.period.ends_on)
        if province is None or one.id not in boards:
            continue
        codes = [programme.code for programme in list_programmes(catalogue, reference, province, one.period)]
        texts = workspace.store.read_texts([one.id], (province.code, province.valid_from))
        missing = list_missing(texts, codes)
        yield OfficeWork(one, boards[one.id].counts, len(missing), len(PARTS) * len(codes))


def _upkeep(workspace: Workspace) -> Upkeep:
    accounts = workspace.store.list_accounts()
    failed = sum(
        int((workspace.store.list_reminders(one.id)["state"] == "failed").sum())
        for one in list_stored_rounds(workspace.store)
        if one.is_open
    )
    active = [one for one in accounts if not one.is_disabled]
    return Upkeep(len(active), sum(_is_unused(one) for one in active), len(accounts) - len(active), failed)


def _is_unused(account: Account) -> bool:
    """Whether nobody can sign in with it yet; illustrative accounts need no password."""
    return account.password_hash is None and account.sso_subject is None and not account.is_demo
