"""Handing in on a page: form, upload, check, confirm; one function per step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from tracker.access.actor import UnitKey
from tracker.access.rights import NotAllowed, may, require
from tracker.core.period import Period
from tracker.core.review import Standing
from tracker.ui import questions
from tracker.ui.components import hand_in_cards as cards
from tracker.ui.components.difference_tables import differences_table
from tracker.ui.components.history_table import read_history_link
from tracker.ui.components.view import show
from tracker.ui.figure_history import open_history
from tracker.ui.frame import show_empty
from tracker.ui.hand_in_names import ASSIGNED
from tracker.ui.progress import show_progress
from tracker.ui.visitor import current_actor
from tracker.words import hand_in_texts as words
from tracker.words.review_texts import STATE_WORDS
from tracker.words.round_texts import NO_FIGURES_NOW
from tracker.workflow.handing_in import (
    FormRequest,
    HandInError,
    Receipt,
    StaleHandIn,
    commit,
    prepare_form,
    receive,
)
from tracker.workflow.name_memory import remember_names
from tracker.workflow.round_gate import find_refusal, has_been_sent_back, is_open_by_calendar
from tracker.workflow.workspace import Workspace

_RECEIPT, _ROUND, _SAID = "hand-in receipt", "hand-in round", "hand-in said"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTH = 760  # of what is typed into: a line that the eye can follow


def show_refusal(workspace: Workspace, unit: UnitKey, period: Period) -> bool:
    """Say why whoever looks may not hand in for this unit and period, if so: by rights, or by the rounds."""
    actor = current_actor(workspace)
    try:
        require(actor, "submit", unit=unit)
    except NotAllowed as error:
        show_empty(words.REFUSED, str(error))
        return True
    is_open = is_open_by_calendar(workspace.catalogue, period, workspace.settings.today)
    is_sent_back = has_been_sent_back(workspace.store, unit, period)
    rounds = questions.stored_rounds(workspace)
    shut = find_refusal(rounds, actor, period, open_without=is_open, is_sent_back=is_sent_back)
    if shut:
        show_empty(NO_FIGURES_NOW, shut)
    return shut is not None


def list_hand_ins(workspace: Workspace, unit_code: str, period: Period) -> pd.DataFrame:
    """The unit's hand-ins for the period, newest first, without published figures."""
    unit = workspace.reference.find_unit(unit_code, period.ends_on)
    rows = workspace.store.list_submissions(unit_code, str(period))
    is_own = [unit is not None and start == unit.valid_from for start in rows["unit_valid_from"]]
    return rows[(rows["kind"] != "published") & pd.Series(is_own, index=rows.index, dtype=bool)]


def may_see_hand_ins(workspace: Workspace, unit: UnitKey) -> bool:
    return may(current_actor(workspace), "view_hand_ins", unit=unit)


def state_sentence(
    request: FormRequest, rows: pd.DataFrame, standings: Mapping[str, Standing], is_named: bool
) -> str:
    """Whether the unit of a form has handed it in, and how far its review is.

    `rows` are its hand-ins, `standings` where they stand, `is_named` says by whom.
    """
    counting = rows[rows["state"] == "current"]
    last, state = None, ""
    if len(counting):
        first = counting.iloc[0]
        by = str(first["submitted_by"]) if is_named else ""
        last = (by, first["received_at"], int(counting["current_observations"].sum()))
        state = STATE_WORDS[standings[str(first["id"])].state]
    return words.state_sentence(request.unit.name, request.period, last, len(request.indicators), state)


def say_once(text: str, *, is_warning: bool = False) -> None:
    """Say this once at the top of the page when it is drawn next."""
    st.session_state[_SAID] = (text, is_warning)


def say_next(text: str, *, is_warning: bool = False) -> None:
    """Begin the page anew and say this once at its top."""
    say_once(text, is_warning=is_warning)
    st.rerun()


def show_said() -> None:
    """What was just stored, taken back or overtaken, once."""
    text, is_warning = st.session_state.pop(_SAID, ("", False))
    if text:
        (st.warning if is_warning else st.success)(text)


def offer_form(workspace: Workspace, request: FormRequest) -> None:
    """The unit's own form, made when it is asked for; a unit without one is told what it can do."""
    help_text = words.FORM_HELP if request.indicators else words.NO_OWN_FORM
    st.html(f'<div class="tq"><h2>{words.STEP_FORM}</h2><p class="lead">{help_text}</p></div>')
    if not request.indicators:
        return
    store, catalogue, reference = workspace.store, workspace.catalogue, workspace.reference
    unit, period = request.unit.code, request.period
    mark = "_minh-hoa" if workspace.is_demo else ""
    st.download_button(
        words.DOWNLOAD_FORM,
        lambda: prepare_form(store, catalogue, reference, unit, period)[1],
        file_name=f"Bieu-so-lieu_{unit}_{period}{mark}.xlsx",
        mime=_XLSX,
        on_click="ignore",
        key="form",
    )


def take_upload(workspace: Workspace, request: FormRequest) -> Receipt | None:
    """The receipt of the uploaded file, read once per file, unit, period and choice of names."""
    st.html(f'<div class="tq"><h2>{words.STEP_UPLOAD}</h2><p class="lead">{words.UPLOAD_HELP}</p></div>')
    unit_code, period = request.unit.code, request.period
    turn = st.session_state.setdefault(_ROUND, 0)
    file = st.file_uploader(
        words.UPLOAD_LABEL,
        type=["xlsx", "xlsm", "xls", "ods", "csv"],
        key=f"upload {unit_code} {period} {turn}",
        label_visibility="collapsed",
    )
    if file is None:
        st.session_state.pop(_RECEIPT, None)
        st.session_state.pop(ASSIGNED, None)
        return None
    assigned = st.session_state.get(ASSIGNED)
    key = (file.file_id, unit_code, str(period), repr(assigned))
    held = st.session_state.get(_RECEIPT)
    if held is None or held[0] != key:
        store, catalogue, reference = workspace.store, workspace.catalogue, workspace.reference
        with show_progress() as on_step:
            receipt = receive(
                store, catalogue, reference, file.getvalue(), file.name, unit_code, period, assigned, on_step,
                current_actor(workspace),
            )  # fmt: skip
        st.session_state[_RECEIPT] = held = (key, receipt)
    return held[1]


def show_decision(receipt: Receipt) -> None:
    """What becomes of the file, and the sender's own workbook with everything marked in it."""
    st.html(f'<div class="tq"><h2>{words.STEP_CHECK}</h2></div>')
    show(cards.decision_card(receipt), key="decision")
    if receipt.findings and receipt.decision != "refuse":
        stem, _, suffix = receipt.filename.rpartition(".")
        kind = suffix.lower() if suffix.lower() in ("xlsm", "ods") else "xlsx"
        st.download_button(
            words.DOWNLOAD_MARKED,
            receipt.marked,
            file_name=f"danh-dau_{stem}.{kind}",
            on_click="ignore",
            help=words.MARKED_HELP,
            key="marked",
        )


def show_findings(receipt: Receipt) -> None:
    """Every finding, errors first."""
    if receipt.findings:
        show(cards.findings_table(receipt), key="findings")


def show_differences(workspace: Workspace, receipt: Receipt) -> Receipt:
    """Each figure beside the one that counts; the receipt with the choice to take earlier figures back."""
    count = len(receipt.withdrawable)
    can_choose = count > 0 and receipt.decision in ("accept", "confirm")
    label, key = words.withdraw_label(count), f"withdraw {receipt.sha256}"
    if can_choose and st.checkbox(label, key=key, help=words.WITHDRAW_HELP):
        receipt = receipt.withdrawing()
    if receipt.decision != "refuse":
        markup = differences_table(receipt, workspace.catalogue, workspace.reference)
        figure = read_history_link(show(markup, key="differences"))
        if figure:
            open_history(workspace, figure, partial(_units_of, workspace, receipt))
    return receipt


def _units_of(workspace: Workspace, receipt: Receipt, period: Period) -> dict[str, str]:
    """Code → name of the units of the file, as they are called in a period."""
    codes = receipt.differences["unit_code"].unique()
    return {code: workspace.reference.name_of(code, period) for code in codes}


def confirm(workspace: Workspace, receipt: Receipt) -> None:
    """A reason for warnings, and the button that stores everything in one transaction."""
    if receipt.decision in ("return", "refuse"):
        return
    with st.container(width=_WIDTH), st.form("confirm", border=receipt.decision == "confirm"):
        ticked, reason = True, ""
        if receipt.decision == "confirm":
            reason = st.text_area(words.REASON_LABEL, key="reason", max_chars=1000)
            ticked = st.checkbox(words.CONFIRM_TICK, key="ticked")
        asked = st.form_submit_button(words.SAVE, type="primary", key="save")
    if not asked:
        return
    if receipt.decision == "confirm" and not (ticked and reason.strip()):
        st.error(words.NEED_REASON)
    else:
        _save(workspace, receipt, reason)


def _save(workspace: Workspace, receipt: Receipt, reason: str) -> None:
    actor = current_actor(workspace)
    try:
        now = dt.datetime.now(dt.UTC)
        with show_progress() as on_step:
            commit(workspace.store, receipt, actor, reason or None, now, on_step=on_step)
            assigned = st.session_state.pop(ASSIGNED, None)
            if assigned:
                on_step("remembering")
                remember_names(workspace.store, receipt, assigned, actor.name, now)
    except StaleHandIn as error:
        # The file is read again: what others stored may also bear on its findings.
        st.session_state.pop(_RECEIPT, None)
        say_next(str(error), is_warning=True)
    except (HandInError, NotAllowed) as error:
        st.error(str(error))
        return
    st.session_state[_ROUND] += 1
    st.session_state.pop(_RECEIPT, None)
    withdrawn = len(receipt.withdrawable) if receipt.withdraws else 0
    say_next(words.saved_sentence(len(receipt.figures), withdrawn, receipt.unit.name, receipt.period))
