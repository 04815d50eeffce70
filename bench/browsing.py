"""Drives a real browser and times a page inside it, from the click or the address to the last change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, Page, Playwright

from tracker.outputs.images.browser import QUIET_ARGUMENTS, find_browser

BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", *QUIET_ARGUMENTS]
SECONDS_TO_SETTLE = 30

# A page is ready when its last message was answered, its script has ended, what was asked for is drawn, and
# nothing has changed for `quiet` milliseconds; the time that counts is that of the last change, not of the
# end of the wait. A short script begins and ends within one drawing, so its states alone do not tell.
STOPWATCH = """
(() => {
  const watch = { last: 0, from: 0, sent: 0, answered: 0 };
  const note = records => {
    for (const record of records) {
      const node = record.target.nodeType === 1 ? record.target : record.target.parentElement;
      if (!(node && node.closest && node.closest('[data-testid="stStatusWidget"], [data-testid="stHeader"]')))
        watch.last = performance.now();
    }
  };
  const what = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(note).observe(document, what);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    new MutationObserver(note).observe(root, what);
    return root;
  };
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...what) {
      super(...what);
      this.addEventListener('message', () => { watch.answered = performance.now(); });
    }
    send(data) {
      watch.sent = performance.now();
      super.send(data);
    }
  };
  addEventListener('pointerdown', event => { watch.from = event.timeStamp; }, true);
  watch.start = () => { watch.from = 0; watch.sent = Infinity; };
  watch.isReady = (selector, count, quiet) => {
    const app = document.querySelector('[data-testid="stApp"]');
    return !!app && app.dataset.testConnectionState === 'CONNECTED'
      && app.dataset.testScriptState === 'notRunning' && watch.answered > watch.sent
      && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
      && document.querySelectorAll(selector).length >= count
      && performance.now() - Math.max(watch.last, watch.answered) > quiet;
  };
  window.__stopwatch = watch;
})();
"""


@contextmanager
def open_profile(
    playwright: Playwright, folder: Path, width: int = 1440, height: int = 900
) -> Iterator[BrowserContext]:
    """A browser with its profile in the folder, so that its cache is on disk as a person's is; raises NoBrowserError."""
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=find_browser(),
        args=BROWSER_ARGUMENTS,
        viewport={"width": width, "height": height},
        locale="vi-VN",
    )
    context.add_init_script(STOPWATCH)
    try:
        yield context
    finally:
        context.close()


def wait_until_ready(page: Page, selector: str = "h1", count: int = 1, quiet: int = 250) -> float:
    """Wait for the page to be whole; returns milliseconds from its opening or the last press to the last change.

    `selector` and `count` say what must be drawn.
    """
    page.wait_for_function(
        "([selector, count, quiet]) => window.__stopwatch.isReady(selector, count, quiet)",
        arg=[selector, count, quiet],
        polling=20,
        timeout=SECONDS_TO_SETTLE * 1000,
    )
    return float(page.evaluate("window.__stopwatch.last - window.__stopwatch.from"))


def start_watch(page: Page) -> None:
    """Forget what was asked before; the next press starts the watch and must send a message."""
    page.evaluate("window.__stopwatch.start()")


def open_page(page: Page, url: str, selector: str, count: int) -> float:
    page.goto(url)
    return wait_until_ready(page, selector, count)


def sign_in(page: Page, url: str, role: str, unit: str | None = None, following: str = "/") -> None:
    """Choose a role of the demonstration at `url` (of a unit, for a reporter) and go on to a page."""
    page.goto(f"{url}/dang-nhap?{urlencode({'next': following})}")
    page.locator(f'input[name=role][value="{role}"]').check()
    if unit:
        page.locator("select[name=unit]").select_option(unit)
    page.locator('form[action="/dang-nhap/vai-tro"] button').click()
    wait_until_ready(page)


def change_picker(page: Page, picker: str, selector: str, count: int) -> float:
    """Choose the option after the current one (the one before for the last); milliseconds from the click."""
    field = page.locator(picker).first
    field.locator("input, [role=combobox], [role=button]").first.click()
    options = page.get_by_role("option")
    options.first.wait_for()
    chosen = [
        index
        for index in range(options.count())
        if options.nth(index).get_attribute("aria-selected") == "true"
    ]
    current = chosen[0] if chosen else 0
    target = current + 1 if current + 1 < options.count() else current - 1
    start_watch(page)
    options.nth(target).click()
    return wait_until_ready(page, selector, count)


def switch_page(page: Page, link: str, selector: str, count: int) -> float:
    start_watch(page)
    page.locator(link).first.click()
    return wait_until_ready(page, selector, count)
