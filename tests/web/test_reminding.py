"""The server reminds in the background where it has a mail server, and goes on whatever happens."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator

import pytest

from tests.web.running import run
from tests.workflow.post_office import HOST, PostOffice, run_post_office
from tests.workflow.rounds import open_half_year
from tracker.catalogue.reference import MERGED_ON
from tracker.store.accounts import NewAccount
from tracker.web.reminding import remind, reminding
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import initialise, open_workspace, shared_workspace

NOW = dt.datetime(2026, 5, 18, 8)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with run_post_office() as running:
        yield running


@pytest.fixture
def served(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """The settings of a server with this mail server, a week before an open round is due."""
    for name, value in {
        "TRACKER_TODAY": "2026-06-08",
        "TRACKER_SMTP_HOST": HOST,
        "TRACKER_SMTP_PORT": str(office.port),
        "TRACKER_SMTP_TLS": "none",
        "TRACKER_SMTP_FROM": "baocao@x.example",
    }.items():
        monkeypatch.setenv(name, value)
    with open_workspace(read_settings(), create=True) as workspace:
        initialise(workspace, demo=False, at=NOW, by="test")
        account = NewAccount("a", "A", "reporter", "a@x.example", units=(("02215", MERGED_ON),))
        workspace.store.add_account(account, "test", NOW)
        open_half_year(workspace)
    shared_workspace.cache_clear()
    yield office
    shared_workspace().store.close()
    shared_workspace.cache_clear()


def test_it_sends_while_the_server_runs_and_each_message_once(served: PostOffice) -> None:
    async def serve() -> None:
        async with reminding(first_after=0.0, every=0.05):
            for _ in range(200):
                await asyncio.sleep(0.05)
                if served.messages:
                    break
            await asyncio.sleep(0.3)  # some more runs

    run(serve())
    assert [str(one["To"]) for one in served.messages] == ["a@x.example"]


def test_it_waits_before_the_first_run_and_ends_with_the_server(served: PostOffice) -> None:
    async def serve() -> None:
        async with reminding(first_after=60.0):
            await asyncio.sleep(0.1)

    run(serve())
    assert served.messages == []


def test_a_mail_server_that_is_away_is_one_line_in_the_log(
    served: PostOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TRACKER_SMTP_TLS", "starttls")
    shared_workspace.cache_clear()
    remind()
    assert "Reminders stopped" in caplog.text
    assert "STARTTLS" in caplog.text


def test_without_a_mail_server_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    async def serve() -> int:
        async with reminding(first_after=0.0):
            return len(asyncio.all_tasks())

    assert run(serve()) == 1
