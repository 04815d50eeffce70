"""The marked copy: the sender's own workbook with every finding at its cell and a list of them in front."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from tracker.intake.container import open_container
from tracker.intake.finding import Finding
from tracker.intake.marking.markup import NotMarkable
from tracker.intake.marking.memory import OWN_SHEETS, is_own_sheet
from tracker.intake.marking.office_marks import mark_office_workbook, office_workbook_without_marks
from tracker.intake.marking.open_document import mark_open_document, open_document_without_marks
from tracker.intake.marking.plain_copy import plain_workbook
from tracker.intake.workbook import open_workbook
from tracker.words.marking_texts import MEMORY_SHEET, OUT_OF_ORDER, RESULT_SHEET, UNREADABLE

__all__ = [
    "MEMORY_SHEET",
    "OWN_SHEETS",
    "RESULT_SHEET",
    "MarkedCopy",
    "NotMarkable",
    "is_own_sheet",
    "marked_copy",
    "without_marks",
]
_OFFICE_KINDS = frozenset({"xlsx", "xlsm"})
# What the readers of a broken part raise; its fault, not ours.
_CAUSES = (
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class MarkedCopy:
    content: bytes
    suffix: str  # of the file name: 'xlsx', 'xlsm' or 'ods'


def marked_copy(content: bytes, findings: Sequence[Finding]) -> MarkedCopy:
    """The workbook with its faulty cells filled and commented, earlier marks gone; raises NotMarkable."""
    try:
        return _mark(content, findings)
    except _CAUSES as error:
        raise NotMarkable(OUT_OF_ORDER) from error


def without_marks(content: bytes) -> bytes:
    """The workbook as it was before it was marked; the same bytes when it never was. Raises NotMarkable."""
    try:
        return _remove(content)
    except _CAUSES as error:
        raise NotMarkable(OUT_OF_ORDER) from error


def _mark(content: bytes, findings: Sequence[Finding]) -> MarkedCopy:
    kind = open_container(content).kind
    if kind in _OFFICE_KINDS:
        return MarkedCopy(*mark_office_workbook(content, findings))
    if kind == "ods":
        return MarkedCopy(*mark_open_document(content, findings))
    return MarkedCopy(*mark_office_workbook(plain_workbook(content), findings))


def _remove(content: bytes) -> bytes:
    kind = open_container(content).kind
    if kind in _OFFICE_KINDS:
        return office_workbook_without_marks(content)
    if kind == "ods":
        return open_document_without_marks(content)
    if isinstance(open_workbook(content), Finding):
        raise NotMarkable(UNREADABLE)
    return content
