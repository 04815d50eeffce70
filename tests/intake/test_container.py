"""Files that are no workbook: each is refused with its own finding, and none raises."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.intake.container import open_container
from tracker.intake.finding import Finding
from tracker.intake.workbook import Workbook, open_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _plain() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Tỉnh Tuyên Quang"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


def _with_cell_at(reference: str) -> bytes:
    sheet = f'<worksheet><sheetData><row r="1"><c r="{reference}"><v>1</v></c></row></sheetData></worksheet>'
    return _zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": sheet.encode()})


def _with_sheet(cells: str, name: str = "xl/worksheets/sheet1.xml", encoding: str = "utf-8") -> bytes:
    """A workbook that opens, with these rows in its sheet; `name`: the part that holds them."""
    with zipfile.ZipFile(io.BytesIO(_plain())) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    sheet = parts.pop("xl/worksheets/sheet1.xml").decode()
    declared = (
        f'<?xml version="1.0" encoding="{encoding}"?>{sheet.replace("</sheetData>", f"{cells}</sheetData>")}'
    )
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"/xl/worksheets/sheet1.xml", f"/{name}".encode()
    )
    return _zipped({**parts, name: declared.encode(encoding)})


def _with_false_size() -> bytes:
    """A part that unpacks to more than its entry says, with the checksum of what it says."""
    honest = b"<worksheet/>"
    content = bytearray(
        _zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": honest + b" " * 10**6})
    )
    truth = struct.pack("<L", zlib.crc32(honest + b" " * 10**6)), struct.pack("<L", len(honest) + 10**6)
    false = struct.pack("<L", zlib.crc32(honest)), struct.pack("<L", len(honest))
    for old, new in zip(truth, false, strict=True):
        content = content.replace(old, new)
    return bytes(content)


def _ods(rows: str) -> bytes:
    text = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><table:table>'
        f"{rows}</table:table></office:document-content>"
    )
    return _zipped({"content.xml": text.encode()})


_ROWS = 'table:number-rows-repeated="1000000"'
_CELLS = 'table:number-columns-repeated="16000"'


def _one_part_under_many_names() -> bytes:
    """Each of 200 sheets is the same part of 30.000 cells."""
    content = _with_sheet('<row r="300"><c r="CV300"><v>1</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    book = parts["xl/workbook.xml"].decode()
    entry = book[book.index("<sheet ") : book.index("</sheets>")]
    entries = "".join(entry.replace('name="Sheet"', f'name="S{number}"') for number in range(200))
    return _zipped({**parts, "xl/workbook.xml": book.replace(entry, entries).encode()})


def _old_binary(*cells: tuple[int, int]) -> bytes:
    """An .xls container with one sheet per cell, each with a number in its first cell and in this one."""
    records = b""
    for row, column in cells:
        records += struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 0x0010)
        for at in ((0, 0), (row, column)):
            records += struct.pack("<HHHHHd", 0x0203, 14, *at, 0, 1.0)
        records += struct.pack("<HH", 0x000A, 0)
    records = records.ljust(4096, b"\x00")
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE]  # itself, the directory, then the stream
    head = struct.pack(
        "<8s16xHHHHH10xLLLLLLLLL", _OLE, 0x3E, 3, 0xFFFE, 9, 6, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0
    )
    entries = b""
    for name, kind, start, size in (("Root Entry", 5, 0xFFFFFFFE, 0), ("Workbook", 2, 2, len(records))):
        text = f"{name}\0".encode("utf-16-le")
        child = 1 if kind == 5 else 0xFFFFFFFF
        entries += struct.pack(
            "<64sHBBLLL36xLQ", text, len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size
        )
    places = struct.pack("<109L", *[0] + [0xFFFFFFFF] * 108)
    numbers = struct.pack("<128L", *table + [0xFFFFFFFF] * (128 - len(table)))
    return head[:76].ljust(76, b"\x00") + places + numbers + entries.ljust(512, b"\x00") + records


BAD = {
    "nothing": (b"", "empty_file"),
    "zeros": (b"\x00" * 100, "empty_file"),
    "cut in half": (_plain()[: len(_plain()) // 2], "truncated_file"),
    "one byte changed": (_plain().replace(b"xl/workbook.xml", b"xl/workbxxk.xml", 1), "truncated_file"),
    "password": (_OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted_file"),
    "old binary, broken": (_OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), "truncated_file"),
    "old document": (_OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), "not_a_workbook"),
    "web page": (b"\xef\xbb\xbf <html><table><tr><td>1</td></tr></table></html>", "html_file"),
    "document": (b"%PDF-1.7 ...", "not_a_workbook"),
    "other zip": (_zipped({"word/document.xml": b"<w/>"}), "not_a_workbook"),
    "bomb": (
        _zipped({"xl/workbook.xml": b"<w/>", "xl/media/x": b"\x00" * (301 * 2**20)}),
        "unpacked_too_large",
    ),
    "entities": (_zipped({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><w/>'}), "forbidden_markup"),
    "far cell": (_with_cell_at("XFD1048576"), "too_many_cells"),
    "far cell in single quotes": (
        _with_sheet("<row r='1'><c r='XFD1048576'><v>1</v></c></row>"),
        "too_many_cells",
    ),
    "far cell in small letters": (_with_sheet('<row r="1"><c r="xfd9"><v>1</v></c></row>'), "too_many_cells"),
    "far cell with spaces": (_with_sheet('<row r="1"><c\nr = "XFD9"><v>1</v></c></row>'), "too_many_cells"),
    "far cell with a prefix": (
        _with_sheet('<x:row xmlns:x="x" r="1"><x:c r="XFD9"><x:v>1</x:v></x:c></x:row>'),
        "too_many_cells",
    ),
    "far cell behind a sign": (
        _with_sheet('<row r="1"><c a=">" r="XFD9"><v>1</v></c></row>'),
        "too_many_cells",
    ),
    "far cell as a reference": (
        _with_sheet('<row r="1"><c r="&#88;FD9"><v>1</v></c></row>'),
        "too_many_cells",
    ),
    "far cell in another folder": (
        _with_sheet('<row r="1"><c r="XFD9"><v>1</v></c></row>', "xl/other/a.xml"),
        "too_many_cells",
    ),
    "far cell in a picture": (
        _with_sheet('<row r="1"><c r="XFD9"><v>1</v></c></row>', "xl/a.png"),
        "truncated_file",
    ),
    "far cell in UTF-16": (
        _with_sheet('<row r="1"><c r="XFD9"><v>1</v></c></row>', encoding="utf-16"),
        "too_many_cells",
    ),
    "far row without places": (_with_sheet('<row r="1048576"><c><v>1</v></c></row>'), "too_many_cells"),
    "many cells without places": (_with_sheet(f"<row>{'<c/>' * 501}<c><v>1</v></c></row>"), "too_many_cells"),
    "wide and long": (
        _with_sheet(
            '<row r="1"><c r="RA1"><v>1</v></c></row><row r="90000"><c r="A90000"><v>1</v></c></row>'
        ),
        "too_many_cells",
    ),
    "one part under many names": (_one_part_under_many_names(), "too_many_cells"),
    "old binary, far cell": (_old_binary((65535, 255)), "too_many_cells"),
    "old binary, many sheets": (_old_binary(*[(9999, 99)] * 6), "too_many_cells"),
    "false size": (_with_false_size(), "truncated_file"),
    "two formats": (_zipped({"xl/workbook.xml": b"<w/>", "content.xml": b"<w/>"}), "not_a_workbook"),
    "two formats, one binary": (
        _zipped({"xl/workbook.xml": b"<w/>", "xl/workbook.bin": b"1"}),
        "not_a_workbook",
    ),
    "repeated cells": (
        _ods(
            f"<table:table-row {_ROWS}><table:table-cell {_CELLS}><text:p>1</text:p></table:table-cell></table:table-row>"
        ),
        "too_much_text",
    ),
    "repeated values": (
        _ods(f'<table:table-row {_ROWS}><table:table-cell {_CELLS} office:value="1"/></table:table-row>'),
        "too_many_cells",
    ),
    "repeated blanks before a value": (
        _ods(
            f'<table:table-row><table:table-cell {_CELLS}/><table:table-cell office:value="1"/></table:table-row>'
        ),
        "too_many_cells",
    ),
    "repeated rows before a value": (
        _ods(
            f'<table:table-row {_ROWS}/><table:table-row><table:table-cell office:value="1"/></table:table-row>'
        ),
        "too_many_cells",
    ),
    "too large": (b"PK" + b"\x01" * (31 * 2**20), "file_too_large"),
}


@pytest.mark.parametrize(("content", "code"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_read_is_refused(content: bytes, code: str) -> None:
    found = open_workbook(content)
    assert isinstance(found, Finding)
    assert found.code == code
    assert found.message


def test_a_workbook_is_opened() -> None:
    book = open_workbook(_plain())
    assert isinstance(book, Workbook)
    assert book.sheets["Sheet"] == [["Tỉnh Tuyên Quang"]]


def test_cells_that_are_only_coloured_to_the_last_row_are_no_table() -> None:
    cells = '<row r="1"><c r="XFD1048576" s="0"/></row><row r="1048576"/>'
    assert isinstance(open_workbook(_with_sheet(cells)), Workbook)


def test_an_old_binary_within_the_limits_is_no_refusal() -> None:
    assert open_container(_old_binary((899, 7), (9, 9))).kind == "xls"


def test_places_may_be_left_out() -> None:
    book = open_workbook(_with_sheet("<row r='3'><c><v>7</v></c><c><v>8</v></c></row>"))
    assert isinstance(book, Workbook)
    assert book.sheets["Sheet"][2] == [7.0, 8.0]


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", _OLE]))
def test_no_bytes_raise(content: bytes, head: bytes) -> None:
    assert isinstance(open_workbook(head + content), Finding)


@given(st.integers(0, len(_plain()) - 1), st.integers(1, 255))
def test_a_damaged_workbook_never_raises(position: int, change: int) -> None:
    content = bytearray(_plain())
    content[position] ^= change
    assert isinstance(open_workbook(bytes(content)), Finding | Workbook)
