"""What travels over a commune's line: bytes of first and later visits, and nothing asked of another host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from bench.browsing import open_page, open_profile
from bench.serving import CountingProxy, Server

FIGURE = ".js-plotly-plot .main-svg"
LATER_VISIT = 100_000


@pytest.fixture
def profile_page(playwright: Playwright, tmp_path: Path) -> Iterator[Page]:
    """A browser's first page on a new profile, whose cache is on disk."""
    with open_profile(playwright, tmp_path / "profile") as profile:
        yield profile.pages[0]


@pytest.mark.parametrize(
    ("path", "selector", "first_visit"),
    [("/", "h1", 1_600_000), ("/chi-tieu?ma=GN-01", FIGURE, 3_200_000)],
    ids=["overview", "chart page"],
)
def test_a_visit_stays_within_its_bytes(
    server: Server, profile_page: Page, path: str, selector: str, first_visit: int
) -> None:
    with CountingProxy(server.port) as proxy:
        open_page(profile_page, proxy.url + path, selector, 1)
        profile_page.wait_for_timeout(1500)
        assert proxy.take_count() <= first_visit
        open_page(profile_page, proxy.url + path, selector, 1)
        profile_page.wait_for_timeout(1000)
        assert proxy.take_count() < LATER_VISIT


@pytest.mark.parametrize(
    "path",
    ["/", "/chi-tieu?ma=GN-01", "/so-sanh", "/don-vi", "/nop-so-lieu", "/phuong-phap", "/danh-muc"],
)
def test_a_page_asks_no_other_host_and_keeps_the_policy(server: Server, page: Page, path: str) -> None:
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: refused.append(message.text) if "Policy" in message.text else None)
    open_page(page, server.url + path, "h1", 1)
    elsewhere = [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]
    assert elsewhere == []
    assert refused == []
