"""Reading ahead: the periods beside the one on the page are worked out while the visitor reads."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx

from tracker.core.period import Period
from tracker.ui import questions
from tracker.workflow.workspace import Workspace

Read = Callable[[Workspace, Period, str, str | None], object]

_log = logging.getLogger(__name__)
_AFTER_DELIVERY = 0.5  # seconds, so that the page itself is sent first


def read_ahead(
    page: str, workspace: Workspace, period: Period, place: str, programme: str | None, read: Read
) -> None:
    """Ask what `page` would ask for the neighbouring periods, once per state of the data; the answers are kept."""
    periods = questions.known_periods(workspace)
    if period not in periods:
        return
    at = periods.index(period)
    beside = [one for one in periods[max(0, at - 1) : at + 2] if one != period]
    key = (page, questions.state_key(workspace), tuple(map(str, beside)), place, programme)
    started = _started()
    if key in started:
        return
    started.add(key)

    def work() -> None:
        time.sleep(_AFTER_DELIVERY)
        try:
            for one in beside:
                known = questions.known_places(workspace, one)
                read(workspace, one, place if place in known else known[0], programme)
        except Exception:  # noqa: BLE001 - see below
            # Nobody waits for these answers; whoever asks for one meets the fault and is told of it.
            _log.debug("Reading ahead stopped", exc_info=True)

    thread = threading.Thread(target=work, name="read ahead", daemon=True)
    add_script_run_ctx(thread)
    thread.start()


@st.cache_resource(show_spinner=False)
def _started() -> set[object]:
    """What was begun in this process."""
    return set()
