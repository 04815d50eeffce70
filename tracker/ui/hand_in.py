"""Handing in on a page: form, upload, check, confirm, undo; one function per step."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from tracker.access.actor import UnitKey
from tracker.access.rights import NotAllowed, may, require
from tracker.core.period import Period
from tracker.ui.components import hand_in_cards as cards
from tracker.ui.components.view import show
from tracker.ui.hand_in_names import ASSIGNED
from tracker.ui.visitor import current_actor
from tracker.words import hand_in_texts as words
from tracker.words import receiving_texts
from tracker.workflow.handing_in import (
    FormRequest,
    HandInError,
    Receipt,
    StaleHandIn,
    commit,
    fetch_file,
    prepare_form,
    receive,
    undo,
)
from tracker.workflow.name_memory import remember_names
from tracker.workflow.workspace import Workspace

_RECEIPT, _DONE, _ROUND = "hand-in receipt", "hand-in done", "hand-in round"
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


def may_see_hand_ins(workspace: Workspace, unit: UnitKey) -> bool:
    return may(current_actor(workspace), "view_hand_ins", unit=unit)


def state_sentence(request: FormRequest, rows: pd.DataFrame, is_named: bool) -> str:
    """Whether the unit of a form has handed it in; `rows` are its hand-ins, `is_named` says by whom."""
    counting = rows[rows["state"] == "current"]
    last = None
    if len(counting):
        first = counting.iloc[0]
        by = str(first["submitted_by"]) if is_named else ""
        last = (by, first["received_at"], int(counting["current_observations"].sum()))
    return words.state_sentence(request.unit.name, request.period, last, len(request.indicators))


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
    st.session_state[_DONE] = words.saved_sentence(len(receipt.figures), receipt.unit.name, receipt.period)
    st.session_state[_ROUND] += 1
    st.session_state.pop(_RECEIPT, None)
    st.rerun()


def show_done() -> None:
    """What was just stored or taken back, once."""
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(done)


def show_history(workspace: Workspace, rows: pd.DataFrame) -> None:
    """The hand-ins, newest first, each that still stands with its undo."""
    st.html(f'<div class="tq"><h2>{words.HISTORY_HEADING} <small>{len(rows)}</small></h2></div>')
    if not len(rows):
        st.html(f'<div class="tq"><p class="lead">{words.NO_HISTORY}</p></div>')
    actor = current_actor(workspace)
    for row in rows.head(20).itertuples(index=False):
        show(cards.submission_card(row), key=f"submission {row.id}")
        if isinstance(row.file_sha256, str):
            st.download_button(
                words.DOWNLOAD_FILE,
                partial(_file_of, workspace, str(row.id)),
                file_name=str(row.file_name),
                on_click="ignore",
                key=f"file {row.id}",
            )
        if row.state != "undone" and may(actor, "undo", unit=(row.unit_code, row.unit_valid_from)):
            _offer_undo(workspace, row)


def _file_of(workspace: Workspace, submission_id: str) -> bytes:
    return fetch_file(workspace.store, submission_id)[1]


def _offer_undo(workspace: Workspace, row: Any) -> None:
    with st.popover(words.UNDO, key=f"undo {row.id}"), st.form(f"undo form {row.id}", border=False):
        reason = st.text_input(words.UNDO_REASON, key=f"undo reason {row.id}", max_chars=500)
        if st.form_submit_button(words.UNDO, key=f"undo go {row.id}", type="primary"):
            try:
                undo(workspace.store, str(row.id), current_actor(workspace), dt.datetime.now(dt.UTC), reason)
            except (HandInError, NotAllowed) as error:
                st.error(str(error))
                return
            st.session_state[_DONE] = words.UNDO_DONE
            st.rerun()
