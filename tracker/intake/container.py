"""Whether a file is a workbook that can be opened at all, before any reader opens it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree import ElementTree

from tracker.intake.finding import Finding

LARGEST_FILE = 30 * 2**20  # bytes
LARGEST_UNPACKED = 300 * 2**20  # bytes, all parts together
MOST_PARTS = 5000
LAST_ROW, LAST_COLUMN = 100_000, 500  # readers hold the whole rectangle up to the last cell in memory
MOST_CELLS = 5_000_000
_CHUNK = 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@dataclass(frozen=True)
class Container:
    """What was found out about a file: its kind ('xlsx', 'xls', 'ods') or the finding that refuses it."""

    kind: str | None = None
    refusal: Finding | None = None


def open_container(content: bytes) -> Container:
    """Judge the bytes of a file; never raises, whatever they are."""
    if not content.strip(b"\x00 \t\r\n"):
        return _refuse("empty_file")
    if len(content) > LARGEST_FILE:
        return _refuse("file_too_large", size=_megabytes(len(content)), limit=_megabytes(LARGEST_FILE))
    if content.startswith(_OLE):
        return _judge_ole(content)
    if content.startswith(b"PK"):
        try:
            return _judge_zip(content)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            return _refuse("truncated_file")
    head = content[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"").lower()
    is_html = head.startswith(b"<") and any(tag in head for tag in (b"<html", b"<!doctype html", b"<table"))
    return _refuse("html_file" if is_html else "not_a_workbook")


def _judge_ole(content: bytes) -> Container:
    """The old binary container; an encrypted .xlsx hides in one too."""
    names = {name: name.encode("utf-16-le") in content for name in ("EncryptedPackage", "Workbook", "Book")}
    if names["EncryptedPackage"]:
        return _refuse("encrypted_file")
    return Container("xls") if names["Workbook"] or names["Book"] else _refuse("not_a_workbook")


def _judge_zip(content: bytes) -> Container:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
            return _refuse("unpacked_too_large", size=_megabytes(unpacked))
        names = {part.filename for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            return _refuse("encrypted_file")
        is_xlsx, is_ods = "xl/workbook.xml" in names, "content.xml" in names
        if not is_xlsx and not is_ods:
            return _refuse("not_a_workbook")
        for part in parts:
            refusal = _scan_part(archive, part)
            if refusal is not None:
                return Container(refusal=refusal)
        if is_ods and "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            return _refuse("encrypted_file")
        if not is_xlsx and _count_ods_cells(archive) > MOST_CELLS:
            return _refuse("too_many_cells", sheet="content.xml", cell=f"thứ {MOST_CELLS}")
        return Container("xlsx" if is_xlsx else "ods")


def _scan_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Finding | None:
    """Unpack a part once, piece by piece: its checksum holds, and no cell lies beyond the limits."""
    is_sheet = part.filename.startswith("xl/worksheets/")
    is_xml = part.filename.endswith((".xml", ".rels"))
    last_row = last_column = 0
    with archive.open(part) as stream:
        kept = b""
        while piece := stream.read(_CHUNK):
            text = kept + piece
            if is_xml and b"<!DOCTYPE" in text:
                return Finding("unpacked_too_large", None, {"size": _megabytes(part.file_size)})
            if is_sheet:
                for column, row in _CELL.findall(text):
                    last_row, last_column = max(last_row, int(row)), max(last_column, _column_number(column))
            kept = text[-200:]
    if last_row > LAST_ROW or last_column > LAST_COLUMN or last_row * last_column > MOST_CELLS:
        where = {"sheet": part.filename.rpartition("/")[2], "cell": f"dòng {last_row}, cột {last_column}"}
        return Finding("too_many_cells", None, where)
    return None


def _count_ods_cells(archive: zipfile.ZipFile) -> int:
    """Cells with content, counted as often as they are repeated; raises ValueError on broken XML."""
    cells = width = 0
    with archive.open("content.xml") as stream:
        try:
            for _, element in ElementTree.iterparse(stream):
                if element.tag == f"{_TABLE}table-cell" and len(element):
                    width += int(element.get(f"{_TABLE}number-columns-repeated", "1"))
                elif element.tag == f"{_TABLE}table-row":
                    cells += width * int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                    width = 0
                    element.clear()
        except ElementTree.ParseError as error:
            raise ValueError("content.xml") from error
    return cells


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _megabytes(size: int) -> int:
    return max(1, round(size / 2**20))


def _refuse(code: str, **details: object) -> Container:
    return Container(refusal=Finding(code, None, details))
