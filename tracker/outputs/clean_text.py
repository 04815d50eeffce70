"""Text that people typed, as every format takes it: no control signs, no half characters."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def drop_controls(text: str) -> str:
    """The text without what XML cannot hold, control characters and halves of pairs, or what turns its direction."""
    return _CONTROL.sub("", text)


def plain_line(text: str) -> str:
    """The same as one line, with single blanks for every run of white space."""
    return " ".join(drop_controls(text).split())
