"""Danh mục chỉ tiêu: every indicator with its targets and sources, readings, documents."""

import streamlit as st

from tracker.ui import pickers
from tracker.ui.components import reference_sheets
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.site import page_file
from tracker.words import screen, sentences

workspace = open_page()
catalogue = workspace.catalogue
with pickers.pick_row():
    programme = pickers.pick_programme(workspace, all_word=screen.ALL_PROGRAMMES)
    wanted = st.text_input(screen.SEARCH, key="tim", bind="query-params", placeholder=screen.SEARCH,
                           label_visibility="collapsed")  # fmt: skip
pickers.show_link_message()

chosen = [
    one
    for one in catalogue.indicators
    if (not programme or programme in one.programmes)
    and wanted.strip().lower() in f"{one.code} {one.name} {one.short_name}".lower()
]
targets = [target for one in chosen for target in one.targets]
documents = {target.source.document for target in targets} | {one.source.document for one in chosen}
unverified = sum(not target.verified for target in targets)
head = sentences.catalogue_sentence(len(chosen), len(targets), len(documents), unverified)
st.html(f'<div class="tq"><h1>{head}</h1></div>')
if chosen:
    clicked = show(reference_sheets.indicator_sheet(catalogue, chosen), key="indicators")
    if clicked:
        st.switch_page(page_file("chi_tieu"), query_params={"ma": clicked})
else:
    show_empty(screen.NOT_FOUND, screen.NOT_FOUND_HELP)
show(reference_sheets.readings_sheet(catalogue) + reference_sheets.document_sheet(catalogue), key="documents")
