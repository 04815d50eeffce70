"""Every form of ours refuses what does not come from its own page, in this browser, small and well-formed."""

from __future__ import annotations

import os
from urllib.parse import urlencode

import httpx2
import pytest
from starlette.routing import Route

from tests.attacks.conftest import PASSWORD, Target, post_form, sign_in, token_in, try_password
from tracker.access.form_tokens import FORM_FIELD
from tracker.web.forms import LARGEST_BODY
from tracker.web.server import list_routes
from tracker.words import sign_in_texts as words

ACTIONS = sorted(
    route.path.replace("{token}", "A" * 43)
    for route in list_routes()
    if isinstance(route, Route) and "POST" in (route.methods or ())
)
FIELDS = {"login": "viewer", "mat-khau": PASSWORD, "role": "coordinator", "moi": PASSWORD, "lai": PASSWORD}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(params=ACTIONS)
def action(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_there_are_forms() -> None:
    assert {"/dang-nhap", "/dang-nhap/vai-tro", "/dang-xuat", "/mat-khau"} <= set(ACTIONS)


def own_token(client: httpx2.Client) -> str:
    """A good token of this browser's, of the sign-in form."""
    return token_in(client.get("/dang-nhap").text, "/dang-nhap")


def refused(answer: httpx2.Response, status: int) -> bool:
    is_page = answer.headers["cache-control"] == "no-store" and words.FORM_REFUSED in answer.text
    return answer.status_code == status and is_page and "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1.example.org"},
    ],
    ids=str,
)
def test_a_post_from_another_site_is_refused(target: Target, action: str, headers: dict[str, str]) -> None:
    with target.client() as client:
        sent = FIELDS | {FORM_FIELD: own_token(client)}
        assert refused(client.post(action, data=sent, headers=headers), 403)


def test_a_post_without_the_pages_token_is_refused(target: Target, action: str) -> None:
    with target.client() as client:
        assert refused(client.post(action, data=FIELDS), 403)
        own_token(client)
        assert refused(client.post(action, data=FIELDS), 403)
        assert refused(client.post(action, data=FIELDS | {FORM_FIELD: "0" * 64}), 403)


def test_a_token_of_another_browser_or_another_form_is_refused(target: Target, action: str) -> None:
    with target.client() as client, target.client() as other:
        stolen = own_token(other)
        own_token(client)
        assert refused(client.post("/dang-nhap", data=FIELDS | {FORM_FIELD: stolen}), 403)
        if action != "/dang-nhap":
            assert refused(client.post(action, data=FIELDS | {FORM_FIELD: own_token(client)}), 403)


def test_a_token_from_before_the_sign_in_is_refused(target: Target) -> None:
    with target.client() as client:
        before = own_token(client)
        assert try_password(client, "viewer", PASSWORD).status_code == 303
        assert refused(client.post("/dang-nhap", data=FIELDS | {FORM_FIELD: before}), 403)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"login=a", "text/plain", 415),
        (b"--x--", "multipart/form-data; boundary=x", 415),
        (b"login=" + b"a" * (LARGEST_BODY + 1), FORM, 413),
        (b"&".join(b"f%d=1" % index for index in range(100)), FORM, 400),
        (b"login=%ff%fe", FORM, 400),
        (b"\xff\xfe", FORM, 400),
        (b"", FORM, 403),
    ],
    ids=["JSON", "text", "multipart", "too big", "too many fields", "bad escapes", "bad bytes", "empty"],
)
def test_what_is_no_small_form_is_refused(
    target: Target, action: str, body: bytes, kind: str, status: int
) -> None:
    with target.client() as client:
        assert refused(client.post(action, content=body, headers={"Content-Type": kind}), status)


def test_a_body_without_an_end_is_cut_off(target: Target, action: str) -> None:
    def endless() -> object:
        for _ in range(1000):
            yield b"a" * 1024

    with target.client() as client:
        try:
            answer = client.post(action, content=endless(), headers={"Content-Type": FORM})
        except (httpx2.WriteError, httpx2.RemoteProtocolError):
            return  # the server hung up, which is an answer too
        assert answer.status_code == 413


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_other_methods_do_nothing(target: Target, action: str, method: str) -> None:
    with target.client() as client:
        assert client.request(method, action).status_code == 405


@pytest.mark.parametrize(
    "following",
    [
        "https://example.org/", "//example.org", "/\\example.org", "\\\\example.org", "javascript:alert(1)",
        "/%2f/example.org", "http:example.org", "/so-sanh\r\nSet-Cookie: a=b", "/@example.org", "/.example.org",
        "/dang-xuat", "/thiet-lap/x", "/auth/login", "/_stcore/metrics", "/media/x", "x" * 5000, "/so-sanh#x",
        "", "/tổng-quan",
    ],
)  # fmt: skip
def test_the_way_back_leads_nowhere_else(target: Target, following: str) -> None:
    with target.client() as client:
        assert try_password(client, "viewer", PASSWORD, following).headers["location"] == "/"


def test_the_way_back_leads_to_the_page_that_was_asked_for(target: Target) -> None:
    asked = "/so-sanh?ky=2026-H1&dia-ban=TQ_NEW&x=%E1%BA%BF"
    with target.client() as client:
        sent = client.get(asked, headers={"Accept": "text/html"})
        page = client.get(sent.headers["location"]).text
        following = page.split('name="next" value="')[1].split('"')[0].replace("&amp;", "&")
        assert try_password(client, "viewer", PASSWORD, following).headers["location"] == asked


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "=1+1", "{{7*7}}"]
)
def test_what_is_typed_comes_back_as_text(target: Target, text: str) -> None:
    with target.client(f"127.0.1.{len(text)}") as client:
        for answer in (
            try_password(client, text, text, text),
            client.get("/dang-nhap?" + urlencode({"next": text, "ra": text})),
            client.get("/thiet-lap/" + urlencode({"": text})[1:]),
        ):
            if answer.status_code == 303:  # an address that is no link of ours
                assert answer.headers["location"] == "/dang-nhap"
                continue
            assert "<script" not in answer.text and "<img" not in answer.text
            assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_our_pages_are_never_kept_nor_framed(target: Target) -> None:
    with sign_in(target, "viewer") as client:
        for path in ("/dang-nhap", "/dang-xuat", "/mat-khau", "/thiet-lap/x"):
            headers = client.get(path).headers
            assert headers["cache-control"] == "no-store"
            assert headers["x-frame-options"] == "DENY"
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert post_form(client, "/dang-xuat", {}).headers["cache-control"] == "no-store"


def test_random_bytes_are_answered_and_the_server_lives(target: Target, action: str) -> None:
    with target.client() as client:
        for _ in range(5):
            answer = client.post(action, content=os.urandom(2000), headers={"Content-Type": FORM})
            assert answer.status_code in (400, 403)
        assert client.get("/health").status_code == 200
