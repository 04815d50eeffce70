"""The steps of the editions' page: verify a code, show and compare editions, sign a draft."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from tracker.access.rights import NotAllowed, may
from tracker.core.edition import EditionContent
from tracker.core.period import Period
from tracker.ui import pickers, questions
from tracker.ui.components import edition_cards as cards
from tracker.ui.components.view import show
from tracker.ui.visitor import current_actor
from tracker.words import edition_texts as words
from tracker.workflow import editions
from tracker.workflow.editions import Draft, Edition, EditionError
from tracker.workflow.round_facts import find_round
from tracker.workflow.workspace import Workspace

_DONE, _REFUSED = "edition done", "edition refused"


def read_draft(workspace: Workspace, period: Period) -> Draft:
    """What would be signed, kept until the data changes: it takes seconds to gather."""
    return _draft(questions.state_key(workspace), workspace, str(period))


@st.cache_resource(max_entries=4, show_spinner=words.GATHERING)
def _draft(key: questions.Key, _workspace: Workspace, period: str) -> Draft:
    return editions.make_draft(
        _workspace, find_round(_workspace.store, _workspace.catalogue, Period.parse(period))
    )


@st.cache_resource(max_entries=6, show_spinner=False)
def _content(sha256: str, _workspace: Workspace, _edition: Edition) -> EditionContent:
    return editions.open_edition(_workspace.store, _edition)


def show_edition(workspace: Workspace, one: Edition, others: list[Edition]) -> None:
    """What a signed edition says, and what it has otherwise than another of its round."""
    try:
        content = _content(one.content_sha256, workspace, one)
    except EditionError as error:
        st.error(str(error))
        return
    show(cards.edition_facts(one, content), key="facts")
    numbers = [other.short_number for other in others if other.id != one.id]
    if numbers:
        with pickers.pick_row("pickers-compare"):
            options = ["khong", *numbers]
            default = next((number for number in numbers if number < one.short_number), "khong")
            chosen = pickers.choose("so-voi", options, default, words.compare_word)
        other = next((each for each in others if each.short_number == chosen), None)
        if other:
            older, newer = sorted((one, other), key=lambda each: each.number)
            old, new = (_content(each.content_sha256, workspace, each) for each in (older, newer))
            show(cards.difference_tables(editions.compare_editions(old, new), new), key="difference")
    show(cards.verdict_tables(content), key="verdicts")
    st.download_button(
        words.DOWNLOAD,
        content.content,
        file_name=f"ban-chot-{one.short_number.replace('/', '-')}.json",
        mime="application/json",
        on_click="ignore",
        key="content",
    )


def offer_signing(workspace: Workspace, draft: Draft) -> None:
    """The form of whoever may sign; bound to the draft that is on the screen."""
    if draft.obstacles:
        st.html(f'<p class="tq-note" role="status">{words.OBSTACLES}: {" ".join(draft.obstacles)}</p>')
        return
    if not may(current_actor(workspace), "sign"):
        st.html(f'<p class="tq-note" role="status">{words.LEADER_ONLY}</p>')
        return
    st.html(f'<div class="tq"><h2>{words.SIGN_HEADING}</h2></div>')
    number = f"{draft.the_round.period}/{draft.number}"
    with st.form("sign", border=True):
        if draft.earlier:
            label = words.SIGN_REASON.format(number=draft.earlier.short_number)
            st.text_area(label, key="sign reason", max_chars=1000)
        st.text_input(words.SIGN_DOCUMENT, key="sign document", max_chars=100)
        st.checkbox(words.SIGN_CONFIRM.format(number=number), key="sign tick")
        st.form_submit_button(
            words.SIGN, key="sign go", type="primary", on_click=_sign, args=(workspace, draft)
        )


def show_outcome() -> None:
    """What was just signed, or why it was not, once."""
    done, refused = st.session_state.pop(_DONE, None), st.session_state.pop(_REFUSED, None)
    if done:
        st.success(done)
    if refused:
        st.warning(refused)


def _sign(workspace: Workspace, draft: Draft) -> None:
    if not st.session_state.get("sign tick"):
        st.session_state[_REFUSED] = words.NOT_TICKED
        return
    try:
        signed = editions.sign(
            workspace,
            current_actor(workspace),
            draft,
            dt.datetime.now(dt.UTC),
            reason=st.session_state.get("sign reason") or "",
            document_number=st.session_state.get("sign document") or "",
        )
    except (EditionError, NotAllowed) as error:
        st.session_state[_REFUSED] = str(error)
        return
    st.session_state[_DONE] = words.SIGNED.format(number=signed.short_number, code=signed.check_code)
    for key in ("sign reason", "sign document"):
        st.session_state[key] = ""
    st.session_state["sign tick"] = False
