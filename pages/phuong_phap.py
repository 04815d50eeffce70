"""Phương pháp: the verdicts, the thresholds of the catalogue, every formula with its source."""

import streamlit as st

from tracker.ui.components import reference_sheets
from tracker.ui.components.view import show
from tracker.ui.frame import open_page
from tracker.words import sentences
from tracker.words.formats import format_share

workspace = open_page()
thresholds = workspace.catalogue.thresholds
head = sentences.methods_sentence(format_share(thresholds.on_track), format_share(thresholds.at_risk))
st.html(f'<div class="tq"><h1>{head}</h1></div>')
show(reference_sheets.verdict_sheet(workspace.catalogue), key="verdicts")
show(reference_sheets.method_sheet(), key="methods")
