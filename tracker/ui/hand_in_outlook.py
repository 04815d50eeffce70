"""What a hand-in would change beyond its own figures: totals and verdicts, counted when asked for."""

from __future__ import annotations

import streamlit as st

from tracker.ui.components import hand_in_cards as cards
from tracker.ui.components.view import show
from tracker.words import hand_in_texts as words
from tracker.workflow.handing_in import Receipt
from tracker.workflow.totals import find_totals
from tracker.workflow.verdict_changes import find_verdict_changes
from tracker.workflow.workspace import Workspace


def show_outlook(workspace: Workspace, receipt: Receipt) -> None:
    """Totals per indicator before and after, and the verdicts that would be others."""
    if receipt.decision in ("return", "refuse") or receipt.figures.empty:
        return
    if not st.toggle(words.OUTLOOK, key="outlook"):
        return
    with st.spinner(words.COUNTING):
        verdicts = find_verdict_changes(workspace.store, workspace.reference, receipt)
        totals = find_totals(workspace.store, workspace.reference, receipt)
    names = workspace.reference
    show(
        cards.verdict_changes_table(verdicts, workspace.catalogue, names, receipt.period)
        + cards.totals_table(totals, workspace.catalogue, names, receipt.period),
        key="outlook tables",
    )
