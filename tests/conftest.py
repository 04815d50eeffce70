"""What every test stands on: no test reads or writes the workspace of the person who runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.fresh_workspaces import FreshWorkspaces

settings.register_profile(
    "repeatable", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root folder of the repository."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def fresh_workspaces(tmp_path_factory: pytest.TempPathFactory) -> FreshWorkspaces:
    """Workspaces as a first start makes them, to be copied."""
    folder = tmp_path_factory.getbasetemp()
    return FreshWorkspaces(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)


@pytest.fixture(autouse=True)
def _own_workspace(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the product at a folder of this test, whatever the shell around it says."""
    folder = tmp_path_factory.mktemp("workspace")
    monkeypatch.setenv("TRACKER_DATABASE", str(folder / "tracker.duckdb"))
