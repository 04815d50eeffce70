"""What the server does before its first visitor and beside all of them: opens the workspace, sends reminders."""

from __future__ import annotations

import datetime as dt
import importlib
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread

from tracker.words.sign_in_texts import set_up_sentence

_log = logging.getLogger(__name__)

_SLOW_TO_IMPORT = ("pandas", "tracker.workflow", "tracker.outputs", "plotly.graph_objects")


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, object]]:
    """Streamlit's lifespan hook; a workspace that does not open leaves the server up, to say so on its pages."""
    await to_thread.run_sync(warm)
    reminding = importlib.import_module("tracker.web.reminding")
    async with reminding.reminding():
        yield {}


def warm() -> None:
    started = time.perf_counter()
    for name in _SLOW_TO_IMPORT:
        importlib.import_module(name)
    try:
        open_workspace()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the pages say so; the server must be up for that
        _log.exception("The workspace did not open")
    _log.info("Ready after %.1f s", time.perf_counter() - started)


def open_workspace() -> None:
    """Open the workspace that the pages share; the very first start fills it for demonstration.

    A real one without anybody to administer it gets a link for the first administrator, on the console alone:
    a log would keep it.
    """
    workspace = importlib.import_module("tracker.workflow.workspace").shared_workspace()
    links = importlib.import_module("tracker.workflow.links")
    link = links.make_first_link(workspace, dt.datetime.now(dt.UTC))
    if link:
        print(f"{set_up_sentence(link.until)}\n  {link.url}", flush=True)
