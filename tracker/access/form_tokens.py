"""What a form carries so that only this browser, from our own page, can have sent it."""

from __future__ import annotations

import hashlib

FORM_COOKIE = "tracker_form"
FORM_FIELD = "khoa"


def make_form_token(secret: str, session: str, action: str) -> str:
    """The value of FORM_FIELD for a form to `action`, from the browser's two cookies (FORM_COOKIE, session)."""
    return hashlib.sha256(f"{secret}\n{session}\n{action}".encode()).hexdigest()
