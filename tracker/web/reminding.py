"""Reminders that go out by themselves: once an hour while the server runs, if it has somewhere to send them."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from anyio import to_thread

from tracker.workflow.reminders import send_due_reminders
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import shared_workspace

_log = logging.getLogger(__name__)
_FIRST_AFTER, _EVERY = 60.0, 3600.0  # seconds


@asynccontextmanager
async def reminding(first_after: float = _FIRST_AFTER, every: float = _EVERY) -> AsyncIterator[None]:
    """Remind in the background until the block ends; nothing is started without a mail server in the settings."""
    if read_settings().mail is None:
        yield
        return
    task = asyncio.create_task(_remind_again_and_again(first_after, every))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _remind_again_and_again(first_after: float, every: float) -> None:
    await asyncio.sleep(first_after)
    while True:
        await to_thread.run_sync(remind)
        await asyncio.sleep(every)


def remind() -> None:
    """One run; what goes wrong is one line in the log, and the next run tries again."""
    try:
        report = send_due_reminders(shared_workspace(), dt.datetime.now(dt.UTC))
    except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on
        _log.warning("Reminders did not go out: %s", error)
        return
    if report.problem:
        _log.warning("Reminders stopped: %s", report.problem)
    if report.sent or report.failed:
        _log.info("Reminders: %d sent, %d failed", report.sent, report.failed)
