"""Sheets as other programs write them: prefixes, cells that do not say where they are, what is rarely seen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import etree

from tests.intake.marking.package_rules import find_faults
from tests.intake.marking.workbooks import (
    SHEET,
    read_looks,
    read_part,
    read_values,
    rich_workbook,
    with_parts,
)
from tracker.intake.finding import Finding
from tracker.intake.marking import NotMarkable, marked_copy, without_marks
from tracker.intake.marking.markup import plain_markup

FINDINGS = [
    Finding("missing_value", f"{SHEET}!{cell}") for cell in ("A2", "B2", "D5", "B7", "G3", "E9", "A15", "B12")
]
SHEET_PART, VML = "xl/worksheets/sheet1.xml", "xl/drawings/commentsDrawing1.vml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Change = Callable[[bytes], bytes]


def _prefixed(content: bytes) -> bytes:
    """Every element of the sheet with the prefix x."""
    content = re.sub(rb"<(/?)(?![?!])", rb"<\1x:", content)
    return content.replace(b"<x:worksheet xmlns=", b"<x:worksheet xmlns:x=")


def _without_places(content: bytes) -> bytes:
    """Rows and cells that count on from the one before; the first four rows are whole."""
    content = re.sub(rb'(<row) r="(\d+)"', lambda m: m[1] if int(m[2]) <= 9 else m[0], content)
    return re.sub(rb'(<c) r="[A-E][1-5]"', rb"\1", content)


def _noted(content: bytes) -> bytes:
    return content.replace(b"<sheetData>", b'<sheetData><!-- <row r="1"> --><?x <row r="2"?>').replace(
        b"</row>", b"<!-- </row> --></row>", 1
    )


def _utf16(content: bytes) -> bytes:
    text = content.decode()
    return (
        '<?xml version="1.0" encoding="UTF-16"?>'
        + text.removeprefix("<?xml version='1.0' encoding='UTF-8'?>")
    ).encode("utf-16")


def _with_control(content: bytes) -> bytes:
    """What follows the drawing of the comments in a sheet of Excel's."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    after = (
        f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="x14"><controls/></mc:Choice>'
        f'</mc:AlternateContent><tableParts count="0"/><extLst/></worksheet>'
    )
    content = re.sub(rb"<legacyDrawing[^>]*/>", b"", content)
    return content.replace(b"</worksheet>", after.encode())


CHANGES: dict[str, Change] = {
    "prefixes": _prefixed,
    "no places": _without_places,
    "comments of XML": _noted,
    "UTF-16": _utf16,
    "single quotes": lambda content: re.sub(rb'<row r="(\d+)"', rb"<row foo='a>b' r = '\1' ", content),
    "row styles": lambda content: content.replace(
        b'<row r="3"', b'<row r="3" s="1" customFormat="1" spans="1:5"'
    ),
    "spread out": lambda content: content.replace(b"<row ", b"\n  <row\n ").replace(b"</row>", b"</row >\n"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_sheet_written_otherwise(name: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        before = parts[SHEET_PART]
        parts[SHEET_PART] = CHANGES[name](before)
        assert parts[SHEET_PART] != before

    sent = with_parts(rich_workbook(), change)
    marked = marked_copy(sent, FINDINGS).content
    assert find_faults(marked) == []
    if name != "UTF-16":  # which the reader itself does not read
        assert read_values(marked)[SHEET] == read_values(sent)[SHEET]
    assert {cell for sheet, cell in read_looks(marked) if sheet == SHEET} == {
        "A2", "B2", "C4", "D5", "A6", "G3", "E9", "A15", "B12", "E1",
    }  # fmt: skip
    cleared = without_marks(marked)
    assert read_looks(cleared) == read_looks(rich_workbook())
    again = marked_copy(marked, FINDINGS).content
    assert read_looks(again) == read_looks(marked)


def test_the_comments_drawing_stands_before_what_follows_it() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET_PART] = _with_control(parts[SHEET_PART])
        links = parts["xl/worksheets/_rels/sheet1.xml.rels"]
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = re.sub(
            rb"<Relationship [^>]*(comments|vmlDrawing)\"[^>]*/>", b"", links
        )
        for name in (VML, "xl/comments/comment1.xml"):
            del parts[name]
        parts["[Content_Types].xml"] = re.sub(
            rb'<Override PartName="/xl/comments/comment1.xml"[^>]*/>', b"", parts["[Content_Types].xml"]
        )

    sent = with_parts(rich_workbook(), change)
    assert find_faults(sent) == ["content types are not first"]
    marked = marked_copy(sent, FINDINGS).content
    assert find_faults(marked) == []
    names = [etree.QName(one).localname for one in etree.fromstring(read_part(marked, SHEET_PART))]
    assert names[-5:] == ["drawing", "legacyDrawing", "AlternateContent", "tableParts", "extLst"]
    cleared = without_marks(marked)
    assert find_faults(cleared) == []
    assert b"legacyDrawing" not in read_part(cleared, SHEET_PART)


def test_a_sheet_without_any_row() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET_PART] = re.sub(
            rb"<sheetData>.*</sheetData>", b"<sheetData/>", parts[SHEET_PART], flags=re.DOTALL
        )

    marked = marked_copy(with_parts(rich_workbook(), change), FINDINGS).content
    assert find_faults(marked) == []
    assert (SHEET, "G3") in read_looks(marked)


def test_a_drawing_with_tags_left_open() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[VML] = parts[VML].replace(
            b'<div style="text-align:left"/>', b'<div style="text-align:left"><br></div>'
        )
        assert b"<br>" in parts[VML]

    marked = marked_copy(with_parts(rich_workbook(), change), FINDINGS).content
    assert find_faults(marked) == []
    assert read_looks(without_marks(marked)) == read_looks(rich_workbook())


def test_a_comment_keeps_the_signs_that_excel_writes_as_numbers() -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = "xl/comments/comment1.xml"
        parts[name] = parts[name].replace("hai dòng".encode(), "hai_x000D_dòng".encode())

    marked = marked_copy(with_parts(rich_workbook(), change), FINDINGS).content
    assert "hai_x000D_dòng" in read_part(without_marks(marked), "xl/comments/comment1.xml").decode()


def test_a_conversation_gives_way_to_our_comment_and_keeps_its_words() -> None:
    thread = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"

    def change(parts: dict[str, bytes]) -> None:
        said = "".join(
            f'<threadedComment ref="{cell}" id="{{{at}}}"><text>{text}</text></threadedComment>'
            for at, (cell, text) in enumerate([("B2", "sao cao thế?"), ("B2", "đã rà lại"), ("E1", "khác")])
        )
        parts["xl/threadedComments/t1.xml"] = (
            f'<ThreadedComments xmlns="{thread}">{said}</ThreadedComments>'.encode()
        )
        links = "xl/worksheets/_rels/sheet1.xml.rels"
        parts[links] = parts[links].replace(
            b"</Relationships>",
            f'<Relationship Id="t" Type="{kind}" Target="/xl/threadedComments/t1.xml"/></Relationships>'.encode(),
        )
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"</Types>",
            b'<Override PartName="/xl/threadedComments/t1.xml" ContentType="application/vnd.ms-excel.'
            b'threadedcomments+xml"/></Types>',
        )

    marked = marked_copy(with_parts(rich_workbook(), change), FINDINGS).content
    assert find_faults(marked) == []
    assert read_looks(marked)[SHEET, "B2"][2].endswith("Ghi chú của người gửi:\nsao cao thế?\nđã rà lại")
    assert read_part(marked, "xl/threadedComments/t1.xml").count(b"<threadedComment ") == 1


def test_the_strict_variant() -> None:
    def change(parts: dict[str, bytes]) -> None:
        for name, part in parts.items():
            parts[name] = part.replace(
                MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )

    marked = marked_copy(with_parts(rich_workbook(), change), FINDINGS).content
    assert find_faults(marked) == []
    assert b"schemas.openxmlformats.org/officeDocument/2006/rel" not in read_part(
        marked, "xl/_rels/workbook.xml.rels"
    )
    assert find_faults(without_marks(marked)) == []


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet>&a;</worksheet>",
        b"<worksheet",
        b"\xff\xfe<\x00",
        b"",
    ],
)
def test_what_is_no_plain_xml_is_not_markable(content: bytes) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET_PART] = content

    with pytest.raises(NotMarkable):
        marked_copy(with_parts(rich_workbook(), change), FINDINGS)


def test_text_inside_a_section_stays_text() -> None:
    plain = plain_markup(b"<a>x<!-- y --><b/>z<![CDATA[<row>]]><?p q?>w</a>")
    assert plain.endswith(b"<a>x<b/>z&lt;row&gt;w</a>")
