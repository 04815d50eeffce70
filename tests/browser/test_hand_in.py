"""Handing in, in a real browser: a form with mistakes goes back and comes mended; a table of their own is learnt."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Download, Locator, Page, expect

from bench.browsing import sign_in, wait_until_ready
from bench.serving import Server
from tracker.words import hand_in_texts as words
from tracker.words import history_texts
from tracker.words.marking_texts import RESULT_SHEET

UNIT, PERIOD = "02398", "2026"
# The old district that the commune lies in, with figures that nobody has approved yet.
INDICATOR = f"/chi-tieu?ma=CTXH-01&ky={PERIOD}&dia-ban=D074&chua-duyet=co"


def open_at(page: Page, url: str) -> None:
    page.goto(url)
    wait_until_ready(page)


def fill(form: Path, numerator: int, denominator: int) -> str:
    """Write CTXH-01 into the form, say that there is nothing else; the cell of the numerator."""
    workbook = openpyxl.load_workbook(form)
    sheet = workbook["Biểu số liệu"]
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


def download(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return _saved(download.value, folder)


def _saved(download: Download, folder: Path) -> Path:
    file = folder / download.suggested_filename
    download.save_as(file)
    return file


def upload(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(words.STEP_CHECK)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=file.name)).to_be_visible()
    wait_until_ready(page)


def save(page: Page) -> None:
    reason = page.get_by_label(words.REASON_LABEL)
    if reason.count():
        reason.fill("đã đối chiếu")
        page.get_by_text(words.CONFIRM_TICK).click()
    page.get_by_role("button", name=words.SAVE).click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Đã nhận")
    wait_until_ready(page)


def pick(field: Locator, text: str) -> None:
    """Choose the first option of a select box that has this text."""
    field.click()
    field.fill(text)
    field.page.get_by_role("option").filter(has_text=text).first.click()


def look_at_indicator(page: Page, server: Server) -> tuple[str, Locator]:
    """The page's opening sentence, and the line of the commune's own figure under its sources."""
    open_at(page, server.url + INDICATOR)
    page.get_by_text("dòng còn lại").click()
    expect(page.get_by_text("dòng còn lại")).to_have_count(0)
    wait_until_ready(page)
    line = page.locator("tr").filter(has_text="Xã Yên Phú").filter(has_text="Thực hiện")
    return page.locator("h1").first.inner_text(), line


def test_a_form_goes_back_marked_and_comes_mended(server: Server, page: Page, tmp_path: Path) -> None:
    sign_in(page, server.url, "reporter", UNIT)
    before, line = look_at_indicator(page, server)
    expect(line).to_have_count(0)
    address = f"{server.url}/nop-so-lieu?don-vi={UNIT}&ky={PERIOD}"
    open_at(page, address)
    form = download(page, words.DOWNLOAD_FORM, tmp_path)
    assert "minh-hoa" in form.name

    where = fill(form, 55, 50)
    upload(page, form)
    expect(page.get_by_text(where).first).to_be_visible()
    expect(page.get_by_role("button", name=words.SAVE)).to_have_count(0)

    marked = download(page, words.DOWNLOAD_MARKED, tmp_path)
    workbook = openpyxl.load_workbook(marked)
    assert workbook.sheetnames[:2] == [RESULT_SHEET, "Biểu số liệu"]
    cell = workbook["Biểu số liệu"][where]
    plain = openpyxl.load_workbook(form)["Biểu số liệu"][where]
    assert cell.fill.fgColor.rgb != plain.fill.fgColor.rgb and "55" in cell.comment.text

    cell.value = 37
    workbook.save(marked)
    upload(page, marked)
    assert not page.get_by_text("Tử số lớn hơn mẫu số").count()
    save(page)
    expect(page.get_by_text(marked.name).first).to_be_visible()

    after, line = look_at_indicator(page, server)
    assert after != before
    expect(line).to_contain_text("37 / 50")
    line.get_by_role("button", name=history_texts.LINK).click()
    window = page.get_by_role("dialog")
    expect(window.get_by_text("Đã ghi 1 lần, đang dùng 74,0 %.")).to_be_visible()
    expect(window.get_by_text("· Biểu số liệu, nộp cho năm 2026")).to_be_visible()
    expect(window.get_by_text(marked.name)).to_be_visible()

    open_at(page, address)
    page.get_by_role("button", name=words.UNDO).first.click()
    page.get_by_label(words.UNDO_REASON).first.fill("nộp nhầm")
    page.get_by_role("button", name=words.UNDO).last.click()
    expect(page.get_by_text(words.UNDO_DONE)).to_be_visible()

    again, line = look_at_indicator(page, server)
    assert again == before
    expect(line).to_have_count(0)
    # What no longer counts is still told.
    page.get_by_role("button", name=history_texts.OPEN).click()
    window = page.get_by_role("dialog")
    pick(window.get_by_label(history_texts.UNIT), "Xã Yên Phú")
    expect(window.get_by_text("hiện không có số nào được dùng")).to_be_visible()
    expect(window.get_by_text("nộp nhầm")).to_be_visible()
    expect(window.get_by_text("37 / 50")).to_be_visible()


def write_own_table(file: Path, households: int) -> None:
    """A table as an office keeps it, with a name that is nowhere in the catalogue."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    rows = [
        ["UBND XÃ BÌNH XA"],
        ["KẾT QUẢ GIẢM NGHÈO NĂM 2026"],
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2026"],
        [1, "Số hộ nghèo", "hộ", 310],
        [2, "Hộ đang gặp cảnh neo đơn", "hộ", households],
    ]
    for row in rows:
        sheet.append(row)
    workbook.save(file)


def test_a_table_of_their_own_is_learnt(server: Server, page: Page, tmp_path: Path) -> None:
    sign_in(page, server.url, "reporter", "02404")
    open_at(page, f"{server.url}/nop-so-lieu?don-vi=02404&ky={PERIOD}")
    file = tmp_path / "giảm nghèo.xlsx"
    write_own_table(file, 52)
    upload(page, file)
    heading = page.get_by_role("heading", name=words.NAMES_HEADING)
    expect(heading).to_be_visible()
    pick(page.get_by_label("Hộ đang gặp cảnh neo đơn"), "GN-12")
    page.get_by_role("button", name=words.READ_AGAIN).click()
    expect(heading).to_have_count(0)
    expect(page.locator("tr").filter(has_text="GN-12 ·")).to_contain_text("52")
    wait_until_ready(page)
    save(page)

    write_own_table(file, 49)
    upload(page, file)
    expect(heading).to_have_count(0)
    line = page.locator("tr").filter(has_text="GN-12 ·")
    expect(line).to_contain_text("52")
    expect(line).to_contain_text("49")
    page.get_by_text(words.NAMES_READ).click()
    expect(page.locator("tr").filter(has_text="neo đơn")).to_contain_text(words.HOW_WORDS["remembered"])
    line.get_by_role("button", name=history_texts.LINK).click()
    expect(page.get_by_role("dialog").get_by_text("giảm nghèo.xlsx")).to_be_visible()


def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(
    server: Server, page: Page, tmp_path: Path
) -> None:
    sign_in(page, server.url, "reporter", UNIT)
    open_at(page, f"{server.url}/nop-so-lieu?don-vi={UNIT}&ky={PERIOD}")
    fake = tmp_path / "gia.xlsx"
    fake.write_bytes(b"<html><table><tr><td>1</td></tr></table></html>")
    upload(page, fake)
    expect(page.get_by_text("Trang web đội tên bảng tính")).to_be_visible()
    expect(page.get_by_role("button", name=words.SAVE)).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_results_fit_a_phone(server: Server, phone_page: Page, tmp_path: Path) -> None:
    sign_in(phone_page, server.url, "coordinator")
    open_at(phone_page, f"{server.url}/nop-so-lieu?don-vi=08&ky={PERIOD}")
    file = tmp_path / "một tên tệp rất dài không có chỗ ngắt_đểxemtrangcóbịtrànngangkhông.xlsx"
    write_own_table(file, 512)
    upload(phone_page, file)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert phone_page.evaluate(overflow) <= 0
    assert phone_page.locator(".tq-table").first.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
