"""The board of the open round in a real browser: as the office sees it, taken away, and on a phone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from bench.browsing import sign_in, wait_until_ready
from bench.serving import Server
from tracker.words import round_texts as words

BOARD = "/ky-bao-cao?ky=2026-H1"


def open_board(page: Page, server: Server, role: str = "coordinator") -> None:
    sign_in(page, server.url, role)
    page.goto(server.url + BOARD)
    wait_until_ready(page, "table.board tbody tr", 128)


def test_the_office_looks_who_is_late_and_takes_the_list_away(
    server: Server, page: Page, tmp_path: Path
) -> None:
    open_board(page, server)
    expect(page.locator("h1")).to_contain_text("121/128 đơn vị đã nộp đủ")
    address = page.get_by_role("link", name=words.FORMS).get_attribute("href")
    assert address and address.startswith("/tai-ve/bieu/") and address.endswith(".zip")
    page.locator(".st-key-han").get_by_role("combobox").click()
    page.get_by_role("option", name=words.TIMELINESS_WORDS["late"]).click()
    expect(page.locator("table.board tbody tr")).to_have_count(14)
    wait_until_ready(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=words.DOWNLOAD_BOARD).click()
    file = tmp_path / "ky.xlsx"
    download.value.save_as(file)
    assert openpyxl.load_workbook(file).active.max_row == 5 + 14
    page.get_by_text(f"{words.LATE_HEADING} (14)").click()
    expect(page.get_by_text("(hạn 15/6/2026, tính đến 28/6/2026)")).to_be_visible()
    page.locator("table.board tbody tr").first.click()
    page.wait_for_url("**/nop-so-lieu?**")
    assert "ky=2026-H1" in page.url


def test_it_is_read_on_a_phone(server: Server, phone_page: Page) -> None:
    open_board(phone_page, server, "reviewer")
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    row = phone_page.locator("table.board tbody tr").first
    expect(row).to_contain_text("chưa nộp")
    box = row.bounding_box()
    assert box and box["width"] <= 390
    expect(phone_page.get_by_role("link", name=words.FORMS)).to_have_count(0)
