"""All forms of a round over the route: a whole archive that comes in pieces, for whoever keeps rounds alone."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.workflow.rounds import COORDINATOR, OPENED, half_year
from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed
from tracker.intake.layout import SHEET
from tracker.store.accounts import NewAccount
from tracker.store.rounds import Round
from tracker.web.round_forms import FORMS_PATH
from tracker.web.server import list_middleware, list_routes
from tracker.workflow.people import SESSION_COOKIE, open_session
from tracker.workflow.round_forms import stream_forms
from tracker.workflow.round_keeping import draft_round, open_round
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import Workspace, initialise, open_workspace, shared_workspace


@pytest.fixture
def served() -> Iterator[Workspace]:
    with open_workspace(read_settings(), create=True) as workspace:
        initialise(workspace, demo=False, at=OPENED, by="test")
    shared_workspace.cache_clear()
    yield shared_workspace()
    shared_workspace().store.close()
    shared_workspace.cache_clear()


@pytest.fixture
def opened(served: Workspace) -> Round:
    """A round that asks only the departments, so that it has few forms."""
    new = replace(half_year(served), field_codes=("CTXH-NL",))
    round_id = draft_round(served, new, COORDINATOR, OPENED)
    open_round(served, served.store.find_round(round_id), COORDINATOR, OPENED)
    duties = served.store.list_duties(round_id)
    few = duties[duties["unit_code"].isin(["02215", "02374", "STP", "SYT"])]
    served.store.database.write(
        lambda cursor, _: cursor.execute(
            "DELETE FROM round_duty WHERE unit_code NOT IN ('02215', '02374', 'STP', 'SYT')"
        )
    )
    assert 2 <= few["unit_code"].nunique() <= 4
    return served.store.find_round(round_id)


def client_of(served: Workspace, role: str | None) -> TestClient:
    client = TestClient(Starlette(routes=list_routes(), middleware=list_middleware()), follow_redirects=False)
    if role:
        now = dt.datetime.now(dt.UTC)
        served.store.add_account(NewAccount(role, role, role), "test", now)
        account = served.store.find_account("login", role)
        assert account
        client.cookies.set(SESSION_COOKIE, open_session(served, account, now, "testclient", None))
    return client


def test_every_unit_finds_its_form_in_the_archive(served: Workspace, opened: Round) -> None:
    answer = client_of(served, "coordinator").get(FORMS_PATH.format(round_id=opened.id))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert "Bieu-so-lieu_2026-H1.zip" in answer.headers["content-disposition"]
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    codes = set(served.store.list_duties(opened.id)["unit_code"])
    assert {name.split("_")[1] for name in archive.namelist()} == codes
    name = next(one for one in archive.namelist() if "_02215_" in one)
    assert "Phường Minh Xuân" in name
    sheet = openpyxl.load_workbook(io.BytesIO(archive.read(name)))[SHEET]
    assert "PHƯỜNG MINH XUÂN" in str(sheet["A1"].value)


@pytest.mark.parametrize(
    ("role", "status"), [(None, 303), ("viewer", 403), ("reporter", 403), ("reviewer", 403)]
)
def test_nobody_else_gets_it(served: Workspace, opened: Round, role: str | None, status: int) -> None:
    assert client_of(served, role).get(FORMS_PATH.format(round_id=opened.id)).status_code == status


@pytest.mark.parametrize("round_id", ["no-such-round", "..%2Fx", "'"])
def test_a_round_that_is_not_there(served: Workspace, round_id: str) -> None:
    answer = client_of(served, "coordinator").get(FORMS_PATH.format(round_id=round_id))
    assert answer.status_code in (303, 404)
    assert "Traceback" not in answer.text


def test_the_archive_comes_form_by_form(served: Workspace, opened: Round) -> None:
    pieces = stream_forms(served, opened, COORDINATOR)
    units = served.store.list_duties(opened.id)["unit_code"].nunique()
    sizes = [len(piece) for piece in pieces]
    assert len(sizes) == units + 1
    assert max(sizes) < 60_000
    with pytest.raises(NotAllowed):
        stream_forms(served, opened, Actor("reviewer"))
