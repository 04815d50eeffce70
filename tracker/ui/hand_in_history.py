"""A unit's hand-ins on the page: where each stands, what reviewers say of it, answers, undo, the way to reopen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed, may
from tracker.core.review import Standing, find_standing
from tracker.ui.components import hand_in_cards as cards
from tracker.ui.components.view import show
from tracker.ui.hand_in import say_next, say_once
from tracker.ui.progress import show_progress
from tracker.ui.visitor import current_actor
from tracker.words import hand_in_texts as words
from tracker.words import review_texts
from tracker.words.formats import format_period
from tracker.workflow import reviewing
from tracker.workflow.handing_in import FormRequest, HandInError, fetch_file, undo
from tracker.workflow.returned_copy import returned_copy
from tracker.workflow.reviewing import Comment, ReviewError
from tracker.workflow.workspace import Workspace

_MOST = 20


def find_standings(workspace: Workspace, rows: pd.DataFrame) -> dict[str, Standing]:
    """Submission id → where it stands in its review."""
    events = workspace.store.list_events(submission_ids=list(rows["id"]))
    return {one: find_standing(events.get(one, [])) for one in rows["id"]}


def show_approval(request: FormRequest, standings: Mapping[str, Standing]) -> bool:
    """Say when the round of this unit is approved, so that nothing can be stored in it."""
    is_approved = any(standing.is_official for standing in standings.values())
    if is_approved:
        note = review_texts.APPROVED.format(unit=request.unit.name, period=format_period(request.period))
        st.html(f'<p class="tq-note" role="status">{escape(note)}</p>')
    return is_approved


def show_history(workspace: Workspace, rows: pd.DataFrame, standings: Mapping[str, Standing]) -> None:
    """The hand-ins, newest first; the earlier ones are folded away."""
    st.html(f'<div class="tq"><h2>{words.HISTORY_HEADING} <small>{len(rows)}</small></h2></div>')
    if not len(rows):
        st.html(f'<div class="tq"><p class="lead">{words.NO_HISTORY}</p></div>')
        return
    shown = rows.head(_MOST)
    comments = workspace.store.read_comments(list(shown["id"]))
    newest, *earlier = shown.itertuples(index=False)
    _show_one(workspace, newest, standings[str(newest.id)], comments)
    if earlier:
        with st.expander(words.earlier_hand_ins(len(rows) - 1), key="earlier"):
            for row in earlier:
                _show_one(workspace, row, standings[str(row.id)], comments)


def _show_one(workspace: Workspace, row: Any, standing: Standing, comments: pd.DataFrame) -> None:
    own = comments[comments["submission_id"] == row.id]
    show(cards.submission_card(row, standing, own), key=f"submission {row.id}")
    with st.container(horizontal=True, gap="small"):
        _offer_files(workspace, row, has_remarks=bool(len(own)) or standing.state == "returned")
        if row.state == "undone":
            return
        actor, unit = current_actor(workspace), (row.unit_code, row.unit_valid_from)
        if len(own) and may(actor, "submit", unit=unit):
            _offer_answer(workspace, str(row.id))
        if standing.is_official and not standing.asked and may(actor, "ask_reopen", unit=unit):
            _offer_reopening(workspace, str(row.id), standing.seen)
        elif not standing.is_official and may(actor, "undo", unit=unit):
            _offer_undo(workspace, row)


def _offer_files(workspace: Workspace, row: Any, *, has_remarks: bool) -> None:
    if not isinstance(row.file_sha256, str):
        return
    st.download_button(
        words.DOWNLOAD_FILE,
        partial(_file_of, workspace, str(row.id)),
        file_name=str(row.file_name),
        on_click="ignore",
        key=f"file {row.id}",
    )
    if has_remarks:
        st.download_button(
            words.DOWNLOAD_REMARKS,
            partial(_remarks_of, workspace, current_actor(workspace), str(row.id)),
            file_name=f"y-kien_{str(row.file_name).rpartition('.')[0]}.xlsx",
            on_click="ignore",
            key=f"remarks {row.id}",
            type="primary",
        )


def _remarks_of(workspace: Workspace, actor: Actor, submission_id: str) -> bytes:
    """Made when it is fetched, outside the page's run, where nobody could tell who is looking."""
    return returned_copy(workspace.store, actor, submission_id)[1]


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


def _offer_answer(workspace: Workspace, submission_id: str) -> None:
    key = f"answer {submission_id}"
    with st.popover(words.ANSWER, key=f"answering {submission_id}"), st.form(f"{key} form", border=False):
        st.text_area(words.ANSWER_LABEL, key=key, max_chars=2000)
        args = (workspace, submission_id, key)
        st.form_submit_button(words.ANSWER_SEND, key=f"{key} go", on_click=_answer, args=args)


def _offer_reopening(workspace: Workspace, submission_id: str, seen: int) -> None:
    key = f"reopen {submission_id}"
    with st.popover(words.ASK_REOPEN, key=f"reopening {submission_id}"), st.form(f"{key} form", border=False):
        st.text_area(words.ASK_REOPEN_REASON, key=key, max_chars=1000)
        args = (workspace, submission_id, seen, key)
        st.form_submit_button(words.ASK_REOPEN, key=f"{key} go", on_click=_ask, args=args)


def _answer(workspace: Workspace, submission_id: str, key: str) -> None:
    def step(actor: Actor, at: dt.datetime) -> str:
        comment = Comment(st.session_state[key])
        reviewing.add_comment(workspace.store, workspace.catalogue, actor, submission_id, comment, at)
        return words.ANSWERED

    _take(workspace, step, key)


def _ask(workspace: Workspace, submission_id: str, seen: int, key: str) -> None:
    def step(actor: Actor, at: dt.datetime) -> str:
        reason = st.session_state[key]
        reviewing.ask_reopen(workspace.store, workspace.catalogue, actor, submission_id, reason, seen, at)
        return words.REOPEN_ASKED

    _take(workspace, step, key)


def _take(workspace: Workspace, step: Callable[[Actor, dt.datetime], str], key: str) -> None:
    """Take a step; what was typed is cleared only once it is written."""
    try:
        say_once(step(current_actor(workspace), dt.datetime.now(dt.UTC)))
    except (ReviewError, NotAllowed) as error:
        say_once(str(error), is_warning=True)
        return
    st.session_state[key] = ""
