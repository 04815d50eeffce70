"""Reports of the demo workspace, made once: the signed half-year and the draft of the year."""

from __future__ import annotations

import pytest
from docx.document import Document

from tests.outputs.report.reading import open_report
from tracker.outputs.report.report import make_report
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story


@pytest.fixture(scope="session")
def half_year(story: Story) -> bytes:
    return make_report(story)


@pytest.fixture(scope="session")
def half_year_document(half_year: bytes) -> Document:
    return open_report(half_year)


@pytest.fixture(scope="session")
def year_document(draft: Material) -> Document:
    return open_report(make_report(Story.of(draft)))
