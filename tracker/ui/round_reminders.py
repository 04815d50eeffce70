"""Reminders on the board: the days and the switch, sending by hand, or the text and addresses to copy."""

from __future__ import annotations

import datetime as dt
import re

import streamlit as st

from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed, may
from tracker.ui.components import round_views as views
from tracker.ui.components.view import show
from tracker.ui.round_actions import attempt, finish, popover_key
from tracker.ui.round_reads import copyable
from tracker.words import reminder_texts as words
from tracker.words.round_texts import NO_REMIND_DAYS
from tracker.words.sentences import join_names
from tracker.workflow.mail import MailError
from tracker.workflow.reminders import send_reminders, text_to_copy
from tracker.workflow.round_board import Board
from tracker.workflow.round_keeping import RoundError, set_reminders
from tracker.workflow.rounds import Round
from tracker.workflow.workspace import Workspace


def offer_reminders(workspace: Workspace, actor: Actor, one: Round) -> None:
    """Everything about a round's reminders, for whoever may send them while the round is open."""
    if not may(actor, "remind") or not one.takes_figures:
        return
    with st.popover(words.REMIND, key=popover_key("reminders")):
        _ask_settings(workspace, actor, one)
        text, addresses, unreachable = text_to_copy(workspace, one, workspace.settings.today)
        if not addresses and not unreachable:
            st.html(f'<div class="tq"><p class="lead">{words.NOBODY_TO_REMIND}</p></div>')
        elif workspace.settings.mail is None:
            st.html(f'<div class="tq"><p class="tq-note">{words.NO_MAIL_HELP}</p></div>')
        else:
            _offer_sending(workspace, actor, one)
        if addresses or unreachable:
            _show_text(text, addresses, unreachable)


def _ask_settings(workspace: Workspace, actor: Actor, one: Round) -> None:
    state = f"{one.id} {one.has_reminders} {one.remind_before} {one.remind_after}"
    with st.form(f"remind {state}", border=False):
        is_on = st.checkbox(words.SWITCH, one.has_reminders, key=f"remind on {state}")
        left, right = st.columns(2)
        before = left.text_input(words.DAYS_BEFORE, _joined(one.remind_before), key=f"before {state}")
        after = right.text_input(words.DAYS_AFTER, _joined(one.remind_after), key=f"after {state}")
        st.caption(words.DAYS_HELP)
        if st.form_submit_button(words.SAVE_SETTINGS, key="save reminders"):
            now = dt.datetime.now(dt.UTC)
            is_done, _ = attempt(
                lambda: set_reminders(
                    workspace, one, actor, now, is_on=is_on, before=_days(before), after=_days(after)
                )
            )
            if is_done:
                finish(words.SETTINGS_SAVED)


def _offer_sending(workspace: Workspace, actor: Actor, one: Round) -> None:
    if not st.button(words.SEND_NOW, type="primary", key="send reminders"):
        return
    try:
        with st.spinner(words.SENDING):
            report = send_reminders(workspace, actor, dt.datetime.now(dt.UTC), [one], by_hand=True)
    except (MailError, NotAllowed) as error:
        st.error(str(error))
        return
    if report.problem:
        st.error(report.problem)
    else:
        finish(words.sent_sentence(report.sent, report.failed, report.without_address))


def _show_text(text: str, addresses: list[str], unreachable: list[str]) -> None:
    with st.expander(words.TEXT_HEADING):
        copyable(text, "message")
        if addresses:
            st.caption(f"{words.ADDRESSES_HEADING} ({len(addresses)})")
            copyable("; ".join(addresses), "addresses")
        if unreachable:
            st.caption(
                words.NO_ADDRESS.format(count=len(unreachable), names=join_names(unreachable, limit=200))
            )


def show_sent(workspace: Workspace, actor: Actor, board: Board) -> None:
    """Which reminders of the round went out, closed until asked for."""
    if not may(actor, "remind"):
        return
    reminders = workspace.store.list_reminders(board.round.id)
    if reminders.empty:
        return
    names = dict(zip(board.rows["unit_code"], board.rows["name"], strict=True))
    with st.expander(f"{words.LOG_HEADING} ({len(reminders)})"):
        show(views.reminder_list(reminders, names), key="reminder log")


def _joined(days: tuple[int, ...]) -> str:
    return ", ".join(map(str, days))


def _days(text: str) -> list[int]:
    """The numbers of a text; raises RoundError for anything else."""
    parts = [part for part in re.split(r"[,;\s]+", text.strip()) if part]
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        raise RoundError(NO_REMIND_DAYS)
    return [int(part) for part in parts]
