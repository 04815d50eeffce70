"""Tài liệu họp: slides, report, annex and charts of a round, all made from one edition."""

import streamlit as st

from tracker.ui import exports, pickers
from tracker.ui.components.view import show
from tracker.ui.frame import open_page
from tracker.ui.site import page_file
from tracker.words import export_texts as words
from tracker.words.screen import ALL_PROGRAMMES

workspace = open_page()
with pickers.pick_row():
    period = pickers.pick_period(workspace)
    number = exports.pick_edition(workspace, period)
    unit = exports.pick_place(workspace, period)
    programme = pickers.pick_programme(workspace, all_word=ALL_PROGRAMMES)
    variant = exports.pick_variant()
pickers.show_link_message()

place = workspace.reference.name_of(unit or workspace.catalogue.province_code, period)
show(f"<h1>{words.export_sentence(exports.source_words(workspace, number), place)}</h1>", key="sentence")
link = {"ky": str(period), "ban": number, "don-vi": unit, "chuong-trinh": programme}
st.page_link(
    page_file("trinh_chieu"),
    label=words.PRESENT,
    query_params={name: text for name, text in link.items() if text},
)
for request in exports.list_requests(workspace, unit, programme, variant):
    exports.show_row(workspace, period, number, request)
