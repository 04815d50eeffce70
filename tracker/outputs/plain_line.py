"""Text that people typed, as one line that every format takes: no control signs, no half characters."""

from __future__ import annotations

import re

# What XML 1.0 cannot hold, and what UTF-8 cannot write.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain_line(text: str) -> str:
    """The text without what is no text, with single blanks for every run of white space."""
    return " ".join(_NOT_TEXT.sub("", text).split())
