"""Quản trị: what the workspace holds, starting with real figures, and whether the sums are right."""

import streamlit as st

from tracker.ui import questions
from tracker.ui.administration import begin_after_asking
from tracker.ui.components import tables
from tracker.ui.components.view import show
from tracker.ui.frame import open_page
from tracker.ui.visitor import current_actor
from tracker.words import screen, sentences

workspace = open_page()
show(tables.workspace_card(workspace, current_actor(workspace)), key="workspace")

if workspace.is_demo:
    st.html(
        f'<div class="tq"><h2>{screen.BEGIN_REAL}</h2><p class="lead">{sentences.BEGIN_REAL_HELP}</p></div>'
    )
    with st.form("begin real", border=True):
        phrase = st.text_input(sentences.BEGIN_REAL_ASK, key="begin_phrase", autocomplete="off")
        asked = st.form_submit_button(screen.BEGIN_REAL, key="begin_real", type="primary")
    if asked:
        begin_after_asking(workspace, phrase)

st.html(f'<div class="tq"><h2>Đối chiếu số tổng hợp</h2><p class="lead">{sentences.RECOUNT_HELP}</p></div>')
if st.button("Đối chiếu ngay", key="check_rollups"):
    differences = questions.rollup_differences(workspace)
    if differences.empty:
        st.success(sentences.RECOUNT_EQUAL)
    else:
        st.error(sentences.recount_differs(len(differences)))
        show(tables.difference_table(differences), key="differences")
