"""Static files on the wire: compressed once, known again, whole, and nothing outside the table."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tracker.web import assets as assets_module
from tracker.web.assets import Asset, find_streamlit_directory, list_assets, write_compressed
from tracker.web.static_files import CompressedStaticFiles, choose_encoding

SCRIPT = b"export const answer = 42;\n" * 400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_bytes(b"<html><head></head><body>entry</body></html>" * 30)
    (tmp_path / "main.js").write_bytes(SCRIPT)
    return tmp_path


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def client(folder: Path, cache: Path) -> Iterator[TestClient]:
    known = {
        "/": Asset("/", folder / "index.html", "entry", "text/html; charset=utf-8", "no-cache", "entry page"),
        "/static/main.js": Asset(
            "/static/main.js", folder / "main.js", "main", "text/javascript; charset=utf-8", "immutable"
        ),
    }

    def plain(request: Request) -> Response:
        return FileResponse(folder / "main.js")

    def page(request: Request) -> Response:
        return FileResponse(folder / "index.html", headers={"Cache-Control": "no-cache"})

    def own(request: Request) -> Response:
        return PlainTextResponse("own answer", headers={"Content-Type": "text/html"})

    app = Starlette(
        routes=[
            Route("/static/main.js", plain),
            Route("/own", own),
            Route("/media/table.xlsx", plain),
            Route("/{page:path}", page),
        ]
    )
    with TestClient(CompressedStaticFiles(app, known, cache)) as opened:
        opened.headers.pop("accept-encoding", None)
        yield opened


def raw(client: TestClient, path: str, **headers: str) -> tuple[Response, bytes]:
    """The answer with its body as it stood on the wire."""
    with client.stream("GET", path, headers=headers) as response:
        return response, b"".join(response.iter_raw())


@pytest.mark.parametrize(("encoding", "open_body"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
@pytest.mark.parametrize("is_prepared", [True, False])
def test_a_script_comes_compressed(client, folder, cache, encoding, open_body, is_prepared) -> None:
    if is_prepared:
        write_compressed(Asset("/static/main.js", folder / "main.js", "main", "", ""), encoding, cache)
    response, body = raw(client, "/static/main.js", **{"Accept-Encoding": encoding})
    assert response.headers["content-encoding"] == encoding
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["cache-control"] == "immutable"
    assert int(response.headers["content-length"]) == len(body) < len(SCRIPT)
    assert open_body(body) == SCRIPT


def test_it_is_compressed_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    raw(client, "/static/main.js", **{"Accept-Encoding": "br"})
    monkeypatch.setattr("tracker.web.static_files.compress", pytest.fail)
    for _ in range(3):
        raw(client, "/static/main.js", **{"Accept-Encoding": "br"})


def test_a_known_copy_is_not_sent_again(client: TestClient) -> None:
    response, _ = raw(client, "/static/main.js", **{"Accept-Encoding": "br"})
    again, body = raw(
        client, "/static/main.js", **{"Accept-Encoding": "br", "If-None-Match": response.headers["etag"]}
    )
    assert (again.status_code, body) == (304, b"")
    other, _ = raw(
        client, "/static/main.js", **{"Accept-Encoding": "gzip", "If-None-Match": response.headers["etag"]}
    )
    assert other.status_code == 200


def test_a_part_is_a_part_of_the_plain_file(client: TestClient) -> None:
    response, body = raw(client, "/static/main.js", **{"Accept-Encoding": "br", "Range": "bytes=0-9"})
    assert response.status_code == 206
    assert "content-encoding" not in response.headers
    assert body == SCRIPT[:10]
    assert response.headers["vary"] == "Accept-Encoding"


def test_a_client_without_encodings_gets_the_plain_file(client: TestClient) -> None:
    response, body = raw(client, "/static/main.js", **{"Accept-Encoding": "identity"})
    assert "content-encoding" not in response.headers
    assert body == SCRIPT


def test_head_tells_the_length_and_sends_nothing(client: TestClient) -> None:
    whole, body = raw(client, "/static/main.js", **{"Accept-Encoding": "gzip"})
    head = client.head("/static/main.js", headers={"Accept-Encoding": "gzip"})
    assert head.content == b""
    assert head.headers["content-length"] == whole.headers["content-length"] == str(len(body))


@pytest.mark.parametrize("path", ["/", "/chi-tieu?ma=GN-01"])
def test_every_page_gets_the_adapted_entry_page(client: TestClient, path: str) -> None:
    response, body = raw(client, path, **{"Accept": "text/html", "Accept-Encoding": "br"})
    assert response.headers["content-encoding"] == "br"
    assert b"<style>" in brotli.decompress(body)
    assert response.headers["cache-control"] == "no-cache"
    again, _ = raw(
        client,
        path,
        **{"Accept": "text/html", "Accept-Encoding": "br", "If-None-Match": response.headers["etag"]},
    )
    assert again.status_code == 304


def test_other_html_and_downloads_pass_untouched(client: TestClient) -> None:
    assert client.get("/own", headers={"Accept": "text/html"}).text == "own answer"
    download = client.get("/media/table.xlsx", headers={"Accept": "text/html", "Range": "bytes=0-4"})
    assert (download.status_code, download.content) == (206, SCRIPT[:5])


@pytest.mark.parametrize(
    "path", ["/static/../../secret.js", "/static/%2e%2e/secret.js", "/static/nothing.js"]
)
def test_only_the_table_is_read(client: TestClient, path: str) -> None:
    response, _ = raw(client, path, **{"Accept-Encoding": "br"})
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", None),
        ("*", "br"),
        ("deflate", None),
        ("br;q=nonsense", None),
        ("", None),
    ],
)
def test_the_encoding_follows_the_browser(accepted: str, chosen: str | None) -> None:
    assert choose_encoding(accepted) == chosen


def test_the_table_holds_the_whole_bundle() -> None:
    table = list_assets()
    entry = table["/"].read().decode()
    scripts = [part.split('"')[0] for part in entry.split('src="./')[1:]]
    assert scripts
    assert all(f"/{script}" in table for script in scripts)
    assert any("PlotlyChart" in path for path in table)
    assert all(
        asset.file.is_relative_to(find_streamlit_directory().parent)
        for asset in table.values()
        if asset.url_path.startswith("/static/")
    )


def test_a_failed_copy_leaves_nothing_behind(folder: Path, cache: Path, monkeypatch) -> None:
    script = Asset("/static/main.js", folder / "main.js", "main", "", "")

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(assets_module.os, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        write_compressed(script, "br", cache)
    assert not script.compressed_file("br", cache).exists()
