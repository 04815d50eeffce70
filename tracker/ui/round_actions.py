"""What the coordinator does to rounds on the board: draft, open, close, reopen, change days, fetch all forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed, may
from tracker.ui.components.view import show
from tracker.words import round_texts as words
from tracker.workflow import round_keeping as keeping
from tracker.workflow.faults import StoreError
from tracker.workflow.rounds import NewRound, Round, link_text, propose_next, propose_round
from tracker.workflow.workspace import Workspace

_DONE, _SEEN, _TURN = "round done", "round seen", "round turn"
_PRESSED = ("open round go", "close round go", "reopen go", "change go", "save reminders")
_DAYS = ("units_due_on", "office_due_on", "leadership_due_on", "cut_off_on")


def show_done() -> None:
    """What was just done to a round, once."""
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(done)


def as_drawn(one: Round) -> Round:
    """The round as its buttons were drawn, in the run that answers a press: whoever presses second is told."""
    held = st.session_state.get(_SEEN)
    is_pressed = any(st.session_state.get(key) for key in _PRESSED)
    if not is_pressed or held is None or held.id != one.id:
        st.session_state[_SEEN] = held = one
    return held


def finish(text: str) -> None:
    """Say what was done on the next run, which shows it."""
    st.session_state[_DONE] = text
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()


def popover_key(name: str) -> str:
    """A new key after each deed, so that what it was done in closes."""
    return f"{name} {st.session_state.get(_TURN, 0)}"


def attempt(act: Callable[[], Any]) -> tuple[bool, Any]:
    """Do something to a round; a refusal, also that somebody else was quicker, is said where it was asked for."""
    try:
        return True, act()
    except (keeping.RoundError, NotAllowed, StoreError) as error:
        st.error(str(error))
        return False, None


def offer_new(workspace: Workspace, actor: Actor, rounds: list[Round]) -> None:
    """The form of a new round, filled in by the catalogue's calendars; its kind and year fill it in again."""
    if not may(actor, "manage_rounds"):
        return
    calendars = {one.code: one.name for one in workspace.catalogue.rounds}
    today = workspace.settings.today
    next_code, next_year = propose_next(workspace.catalogue, rounds, today)
    with st.popover(words.NEW, key=popover_key("new round")):
        at = list(calendars).index(next_code)
        code = st.selectbox(
            words.KIND, list(calendars), at, format_func=calendars.__getitem__, key="new kind"
        )
        year = st.number_input(words.YEAR, 2021, today.year + 1, next_year, key="new year")
        proposed = propose_round(workspace.catalogue, code, int(year))
        with st.form(f"new {code} {year}", border=False):
            name = st.text_input(words.NAME, proposed.name, max_chars=120, key=f"new name {code} {year}")
            days = _ask_days(proposed, f"new {code} {year}")
            programmes = {one.code: one.short_name for one in workspace.catalogue.programmes}
            fields = st.multiselect(
                words.SCOPE, list(programmes), format_func=programmes.__getitem__,
                help=words.SCOPE_HELP, placeholder=words.EVERY_INDICATOR, key=f"new scope {code} {year}",
            )  # fmt: skip
            if st.form_submit_button(words.NEW, type="primary", key="add round"):
                new = replace(proposed, name=name, field_codes=tuple(fields), **days)
                is_done, _ = attempt(lambda: keeping.draft_round(workspace, new, actor, _now()))
                if is_done:
                    st.query_params["ky"] = link_text(rounds, new.period)
                    finish(words.DONE["drafted"].format(name=new.name))


def offer_steps(workspace: Workspace, actor: Actor, one: Round) -> None:
    """The buttons of a round in its state: open or close it, open it again, change its days, all its forms."""
    if not may(actor, "manage_rounds"):
        return
    if one.state == "drafted":
        _offer_open(workspace, actor, one)
    if one.takes_figures:
        _offer_close(workspace, actor, one)
    if one.state in ("closed", "signed"):
        _offer_reopen(workspace, actor, one)
    if one.state != "signed":
        _offer_change(workspace, actor, one)
    if one.state != "drafted":
        address = f"/tai-ve/bieu/{escape(one.id)}.zip"
        show(f'<a class="tq-button" href="{address}" download>{words.FORMS}</a>', key="all forms")


def _offer_open(workspace: Workspace, actor: Actor, one: Round) -> None:
    with st.popover(words.OPEN, type="primary", key=popover_key("open round")):
        st.html(f'<div class="tq"><p class="lead">{words.OPEN_HELP}</p></div>')
        if st.button(words.OPEN, type="primary", key="open round go"):
            is_done, counts = attempt(lambda: keeping.open_round(workspace, one, actor, _now()))
            if is_done:
                units, indicators = counts
                finish(words.DONE["opened"].format(name=one.name, units=units, indicators=indicators))


def _offer_close(workspace: Workspace, actor: Actor, one: Round) -> None:
    with st.popover(words.CLOSE, key=popover_key("close round")):
        st.html(f'<div class="tq"><p class="lead">{words.CLOSE_HELP}</p></div>')
        if st.button(words.CLOSE, type="primary", key="close round go"):
            is_done, _ = attempt(lambda: keeping.close_round(workspace, one, actor, _now()))
            if is_done:
                finish(words.DONE["closed"].format(name=one.name))


def _offer_reopen(workspace: Workspace, actor: Actor, one: Round) -> None:
    with st.popover(words.REOPEN, key=popover_key("reopen round")), st.form("reopen", border=False):
        reason = st.text_input(words.REASON, max_chars=500, key="reopen reason")
        if st.form_submit_button(words.REOPEN, type="primary", key="reopen go"):
            is_done, _ = attempt(lambda: keeping.reopen_round(workspace, one, actor, _now(), reason))
            if is_done:
                finish(words.DONE["reopened"].format(name=one.name))


def _offer_change(workspace: Workspace, actor: Actor, one: Round) -> None:
    with st.popover(words.CHANGE, key=popover_key("change round")), st.form("change", border=False):
        days = _ask_days(one, f"change {one.id} {one.units_due_on}")
        reason = st.text_input(words.REASON, max_chars=500, key="change reason")
        if st.form_submit_button(words.CHANGE, type="primary", key="change go"):
            is_done, _ = attempt(
                lambda: keeping.change_deadlines(workspace, one, days, actor, _now(), reason)
            )
            if is_done:
                finish(words.DONE["deadline_changed"].format(name=one.name))


def _ask_days(like: NewRound, key: str) -> dict[str, Any]:
    """The days of a round, two beside each other."""
    days: dict[str, Any] = {}
    for pair in (_DAYS[:2], _DAYS[2:]):
        for column, name in zip(st.columns(2), pair, strict=True):
            is_optional = name in ("office_due_on", "leadership_due_on")
            chosen = column.date_input(
                words.DEADLINE_WORDS[name], getattr(like, name), format="DD/MM/YYYY", key=f"{key} {name}",
                help=words.NO_DAY_HELP if is_optional else None,
            )  # fmt: skip
            days[name] = chosen if isinstance(chosen, dt.date) or is_optional else getattr(like, name)
    return days


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
