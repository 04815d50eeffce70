"""Streamlit's entry page, adapted to this product: language, title and no font that is never shown."""

from __future__ import annotations

import re

TITLE = "Theo dõi chỉ tiêu tỉnh Tuyên Quang"
LOADING = "Đang tải…"
NEEDS_SCRIPTS = "Trang này cần bật JavaScript trong trình duyệt."

# Streamlit's hidden "skip" link is drawn before the theme arrives and would fetch the same font after all.
_FIRST_STYLE = (
    "a[data-testid=stSkipToContent]{font-family:system-ui,sans-serif!important}"
    ".dang-tai{font:15px system-ui,sans-serif;color:#5a6977;text-align:center;margin-top:40vh}"
)
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
    page = page.replace(b"</head>", f"<style>{_FIRST_STYLE}</style></head>".encode(), 1)
    page = page.replace(
        b'<div id="root"></div>', f'<div id="root"><p class="dang-tai">{LOADING}</p></div>'.encode()
    )
    return _NOSCRIPT.sub(f"<noscript><p>{NEEDS_SCRIPTS}</p></noscript>".encode(), page, count=1)
