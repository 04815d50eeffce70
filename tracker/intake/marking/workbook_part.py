"""The list of sheets of an Office workbook: our own are put in and taken out, and what counts sheets moves along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from tracker.intake.marking.markup import NotMarkable, local_name, namespace, parse_part, write_part
from tracker.intake.marking.office_package import OfficePackage
from tracker.words.marking_texts import OUT_OF_ORDER

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_BEFORE_NAMES = {
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection",
    "bookViews", "sheets", "functionGroups", "externalReferences",
}  # fmt: skip
_SHARING = {"revisionHeaders", "usernames"}  # who changed what in a shared workbook; it knows no new sheets
_OF_ONE_SHEET = {"comments", "vmlDrawing", "drawing", "printerSettings", "revisionLog"}
LONGEST_NAME = 31  # of a sheet, in Excel


@dataclass(frozen=True)
class SheetEntry:
    name: str
    part: str | None
    is_worksheet: bool  # and no chart or macro sheet
    element: etree._Element


class WorkbookPart:
    """Sheets in the order of their tabs."""

    def __init__(self, package: OfficePackage) -> None:
        self._package = package
        self.name = package.workbook_part
        self.root = parse_part(package.parts.read(self.name))
        sheets = self.root.find("{*}sheets")
        if local_name(self.root) != "workbook" or sheets is None or not len(sheets):
            raise NotMarkable(OUT_OF_ORDER)
        self._sheets = sheets
        self.namespace = namespace(self.root)

    @property
    def sheets(self) -> list[SheetEntry]:
        return [self._entry(element) for element in self._sheets.iterfind("{*}sheet")]

    @property
    def suffix(self) -> str:
        """Ending of the file name that fits what is inside."""
        return "xlsm" if "macroenabled" in self._package.types.of(self.name).lower() else "xlsx"

    def settle_kind(self) -> None:
        """A template or an add-in becomes a plain workbook, or Excel refuses it under our file name."""
        self._package.types.put(self.name, _MACRO_TYPE if self.suffix == "xlsm" else _PLAIN_TYPE)

    def add_sheet(self, name: str, content: bytes, *, is_first: bool, state: str | None = None) -> None:
        pattern = f"{self.name.rpartition('/')[0]}/worksheets/sheet{{}}.xml".lstrip("/")
        _, relationship = self._package.add_part(self.name, pattern, "worksheet", _SHEET_TYPE, content)
        ids = [int(one.get("sheetId") or 0) for one in self._sheets if (one.get("sheetId") or "").isdigit()]
        links = self._package.relationship_namespace
        element = etree.Element(f"{{{self.namespace}}}sheet", nsmap={"r": links})
        element.set("name", name)
        element.set("sheetId", str(max(ids, default=0) + 1))
        if state:
            element.set("state", state)
        element.set(f"{{{links}}}id", relationship)
        self._sheets.insert(0 if is_first else len(self._sheets), element)
        if is_first:
            self._move_counts(0, 1)

    def drop_sheet(self, entry: SheetEntry) -> None:
        at = list(self._sheets.iterfind("{*}sheet")).index(entry.element)
        for relationship in list(self._package.relationships(self.name)):
            if relationship.target == entry.part:
                self._drop_with_parts(relationship.target)
                self._package.drop_part(self.name, relationship)
        self._sheets.remove(entry.element)
        self._move_counts(at, -1)
        self._forget_name(entry.name)

    def show_first(self) -> None:
        """Open at the first sheet, whatever was open when the sender saved."""
        for view in self.root.iterfind("{*}bookViews/{*}workbookView"):
            view.set("activeTab", "0")
            view.set("firstSheet", "0")

    def show_visible(self) -> None:
        """Open at a sheet that can be seen."""
        seen = [at for at, one in enumerate(self.sheets) if one.element.get("state", "visible") == "visible"]
        for view in self.root.iterfind("{*}bookViews/{*}workbookView"):
            if seen and view.get("activeTab", "0") not in {str(at) for at in seen}:
                view.set("activeTab", str(seen[0]))

    def name_range(self, name: str, text: str, *, is_hidden: bool = False) -> None:
        """A name of the first sheet alone."""
        names = self.root.find("{*}definedNames")
        if names is None:
            names = etree.Element(f"{{{self.namespace}}}definedNames")
            before = [one for one in self.root if local_name(one) in _BEFORE_NAMES]
            before[-1].addnext(names)
        element = etree.SubElement(names, f"{{{self.namespace}}}definedName", name=name, localSheetId="0")
        element.text = text
        if is_hidden:
            element.set("hidden", "1")

    def end_sharing(self) -> None:
        for relationship in list(self._package.relationships(self.name)):
            if relationship.kind in _SHARING:
                self._drop_with_parts(relationship.target)
                self._package.drop_part(self.name, relationship)

    def save(self) -> None:
        self._package.parts.write(self.name, write_part(self.root))

    def _entry(self, element: etree._Element) -> SheetEntry:
        ids = [
            value
            for key, value in element.attrib.items()
            if str(key).rpartition("}")[2] == "id" and str(key).startswith("{")
        ]
        relationship = self._package.relationships(self.name).by_id(str(ids[0])) if ids else None
        if relationship is None or relationship.is_external:
            return SheetEntry(element.get("name") or "", None, False, element)
        part = self._package.parts.find(relationship.target)
        is_worksheet = relationship.kind == "worksheet" and part is not None
        return SheetEntry(element.get("name") or "", part, is_worksheet, element)

    def _drop_with_parts(self, part: str) -> None:
        """What leads only from a sheet of ours: comments, drawings, printer settings."""
        for one in list(self._package.relationships(part)):
            if not one.is_external and one.kind in _OF_ONE_SHEET:
                self._package.drop_part(part, one)

    def _move_counts(self, at: int, by: int) -> None:
        """Names and views that count sheets, after one was put in (`by` 1) or taken out (-1) at `at`."""
        names = self.root.find("{*}definedNames")
        for element in [] if names is None else list(names):
            of_sheet = element.get("localSheetId")
            if of_sheet is None or not of_sheet.isdigit():
                continue
            if by < 0 and int(of_sheet) == at:
                names.remove(element)
            elif int(of_sheet) >= at:
                element.set("localSheetId", str(int(of_sheet) + by))
        if names is not None and not len(names):
            self.root.remove(names)
        for view in self.root.iterfind("{*}bookViews/{*}workbookView"):
            for key in ("activeTab", "firstSheet"):
                count = view.get(key)
                if count is not None and count.isdigit() and int(count) >= max(at, 1 if by < 0 else 0):
                    view.set(key, str(int(count) + by))

    def _forget_name(self, sheet: str) -> None:
        """A name that still leads into a sheet that is gone."""
        quoted = "'" + sheet.replace("'", "''") + "'!"
        for element in self.root.iterfind("{*}definedNames/{*}definedName"):
            if quoted in (element.text or ""):
                element.text = "#REF!"


def free_sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """Excel tells sheets apart without regard to capital letters."""
    known = {name.casefold() for name in taken}
    names = (wanted, *(f"{wanted} {number}" for number in range(2, 10_000)))
    return next(name for name in names if name.casefold() not in known)[:LONGEST_NAME]
