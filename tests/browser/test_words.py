"""Writing beside the numbers in a real browser: nothing typed is lost, and two people see both versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from bench.browsing import STOPWATCH, sign_in, wait_until_ready
from bench.serving import PRODUCT, Server, find_free_port, serve
from tests.fresh_workspaces import FreshWorkspaces
from tests.store.inserted_rounds import insert_round
from tracker.store import NewSubmission
from tracker.words import document_texts, event_texts, explanation_texts, task_texts
from tracker.words import text_texts as words
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import open_workspace

UNIT = "02398"
PAGE = f"/noi-dung?ky=2026&don-vi={UNIT}&chuong-trinh=CTXH&phan=causes"
ENVIRONMENT = {"TRACKER_TODAY": "2026-11-22"}


@pytest.fixture
def environment(fresh_workspaces: FreshWorkspaces, tmp_path: Path) -> dict[str, str]:
    """A demonstration with one open round and one figure, in a database of its own."""
    known = ENVIRONMENT | {"TRACKER_DATABASE": str(fresh_workspaces.copy(tmp_path, demo=False))}
    at = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    with open_workspace(read_settings(known)) as workspace:
        workspace.store.begin_demo(at)
        insert_round(workspace.store, "2026", dt.date(2026, 12, 15))
        figure = {
            "indicator_code": "CTXH-01",
            "measure": "actual",
            "value": 50.0,
            "numerator": 1,
            "denominator": 2,
        }
        known_already = NewSubmission(UNIT, dt.date(2025, 7, 1), "2026", "published", at)
        workspace.store.record_submission(known_already, pd.DataFrame([figure]))
    return known


@contextmanager
def signed_in(browser: Browser, server: Server, role: str, unit: str = "") -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="vi-VN")
    context.add_init_script(STOPWATCH)
    sign_in(context.new_page(), server.url, role, unit)
    yield context
    context.close()


def open_at(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(url)
    wait_until_ready(page)
    return page


def open_editor(context: BrowserContext, server: Server) -> Page:
    return open_at(context, server.url + PAGE)


def choose(page: Page, field: Locator, option: str) -> None:
    """Choose in a list that narrows down while one types."""
    field.first.click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option).first.click()


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


def test_a_leader_asks_a_unit_answers_a_leader_settles(browser: Browser, environment: dict[str, str]) -> None:
    attack = "<b onclick=1>=1+1</b>"
    with (
        serve(PRODUCT, environment) as server,
        signed_in(browser, server, "leader") as leading,
        signed_in(browser, server, "reporter", UNIT) as reporting,
    ):
        leader = open_at(leading, f"{server.url}/chi-tieu?ma=CTXH-01&ky=2026")
        leader.get_by_role("button", name=explanation_texts.ASK).first.click()
        dialog = leader.get_by_role("dialog")
        choose(leader, dialog.get_by_label(explanation_texts.UNIT), f"Xã Yên Phú · {UNIT}")
        dialog.get_by_label(explanation_texts.QUESTION).fill(f"Vì sao? {attack}")
        dialog.get_by_role("button", name=explanation_texts.SEND).click()
        expect(leader.get_by_test_id("stAlert").first).to_contain_text("Xã Yên Phú")
        expect(leader.get_by_text(f"Vì sao? {attack}").first).to_be_visible()

        unit = open_at(reporting, f"{server.url}/viec-cua-toi")
        expect(unit.locator("h1")).to_contain_text("1 giải trình đang mở")
        unit.get_by_text(f"Vì sao? {attack}").click()
        field = unit.locator(".tq-editor textarea")
        field.fill(f"Vì mưa lũ {attack}")
        expect_state(unit, "kept")
        unit.locator(".tq-editor .save").click()
        expect(unit.get_by_text(explanation_texts.DONE["answered"])).to_be_visible()

        leader.goto(f"{server.url}/giai-trinh")
        expect(leader.get_by_text(f"Vì mưa lũ {attack}")).to_be_visible()
        leader.get_by_role("button", name=explanation_texts.SETTLE).click()
        expect(leader.get_by_text(explanation_texts.DONE["settled"])).to_be_visible()
        leader.goto(f"{server.url}/chi-tieu?ma=CTXH-01&ky=2026")
        expect(leader.get_by_text(f"Vì mưa lũ {attack}")).to_be_visible()


def test_a_unit_lists_a_document_and_reports_a_task(browser: Browser, environment: dict[str, str]) -> None:
    with serve(PRODUCT, environment) as server, signed_in(browser, server, "reporter", UNIT) as context:
        page = open_at(context, f"{server.url}/noi-dung?ky=2026&xem=van-ban")
        page.get_by_role("button", name=document_texts.ADD).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("button", name=document_texts.SAVE).click()
        expect(dialog.get_by_text(document_texts.NO_NUMBER)).to_be_visible()
        dialog.get_by_label(document_texts.NUMBER).fill("=1+1")
        dialog.get_by_label(document_texts.SUBJECT).fill("Kế hoạch")
        dialog.get_by_role("button", name=document_texts.SAVE).click()
        expect(page.locator("h1")).to_contain_text("1 văn bản đã ghi")
        with page.expect_download() as download:
            page.get_by_role("button", name=event_texts.DOWNLOAD_CSV).click()
        assert "'=1+1,Kế hoạch" in Path(download.value.path()).read_text("utf-8-sig")

        page.goto(f"{server.url}/nhiem-vu?ky=2026")
        wait_until_ready(page)
        page.get_by_text(task_texts.REPORT, exact=True).first.click()
        dialog = page.get_by_role("dialog")
        choose(page, dialog.get_by_label(task_texts.STATE), task_texts.STATE_NAMES["under_way"])
        dialog.get_by_role("button", name=task_texts.SAVE).click()
        expect(page.get_by_test_id("stAlert").first).to_contain_text("IV.11")
        expect(page.locator("h1")).to_contain_text("3 chưa báo cáo, 1 đang làm")
