"""An Office file as parts with relationships and content types; what is not changed is written as it was."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from tracker.intake.marking.archive import ArchiveParts
from tracker.intake.marking.markup import NotMarkable, local_name, namespace, parse_part, write_part
from tracker.words.marking_texts import OUT_OF_ORDER

TYPES_PART = "[Content_Types].xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


@dataclass(frozen=True)
class Relationship:
    id: str
    kind: str  # the last word of its type: worksheet, comments, vmlDrawing …
    target: str  # the part, or the address where it lies outside
    is_external: bool


class OfficePackage:
    """Parts by name. Changes are kept apart until `to_bytes`; raises NotMarkable for what is out of order."""

    def __init__(self, content: bytes) -> None:
        self.parts = ArchiveParts(content)
        self.types = ContentTypes(self)
        self._relationships: dict[str, Relationships] = {}
        start = next((one for one in self.relationships("") if one.kind == "officeDocument"), None)
        if start is None or self.parts.find(start.target) is None:
            raise NotMarkable(OUT_OF_ORDER)
        self.workbook_part = self.parts.find(start.target) or ""

    @property
    def is_strict(self) -> bool:
        """Written in the strict variant of the format, whose names are others."""
        return self.relationships("").is_strict

    @property
    def relationship_namespace(self) -> str:
        return _STRICT if self.is_strict else _TRANSITIONAL

    def relationships(self, part: str) -> Relationships:
        """The relationships of a part; of the package itself for ''."""
        if part not in self._relationships:
            self._relationships[part] = Relationships(self, part)
        return self._relationships[part]

    def free_name(self, pattern: str) -> str:
        """A part name that is not taken; `pattern` holds `{}` for a number."""
        taken = {name.lower() for name in self.parts.names()}
        return next(
            name for number in range(1, 10**6) if (name := pattern.format(number)).lower() not in taken
        )

    def add_part(
        self, owner: str, pattern: str, kind: str, content_type: str, content: bytes
    ) -> tuple[str, str]:
        """The name of the new part and the id of the relationship that leads from `owner` to it."""
        name = self.free_name(pattern)
        self.parts.write(name, content)
        self.types.put(name, content_type)
        return name, self.relationships(owner).add(kind, name)

    def drop_part(self, owner: str, relationship: Relationship) -> None:
        """The part and its own relationships, with the relationship that leads to it."""
        self.relationships(owner).drop(relationship.id)
        self._relationships.pop(relationship.target, None)
        for name in (relationship.target, _relationships_name(relationship.target)):
            self.parts.drop(name)
            self.types.drop(name)

    def drop_signatures(self) -> None:
        """A signature no longer fits a file that was changed."""
        for one in list(self.relationships("")):
            if one.kind == "origin" and "signature" in one.target.lower():
                self.relationships("").drop(one.id)
        for name in list(self.parts.names()):
            if name.lower().startswith("_xmlsignatures/"):
                self.parts.drop(name)
                self.types.drop(name)

    def to_bytes(self) -> bytes:
        for one in self._relationships.values():
            one.save()
        self.types.save()
        return self.parts.to_bytes(first=TYPES_PART)


class Relationships:
    """Where a part leads to."""

    def __init__(self, package: OfficePackage, part: str) -> None:
        self._parts, self._part = package.parts, part
        self._name = self._parts.find(_relationships_name(part)) or _relationships_name(part)
        has_any = self._parts.find(self._name) is not None
        self._root = (
            parse_part(self._parts.read(self._name))
            if has_any
            else etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})
        )
        types = [str(element.get("Type")) for element in self._root.iterfind("{*}Relationship")]
        self.is_strict = any(one.startswith(_STRICT) for one in types)
        self._base = _TRANSITIONAL
        self._is_changed = False
        if part:
            self._base = package.relationship_namespace

    def __iter__(self) -> Iterator[Relationship]:
        for element in self._root.iterfind("{*}Relationship"):
            is_external = element.get("TargetMode") == "External"
            target = element.get("Target") or ""
            yield Relationship(
                element.get("Id") or "",
                (element.get("Type") or "").rpartition("/")[2],
                target if is_external else self._resolve(target),
                is_external,
            )

    def find(self, kind: str) -> Relationship | None:
        return next((one for one in self if one.kind == kind and not one.is_external), None)

    def by_id(self, wanted: str) -> Relationship | None:
        return next((one for one in self if one.id == wanted), None)

    def add(self, kind: str, target: str) -> str:
        taken = {one.id for one in self}
        new = next(name for number in range(1, 10**6) if (name := f"rId{number}") not in taken)
        element = etree.SubElement(self._root, f"{{{namespace(self._root)}}}Relationship")
        element.set("Id", new)
        element.set("Type", f"{self._base}/{kind}")
        element.set("Target", f"/{target}")
        self._is_changed = True
        return new

    def drop(self, wanted: str) -> None:
        for element in self._root.findall("{*}Relationship"):
            if element.get("Id") == wanted:
                self._root.remove(element)
                self._is_changed = True

    def save(self) -> None:
        if not self._is_changed:
            return
        if len(self._root):
            self._parts.write(self._name, write_part(self._root))
        else:
            self._parts.drop(self._name)

    def _resolve(self, target: str) -> str:
        """The part as the package names it; a target is relative to the part that it stands in."""
        target = target.replace("\\", "/")
        joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(self._part), target)).lstrip("/")
        return self._parts.find(joined) or self._parts.find(unquote(joined)) or joined


class ContentTypes:
    """What each part is."""

    def __init__(self, package: OfficePackage) -> None:
        self._parts = package.parts
        self._name = self._parts.find(TYPES_PART) or ""
        if not self._name:
            raise NotMarkable(OUT_OF_ORDER)
        self._root = parse_part(self._parts.read(self._name))
        self._is_changed = False

    def of(self, part: str) -> str:
        element = self._override(part)
        if element is None:
            extension = part.rpartition(".")[2].lower()
            defaults = [
                one
                for one in self._root.iterfind("{*}Default")
                if str(one.get("Extension")).lower() == extension
            ]
            element = defaults[0] if defaults else None
        return "" if element is None else element.get("ContentType") or ""

    def put(self, part: str, content_type: str) -> None:
        now = self.of(part)
        if now == content_type:
            return
        element = self._override(part)
        extension = part.rpartition(".")[2].lower()
        if element is None and not now and extension != "xml":  # Excel names drawings by their ending
            element = etree.Element(f"{{{_TYPES}}}Default", Extension=extension)
            self._root.insert(0, element)
        elif element is None:
            element = etree.SubElement(self._root, f"{{{_TYPES}}}Override", PartName=f"/{part}")
        element.set("ContentType", content_type)
        self._is_changed = True

    def drop(self, part: str) -> None:
        element = self._override(part)
        if element is not None:
            self._root.remove(element)
            self._is_changed = True

    def save(self) -> None:
        if self._is_changed:
            self._parts.write(self._name, write_part(self._root))

    def _override(self, part: str) -> etree._Element | None:
        wanted = f"/{part}".lower()
        for element in self._root:
            if local_name(element) == "Override" and str(element.get("PartName")).lower() == wanted:
                return element
        return None


def _relationships_name(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
