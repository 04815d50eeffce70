"""The product as a person has it: its own server on a workspace of its own, and a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from bench.browsing import BROWSER_ARGUMENTS, STOPWATCH
from bench.serving import PRODUCT, Server, serve
from tests.fresh_workspaces import FreshWorkspaces
from tracker.outputs.images.browser import find_browser

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def database(fresh_workspaces: FreshWorkspaces, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the server under test, with the illustrative figures."""
    return fresh_workspaces.copy(tmp_path_factory.mktemp("served"), demo=True)


@pytest.fixture(scope="session")
def server(database: Path) -> Iterator[Server]:
    """The real app on a free port."""
    with serve(PRODUCT, {"TRACKER_DATABASE": str(database)}) as running:
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
    yield opened
    opened.close()


def _open(browser: Browser, viewport: dict[str, int]) -> Iterator[Page]:
    context = browser.new_context(viewport=viewport, locale="vi-VN", accept_downloads=True)
    context.add_init_script(STOPWATCH)
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a meeting-room screen or a laptop, 1440 pixels wide."""
    yield from _open(browser, WIDE)


@pytest.fixture
def phone_page(browser: Browser) -> Iterator[Page]:
    """A page of a phone, 390 pixels wide."""
    yield from _open(browser, PHONE)
