"""What a hand-in would change beyond its own figures: totals and verdicts, counted when asked for."""

from __future__ import annotations

import streamlit as st

from tracker.ui.components.difference_tables import totals_table, verdict_changes_table
from tracker.ui.components.estimate_cards import record_table
from tracker.ui.components.view import show
from tracker.ui.progress import show_progress
from tracker.words import hand_in_texts as words
from tracker.workflow.estimate_records import find_estimate_record
from tracker.workflow.handing_in import Receipt
from tracker.workflow.totals import find_totals
from tracker.workflow.verdict_changes import find_verdict_changes
from tracker.workflow.workspace import Workspace

_COUNTED = "hand-in outlook"


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
    if receipt.decision in ("return", "refuse") or receipt.rows.empty:
        return
    if st.toggle(words.OUTLOOK, key="outlook"):
        show(_markup(workspace, receipt), key="outlook tables")


def _markup(workspace: Workspace, receipt: Receipt) -> str:
    """Counted once for a receipt, its choice to withdraw, and the state of the data."""
    key = (receipt.sha256, str(receipt.unit), receipt.revision, receipt.withdraws, len(receipt.rows))
    held = st.session_state.get(_COUNTED)
    if held is None or held[0] != key:
        store, catalogue, names = workspace.store, workspace.catalogue, workspace.reference
        with show_progress() as on_step:
            on_step("verdicts")
            verdicts = find_verdict_changes(store, names, receipt)
            on_step("totals")
            totals = find_totals(store, names, receipt)
        tables = verdict_changes_table(verdicts, catalogue, names, receipt.period)
        tables += totals_table(totals, catalogue, names, receipt.period)
        st.session_state[_COUNTED] = held = (key, tables)
    return str(held[1])
