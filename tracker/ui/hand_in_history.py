"""A unit's hand-ins on the page: when, who, how much; each with its file and its undo."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from tracker.access.rights import NotAllowed, may
from tracker.ui.components import hand_in_cards as cards
from tracker.ui.components.view import show
from tracker.ui.hand_in import say_next
from tracker.ui.progress import show_progress
from tracker.ui.visitor import current_actor
from tracker.words import hand_in_texts as words
from tracker.workflow.handing_in import HandInError, fetch_file, undo
from tracker.workflow.workspace import Workspace

_MOST = 20


def show_history(workspace: Workspace, rows: pd.DataFrame) -> None:
    """The hand-ins, newest first; the earlier ones are folded away."""
    st.html(f'<div class="tq"><h2>{words.HISTORY_HEADING} <small>{len(rows)}</small></h2></div>')
    if not len(rows):
        st.html(f'<div class="tq"><p class="lead">{words.NO_HISTORY}</p></div>')
        return
    newest, *earlier = rows.head(_MOST).itertuples(index=False)
    _show_one(workspace, newest)
    if earlier:
        with st.expander(words.earlier_hand_ins(len(rows) - 1), key="earlier"):
            for row in earlier:
                _show_one(workspace, row)


def _show_one(workspace: Workspace, row: Any) -> None:
    show(cards.submission_card(row), key=f"submission {row.id}")
    with st.container(horizontal=True, gap="small"):
        if isinstance(row.file_sha256, str):
            st.download_button(
                words.DOWNLOAD_FILE,
                partial(_file_of, workspace, str(row.id)),
                file_name=str(row.file_name),
                on_click="ignore",
                key=f"file {row.id}",
            )
        unit = (row.unit_code, row.unit_valid_from)
        if row.state != "undone" and may(current_actor(workspace), "undo", unit=unit):
            _offer_undo(workspace, row)


def _file_of(workspace: Workspace, submission_id: str) -> bytes:
    return fetch_file(workspace.store, submission_id)[1]


def _offer_undo(workspace: Workspace, row: Any) -> None:
    with st.popover(words.UNDO, key=f"undo {row.id}"), st.form(f"undo form {row.id}", border=False):
        reason = st.text_input(words.UNDO_REASON, key=f"undo reason {row.id}", max_chars=500)
        if st.form_submit_button(words.UNDO, key=f"undo go {row.id}", type="primary"):
            try:
                with show_progress() as on_step:
                    on_step("undoing")
                    now = dt.datetime.now(dt.UTC)
                    undo(workspace.store, str(row.id), current_actor(workspace), now, reason)
            except (HandInError, NotAllowed) as error:
                st.error(str(error))
                return
            say_next(words.UNDO_DONE)
