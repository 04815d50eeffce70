"""The entry page, the security headers, the health route, and start-up when the workspace does not open."""

from __future__ import annotations

import importlib.util

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tracker.web import warming
from tracker.web.assets import find_streamlit_directory
from tracker.web.entry_page import TITLE, adapt_entry_page
from tracker.web.precompress import precompress
from tracker.web.security import write_policy
from tracker.web.server import list_middleware, list_routes


@pytest.fixture(scope="module")
def client() -> TestClient:
    def framed(request: object) -> PlainTextResponse:
        return PlainTextResponse("x", headers={"X-Frame-Options": "DENY"})

    return TestClient(
        Starlette(routes=[*list_routes(), Route("/framed", framed)], middleware=list_middleware())
    )


def test_health_answers(client: TestClient) -> None:
    assert client.get("/health").json() == {"ok": True}


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/health", "/nothing-here", "/static/js/nothing.js"):
        headers = client.get(path).headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_a_header_set_further_in_stays(client: TestClient) -> None:
    assert client.get("/framed").headers["x-frame-options"] == "DENY"


def test_the_policy_allows_no_script_from_elsewhere() -> None:
    policy = write_policy(b"<script>a = 1</script><script src='x.js'></script>")
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert scripts.count("sha256-") == 1
    assert "unsafe" not in scripts
    assert "http" not in policy


def test_streamlits_entry_page_is_adapted() -> None:
    shipped = (find_streamlit_directory() / "index.html").read_bytes()
    adapted = adapt_entry_page(shipped).decode()
    assert '<html lang="vi">' in adapted
    assert f"<title>{TITLE}</title>" in adapted
    assert "woff2" not in adapted
    assert adapted.count("<script") == shipped.count(b"<script")


def test_an_unknown_entry_page_stays_whole() -> None:
    page = b"<!doctype html><p>something new</p>"
    assert adapt_entry_page(page) == page


def test_the_server_starts_without_a_workspace(monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    def broken() -> None:
        raise RuntimeError("locked")

    monkeypatch.setattr(warming, "_SLOW_TO_IMPORT", ())
    monkeypatch.setattr(warming, "open_workspace", broken)
    warming.warm()
    assert "did not open" in caplog.text


def test_what_is_warmed_exists() -> None:
    assert all(importlib.util.find_spec(name) for name in warming._SLOW_TO_IMPORT)


def test_copies_are_made_once_and_stale_ones_dropped(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "a.js"
    script.write_text("let a = 1;\n" * 200)
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "old.br").write_bytes(b"")
    monkeypatch.setattr("tracker.web.assets.find_streamlit_directory", lambda: tmp_path)
    monkeypatch.setattr("tracker.web.assets.APP_STATIC_DIRECTORY", tmp_path / "none")
    assert precompress(cache) == 2
    assert precompress(cache) == 0
    assert sorted(file.suffix for file in cache.iterdir()) == [".br", ".gzip"]
