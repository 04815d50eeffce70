"""What is said about a file that can be read: it holds macros, or takes figures from other files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tracker.intake.finding import Finding
from tracker.intake.sheet_details import CellMark, Place, cell_name

_MOST_CELLS = 50  # of those that take their figure from another file
# 'C:\so lieu\[1]Sheet 1'!A1, [1]Sheet1!A1, [1]!name; not the columns of a table: Table1[2024]
_OFFICE_LINK = re.compile(r"'[^'\[\]]*\[(\d+)\](?:[^']|'')*'!|(?<![\w\].])\[(\d+)\][\w.]*!")
_OPEN_DOCUMENT_LINK = re.compile(r"'(?:file|https?|ftp|smb)://((?:[^']|'')*)'#", re.IGNORECASE)


def link_notice(files: Sequence[str]) -> Finding:
    """For the whole file, naming the other files as far as they are known."""
    return Finding("external_link", None, {"what": "Tệp", "files": ", ".join(filter(None, files)) or None})


def linked_cells(sheet: str, marks: Mapping[Place, CellMark], files: Sequence[str] = ()) -> Iterator[Finding]:
    """A finding at each cell whose formula names another file; `files` by their number in formulas, from 1."""
    left = _MOST_CELLS
    for (row, column), mark in sorted(marks.items()):
        other = _other_file(mark.formula or "", files)
        if other is not None and left:
            left -= 1
            yield Finding(
                "external_link", cell_name(sheet, row, column), {"what": "Ô", "files": other or None}
            )


def _other_file(formula: str, files: Sequence[str]) -> str | None:
    """The name of the other file, '' when it is not known; None for a formula without one."""
    found = _OFFICE_LINK.search(formula)
    if found:
        at = int(found[1] or found[2]) - 1
        return files[at] if 0 <= at < len(files) else ""
    address = _OPEN_DOCUMENT_LINK.search(formula)
    return address[1].rpartition("/")[2][:80] if address else None
