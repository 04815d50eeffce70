"""Kiểm tra tài liệu: whether a printed code, or a file, comes from an edition, which one, and whether it was altered."""

import streamlit as st

from tracker.ui import verification
from tracker.ui.components.view import show
from tracker.ui.frame import open_page
from tracker.words import verification_texts as words

workspace = open_page()
show(f'<h1>{words.SENTENCE}</h1><p class="lead">{words.LEAD}</p>', key="sentence")
left, right = st.columns(2)
with left:
    verification.verify_code(workspace)
with right:
    verification.verify_file(workspace)
