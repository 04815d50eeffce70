"""Nộp số liệu: a unit takes its form, hands it in, sees every finding, confirms, and may take it back."""

import streamlit as st

from tracker.ui import hand_in, hand_in_history, pickers
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.hand_in_names import ask_names
from tracker.ui.hand_in_outlook import show_outlook, show_record
from tracker.words import hand_in_texts as words
from tracker.workflow.handing_in import HandInError, make_request

workspace = open_page()
with pickers.pick_row():
    period = pickers.pick_round(workspace)
    unit = pickers.pick_unit(workspace, period)
pickers.show_link_message()

try:
    request = make_request(workspace.store, workspace.catalogue, workspace.reference, unit, period)
except HandInError as error:
    show(f"<h1>{words.NO_FORM}</h1>", key="state")
    show_empty(str(error), words.NO_FORM_HELP)
    st.stop()

rows = hand_in.list_hand_ins(workspace, unit, period)
standings = hand_in_history.find_standings(workspace, rows)
show(f"<h1>{hand_in.state_sentence(request, rows, standings)}</h1>", key="state")
hand_in_history.show_outcome()
refusal = hand_in.refusal(workspace, (request.unit.code, request.unit.valid_from))
if refusal:
    show_empty(words.REFUSED, refusal)
approved = hand_in_history.approval_note(request, standings)
if approved:
    st.html(f'<p class="tq-note" role="status">{approved}</p>')

left, right = st.columns([1.7, 1], gap="large")
with left:
    hand_in.offer_form(workspace, unit, period)
    receipt = None if refusal else hand_in.take_upload(workspace, unit, period)
    if receipt:
        hand_in.show_receipt(workspace, receipt)
        ask_names(workspace, receipt)
        show_outlook(workspace, receipt)
        show_record(workspace, receipt)
        if not approved:
            hand_in.confirm(workspace, receipt)
with right:
    hand_in_history.show_history(workspace, rows, standings)
