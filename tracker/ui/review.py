"""The steps of the review page: accept, return, comment, answer a request, consolidate; one function per step.

Every step is bound, when its button is drawn, to what the reviewer was looking at; the second of two people is
told what the first did, and what was typed stays in its box.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed, may
from tracker.core.period import Period
from tracker.ui import questions
from tracker.ui.visitor import current_actor
from tracker.words import review_screen as words
from tracker.workflow import review_queue, reviewing
from tracker.workflow.handing_in import HandInError, fetch_file
from tracker.workflow.returned_copy import returned_copy
from tracker.workflow.review_fields import field_name, own_fields
from tracker.workflow.review_queue import ReviewItem
from tracker.workflow.review_sheet import ReviewSheet, make_sheet
from tracker.workflow.reviewing import Comment, ReviewError
from tracker.workflow.workspace import Workspace

_DONE, _REFUSED = "review done", "review refused"
SHEET, WHOLE = "lan-nop", ""


def list_items(workspace: Workspace, period: Period) -> tuple[ReviewItem, ...]:
    """The hand-ins of a round, kept until the data changes."""
    return _items(questions.state_key(workspace), workspace, str(period))


@st.cache_resource(max_entries=16, show_spinner=False)
def _items(key: questions.Key, _workspace: Workspace, period: str) -> tuple[ReviewItem, ...]:
    store, catalogue, reference = _workspace.store, _workspace.catalogue, _workspace.reference
    return review_queue.list_items(store, catalogue, reference, Period.parse(period))


def open_sheet(workspace: Workspace, submission_id: str) -> ReviewSheet:
    """One hand-in, read anew in every run; raises ReviewError."""
    return make_sheet(workspace.store, workspace.catalogue, submission_id)


def list_missing(workspace: Workspace, period: Period) -> pd.DataFrame:
    """The units without approved figures for the round, kept until the data changes."""
    return _missing(questions.state_key(workspace), workspace, str(period))


@st.cache_data(max_entries=16, show_spinner=False)
def _missing(key: questions.Key, _workspace: Workspace, period: str) -> pd.DataFrame:
    store, catalogue, reference = _workspace.store, _workspace.catalogue, _workspace.reference
    return review_queue.find_missing(store, catalogue, reference, Period.parse(period))


def may_comment(actor: Actor, sheet: ReviewSheet) -> bool:
    """Whether the actor may ask or answer here."""
    is_sender = may(actor, "submit", unit=sheet.looked.unit)
    return is_sender or (may(actor, "review") and bool(own_fields(actor, sheet.looked.fields)))


def show_outcome() -> None:
    """What the last step did, or why it was not taken, once."""
    done, refused = st.session_state.pop(_DONE, None), st.session_state.pop(_REFUSED, None)
    if done:
        st.success(done)
    if refused:
        st.warning(refused)


def draw_acceptance(workspace: Workspace, actor: Actor, sheet: ReviewSheet) -> None:
    """One button per field that the actor may still accept, and the way back to the unit."""
    looked = sheet.looked
    is_open = looked.standing.is_under_review and bool(sheet.figures["is_current"].any())
    own = own_fields(actor, looked.open_fields) if is_open else ()
    for field in own:
        count = int(((sheet.figures["programme"] == field) | (sheet.figures["group"] == field)).sum())
        label = words.ACCEPT.format(field=field_name(workspace.catalogue, field), count=count)
        args = (workspace, looked.submission_id, field, looked.standing.seen)
        st.button(label, key=f"accept {field}", type="primary", on_click=_accept, args=args)
    key = f"return reason {looked.submission_id}"
    # A reason that was typed while somebody else acted stays where it is.
    if (is_open and own_fields(actor, looked.fields)) or st.session_state.get(key):
        with st.form("return", border=True):
            st.text_area(words.RETURN_LABEL, key=key, max_chars=1000)
            args_of_return = (workspace, looked.submission_id, looked.standing.seen, key)
            st.form_submit_button(words.RETURN, key="return go", on_click=_return, args=args_of_return)


def draw_comment(
    workspace: Workspace, sheet: ReviewSheet, labels: Mapping[str, str], clicked: str | None
) -> None:
    """A comment at a figure or at the whole hand-in; a click on a figure chooses it."""
    submission_id = sheet.looked.submission_id
    at_key, key = f"comment at {submission_id}", f"comment {submission_id}"
    if clicked in labels:
        st.session_state[at_key] = clicked
    st.html(f'<div class="tq"><h2>{words.COMMENT_HEADING}</h2><p class="lead">{words.COMMENT_HELP}</p></div>')
    with st.form("comment", border=True):
        options = [WHOLE, *labels]
        st.selectbox(
            words.COMMENT_AT,
            options,
            key=at_key,
            format_func=lambda one: labels.get(one, words.WHOLE_HAND_IN),
        )
        st.text_area(words.COMMENT_LABEL, key=key, max_chars=2000)
        args = (workspace, submission_id, at_key, key)
        st.form_submit_button(words.COMMENT_SEND, key="comment go", on_click=_comment, args=args)


def draw_reopening(workspace: Workspace, actor: Actor, sheet: ReviewSheet) -> None:
    """The coordinator opens what was approved, or declines what was asked."""
    looked = sheet.looked
    key = f"reopen reason {looked.submission_id}"
    is_possible = looked.standing.is_official and may(actor, "reopen", unit=looked.unit)
    if not is_possible and not st.session_state.get(key):
        return
    st.html(f'<div class="tq"><h2>{words.REOPEN_HEADING}</h2></div>')
    with st.form("reopen", border=True):
        st.text_area(words.REOPEN_LABEL, key=key, max_chars=1000)
        args = (workspace, looked.submission_id, looked.standing.seen, key)
        st.form_submit_button(words.REOPEN, key="reopen go", on_click=_reopen, args=(*args, True))
        if looked.standing.asked:
            st.form_submit_button(words.DECLINE, key="decline go", on_click=_reopen, args=(*args, False))


def draw_files(workspace: Workspace, sheet: ReviewSheet) -> None:
    """The workbook as it was handed in, and with everything that was said of it at its cells."""
    if not isinstance(sheet.submission["file_sha256"], str):
        return
    store, submission_id = workspace.store, sheet.looked.submission_id
    name = str(sheet.submission["file_name"])
    actor = current_actor(workspace)  # a file is made outside the page's run, where nobody could tell
    st.download_button(
        words.DOWNLOAD_FILE,
        lambda: fetch_file(store, submission_id)[1],
        file_name=name,
        on_click="ignore",
        key="file",
    )
    if sheet.remarks:
        st.download_button(
            words.DOWNLOAD_REMARKS,
            lambda: returned_copy(store, actor, submission_id)[1],
            file_name=f"y-kien_{name.rpartition('.')[0]}.xlsx",
            on_click="ignore",
            key="remarks",
        )


def draw_consolidation(workspace: Workspace, seen: Mapping[str, int]) -> None:
    """Consolidate what was seen as approved."""
    st.button(
        words.CONSOLIDATE.format(count=len(seen)),
        key="consolidate",
        type="primary",
        on_click=_consolidate,
        args=(workspace, dict(seen)),
    )


def _accept(workspace: Workspace, submission_id: str, field: str, seen: int) -> None:
    def step(actor: Actor, at: dt.datetime) -> str:
        standing = reviewing.accept(
            workspace.store, workspace.catalogue, actor, submission_id, field, seen, at
        )
        said = words.APPROVED if standing.state == "approved" else words.ACCEPTED
        return said.format(field=field_name(workspace.catalogue, field))

    _take(workspace, step)


def _return(workspace: Workspace, submission_id: str, seen: int, key: str) -> None:
    def step(actor: Actor, at: dt.datetime) -> str:
        reviewing.return_to_sender(
            workspace.store, workspace.catalogue, actor, submission_id, st.session_state[key], seen, at
        )
        st.session_state[key] = ""
        return words.RETURNED

    _take(workspace, step)


def _comment(workspace: Workspace, submission_id: str, at_key: str, key: str) -> None:
    def step(actor: Actor, at: dt.datetime) -> str:
        comment = Comment(st.session_state[key], st.session_state[at_key] or None)
        reviewing.add_comment(workspace.store, workspace.catalogue, actor, submission_id, comment, at)
        st.session_state[key] = ""
        return words.COMMENT_SENT

    _take(workspace, step)


def _reopen(workspace: Workspace, submission_id: str, seen: int, key: str, is_granted: bool) -> None:
    def step(actor: Actor, at: dt.datetime) -> str:
        reviewing.answer_reopen(
            workspace.store, workspace.catalogue, actor, submission_id, st.session_state[key], seen, at,
            is_granted=is_granted,
        )  # fmt: skip
        st.session_state[key] = ""
        return words.REOPENED if is_granted else words.DECLINED

    _take(workspace, step)


def _consolidate(workspace: Workspace, seen: dict[str, int]) -> None:
    def step(actor: Actor, at: dt.datetime) -> str:
        reviewing.consolidate(workspace.store, workspace.catalogue, actor, seen, at)
        return words.CONSOLIDATED.format(count=len(seen))

    _take(workspace, step)


def _take(workspace: Workspace, step: Callable[[Actor, dt.datetime], str]) -> None:
    try:
        st.session_state[_DONE] = step(current_actor(workspace), dt.datetime.now(dt.UTC))
    except (ReviewError, NotAllowed, HandInError) as error:
        st.session_state[_REFUSED] = str(error)
