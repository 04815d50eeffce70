"""The files of a chart, made in a real browser and by the server, opened again."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from bench.browsing import wait_until_ready
from bench.serving import Server
from tracker.outputs.images.sheet import WIDTH
from tracker.words import image_texts

BANNER = "Số liệu minh họa, không dùng để báo cáo"


def open_menu(page: Page, server: Server, path: str) -> None:
    page.goto(f"{server.url}/{path}")
    wait_until_ready(page)
    assert page.locator(".tq-files").count() == 0
    page.get_by_role("button", name=image_texts.FILES).click()
    expect(page.locator(".tq-files [data-kind=xlsx]")).to_be_visible()
    wait_until_ready(page)


def download(page: Page, kind: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.locator(f".tq-files [data-kind={kind}]").click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    wait_until_ready(page)
    return file


def test_an_indicator_gives_image_drawing_page_and_figures(
    server: Server, page: Page, tmp_path: Path
) -> None:
    open_menu(page, server, "chi-tieu?ma=GN-01&ky=2026-H1")
    files = {kind: download(page, kind, tmp_path) for kind in image_texts.KINDS}
    assert {file.name for file in files.values()} == {
        f"gn-01-tq-new-2026-h1.{kind}" for kind in image_texts.KINDS
    }

    png = files["png"].read_bytes()
    width, height = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG") and width == 2 * WIDTH and height > 900

    drawing = ElementTree.parse(files["svg"]).getroot()
    words = [" ".join(one.itertext()) for one in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert "Tỷ lệ hộ nghèo" in words and "Kế hoạch năm" in words
    assert any(BANNER in text and "GN-01" in text and "chưa phải bản chốt" in text for text in words)

    text = subprocess.run(["pdftotext", files["pdf"], "-"], capture_output=True, text=True, check=True).stdout
    assert "Tỷ lệ hộ nghèo" in text and BANNER in text

    sheet = openpyxl.load_workbook(files["xlsx"]).active
    rows = {(row[0], row[1], row[2]): row[3] for row in sheet.iter_rows(7, values_only=True)}
    assert rows["Thực hiện", "năm 2022", "Tuyên Quang cũ"] == 18.9
    assert "SoLieu" in sheet.tables


def test_the_same_light_image_comes_from_a_dark_page(server: Server, page: Page, tmp_path: Path) -> None:
    page.emulate_media(color_scheme="dark")
    open_menu(page, server, "so-sanh?ky=2026-H1")
    drawing = download(page, "svg", tmp_path).read_text(encoding="utf-8")
    assert "rgb(23, 33, 43)" in drawing and "rgb(230, 235, 240)" not in drawing
    ground = ElementTree.fromstring(drawing).find("{http://www.w3.org/2000/svg}rect")
    assert ground is not None and ground.get("fill") == "#ffffff"


@pytest.mark.parametrize("path", ["chi-tieu?ma=GN-01", "so-sanh"])
def test_the_menu_fits_a_phone(server: Server, phone_page: Page, path: str) -> None:
    open_menu(phone_page, server, path)
    for kind in (*image_texts.KINDS, "copy"):
        expect(phone_page.locator(f".tq-files [data-kind={kind}]")).to_be_in_viewport(ratio=1)


def test_the_link_leads_to_the_same_chart(server: Server, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_menu(page, server, "chi-tieu?ma=GN-01")
    page.locator(".tq-files [data-kind=copy]").click()
    expect(page.locator(".tq-files .said")).to_have_text(image_texts.BUTTONS["copied"])
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.locator(".tq-files input").input_value()
    assert {"ma=GN-01", "ky=2026-H1", "dia-ban=TQ_NEW"} <= set(link.partition("?")[2].split("&"))


def test_a_page_prints_in_light_colours_without_its_buttons(server: Server, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{server.url}/chi-tieu?ma=GN-01")
    wait_until_ready(page)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_role("button", name=image_texts.FILES)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert "invert" in page.locator(".js-plotly-plot").evaluate("chart => getComputedStyle(chart).filter")
