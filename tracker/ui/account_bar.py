"""Who is signed in, at the foot of the menu, with the ways in and out."""

from __future__ import annotations

from html import escape

import streamlit as st

from tracker.access.actor import Actor
from tracker.ui.site import SitePage
from tracker.ui.visitor import sign_in_link
from tracker.words import access_texts
from tracker.words import sign_in_texts as words


def draw_account_bar(visitor: Actor, page: SitePage) -> None:
    """Name, role and sign out; for a stranger the way to sign in, which leads back to this view."""
    if visitor.role is None:
        who = f"<small>{words.STRANGER}</small>"
        way = f'<a href="{escape(sign_in_link(page))}" target="_self">{words.SIGN_IN}</a>'
    else:
        role = access_texts.ROLE_NAMES[visitor.role]
        if visitor.is_leader:
            role = access_texts.LEADER
        who = f"<b>{escape(visitor.name)}</b><small>{escape(role)}</small>"
        way = (
            f'<a href="/tai-khoan" target="_self">{words.ACCOUNT}</a>'
            f'<a href="/dang-xuat" target="_self">{words.SIGN_OUT}</a>'
        )
    with st.sidebar:
        st.html(f'<div class="tq tq-account">{who}<nav>{way}</nav></div>')
