"""Editing a text that must not be lost: drafts on every pause, saving against the version that was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from tracker.access.rights import NotAllowed
from tracker.core.local_time import VIETNAM
from tracker.ui.components.editor import draw_editor
from tracker.words.text_texts import EDITOR_WORDS
from tracker.workflow.explanations import ExplanationError
from tracker.workflow.report_texts import StaleText, TextError

REFUSALS = (TextError, ExplanationError, NotAllowed)


@dataclass(frozen=True)
class Editing:
    """What is edited: `text` with the version it began from, and what is done with what is typed.

    `keep` and `save` take the text and that version; they raise one of REFUSALS. `draft_at`: when `text` was
    typed, if it is a draft (Vietnamese clock time).
    """

    key: str
    owner: str
    text: str
    base: int
    draft_at: dt.datetime | None
    label: str
    hint: str
    limit: int
    keep: Callable[[str, int], None]
    save: Callable[[str, int], None]
    drop: Callable[[], None]
    words: Mapping[str, str] | None = None


@dataclass
class _Turn:
    """What this session knows of one editor: numbers of what was heard, and what to say once."""

    kept: int = 0
    saved: int = 0
    refused: int = 0
    renewed: int = 0
    clean_token: str = ""
    message: str = ""
    is_done: bool = False


def edit(editing: Editing) -> bool:
    """Draw the editor; True once after a save that was done. A refusal is said under it."""
    turn = _turn(editing.key)
    name = f"editor {editing.key}"
    sent = draw_editor(
        _data(editing, turn),
        key=name,
        on_draft=lambda: _hear_draft(editing, st.session_state[name].get("draft")),
        on_save=lambda: _hear_save(editing, st.session_state[name].get("save")),
        on_discard=lambda: _hear_discard(editing),
    )
    # A browser that comes back to a restarted server brings its draft along before anything is drawn.
    if sent and int(sent["n"]) > max(turn.kept, turn.saved):
        _hear_draft(editing, sent)
        st.rerun()
    if turn.message:
        st.error(turn.message)
    is_done, turn.is_done = turn.is_done, False
    return is_done


def begin_anew(key: str) -> None:
    """The editor of this key takes the text that it is given next, and forgets what was typed."""
    turn = _turn(key)
    turn.renewed += 1
    turn.message = ""
    turn.clean_token = "next"


def _data(editing: Editing, turn: _Turn) -> dict[str, Any]:
    token = f"{editing.base} {turn.renewed} {turn.saved}"
    if turn.clean_token == "next":
        turn.clean_token = token
    at = int(editing.draft_at.replace(tzinfo=VIETNAM).timestamp() * 1000) if editing.draft_at else 0
    return {
        "key": f"{editing.owner}/{editing.key}", "token": token, "isClean": turn.clean_token == token,
        "text": editing.text, "base": editing.base, "draftAt": at, "kept": turn.kept, "saved": turn.saved,
        "refused": turn.refused, "limit": editing.limit, "label": editing.label, "hint": editing.hint,
        "words": {**EDITOR_WORDS, **(editing.words or {})},
    }  # fmt: skip


def _hear_draft(editing: Editing, sent: Mapping[str, Any] | None) -> None:
    if not sent:
        return
    turn = _turn(editing.key)
    try:
        editing.keep(str(sent["text"]), int(sent["base"]))
        turn.kept, turn.message = int(sent["n"]), ""
    except REFUSALS as error:
        turn.message = str(error)


def _hear_save(editing: Editing, sent: Mapping[str, Any] | None) -> None:
    if not sent:
        return
    turn = _turn(editing.key)
    try:
        editing.save(str(sent["text"]), int(sent["base"]))
    except REFUSALS as error:
        # Nothing of it is lost; it begins from now on with the version that its writer has just been told of.
        _hear_draft(editing, {**sent, "base": getattr(error, "seen", sent["base"])})
        # Whoever was overtaken is shown both versions, with the same words above them.
        turn.refused, turn.message = int(sent["n"]), "" if isinstance(error, StaleText) else str(error)
        return
    turn.saved, turn.message, turn.is_done, turn.clean_token = int(sent["n"]), "", True, "next"


def _hear_discard(editing: Editing) -> None:
    editing.drop()
    begin_anew(editing.key)


def _turn(key: str) -> _Turn:
    return st.session_state.setdefault(f"editing {key}", _Turn())
