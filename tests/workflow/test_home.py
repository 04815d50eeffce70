"""Where each role lands, and what waits for a unit as it does its work."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from tracker.access.actor import Actor, at_console, stranger
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.core.report_text import PARTS, TextKey
from tracker.store import NewSubmission, Store
from tracker.store.accounts import NewAccount
from tracker.store.rounds import NewRound
from tracker.ui.site import PAGES
from tracker.workflow.home import BOARD, HOME, OVERVIEW, landing_path, read_home
from tracker.workflow.rounds import find_duties
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import Workspace

AT, TODAY = dt.datetime(2026, 11, 20, 9), dt.date(2026, 11, 22)
UNIT = ("02398", dt.date(2025, 7, 1))
LAN = Actor("reporter", "Lan", "lan", "a1", frozenset([UNIT]))
FIGURE = pd.DataFrame(
    [("CTXH-03", "actual", 5.0, None, None)],
    columns=["indicator_code", "measure", "value", "numerator", "denominator"],
)


@pytest.mark.parametrize(
    ("actor", "path"),
    [
        (stranger(may_view=True), OVERVIEW),
        (Actor("viewer"), OVERVIEW),
        (Actor("viewer", is_leader=True), OVERVIEW),
        (Actor("coordinator", is_leader=True), OVERVIEW),
        (LAN, HOME),
        (Actor("reviewer"), HOME),
        (Actor("coordinator"), BOARD),
        (Actor("administrator"), HOME),
    ],
)
def test_each_role_lands_on_what_it_has_to_do(actor: Actor, path: str) -> None:
    assert landing_path(actor) == path


def test_every_landing_is_an_address_of_the_site() -> None:
    assert {OVERVIEW, HOME, BOARD} <= {f"/{page.url_path}" for page in PAGES}


@pytest.fixture
def workspace(store: Store, catalogue: Catalogue, reference: Reference) -> Workspace:
    """With the annual round of 2026 open for everybody."""
    days = {"cut_off_on": dt.date(2026, 12, 14), "units_due_on": dt.date(2026, 12, 15)}
    drafted = store.find_round(store.add_round(NewRound("Năm 2026", "2026", "common", **days), "test", AT))
    store.open_round(drafted, find_duties(catalogue, reference, Period(2026)), "test", AT)
    return Workspace(store, catalogue, reference, read_settings({}))


def test_a_unit_sees_its_form_words_and_tasks_go(workspace: Workspace) -> None:
    work = read_home(workspace, LAN, TODAY).units[0]
    assert (work.stage, work.parts, len(work.missing)) == ("missing", 2 * len(PARTS), 2 * len(PARTS))
    assert (work.tasks, work.silent_tasks, work.late_tasks) == (4, 4, 0) and work.owes_form
    store = workspace.store
    store.save_text(TextKey(work.round.id, *UNIT, "CTXH", "causes"), "x", 0, "Lan", AT)
    row = {"round_id": work.round.id, "task_code": "KH154-IV.11.1", "unit_code": UNIT[0], "unit_valid_from": UNIT[1],
           "state": "under_way", "due_on": dt.date(2026, 11, 1)}  # fmt: skip
    store.report_task(row, 0, "Lan", AT)
    store.record_submission(NewSubmission(*UNIT, "2026", "file", AT), FIGURE)
    work = read_home(workspace, LAN, TODAY).units[0]
    assert (work.stage, len(work.missing)) == ("partial", 2 * len(PARTS) - 1)
    assert (work.silent_tasks, work.late_tasks) == (3, 1)


def test_a_reviewer_sees_what_waits_in_their_fields(workspace: Workspace) -> None:
    workspace.store.record_submission(NewSubmission(*UNIT, "2026", "form", AT), FIGURE)
    waiting = {
        field: read_home(workspace, Actor("reviewer", fields=frozenset([field])), TODAY)
        .reviews[0]
        .submissions
        for field in ("CTXH", "GNBV")
    }
    assert waiting == {"CTXH": 1, "GNBV": 0}


def test_the_office_and_the_administrator(workspace: Workspace) -> None:
    office = read_home(workspace, Actor("coordinator", "VP", "vp", "a2"), TODAY).office[0]
    assert office.counts.silent == office.counts.units > 100 and office.missing == office.parts
    workspace.store.add_account(NewAccount("moi", "Mới", "reporter"), at_console("test").author, AT)
    upkeep = read_home(workspace, Actor("administrator"), TODAY).upkeep
    assert upkeep is not None and (upkeep.never_set_up, upkeep.failed_reminders) == (1, 0)


def test_nothing_waits_for_a_viewer(workspace: Workspace) -> None:
    home = read_home(workspace, Actor("viewer"), TODAY)
    assert (home.units, home.reviews, home.office, home.explanations, home.upkeep) == ((), (), (), (), None)


def test_illustrated_words_are_marked_and_stay(tmp_path: Path, workspace: Workspace) -> None:
    from tests.store.inserted_rounds import insert_round
    from tracker.workflow.illustration_words import record_illustrated_words

    store = workspace.store
    record_illustrated_words(store, workspace.reference)
    assert store.read_texts().empty  # no demonstration, no invented words
    store.begin_demo(AT)
    insert_round(store, "2026-H1", dt.date(2026, 6, 15), "closed")
    for _ in range(2):
        record_illustrated_words(store, workspace.reference)
    texts, documents, tasks = store.read_texts(), store.read_documents(), store.read_task_reports()
    assert texts["body"].str.contains("minh họa").all() and texts["is_demo"].all()
    assert documents["number"].str.contains("minh họa").all() and tasks["is_demo"].all()
    assert tasks["evidence"].str.contains("minh họa").all()
    asked = store.read_explanations()
    assert sorted(asked["state"]) == ["answered", "asked", "asked", "settled"] and asked["is_demo"].all()
    assert asked["question"].str.contains("Minh họa").all()
    store.begin_real("Lan", AT)
    assert store.read_texts().empty and store.read_documents().empty and store.read_explanations().empty
