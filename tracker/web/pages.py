"""The frame of the pages that we serve ourselves: they work without scripts, in light and dark, on a phone."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse

from tracker.words import sign_in_texts as words
from tracker.words.screen import PRODUCT_NAME

_STYLE = (Path(__file__).resolve().parent / "styles" / "pages.css").read_text(encoding="utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    # The token of a one-time link is part of its address.
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True)
class Page:
    """`heading` and `lead` are plain text; `body` is our own markup; `alarm` says what went wrong."""

    heading: str
    lead: str = ""
    body: str = ""
    alarm: str = ""
    note: str = ""
    status: int = 200
    is_wide: bool = False


def answer_page(page: Page) -> HTMLResponse:
    alarm = f'<p class="alarm" role="alert">{escape(page.alarm)}</p>' if page.alarm else ""
    note = f'<p class="note" role="status">{escape(page.note)}</p>' if page.note else ""
    lead = f'<p class="lead">{escape(page.lead)}</p>' if page.lead else ""
    markup = (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(page.heading)} · {PRODUCT_NAME}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><link rel="icon" href="/favicon.png">'
        f'<style>{_STYLE}</style></head><body><main class="{"wide" if page.is_wide else ""}">'
        f'<p class="brand"><a href="/">{PRODUCT_NAME}</a></p><section><h1>{escape(page.heading)}</h1>'
        f"{lead}{alarm}{note}{page.body}</section></main></body></html>"
    )
    return HTMLResponse(markup, page.status, HEADERS)


def field(
    name: str, label: str, *, kind: str = "text", value: str = "", complete: str = "", is_first: bool = False
) -> str:
    """A labelled input; `complete` is what the browser's password keeper may fill in."""
    extra = ' autofocus=""' if is_first else ""
    plain = ' autocapitalize="none" spellcheck="false"' if kind == "text" else ""
    return (
        f'<label><span>{escape(label)}</span><input type="{kind}" name="{name}" value="{escape(value)}" '
        f'autocomplete="{complete or "off"}" maxlength="200" required{plain}{extra}></label>'
    )


def new_password_fields() -> str:
    return field("moi", words.PASSWORD_NEW, kind="password", complete="new-password") + field(
        "lai", words.PASSWORD_AGAIN, kind="password", complete="new-password"
    )


def link(path: str, text: str) -> str:
    return f'<p class="foot"><a href="{escape(path)}">{escape(text)}</a></p>'
