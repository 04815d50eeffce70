"""Tổng quan: where are we behind, who is behind, will the milestone be met."""

import streamlit as st

from tracker.ui import explanations, pickers, questions
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.overview_reads import read_overview
from tracker.ui.reading_ahead import read_ahead
from tracker.ui.site import page_file
from tracker.words import screen, sentences
from tracker.words.review_texts import not_counted_sentence
from tracker.workflow.rounds import find_open_round

workspace = open_page()
with pickers.pick_row():
    period = pickers.pick_period(workspace)
    place = pickers.pick_place(workspace, period)
    programme = pickers.pick_programme(workspace)
    workspace = pickers.pick_basis(workspace)
pickers.show_link_message()
pickers.show_basis(workspace, period)

overview = read_overview(workspace, period, place, programme)
head = f"<h1>{sentences.overview_sentence(period, overview.counts, overview.worst)}</h1>"
waiting = find_open_round(workspace.catalogue, workspace.settings.today, questions.stored_rounds(workspace))
if waiting and waiting.period != period:
    received = questions.completeness(workspace, place, waiting.period)["has_reported"]
    text = sentences.open_round_sentence(waiting.period, waiting.due_on, int(received.sum()), len(received))
    head += f'<p class="lead">{text}</p>'
unapproved = questions.waiting_units(workspace, period)
if unapproved and workspace.basis == "official":
    head += f'<p class="lead">{not_counted_sentence(unapproved)}</p>'
if 0 < overview.reported < sentences.ENOUGH_REPORTED * overview.expected:
    text = sentences.partial_sentence(overview.reported, overview.expected)
    head += f'<p class="tq-note" style="margin-top:8px">{text}</p>'
st.html(f'<div class="tq">{head}</div>')
explanations.show_strip(workspace)
read_ahead("tong-quan", workspace, period, place, programme, read_overview)
if overview.has_figures:
    chosen = show(overview.markup, key="overview")
    if chosen:
        st.switch_page(
            page_file("chi_tieu"), query_params={"ma": chosen, "ky": str(period), "dia-ban": place}
        )
else:
    show_empty(screen.NO_FIGURES, screen.NO_FIGURES_HELP)
