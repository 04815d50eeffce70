"""The accounts page: an administrator's list and forms, everybody's own data and sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any, NoReturn

import streamlit as st

from tracker.access.actor import ROLES, Actor
from tracker.access.rights import NotAllowed
from tracker.core.name_keys import plain_key
from tracker.ui import visitor
from tracker.ui.components import account_views as views
from tracker.ui.components.view import show
from tracker.ui.frame import show_empty
from tracker.words import access_texts, sign_in_texts
from tracker.words import account_texts as words
from tracker.workflow import accounts
from tracker.workflow.accounts import Account, AccountData, AccountRefused
from tracker.workflow.faults import StaleAccount, StoreError
from tracker.workflow.links import Link, make_link
from tracker.workflow.workspace import Workspace

_DONE, _ALARM, _LINK = "account done", "account alarm", "account link"
_SEEN, _TURN = "account seen", "account turn"
_CHOSEN = "tk"


def show_done() -> None:
    """What was just done, once; a new link is shown here and nowhere else."""
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(done)
    alarm = st.session_state.pop(_ALARM, None)
    if alarm:
        st.error(alarm)
    link: Link | None = st.session_state.pop(_LINK, None)
    if link:
        text = escape(words.link_sentence(link.login, link.until))
        show(f'<div class="tq-note" role="status">{text}<br><b>{escape(link.url)}</b></div>', key="link")


def show_list(workspace: Workspace, known: list[Account]) -> None:
    """The accounts that match what is searched for; a click opens one."""
    scope_of = views.name_scopes(workspace)
    asked = plain_key(
        st.text_input(words.SEARCH, key="tim-tk", placeholder=words.SEARCH, label_visibility="collapsed")
        or ""
    )
    found = [one for one in known if asked in plain_key(_searchable(one, scope_of(one)))]
    if not found:
        show_empty(words.NOBODY_FOUND, words.NOBODY_FOUND_HELP)
        return
    chosen = show(views.account_table(found, scope_of), key="accounts")
    if chosen:
        st.query_params[_CHOSEN] = chosen
        st.rerun()


def offer_new(workspace: Workspace, actor: Actor) -> None:
    """The form for a new account."""
    turn = st.session_state.setdefault(_TURN, 0)
    with st.expander(words.ADD), st.form(f"new account {turn}", border=False):
        st.html(f'<div class="tq"><p class="lead">{words.ADD_LEAD}</p></div>')
        login = st.text_input(words.LOGIN, key=f"new login {turn}", max_chars=40, autocomplete="off")
        data = _ask(workspace, None, f"new {turn}", login)
        if st.form_submit_button(words.ADD, type="primary", key="add account"):
            with _saying_why():
                link = accounts.add_account(workspace, actor, data, dt.datetime.now(dt.UTC))
                st.session_state[_TURN] += 1
                _finish(None, link)


def show_chosen(workspace: Workspace, actor: Actor, known: list[Account]) -> None:
    """The account of the link (`tk`) with its form and what can be done to it."""
    login = st.query_params.get(_CHOSEN)
    account = next((one for one in known if one.login == login), None)
    if account is None:
        st.query_params.pop(_CHOSEN, None)
        return
    # Changes are made to the account as it was drawn: whoever saves second is told.
    held = st.session_state.get(_SEEN)
    if held is None or held.id != account.id:
        st.session_state[_SEEN] = held = account
    with st.container(border=True, key="chosen"):
        st.html(f'<div class="tq"><h2>{escape(account.login)}</h2></div>')
        with st.form(f"account {account.id}", border=False):
            data = _ask(workspace, held, f"{account.id} {hash(held)}", account.login)
            if st.form_submit_button(words.SAVE, type="primary", key="save account"):
                _save(workspace, actor, held, data)
        _offer_deeds(workspace, actor, account)


def _save(workspace: Workspace, actor: Actor, seen: Account, data: AccountData) -> None:
    text = words.SAVED if data.role == seen.role else words.SAVED_SIGNED_OUT
    with _saying_why():
        accounts.change_account(workspace, actor, seen, data, dt.datetime.now(dt.UTC))
        _finish(text.format(login=seen.login))


def _offer_deeds(workspace: Workspace, actor: Actor, account: Account) -> None:
    """A new link, end of sessions, lock and unlock, close."""
    now, is_open = dt.datetime.now(dt.UTC), not account.is_disabled
    with st.container(horizontal=True), _saying_why():
        if is_open and st.button(words.NEW_LINK, key="new link"):
            _finish(None, make_link(workspace, actor, account, now))
        if is_open and st.button(words.END_SESSIONS, key="end sessions"):
            accounts.end_sessions(workspace, actor, account, now)
            _finish(words.SESSIONS_ENDED.format(login=account.login))
        if st.button(words.DISABLE if is_open else words.ENABLE, key="lock"):
            accounts.set_disabled(workspace, actor, account, is_open, now)
            _finish((words.DISABLED if is_open else words.ENABLED).format(login=account.login))
        if st.button(words.CLOSE, key="close account"):
            st.query_params.pop(_CHOSEN, None)
            _finish(None)


def show_own(workspace: Workspace, actor: Actor) -> None:
    """One's own data and sessions."""
    account = workspace.store.find_account("id", actor.account_id or "")
    if account is None:
        return
    change = f'<p class="lead"><a href="/mat-khau" target="_self">{sign_in_texts.CHANGE_PASSWORD}</a></p>'
    has_password = account.password_hash is not None
    show(
        f"<h2>{words.OWN_HEADING}</h2>{views.own_card(workspace, account)}{change if has_password else ''}"
        f'<h2>{words.OWN_SESSIONS}</h2><p class="lead">{words.OWN_SESSIONS_LEAD}</p>',
        key="own",
    )
    now, here = dt.datetime.now(dt.UTC), accounts.session_key(visitor.read_token())
    for row in accounts.list_own_sessions(workspace, actor, now).itertuples(index=False):
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"session {row.token_sha256[:8]}"
        ):
            _show_session(row, is_this=row.token_sha256 == here)
            if row.token_sha256 != here and st.button(words.END_SESSION, key=f"end {row.token_sha256[:8]}"):
                _end(workspace, actor, row.token_sha256)


def _show_session(row: Any, is_this: bool) -> None:
    address = row.address if isinstance(row.address, str) else words.THIS_MACHINE
    browser = views.browser_text(row.browser if isinstance(row.browser, str) else None)
    text = escape(words.session_sentence(browser, address, row.created_at, row.last_seen_at))
    mark = f' <span class="tq-tag">{words.THIS_SESSION}</span>' if is_this else ""
    st.html(f'<div class="tq"><p class="tq-inform">{text}{mark}</p></div>')


def _end(workspace: Workspace, actor: Actor, token_sha256: str) -> None:
    with _saying_why():
        accounts.end_own_session(workspace, actor, token_sha256, dt.datetime.now(dt.UTC))
        _finish(words.SESSION_ENDED)


def _ask(workspace: Workspace, account: Account | None, key: str, login: str) -> AccountData:
    """The fields of an account's form, filled with what it is now."""
    units = {unit.code: unit.name for unit in workspace.reference.list_units(workspace.settings.today)}
    held = [code for code, _ in account.units] if account else []
    fields = accounts.list_fields(workspace)
    chosen = [code for code in account.fields if code in fields] if account else []
    left, right = st.columns(2)
    return AccountData(
        login=login,
        full_name=left.text_input(
            words.FULL_NAME, account.full_name if account else "", key=f"name {key}", max_chars=100
        ),
        email=right.text_input(
            words.EMAIL, (account.email or "") if account else "", key=f"email {key}", max_chars=200
        ),
        role=left.selectbox(
            words.ROLE, ROLES, ROLES.index(account.role) if account else 0, key=f"role {key}",
            format_func=lambda role: access_texts.ROLE_NAMES[role],
        ),
        is_leader=left.checkbox(words.IS_LEADER, account.is_leader if account else False, key=f"leader {key}"),
        units=tuple(
            right.multiselect(
                words.UNITS, [*units, *(code for code in held if code not in units)], held, key=f"units {key}",
                format_func=lambda code: f"{units.get(code, '')} · {code}", placeholder=words.NONE_CHOSEN,
            )
        ),
        fields=tuple(
            right.multiselect(
                words.FIELDS, list(fields), chosen, key=f"fields {key}", placeholder=words.NONE_CHOSEN,
                format_func=lambda code: f"{fields[code]} · {code}",
            )
        ),
    )  # fmt: skip


@contextmanager
def _saying_why() -> Iterator[None]:
    """What goes wrong inside is a sentence on the page; an account changed meanwhile is drawn anew."""
    try:
        yield
    except AccountRefused as error:
        st.error("\n\n".join(error.mistakes))
    except StaleAccount as error:
        st.session_state[_ALARM] = str(error)
        _finish(None)
    except (NotAllowed, StoreError) as error:
        st.error(str(error))


def _finish(text: str | None, link: Link | None = None) -> NoReturn:
    """Start the page again with what is stored now; say `text`, and show a link, once."""
    st.session_state[_DONE], st.session_state[_LINK] = text, link
    st.session_state.pop(_SEEN, None)
    st.rerun()


def _searchable(account: Account, scope: str) -> str:
    return f"{account.login} {account.full_name} {account.email or ''} {scope}"
