"""Where findings stand in a workbook, and what the comment at a cell says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.intake.extent import LAST_COLUMN, LAST_ROW
from tracker.intake.finding import Finding
from tracker.intake.marking.markup import clean_text
from tracker.words.findings import SEVERITY_NAMES
from tracker.words.marking_texts import COMMENT_END, more_in_comment

MOST_FINDINGS = 5000  # marked and listed
COLOURS: Mapping[str, str] = {"error": "F8B4B4", "warning": "FDE68A"}

_MOST_IN_COMMENT = 10
_LONGEST_LINE = 1000
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_WHOLE_COLUMN, _WHOLE_ROW = re.compile(r"\$?([A-Za-z]{1,3})"), re.compile(r"\$?([0-9]{1,7})")

Cell = tuple[int, int]  # row and column from 1


@dataclass(frozen=True)
class Place:
    """A cell or a range of a sheet; `first` is the one that is marked."""

    sheet: str
    reference: str
    first: Cell


@dataclass(frozen=True)
class Mark:
    """What is put at one cell."""

    cell: Cell
    severity: str
    text: str


def read_place(name: str | None) -> Place | None:
    """The place that a finding names as `Sheet!C12` or `Sheet!C9:C39`; None where it names none."""
    sheet, _, reference = (name or "").rpartition("!")
    start, _, end = reference.partition(":")
    first = _read_cell(start, bool(end))
    if not sheet or first is None or (end and _read_cell(end, True) is None):
        return None
    return Place(sheet, reference.replace("$", "").upper(), first)


def _read_cell(text: str, is_range: bool) -> Cell | None:
    if found := _REFERENCE.fullmatch(text):
        cell = int(found[2]), column_number(found[1])
    elif is_range and (found := _WHOLE_COLUMN.fullmatch(text)):
        cell = 1, column_number(found[1])
    elif is_range and (found := _WHOLE_ROW.fullmatch(text)):
        cell = int(found[1]), 1
    else:
        return None
    return cell if 1 <= cell[0] <= LAST_ROW and 1 <= cell[1] <= LAST_COLUMN else None


def column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_reference(cell: Cell) -> str:
    return f"{column_letters(cell[1])}{cell[0]}"


def place_findings(
    findings: Iterable[Finding], sheets: Sequence[str]
) -> dict[str, list[tuple[Cell, Finding]]]:
    """Sheet -> the cells to be marked in it, in the order of the findings."""
    placed: dict[str, list[tuple[Cell, Finding]]] = {}
    known = set(sheets)
    for finding in findings:
        place = read_place(finding.cell)
        if place is not None and place.sheet in known:
            placed.setdefault(place.sheet, []).append((place.first, finding))
    return placed


def make_marks(placed: Iterable[tuple[Cell, Finding]], origin: Callable[[Cell], Cell]) -> list[Mark]:
    """One mark a cell; `origin` names the top left cell of the merged range that a cell lies in."""
    found: dict[Cell, list[Finding]] = {}
    for cell, finding in placed:
        found.setdefault(origin(cell), []).append(finding)
    return [Mark(cell, _worst(here), _comment(here)) for cell, here in sorted(found.items())]


def _worst(findings: Sequence[Finding]) -> str:
    return "error" if any(finding.severity == "error" for finding in findings) else "warning"


def _comment(findings: Sequence[Finding]) -> str:
    """The errors first, so that the comment begins with the severity that the fill shows."""
    ordered = sorted(findings, key=lambda finding: finding.severity != "error")
    lines = [
        clean_text(f"{SEVERITY_NAMES[finding.severity]}: {finding.message}", _LONGEST_LINE).replace(
            COMMENT_END, ""
        )
        for finding in ordered[:_MOST_IN_COMMENT]
    ]
    if len(ordered) > _MOST_IN_COMMENT:
        lines.append(more_in_comment(len(ordered) - _MOST_IN_COMMENT))
    return "\n".join([*lines, COMMENT_END])


def free_colours(is_used: Callable[[str], bool]) -> dict[str, str]:
    """Our colours, a shade off where the sender's own cells have exactly them: else theirs would pass for ours."""
    found = {}
    for severity, colour in COLOURS.items():
        shades = (f"{int(colour, 16) - step:06X}" for step in range(200))
        found[severity] = next((shade for shade in shades if not is_used(shade)), colour)
    return found
