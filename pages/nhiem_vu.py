"""Nhiệm vụ kế hoạch: which tasks of the plan are late, who is responsible, what they report and on what grounds."""

import streamlit as st

from tracker.ui import pickers, plan_tasks
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.visitor import current_actor
from tracker.words import task_texts as words
from tracker.words.formats import format_period
from tracker.workflow.plan_tasks import read_tasks
from tracker.workflow.stored_rounds import find_stored_round

workspace = open_page()
actor = current_actor(workspace)
row = pickers.pick_row()
with row:
    period = pickers.pick_round(workspace)
current = find_stored_round(workspace.store, period)
if current is None:
    pickers.show_link_message()
    show(f"<h1>{words.NO_ROUND.format(period=format_period(period))}</h1>", key="sentence")
    show_empty(words.NO_ROUND.format(period=format_period(period)), words.NO_ROUND_HELP)
    st.stop()
rows = read_tasks(workspace.store, workspace.reference, actor, current, workspace.settings.today)

view = plan_tasks.pick_view(actor)
unit = None
if view == "cua-toi":
    with row:
        unit = plan_tasks.pick_task_unit(rows, actor)
pickers.show_link_message()
plan_tasks.show_sentence(workspace, current, rows, unit)
if unit:
    plan_tasks.show_own(workspace, actor, current, rows, unit)
else:
    plan_tasks.show_groups(workspace, rows)
