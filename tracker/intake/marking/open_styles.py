"""The styles of cells in an OpenDocument workbook: a cell's own with our background, as a style of its own."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterable
from typing import Any

from lxml import etree

from tracker.intake.marking.markup import NotMarkable, local_name, structure
from tracker.intake.marking.open_content import OFFICE
from tracker.words.marking_texts import OUT_OF_ORDER

STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_NAME, _FAMILY, _PARENT = f"{{{STYLE}}}name", f"{{{STYLE}}}family", f"{{{STYLE}}}parent-style-name"
_PROPERTIES, _BACKGROUND = f"{{{STYLE}}}table-cell-properties", f"{{{FO}}}background-color"
_DEFAULT = "Default"
FOR_MARKS, FOR_LISTS = "kiemtra-o", "kiemtra-bang"  # how the names of our styles begin
_OUR_NAME = re.compile(rf'"((?:{FOR_MARKS}|{FOR_LISTS})[0-9]+)"'.encode())


class OpenStyles:
    """Styles by name; None is the style of a cell that names none."""

    def __init__(self, root: etree._Element) -> None:
        found = root.find(f"{{{OFFICE}}}automatic-styles")
        if found is None:
            raise NotMarkable(OUT_OF_ORDER)
        self.list = found
        self._by_name = {
            one.get(_NAME): one
            for one in found
            if local_name(one) == "style" and one.get(_FAMILY) == "table-cell"
        }
        self._taken = {one.get(_NAME) for one in found if isinstance(one.tag, str)}
        self._derived: dict[tuple[str | None, str | None], str] = {}

    def filled(self, name: str | None, colour: str) -> str:
        """The style with a background."""
        return self._with_background(name, f"#{colour.lower()}")

    def with_fill_of(self, name: str | None, source: str | None) -> str | None:
        """The style with the background of another; that other one itself where only this told them apart."""
        style = self._by_name.get(name)
        if style is None or _bare(style) == self._bare_of(source):
            return source
        other = self._by_name.get(source)
        return self._with_background(name, _background(other) if other is not None else None)

    def is_filled(self, name: str | None, colours: Collection[str]) -> bool:
        style = self._by_name.get(name)
        return style is not None and _colour(style) in colours

    def uses(self, colour: str) -> bool:
        return any(_colour(style) == colour for style in self._by_name.values())

    def fade(self, colours: Collection[str]) -> None:
        """Take these backgrounds away from whatever cells have them."""
        for style in self._by_name.values():
            if _colour(style) in colours:
                style.find(_PROPERTIES).set(_BACKGROUND, "transparent")

    def drop_unused(self, tables: Iterable[bytes]) -> None:
        """Take out the styles that were made for marks, as far as no table names them."""
        used = {name.decode() for table in tables for name in _OUR_NAME.findall(table)}
        for style in list(self.list):
            name = str(style.get(_NAME)) if isinstance(style.tag, str) else ""
            if _OUR_NAME.fullmatch(f'"{name}"'.encode()) and name not in used:
                self.list.remove(style)
                self._by_name.pop(name, None)

    def free_name(self, start: str) -> str:
        name = next(name for number in range(1, 10**6) if (name := f"{start}{number}") not in self._taken)
        self._taken.add(name)
        return name

    def _with_background(self, name: str | None, background: str | None) -> str:
        if (name, background) in self._derived:
            return self._derived[name, background]
        known = self._by_name.get(name)
        if known is not None:
            style = copy.deepcopy(known)
        else:
            style = etree.Element(f"{{{STYLE}}}style")
            style.set(_FAMILY, "table-cell")
            style.set(_PARENT, name or _DEFAULT)
        new = self.free_name(FOR_MARKS)
        style.set(_NAME, new)
        properties = style.find(_PROPERTIES)
        if properties is None:
            properties = etree.Element(_PROPERTIES)
            style.insert(0, properties)
        properties.attrib.pop(_BACKGROUND, None)
        if background is not None:
            properties.set(_BACKGROUND, background)
        self.list.append(style)
        self._by_name[new] = style
        self._derived[name, background] = new
        return new

    def _bare_of(self, name: str | None) -> tuple[Any, ...]:
        style = self._by_name.get(name)
        if style is not None:
            return _bare(style)
        empty = etree.Element(f"{{{STYLE}}}style")
        empty.set(_FAMILY, "table-cell")
        empty.set(_PARENT, name or _DEFAULT)
        return _bare(empty)


def _background(style: etree._Element) -> str | None:
    properties = style.find(_PROPERTIES)
    return None if properties is None else properties.get(_BACKGROUND)


def _colour(style: etree._Element) -> str:
    return (_background(style) or "").lstrip("#").upper()


def _bare(style: etree._Element) -> tuple[Any, ...]:
    """What the style says besides its name and its background."""
    bare = copy.deepcopy(style)
    bare.attrib.pop(_NAME, None)
    properties = bare.find(_PROPERTIES)
    if properties is not None:
        properties.attrib.pop(_BACKGROUND, None)
        if not properties.attrib and not len(properties):
            bare.remove(properties)
    return structure(bare)
