"""Cookies that are over, forged, planted or replayed let nobody in; secrets stay out of the log."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.attacks.conftest import PASSWORD, Target, is_let_in, post_form, sign_in, try_password
from tracker.access.form_tokens import FORM_COOKIE
from tracker.words import sign_in_texts as words
from tracker.workflow.people import SESSION_COOKIE

NEW_PASSWORD = "một câu khác cũng đủ dài"
FORGED = {
    "none": None,
    "empty": "",
    "random": "A" * 43,
    "very long": "A" * 4000,
    "SQL": "x' OR '1'='1",
    "hash of nothing": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
}


@pytest.mark.parametrize("name", ["expired", "idle", "revoked", "disabled"])
def test_a_session_that_is_over_lets_nobody_in(target: Target, name: str) -> None:
    assert not is_let_in(target, target.over[name])


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_session_lets_nobody_in(target: Target, name: str) -> None:
    assert not is_let_in(target, FORGED[name])


def test_one_changed_character_of_a_good_session_lets_nobody_in(target: Target) -> None:
    with sign_in(target, "viewer") as client:
        token = client.cookies[SESSION_COOKIE]
    assert is_let_in(target, token)
    assert not is_let_in(target, token[:-1] + ("A" if token[-1] != "A" else "B"))
    assert not is_let_in(target, token.swapcase())


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(target: Target) -> None:
    with target.client() as client:
        answer = try_password(client, "viewer", PASSWORD)
        headers = [
            *answer.headers.get_list("set-cookie"),
            client.get("/dang-nhap").headers.get("set-cookie", ""),
        ]
    (session,) = [one for one in headers if one.startswith(SESSION_COOKIE)]
    assert "HttpOnly" in session and "SameSite=lax" in session and "Path=/" in session
    assert "Domain" not in session and "Max-Age" not in session


def test_signing_out_ends_the_session_for_whoever_copied_it(target: Target) -> None:
    with sign_in(target, "leaving") as client:
        token = client.cookies[SESSION_COOKIE]
        assert is_let_in(target, token)
        assert post_form(client, "/dang-xuat", {}).headers["location"] == "/dang-nhap?ra=1"
        assert SESSION_COOKIE not in client.cookies
    assert not is_let_in(target, token)


def test_signing_out_everywhere_ends_every_session(target: Target) -> None:
    with sign_in(target, "leaving") as first, sign_in(target, "leaving") as second:
        tokens = [one.cookies[SESSION_COOKIE] for one in (first, second)]
        assert all(is_let_in(target, token) for token in tokens)
        post_form(first, "/dang-xuat", {"moi-noi": "1"})
    assert not any(is_let_in(target, token) for token in tokens)


def test_another_password_ends_every_other_session(target: Target) -> None:
    with sign_in(target, "changing") as first, sign_in(target, "changing") as second:
        before, stolen = first.cookies[SESSION_COOKIE], second.cookies[SESSION_COOKIE]
        fields = {"dang-dung": PASSWORD, "moi": NEW_PASSWORD, "lai": NEW_PASSWORD}
        wrong = post_form(first, "/mat-khau", fields | {"dang-dung": "không phải"})
        assert words.PASSWORD_NOW_WRONG in wrong.text and is_let_in(target, stolen)
        assert words.PASSWORD_CHANGED in post_form(first, "/mat-khau", fields).text
        assert first.cookies[SESSION_COOKIE] != before and is_let_in(target, first.cookies[SESSION_COOKIE])
    assert not is_let_in(target, before) and not is_let_in(target, stolen)
    with target.client() as client:
        assert try_password(client, "changing", PASSWORD).status_code == 403
        assert try_password(client, "changing", NEW_PASSWORD).status_code == 303


def test_a_planted_session_is_not_adopted(target: Target) -> None:
    """Whoever plants a cookie before the sign-in does not hold the session afterwards."""
    planted = "P" * 43
    with target.client(cookies={SESSION_COOKIE: planted}) as client:
        assert try_password(client, "fixed", PASSWORD).status_code == 303
    assert not is_let_in(target, planted)


def test_a_session_of_the_attackers_own_is_over_after_the_victims_sign_in(target: Target) -> None:
    with sign_in(target, "viewer") as client:
        planted = client.cookies[SESSION_COOKIE]
        assert try_password(client, "fixed", PASSWORD).status_code == 303
    assert not is_let_in(target, planted)


def test_a_link_is_good_once(target: Target) -> None:
    path, password = f"/thiet-lap/{target.link}", "câu của người quản trị đầu tiên"
    with target.client() as client, target.client() as other:
        assert words.PASSWORDS_DIFFER in post_form(client, path, {"moi": password, "lai": "khác"}).text
        assert (
            post_form(client, path, {"moi": password, "lai": password}).headers["location"] == "/viec-cua-toi"
        )
        assert is_let_in(target, client.cookies[SESSION_COOKIE])
        assert other.get(path).status_code == 404
        assert other.get(f"/thiet-lap/{'A' * 43}").status_code == 404
    _assert_not_logged(target, password, target.link)


def test_no_secret_is_in_the_log(target: Target) -> None:
    with sign_in(target, "viewer") as client:
        secrets = [PASSWORD, client.cookies[SESSION_COOKIE], client.cookies[FORM_COOKIE]]
        try_password(client, "mật khẩu gõ nhầm ô", "x")
        client.get("/so-sanh")
        client.put("/_stcore/upload_file/a/b", files={"file": ("a.xlsx", b"x")})
    _assert_not_logged(target, *secrets, "mật khẩu gõ nhầm ô", *target.over.values())


def _assert_not_logged(target: Target, *secrets: str) -> None:
    text = target.log.read_text(encoding="utf-8", errors="replace")
    assert [one for one in secrets if one in text or quote(one) in text] == []
