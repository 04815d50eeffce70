"""So sánh: the office's usual table for a programme, place and period, with the change since last year."""

import streamlit as st

from tracker.outputs.bar_figures import ESTIMATE, PLAN, change_heading, change_sentence
from tracker.outputs.office_table import office_columns
from tracker.ui import charts, comparison_reads, pickers
from tracker.ui.components.office_tables import office_table
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.reading_ahead import read_ahead
from tracker.ui.site import page_file
from tracker.words import comparison_sentences as words

workspace = open_page()
with pickers.pick_row():
    period = pickers.pick_period(workspace)
    place = pickers.pick_place(workspace, period)
    programme = pickers.pick_programme(workspace)
    workspace = pickers.pick_basis(workspace)
pickers.show_link_message()
pickers.show_basis(workspace, period)
asked = (workspace, period, place, programme)

known = comparison_reads.read_comparison(*asked)
read_ahead("so-sanh", *asked, comparison_reads.prepare(charts.scheme()))
rows, changes, basis = known.rows, known.changes, known.basis or ESTIMATE
name = workspace.reference.name_of(place, period)
sentence = change_sentence(changes, known.basis, period, name)
show(f'<h1>{sentence}</h1><p class="lead">{words.RATES_NOTE}</p>', key="sentence")
if not rows:
    show_empty(words.NO_ROWS, words.NO_ROWS_HELP)
    st.stop()

st.download_button(
    words.DOWNLOAD,
    lambda: comparison_reads.read_workbook(*asked),
    file_name=f"so-sanh-{place}-{period}.xlsx",
    mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    on_click="ignore",
    key="workbook",
)
code = show(office_table(rows, office_columns(period)), key="table")
if code:
    st.switch_page(page_file("chi_tieu"), query_params={"ma": code, "ky": str(period), "dia-ban": place})

if known.basis is None or not len(changes):
    show_empty(words.NO_CHANGE, words.NO_CHANGE_HELP)
    st.stop()
note = {ESTIMATE: words.MERGED_NOTE, PLAN: words.PLAN_NOTE}.get(basis)
note = (
    f'<p class="lead">{note}</p>' if note and len(comparison_reads.earlier_places(workspace, place)) else ""
)
show(f"<h2>{change_heading(known.basis)}</h2>{note}", key="change heading")
figure = comparison_reads.read_figure(*asked, charts.scheme())
charts.draw(figure, key="changes", alt=words.CHANGE_ALT, files=comparison_reads.chart_files(*asked))
