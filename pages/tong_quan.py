"""Tổng quan: where are we behind, who is behind, will the milestone be met."""

import streamlit as st

from tracker.ui import pickers, questions
from tracker.ui.components.rows import RowContext, overview_markup
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.site import page_file
from tracker.words import screen, sentences
from tracker.workflow.overview import make_overview
from tracker.workflow.rounds import find_open_round

workspace = open_page()
with pickers.pick_row():
    period = pickers.pick_period(workspace)
    place = pickers.pick_place(workspace, period)
    programme = pickers.pick_programme(workspace)
pickers.show_link_message()

assessment = questions.assess(workspace, period, [place])
completeness = questions.completeness(workspace, place, period)
today = workspace.settings.today
expected = questions.expected_codes(workspace, place, period)
overview = make_overview(assessment, completeness, expected, workspace.catalogue, period, today, programme)
judged_on = sorted({place, *assessment["judged_on"]})
context = RowContext(
    workspace.catalogue,
    workspace.reference,
    questions.series(workspace, judged_on, None, period),
    questions.compare(workspace, period, judged_on),
    period,
)
names = {one.code: one.short_name for one in workspace.catalogue.indicators}
worst = next(iter(overview.judged["indicator_code"].map(names)), None)
head = f"<h1>{sentences.overview_sentence(period, overview.counts, worst)}</h1>"
waiting = find_open_round(workspace.catalogue, today)
if waiting and waiting.period != period:
    asked = workspace.reference.resolve_place(workspace.catalogue.province_code, waiting.period)
    received = questions.completeness(workspace, asked, waiting.period)
    reported = int(received["has_reported"].sum())
    text = sentences.open_round_sentence(waiting.period, waiting.due_on, reported, len(received))
    head += f'<p class="lead">{text}</p>'
here = completeness["has_reported"]
if 0 < here.sum() < sentences.ENOUGH_REPORTED * len(here):
    head += f'<p class="tq-note" style="margin-top:8px">{sentences.partial_sentence(int(here.sum()), len(here))}</p>'
st.html(f'<div class="tq">{head}</div>')
if assessment["value"].notna().any():
    chosen = show(overview_markup(overview, context), key="overview")
    if chosen:
        st.switch_page(
            page_file("chi_tieu"), query_params={"ma": chosen, "ky": str(period), "dia-ban": place}
        )
else:
    show_empty(screen.NO_FIGURES, screen.NO_FIGURES_HELP)
