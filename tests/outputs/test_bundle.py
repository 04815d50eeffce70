"""The archive of charts: names, folders, its page and list, and the same bytes twice."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser

import openpyxl
import pytest

from tests.outputs.builders import target_row
from tests.outputs.test_figures import COMPARISONS, INDICATORS, _figure
from tests.outputs.test_images import AT
from tracker.outputs.bar_figures import SAME_PERIOD, change_figure
from tracker.outputs.images.bundle import NamedChart, ascii_name, file_names, make_bundle
from tracker.outputs.images.faults import NoChartsError
from tracker.outputs.images.rendering import Renderer
from tracker.outputs.images.sheet import Caption
from tracker.words.image_texts import NO_CHARTS

TITLE, FOOTNOTE = "Biểu đồ 6 tháng đầu năm 2026", "Bản chốt 2026-H1/2 · mã kiểm tra K7QXM-2RBVA"
CHARTS = [
    NamedChart(
        "GN-01",
        _figure(target_row()),
        Caption("Tỷ lệ hộ nghèo"),
        "=1+1 <b>chậm</b>",
        "https://x.vn/a?b=1&c=2",
    ),
    NamedChart("GN-01", _figure(target_row()), Caption("Tỷ lệ hộ nghèo"), "", "javascript:alert(1)"),
    NamedChart("SO-SANH", change_figure(COMPARISONS, INDICATORS, SAME_PERIOD), Caption("Thay đổi <script>")),
]
NAMES = ["gn-01-ty-le-ho-ngheo", "gn-01-ty-le-ho-ngheo-2", "so-sanh-thay-doi-script"]


class Links(HTMLParser):
    """Every address of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    one = Renderer()
    yield one
    one.close()


@pytest.fixture(scope="module")
def bundle(renderer: Renderer) -> bytes:
    return make_bundle(CHARTS, title=TITLE, footnote=FOOTNOTE, at=AT, renderer=renderer)


@pytest.fixture(scope="module")
def archive(bundle: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(bundle))


def test_a_folder_per_format_in_a_fixed_order_at_a_fixed_time(archive: zipfile.ZipFile) -> None:
    files = [f"{image}/{name}.{image}" for image in ("pdf", "png", "svg") for name in NAMES]
    assert archive.namelist() == ["index.html", "muc-luc.xlsx", *files]
    assert {entry.date_time for entry in archive.infolist()} == {(2026, 6, 30, 17, 0, 0)}
    heads = {"pdf": b"%PDF", "png": b"\x89PNG", "svg": b"<svg"}
    assert all(archive.read(name).startswith(heads[name[:3]]) for name in files)


def test_the_page_fetches_nothing_and_leads_to_every_file(archive: zipfile.ZipFile) -> None:
    page = archive.read("index.html").decode()
    found = Links(page).found
    inside = [one for one in found if not one.startswith(("data:", "https://"))]
    assert set(inside) == set(archive.namelist()) - {"index.html", "muc-luc.xlsx"}
    assert [one for one in found if one.startswith("https://")] == ["https://x.vn/a?b=1&c=2"]
    assert "<script>" not in page and "<b>chậm" not in page
    assert TITLE in page and FOOTNOTE in page and "&lt;b&gt;chậm" in page


def test_the_list_is_text_and_its_files_are_links(archive: zipfile.ZipFile) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(archive.read("muc-luc.xlsx"))).active
    assert [cell.value for cell in sheet[5]][:5] == [
        1,
        "GN-01",
        "Tỷ lệ hộ nghèo",
        "=1+1 <b>chậm</b>",
        CHARTS[0].link,
    ]
    assert sheet["D5"].data_type == "s" and sheet["D5"].quotePrefix
    assert sheet["E6"].hyperlink is None
    assert [cell.hyperlink.target for cell in sheet[6][5:]] == [
        f"{one}/{NAMES[1]}.{one}" for one in ("pdf", "png", "svg")
    ]


def test_the_same_charts_give_the_same_bytes(bundle: bytes, renderer: Renderer) -> None:
    assert make_bundle(CHARTS, title=TITLE, footnote=FOOTNOTE, at=AT, renderer=renderer) == bundle


def test_progress_reaches_its_end_and_only_what_is_wanted_is_made(renderer: Renderer) -> None:
    said: list[tuple[int, int]] = []
    made = make_bundle(
        CHARTS[:2], ["png"], lambda *one: said.append(one), title=TITLE, footnote="", at=AT, renderer=renderer
    )
    assert said == [(1, 4), (2, 4), (3, 4), (4, 4)]
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert names == ["index.html", "muc-luc.xlsx", *[f"png/{name}.png" for name in NAMES[:2]]]


def test_no_chart_is_said() -> None:
    with pytest.raises(NoChartsError, match=re.escape(NO_CHARTS)):
        make_bundle([], title=TITLE, footnote="", at=AT)


def test_names_of_files_are_ascii_and_differ() -> None:
    assert ascii_name("Đơn vị: Xã Đồng Văn / Phường “Mỹ Lâm”") == "don-vi-xa-dong-van-phuong-my-lam"
    assert ascii_name("日本 …") == "bieu-do"
    assert len(ascii_name("tỷ lệ " * 40)) <= 60
    assert len(set(file_names(CHARTS * 4))) == 12
