"""The mapping table of a hand-in: names of the file that were not recognised, assigned once by the sender."""

from __future__ import annotations

import re

import streamlit as st

from tracker.ui.components import hand_in_cards as cards
from tracker.ui.components.view import show
from tracker.words import hand_in_texts as words
from tracker.words.formats import short_cell
from tracker.workflow.receipts import NameRead, Receipt, Remembered
from tracker.workflow.workspace import Workspace

ASSIGNED = "hand-in names"
_LEAVE_OUT, _OPEN = "", None
_MOST = 40
_WIDTH = 760


def ask_names(workspace: Workspace, receipt: Receipt) -> None:
    """A choice for every name that was not recognised; reading again keeps the choices of this file."""
    names = receipt.recognition.names
    unknown = [name for name in names if name.code is None]
    if unknown:
        st.html(
            f'<div class="tq"><h2>{words.NAMES_HEADING} <small>{len(unknown)}</small></h2>'
            f'<p class="lead">{words.NAMES_HELP}</p></div>'
        )
        with st.container(width=_WIDTH), st.form("names", border=True):
            chosen = {name: _ask(workspace, receipt, name) for name in unknown[:_MOST]}
            if len(unknown) > _MOST:
                st.caption(words.more_names(len(unknown) - _MOST))
            if st.form_submit_button(words.READ_AGAIN, key="read again"):
                _keep({name: code for name, code in chosen.items() if code is not _OPEN})
                st.rerun()
    known = [name for name in names if name.code is not None]
    if known:
        show(cards.names_table(known, receipt, workspace.catalogue, workspace.reference), key="names")


def _ask(workspace: Workspace, receipt: Receipt, name: NameRead) -> str | None:
    labels = {proposal.code: f"{proposal.name} ({proposal.score:.0f} %)" for proposal in name.proposals}
    if name.kind == "indicator":
        others = {one.code: one.short_name for one in workspace.catalogue.indicators}
    else:
        units = workspace.reference.list_units(receipt.period.ends_on)
        others = {unit.code: unit.name for unit in units if unit.level != "country"}
    options = [_OPEN, _LEAVE_OUT, *labels, *(code for code in others if code not in labels)]
    shown = {_OPEN: words.NOT_CHOSEN, _LEAVE_OUT: words.LEAVE_OUT} | others | labels
    return st.selectbox(
        _plain(words.name_label(name.text, short_cell(name.cell), name.count)),
        options,
        format_func=lambda code: f"{shown[code]} · {code}" if code else shown[code],
        key=f"name {name.kind} {name.key}",
    )


def _plain(text: str) -> str:
    """A text of the file as a label, which would be read as Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def _keep(chosen: dict[NameRead, str | None]) -> None:
    before: Remembered = st.session_state.get(ASSIGNED) or Remembered()
    indicators = {name.key: code or "" for name, code in chosen.items() if name.kind == "indicator"}
    units = {name.key: code or "" for name, code in chosen.items() if name.kind == "unit"}
    st.session_state[ASSIGNED] = Remembered(dict(before.indicators) | indicators, dict(before.units) | units)
