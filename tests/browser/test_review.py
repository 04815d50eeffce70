"""The way of a hand-in in a real browser: two reviewers at once, approval, a request to reopen, a marked copy back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from bench.browsing import STOPWATCH, sign_in, wait_until_ready
from bench.serving import Server
from tests.browser.test_hand_in import download, fill, open_at, save, upload
from tracker.words import hand_in_texts, review_screen

UNIT, NAME, PERIOD = "02215", "Phường Minh Xuân", "2026"
Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, server: Server) -> Iterator[Enter]:
    """Somebody of a role in a browser session of their own."""

    @contextmanager
    def session(role: str, unit: str | None) -> Iterator[Page]:
        context = browser.new_context(
            locale="vi-VN", accept_downloads=True, viewport={"width": 1440, "height": 1000}
        )
        context.add_init_script(STOPWATCH)
        page = context.new_page()
        page.set_default_timeout(30_000)
        sign_in(page, server.url, role, unit)
        yield page
        context.close()

    with ExitStack() as stack:
        yield lambda role, unit=None: stack.enter_context(session(role, unit))


def open_sheet(page: Page, server: Server, view: str = "") -> None:
    """The hand-in of the unit, from the list."""
    open_at(page, f"{server.url}/tham-dinh?ky={PERIOD}{view}")
    page.get_by_role("link", name=NAME).click()
    expect(page.locator("table.review").first).to_be_visible()
    wait_until_ready(page)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).first.click()
    wait_until_ready(page)


def test_from_the_hand_in_to_the_correction(server: Server, enter: Enter, tmp_path: Path) -> None:
    sender, first, second, office = (
        enter("reporter", UNIT),
        enter("reviewer"),
        enter("reviewer"),
        enter("coordinator"),
    )
    address = f"{server.url}/nop-so-lieu?don-vi={UNIT}&ky={PERIOD}"
    open_at(sender, address)
    form = download(sender, hand_in_texts.DOWNLOAD_FORM, tmp_path)
    where = fill(form, 37, 50)
    upload(sender, form)
    save(sender)
    expect(sender.locator("h1")).to_contain_text("chờ thẩm định")

    for page in (first, second):
        open_sheet(page, server)
    second.get_by_label(review_screen.COMMENT_LABEL).fill("câu hỏi đang gõ")
    second.get_by_label(review_screen.RETURN_LABEL).fill("Mẫu số <b>sai</b>")
    press(first, "Chấp nhận Công tác xã hội")
    expect(first.get_by_test_id("stAlert")).to_contain_text("số thành chính thức")
    press(second, review_screen.RETURN)
    expect(second.get_by_test_id("stAlert")).to_contain_text("vừa duyệt lần nộp này")
    expect(second.get_by_label(review_screen.RETURN_LABEL)).to_have_value("Mẫu số <b>sai</b>")
    expect(second.get_by_label(review_screen.COMMENT_LABEL)).to_have_value("câu hỏi đang gõ")

    open_at(sender, address)
    expect(sender.locator("h1")).to_contain_text("đã duyệt")
    press(sender, hand_in_texts.ASK_REOPEN)
    sender.get_by_label(hand_in_texts.ASK_REOPEN_REASON).fill("Nhập nhầm mẫu số")
    sender.get_by_role("button", name=hand_in_texts.ASK_REOPEN).last.click()
    expect(sender.get_by_test_id("stAlert").first).to_contain_text("Đã gửi đề nghị mở lại")

    open_sheet(office, server)
    expect(office.get_by_text("Nhập nhầm mẫu số").first).to_be_visible()
    office.get_by_label(review_screen.REOPEN_LABEL).fill("Đồng ý")
    press(office, review_screen.REOPEN)
    expect(office.get_by_test_id("stAlert")).to_contain_text("Đã mở lại")

    open_sheet(first, server)
    first.locator("table.review tbody tr").first.click()
    at = first.get_by_role("combobox", name=review_screen.COMMENT_AT)
    expect(at).not_to_have_value(review_screen.WHOLE_HAND_IN)
    wait_until_ready(first)
    first.get_by_label(review_screen.COMMENT_LABEL).fill("=1+1 mẫu số nào?")
    press(first, review_screen.COMMENT_SEND)
    first.get_by_label(review_screen.RETURN_LABEL).fill("Rà lại mẫu số")
    press(first, review_screen.RETURN)
    expect(first.get_by_test_id("stAlert")).to_contain_text("Đã trả lại")

    open_at(sender, address)
    expect(sender.locator("h1")).to_contain_text("đã trả lại")
    copy = download(sender, hand_in_texts.DOWNLOAD_REMARKS, tmp_path)
    cell = openpyxl.load_workbook(copy)["Biểu số liệu"]
    comments = [one.comment.text for row in cell.iter_rows() for one in row if one.comment]
    assert any("=1+1 mẫu số nào?" in text for text in comments)
    assert where and not sender.get_by_test_id("stException").count()
