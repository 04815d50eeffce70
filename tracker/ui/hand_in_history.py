"""The hand-ins of a unit on its own page: where each stands, what reviewers say, answers, undo, the way to reopen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed, may
from tracker.core.review import Standing, find_standing
from tracker.ui.components import hand_in_cards as cards
from tracker.ui.components.view import show
from tracker.ui.visitor import current_actor
from tracker.words import hand_in_texts as words
from tracker.words import review_texts
from tracker.words.formats import format_period
from tracker.workflow import reviewing
from tracker.workflow.handing_in import FormRequest, HandInError, fetch_file, undo
from tracker.workflow.returned_copy import returned_copy
from tracker.workflow.reviewing import Comment, ReviewError
from tracker.workflow.workspace import Workspace

DONE, _REFUSED = "hand-in done", "hand-in refused"
_SHOWN = 20


def find_standings(workspace: Workspace, rows: pd.DataFrame) -> dict[str, Standing]:
    """Submission id → where it stands in its review."""
    events = workspace.store.list_events(submission_ids=list(rows["id"]))
    return {one: find_standing(events.get(one, [])) for one in rows["id"]}


def approval_note(request: FormRequest, standings: dict[str, Standing]) -> str | None:
    """What to say when the round of this unit is approved, so that nothing can be stored; else None."""
    if not any(standing.is_official for standing in standings.values()):
        return None
    return review_texts.APPROVED.format(unit=request.unit.name, period=format_period(request.period))


def show_outcome() -> None:
    """What was just done, or why it was not, once."""
    done, refused = st.session_state.pop(DONE, None), st.session_state.pop(_REFUSED, None)
    if done:
        st.success(done)
    if refused:
        st.warning(refused)


def show_history(workspace: Workspace, rows: pd.DataFrame, standings: dict[str, Standing]) -> None:
    """The hand-ins, newest first, each with what can be done about it."""
    st.html(f'<div class="tq"><h2>{words.HISTORY_HEADING} <small>{len(rows)}</small></h2></div>')
    if not len(rows):
        st.html(f'<div class="tq"><p class="lead">{words.NO_HISTORY}</p></div>')
    actor = current_actor(workspace)
    shown = rows.head(_SHOWN)
    comments = workspace.store.read_comments(list(shown["id"]))
    for row in shown.itertuples(index=False):
        own, standing = comments[comments["submission_id"] == row.id], standings[str(row.id)]
        show(cards.submission_card(row, standing, own), key=f"submission {row.id}")
        _offer_files(workspace, row, has_remarks=bool(len(own)) or standing.state == "returned")
        unit = (row.unit_code, row.unit_valid_from)
        if row.state == "undone":
            continue
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
            partial(_remarks_of, workspace, str(row.id)),
            file_name=f"y-kien_{str(row.file_name).rpartition('.')[0]}.xlsx",
            on_click="ignore",
            key=f"remarks {row.id}",
            type="primary",
        )


def _file_of(workspace: Workspace, submission_id: str) -> bytes:
    return fetch_file(workspace.store, submission_id)[1]


def _remarks_of(workspace: Workspace, submission_id: str) -> bytes:
    return returned_copy(workspace.store, current_actor(workspace), submission_id)[1]


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


def _offer_undo(workspace: Workspace, row: Any) -> None:
    with st.popover(words.UNDO, key=f"undo {row.id}"), st.form(f"undo form {row.id}", border=False):
        reason = st.text_input(words.UNDO_REASON, key=f"undo reason {row.id}", max_chars=500)
        if st.form_submit_button(words.UNDO, key=f"undo go {row.id}", type="primary"):
            try:
                undo(workspace.store, str(row.id), current_actor(workspace), dt.datetime.now(dt.UTC), reason)
            except (HandInError, NotAllowed) as error:
                st.error(str(error))
                return
            st.session_state[DONE] = words.UNDO_DONE
            st.rerun()


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
        st.session_state[DONE] = step(current_actor(workspace), dt.datetime.now(dt.UTC))
    except (ReviewError, NotAllowed) as error:
        st.session_state[_REFUSED] = str(error)
        return
    st.session_state[key] = ""
