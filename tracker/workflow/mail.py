"""Outgoing mail over SMTP: its settings, one connection for many messages, faults as Vietnamese sentences."""

from __future__ import annotations

import datetime as dt
import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from tracker.access.surroundings import is_loopback
from tracker.words import reminder_texts as words

_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_SECONDS = 20.0  # for each answer of the mail server
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


class MailError(Exception):
    """No message can go out now; the sentence says why and holds no secret."""


class MessageRefused(MailError):
    """The mail server does not take this message; others may go."""


@dataclass(frozen=True)
class MailSettings:
    """Where mail goes out, as the environment says it; checked when the first message is sent."""

    host: str  # TRACKER_SMTP_HOST
    port: str = ""  # TRACKER_SMTP_PORT; 587, 465 or 25 by the security
    user: str = ""  # TRACKER_SMTP_USER; empty: no login
    password_file: Path | None = None  # TRACKER_SMTP_PASSWORD_FILE
    sender: str = ""  # TRACKER_SMTP_FROM
    security: str = "starttls"  # TRACKER_SMTP_TLS: starttls | tls | none

    @property
    def port_number(self) -> int:
        if not self.port:
            return _PORTS[self.security]
        if not self.port.isascii() or not self.port.isdigit() or not 0 < int(self.port) < 65536:
            raise MailError(words.UNKNOWN_PORT.format(value=self.port))
        return int(self.port)


def read_mail_settings(env: Mapping[str, str]) -> MailSettings | None:
    """The settings of outgoing mail; None when no server is named."""
    host = env.get("TRACKER_SMTP_HOST", "").strip()
    if not host:
        return None
    file = env.get("TRACKER_SMTP_PASSWORD_FILE")
    return MailSettings(
        host,
        env.get("TRACKER_SMTP_PORT", "").strip(),
        env.get("TRACKER_SMTP_USER", "").strip(),
        Path(file) if file else None,
        env.get("TRACKER_SMTP_FROM", "").strip(),
        env.get("TRACKER_SMTP_TLS", "starttls").strip().lower(),
    )


def is_address(text: str) -> bool:
    """Whether a text is one plain e-mail address."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def compose(
    settings: MailSettings, to: Sequence[str], subject: str, text: str, message_id: str, at: dt.datetime
) -> EmailMessage:
    """A plain-text message. `message_id` is the part before the @: the same message sent again keeps it."""
    message = EmailMessage()
    message["From"], message["To"] = settings.sender, ", ".join(to)
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{message_id}@{settings.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


class Post:
    """An open connection to the mail server."""

    def __init__(self, smtp: smtplib.SMTP, settings: MailSettings) -> None:
        self._smtp = smtp
        self._settings = settings

    def send(self, message: EmailMessage, to: Sequence[str]) -> list[str]:
        """Send one message; the addresses that the server did not take, though it took others.

        Raises MessageRefused when it took none of them or not the message, MailError when the connection broke.
        """
        try:
            return sorted(self._smtp.send_message(message, self._settings.sender, list(to)))
        except smtplib.SMTPRecipientsRefused as error:
            addresses = ", ".join(sorted(error.recipients))
            raise MessageRefused(words.RECIPIENTS_REFUSED.format(addresses=addresses)) from error
        except smtplib.SMTPResponseException as error:
            raise MessageRefused(words.REFUSED.format(code=error.smtp_code)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailError(words.BROKEN.format(host=self._settings.host)) from error


@contextmanager
def open_post(settings: MailSettings) -> Iterator[Post]:
    """A connection that is encrypted as the settings say and logged in; raises MailError."""
    if settings.security not in _PORTS:
        raise MailError(words.UNKNOWN_SECURITY.format(value=settings.security))
    if not is_address(settings.sender):
        raise MailError(words.NO_SENDER_ADDRESS.format(sender=settings.sender))
    if settings.user and settings.security == "none" and not is_loopback(settings.host):
        raise MailError(words.PASSWORD_IN_CLEAR.format(host=settings.host))
    password = _read_password(settings)
    smtp = _connect(settings)
    try:
        if settings.user:
            _log_in(smtp, settings, password)
        yield Post(smtp, settings)
    finally:
        try:
            smtp.quit()
        except (smtplib.SMTPException, OSError):
            smtp.close()


def _connect(settings: MailSettings) -> smtplib.SMTP:
    name, host, port = settings.sender.rpartition("@")[2], settings.host, settings.port_number
    context = ssl.create_default_context()
    try:
        if settings.security == "tls":
            return smtplib.SMTP_SSL(host, port, name, timeout=_SECONDS, context=context)
        smtp = smtplib.SMTP(host, port, name, timeout=_SECONDS)
        if settings.security == "starttls":
            _encrypt(smtp, context, settings)
        return smtp
    except ssl.SSLCertVerificationError as error:
        raise MailError(words.UNTRUSTED.format(host=host)) from error
    except ssl.SSLError as error:
        raise MailError(words.NOT_ENCRYPTED.format(host=host, port=port)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailError(words.UNREACHABLE.format(host=host, port=port)) from error


def _encrypt(smtp: smtplib.SMTP, context: ssl.SSLContext, settings: MailSettings) -> None:
    """Never on in clear: a server that does not offer encryption gets no message."""
    try:
        smtp.starttls(context=context)
    except smtplib.SMTPException as error:
        smtp.close()
        raise MailError(words.NO_STARTTLS.format(host=settings.host)) from error
    except BaseException:
        smtp.close()
        raise


def _log_in(smtp: smtplib.SMTP, settings: MailSettings, password: str) -> None:
    try:
        smtp.login(settings.user, password)
    except smtplib.SMTPAuthenticationError:
        # Without its cause: what a server answers to a login stays out of every log.
        raise MailError(words.LOGIN_REFUSED.format(host=settings.host)) from None
    except (smtplib.SMTPException, OSError):
        raise MailError(words.NO_LOGIN.format(host=settings.host)) from None
    except UnicodeEncodeError:
        raise MailError(words.PASSWORD_NOT_PLAIN) from None


def _read_password(settings: MailSettings) -> str:
    if not settings.user:
        return ""
    if settings.password_file is None:
        raise MailError(words.PASSWORD_UNREADABLE.format(path="–"))
    try:
        return settings.password_file.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise MailError(words.PASSWORD_UNREADABLE.format(path=settings.password_file)) from None
