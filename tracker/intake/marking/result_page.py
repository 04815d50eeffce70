"""What the first sheet of a marked copy says, whatever kind of file it stands in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tracker.intake.finding import Finding
from tracker.intake.marking.marks import MOST_FINDINGS, read_place
from tracker.words.findings import SEVERITY_NAMES
from tracker.words.marking_texts import (
    NOTHING_FOUND,
    RESULT_COLUMNS,
    RESULT_HINT,
    RESULT_TITLE,
    WHOLE_FILE,
    totals_line,
    unlisted_line,
)

HEADER_ROW = 4
FONT = "Times New Roman"
ACCENT, HEADER_FILL, LINK, LINE, MUTED = "1F4E79", "DCE6F1", "0563C1", "BFBFBF", "595959"


@dataclass(frozen=True)
class Line:
    """One finding; `link` leads to the sheet and the cell or range, None where there is no such place."""

    severity: str
    texts: tuple[str, ...]  # of the columns after the number
    link: tuple[str, str] | None


@dataclass(frozen=True)
class ResultPage:
    title: str
    totals: str
    hint: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]  # characters
    lines: tuple[Line, ...]
    last: str | None  # below the list


def result_page(findings: Sequence[Finding], sheets: Collection[str]) -> ResultPage:
    """`sheets`: names of the sheets that a link may lead to."""
    errors = sum(finding.severity == "error" for finding in findings)
    last = None if findings else NOTHING_FOUND
    if len(findings) > MOST_FINDINGS:
        last = unlisted_line(len(findings) - MOST_FINDINGS)
    return ResultPage(
        title=RESULT_TITLE,
        totals=totals_line(errors, len(findings) - errors),
        hint=RESULT_HINT,
        headers=tuple(title for title, _ in RESULT_COLUMNS),
        widths=tuple(width for _, width in RESULT_COLUMNS),
        lines=tuple(_line(finding, set(sheets)) for finding in findings[:MOST_FINDINGS]),
        last=last,
    )


def _line(finding: Finding, sheets: set[str]) -> Line:
    place = read_place(finding.cell)
    texts = (SEVERITY_NAMES[finding.severity], finding.cell or WHOLE_FILE, finding.title, finding.message)
    has_link = place is not None and place.sheet in sheets
    return Line(finding.severity, texts, (place.sheet, place.reference) if place and has_link else None)
