"""Địa bàn, đơn vị: units by verdict, ranked on one indicator, and one unit's own sheet."""

import streamlit as st

from tracker.core.assessment import worst_first
from tracker.core.standing import count_verdicts
from tracker.ui import explanations, pickers, questions
from tracker.ui.components import unit_views
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.site import page_file
from tracker.words import screen, sentences
from tracker.workflow import unit_board

workspace = open_page()
catalogue, reference = workspace.catalogue, workspace.reference
with pickers.pick_row():
    period = pickers.pick_period(workspace)
    place = pickers.pick_place(workspace, period)
    programme = pickers.pick_programme(workspace)
    workspace = pickers.pick_basis(workspace)
pickers.show_basis(workspace, period)
view = pickers.choose("xem", list(screen.UNIT_VIEWS), "bang", lambda name: screen.UNIT_VIEWS[name], tabs=True)

completeness = questions.completeness(workspace, place, period)
names = dict(zip(completeness["unit_code"], completeness["name"], strict=True))
assessment = questions.assess(workspace, period, list(names), programme)
expected = questions.expected_codes(workspace, place, period)
board = unit_board.make_unit_board(assessment, expected, catalogue, period, programme)
chosen = None

if view == "phieu":
    with pickers.pick_row("pickers-unit"):
        unit = pickers.pick_unit(workspace, period, list(names), default=next(iter(board.units), None))
    pickers.show_link_message()
    own = unit_board.own_rows(assessment[assessment["place_code"] == unit], expected, period)
    rows, background = unit_board.split_background(worst_first(own), catalogue)
    head = sentences.unit_sentence(period, names[unit], count_verdicts(rows))
    st.html(f'<div class="tq"><h1>{head}</h1></div>')
    compared = questions.compare(workspace, period, [unit])
    beside = explanations.read_beside(workspace, period, unit_code=unit)
    marks = beside.marks(own["indicator_code"])
    clicked = show(unit_views.unit_sheet(rows, background, compared, catalogue, marks), key="sheet")
    beside.show()
    if clicked and not beside.answer(clicked):
        st.switch_page(
            page_file("chi_tieu"), query_params={"ma": clicked, "ky": str(period), "dia-ban": unit}
        )
elif not board.indicators:
    pickers.show_link_message()
    head = sentences.units_sentence(period, reference.name_of(place, period), 0, 0, len(names))
    st.html(f'<div class="tq"><h1>{head}</h1></div>')
    show_empty(screen.NO_PLANS, screen.NO_PLANS_HELP)
elif view == "xep-hang":
    codes = assessment[assessment["value"].notna()]["indicator_code"].unique()
    with pickers.pick_row("pickers-indicator"):
        indicator = pickers.pick_indicator(workspace, list(codes), default=board.indicators[0])
    pickers.show_link_message()
    one = next(one for one in catalogue.indicators if one.code == indicator)
    rows = unit_board.ranked(assessment, indicator, one.direction)
    ends = unit_views.ranking_ends(rows, one, names)
    st.html(f'<div class="tq"><h1>{sentences.ranking_sentence(one.short_name, *ends)}</h1></div>')
    chosen = show(unit_views.ranking(rows, one, names), key="ranking")
else:
    pickers.show_link_message()
    title = reference.name_of(place, period)
    head = sentences.units_sentence(period, title, board.behind_units, board.judged_units, len(names))
    reported = int(completeness["has_reported"].sum())
    st.html(
        f'<div class="tq"><h1>{head}</h1><p class="lead">{sentences.reported_sentence(reported, len(names))}</p></div>'
    )
    chosen = show(unit_views.matrix(board, catalogue, names), key="matrix")
show(unit_views.silent_units(completeness), key="silent")
if chosen:
    pickers.open_link(xem="phieu", don_vi=chosen)
