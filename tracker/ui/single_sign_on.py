"""Single sign-on as far as it happens in a page: to the provider, and from its answer to our own session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from tracker.access.actor import Actor
from tracker.access.form_tokens import FORM_COOKIE, FORM_FIELD, make_form_token
from tracker.ui.frame import refuse
from tracker.words import sign_in_texts as words
from tracker.workflow.people import SESSION_COOKIE
from tracker.workflow.signing_in import SignInRefused
from tracker.workflow.single_sign_on import (
    EXCHANGE,
    EXCHANGE_FIELD,
    SSO_COOKIE,
    START_FIELD,
    START_VALUE,
    Identity,
    admit,
)
from tracker.workflow.workspace import shared_workspace

# A session's cookie can only be set by an answer of the server, so the page posts its ticket there.
_SCRIPT = """
export default function (component) {
  const { data } = component
  if (window.trackerTicket === data.fields.ticket) return
  window.trackerTicket = data.fields.ticket
  const form = document.createElement("form")
  form.method = "post"
  form.action = data.action
  for (const [name, value] of Object.entries(data.fields)) {
    const input = document.createElement("input")
    input.type = "hidden"
    input.name = name
    input.value = value
    form.append(input)
  }
  document.body.append(form)
  form.submit()
}
""".replace("fields.ticket", f'fields["{EXCHANGE_FIELD}"]')

_hand_over = st.components.v2.component("tracker.hand_over", js=_SCRIPT, isolate_styles=False)


def carry_over(visitor: Actor) -> None:
    """For a browser on its way through single sign-on: the next step, which ends the run; else nothing."""
    sso = shared_workspace().settings.sso
    if not sso.is_on or SSO_COOKIE not in st.context.cookies:
        return
    if st.user.get("is_logged_in"):
        _exchange()
    elif st.query_params.get(START_FIELD) == START_VALUE and not visitor.is_signed_in:
        st.html(f'<div class="tq"><h1>{words.SSO_WORKING.format(name=sso.name)}</h1></div>')
        st.login()
        st.stop()


def _exchange() -> None:
    workspace, cookies = shared_workspace(), st.context.cookies
    try:
        ticket = admit(workspace, read_identity(st.user.to_dict()), dt.datetime.now(dt.UTC))
    except SignInRefused as error:
        title = words.SSO_REFUSED.format(name=workspace.settings.sso.name)
        refuse(title, str(error), way=("/dang-nhap", words.BACK_TO_SIGN_IN))
    token = make_form_token(cookies.get(FORM_COOKIE, ""), cookies.get(SESSION_COOKIE, ""), EXCHANGE)
    fields = {EXCHANGE_FIELD: ticket, FORM_FIELD: token}
    st.html(f'<div class="tq"><h1>{words.SSO_WORKING.format(name=workspace.settings.sso.name)}</h1></div>')
    _hand_over(data={"action": EXCHANGE, "fields": fields}, key="hand over")
    st.stop()


def read_identity(said: Mapping[str, object]) -> Identity:
    """What the provider said, from Streamlit's `st.user`."""
    issued = said.get("iat")
    return Identity(
        issuer=str(said.get("iss") or ""),
        subject=str(said.get("sub") or ""),
        email=str(said.get("email") or ""),
        is_email_verified=said.get("email_verified") is True,
        name=str(said.get("name") or ""),
        issued_at=dt.datetime.fromtimestamp(issued, dt.UTC) if isinstance(issued, int | float) else None,
    )
