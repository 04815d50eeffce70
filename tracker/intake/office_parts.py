"""How an .xlsx names its sheets and the other files it takes figures from."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from tracker.intake.markup import MarkupHandler, RefusedMarkup, read_markup
from tracker.intake.package import Package

_LONGEST_NAME = 80
_TAGS = frozenset({"sheet", "externalReference", "Relationship"})


@dataclass(frozen=True)
class OfficeParts:
    """The part of each sheet by the sheet's name, and the other files by their number in formulas, from 1."""

    sheets: Mapping[str, str] = field(default_factory=dict)
    other_files: tuple[str, ...] = ()


def read_office_parts(package: Package) -> OfficeParts:
    """Read xl/workbook.xml and its relations, as the reader of the cells does."""
    targets = _relations(package, "xl/workbook.xml")
    sheets: dict[str, str] = {}
    other_files: list[str] = []
    for tag, attributes in _elements(package.read("xl/workbook.xml")):
        target = next(
            (targets.get(value, "") for key, value in attributes.items() if key.endswith(":id")), ""
        )
        if tag == "sheet" and target:
            sheets[attributes.get("name", "")] = target
        elif tag == "externalReference":
            found = _relations(package, target).values()
            other_files.append(next((_file_name(one) for one in found), ""))
    return OfficeParts(sheets, tuple(other_files))


def _relations(package: Package, part: str) -> dict[str, str]:
    """Target by id of what a part refers to, names of parts in small letters."""
    folder, name = posixpath.split(part)
    relations = {}
    for tag, attributes in _elements(package.read(f"{folder}/_rels/{name}.rels")):
        if tag == "Relationship":
            target = attributes.get("Target", "")
            if attributes.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith(("/", "xl/")) else f"{folder}/{target}"
                target = posixpath.normpath(path).lower()
            relations[attributes.get("Id", "")] = target
    return relations


class _Elements(MarkupHandler):
    def __init__(self) -> None:
        self.found: list[tuple[str, Mapping[str, str]]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _TAGS:
            self.found.append((tag, attributes))


def _elements(content: bytes) -> list[tuple[str, Mapping[str, str]]]:
    """Tag and attributes of the elements that name parts; none when the part is out of order."""
    elements = _Elements()
    try:
        read_markup([content], elements)
    except RefusedMarkup:
        return []
    return elements.found


def _file_name(target: str) -> str:
    """The last name of a path or address, which is only shown."""
    return unquote(target).replace("\\", "/").rstrip("/").rpartition("/")[2][:_LONGEST_NAME]
