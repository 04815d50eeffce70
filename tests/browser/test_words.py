"""Writing beside the numbers in a real browser: nothing typed is lost, and two people see both versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench.browsing import STOPWATCH, sign_in, wait_until_ready
from bench.serving import PRODUCT, Server, find_free_port, serve
from tests.store.inserted_rounds import insert_round
from tracker.words import text_texts as words
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import initialise, open_workspace

UNIT = "02398"
PAGE = f"/noi-dung?ky=2026&don-vi={UNIT}&chuong-trinh=CTXH&phan=causes"
ENVIRONMENT = {"TRACKER_TODAY": "2026-11-22"}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A demonstration without figures and with one open round, in a database of its own."""
    known = ENVIRONMENT | {"TRACKER_DATABASE": str(tmp_path / "tracker.duckdb")}
    at = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    with open_workspace(read_settings(known), create=True) as workspace:
        initialise(workspace, demo=False, at=at, by="test")
        workspace.store.begin_demo(at)
        insert_round(workspace.store, "2026", dt.date(2026, 12, 15))
    return known


@contextmanager
def signed_in(browser: Browser, server: Server, role: str, unit: str = "") -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="vi-VN")
    context.add_init_script(STOPWATCH)
    sign_in(context.new_page(), server.url, role, unit)
    yield context
    context.close()


def open_editor(context: BrowserContext, server: Server) -> Page:
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(server.url + PAGE)
    wait_until_ready(page)
    return page


def typed(page: Page) -> str:
    return page.locator(".tq-editor textarea").input_value()


def type_text(page: Page, text: str) -> None:
    field = page.locator(".tq-editor textarea")
    field.press("Control+End")
    field.type(text, delay=5)


def expect_state(page: Page, *names: str) -> None:
    field = ", ".join(f".tq-editor[data-state={name}]" for name in names)
    expect(page.locator(field)).to_be_visible(timeout=30_000)


def test_nothing_typed_is_lost_when_the_server_goes_away(
    browser: Browser, environment: dict[str, str]
) -> None:
    port = find_free_port()
    with serve(PRODUCT, environment, port) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="vi-VN")
        context.add_init_script(STOPWATCH)
        sign_in(context.new_page(), server.url, "reporter", UNIT)
        page = open_editor(context, server)
        type_text(page, "Thiếu cán bộ")
        expect_state(page, "kept")
        page.reload()
        wait_until_ready(page)
        assert typed(page) == "Thiếu cán bộ"
        expect(page.locator(".tq-editor .state")).to_contain_text("Đã khôi phục bản nháp")
    type_text(page, ", gõ khi máy chủ tắt")
    expect_state(page, "offline")
    with serve(PRODUCT, environment, port) as server:
        expect_state(page, "kept")
        other = open_editor(context, server)
        assert typed(other) == "Thiếu cán bộ, gõ khi máy chủ tắt"
        other.close()
    # Typed while the server is away, and the page is closed before it comes back.
    type_text(page, ", rồi đóng trang")
    page.close()
    with serve(PRODUCT, environment, port) as server:
        page = open_editor(context, server)
        assert typed(page) == "Thiếu cán bộ, gõ khi máy chủ tắt, rồi đóng trang"
        expect_state(page, "kept")
        page.locator(".tq-editor .save").click()
        expect(page.get_by_text(words.SAVED.format(part="Nguyên nhân"))).to_be_visible()
        assert (
            page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('tracker-draft'))") == []
        )
    context.close()


def test_two_people_on_one_part_see_both_versions(browser: Browser, environment: dict[str, str]) -> None:
    attack = "<img src=x onerror=\"document.title='hit'\">"
    with (
        serve(PRODUCT, environment) as server,
        signed_in(browser, server, "reporter", UNIT) as unit,
        signed_in(browser, server, "coordinator") as office,
    ):
        first, second = open_editor(unit, server), open_editor(office, server)
        type_text(first, f"bản của xã {attack}")
        type_text(second, "bản của văn phòng")
        expect_state(second, "kept")
        first.locator(".tq-editor .save").click()
        expect(first.get_by_text(words.SAVED.format(part="Nguyên nhân"))).to_be_visible()
        second.locator(".tq-editor .save").click()
        expect(second.get_by_role("alert").first).to_contain_text("vừa lưu phần này")
        both = second.locator(".tq-both")
        expect(both).to_contain_text(f"bản của xã {attack}")
        expect(both).to_contain_text("bản của văn phòng")
        assert typed(second) == "bản của văn phòng"
        second.get_by_role("button", name=words.KEEP_MINE).click()
        expect(second.get_by_text(words.SAVED.format(part="Nguyên nhân"))).to_be_visible()
        assert second.title() != "hit"
        page = open_editor(unit, server)
        assert typed(page) == "bản của văn phòng"
        page.locator("summary", has_text=words.HISTORY_HEADING).click()
        expect(page.locator(".tq-versions")).to_contain_text(f"bản của xã {attack}")
        assert page.title() != "hit"
