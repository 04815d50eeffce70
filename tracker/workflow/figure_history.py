"""How one figure came to be: everything ever said of it, by whom, when, in which file and cell, and why."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.core.period import Period
from tracker.store import Store
from tracker.words import receiving_texts as words
from tracker.workflow.receipts import HandInError


class FigureKey(NamedTuple):
    """One figure: of which indicator, unit (by its code) and period, and which measure."""

    indicator_code: str
    unit_code: str
    period: str
    measure: str


HISTORY_COLUMNS = (
    "unit", "unit_name", "received_at", "state", "value", "numerator", "denominator", "source", "submitted_by",
    "sender", "sender_name", "round_period", "file_name", "cell", "note", "warnings_reason", "undone_at",
    "undone_by", "undo_reason", "document", "section", "verified", "is_demo", "revision", "submission_id",
    "file_sha256",
)  # fmt: skip
_SOURCES = {"form": "handed_in", "file": "handed_in"}


def find_figure_history(
    store: Store,
    catalogue: Catalogue,
    reference: Reference,
    indicator_code: str,
    unit_code: str,
    period: Period,
    measure: str = "actual",
) -> pd.DataFrame:
    """Every observation of one indicator, unit, period and measure, the newest first, in HISTORY_COLUMNS.

    `source`: handed_in, published or illustration. `state`: current, superseded, undone; a row without a value
    took the figure back. A code that was used twice is the unit that carries it on the period's last day, else
    the bearer of whom there are figures: plans were stated beyond a unit's own days. Raises HandInError for a
    code that is not known.
    """
    if indicator_code not in {one.code for one in catalogue.indicators}:
        raise HandInError(words.NO_INDICATOR.format(code=indicator_code))
    for unit in _bearers(reference, unit_code, period):
        key = (unit.code, unit.valid_from)
        rows = store.read_figure_history(indicator_code, key, str(period), measure)
        if len(rows):
            return _named(rows, unit, reference)
    return pd.DataFrame(columns=list(HISTORY_COLUMNS))


def _bearers(reference: Reference, code: str, period: Period) -> list[ReportingUnit]:
    bearers = [unit for unit in reference.units if unit.code == code]
    if not bearers:
        raise HandInError(words.NO_UNIT.format(code=code))
    day = period.ends_on
    return sorted(bearers, key=lambda unit: (unit.is_valid_on(day), unit.valid_from), reverse=True)


def _named(rows: pd.DataFrame, unit: ReportingUnit, reference: Reference) -> pd.DataFrame:
    names = {(one.code, one.valid_from): one.name for one in reference.units}
    senders = zip(rows["sender_code"], rows["sender_valid_from"], strict=True)
    return rows.assign(
        unit=unit.code,
        unit_name=unit.name,
        source=rows["kind"].replace(_SOURCES),
        sender=rows["sender_code"],
        sender_name=[names.get(sender) for sender in senders],
    ).reindex(columns=list(HISTORY_COLUMNS))
