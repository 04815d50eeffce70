"""Streamlit's entry page, adapted to this product: language, title and no font that is never shown."""

from __future__ import annotations

import re

TITLE = "Theo dõi chỉ tiêu tỉnh Tuyên Quang"
NEEDS_SCRIPTS = "Trang này cần bật JavaScript trong trình duyệt."

_FONT_PRELOAD = re.compile(rb"<link\s+rel=\"preload\"[^>]*?as=\"font\"[^>]*?/?>\s*")
_NOSCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
_TITLE = re.compile(rb"<title>.*?</title>")
_LANGUAGE = re.compile(rb"<html lang=\"[a-z]+\">")
_AGENT_POINTER = re.compile(rb"<!--(?:(?!-->).)*?-->\s*<link rel=\"service-desc\"[^>]*>\s*", re.DOTALL)


def adapt_entry_page(page: bytes) -> bytes:
    """Return Streamlit's index.html for a Vietnamese reader.

    The preloaded font (170 kB) is dropped because the theme names system fonts only. A pattern that no
    longer occurs in a newer Streamlit leaves its part of the page as it is.
    """
    page = _FONT_PRELOAD.sub(b"", page)
    page = _AGENT_POINTER.sub(b"", page)
    page = _LANGUAGE.sub(b'<html lang="vi">', page, count=1)
    page = _TITLE.sub(f"<title>{TITLE}</title>".encode(), page, count=1)
    return _NOSCRIPT.sub(f"<noscript><p>{NEEDS_SCRIPTS}</p></noscript>".encode(), page, count=1)
