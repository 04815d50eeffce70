"""Proxies that are named and those that are not, cookies that stay on TLS, slow senders, the first start."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from tests.web.running import run
from tracker.access.form_tokens import FORM_COOKIE
from tracker.store import open_store
from tracker.web import forms, warming
from tracker.web.forms import FormRefused, read_form
from tracker.web.server import list_middleware, list_routes
from tracker.web.visits import KnownProxies
from tracker.workflow.people import SESSION_COOKIE


def seen_through(
    proxies: tuple[str, ...], client: tuple[str, int], headers: dict[str, str], scheme: str = "http"
) -> tuple[str, str]:
    """(address, scheme) that the product sees."""
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    scope = {
        "type": "http",
        "client": client,
        "scheme": scheme,
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    run(KnownProxies(app, proxies)(scope, None, None))  # type: ignore[arg-type]
    return seen[0]["client"][0], seen[0]["scheme"]


FORWARDED = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
REMOTE, PROXY, HERE = ("198.51.100.4", 40000), ("10.0.0.5", 40000), ("127.0.0.1", 40000)
# What uvicorn makes of a request from this machine before the product sees it.
REWRITTEN = ("203.0.113.7", 0)


@pytest.mark.parametrize(
    ("proxies", "client", "scheme", "expected"),
    [
        ((), REMOTE, "http", ("198.51.100.4", "http")),
        ((), REWRITTEN, "https", ("127.0.0.1", "http")),
        ((), HERE, "https", ("127.0.0.1", "http")),
        (("10.0.0.5",), PROXY, "http", ("203.0.113.7", "https")),
        (("10.0.0.0/8",), PROXY, "http", ("203.0.113.7", "https")),
        (("10.0.0.5",), REMOTE, "http", ("198.51.100.4", "http")),
        (("10.0.0.5",), REWRITTEN, "https", ("127.0.0.1", "http")),
        (("127.0.0.1",), REWRITTEN, "https", ("203.0.113.7", "https")),
        (("127.0.0.0/8", "10.0.0.5"), REWRITTEN, "https", ("203.0.113.7", "https")),
    ],
    ids=str,
)
def test_only_named_proxies_are_believed(
    proxies: tuple[str, ...], client: tuple[str, int], scheme: str, expected: tuple[str, str]
) -> None:
    assert seen_through(proxies, client, FORWARDED, scheme) == expected


def test_a_direct_request_stays_as_it_is() -> None:
    assert seen_through((), HERE, {}, "https") == ("127.0.0.1", "https")
    assert seen_through(("10.0.0.5",), REMOTE, {}) == ("198.51.100.4", "http")


@pytest.mark.parametrize(("url", "is_kept_to_tls"), [("https://x.vn", True), ("http://x.vn", False)])
def test_cookies_are_kept_to_tls_where_people_come_over_tls(
    monkeypatch: pytest.MonkeyPatch, url: str, is_kept_to_tls: bool
) -> None:
    monkeypatch.setenv("TRACKER_URL", url)
    monkeypatch.setenv("TRACKER_DEMO_SIGN_IN", "open")
    client = TestClient(Starlette(routes=list_routes(), middleware=list_middleware()), base_url=url)
    page = client.get("/dang-nhap")
    token = page.text.split('action="/dang-nhap/vai-tro"')[1].split('name="khoa" value="')[1].split('"')[0]
    assert ("strict-transport-security" in page.headers) == is_kept_to_tls
    sent = {"role": "coordinator", "khoa": token}
    answer = client.post("/dang-nhap/vai-tro", data=sent, follow_redirects=False)
    assert answer.status_code == 303
    for name, given in ((FORM_COOKIE, page), (SESSION_COOKIE, answer)):
        (cookie,) = [one for one in given.headers.get_list("set-cookie") if one.startswith(name)]
        assert ("Secure" in cookie) == is_kept_to_tls


def test_whoever_sends_too_slowly_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "SECONDS_TO_SEND", 0.05)

    async def receive() -> Message:
        await anyio.sleep(0.03)
        return {"type": "http.request", "body": b"a", "more_body": True}

    scope = {
        "type": "http", "method": "POST", "path": "/dang-nhap", "query_string": b"",
        "headers": [(b"host", b"x"), (b"content-type", b"application/x-www-form-urlencoded")],
    }  # fmt: skip
    with pytest.raises(FormRefused) as refused:
        run(read_form(Request(scope, receive)))
    assert refused.value.status == 408


def test_the_first_start_of_a_real_workspace_prints_a_link_and_logs_none(
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with open_store(database) as store:
        store.begin_real("test", dt.datetime.now(dt.UTC))
    monkeypatch.setenv("TRACKER_URL", "https://x.vn")
    monkeypatch.setattr(warming, "_SLOW_TO_IMPORT", ())
    with caplog.at_level("DEBUG"):
        warming.warm()
    assert "https://x.vn/thiet-lap/" in capsys.readouterr().out
    assert "thiet-lap" not in caplog.text
