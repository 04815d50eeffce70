"""The styles of an Office workbook: a cell's own with our fill, and those of the sheets that we add."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from typing import Any

from lxml import etree

from tracker.intake.marking.markup import (
    NotMarkable,
    local_name,
    namespace,
    parse_part,
    structure,
    write_part,
)
from tracker.intake.marking.office_package import OfficePackage
from tracker.words.marking_texts import OUT_OF_ORDER

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MOST_FORMATS = 64_000  # cell formats in one workbook; Excel opens no more than 65.490
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_LEAST = {  # what a workbook without these begins with
    "fonts": "<font><sz val='11'/><name val='Calibri'/></font>",
    "fills": "<fill><patternFill patternType='none'/></fill><fill><patternFill patternType='gray125'/></fill>",
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": "<xf numFmtId='0' fontId='0' fillId='0' borderId='0'/>",
    "cellXfs": "<xf numFmtId='0' fontId='0' fillId='0' borderId='0' xfId='0'/>",
}


class CellStyles:
    """Styles by their number, as cells name them in `s`."""

    def __init__(self, package: OfficePackage, workbook_namespace: str) -> None:
        self._package, self._namespace = package, workbook_namespace
        owner = package.workbook_part
        relationship = package.relationships(owner).find("styles")
        if relationship is None:
            empty = f'<styleSheet xmlns="{workbook_namespace}"/>'.encode()
            pattern = f"{owner.rpartition('/')[0]}/styles{{}}.xml".lstrip("/")
            self._part, _ = package.add_part(owner, pattern, "styles", _TYPE, empty)
        else:
            self._part = relationship.target
        self.root = parse_part(package.parts.read(self._part))
        if local_name(self.root) != "styleSheet":
            raise NotMarkable(OUT_OF_ORDER)
        self._namespace = namespace(self.root)
        self._lists = {name: self._list(name) for name in _LEAST}
        self._known: dict[str, dict[tuple[Any, ...], int]] = {}
        self._filled: dict[tuple[int, int], int] = {}

    def filled(self, style: int, colour: str) -> int:
        """The same style with a plain fill."""
        fill = self.add(
            "fills",
            f"<fill><patternFill patternType='solid'><fgColor rgb='FF{colour}'/><bgColor indexed='64'/>"
            "</patternFill></fill>",
        )
        return self._with_fill(style, fill, "1")

    def with_fill_of(self, style: int, source: int) -> int:
        """The style with the fill of another; that other one itself where only the fill told them apart."""
        mine, other = self._format(style), self._format(source)
        if _without_fill(mine) == _without_fill(other):
            return source if source < len(self._lists["cellXfs"]) else 0
        return self._with_fill(style, _number(other.get("fillId")), other.get("applyFill"))

    def is_filled(self, style: int, colours: Collection[str]) -> bool:
        """Whether the cell shows one of the colours as a plain fill."""
        fills = self._lists["fills"]
        at = _number(self._format(style).get("fillId"))
        return at < len(fills) and _plain_colour(fills[at]) in colours

    def uses(self, colour: str) -> bool:
        return any(_plain_colour(fill) == colour for fill in self._lists["fills"])

    def fade(self, colours: Collection[str]) -> None:
        """Take these plain fills away from whatever cells have them."""
        for fill in self._lists["fills"]:
            if _plain_colour(fill) in colours:
                for child in list(fill):
                    fill.remove(child)
                etree.SubElement(fill, f"{{{self._namespace}}}patternFill", patternType="none")
        self._known.pop("fills", None)

    def add(self, kind: str, markup: str) -> int:
        """The number of a font, fill, border or cell format; an equal one that is there is taken."""
        element = etree.fromstring(f'<root xmlns="{self._namespace}">{markup}</root>'.encode())[0]
        return self._add(kind, element)

    def add_format(self, parts: Mapping[str, int], alignment: str = "", *, is_quoted: bool = False) -> int:
        """A cell format from the numbers of its font, fill, border and number format."""
        numbers = {"numFmtId": 0, "fontId": 0, "fillId": 0, "borderId": 0, "xfId": 0, **parts}
        said = "".join(f' {name}="{number}"' for name, number in numbers.items())
        applied = ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        quoted = ' quotePrefix="1"' if is_quoted else ""
        return self.add("cellXfs", f"<xf{said}{applied}{quoted}>{alignment}</xf>")

    def save(self) -> None:
        for one in self._lists.values():
            one.set("count", str(len(one)))
        self._package.parts.write(self._part, write_part(self.root))

    def _with_fill(self, style: int, fill: int, applied: str | None) -> int:
        if (style, fill) not in self._filled:
            derived = copy.deepcopy(self._format(style))
            derived.set("fillId", str(fill))
            derived.attrib.pop("applyFill", None)
            if applied is not None:
                derived.set("applyFill", applied)
            is_full = len(self._lists["cellXfs"]) >= _MOST_FORMATS
            self._filled[style, fill] = style if is_full else self._add("cellXfs", derived)
        return self._filled[style, fill]

    def _format(self, style: int) -> etree._Element:
        formats = self._lists["cellXfs"]
        return formats[style if 0 <= style < len(formats) else 0]

    def _add(self, kind: str, element: etree._Element) -> int:
        entries = self._lists[kind]
        if kind not in self._known:
            self._known[kind] = {}
            for at, entry in enumerate(entries):
                self._known[kind].setdefault(structure(entry), at)
        key = structure(element)
        if key not in self._known[kind]:
            entries.append(element)
            self._known[kind][key] = len(entries) - 1
        return self._known[kind][key]

    def _list(self, name: str) -> etree._Element:
        """One of the lists of the part; made where it is missing, with the least that it must hold."""
        found = self.root.find(f"{{{self._namespace}}}{name}")
        if found is None:
            found = etree.Element(f"{{{self._namespace}}}{name}")
            earlier = set(_ORDER[: _ORDER.index(name)])
            before = [one for one in self.root if local_name(one) in earlier]
            if before:
                before[-1].addnext(found)
            else:
                self.root.insert(0, found)
        for node in [one for one in found if not isinstance(one.tag, str)]:
            found.remove(node)
        if not len(found):
            for element in etree.fromstring(f'<root xmlns="{self._namespace}">{_LEAST[name]}</root>'):
                found.append(element)
        return found


def _without_fill(cell_format: etree._Element) -> tuple[Any, ...]:
    bare = copy.deepcopy(cell_format)
    for name in ("fillId", "applyFill"):
        bare.attrib.pop(name, None)
    return structure(bare)


def _plain_colour(fill: etree._Element) -> str | None:
    """RRGGBB of a plain fill, capitals; None for any other."""
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return None
    colour = pattern.find("{*}fgColor")
    return (colour.get("rgb") or "")[-6:].upper() or None if colour is not None else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
