"""What a hand-in would change beyond its own figures: totals and verdicts, counted when asked for."""

from __future__ import annotations

import streamlit as st

from tracker.ui.components import hand_in_cards as cards
from tracker.ui.components.estimate_cards import record_table
from tracker.ui.components.view import show
from tracker.words import hand_in_texts as words
from tracker.workflow.estimate_records import find_estimate_record
from tracker.workflow.handing_in import Receipt
from tracker.workflow.totals import find_totals
from tracker.workflow.verdict_changes import find_verdict_changes
from tracker.workflow.workspace import Workspace


def show_record(workspace: Workspace, receipt: Receipt) -> None:
    """How the unit estimated earlier year-ends, beside the estimates of this file."""
    stated = receipt.figures[receipt.figures["measure"] == "estimate"]["indicator_code"].unique()
    unit = (receipt.unit.code, receipt.unit.valid_from)
    if not len(stated):
        return
    record = find_estimate_record(workspace.store, workspace.catalogue, unit, receipt.period.last_year)
    if record.overall is not None:
        show(record_table(record, workspace.catalogue, stated), key="estimate record")


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
