"""Tổng quan: where are we behind, who is behind, will the milestone be met."""

import streamlit as st

from tracker.ui import pickers
from tracker.ui.frame import open_page

workspace = open_page()
with pickers.pick_row():
    period = pickers.pick_period(workspace)
    place = pickers.pick_place(workspace, period)
    programme = pickers.pick_programme(workspace)
pickers.show_link_message()
st.html(f'<div class="tq"><h1>{period} {place} {programme}</h1></div>')
