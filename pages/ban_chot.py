"""Bản chốt: which editions were signed, what one says, whether a code is genuine, what would be signed now."""

import streamlit as st

from tracker.access.rights import may
from tracker.core.period import Period
from tracker.ui import editions, pickers
from tracker.ui.components import edition_cards as cards
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.site import page_file
from tracker.ui.visitor import current_actor
from tracker.words import edition_texts as words
from tracker.words.formats import format_period
from tracker.workflow.editions import list_editions

workspace = open_page()
actor = current_actor(workspace)
known = list_editions(workspace.store)
asked = st.query_params.get("ban")
chosen = next((one for one in known if one.short_number == asked), None)
if asked and chosen is None:
    st.html(f'<p class="tq-note" role="status">{words.no_such_edition(asked)}</p>')
if chosen:
    if st.button(words.BACK, key="back", type="tertiary"):
        del st.query_params["ban"]
        st.rerun()
    period = Period.parse(chosen.short_number.rpartition("/")[0])
    sentence = words.edition_sentence(chosen.short_number, period, chosen.signed_at, chosen.signed_by)
    show(f"<h1>{sentence}</h1>", key="sentence")
    editions.show_edition(workspace, chosen, [one for one in known if one.round_id == chosen.round_id])
    pickers.show_link_message()
    st.stop()

views = list(words.VIEWS) if may(actor, "view_hand_ins") else ["danh-sach"]
view = pickers.choose("xem", views, "danh-sach", lambda name: words.VIEWS[name], tabs=True)
if view == "ky-duyet":
    with pickers.pick_row():
        period = pickers.pick_round(workspace)
    pickers.show_link_message()
    draft = editions.read_draft(workspace, period)
    content = draft.content
    missing, submissions = content.tables["missing"], content.tables["submissions"]
    approved = int((submissions["period"] == str(period)).sum())
    sentence = words.draft_sentence(period, approved, len(missing), draft.number, not draft.obstacles)
    show(f'<h1>{sentence}</h1><p class="lead"><b>{words.DRAFT_MARK}</b></p>', key="sentence")
    editions.show_outcome()
    editions.offer_signing(workspace, draft)
    show(cards.draft_facts(content) + cards.verdict_tables(content), key="draft")
    st.stop()

pickers.show_link_message()
newest = (known[0].short_number, known[0].signed_at, known[0].signed_by) if known else None
show(f"<h1>{words.list_sentence(len(known), newest)}</h1>", key="sentence")
if known:
    names = {one.round_id: format_period(one.short_number.rpartition("/")[0]) for one in known}
    go = show(cards.edition_list(known, names), key="list")
    if go:
        pickers.open_link(ban=go)
else:
    show_empty(words.NO_EDITIONS, words.NO_EDITIONS_HELP)
st.page_link(page_file("kiem_tra"), label=words.VERIFY_HEADING)
