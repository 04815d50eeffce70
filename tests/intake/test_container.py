"""Files that are no workbook: each is refused with its own finding, and none raises."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def _repeated_ods() -> bytes:
    text = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><table:table>'
        '<table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="16000"><text:p>1</text:p></table:table-cell>'
        "</table:table-row></table:table></office:document-content>"
    )
    return _zipped({"content.xml": text.encode()})


BAD = {
    "nothing": (b"", "empty_file"),
    "zeros": (b"\x00" * 100, "empty_file"),
    "cut in half": (_plain()[: len(_plain()) // 2], "truncated_file"),
    "one byte changed": (_plain().replace(b"xl/workbook.xml", b"xl/workbxxk.xml", 1), "truncated_file"),
    "password": (_OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted_file"),
    "old binary, broken": (_OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), "truncated_file"),
    "old document": (_OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), "not_a_workbook"),
    "web page": (b"\xef\xbb\xbf <html><table><tr><td>1</td></tr></table></html>", "html_file"),
    "text": ("Mã;Giá trị\nGN-01;12".encode(), "not_a_workbook"),
    "document": (b"%PDF-1.7 ...", "not_a_workbook"),
    "other zip": (_zipped({"word/document.xml": b"<w/>"}), "not_a_workbook"),
    "bomb": (_zipped({"xl/workbook.xml": b"<w/>", "xl/media/x": b"\x00" * (301 * 2**20)}), "unpacked_too_large"),
    "entities": (_zipped({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><w/>'}), "unpacked_too_large"),
    "far cell": (_with_cell_at("XFD1048576"), "too_many_cells"),
    "repeated cells": (_repeated_ods(), "too_many_cells"),
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


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", _OLE]))
def test_no_bytes_raise(content: bytes, head: bytes) -> None:
    assert isinstance(open_workbook(head + content), Finding)


@given(st.integers(0, len(_plain()) - 1), st.integers(1, 255))
def test_a_damaged_workbook_never_raises(position: int, change: int) -> None:
    content = bytearray(_plain())
    content[position] ^= change
    assert isinstance(open_workbook(bytes(content)), Finding | Workbook)
