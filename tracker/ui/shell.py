"""The main script: the frame of every page and the menu; Streamlit runs it at each visit and each click."""

from __future__ import annotations

import streamlit as st

from tracker.ui.account_bar import draw_account_bar
from tracker.ui.administration import show_begun
from tracker.ui.frame import draw_frame, run_page
from tracker.ui.single_sign_on import carry_over
from tracker.ui.site import find_page, list_sections
from tracker.ui.visitor import find_visitor, may_open
from tracker.words.screen import PRODUCT_NAME


def draw_shell() -> None:
    """The menu with the pages that the visitor may open, and the page that was chosen."""
    st.set_page_config(page_title=PRODUCT_NAME, layout="wide", initial_sidebar_state="auto")
    visitor = find_visitor()
    chosen = st.navigation(
        {
            title: [
                st.Page(
                    page.file,
                    title=page.title,
                    url_path=page.url_path or None,
                    default=not page.url_path,
                    visibility="visible" if may_open(visitor, page) else "hidden",
                )
                for page in pages
            ]
            for title, pages in list_sections().items()
        },
        expanded=True,
    )
    draw_frame()
    show_begun()
    if visitor:
        carry_over(visitor)
        draw_account_bar(visitor, find_page(chosen.url_path))
    run_page(chosen, find_page(chosen.url_path), visitor)


if (
    __name__ == "__main__"
):  # the process behind the meeting documents loads this file too, and shall draw nothing
    draw_shell()
