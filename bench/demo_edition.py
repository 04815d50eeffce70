"""The demo's half-year as outputs are made from it: content and mark of its newest edition."""

from __future__ import annotations

import datetime as dt
import tempfile

from tracker.core.period import Period
from tracker.outputs.story.mark import EditionMark
from tracker.workflow.meeting import read_material
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import initialise, open_workspace

_PERIOD, _TODAY, _AT = Period.parse("2026-H1"), "2026-11-22", dt.datetime(2026, 11, 22, 8)


def freeze_demo() -> tuple[bytes, EditionMark]:
    """Make a demo workspace, and read its edition."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"TRACKER_DATABASE": f"{folder}/tracker.duckdb", "TRACKER_TODAY": _TODAY})
        with open_workspace(settings, create=True) as workspace:
            initialise(workspace, demo=True, at=_AT.replace(tzinfo=dt.UTC), by="bench")
            material = read_material(workspace, _PERIOD, _AT)
    return material.content.content, material.mark
