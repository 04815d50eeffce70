"""The page of the plan's tasks: its sentence, all by group, one unit's own with a form for its state."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed, may
from tracker.catalogue.reference import ReportingUnit
from tracker.core.task_state import TASK_STATES
from tracker.ui import pickers
from tracker.ui.components import task_cards as cards
from tracker.ui.components.view import show
from tracker.ui.frame import show_empty
from tracker.words import task_texts as words
from tracker.workflow import plan_tasks
from tracker.workflow.plan_tasks import LONGEST_EVIDENCE, Duty, TaskError, TaskReport, TaskRow
from tracker.workflow.stored_rounds import StoredRound, may_write_in
from tracker.workflow.workspace import Workspace

_SAID = "task said"


def pick_view(actor: Actor) -> str:
    """All tasks by group, or one unit's (`xem`); whoever reports begins with their own."""
    first = "cua-toi" if actor.units else "nhom"
    return pickers.choose("xem", list(words.VIEWS), first, lambda name: words.VIEWS[name], tabs=True)


def pick_task_unit(rows: Sequence[TaskRow], actor: Actor) -> ReportingUnit:
    """A unit that has tasks (`don-vi`), the actor's own first."""
    units = {duty.unit.code: duty.unit for row in rows for duty in row.duties}
    ordered = sorted(units.values(), key=lambda unit: (unit.level != "department", unit.name))
    own = {code for code, _ in actor.units}
    first = next((unit.code for unit in ordered if unit.code in own), ordered[0].code)
    code = pickers.choose(
        "don-vi", [unit.code for unit in ordered], first, lambda code: f"{units[code].name} · {code}"
    )
    return units[code]


def show_sentence(
    workspace: Workspace, current: StoredRound, rows: tuple[TaskRow, ...], unit: ReportingUnit | None
) -> None:
    """How the tasks stand, all of them or a unit's own, and by which plan."""
    plan = next((one for one in workspace.catalogue.programmes if "KH154" in one.documents), None)
    note = words.PLAN_NOTE.format(note=plan.note if plan and plan.note else "")
    if unit:
        own = plan_tasks.list_own_duties(rows, (unit.code, unit.valid_from))
        head = words.tasks_sentence(current.period, Counter(duty.state for _, duty in own), unit.name)
    else:
        head = words.tasks_sentence(current.period, plan_tasks.count_states(rows))
    show(f'<h1>{head}</h1><p class="lead">{note}</p>', key="sentence")
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(said)


def show_groups(workspace: Workspace, rows: Sequence[TaskRow]) -> None:
    show(cards.group_list(workspace.reference.task_plan.groups, rows), key="groups")


def show_own(
    workspace: Workspace, actor: Actor, current: StoredRound, rows: tuple[TaskRow, ...], unit: ReportingUnit
) -> None:
    """One unit's tasks; whoever writes for it opens the form of one."""
    key = (unit.code, unit.valid_from)
    pairs = plan_tasks.list_own_duties(rows, key)
    if not pairs:
        show_empty(words.NO_TASKS, words.NO_TASKS_HELP)
        return
    can_write = may(actor, "write_text", unit=key) and may_write_in(actor, current)
    clicked = show(cards.own_list(pairs, can_write=can_write), key="own")
    chosen = next(((row, duty) for row, duty in pairs if row.task.code == clicked), None)
    if chosen:
        _open_form(workspace, actor, current, *chosen)


@st.dialog(words.FORM, width="large")
def _open_form(workspace: Workspace, actor: Actor, current: StoredRound, row: TaskRow, duty: Duty) -> None:
    """What the unit says of the task now, beginning with what it said before."""
    code = row.task.code
    known = duty.report or duty.earlier or TaskReport("not_started")
    st.markdown(f"**{row.task.section}.** {_plain(row.task.name)}")
    with st.form(f"task {code}", border=False):
        states: list[str] = list(TASK_STATES)
        state = st.selectbox(
            words.STATE,
            states,
            states.index(known.state),
            lambda name: words.STATE_NAMES[name],
            key=f"state {code}",
        )
        left, right = st.columns(2)
        due_on = left.date_input(words.DUE_ON, known.due_on, format="DD/MM/YYYY", key=f"due {code}")
        done_on = right.date_input(words.DONE_ON, known.done_on, format="DD/MM/YYYY", key=f"done {code}")
        evidence = st.text_area(
            words.EVIDENCE,
            known.evidence,
            key=f"evidence {code}",
            placeholder=words.EVIDENCE_HELP.format(limit=LONGEST_EVIDENCE),
        )
        is_asked = st.form_submit_button(words.SAVE, type="primary", key=f"save {code}")
    if is_asked:
        revision = duty.report.revision if duty.report else 0
        said = TaskReport(state, due_on, done_on, evidence, revision)
        _save(partial(plan_tasks.report_task, workspace.store, workspace.reference, actor, current, code, duty.key, said,
                      dt.datetime.now(dt.UTC), workspace.settings.today), row)  # fmt: skip
    versions = plan_tasks.list_task_versions(workspace.store, actor, current, code, duty.key)
    if versions:
        show(cards.report_history(versions), key=f"history {code}")


def _save(report: partial[None], row: TaskRow) -> None:
    try:
        report()
    except (TaskError, NotAllowed) as error:
        st.error(str(error))
        return
    st.session_state[_SAID] = words.SAVED.format(section=row.task.section)
    st.rerun()


def _plain(text: str) -> str:
    """Text that markdown leaves alone."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>()#+-.!|~$:" else letter for letter in text)
