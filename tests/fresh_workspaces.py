"""Workspaces as a first start makes them: made once per run, whoever asks first, and copied for each that asks."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import initialise, open_workspace

TODAY = "2026-11-22"
DATABASE = "tracker.duckdb"


@dataclass(frozen=True)
class FreshWorkspaces:
    """`folder` is shared by all processes of the run."""

    folder: Path

    def copy(self, into: Path, *, demo: bool) -> Path:
        """The database of a fresh workspace in the folder `into`; `demo`: with the illustrative figures."""
        made = self.folder / ("demo" if demo else "real")
        with FileLock(f"{made}.lock"):
            if not made.exists():
                unfinished = self.folder / f"unfinished-{made.name}"
                _make(unfinished / DATABASE, demo=demo)
                unfinished.rename(made)
        shutil.copytree(made, into, dirs_exist_ok=True)
        return into / DATABASE


def _make(database: Path, *, demo: bool) -> None:
    shutil.rmtree(database.parent, ignore_errors=True)
    database.parent.mkdir(parents=True)
    settings = read_settings({"TRACKER_DATABASE": str(database), "TRACKER_TODAY": TODAY})
    with open_workspace(settings, create=True) as workspace:
        initialise(workspace, demo=demo, at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC), by="test")
