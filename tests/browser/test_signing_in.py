"""People of a real workspace in a real browser: first link, sign in and out, a page that outlives its session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.browsing import STOPWATCH, wait_until_ready
from bench.serving import PRODUCT, Server, serve
from tracker.store import open_store
from tracker.words import account_texts
from tracker.words import sign_in_texts as words

PASSWORD = "một câu đủ dài để nhớ"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Keeps hold of the page's line to the server, so that a test can cut it.
LINES = """
  window.lines = [];
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain { constructor(...what) { super(...what); window.lines.push(this); } };
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a real workspace that nobody has signed in to yet."""
    path = tmp_path_factory.mktemp("real") / "tracker.duckdb"
    with open_store(path) as store:
        store.begin_real("test", dt.datetime.now(dt.UTC))
    with serve(PRODUCT, {"TRACKER_DATABASE": str(path)}) as server:
        yield server


@pytest.fixture(scope="module")
def first_link(real: Server) -> str:
    """The path of the link that the first start printed."""
    text = Path(real.log).read_text(encoding="utf-8")
    (line,) = [one for one in text.splitlines() if "/thiet-lap/" in one]
    return "/thiet-lap/" + line.rsplit("/", 1)[1]


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f'input[name="{name.replace("_", "-")}"]').fill(value)


def test_the_first_administrator_sets_a_password_and_adds_somebody(
    real: Server, first_link: str, page: Page, browser: Browser
) -> None:
    page.goto(real.url + first_link)
    fill(page, moi=PASSWORD, lai=PASSWORD)
    page.get_by_role("button", name=words.SET_UP).click()
    wait_until_ready(page)
    page.goto(real.url + "/tai-khoan")
    wait_until_ready(page)
    page.get_by_text(account_texts.ADD, exact=True).first.click()
    page.get_by_label(account_texts.LOGIN, exact=True).fill("lan.ubnd")
    page.get_by_label(account_texts.FULL_NAME).fill("Trần Thị Lan")
    page.get_by_role("button", name=account_texts.ADD).last.click()
    shown = page.locator(".tq-note b")
    expect(shown).to_contain_text("/thiet-lap/")
    link = "/thiet-lap/" + shown.inner_text().rsplit("/", 1)[1]
    page.reload()
    wait_until_ready(page)
    expect(page.locator(".tq-note b")).to_have_count(0)
    _set_password_without_scripts(browser, real, link)


def _set_password_without_scripts(browser: Browser, real: Server, link: str) -> None:
    """Our own pages need no JavaScript: set a password, sign out, sign in, fail."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(real.url + link)
    fill(page, moi=PASSWORD, lai=PASSWORD)
    page.get_by_role("button", name=words.SET_UP).click()
    page.goto(real.url + "/dang-xuat")
    expect(page.get_by_text("Trần Thị Lan")).to_be_visible()
    page.get_by_role("button", name=words.SIGN_OUT, exact=True).click()
    expect(page.get_by_text(words.SIGNED_OUT)).to_be_visible()
    fill(page, login="lan.ubnd", mat_khau="sai")
    page.get_by_role("button", name=words.SIGN_IN).click()
    expect(page.get_by_role("alert")).to_have_text(words.WRONG)
    fill(page, mat_khau=PASSWORD)
    page.get_by_role("button", name=words.SIGN_IN).click()
    assert page.url == real.url + "/"
    context.close()


def test_a_page_whose_session_is_over_says_so(real: Server, browser: Browser) -> None:
    context = browser.new_context(locale="vi-VN")
    context.add_init_script(LINES)
    context.add_init_script(STOPWATCH)
    page = context.new_page()
    page.goto(real.url + "/so-sanh?ky=2024")
    fill(page, login="lan.ubnd", mat_khau=PASSWORD)
    page.get_by_role("button", name=words.SIGN_IN).click()
    page.wait_for_url(real.url + "/so-sanh?ky=2024")
    wait_until_ready(page)
    elsewhere = browser.new_context().new_page()
    elsewhere.goto(real.url + "/dang-nhap?next=/phuong-phap")
    fill(elsewhere, login="lan.ubnd", mat_khau=PASSWORD)
    elsewhere.get_by_role("button", name=words.SIGN_IN).click()
    elsewhere.goto(real.url + "/dang-xuat")
    elsewhere.get_by_role("button", name=words.SIGN_OUT_EVERYWHERE).click()
    elsewhere.context.close()
    # The line breaks, as when a laptop sleeps; a new one is refused.
    page.evaluate("window.lines.at(-1).close()")
    page.wait_for_timeout(6000)
    told = page.evaluate("getComputedStyle(document.querySelector('.stApp'), '::after').visibility")
    assert told == "visible"
    page.reload()
    expect(page.get_by_text(words.ENDED)).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_pages_fit_and_ask_nobody_else(real: Server, browser: Browser, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore
    page, said, asked = context.new_page(), [], []
    page.on("console", lambda message: said.append(message.text) if "Policy" in message.text else None)
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/dang-nhap", "/thiet-lap/khong-con"):
        page.goto(real.url + path)
        assert page.evaluate(OVERFLOW) <= 0
        expect(page.locator("h1")).to_have_count(1)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(16, 22, 28)") == (scheme == "dark")
    assert said == []
    assert [url for url in asked if not url.startswith(real.url)] == []
    context.close()
