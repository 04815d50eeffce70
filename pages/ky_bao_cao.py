"""Kỳ báo cáo: who has handed in and who is late in a round, step by step; the coordinator keeps the rounds here."""

import streamlit as st

from tracker.access.rights import may
from tracker.ui import pickers, questions, round_actions, round_reads, round_reminders
from tracker.ui.components import round_views as views
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.site import page_file
from tracker.ui.visitor import current_actor
from tracker.words import round_texts as words
from tracker.workflow.round_board import visible_rows

workspace = open_page()
actor = current_actor(workspace)
rounds = questions.stored_rounds(workspace)
if not may(actor, "manage_rounds"):
    rounds = [one for one in rounds if one.state != "drafted"]
if not rounds:
    show(f"<h1>{words.NO_ROUND}</h1>", key="sentence")
    show_empty(words.NO_ROUND_TITLE, words.NO_ROUND_HELP)
    round_actions.offer_new(workspace, actor, rounds)
    st.stop()

with pickers.pick_row("pickers-round"):
    chosen = round_reads.pick_stored_round(workspace, rounds)
board = round_reads.read_board(workspace, chosen)
pickers.show_link_message()
show(round_reads.opening(workspace, chosen, board), key="sentence")
round_actions.show_done()
with st.container(key="round-actions", horizontal=True, gap="small"):
    drawn = round_actions.as_drawn(chosen)
    round_actions.offer_steps(workspace, actor, drawn)
    round_reminders.offer_reminders(workspace, actor, drawn)
    round_actions.offer_new(workspace, actor, rounds)
if board is None:
    show_empty(words.NOT_OPENED, words.NOT_OPENED_HELP)
    st.stop()

show(views.step_bars(board), key="steps")
visible = visible_rows(board, actor)
if visible.empty:
    show_empty(words.UNITS_HIDDEN_TITLE, words.UNITS_HIDDEN)
    st.stop()
with pickers.pick_row("pickers-board"):
    rows, choice = round_reads.pick_filters(visible)
    round_reads.offer_files(workspace, board, rows, choice)
if len(visible) < len(board.rows):
    st.html(f'<p class="tq-note">{words.ONLY_OWN_UNITS}</p>')
pickers.show_link_message()
round_reads.show_late(board, rows)
if rows.empty:
    show_empty(words.NO_UNITS, words.NO_UNITS_HELP)
else:
    unit = show(views.unit_table(rows), key="board")
    if unit:
        st.switch_page(page_file("nop_so_lieu"), query_params={"don-vi": unit, "ky": chosen.period})
round_reads.show_background(workspace, board, visible)
round_reminders.show_sent(workspace, actor, board)
