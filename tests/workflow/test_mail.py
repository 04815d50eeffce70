"""Outgoing mail against a real server: encrypted or not at all, logged in, refused, gone, and nothing secret told."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from bench.serving import find_free_port
from tests.workflow.post_office import HOST, LOGIN, PASSWORD, PostOffice, run_post_office, text_of, trust
from tracker.workflow.mail import (
    MailError,
    MailSettings,
    MessageRefused,
    compose,
    is_address,
    open_post,
    read_mail_settings,
)

AT = dt.datetime(2026, 12, 8, 8, tzinfo=dt.UTC)
SENDER = "baocao@tuyenquang.example"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def certificate(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert(HOST)


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text(PASSWORD + "\n", encoding="utf-8")
    return file


def settings(office: PostOffice, **other: Any) -> MailSettings:
    usual: dict[str, Any] = {"host": HOST, "port": str(office.port), "sender": SENDER, "security": "none"}
    return MailSettings(**usual | other)


def send(chosen: MailSettings, *to: str, subject: str = "Nhắc nộp") -> list[str]:
    with open_post(chosen) as post:
        message = compose(chosen, to, subject, "Kính gửi đơn vị,\nhạn 15/12/2026.\n", "r1.02215", AT)
        return post.send(message, to)


@pytest.fixture
def plain() -> Iterator[PostOffice]:
    with run_post_office() as office:
        yield office


def test_a_message_arrives_as_it_was_written(plain: PostOffice) -> None:
    assert send(settings(plain), "a@xa.example", "b@xa.example") == []
    (message,) = plain.messages
    assert plain.recipients == [["a@xa.example", "b@xa.example"]]
    assert text_of(message) == "Kính gửi đơn vị,\nhạn 15/12/2026.\n"
    assert message.get_content_type() == "text/plain"
    headers = {name: message[name] for name in ("From", "Subject", "Message-ID", "Auto-Submitted")}
    assert headers == {
        "From": SENDER,
        "Subject": "Nhắc nộp",
        "Message-ID": "<r1.02215@tuyenquang.example>",
        "Auto-Submitted": "auto-generated",
    }


def test_some_or_all_addresses_are_refused(plain: PostOffice) -> None:
    plain.refused = {"cu@xa.example"}
    assert send(settings(plain), "a@xa.example", "cu@xa.example") == ["cu@xa.example"]
    with open_post(settings(plain)) as post:
        message = compose(settings(plain), ["cu@xa.example"], "x", "x", "1", AT)
        with pytest.raises(MessageRefused, match="cu@xa.example"):
            post.send(message, ["cu@xa.example"])
        assert post.send(message, ["a@xa.example"]) == []  # the connection goes on


def test_a_full_server_refuses_the_message(plain: PostOffice) -> None:
    plain.is_full = True
    with pytest.raises(MessageRefused, match="452"):
        send(settings(plain), "a@xa.example")


@pytest.mark.parametrize("is_tls", [False, True], ids=["starttls", "tls"])
def test_encrypted_and_logged_in(
    is_tls: bool, authority: trustme.CA, certificate: trustme.LeafCert, password_file: Path,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    trust(authority, tmp_path, monkeypatch)
    with run_post_office(certificate=certificate, is_tls=is_tls, with_login=True) as office:
        chosen = settings(
            office, security="tls" if is_tls else "starttls", user=LOGIN, password_file=password_file
        )
        assert send(chosen, "a@xa.example") == []
        assert office.was_encrypted == [True] or is_tls
        assert len(office.messages) == 1


def test_a_wrong_password_is_told_without_it(
    authority: trustme.CA, certificate: trustme.LeafCert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    trust(authority, tmp_path, monkeypatch)
    caplog.set_level(logging.DEBUG)
    file = tmp_path / "password"
    file.write_text("sai-roi-999", encoding="utf-8")
    with run_post_office(certificate=certificate, with_login=True) as office:
        chosen = settings(office, security="starttls", user=LOGIN, password_file=file)
        with pytest.raises(MailError, match="từ chối tên đăng nhập hoặc mật khẩu") as caught:
            send(chosen, "a@xa.example")
        assert office.messages == []
    told = f"{caught.value!r} {caught.value.__cause__!r} {chosen!r} {caplog.text}"
    assert "sai-roi-999" not in told


def test_a_password_that_no_mail_server_takes(
    authority: trustme.CA, certificate: trustme.LeafCert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(authority, tmp_path, monkeypatch)
    file = tmp_path / "password"
    file.write_text("mật khẩu", encoding="utf-8")
    with run_post_office(certificate=certificate, with_login=True) as office:
        chosen = settings(office, security="starttls", user=LOGIN, password_file=file)
        with pytest.raises(MailError, match="không dấu") as caught:
            send(chosen, "a@xa.example")
    assert "mật khẩu" not in repr(caught.value.__cause__)


def test_a_server_that_wants_a_login_and_gets_none() -> None:
    with run_post_office(with_login=True) as office, pytest.raises(MailError):
        send(settings(office), "a@xa.example")


def test_a_server_without_starttls_gets_nothing(plain: PostOffice) -> None:
    with pytest.raises(MailError, match="không có STARTTLS"):
        send(settings(plain, security="starttls"), "a@xa.example")
    assert plain.messages == []


def test_an_unknown_certificate_is_not_trusted(certificate: trustme.LeafCert) -> None:
    for is_tls, security in ((False, "starttls"), (True, "tls")):
        with run_post_office(certificate=certificate, is_tls=is_tls) as office:
            with pytest.raises(MailError, match="chứng chỉ TLS"):
                send(settings(office, security=security), "a@xa.example")
            assert office.messages == []


def test_a_certificate_of_another_name_is_not_trusted(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(authority, tmp_path, monkeypatch)
    with (
        run_post_office(certificate=authority.issue_cert("other.example")) as office,
        pytest.raises(MailError, match="chứng chỉ TLS"),
    ):
        send(settings(office, security="starttls"), "a@xa.example")


def test_tls_to_a_server_in_clear(plain: PostOffice) -> None:
    with pytest.raises(MailError, match="kết nối mã hóa"):
        send(settings(plain, security="tls"), "a@xa.example")


def test_nobody_listens() -> None:
    nowhere = MailSettings(HOST, str(find_free_port()), sender=SENDER, security="none")
    with pytest.raises(MailError, match="Không kết nối được máy chủ thư localhost"):
        send(nowhere, "a@xa.example")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sender": "không phải"}, "TRACKER_SMTP_FROM"),
        ({"sender": "a@b.example\nBcc: c@d.example"}, "TRACKER_SMTP_FROM"),
        ({"security": "maybe"}, "TRACKER_SMTP_TLS"),
        ({"port": "x"}, "TRACKER_SMTP_PORT"),
        ({"port": "70000"}, "TRACKER_SMTP_PORT"),
        ({"user": "u"}, "mật khẩu"),
        ({"user": "u", "password_file": Path("/nowhere/password")}, "/nowhere/password"),
        ({"user": "u", "host": "mail.example"}, "không mã hóa"),
    ],
)
def test_settings_that_cannot_work_are_told(
    plain: PostOffice, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(MailError, match=sentence):
        send(settings(plain, **changes), "a@xa.example")
    assert plain.messages == []


def test_the_environment_names_the_server() -> None:
    assert read_mail_settings({}) is None
    assert read_mail_settings({"TRACKER_SMTP_FROM": SENDER}) is None
    found = read_mail_settings({"TRACKER_SMTP_HOST": " mail.example ", "TRACKER_SMTP_TLS": "TLS"})
    assert found and (found.host, found.security, found.port_number) == ("mail.example", "tls", 465)


@pytest.mark.parametrize(
    "text", ["", "a", "a@", "@b", "a b@c.vn", "a@b.vn, c@d.vn", "a@b.vn\nBcc: x@y.vn", "<a@b.vn>", "á@b.vn"]
)
def test_what_is_no_address(text: str) -> None:
    assert not is_address(text)
    assert is_address("Van-phong.1+x@ubnd.tuyenquang.gov.vn")
