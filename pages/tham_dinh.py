"""Thẩm định: what waits for me in a round, one hand-in with everything to judge it by, and the round as a whole."""

import streamlit as st

from tracker.access.rights import may
from tracker.ui import pickers, review
from tracker.ui.components import review_cards as cards
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.visitor import current_actor
from tracker.words import review_screen as words
from tracker.workflow import review_queue
from tracker.workflow.reviewing import ReviewError

workspace = open_page()
actor = current_actor(workspace)
chosen = st.query_params.get(review.SHEET)
if chosen:
    try:
        sheet = review.open_sheet(workspace, chosen)
    except ReviewError as error:
        show(f"<h1>{words.NO_SHEET}</h1>", key="sentence")
        show_empty(words.NO_SHEET, str(error))
        st.stop()
    if st.button(words.BACK, key="back", type="tertiary"):
        del st.query_params[review.SHEET]
        st.rerun()
    name = workspace.reference.name_of(sheet.looked.unit[0], sheet.looked.period)
    show(cards.sheet_head(sheet, name, workspace.catalogue), key="head")
    review.show_outcome()
    left, right = st.columns([2.6, 1], gap="large")
    with left:
        clicked = show(cards.figures_tables(sheet, workspace.catalogue), key="figures")
    with right:
        review.draw_acceptance(workspace, actor, sheet)
        review.draw_reopening(workspace, actor, sheet)
        if review.may_comment(actor, sheet):
            review.draw_comment(workspace, sheet, cards.figure_labels(sheet, workspace.catalogue), clicked)
        review.draw_files(workspace, sheet)
    st.stop()

with pickers.pick_row():
    period = pickers.pick_round(workspace)
view = pickers.choose("xem", list(words.VIEWS), "cho-toi", lambda name: words.VIEWS[name], tabs=True)
pickers.show_link_message()
items = review.list_items(workspace, period)
mine = review_queue.waiting_for(actor, items)
asked, ready = review_queue.asked_to_reopen(items), review_queue.to_consolidate(items)
missing = review.list_missing(workspace, period)
if may(actor, "review"):
    oldest = min(mine, key=lambda one: one.received_at, default=None)
    head = words.queue_sentence(period, len(mine), (oldest.unit_name, oldest.received_at) if oldest else None)
else:
    waiting = sum(one.standing.is_under_review for one in items)
    head = words.office_sentence(period, len(asked), len(ready), waiting, len(missing))
show(f"<h1>{head}</h1>", key="sentence")
review.show_outcome()

go = None
if view == "ca-ky":
    go = show(cards.round_table(items, missing), key="round")
elif may(actor, "review") and mine:
    go = show(cards.queue_table(mine, workspace.catalogue, workspace.settings.today), key="queue")
elif may(actor, "review"):
    show_empty(words.NOTHING_WAITS, words.NOTHING_WAITS_HELP)
else:
    go = show(cards.requests_table(asked), key="requests")
    show(cards.consolidation_head(len(ready), missing), key="consolidation")
    if ready and may(actor, "consolidate"):
        review.draw_consolidation(workspace, ready)
if go:
    pickers.open_link(lan_nop=go)
