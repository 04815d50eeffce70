"""The documents a unit issued or carried out in a round: the list, its files, and a form to add or change one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed, may
from tracker.catalogue.model import Programme
from tracker.catalogue.reference import ReportingUnit
from tracker.core.report_text import DOCUMENT_STATES, LONGEST_LINE
from tracker.outputs.plain_tables import XLSX, table_csv, table_workbook
from tracker.ui.components.tables import table
from tracker.ui.components.view import show
from tracker.ui.frame import show_empty
from tracker.words import document_texts as words
from tracker.words.event_texts import DOWNLOAD_CSV, DOWNLOAD_XLSX
from tracker.words.formats import UNKNOWN, format_date, format_instant, format_period
from tracker.workflow.issued_documents import (
    DocumentError,
    DocumentForm,
    list_documents,
    save_document,
    withdraw_document,
)
from tracker.workflow.stored_rounds import StoredRound, may_write_in
from tracker.workflow.workspace import Workspace

_SAID = "document said"
_FIRST_DAY = dt.date(2000, 1, 1)


def show_documents(
    workspace: Workspace, actor: Actor, current: StoredRound, unit: ReportingUnit, programme: Programme
) -> None:
    """The unit's list on one programme, with what the actor may do about it."""
    key = (unit.code, unit.valid_from)
    rows = list_documents(workspace.store, actor, current, key, programme.code)
    under_way = int((rows["state"] == "under_way").sum())
    head = words.documents_sentence(unit.name, current.period, len(rows), under_way)
    show(f'<h1>{head}</h1><p class="lead">{words.HELP}</p>', key="sentence")
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(said)
    can_write = may(actor, "write_text", unit=key) and may_write_in(actor, current)

    def save(form: DocumentForm, entry: tuple[str, int] | None) -> None:
        now = dt.datetime.now(dt.UTC)
        today = workspace.settings.today
        save_document(workspace.store, actor, current, key, programme.code, form, now, today, entry)

    def withdraw(entry: tuple[str, int], reason: str) -> None:
        withdraw_document(workspace.store, actor, current, *entry, reason, dt.datetime.now(dt.UTC))

    with st.container(horizontal=True, key="document-acts"):
        if can_write and st.button(words.ADD, key="add document", type="primary"):
            _open_form(None, save, withdraw)
        if len(rows):
            _offer_files(workspace, current, unit, programme, rows)
    if rows.empty:
        show_empty(words.EMPTY, words.EMPTY_HELP if can_write else words.EMPTY_READ)
        return
    clicked = show(_list(rows, can_write), key="documents")
    if clicked and can_write:
        _open_form(rows[rows["entry_id"] == clicked].iloc[0], save, withdraw)


def _list(rows: pd.DataFrame, can_write: bool) -> str:
    cells = [
        [
            f'<b style="white-space:nowrap">{escape(row.number)}</b>',
            escape(row.title) + f"<small>{escape(row.by)}, {format_instant(row.at)}</small>",
            format_date(row.issued_on) if row.issued_on else UNKNOWN,
            escape(row.issuer) if isinstance(row.issuer, str) else UNKNOWN,
            words.STATE_NAMES[row.state]
            + (
                f'<small><a href="#" class="tq-link" data-go="{row.entry_id}">{words.CHANGE}</a></small>'
                if can_write
                else ""
            ),
        ]
        for row in rows.itertuples(index=False)
    ]
    return table(words.HEAD, cells, stacked=(0, 1))


def _offer_files(
    workspace: Workspace, current: StoredRound, unit: ReportingUnit, programme: Programme, rows: pd.DataFrame
) -> None:
    lines = [[*_plain(row), programme.short_name, unit.name, row.by, format_instant(row.at)]
             for row in rows.itertuples(index=False)]  # fmt: skip
    about = [f"{unit.name} · {programme.short_name} · {format_period(current.period)}"]
    name = f"van-ban-{unit.code}-{current.period}"
    st.download_button(
        DOWNLOAD_XLSX,
        lambda: table_workbook(words.TITLE, about, words.EXPORT_HEAD, lines, is_demo=workspace.is_demo),
        file_name=f"{name}.xlsx",
        mime=XLSX,
        on_click="ignore",
        key="documents xlsx",
    )
    st.download_button(
        DOWNLOAD_CSV,
        lambda: table_csv(words.EXPORT_HEAD, lines),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key="documents csv",
    )


def _plain(row: Any) -> list[str]:
    return [
        row.number, row.title, format_date(row.issued_on) if row.issued_on else "",
        row.issuer if isinstance(row.issuer, str) else "", words.STATE_NAMES[row.state],
    ]  # fmt: skip


@st.dialog(words.FORM, width="large")
def _open_form(
    row: pd.Series | None,
    save: Callable[[DocumentForm, tuple[str, int] | None], None],
    withdraw: Callable[[tuple[str, int], str], None],
) -> None:
    known = {} if row is None else row.to_dict()
    entry = None if row is None else (str(known["entry_id"]), int(known["revision"]))
    with st.form("document", border=False):
        number = st.text_input(words.NUMBER, known.get("number", ""), key="document number", max_chars=80)
        title = st.text_area(
            words.SUBJECT, known.get("title", ""), key="document title", max_chars=LONGEST_LINE
        )
        issued_on = st.date_input(
            words.ISSUED_ON,
            known.get("issued_on"),
            min_value=_FIRST_DAY,
            key="document day",
            format="DD/MM/YYYY",
        )
        issuer = st.text_input(
            words.ISSUER, known.get("issuer") or "", key="document issuer", max_chars=LONGEST_LINE
        )
        states = list(DOCUMENT_STATES)
        state = st.selectbox(
            words.STATE, states, states.index(known.get("state", "issued")), key="document state",
            format_func=lambda code: words.STATE_NAMES[code],
        )  # fmt: skip
        is_asked = st.form_submit_button(words.SAVE, type="primary", key="save document")
    form = DocumentForm(number, title, issued_on, issuer, state)
    if is_asked:
        _do(lambda: save(form, entry), words.SAVED.format(number=number.strip()))
    if entry is not None:
        with st.popover(words.WITHDRAW, key="withdraw document"):
            reason = st.text_input(words.WITHDRAW_REASON, key="withdraw reason", max_chars=LONGEST_LINE)
            if st.button(words.WITHDRAW, key="withdraw go"):
                _do(lambda: withdraw(entry, reason), words.WITHDRAWN.format(number=known["number"]))


def _do(act: Callable[[], None], said: str) -> None:
    try:
        act()
    except (DocumentError, NotAllowed) as error:
        st.error(str(error))
        return
    st.session_state[_SAID] = said
    st.rerun()
