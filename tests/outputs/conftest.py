"""The material of a meeting as tests read it: the signed half-year of the demo workspace, and a draft of its year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from tests.fresh_workspaces import TODAY, FreshWorkspaces
from tracker.core.period import Period
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story
from tracker.workflow.meeting import DRAFT, read_material
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import Workspace, open_workspace

AT = dt.datetime(2026, 11, 22, 8)


@pytest.fixture(scope="session")
def demo(fresh_workspaces: FreshWorkspaces, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    database = fresh_workspaces.copy(tmp_path_factory.mktemp("meeting"), demo=True)
    with open_workspace(read_settings({"TRACKER_DATABASE": str(database), "TRACKER_TODAY": TODAY})) as opened:
        yield opened


@pytest.fixture(scope="session")
def material(demo: Workspace) -> Material:
    """The newest edition of the first half of 2026."""
    return read_material(demo, Period.parse("2026-H1"), AT)


@pytest.fixture(scope="session")
def story(material: Material) -> Story:
    return Story.of(material)


@pytest.fixture(scope="session")
def draft(demo: Workspace) -> Material:
    """What could be signed of the year 2025, which nobody signed."""
    return read_material(demo, Period.parse("2025"), AT, DRAFT)
