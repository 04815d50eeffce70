"""A fault in what was handed in, at its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tracker.words.findings import FINDINGS, REFUSALS, finding_text, finding_title

Decision = Literal["accept", "confirm", "return", "refuse"]


@dataclass(frozen=True)
class Finding:
    """One fault: its code, where it is (`Sheet!C12`, or None for the file) and what its text needs."""

    code: str
    cell: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        return FINDINGS[self.code].severity

    @property
    def title(self) -> str:
        return finding_title(self.code)

    @property
    def message(self) -> str:
        return finding_text(self.code, self.details)

    def as_dict(self) -> dict[str, Any]:
        return {"code": self.code, "severity": self.severity, "cell": self.cell, "message": self.message}


def decide(findings: Sequence[Finding]) -> Decision:
    """What becomes of a hand-in: unreadable, with errors, with warnings alone, or clean."""
    if any(finding.code in REFUSALS for finding in findings):
        return "refuse"
    severities = {finding.severity for finding in findings}
    if "error" in severities:
        return "return"
    return "confirm" if severities else "accept"
