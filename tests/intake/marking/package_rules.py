"""What Excel asks of a workbook before it opens it without complaint."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

ORDER = (  # of the elements of a worksheet
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_CELL = re.compile(r"([A-Z]{1,3})([0-9]+)")
_LIMITS = {"name": 31, "comment": 32_767}


def find_faults(content: bytes) -> list[str]:
    """Every rule that the workbook breaks."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    return [*_archive_faults(names, parts), *_workbook_faults(parts)]


def _archive_faults(names: list[str], parts: dict[str, bytes]) -> Iterator[str]:
    if names[0] != "[Content_Types].xml":
        yield "content types are not first"
    if len({name.lower() for name in names}) != len(names):
        yield "a part twice"
    types = etree.fromstring(parts["[Content_Types].xml"])
    overrides = [one.get("PartName") for one in types.iterfind("{*}Override")]
    defaults = [one.get("Extension").lower() for one in types.iterfind("{*}Default")]
    for what in (overrides, defaults):
        yield from (f"content type twice: {one}" for one, count in Counter(what).items() if count > 1)
    yield from (f"content type of nothing: {one}" for one in overrides if one[1:] not in parts)
    for name in names:
        is_typed = f"/{name}" in overrides or name.rpartition(".")[2].lower() in defaults
        if not is_typed and name != "[Content_Types].xml":
            yield f"no content type: {name}"
        if name.endswith((".xml", ".rels", ".vml")):
            etree.fromstring(parts[name])
        if name.endswith(".rels"):
            yield from _link_faults(name, parts)


def _link_faults(name: str, parts: dict[str, bytes]) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    root = etree.fromstring(parts[name])
    ids = [one.get("Id") for one in root]
    if len(set(ids)) != len(ids):
        yield f"relationship ids twice: {name}"
    for one in root:
        target = posixpath.normpath(posixpath.join("/", folder, one.get("Target"))).lstrip("/")
        if one.get("TargetMode") != "External" and target not in parts:
            yield f"leads nowhere: {name} {target}"


def _workbook_faults(parts: dict[str, bytes]) -> Iterator[str]:
    root = etree.fromstring(parts["xl/workbook.xml"])
    sheets = list(root.iterfind("{*}sheets/{*}sheet"))
    names = [one.get("name") for one in sheets]
    if len({name.casefold() for name in names}) != len(names) or len(
        {s.get("sheetId") for s in sheets}
    ) != len(sheets):
        yield "a sheet twice"
    yield from (f"long name: {name}" for name in names if len(name) > _LIMITS["name"])
    for one in root.iterfind("{*}definedNames/{*}definedName"):
        if int(one.get("localSheetId") or 0) >= len(sheets):
            yield f"name of no sheet: {one.get('name')}"
    for view in root.iterfind("{*}bookViews/{*}workbookView"):
        active = sheets[int(view.get("activeTab") or 0)]
        if active.get("state", "visible") != "visible":
            yield "opens at a hidden sheet"
    formats = _style_faults(parts)
    yield from formats[1]
    for name in parts:
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            yield from _sheet_faults(name, parts, formats[0])
    selected = [
        name
        for name, part in parts.items()
        if name.startswith("xl/worksheets/") and b'tabSelected="1"' in part
    ]
    if len(selected) > 1:
        yield "several sheets selected"


def _style_faults(parts: dict[str, bytes]) -> tuple[int, list[str]]:
    root = etree.fromstring(parts["xl/styles.xml"])
    lists = {etree.QName(one).localname: one for one in root if isinstance(one.tag, str)}
    faults = [
        f"count of {name}"
        for name, one in lists.items()
        if one.get("count") is not None and int(one.get("count")) != len(one)
    ]
    for one in lists["cellXfs"]:
        for key, owner in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            if int(one.get(key) or 0) >= len(lists[owner]):
                faults.append(f"format with no {owner}")
    return len(lists["cellXfs"]), faults


def _sheet_faults(name: str, parts: dict[str, bytes], formats: int) -> Iterator[str]:
    root = etree.fromstring(parts[name])
    places = [ORDER.index(etree.QName(one).localname) for one in root if etree.QName(one).localname in ORDER]
    if places != sorted(places):
        yield f"order of elements: {name}"
    rows = [int(one.get("r")) for one in root.iterfind("{*}sheetData/{*}row") if one.get("r")]
    if rows != sorted(set(rows)):
        yield f"order of rows: {name}"
    for row in root.iterfind("{*}sheetData/{*}row"):
        columns = [_column(cell.get("r")) for cell in row.iterfind("{*}c") if cell.get("r")]
        if columns != sorted(set(columns)):
            yield f"order of cells: {name} {row.get('r')}"
        yield from (
            f"no such style: {c.get('r')}" for c in row.iterfind("{*}c") if int(c.get("s") or 0) >= formats
        )
    yield from _comment_faults(name, root, parts)


def _comment_faults(name: str, root: etree._Element, parts: dict[str, bytes]) -> Iterator[str]:
    folder, _, file = name.rpartition("/")
    links = parts.get(f"{folder}/_rels/{file}.rels")
    targets = {} if links is None else {one.get("Id"): one for one in etree.fromstring(links)}
    by_kind = {str(one.get("Type")).rpartition("/")[2]: one for one in targets.values()}
    drawing = root.find("{*}legacyDrawing")
    if ("vmlDrawing" in by_kind) != (drawing is not None):
        yield f"drawing of comments: {name}"
    if "comments" not in by_kind:
        return
    comments = etree.fromstring(parts[_target(folder, by_kind["comments"])])
    shapes = etree.fromstring(parts[_target(folder, by_kind["vmlDrawing"])])
    authors = len(comments.find("{*}authors"))
    cells = [one.get("ref") for one in comments.iterfind("{*}commentList/{*}comment")]
    notes = [_note_cell(one) for one in shapes.iter("{*}ClientData") if one.get("ObjectType") == "Note"]
    if Counter(cells) != Counter(notes) or len(set(cells)) != len(cells):
        yield f"comments without their shapes: {name} {sorted(cells)} {sorted(notes)}"
    shape_ids = [one.get("id") or "" for one in shapes.iterfind("{urn:schemas-microsoft-com:vml}shape")]
    ids = [one for one in shape_ids if one.startswith("_x0000_s")]
    if len(set(ids)) != len(ids):
        yield f"shape ids twice: {name}"
    for one in comments.iterfind("{*}commentList/{*}comment"):
        text = "".join(one.itertext())
        if int(one.get("authorId")) >= authors or len(text) > _LIMITS["comment"] or not text:
            yield f"comment {one.get('ref')}"


def _target(folder: str, link: etree._Element) -> str:
    return posixpath.normpath(posixpath.join("/", folder, link.get("Target"))).lstrip("/")


def _note_cell(data: etree._Element) -> str:
    row, column = int(data.findtext("{*}Row")), int(data.findtext("{*}Column")) + 1
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _column(reference: str) -> tuple[int, str]:
    found = _CELL.fullmatch(reference)
    assert found is not None
    return len(found[1]), found[1]
