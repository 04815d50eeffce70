"""An OpenDocument workbook keeps everything of its own, and a marked one that comes back loses its marks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from tests.intake.marking.workbooks import (
    read_looks,
    read_part,
    read_values,
    rich_workbook,
    saved_by_libreoffice,
    with_parts,
)
from tracker.intake.container import open_container
from tracker.intake.finding import Finding
from tracker.intake.marking import MEMORY_SHEET, RESULT_SHEET, NotMarkable, marked_copy, without_marks
from tracker.intake.marking.annotations import read_paragraph

SHEET = "Số liệu"
FINDINGS = (
    Finding("missing_part", f"{SHEET}!B2", {"present": "=1+1", "absent": "<b>"}),
    Finding("missing_value", f"{SHEET}!A3"),
    Finding("missing_value", f"{SHEET}!C4"),
    Finding("missing_value", f"{SHEET}!B6"),
    Finding("missing_value", f"{SHEET}!D9:D12"),
    Finding("missing_value", f"{SHEET}!C14"),
    Finding("no_values"),
)
_SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text", "style")
} | {
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_NS = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _SPACES.items())
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def _number(value: int, style: str = "", repeated: int = 1, inside: str = "") -> str:
    said = f' table:style-name="{style}"' if style else ""
    said += f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    return (
        f'<table:table-cell{said} office:value-type="float" office:value="{value}">{inside}'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def open_document() -> bytes:
    """Repeated rows and cells, merged and covered cells, a comment, styles of cell and of column."""
    comment = (
        "<office:annotation><dc:creator>Nguyễn Văn A</dc:creator><dc:date>2024-01-01T00:00:00</dc:date>"
        "<text:p>của tôi</text:p><text:p>hai <text:span>dòng</text:span></text:p></office:annotation>"
    )
    merged = (
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" '
        'office:value-type="float" office:value="6"><text:p>6</text:p></table:table-cell>'
    )
    rows = [
        f"<table:table-header-rows><table:table-row>{_number(1, repeated=4)}</table:table-row></table:table-header-rows>",
        f"<table:table-row>{_number(2)}{_number(3, 'xanh', inside=comment)}{_number(4, repeated=2)}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="3">{_number(5, repeated=4)}</table:table-row>',
        f"<table:table-row>{merged}<table:covered-table-cell/><table:table-cell/></table:table-row>",
        '<table:table-row><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>',
        f'<table:table-row table:number-rows-repeated="2">{_number(7)}</table:table-row>',
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>',
    ]
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NS} office:version="1.2">'
        "<office:automatic-styles>"
        '<style:style style:name="xanh" style:family="table-cell" style:parent-style-name="Default">'
        '<style:table-cell-properties fo:background-color="#00ff00"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="cot" style:family="table-cell" style:parent-style-name="Default">'
        '<style:text-properties fo:font-style="italic"/></style:style></office:automatic-styles>'
        "<office:body><office:spreadsheet><table:calculation-settings/>"
        f'<table:table table:name="{SHEET}"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:default-cell-style-name="cot"/><table:table-column/>'
        f"{''.join(rows)}</table:table>"
        f'<table:table table:name="Khác"><table:table-column/><table:table-row>{_number(9)}</table:table-row>'
        "</table:table><table:named-expressions/></office:spreadsheet></office:body></office:document-content>"
    )
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f"{entry.format('/', _TYPE)}{entry.format('content.xml', 'text/xml')}</manifest:manifest>"
    )

    def change(parts: dict[str, bytes]) -> None:
        parts.clear()
        parts["mimetype"] = _TYPE.encode()
        parts["content.xml"] = content.encode()
        parts["META-INF/manifest.xml"] = manifest.encode()
        parts["META-INF/documentsignatures.xml"] = b"<x/>"

    return with_parts(rich_workbook(), change)


def _looks(content: bytes) -> Mapping[tuple[int, int], tuple[str, str, str]]:
    """(row, column) -> background, author and text of the comment, of the sheet, by a slow and plain reading."""
    root = etree.fromstring(read_part(content, "content.xml"))
    styles = {
        one.get(f"{{{_SPACES['style']}}}name"): one for one in root.iter(f"{{{_SPACES['style']}}}style")
    }
    table = next(
        one
        for one in root.iter(f"{{{_SPACES['table']}}}table")
        if one.get(f"{{{_SPACES['table']}}}name") == SHEET
    )
    looks, row = {}, 0
    for element in table.iter(f"{{{_SPACES['table']}}}table-row"):
        for _ in range(_times(element, "rows")):
            row, column = row + 1, 0
            for cell in element:
                for _ in range(_times(cell, "columns")):
                    column += 1
                    look = _look(cell, styles)
                    if any(look):
                        looks[row, column] = look
    return looks


def _times(element: etree._Element, what: str) -> int:
    """How many a repeated element stands for; of the empty rest of a sheet, enough."""
    return min(int(element.get(f"{{{_SPACES['table']}}}number-{what}-repeated") or 1), 60)


def _look(cell: etree._Element, styles: Mapping[str, etree._Element]) -> tuple[str, str, str]:
    style = styles.get(cell.get(f"{{{_SPACES['table']}}}style-name"))
    properties = style.find("{*}table-cell-properties") if style is not None else None
    colour = (properties.get(f"{{{_SPACES['fo']}}}background-color") or "") if properties is not None else ""
    note = cell.find("{*}annotation")
    if note is None:
        return colour if colour != "transparent" else "", "", ""
    text = "\n".join(read_paragraph(one) for one in note.iterfind("{*}p"))
    return colour, note.findtext("{*}creator") or "", text


@pytest.fixture(scope="module")
def sent() -> bytes:
    return open_document()


@pytest.fixture(scope="module")
def marked(sent: bytes) -> bytes:
    return marked_copy(sent, FINDINGS).content


def test_what_was_in_the_file_is_still_in_it(sent: bytes, marked: bytes) -> None:
    assert open_container(marked).kind == "ods"
    before, after = read_values(sent), read_values(marked)
    assert list(after) == [RESULT_SHEET, SHEET, "Khác", MEMORY_SHEET]
    assert after[SHEET][:8] == before[SHEET][:8]
    assert after["Khác"] == before["Khác"]
    assert marked[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
    assert marked_copy(sent, FINDINGS).suffix == "ods"


def test_the_marks(sent: bytes, marked: bytes) -> None:
    looks = _looks(marked)
    assert set(looks) == {(2, 2), (3, 1), (4, 3), (6, 1), (9, 4), (14, 3)}
    colour, author, text = looks[2, 2]
    assert (colour, author) == ("#f8b4b4", "Kiểm tra số liệu")
    assert text.startswith("Lỗi: Chỉ có =1+1, chưa có <b>.")
    assert text.endswith("— Kiểm tra số liệu —\n\nGhi chú của người gửi:\ncủa tôi\nhai dòng")
    assert looks[6, 1][0] == "#fde68a"  # the merged cell that covers B6


def test_the_list(marked: bytes) -> None:
    rows = read_values(marked)[RESULT_SHEET]
    assert rows[1][0] == "2 lỗi phải sửa, 5 cảnh báo cần xem lại."
    assert rows[4][:3] == [1.0, "Lỗi", f"{SHEET}!B2"]
    assert rows[10][2] == "Cả tệp"
    assert f"#'{SHEET}'.D9:D12" in read_part(marked, "content.xml").decode()


def test_it_comes_back_unchanged(sent: bytes, marked: bytes) -> None:
    cleared = without_marks(marked)
    assert _looks(cleared) == _looks(sent)
    assert {name: rows[:8] for name, rows in read_values(cleared).items()} == {
        name: rows[:8] for name, rows in read_values(sent).items()
    }
    styles = [
        one.get(f"{{{_SPACES['style']}}}name")
        for one in etree.fromstring(read_part(cleared, "content.xml")).iter(f"{{{_SPACES['style']}}}style")
    ]
    assert styles == ["xanh", "cot"]
    assert without_marks(sent) == sent


def test_it_comes_back_three_times(sent: bytes, marked: bytes) -> None:
    content = marked
    for _ in range(3):
        content = marked_copy(content, FINDINGS).content
    assert _looks(content) == _looks(marked)
    assert _looks(without_marks(content)) == _looks(sent)


def test_libreoffice_opens_it_and_it_comes_back(sent: bytes, marked: bytes, tmp_path: Path) -> None:
    back = saved_by_libreoffice(marked, tmp_path, "ods", "ods")
    assert read_values(back)[SHEET][:8] == read_values(sent)[SHEET][:8]
    looks = _looks(without_marks(back))
    assert looks == {(2, 2): ("#00ff00", "Nguyễn Văn A", "của tôi\nhai dòng")}


def test_a_marked_office_workbook_saved_as_open_document(tmp_path: Path) -> None:
    marked = marked_copy(
        rich_workbook(), [Finding("missing_value", f"{SHEET}!{cell}") for cell in ("A2", "B2")]
    )
    back = saved_by_libreoffice(marked.content, tmp_path, "ods")
    looks = _looks(without_marks(back))
    assert looks[2, 1][0] == "#00ff00"
    assert looks[2, 2][1:] == ("Nguyễn Văn A", "của tôi\nhai dòng")


def test_a_marked_open_document_saved_as_office_workbook(marked: bytes, tmp_path: Path) -> None:
    back = saved_by_libreoffice(marked, tmp_path, "xlsx", "ods")
    looks = {cell: look for (sheet, cell), look in read_looks(without_marks(back)).items() if sheet == SHEET}
    assert looks == {"B2": ("FF00FF00", "Nguyễn Văn A", "của tôi\nhai dòng")}


def test_a_sheet_without_rows_is_not_markable(sent: bytes) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["content.xml"] = parts["content.xml"].replace(b"table:table-row", b"table:table-line")

    with pytest.raises(NotMarkable):
        marked_copy(with_parts(sent, change), FINDINGS)
