"""Chỉ tiêu: where one indicator stands, by which figures, where they come from and where they lead."""

from functools import partial

import streamlit as st

from tracker.ui import charts, explanations, indicator_reads, pickers
from tracker.ui.components import indicator_cards as cards
from tracker.ui.components.history_table import read_history_link
from tracker.ui.components.marks import doubt
from tracker.ui.components.sources_table import ALL_SOURCES, sources_table
from tracker.ui.components.view import show
from tracker.ui.figure_history import open_history
from tracker.ui.frame import open_page, show_empty
from tracker.words import history_texts
from tracker.words import indicator_sentences as words
from tracker.workflow.figure_history import FigureKey

workspace = open_page()
with pickers.pick_row():
    period = pickers.pick_period(workspace)
    place = pickers.pick_place(workspace, period)
    code = pickers.pick_indicator(workspace, default="GN-01")
    workspace = pickers.pick_basis(workspace)
pickers.show_link_message()
pickers.show_basis(workspace, period)

sheet = indicator_reads.read_sheet(workspace, code, place, period)
indicator, main = sheet.indicator, sheet.main.to_dict()
measure = (indicator.unit_of_measure, indicator.decimals)
sentence = words.standing_sentence(indicator.short_name, main, *measure)
projection = words.projection_sentence(main, *measure) or words.no_projection(main)
lead = f'<p class="lead">{projection}</p>' + cards.own_report_line(sheet.own_report, indicator)
show(f"<h1>{sentence}{doubt(main['unapproved'])}</h1>{lead}", key="standing")
beside = explanations.read_beside(workspace, period, indicator_code=code)
beside.offer_button()

if len(sheet.drawn.points) or sheet.rows["bound"].notna().any():
    figure = indicator_reads.read_figure(workspace, code, place, period, charts.scheme())
    files = indicator_reads.chart_files(workspace, code, place, period)
    charts.draw(figure, key="chart", alt=f"{indicator.name}. {projection}", files=files)
else:
    show_empty(words.NO_CHART, words.NO_CHART_HELP)

show(cards.verdict_cards(sheet.rows, sheet.opinions, indicator), key="verdicts")

beside.show()
owner = indicator_reads.owner_name(workspace, indicator, period)
units = indicator_reads.read_ranking(workspace, code, place, period)
whole = indicator_reads.opened_lists(code)
marks = beside.marks(units["place_code"])
left = cards.ranking(units, indicator, period, whole=cards.ALL_UNITS in whole, beside=marks)
right = cards.indicator_facts(indicator, workspace.catalogue, owner)
asked = show(f'<div class="tq-cards">{left}{right}</div>', key="details")
is_whole = ALL_SOURCES in whole
sources = sources_table(sheet.sources, sheet.source_code, indicator, workspace.catalogue, whole=is_whole)
asked = show(sources, key="sources") or asked

opened = read_history_link(asked)
bearers = partial(indicator_reads.list_bearers, workspace, sheet, place)
if st.button(history_texts.OPEN, key="history"):
    first = next(iter(bearers(period)), place)
    opened = FigureKey(sheet.source_code, first, str(period), "actual")
if opened:
    open_history(workspace, opened, bearers)
elif asked and not beside.answer(asked):
    indicator_reads.open_list(code, asked)
