"""Before a meeting: a document is made while the page goes on, fetched, and found genuine; an edited one is not."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page, expect

from bench.browsing import STOPWATCH, sign_in, wait_until_ready
from bench.serving import Server
from tracker.words import export_texts as words

PAGE = "/tai-lieu-hop?ky=2026-H1&don-vi=SYT"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def make(page: Page, server: Server, folder: Path) -> Path:
    """The annex of a department, made and fetched."""
    page.goto(server.url + PAGE)
    wait_until_ready(page)
    row = page.locator(".st-key-export-annex")
    row.get_by_role("button", name=words.MAKE, exact=True).click()
    fetch = row.get_by_test_id("stDownloadButton").get_by_role("button")
    expect(fetch).to_be_visible(timeout=120_000)
    with page.expect_download() as waiting:
        fetch.click()
    assert waiting.value.suggested_filename == "phu-luc-2026-H1-2-syt.xlsx"
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def verify(page: Page, server: Server, path: Path, sentence: str) -> None:
    page.goto(f"{server.url}/kiem-tra")
    wait_until_ready(page)
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_test_id("stAlert").first).to_contain_text(sentence, timeout=60_000)


def test_made_fetched_and_verified(server: Server, page: Page, tmp_path: Path) -> None:
    sign_in(page, server.url, "coordinator")
    path = make(page, server, tmp_path)
    verify(page, server, path, "Nguyên vẹn")
    book = openpyxl.load_workbook(path)
    book.active["A1"] = "Sửa"
    book.save(tmp_path / "sua.xlsx")
    page.goto(f"{server.url}/kiem-tra")
    verify(page, server, tmp_path / "sua.xlsx", "Đã khác")


def test_two_who_ask_get_the_same_file(server: Server, page: Page, browser: Browser, tmp_path: Path) -> None:
    sign_in(page, server.url, "viewer")
    mine = make(page, server, tmp_path).read_bytes()
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="vi-VN", accept_downloads=True
    )
    context.add_init_script(STOPWATCH)
    other = context.new_page()
    sign_in(other, server.url, "leader")
    (tmp_path / "other").mkdir()
    theirs = make(other, server, tmp_path / "other").read_bytes()
    assert other.evaluate(OVERFLOW) <= 0
    context.close()
    assert mine == theirs
