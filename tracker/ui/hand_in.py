"""Handing in on a page: form, upload, check, confirm; one function per step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from tracker.access.actor import UnitKey
from tracker.access.rights import NotAllowed, require
from tracker.core.period import Period
from tracker.core.review import Standing
from tracker.ui.components import hand_in_cards as cards
from tracker.ui.components.view import show
from tracker.ui.hand_in_history import DONE
from tracker.ui.hand_in_names import ASSIGNED
from tracker.ui.visitor import current_actor
from tracker.words import hand_in_texts as words
from tracker.words import receiving_texts
from tracker.words.review_texts import STATE_WORDS
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
from tracker.workflow.workspace import Workspace

_RECEIPT, _ROUND = "hand-in receipt", "hand-in round"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def refusal(workspace: Workspace, unit: UnitKey) -> str | None:
    """Why whoever looks may not hand in for this unit; None when they may."""
    try:
        require(current_actor(workspace), "submit", unit=unit)
    except NotAllowed as error:
        return str(error)
    return None


def list_hand_ins(workspace: Workspace, unit_code: str, period: Period) -> pd.DataFrame:
    """The unit's hand-ins for the period, newest first, without published figures."""
    unit = workspace.reference.find_unit(unit_code, period.ends_on)
    rows = workspace.store.list_submissions(unit_code, str(period))
    is_own = [unit is not None and start == unit.valid_from for start in rows["unit_valid_from"]]
    return rows[(rows["kind"] != "published") & pd.Series(is_own, index=rows.index, dtype=bool)]


def state_sentence(request: FormRequest, rows: pd.DataFrame, standings: Mapping[str, Standing]) -> str:
    """Whether the unit of a form has handed it in, and how far its review is; `rows` are its hand-ins."""
    counting = rows[rows["state"] == "current"]
    last, state = None, ""
    if len(counting):
        first = counting.iloc[0]
        last = (str(first["submitted_by"]), first["received_at"], int(counting["current_observations"].sum()))
        state = STATE_WORDS[standings[str(first["id"])].state]
    return words.state_sentence(request.unit.name, request.period, last, len(request.indicators), state)


def offer_form(workspace: Workspace, unit_code: str, period: Period) -> None:
    """The unit's own form, made when it is asked for."""
    store, catalogue, reference = workspace.store, workspace.catalogue, workspace.reference
    st.html(f'<div class="tq"><h2>{words.STEP_FORM}</h2><p class="lead">{words.FORM_HELP}</p></div>')
    mark = "_minh-hoa" if workspace.is_demo else ""
    st.download_button(
        words.DOWNLOAD_FORM,
        lambda: prepare_form(store, catalogue, reference, unit_code, period)[1],
        file_name=f"Bieu-so-lieu_{unit_code}_{period}{mark}.xlsx",
        mime=_XLSX,
        on_click="ignore",
        key="form",
    )


def take_upload(workspace: Workspace, unit_code: str, period: Period) -> Receipt | None:
    """The receipt of the uploaded file, read once per file, unit and period."""
    st.html(f'<div class="tq"><h2>{words.STEP_UPLOAD}</h2></div>')
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
        try:
            with st.status(receiving_texts.READING) as status:
                receipt = receive(
                    store, catalogue, reference, file.getvalue(), file.name, unit_code, period,
                    assigned, lambda text: status.update(label=text),
                )  # fmt: skip
                status.update(label=receiving_texts.READ, state="complete")
        except HandInError as error:
            st.error(str(error))
            return None
        st.session_state[_RECEIPT] = held = (key, receipt)
    return held[1]


def show_receipt(workspace: Workspace, receipt: Receipt) -> None:
    """What was read and every finding; errors first."""
    st.html(f'<div class="tq"><h2>{words.STEP_CHECK}</h2></div>')
    markup = cards.decision_card(receipt) + cards.findings_table(receipt)
    if len(receipt.values):
        markup += cards.differences_table(receipt, workspace.catalogue, workspace.reference)
    show(markup, key="receipt")
    if receipt.findings and receipt.decision != "refuse":
        stem, _, suffix = receipt.filename.rpartition(".")
        kind = suffix.lower() if suffix.lower() in ("xlsm", "ods") else "xlsx"
        st.download_button(
            words.DOWNLOAD_MARKED,
            receipt.marked,
            file_name=f"danh-dau_{stem}.{kind}",
            on_click="ignore",
            key="marked",
        )


def confirm(workspace: Workspace, receipt: Receipt) -> None:
    """A reason for warnings, and the button that stores everything in one transaction."""
    if receipt.decision in ("return", "refuse"):
        return
    with st.form("confirm", border=True):
        withdraw = len(receipt.withdrawable) > 0 and st.checkbox(words.WITHDRAW, key="withdraw")
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
        _save(workspace, receipt, reason, withdraw)


def _save(workspace: Workspace, receipt: Receipt, reason: str, withdraw: bool) -> None:
    actor = current_actor(workspace)
    try:
        now = dt.datetime.now(dt.UTC)
        with st.spinner(receiving_texts.STORING):
            commit(workspace.store, receipt, actor, reason or None, now, withdraw)
            assigned = st.session_state.pop(ASSIGNED, None)
            if assigned:
                remember_names(workspace.store, receipt, assigned, actor.name, now)
    except StaleHandIn as error:
        st.session_state[_RECEIPT] = (st.session_state[_RECEIPT][0], error.receipt)
        st.warning(str(error))
        return
    except (HandInError, NotAllowed) as error:
        st.error(str(error))
        return
    st.session_state[DONE] = words.saved_sentence(len(receipt.figures), receipt.unit.name, receipt.period)
    st.session_state[_ROUND] += 1
    st.session_state.pop(_RECEIPT, None)
    st.rerun()
