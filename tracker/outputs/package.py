"""The package of every output: the same bytes for the same story, and properties that say which edition it shows."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from lxml import etree

from tracker import VERSION
from tracker.core.local_time import VIETNAM, local_time
from tracker.outputs.clean_text import drop_controls
from tracker.words import story_texts
from tracker.words.stamp_texts import KINDS, MADE_BY, METHODS

if TYPE_CHECKING:
    from tracker.outputs.story.story import Story

Kind = Literal["deck", "report", "annex", "images"]
STAMP_FILE = "ban-chot.json"  # the stamp of an archive that is no office file

_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_CORE, _CUSTOM = "docProps/core.xml", "docProps/custom.xml"
_LARGEST, _LARGEST_LIST, _LARGEST_PART, _LONGEST = 80 * 2**20, 2**21, 2**16, 500
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of custom properties, ECMA-376 part 1, 22.3

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CT, _REL = f"{{{_PACKAGE}/content-types}}", f"{{{_PACKAGE}/relationships}}"
_CP, _PROPS = f"{{{_PACKAGE}/metadata/core-properties}}", f"{{{_OFFICE}/custom-properties}}"
_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_XSI, _VT = "{http://www.w3.org/2001/XMLSchema-instance}", f"{{{_OFFICE}/docPropsVTypes}}"
_PARTS = (  # part, its content type, its relationship
    (_CORE, "application/vnd.openxmlformats-package.core-properties+xml",
     f"{_PACKAGE}/relationships/metadata/core-properties"),
    (_CUSTOM, "application/vnd.openxmlformats-officedocument.custom-properties+xml",
     f"{_OFFICE}/relationships/custom-properties"),
)  # fmt: skip

_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, etree.LxmlError, OSError, EOFError, NotImplementedError,
    RuntimeError, KeyError, ValueError, TypeError,
)  # fmt: skip


@dataclass(frozen=True)
class Stamp:
    """What a file says about itself: enough to make it again and to tell whether it is still what was made."""

    kind: Kind
    title: str
    period: str
    edition: str | None  # None: a draft
    check_code: str
    at: dt.datetime  # when the edition was signed or the draft taken, on Vietnam's clock
    cut_off_on: dt.date
    programme: str | None = None  # None: all
    unit: str | None = None  # None: the province
    variant: str | None = None  # of the report
    template: str | None = None  # of the slides: SHA-256 of the province's own, None: our look
    creator: str = ""
    methods: str = ""
    software: str = VERSION

    @property
    def words(self) -> str:
        """`Bản chốt 2026-H1/2 · mã kiểm tra … · chốt số liệu 30/6/2026`."""
        return story_texts.footnote(self.edition, self.check_code, self.cut_off_on)


def stamp_of(story: Story, kind: Kind, *, variant: str | None = None, template: bytes | None = None) -> Stamp:
    """The stamp of an output of a story."""
    material = story.material
    return Stamp(
        kind,
        f"{KINDS[kind]}: {story.title}",
        str(material.period),
        material.mark.number,
        material.mark.check_code,
        to_the_second(material.mark.at),
        material.cut_off_on,
        story.programme,
        story.place if story.place != material.province else None,
        variant,
        hash_of(template),
        MADE_BY.format(province=material.facts["province"]["name"]),
        str(material.facts["methods_version"]),
    )


def stamp(data: bytes, what: Stamp) -> bytes:
    """The file with its stamp, packed repeatably: an office file in its properties, another archive in STAMP_FILE."""
    entries = _read_entries(data)
    if _TYPES in entries:
        entries |= {
            _TYPES: _with_types(entries[_TYPES]),
            _RELATIONS: _with_relations(entries[_RELATIONS]),
            _CORE: _core_properties(what),
            _CUSTOM: _custom_properties(_facts(what)),
        }
    else:
        entries[STAMP_FILE] = json.dumps(_facts(what), ensure_ascii=False, indent=1).encode()
    return _pack(entries, what.at)


def hash_of(template: bytes | None) -> str | None:
    """The SHA-256 of a template; None for our own look."""
    return hashlib.sha256(template).hexdigest() if template else None


def read_stamp(data: bytes) -> Stamp | None:
    """The stamp of a file that anybody may have sent; None when it has none that can be read.

    Only the part with the stamp is unpacked, never more than it may hold; nothing it says is proof by itself.
    """
    if len(data) > _LARGEST or not _is_plain_archive(data):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            is_office = _CUSTOM in names
            with archive.open(_CUSTOM if is_office else STAMP_FILE) as part:
                content = part.read(_LARGEST_PART + 1)
        if len(content) > _LARGEST_PART:
            return None
        facts = _read_properties(content) if is_office else json.loads(content)
        return _stamp_from(facts)
    except _UNREADABLE:
        return None


def repeatable_zip(data: bytes, at: dt.datetime) -> bytes:
    """The same archive without a trace of when and where it was packed; `[Content_Types].xml` comes first."""
    return _pack(_read_entries(data), at)


def to_the_second(at: dt.datetime) -> dt.datetime:
    """The instant on Vietnam's clock, without a zone and to the second."""
    return local_time(at).replace(microsecond=0)


def _read_entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}


def _pack(entries: Mapping[str, bytes], at: dt.datetime) -> bytes:
    stream = io.BytesIO()
    day = to_the_second(at).timetuple()[:6]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(entries, key=lambda one: one != _TYPES):
            entry = zipfile.ZipInfo(name, day)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, entries[name])
    return stream.getvalue()


def _is_plain_archive(data: bytes) -> bool:
    """Whether the list of entries is one that this module writes: at the end, short, without a comment."""
    end = data[-22:]
    is_end = end[:4] == b"PK\x05\x06" and end[-2:] == b"\x00\x00" and data[-42:-38] != b"PK\x06\x07"
    return is_end and int.from_bytes(end[12:16], "little") <= _LARGEST_LIST


def _facts(what: Stamp) -> dict[str, str]:
    """Name of a property → its text; what does not apply has none."""
    return {name: drop_controls(str(value)) for name, value in asdict(what).items() if value is not None}


def _stamp_from(facts: Mapping[str, str]) -> Stamp:
    """Raises KeyError, TypeError or ValueError when the facts are no stamp's."""
    known = {name: str(facts[name])[:_LONGEST] for name in Stamp.__dataclass_fields__ if name in facts}
    if known["kind"] not in get_args(Kind):
        raise ValueError(known["kind"])
    at, cut_off_on = dt.datetime.fromisoformat(known["at"]), dt.date.fromisoformat(known["cut_off_on"])
    return Stamp(**({"edition": None} | known | {"at": to_the_second(at), "cut_off_on": cut_off_on}))  # type: ignore[arg-type]


def _with_types(content: bytes) -> bytes:
    root = etree.fromstring(content, _parser())
    for part, kind, _ in _PARTS:
        for one in root.findall(f"{_CT}Override"):
            if one.get("PartName") == f"/{part}":
                root.remove(one)
        etree.SubElement(root, f"{_CT}Override", PartName=f"/{part}", ContentType=kind)
    return _written(root)


def _with_relations(content: bytes) -> bytes:
    root = etree.fromstring(content, _parser())
    for at, (part, _, kind) in enumerate(_PARTS):
        for one in root.findall(f"{_REL}Relationship"):
            if one.get("Type") == kind:
                root.remove(one)
        etree.SubElement(root, f"{_REL}Relationship", Id=f"stamp{at}", Type=kind, Target=part)
    return _written(root)


def _core_properties(what: Stamp) -> bytes:
    names = {"cp": _CP, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    root = etree.Element(f"{_CP}coreProperties", nsmap={prefix: name[1:-1] for prefix, name in names.items()})
    texts = (
        (f"{_DC}title", what.title),
        (f"{_DC}subject", what.words),
        (f"{_DC}creator", what.creator),
        (f"{_CP}keywords", what.words.replace(" · ", "; ")),
        (f"{_DC}description", METHODS.format(version=what.methods)),
        (f"{_CP}lastModifiedBy", what.creator),
        (f"{_CP}revision", "1"),
        (f"{_CP}category", KINDS[what.kind]),
    )
    for tag, text in texts:
        etree.SubElement(root, tag).text = drop_controls(text)
    at = what.at.replace(tzinfo=VIETNAM).astimezone(dt.UTC)
    for name in ("created", "modified"):
        one = etree.SubElement(root, f"{_TERMS}{name}", {f"{_XSI}type": "dcterms:W3CDTF"})
        one.text = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    return _written(root)


def _custom_properties(facts: Mapping[str, str]) -> bytes:
    root = etree.Element(f"{_PROPS}Properties", nsmap={None: _PROPS[1:-1], "vt": _VT[1:-1]})
    for at, (name, text) in enumerate(facts.items(), start=2):  # 0 and 1 are taken by the format itself
        one = etree.SubElement(root, f"{_PROPS}property", fmtid=_FORMAT_ID, pid=str(at), name=name)
        etree.SubElement(one, f"{_VT}lpwstr").text = text
    return _written(root)


def _read_properties(content: bytes) -> dict[str, str]:
    root = etree.fromstring(content, _parser())
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type")
    return {str(one.get("name")): "".join(one.itertext()) for one in root.findall(f"{_PROPS}property")}


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
