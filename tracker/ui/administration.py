"""The one irreversible action of the administration page: start with real figures."""

from __future__ import annotations

import datetime as dt
from html import escape

import streamlit as st

from tracker.access.rights import NotAllowed
from tracker.ui.visitor import current_actor
from tracker.words import sentences
from tracker.words import sign_in_texts as words
from tracker.words.screen import BEGIN_REAL_PHRASE
from tracker.workflow.beginning import begin_real
from tracker.workflow.links import Link
from tracker.workflow.workspace import Workspace

_BEGUN = "begun"


def begin_after_asking(workspace: Workspace, phrase: str) -> None:
    """Remove everything illustrative once confirmed in words; the next run says what to do then."""
    if phrase.strip().lower() != BEGIN_REAL_PHRASE:
        st.error(sentences.BEGIN_REAL_NOT_CONFIRMED)
        return
    try:
        link = begin_real(workspace, current_actor(workspace), dt.datetime.now(dt.UTC))
    except NotAllowed as error:
        st.error(str(error))
        return
    st.session_state[_BEGUN] = link
    st.rerun()


def show_begun() -> None:
    """Once, after everything illustrative went: the link of the first administrator, which ends the run.

    The shell asks for it, for whoever began is a stranger to the pages from then on.
    """
    if _BEGUN not in st.session_state:
        return
    link: Link | None = st.session_state.pop(_BEGUN)
    st.success(sentences.BEGUN_REAL)
    if link:
        url = escape(link.url)
        st.html(
            f'<div class="tq"><h1>{words.SET_UP}</h1><p class="tq-note" role="status">'
            f'{words.set_up_sentence(link.until)}<br><a href="{url}" target="_self">{url}</a></p></div>'
        )
    st.stop()
