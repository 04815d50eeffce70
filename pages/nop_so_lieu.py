"""Nộp số liệu: a unit takes its form, hands it in, sees every finding, confirms, and may take it back."""

import streamlit as st

from tracker.ui import hand_in, pickers
from tracker.ui.components.view import show
from tracker.ui.frame import open_page
from tracker.ui.hand_in_history import find_standings, show_approval, show_history
from tracker.ui.hand_in_names import ask_names
from tracker.ui.hand_in_outlook import show_outlook, show_record
from tracker.workflow.handing_in import make_request

workspace = open_page()
with pickers.pick_row():
    period = pickers.pick_round(workspace)
    unit = pickers.pick_unit(workspace, period)
pickers.show_link_message()

request = make_request(workspace.store, workspace.catalogue, workspace.reference, unit, period)
key = (request.unit.code, request.unit.valid_from)
rows = hand_in.list_hand_ins(workspace, unit, period)
may_see_hand_ins = hand_in.may_see_hand_ins(workspace, key)
standings = find_standings(workspace, rows)
show(f"<h1>{hand_in.state_sentence(request, rows, standings, may_see_hand_ins)}</h1>", key="state")
hand_in.show_said()
is_refused = hand_in.show_refusal(workspace, key, period)
is_approved = not is_refused and show_approval(request, standings)

left, right = st.columns([1.5, 1], gap="large")
with left:
    hand_in.offer_form(workspace, request)
    receipt = None if is_refused else hand_in.take_upload(workspace, request)
if receipt:
    with right:
        hand_in.show_decision(receipt)
    hand_in.show_findings(receipt)
    ask_names(workspace, receipt)
    receipt = hand_in.show_differences(workspace, receipt)
    show_outlook(workspace, receipt)
    show_record(workspace, receipt)
    if not is_approved:
        hand_in.confirm(workspace, receipt)
    show_history(workspace, rows, standings)
elif may_see_hand_ins:
    with right:
        show_history(workspace, rows, standings)
