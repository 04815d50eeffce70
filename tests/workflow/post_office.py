"""A real mail server for the tests: it keeps what it takes, asks for a login, and speaks TLS as told."""

from __future__ import annotations

import email
import email.policy
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from bench.serving import find_free_port

LOGIN, PASSWORD = "tracker", "rat bi mat: 1-2-3"
HOST = "localhost"


class PostOffice:
    """What came in, and whom it refuses: `refused` addresses, every message while `is_full`."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refused: set[str] = set()
        self.is_full = False
        self.on_message: Callable[[], None] = lambda: None
        self.was_encrypted: list[bool] = []
        self.port = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.on_message()
        if self.is_full:
            return "452 4.3.1 full"
        self.messages.append(
            email.message_from_bytes(envelope.content, policy=email.policy.default)  # type: ignore[arg-type]
        )
        self.recipients.append(list(envelope.rcpt_tos))
        self.was_encrypted.append(session.ssl is not None)
        return "250 OK"


@contextmanager
def run_post_office(
    *, certificate: trustme.LeafCert | None = None, is_tls: bool = False, with_login: bool = False
) -> Iterator[PostOffice]:
    """A server on a free port of this machine; with a certificate it offers STARTTLS, or speaks TLS from the start."""
    office = PostOffice()
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        certificate.configure_cert(context)
    controller = Controller(
        office, hostname="127.0.0.1", port=find_free_port(), server_hostname=HOST,
        ssl_context=context if is_tls else None,
        tls_context=None if is_tls else context,
        require_starttls=bool(context) and not is_tls,
        authenticator=_check_login if with_login else None,
        auth_required=with_login,
        auth_require_tls=with_login and not is_tls and bool(context),
    )  # fmt: skip
    controller.start()
    try:
        office.port = controller.port
        yield office
    finally:
        controller.stop()


def text_of(message: EmailMessage) -> str:
    """The text of a message with plain line ends."""
    return str(message.get_content()).replace("\r\n", "\n")


def _check_login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    expected = LoginPassword(LOGIN.encode(), PASSWORD.encode())
    return AuthResult(success=data == expected, handled=False)


def trust(authority: trustme.CA, folder: Path, monkeypatch: Any) -> None:
    """Let this process trust a passing authority, as an administrator would by SSL_CERT_FILE."""
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
