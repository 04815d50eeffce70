"""The pages in a real browser: they fit 1440 and 390 pixels, rows open their indicator, links hold the view."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from bench.browsing import wait_until_ready
from bench.serving import Server

PATHS = ("", "chi-tieu?ma=GN-01", "so-sanh", "don-vi", "nop-so-lieu", "phuong-phap", "danh-muc", "quan-tri",
         "tai-khoan")  # fmt: skip
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _open(page: Page, server: Server, path: str) -> list[str]:
    """Open a page and give the errors of its console; a probe for the server's base is Streamlit's own."""
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(f"{server.url}/{path}")
    wait_until_ready(page)
    return [error for error in errors if "404" not in error]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_stands_on_a_wide_screen(server: Server, page: Page, path: str) -> None:
    assert _open(page, server, path) == []
    expect(page.locator("h1").first).to_be_visible()
    expect(page.get_by_text("Số liệu minh họa, không dùng để báo cáo").first).to_be_visible()
    assert page.evaluate(_OVERFLOW) <= 0


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_a_phone(server: Server, phone_page: Page, path: str) -> None:
    assert _open(phone_page, server, path) == []
    expect(phone_page.locator("h1").first).to_be_visible()
    assert phone_page.evaluate(_OVERFLOW) <= 0


PRINTED = ("", "chi-tieu?ma=GN-01", "so-sanh", "don-vi", "ban-chot?ban=2026-H1/2", "phuong-phap")
_PAPER = {"width": 1032, "height": 700}  # A4, lying, between its margins
_CUT = """
  () => [...document.querySelectorAll('[data-testid=stMain] td, [data-testid=stMain] .tq-chip')]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1).length
"""


@pytest.mark.parametrize("path", PRINTED)
def test_a_page_is_whole_on_paper(server: Server, page: Page, path: str) -> None:
    _open(page, server, path)
    page.emulate_media(media="print")
    page.set_viewport_size(_PAPER)
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    assert page.evaluate(_OVERFLOW) <= 0
    assert page.evaluate(_CUT) == 0


def test_the_overview_draws_no_chart_library(server: Server, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _open(page, server, "")
    assert page.locator(".tq-row").count() > 5
    assert not [url for url in asked if "plotly" in url.lower()]


def test_a_row_opens_its_indicator_without_loading_the_page_again(server: Server, page: Page) -> None:
    _open(page, server, "")
    page.evaluate("window.isSameDocument = true")
    page.locator(".tq-row").first.click()
    page.wait_for_url(re.compile(r"/chi-tieu\?.*ma="))
    wait_until_ready(page)
    assert page.evaluate("window.isSameDocument === true")


def test_a_picked_period_is_in_the_link_and_the_link_opens_it(server: Server, page: Page) -> None:
    _open(page, server, "")
    field = page.locator(".st-key-ky input")
    field.click()
    page.get_by_role("option", name="Năm 2024", exact=True).click()
    page.wait_for_url(re.compile("ky=2024"))
    expect(page.locator("h1").first).to_contain_text("Năm 2024")
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("h1").first).to_contain_text("Năm 2024")


def test_a_unit_of_the_matrix_opens_its_sheet(server: Server, page: Page) -> None:
    _open(page, server, "don-vi")
    row = page.locator(".tq-matrix tbody tr").first
    name = row.locator("th").inner_text()
    row.locator("th").click()
    page.wait_for_url(re.compile("xem=phieu"))
    expect(page.locator("h1").first).to_contain_text(name)
