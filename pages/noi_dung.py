"""Nội dung báo cáo: what a unit has written for a round and what is missing; documents issued and carried out."""

import streamlit as st

from tracker.ui import issued_documents, pickers, report_words
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.visitor import current_actor
from tracker.words import text_texts as words
from tracker.words.formats import format_period
from tracker.workflow.stored_rounds import find_stored_round

workspace = open_page()
actor = current_actor(workspace)

row = pickers.pick_row()
with row:
    period = pickers.pick_round(workspace)
    unit = report_words.pick_writing_unit(workspace, actor, period)
    programme = unit and report_words.pick_unit_programme(workspace, unit, period)
current = find_stored_round(workspace.store, period)
empty = None
if unit is None:
    empty = (words.NO_UNIT, words.NO_UNIT_HELP)
elif programme is None:
    empty = (words.NO_PROGRAMME, words.NO_PROGRAMME_HELP)
elif current is None:
    empty = (words.NO_ROUND.format(period=format_period(period)), words.NO_ROUND_HELP)
if empty:
    pickers.show_link_message()
    show(f"<h1>{empty[0]}</h1>", key="sentence")
    show_empty(*empty)
    st.stop()

view = pickers.choose("xem", list(words.VIEWS), "noi-dung", lambda name: words.VIEWS[name], tabs=True)
if view == "van-ban":
    pickers.show_link_message()
    issued_documents.show_documents(workspace, actor, current, unit, programme)
    st.stop()
with row:
    indicator, indicators = report_words.pick_scope(workspace, unit, programme, period)
pickers.show_link_message()
writing = report_words.Writing(workspace, actor, current, unit, programme, indicator, indicators)
views = report_words.read_views(writing)
report_words.show_sentence(writing, views)
left, right = st.columns([1.7, 1], gap="large")
with left:
    report_words.show_parts(writing, views)
with right:
    report_words.show_figures(writing, views)
