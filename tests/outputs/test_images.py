"""Images of charts through a real browser: what is in them, and what happens when the browser does not do its part."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from tests.outputs.builders import target_row
from tests.outputs.test_figures import _figure
from tracker.outputs.images import rendering
from tracker.outputs.images.browser import find_browser
from tracker.outputs.images.faults import (
    BrowserFailedError,
    FigureFaultError,
    NoBrowserError,
    TooManyImagesError,
)
from tracker.outputs.images.rendering import FORMATS, Renderer, render_images
from tracker.outputs.images.sheet import WIDTH, Caption, describe_sheet
from tracker.words.image_texts import BROWSER_FAILED, INSTALL_BROWSER

AT = dt.datetime(2026, 6, 30, 17, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
CAPTION = Caption(
    "Tỷ lệ đối tượng khó khăn được trợ giúp xã hội",
    "Tỉnh Tuyên Quang · 6 tháng đầu năm 2026",
    "CTXH-01 <b>&lt;ước&gt;</b> · Bản chốt 2026-H1/2 · mã kiểm tra K7QXM-2RBVA · số liệu đến 14/6/2026",
)
FIGURE = _figure(target_row(), is_demo=True)
_SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    one = Renderer()
    yield one
    one.close()


@pytest.fixture
def own_renderer() -> Iterator[Renderer]:
    """A browser that a test may do harm to."""
    one = Renderer(seconds_per_image=3)
    yield one
    one.close()


def simple(number: int) -> go.Figure:
    return go.Figure(go.Bar(x=["một", "hai"], y=[number, 2 * number]), {"height": 200})


def is_running(process_id: int | None) -> bool:
    """Whether any process of the group still runs; what has ended and waits to be counted does not."""
    states = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in states.splitlines())
    return any(group == str(process_id) and not state.startswith("Z") for group, state in rows)


def words_of(svg: bytes) -> str:
    return " ".join("".join(one.itertext()) for one in ElementTree.fromstring(svg).iter(f"{_SVG}text"))


def test_a_png_has_twice_the_pixels_of_its_sheet(renderer: Renderer) -> None:
    png = renderer.render(FIGURE, CAPTION, "png", at=AT)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    height = describe_sheet(FIGURE, CAPTION)["height"]
    assert struct.unpack(">II", png[16:24]) == (2 * WIDTH, 2 * height)


def test_an_svg_says_what_the_chart_and_its_caption_say(renderer: Renderer) -> None:
    svg = renderer.render(FIGURE, CAPTION, "svg", at=AT)
    text = re.sub(r"\s+", " ", words_of(svg))
    for expected in (CAPTION.title, CAPTION.subtitle, CAPTION.footnote, "Đường đến mốc", "≥ 90", "57,0 %",
                     "Số liệu minh họa"):  # fmt: skip
        assert expected in text
    assert ElementTree.fromstring(svg).find(f"{_SVG}rect").get("fill") == "#ffffff"


def test_a_pdf_is_one_page_of_text_dated_by_the_edition(renderer: Renderer, tmp_path: Path) -> None:
    file = tmp_path / "bieu-do.pdf"
    file.write_bytes(renderer.render(FIGURE, CAPTION, "pdf", at=AT))
    facts = subprocess.run(["pdfinfo", "-isodates", file], capture_output=True, text=True, check=True).stdout
    assert (
        re.findall(r"^(?:CreationDate|ModDate): +(\S+)", facts, re.MULTILINE) == ["2026-06-30T10:00:00Z"] * 2
    )
    assert re.search(rf"^Title: +{CAPTION.title}$", facts, re.MULTILINE)
    assert re.search(r"^Pages: +1$", facts, re.MULTILINE)
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert CAPTION.title in text and "Đường đến mốc" in text


@pytest.mark.parametrize("image", FORMATS)
def test_the_same_chart_gives_the_same_bytes(renderer: Renderer, image: rendering.Format) -> None:
    first = renderer.render(FIGURE, CAPTION, image, at=AT)
    renderer.render(simple(3), CAPTION, "png", at=AT)
    assert renderer.render(FIGURE, CAPTION, image, at=AT) == first


def test_a_fresh_browser_gives_the_same_bytes(renderer: Renderer, own_renderer: Renderer) -> None:
    for image in FORMATS:
        renderer.render(simple(2), CAPTION, image, at=AT)
        one, other = (each.render(FIGURE, CAPTION, image, at=AT) for each in (renderer, own_renderer))
        assert one == other


def test_illustrative_figures_say_so_below_the_chart_too(renderer: Renderer) -> None:
    marked = "Số liệu minh họa, không dùng để báo cáo"
    assert words_of(renderer.render(FIGURE, Caption("x"), "svg", at=AT)).count(marked) == 1
    assert marked not in words_of(renderer.render(simple(1), Caption("x"), "svg", at=AT))


def test_long_captions_are_wrapped_and_nothing_of_them_is_lost(renderer: Renderer) -> None:
    name = " ".join(["Tỷ lệ hộ nghèo dân tộc thiểu số"] * 9) + " " + "ố" * 200
    caption = Caption(name, name, name + "\x00\ud800\n cuối")
    svg = renderer.render(simple(1), caption, "svg", at=AT)
    text = words_of(svg).replace(" ", "")
    assert text.count(name.replace(" ", "")) == 3 and "cuối" in text
    assert len(ElementTree.fromstring(svg).findall(f"{_SVG}g/{_SVG}text")) > 9


def test_a_killed_browser_is_survived(own_renderer: Renderer) -> None:
    own_renderer.render(simple(1), CAPTION, "png", at=AT)
    ended = own_renderer.process_id
    assert ended is not None
    os.killpg(ended, signal.SIGKILL)
    assert own_renderer.render(simple(1), CAPTION, "svg", at=AT).startswith(b"<svg")
    assert own_renderer.process_id not in (None, ended)


def test_a_browser_that_hangs_is_ended_within_its_limit_and_started_again(own_renderer: Renderer) -> None:
    own_renderer.render(simple(1), CAPTION, "png", at=AT)
    stuck = own_renderer.process_id
    assert stuck is not None
    os.killpg(stuck, signal.SIGSTOP)
    assert own_renderer.render(simple(1), CAPTION, "png", at=AT)
    assert not is_running(stuck) and is_running(own_renderer.process_id)


def test_a_chart_that_takes_too_long_twice_is_given_up(own_renderer: Renderer) -> None:
    points = list(range(150_000))
    endless = go.Figure(go.Scatter(x=points, y=points, mode="markers+text", text=["ố"] * len(points)))
    started = time.monotonic()
    with pytest.raises(BrowserFailedError, match=re.escape(BROWSER_FAILED)):
        own_renderer.render(endless, CAPTION, "svg", at=AT)
    assert time.monotonic() - started < 30
    assert own_renderer.process_id is None
    assert own_renderer.render(simple(1), CAPTION, "svg", at=AT)


def test_a_chart_that_cannot_be_drawn_does_not_cost_the_browser(renderer: Renderer) -> None:
    renderer.render(simple(1), CAPTION, "svg", at=AT)
    before = renderer.process_id
    with pytest.raises(FigureFaultError):
        renderer.render(go.Figure({"layout": {"height": -80}}, _validate=False), CAPTION, "svg", at=AT)
    assert renderer.process_id == before


def test_nothing_that_a_chart_names_is_fetched(renderer: Renderer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        figure = simple(1).add_layout_image(source=address, x=0, y=1, sizex=1, sizey=1)
        assert renderer.render(figure, CAPTION, "png", at=AT)
        with pytest.raises(TimeoutError):
            server.accept()


def test_ten_at_once_each_get_their_own_image(renderer: Renderer) -> None:
    captions = [Caption(f"Biểu đồ số {number}") for number in range(10)]
    with ThreadPoolExecutor(10) as people:
        made = list(people.map(lambda one: renderer.render(simple(5), one, "svg", at=AT), captions))
    assert [caption.title in words_of(svg) for caption, svg in zip(captions, made, strict=True)] == [
        True
    ] * 10


def test_a_line_that_is_full_refuses_at_once() -> None:
    one = Renderer(most_in_line=1)
    try:
        with ThreadPoolExecutor(1) as other:
            first = other.submit(one.render, simple(1), CAPTION, "png", at=AT)
            time.sleep(0.2)
            with pytest.raises(TooManyImagesError):
                one.render(simple(1), CAPTION, "png", at=AT)
            assert first.result()
    finally:
        one.close()


def test_an_idle_browser_ends_and_comes_back() -> None:
    one = Renderer(seconds_idle=0.3)
    try:
        one.render(simple(1), CAPTION, "svg", at=AT)
        deadline = time.monotonic() + 10
        while one.process_id is not None and time.monotonic() < deadline:
            time.sleep(0.1)
        assert one.process_id is None
        assert one.render(simple(1), CAPTION, "svg", at=AT)
    finally:
        one.close()


def test_without_a_browser_the_sentence_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(NoBrowserError, match=re.escape(INSTALL_BROWSER)):
        find_browser({"PATH": str(tmp_path)})
    with pytest.raises(NoBrowserError, match=r"TRACKER_BROWSER chỉ ra \(/nowhere/chromium\)"):
        find_browser({"PATH": str(tmp_path), "TRACKER_BROWSER": "/nowhere/chromium"})


def test_our_setting_goes_before_the_path_and_before_the_other(tmp_path: Path) -> None:
    named, other, usual = (tmp_path / name for name in ("ours", "theirs", "chromium"))
    for file in (named, other, usual):
        file.touch(mode=0o755)
    env = {"PATH": str(tmp_path)}
    assert find_browser(env) == str(usual)
    assert find_browser(env | {"BROWSER_PATH": str(other)}) == str(other)
    assert find_browser(env | {"BROWSER_PATH": str(other), "TRACKER_BROWSER": str(named)}) == str(named)


def test_a_program_that_ends_leaves_no_browser_behind(repository: Path) -> None:
    script = (
        "import datetime as dt, plotly.graph_objects as go\n"
        "from tracker.outputs.images.rendering import render_images, shared_renderer\n"
        "from tracker.outputs.images.sheet import Caption\n"
        "render_images(go.Figure(), Caption('x'), ['svg'], at=dt.datetime(2026, 6, 30, tzinfo=dt.UTC))\n"
        "print(shared_renderer().process_id)\n"
    )
    # A folder with a short name: the path of a browser's socket may have 108 signs.
    with tempfile.TemporaryDirectory() as folder:
        answer = subprocess.run(
            [sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=60,
            cwd=repository, env=os.environ | {"TMPDIR": folder},
        )  # fmt: skip
        assert answer.stderr == ""
        assert not is_running(int(answer.stdout))
        assert os.listdir(folder) == []


def test_all_formats_at_once_through_the_one_browser_of_the_process() -> None:
    made = render_images(simple(4), CAPTION, at=AT)
    assert [made[one][:4] for one in FORMATS] == [b"\x89PNG", b"<svg", b"%PDF"]
    rendering.shared_renderer().close()
