"""Which verdicts a hand-in would change, found by looking ahead; nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from tracker.catalogue.reference import Reference
from tracker.core.assessment import ASSESSMENT_COLUMNS
from tracker.store import Store
from tracker.workflow.answers import Answers, SeriesSource
from tracker.workflow.concerned import concerned_codes, own_places, territories_of
from tracker.workflow.handing_in import new_submission
from tracker.workflow.receipts import Receipt

_TARGET = ["place_code", "indicator_code", "programme_code", "level", "_kind", "_due", "_nth"]
CHANGE_COLUMNS = (*ASSESSMENT_COLUMNS, "judged_on", "reason_args", "verdict_before", "value_before")


def find_verdict_changes(store: Store, reference: Reference, receipt: Receipt) -> pd.DataFrame:
    """One row per verdict at the receipt's period that its figures would change.

    For the province and, when a district or a commune sends, for its own area and itself. The row is the
    assessment (ASSESSMENT_COLUMNS, judged_on, reason_args) as it would be, with verdict_before and
    value_before; None and NaN where there was no such target, and the verdict is None where there will be none.
    """
    rows = receipt.rows
    changed = receipt.differences["change"].isin(["new", "changed", "withdrawn"])
    codes = concerned_codes(receipt.request.catalogue, receipt.differences.loc[changed, "indicator_code"])
    if rows.empty or not changed.any():
        return pd.DataFrame(columns=list(CHANGE_COLUMNS))
    units = {(receipt.unit.code, receipt.unit.valid_from)}
    units |= set(zip(rows["unit_code"], rows["unit_valid_from"], strict=True))
    territories = territories_of(units, receipt.period, receipt.request.catalogue, reference)
    parts = [territories, *([place] for place in own_places(receipt.unit))]
    with store.preview(new_submission(receipt, dt.datetime.min), rows) as ahead:
        after = _assess(ahead, parts, codes, reference, receipt)
    return _compare(_assess(store, parts, codes, reference, receipt), after)


def _assess(
    source: SeriesSource,
    parts: Sequence[Sequence[str]],
    codes: set[str],
    reference: Reference,
    receipt: Receipt,
) -> pd.DataFrame:
    """Territories have targets that units and areas have not, so each kind of place is asked for by itself."""
    answers = Answers(source, receipt.request.catalogue, reference)
    frames = [answers.assess(receipt.period, list(places), only=codes) for places in parts if places]
    found = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    # A year without a plan is tracked; once it has one it is judged on that.
    is_tracked = found["target_kind"] == "none"
    found["_kind"] = found["target_kind"].mask(is_tracked, "year_plan")
    found["_due"] = found["due_year"].mask(is_tracked, receipt.period.last_year).astype(int)
    return found.assign(_nth=found.groupby(_TARGET[:-1]).cumcount())


def _compare(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    both = after.merge(before, on=_TARGET, how="outer", suffixes=("", "_before"), sort=False)
    differs = both["verdict"].fillna("") != both["verdict_before"].fillna("")
    return both[differs].reindex(columns=list(CHANGE_COLUMNS)).reset_index(drop=True)
