"""Makes the pictures of the user guide from a demo workspace of its own: python docs/make_screenshots.py."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.browsing import BROWSER_ARGUMENTS, STOPWATCH, find_browser, sign_in, wait_until_ready
from bench.serving import PRODUCT, Server, serve

IMAGES = ROOT / "docs" / "images"
TODAY = "2026-11-22"
WORKSPACE = "data/demo/huong-dan"
UNIT, PERIOD = "02398", "2026"
WIDE, PHONE = (1440, 1000), (390, 1100)
PAGES = {
    "tong-quan": ("", WIDE),
    "tong-quan-dien-thoai": ("", PHONE),
    "chi-tieu": ("chi-tieu?ma=GN-01", WIDE),
    "so-sanh": ("so-sanh", WIDE),
    "don-vi": ("don-vi", WIDE),
    "phuong-phap": ("phuong-phap", WIDE),
    "danh-muc": ("danh-muc", WIDE),
}
# Pages of people: the role that sees them.
PAGES_OF_ROLES = {"quan-tri": "administrator", "tai-khoan": "administrator"}


def make_all() -> None:
    """Every picture named in docs/huong-dan.md; needs Chromium, and LibreOffice with pdftoppm for the form."""
    IMAGES.mkdir(exist_ok=True)
    shutil.rmtree(ROOT / WORKSPACE, ignore_errors=True)
    (ROOT / WORKSPACE).mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        # A path inside the project: the administration page shows it.
        environment = {"TRACKER_DATABASE": f"{WORKSPACE}/tracker.duckdb", "TRACKER_TODAY": TODAY}
        with serve(PRODUCT, environment) as server, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
            for name, (address, size) in PAGES.items():
                _shoot(browser, f"{server.url}/{address}", size, IMAGES / f"{name}.png")
            _shoot_sign_in(browser, server)
            for name, role in PAGES_OF_ROLES.items():
                _shoot(
                    browser, f"{server.url}/{name}", WIDE, IMAGES / f"{name}.png", sign_in_as(server, role)
                )
            _shoot_hand_in(browser, server, Path(folder))
            browser.close()
    shutil.rmtree(ROOT / WORKSPACE)


def _open(
    browser: Browser, url: str, size: tuple[int, int], enter: Callable[[Page], None] | None = None
) -> Page:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="vi-VN", accept_downloads=True
    )
    context.add_init_script(STOPWATCH)
    page = context.new_page()
    if enter:
        enter(page)
    page.goto(url)
    wait_until_ready(page, quiet=800)
    return page


def _shoot(
    browser: Browser,
    url: str,
    size: tuple[int, int],
    image: Path,
    enter: Callable[[Page], None] | None = None,
) -> None:
    page = _open(browser, url, size, enter)
    page.screenshot(path=image)
    page.context.close()


def sign_in_as(server: Server, role: str, unit: str | None = None) -> Callable[[Page], None]:
    return lambda page: sign_in(page, server.url, role, unit)


def _shoot_sign_in(browser: Browser, server: Server) -> None:
    """Everybody of the demonstration has been here once, so that the list of accounts shows them."""
    for role in ("coordinator", "reviewer", "leader"):
        _open(browser, server.url, WIDE, sign_in_as(server, role)).context.close()
    page = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]}, locale="vi-VN")
    page.goto(f"{server.url}/dang-nhap")
    page.locator("input[value=reporter]").check()
    page.screenshot(path=IMAGES / "dang-nhap.png")
    page.context.close()


def _shoot_hand_in(browser: Browser, server: Server, folder: Path) -> None:
    """The form as it is given out, a filled one with a mistake as it is read, and the empty page."""
    address = f"{server.url}/nop-so-lieu?don-vi={UNIT}&ky={PERIOD}"
    page = _open(browser, address, (1440, 1200), sign_in_as(server, "reporter", UNIT))
    page.screenshot(path=IMAGES / "nop-so-lieu.png")
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").first.get_by_role("button").click()
    form = folder / "bieu.xlsx"
    download.value.save_as(form)
    _picture_of(form, IMAGES / "bieu-mau.png")
    _fill(form)
    page.locator("input[type=file]").set_input_files(form)
    page.wait_for_timeout(500)
    wait_until_ready(page, quiet=1000)
    page.screenshot(path=IMAGES / "nop-so-lieu-phat-hien.png")
    page.context.close()


def _fill(form: Path) -> None:
    """Figures in every input row, one of them with a numerator above its denominator."""
    import openpyxl

    workbook = openpyxl.load_workbook(form)
    sheet = workbook.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Mã" for cell in row))
    columns = {str(cell.value).strip(): cell.column for cell in header if cell.value}
    for row in range(header[0].row + 1, sheet.max_row + 1):
        code = str(sheet.cell(row, columns["Mã"]).value or "")
        if code == "GN-01":
            sheet.cell(row, columns["Tử số"], 1200)
            sheet.cell(row, columns["Mẫu số"], 1100)
        elif code == "CTXH-03":
            sheet.cell(row, columns[f"Thực hiện năm {PERIOD}"], 12)
    workbook.save(form)


def _picture_of(workbook: Path, image: Path) -> None:
    folder = workbook.parent
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)],
        check=True,
        capture_output=True,
    )
    target = str(image.with_suffix(""))
    pdf = str(workbook.with_suffix(".pdf"))
    subprocess.run(["pdftoppm", "-png", "-r", "80", "-singlefile", pdf, target], check=True)


if __name__ == "__main__":
    make_all()
