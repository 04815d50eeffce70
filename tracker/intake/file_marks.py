"""What a packed file tells besides the values of its cells: details of its sheets, and what has to be said of it."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Protocol

from tracker.intake.finding import Finding
from tracker.intake.notices import link_notice, linked_cells
from tracker.intake.office_details import read_office_details
from tracker.intake.office_parts import OfficeParts, read_office_parts
from tracker.intake.office_styles import Styles, read_styles
from tracker.intake.old_binary import open_old_binary
from tracker.intake.old_sheets import OldBook, read_old_book, read_old_sheet
from tracker.intake.open_document import read_open_document
from tracker.intake.package import Package
from tracker.intake.plain_cells import PartSigns, cut_at_tags
from tracker.intake.sheet_details import SheetDetails

_OPEN_DOCUMENT_MACRO = re.compile(r"basic/.+/(?!script-lb|dialog-lb).+\.xml$|scripts/.+/")
_OPEN_DOCUMENT_LINK = re.compile(rb"""formula=["'][^"]*://""")
DetailsOf = Callable[[str], SheetDetails]


class FileMarks(Protocol):
    """Details of a sheet by its name; notices about the file, which may ask for details once more."""

    def details(self, sheet: str) -> SheetDetails: ...

    def notices(self, details: DetailsOf) -> Iterator[Finding]: ...


class NoMarks:
    """A file that holds nothing but values."""

    def details(self, sheet: str) -> SheetDetails:
        return SheetDetails()

    def notices(self, details: DetailsOf) -> Iterator[Finding]:
        return iter(())


class OfficeMarks:
    """An .xlsx or .xlsm; `signs` by part, as the container found them."""

    def __init__(self, package: Package, signs: Mapping[str, PartSigns], has_macros: bool) -> None:
        self.package, self.signs, self.has_macros = package, signs, has_macros

    @cached_property
    def parts(self) -> OfficeParts:
        return read_office_parts(self.package)

    @cached_property
    def styles(self) -> Styles:
        return read_styles(self.package.read("xl/styles.xml"))

    def details(self, sheet: str) -> SheetDetails:
        name = self.parts.sheets.get(sheet, "")
        part = self.package.by_name.get(name)
        if part is None:
            return SheetDetails()
        return read_office_details(partial(self.package.pieces, part), self._signs(sheet), self.styles)

    def notices(self, details: DetailsOf) -> Iterator[Finding]:
        if self.has_macros or any(
            name.startswith(("xl/vbaproject", "xl/macrosheets/")) for name in self.package.by_name
        ):
            yield Finding("macro_present")
        files = self.parts.other_files
        cells = [
            finding
            for sheet in self.parts.sheets
            if self._signs(sheet).has_links
            for finding in linked_cells(sheet, details(sheet).marks, files)
        ]
        if cells or any(name.startswith("xl/externallinks/") for name in self.package.by_name):
            yield link_notice(files)
        yield from cells

    def _signs(self, sheet: str) -> PartSigns:
        return self.signs.get(self.parts.sheets[sheet], PartSigns())


class OpenDocumentMarks:
    """An .ods, whose one part holds all sheets."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def sheets(self) -> Mapping[str, SheetDetails]:
        return read_open_document(self.package.pieces(self.package.by_name["content.xml"]))

    def details(self, sheet: str) -> SheetDetails:
        return self.sheets.get(sheet, SheetDetails())

    def notices(self, details: DetailsOf) -> Iterator[Finding]:
        if any(_OPEN_DOCUMENT_MACRO.match(name) for name in self.package.by_name):
            yield Finding("macro_present")
        pieces = self.package.pieces(self.package.by_name["content.xml"])
        if not any(_OPEN_DOCUMENT_LINK.search(text) for text in cut_at_tags(pieces)):
            return
        cells = [finding for sheet in self.sheets for finding in linked_cells(sheet, details(sheet).marks)]
        if cells:
            yield link_notice(sorted({str(finding.details["files"] or "") for finding in cells}))
        yield from cells


class OldBinaryMarks:
    """An .xls; `names` of its sheets in their order."""

    def __init__(self, content: bytes, names: Sequence[str]) -> None:
        self.content, self.names = content, list(names)

    @cached_property
    def stream(self) -> bytes:
        return open_old_binary(self.content).workbooks[0]

    @cached_property
    def book(self) -> OldBook:
        return read_old_book(self.stream)

    def details(self, sheet: str) -> SheetDetails:
        try:
            at = self.names.index(sheet)
            return read_old_sheet(self.stream, self.book, self.book.sheets[at])
        except (struct.error, ValueError, IndexError):
            return SheetDetails()  # its values were read; only its marks are out of order

    def notices(self, details: DetailsOf) -> Iterator[Finding]:
        try:
            book = self.book
        except (struct.error, ValueError, IndexError):
            return
        if book.has_macros or "_vba_project_cur" in open_old_binary(self.content).names:
            yield Finding("macro_present")
        if book.has_links:
            yield link_notice(())
