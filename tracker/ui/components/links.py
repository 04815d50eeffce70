"""Links to other pages inside markup: they change page without a reload, and open in a tab of their own."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from tracker.ui.site import PAGES, page_file

_PATHS = {page.name: page.url_path for page in PAGES if page.file.exists()}
_MARK = "page:"


def link_attributes(page: str, **query: str) -> str:
    """`href` and `data-go` of an element that leads to a page; underscores in names stand for hyphens."""
    asked = urlencode({name.replace("_", "-"): value for name, value in query.items() if value})
    path = _PATHS[page] or "."
    return (
        f'href="{escape(f"{path}?{asked}" if asked else path)}" data-go="{escape(f"{_MARK}{page}?{asked}")}"'
    )


def page_link(page: str, text: str, **query: str) -> str:
    """A link in the middle of text; `text` is escaped. Empty for a page that is not there."""
    if page not in _PATHS:
        return ""
    return f'<a class="tq-link" {link_attributes(page, **query)}>{escape(text)}</a>'


def follow_link(clicked: str | None) -> None:
    """Go where a clicked link of `link_attributes` leads; anything else stays."""
    if not clicked or not clicked.startswith(_MARK):
        return
    page, _, asked = clicked.removeprefix(_MARK).partition("?")
    if page in _PATHS:
        st.switch_page(page_file(page), query_params=dict(parse_qsl(asked)))
