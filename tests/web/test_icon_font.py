"""The icon font: every icon that can appear stays, the rest goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tracker.web.assets import Asset, list_assets, write_compressed
from tracker.web.icon_font import cut_icon_font, list_icons, list_own_icons
from tracker.web.static_files import CompressedStaticFiles


@pytest.fixture(scope="module")
def shipped() -> Asset:
    return next(asset for asset in list_assets().values() if asset.kind == "icon font")


@pytest.fixture(scope="module")
def cut(shipped: Asset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("font") / "cut.woff2"
    file.write_bytes(shipped.read())
    return file


def test_it_is_a_fraction_of_the_whole(shipped: Asset, cut: Path) -> None:
    assert cut.stat().st_size < shipped.file.stat().st_size / 4


def test_streamlits_own_icons_and_ours_are_there(cut: Path, repository: Path) -> None:
    icons = list_icons(cut)
    own = list_own_icons((repository / "pages", repository / "tracker" / "ui"))
    assert {"keyboard_double_arrow_right", "keyboard_arrow_down", "close", "upload", "check", *own} <= icons


def test_an_icon_that_nobody_names_is_gone(shipped: Asset, tmp_path: Path) -> None:
    file = tmp_path / "one.woff2"
    file.write_bytes(cut_icon_font(shipped.file, {"check"}))
    assert list_icons(file) == {"check"}


def test_the_whole_font_is_served_until_the_cut_one_is_there(tmp_path: Path) -> None:
    whole = tmp_path / "MaterialSymbols.woff2"
    whole.write_bytes(b"whole")
    asset = Asset("/static/media/m.woff2", whole, "font", "font/woff2", "no-cache", "icon font")

    def plain(request: Request) -> Response:
        return FileResponse(whole)

    app = Starlette(routes=[Route(asset.url_path, plain)])
    middleware = CompressedStaticFiles(app, {asset.url_path: asset}, tmp_path / "cache")
    middleware._is_font_asked = True  # nothing is prepared behind this test's back
    with TestClient(middleware) as client:
        assert client.get(asset.url_path).content == b"whole"
        (tmp_path / "cache").mkdir()
        asset.compressed_file("plain", tmp_path / "cache").write_bytes(b"cut")
        answer = client.get(asset.url_path)
        assert (answer.content, answer.headers["cache-control"]) == (b"cut", "no-cache")
        assert (
            client.get(asset.url_path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
        )


def test_the_copy_on_disk_is_the_cut_font(shipped: Asset, tmp_path: Path) -> None:
    assert write_compressed(shipped, "plain", tmp_path).stat().st_size < shipped.file.stat().st_size / 4
