"""The steps of what may take longer than a second, and how much of it lies behind when each begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping

OnStep = Callable[[str], None]

# Shares of the time that a file of 100.000 rows takes; what each step says is in words.receiving_texts.STEPS.
RECEIVING: Mapping[str, float] = {
    "opening": 0.02,
    "tables": 0.5,
    "checking": 0.75,
    "reading_again": 0.8,
    "comparing": 0.93,
}
COMMITTING: Mapping[str, float] = {"filing": 0.05, "storing": 0.15, "remembering": 0.95}
LOOKING_AHEAD: Mapping[str, float] = {"verdicts": 0.05, "totals": 0.5}
UNDOING: Mapping[str, float] = {"undoing": 0.2}
STEP_SHARES: Mapping[str, float] = {**RECEIVING, **COMMITTING, **LOOKING_AHEAD, **UNDOING}


def tell_nobody(step: str) -> None:
    """For whoever does not watch."""
