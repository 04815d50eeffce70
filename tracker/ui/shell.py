"""The main script: the frame of every page and the menu; Streamlit runs it at each visit and each click."""

from __future__ import annotations

import streamlit as st

from tracker.ui.frame import draw_frame, run_page
from tracker.ui.site import list_sections
from tracker.words.screen import PRODUCT_NAME

st.set_page_config(page_title=PRODUCT_NAME, layout="wide", initial_sidebar_state="auto")
chosen = st.navigation(
    {
        title: [
            st.Page(page.file, title=page.title, url_path=page.url_path or None, default=not page.url_path)
            for page in pages
        ]
        for title, pages in list_sections().items()
    },
    expanded=True,
)
draw_frame()
run_page(chosen)
