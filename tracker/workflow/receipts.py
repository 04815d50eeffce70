"""The receipt of a file: what it says, what it would change, and what of it goes into the store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tracker.catalogue.reference import ReportingUnit
from tracker.core.period import Period
from tracker.intake.finding import Decision, Finding
from tracker.intake.layout import FormRequest
from tracker.intake.recognition import NameRead, Recognition, Remembered
from tracker.words.receiving_texts import STALE
from tracker.workflow.differences import KEY_COLUMNS, NUMBERS, figures_of, withdrawing

if TYPE_CHECKING:
    from tracker.intake.marking import MarkedCopy

__all__ = ["HandInError", "NameRead", "Receipt", "Remembered", "StaleHandIn"]
_SHOWN = ("period", "measure", *NUMBERS, "cell")
_TARGET = ("target_op", "target_low", "target_high")
STORED_COLUMNS = (*KEY_COLUMNS, *NUMBERS, "note", "cell")


class HandInError(Exception):
    """The hand-in cannot go on; the message is a Vietnamese sentence for whoever hands in."""


class StaleHandIn(HandInError):
    """Figures of the file were changed by others after it was read; `receipt` holds the differences of now."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(STALE)
        self.receipt = receipt


@dataclass(frozen=True)
class Receipt:
    """What one file says, before anything is stored.

    `values`: tracker.intake.checking.VALUE_COLUMNS. `differences`: tracker.workflow.differences, against
    what counted at `revision`; as long as `withdraws` is not chosen, nothing that counts is taken back.
    """

    filename: str
    content: bytes
    decision: Decision
    values: pd.DataFrame
    findings: tuple[Finding, ...]
    differences: pd.DataFrame
    request: FormRequest  # what was asked for, with the unit's figures that the checks saw
    revision: int
    recognition: Recognition = field(default_factory=Recognition)
    is_form: bool = False
    withdraws: bool = False

    @property
    def unit(self) -> ReportingUnit:
        return self.request.unit

    @property
    def period(self) -> Period:
        return self.request.period

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "warning")

    @property
    def figures(self) -> pd.DataFrame:
        """The rows of `values` that a commit stores: figures, not targets, blanks or repeated rows."""
        return figures_of(self.values)

    @property
    def withdrawable(self) -> pd.DataFrame:
        """The differences that the sender handed in before and of which this file says there is no figure."""
        return self.differences[self.differences["can_withdraw"].astype(bool)]

    def withdrawing(self) -> Receipt:
        """The same receipt with the choice to take back what is `withdrawable`."""
        changed = withdrawing(self.differences, self.request.catalogue)
        return replace(self, differences=changed, withdraws=True)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """What a commit stores: STORED_COLUMNS and the `standing` of what counts for each key now."""
        stored = self.figures.reindex(columns=list(STORED_COLUMNS))
        stored = stored.assign(standing=self.differences["standing"].reindex(stored.index))
        if not self.withdraws or self.withdrawable.empty:
            return stored
        nulls = self.withdrawable[[*KEY_COLUMNS, "cell", "standing"]]
        return pd.concat([stored, nulls]).reindex(columns=[*STORED_COLUMNS, "standing"])

    @property
    def changing(self) -> np.ndarray:
        """Which of `rows` would change the figure that counts now."""
        return (self.differences["change"].reindex(self.rows.index) != "unchanged").to_numpy()

    def can_commit(self, reason: str | None) -> bool:
        """Clean, or with warnings alone and a reason why they stand."""
        is_confirmed = self.decision == "confirm" and bool((reason or "").strip())
        return self.decision == "accept" or is_confirmed

    def as_json(self) -> dict[str, Any]:
        """The contract of `python -m tracker intake`: decision, values, findings; and what was recognised."""
        values = self.values.astype(object).where(self.values.notna(), None)
        return {
            "decision": self.decision,
            "values": [_shown(row) for row in values.to_dict("records")],
            "findings": [finding.as_dict() for finding in self.findings],
            "recognised": self.recognition.as_dict(),
        }

    def marked_copy(self) -> MarkedCopy:
        """The sender's own workbook with every finding at its cell; raises HandInError when it has none."""
        from tracker.intake.marking import NotMarkable, marked_copy  # a second reading, only when asked for

        try:
            return marked_copy(self.content, self.findings)
        except NotMarkable as error:
            raise HandInError(str(error)) from error

    def marked(self) -> bytes:
        """The bytes of the marked copy."""
        return self.marked_copy().content


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """One figure as JSON; a bound only where the cell stated one."""
    shown = {"indicator": row["indicator_code"], "unit": row["unit_code"]}
    shown |= {name: row[name] for name in _SHOWN}
    shown |= {name: row[name] for name in _TARGET if row["target_op"] is not None}
    shown |= {"derived": True} if row["is_derived"] else {}
    return shown if row["is_stored"] else shown | {"stored": False}
