"""Makes the pictures of the user guide from a demo workspace of its own: python docs/make_screenshots.py [name …]."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.browsing import BROWSER_ARGUMENTS, STOPWATCH, sign_in, wait_until_ready
from bench.serving import PRODUCT, Server, serve
from tracker.outputs.images.browser import find_browser

IMAGES = ROOT / "docs" / "images"
TODAY = "2026-11-22"
WORKSPACE = "data/demo/huong-dan"
UNIT, PERIOD = "02398", "2026"
OTHER = "02404"
WIDE, PHONE = (1440, 1000), (390, 1100)
PAGES = {
    "tong-quan": ("", WIDE),
    "tong-quan-dien-thoai": ("", PHONE),
    "chi-tieu": ("chi-tieu?ma=GN-01", WIDE),
    "so-sanh": ("so-sanh", WIDE),
    "don-vi": ("don-vi", WIDE),
    "ky-bao-cao": ("ky-bao-cao?ky=2026-H1", WIDE),
    "ky-bao-cao-dien-thoai": ("ky-bao-cao?ky=2026-H1", PHONE),
    "phuong-phap": ("phuong-phap", WIDE),
    "danh-muc": ("danh-muc", WIDE),
    "quan-tri": ("quan-tri", WIDE),
    "viec-can-lam": ("viec-cua-toi", (1440, 520)),
    "noi-dung": (f"noi-dung?ky={PERIOD}&chuong-trinh=CTXH", WIDE),
    "van-ban": (f"noi-dung?ky={PERIOD}&don-vi=SYT&chuong-trinh=CTXH&xem=van-ban", (1440, 460)),
    "nhiem-vu": (f"nhiem-vu?ky={PERIOD}", WIDE),
    "giai-trinh": ("giai-trinh", (1440, 640)),
    "giai-trinh-canh-so": ("don-vi?ky=2026-H1&xem=phieu&don-vi=02215", (1440, 1460)),
    "nhat-ky": ("nhat-ky", WIDE),
    "tong-quan-chua-duyet": (f"?ky={PERIOD}&chua-duyet=co", (1440, 760)),
    "tham-dinh": (f"tham-dinh?ky={PERIOD}", (1440, 700)),
    "tham-dinh-tong-hop": (f"tham-dinh?ky={PERIOD}", WIDE),
    "ban-chot": ("ban-chot", (1440, 620)),
    "ban-chot-so-sanh": ("ban-chot?ban=2026-H1/2", WIDE),
    "tai-khoan": ("tai-khoan", WIDE),
}
# Who looks at a page, and as one of which unit, where it is not the office that consolidates.
_LOOKERS = {
    "quan-tri": ("administrator", None),
    "nhat-ky": ("administrator", None),
    "tai-khoan": ("administrator", None),
    "viec-can-lam": ("reporter", UNIT),
    "noi-dung": ("reporter", UNIT),
    "giai-trinh": ("reporter", UNIT),
    "nhiem-vu": ("leader", None),
    "giai-trinh-canh-so": ("leader", None),
    "tham-dinh": ("reviewer-poverty", None),
    "ban-chot": ("leader", None),
    "ban-chot-so-sanh": ("leader", None),
    "tong-quan-chua-duyet": ("leader", None),
}
_ROUND_POPOVERS = {"lap-ky-bao-cao": "Lập kỳ báo cáo", "nhac-han": "Nhắc hạn"}
_TABLE = (
    ("UBND XÃ BÌNH XA",),
    (f"KẾT QUẢ GIẢM NGHÈO VÀ CÔNG TÁC XÃ HỘI NĂM {PERIOD}",),
    ("STT", "Chỉ tiêu", "Đơn vị tính", f"Thực hiện năm {PERIOD}"),
)
_EARLIER = (
    ("Số hộ nghèo", "hộ", 212),
    ("Hộ ở mức cận nghèo", "hộ", 140),
    ("Số lượt tập huấn", "lượt người", 6),
)
_LATER = (
    ("Số hộ nghèo", "hộ", 205),
    ("Hộ ở mức cận nghèo", "hộ", 131),
    ("Số lượt tập huấn", "lượt người", 9),
)


def make_all(wanted: Sequence[str]) -> None:
    """Every picture named in docs/huong-dan.md, or those that are wanted.

    Needs Chromium, and LibreOffice with pdftoppm for the pictures of workbooks.
    """
    IMAGES.mkdir(exist_ok=True)
    shutil.rmtree(ROOT / WORKSPACE, ignore_errors=True)
    (ROOT / WORKSPACE).mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        # A path inside the project: the administration page shows it.
        environment = {"TRACKER_DATABASE": f"{WORKSPACE}/tracker.duckdb", "TRACKER_TODAY": TODAY}
        with serve(PRODUCT, environment) as server, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
            for name, (address, size) in PAGES.items():
                if not wanted or name in wanted:
                    page = _open(browser, server, address, size, *_LOOKERS.get(name, ("coordinator", None)))
                    page.screenshot(path=IMAGES / f"{name}.png")
                    page.context.close()
            if not wanted or set(_ROUND_POPOVERS) & set(wanted):
                _shoot_round(browser, server)
            for names, shoot in _JOURNEYS.items():
                if not wanted or set(names) & set(wanted):
                    shoot(browser, server, Path(folder))
            browser.close()
    shutil.rmtree(ROOT / WORKSPACE)


def _shoot_round(browser: Browser, server: Server) -> None:
    """What the coordinator does on the board: a new round, reminders."""
    for name, button in _ROUND_POPOVERS.items():
        page = _open(browser, server, "ky-bao-cao", (1440, 900))
        page.get_by_role("button", name=button).first.click()
        wait_until_ready(page, quiet=1200)
        page.screenshot(path=IMAGES / f"{name}.png")
        page.context.close()


def _open(
    browser: Browser,
    server: Server,
    address: str,
    size: tuple[int, int],
    role: str = "coordinator",
    unit: str | None = None,
) -> Page:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="vi-VN", accept_downloads=True
    )
    context.add_init_script(STOPWATCH)
    page = context.new_page()
    sign_in(page, server.url, role, unit)
    page.goto(f"{server.url}/{address}")
    wait_until_ready(page, quiet=800)
    return page


def _shoot_two_versions(browser: Browser, server: Server, folder: Path) -> None:
    """Two people on one part: the second is shown both versions."""
    address = f"noi-dung?ky={PERIOD}&don-vi={OTHER}&chuong-trinh=CTXH&phan=causes"
    first = _open(browser, server, address, (1440, 900), "reporter", OTHER)
    second = _open(browser, server, address, (1440, 1500))
    texts = (
        "Nhiều cán bộ kiêm nhiệm, chưa được tập huấn.",
        "Chưa bố trí đủ kinh phí phụ cấp cho cộng tác viên.",
    )
    for page, text in zip((first, second), texts, strict=True):
        page.locator(".tq-editor textarea").fill(text)
        page.locator(".tq-editor[data-state=kept]").wait_for()
        page.locator(".tq-editor .save").click()
        page.wait_for_timeout(1500)
        wait_until_ready(page, quiet=1000)
    second.locator(".tq-both").wait_for()
    box = second.locator(".st-key-open-part").bounding_box()
    assert box
    second.screenshot(path=IMAGES / "hai-ban.png", clip=box)
    for page in (first, second):
        page.context.close()


def _shoot_one_review(browser: Browser, server: Server, folder: Path) -> None:
    """What waits longest, as its reviewer sees it."""
    page = _open(browser, server, f"tham-dinh?ky={PERIOD}", WIDE, "reviewer-poverty")
    page.locator("a[data-go]").first.click()
    page.locator("table.review").first.wait_for()
    wait_until_ready(page, quiet=800)
    page.screenshot(path=IMAGES / "tham-dinh-lan-nop.png")
    page.context.close()


def _shoot_sign_in(browser: Browser, server: Server, folder: Path) -> None:
    """The page where a role of the demonstration is chosen."""
    page = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]}, locale="vi-VN")
    page.goto(f"{server.url}/dang-nhap")
    page.locator("input[value=reporter]").check()
    page.screenshot(path=IMAGES / "dang-nhap.png")
    page.context.close()


def _open_hand_in(browser: Browser, server: Server, unit: str, period: str, height: int) -> Page:
    return _open(browser, server, f"nop-so-lieu?don-vi={unit}&ky={period}", (1440, height))


def _shoot_form(browser: Browser, server: Server, folder: Path) -> None:
    """The empty page, the form as it is given out, a filled one as it is read, and its marked copy."""
    page = _open_hand_in(browser, server, UNIT, PERIOD, 620)
    page.screenshot(path=IMAGES / "nop-so-lieu.png")
    form = _download(page, "Tải biểu Excel của đơn vị", folder / "bieu.xlsx")
    _picture_of(form, IMAGES / "bieu-mau.png")
    _fill(form)
    _upload(page, form)
    _fit(page)
    page.screenshot(path=IMAGES / "nop-so-lieu-phat-hien.png")
    marked = _download(page, "Tải bản có đánh dấu lỗi", folder / "danh-dau.xlsx")
    _picture_of(marked, IMAGES / "ban-danh-dau.png")
    _picture_of(marked, IMAGES / "ban-danh-dau-o.png", sheet_page=2)
    page.context.close()


def _shoot_table(browser: Browser, server: Server, folder: Path) -> None:
    """Names to assign in a table of one's own, what the next one would change, and a figure's history."""
    page = _open_hand_in(browser, server, OTHER, PERIOD, 900)
    file = folder / "giam-ngheo-binh-xa.xlsx"
    _write_table(file, _EARLIER)
    _upload(page, file)
    _choose(page, "Hộ ở mức cận nghèo", "GN-12")
    _fit(page)
    page.screenshot(
        path=IMAGES / "doi-chieu-ten.png", clip=_part(page, "Điểm cần xem", "So với số đang dùng")
    )
    _choose(page, "Số lượt tập huấn", "CTXH-03")
    page.get_by_role("button", name="Đọc lại với các lựa chọn này").click()
    wait_until_ready(page, quiet=1000)
    _save(page)
    _write_table(file, _LATER)
    _upload(page, file)
    page.get_by_text("Xem tổng số và đánh giá sẽ đổi thế nào").click()
    page.get_by_role("heading", name="Tổng trước và sau").wait_for()
    wait_until_ready(page, quiet=1000)
    _fit(page)
    page.screenshot(path=IMAGES / "truoc-sau.png", clip=_part(page, "So với số đang dùng", "Các lần nộp"))
    _save(page)
    page.context.close()
    address = f"chi-tieu?ma=GN-11&ky={PERIOD}&dia-ban=D074&chua-duyet=co"
    page = _open(browser, server, address, (1440, 560))
    page.get_by_text("dòng còn lại").click()
    wait_until_ready(page, quiet=1000)
    page.locator("tr").filter(has_text=file.name).get_by_role("button", name="lịch sử").click()
    page.get_by_role("dialog").get_by_text("Đã ghi").wait_for()
    wait_until_ready(page, quiet=1000)
    page.screenshot(path=IMAGES / "lich-su-so.png")
    page.context.close()


def _shoot_chart_files(browser: Browser, server: Server, folder: Path) -> None:
    """The menu beside a chart that makes files of it."""
    page = _open(browser, server, "chi-tieu?ma=GN-01", (1440, 980))
    page.get_by_role("button", name="Tải biểu đồ").click()
    page.locator(".tq-files").wait_for()
    wait_until_ready(page, quiet=800)
    page.screenshot(path=IMAGES / "tai-bieu-do.png", clip={"x": 216, "y": 250, "width": 1224, "height": 690})
    page.context.close()


_JOURNEYS: dict[tuple[str, ...], Callable[[Browser, Server, Path], None]] = {
    ("nop-so-lieu", "bieu-mau", "nop-so-lieu-phat-hien", "ban-danh-dau", "ban-danh-dau-o"): _shoot_form,
    ("doi-chieu-ten", "truoc-sau", "lich-su-so"): _shoot_table,
    ("hai-ban",): _shoot_two_versions,
    ("tai-bieu-do",): _shoot_chart_files,
    ("tham-dinh-lan-nop",): _shoot_one_review,
    ("dang-nhap",): _shoot_sign_in,
}


def _download(page: Page, button: str, file: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    download.value.save_as(file)
    return file


def _upload(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("status").filter(has_text=file.name).wait_for()
    wait_until_ready(page, quiet=1000)


def _save(page: Page) -> None:
    reason = page.get_by_label("Lý do giữ nguyên các số có cảnh báo")
    if reason.count():
        reason.fill("đã đối chiếu với sổ theo dõi của xã")
        page.get_by_text("Tôi đã xem các cảnh báo").click()
    page.get_by_role("button", name="Lưu số liệu").click()
    page.get_by_test_id("stAlert").wait_for()
    wait_until_ready(page, quiet=1000)


def _choose(page: Page, name: str, code: str) -> None:
    field = page.get_by_label(name)
    field.click()
    field.fill(code)
    page.get_by_role("option").filter(has_text=code).first.click()
    wait_until_ready(page, quiet=500)


def _fit(page: Page) -> None:
    """Make the window as high as what the page holds."""
    height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": 1440, "height": int(height)})
    page.wait_for_timeout(500)


def _part(page: Page, first: str, end: str) -> dict[str, float]:
    """The part of the page from one heading to the next."""
    tops = [page.get_by_text(text, exact=False).first.bounding_box() for text in (first, end)]
    top, bottom = (box["y"] - 14 for box in tops if box)
    return {"x": 216, "y": top, "width": 1224, "height": bottom - top}


def _fill(form: Path) -> None:
    """Two figures, one of them with a numerator above its denominator; the others are said to be missing."""
    import openpyxl

    workbook = openpyxl.load_workbook(form)
    sheet = workbook.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Mã" for cell in row))
    columns = {str(cell.value).strip(): cell.column for cell in header if cell.value}
    typed = {
        "GN-01": {"Tử số": 1200, "Mẫu số": 1100},
        "CTXH-03": {f"Thực hiện năm {PERIOD}": 12},
        "CTXH-06": {},
    }
    for row in range(header[0].row + 1, sheet.max_row + 1):
        code = str(sheet.cell(row, columns["Mã"]).value or "")
        if code in typed:
            for title, value in typed[code].items():
                sheet.cell(row, columns[title], value)
        elif "-" in code:
            sheet.cell(row, columns["Tình trạng"], "Chưa có số liệu")
    workbook.save(form)


def _write_table(file: Path, figures: Sequence[tuple[object, ...]]) -> None:
    """A table as an office keeps it, with two names that are nowhere in the catalogue."""
    import openpyxl

    workbook = openpyxl.Workbook()
    for row in (*_TABLE, *((number, *figure) for number, figure in enumerate(figures, 1))):
        workbook.worksheets[0].append(row)
    workbook.save(file)


def _picture_of(workbook: Path, image: Path, sheet_page: int = 1) -> None:
    """One page of the workbook as LibreOffice prints it."""
    folder = workbook.parent
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)],
        check=True,
        capture_output=True,
    )
    pages = ["-f", str(sheet_page), "-l", str(sheet_page)]
    pdf, target = str(workbook.with_suffix(".pdf")), str(image.with_suffix(""))
    subprocess.run(["pdftoppm", "-png", "-r", "80", *pages, "-singlefile", pdf, target], check=True)


if __name__ == "__main__":
    make_all(sys.argv[1:])
