"""A unit's way in a real browser: form out, a mistake found at its cell, mended, stored, seen, taken back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from bench.browsing import sign_in, wait_until_ready
from bench.serving import Server
from tracker.words import hand_in_texts as words
from tracker.words.access_texts import DEMO_PEOPLE

UNIT, PERIOD = "02398", "2026-H1"
SOURCES = f"/chi-tieu?ma=CTXH-01&ky={PERIOD}"


def open_at(page: Page, url: str) -> None:
    page.goto(url)
    wait_until_ready(page)


def fill(form: Path, numerator: int, denominator: int) -> str:
    """Write CTXH-01 into the form, say that there is nothing else; the cell of the numerator."""
    workbook = openpyxl.load_workbook(form)
    sheet = workbook.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Mã" for cell in row))
    columns = {str(cell.value).strip(): cell.column for cell in header if cell.value}
    where = _fill_rows(sheet, header[0].row, columns, numerator, denominator)
    workbook.save(form)
    return where


def _fill_rows(
    sheet: Worksheet, header: int, columns: dict[str, int], numerator: int, denominator: int
) -> str:
    where = ""
    for row in range(header + 1, sheet.max_row + 1):
        code = str(sheet.cell(row, columns["Mã"]).value or "")
        if code == "CTXH-01":
            where = sheet.cell(row, columns["Tử số"], numerator).coordinate
            sheet.cell(row, columns["Mẫu số"], denominator)
            sheet.cell(row, columns["Tình trạng"], "Có số liệu")
        elif "-" in code:
            sheet.cell(row, columns["Tình trạng"], "Chưa có số liệu")
    return where


def download_form(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=words.DOWNLOAD_FORM).click()
    form = folder / download.value.suggested_filename
    download.value.save_as(form)
    return form


def upload(page: Page, form: Path) -> None:
    page.locator("input[type=file]").set_input_files(form)
    expect(page.get_by_text(words.STEP_CHECK)).to_be_visible()
    wait_until_ready(page)


def count_sources(page: Page, server: Server, parts: str) -> int:
    """How many figures behind the province's value have these parts."""
    open_at(page, server.url + SOURCES)
    page.get_by_text("dòng còn lại").click()
    expect(page.get_by_text("dòng còn lại")).to_have_count(0)
    wait_until_ready(page)
    return page.get_by_text(parts, exact=True).count()


def test_a_unit_hands_in_and_takes_back(server: Server, page: Page, tmp_path: Path) -> None:
    address = f"{server.url}/nop-so-lieu?don-vi={UNIT}&ky={PERIOD}"
    sign_in(page, server.url, "reporter", UNIT)
    open_at(page, address)
    form = download_form(page, tmp_path)
    assert "minh-hoa" in form.name

    where = fill(form, 55, 50)
    upload(page, form)
    expect(page.get_by_text(where).first).to_be_visible()
    expect(page.get_by_role("button", name=words.SAVE)).to_have_count(0)

    open_at(page, address)
    fill(form, 37, 50)
    upload(page, form)
    reason = page.get_by_label(words.REASON_LABEL)
    if reason.count():
        reason.fill("đã đối chiếu")
        page.get_by_text(words.CONFIRM_TICK).click()
    page.get_by_role("button", name=words.SAVE).click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Đã")
    expect(page.locator(".tq", has_text=f"người nộp {DEMO_PEOPLE['reporter'].name}").first).to_be_visible()

    assert count_sources(page, server, "37 / 50") == 1

    open_at(page, address)
    page.get_by_role("button", name=words.UNDO).first.click()
    page.get_by_label(words.UNDO_REASON).first.fill("nộp nhầm")
    page.get_by_role("button", name=words.UNDO).last.click()
    expect(page.get_by_text(words.UNDO_DONE)).to_be_visible()

    assert count_sources(page, server, "37 / 50") == 0


def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(
    server: Server, page: Page, tmp_path: Path
) -> None:
    sign_in(page, server.url, "coordinator")
    open_at(page, f"{server.url}/nop-so-lieu?don-vi={UNIT}&ky={PERIOD}")
    fake = tmp_path / "gia.xlsx"
    fake.write_bytes(b"<html><table><tr><td>1</td></tr></table></html>")
    upload(page, fake)
    expect(page.get_by_role("button", name=words.SAVE)).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
