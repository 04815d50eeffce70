"""An Office workbook keeps everything of its own, and a marked one that comes back loses its marks."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.intake.marking.package_rules import find_faults
from tests.intake.marking.workbooks import (
    SHEET,
    part_names,
    read_looks,
    read_part,
    read_values,
    rich_workbook,
    saved_by_libreoffice,
    saved_by_openpyxl,
    with_parts,
)
from tracker.intake.container import open_container
from tracker.intake.finding import Finding
from tracker.intake.marking import MEMORY_SHEET, RESULT_SHEET, NotMarkable, marked_copy, without_marks

FINDINGS = (
    Finding("missing_part", f"{SHEET}!A2", {"present": "=1+1", "absent": "<b>&\x01_x0041_"}),
    Finding("missing_value", f"{SHEET}!A2"),
    Finding("missing_value", f"{SHEET}!B2"),
    Finding("missing_part", f"{SHEET}!C4"),
    Finding("missing_value", f"{SHEET}!B7"),
    Finding("missing_value", f"{SHEET}!H20"),
    Finding("missing_value", f"{SHEET}!D1:D7"),
    Finding("missing_value", "Trang khác!A1"),
    Finding("no_values"),
)
OURS = ("Kiểm tra số liệu", "— Kiểm tra số liệu —")


@pytest.fixture(scope="module")
def sent() -> bytes:
    return rich_workbook()


@pytest.fixture(scope="module")
def marked(sent: bytes) -> bytes:
    return marked_copy(sent, FINDINGS).content


def test_what_was_in_the_file_is_still_in_it(sent: bytes, marked: bytes) -> None:
    assert find_faults(marked) == []
    assert open_container(marked).kind == "xlsx"
    before, after = read_values(sent), read_values(marked)
    assert {name: after[name] for name in before} == dict(before)
    assert after[SHEET][8][4] == 181  # the stored result of a formula
    changed = {name for name in part_names(sent) if read_part(sent, name) != read_part(marked, name)}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    }  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(marked))
    assert book.sheetnames == [RESULT_SHEET, SHEET, "Kết quả kiểm tra 'nội' bộ", "Ẩn", MEMORY_SHEET]
    assert [sheet.sheet_state for sheet in book.worksheets][3:] == ["hidden", "veryHidden"]
    sheet = book[SHEET]
    assert (sheet["E9"].value, sheet.print_title_rows) == ("=SUM(E1:E8)", "$1:$2")
    assert len(sheet._charts) == 1
    assert sheet.data_validations.dataValidation[0].sqref == "D1:D9"
    assert book.defined_names["tong"].attr_text == f"'{SHEET}'!$E$9"
    assert [bool(one.sheet_view.tabSelected) for one in book.worksheets] == [True, *[False] * 4]


def test_the_marks(sent: bytes, marked: bytes) -> None:
    looks = read_looks(marked)
    at = {cell: look for (sheet, cell), look in looks.items() if sheet == SHEET}
    assert set(at) == {"A2", "B2", "C4", "A6", "H20", "D1", "E1"}
    assert at["E1"] == (None, "Nguyễn Văn A", "để nguyên")
    fill, author, text = at["A2"]
    assert (fill, author) == ("FFF8B4B4", OURS[0])
    assert text.startswith("Lỗi: Chỉ có =1+1, chưa có <b>&_x005F_x0041_.")
    assert "\nCảnh báo: " in text
    assert (at["C4"][0], at["D1"][0]) == ("FFF8B4B4", "FFFDE68A")
    assert at["B2"][2].endswith(f"{OURS[1]}\n\nGhi chú của người gửi:\ncủa tôi\nhai dòng")
    sheet = openpyxl.load_workbook(
        io.BytesIO(marked_copy(sent, [Finding("missing_value", f"{SHEET}!D5")]).content)
    )
    assert sheet[SHEET]["D5"].number_format == "0.0%"


def test_the_list(marked: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(marked))[RESULT_SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert [row[0] for row in rows] == list(range(1, 10))
    assert {row[1] for row in rows} == {"Lỗi", "Cảnh báo"}
    assert [row[2] for row in rows][-3:] == [f"{SHEET}!D1:D7", "Trang khác!A1", "Cả tệp"]
    links = [row[2].hyperlink.location if row[2].hyperlink else None for row in sheet.iter_rows(min_row=5)]
    assert links[-3:] == [f"'{SHEET}'!D1:D7", None, None]
    assert (sheet.freeze_panes, sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "A5",
        "landscape",
        9,
    )
    assert sheet.cell(2, 1).value == "3 lỗi phải sửa, 6 cảnh báo cần xem lại."


def test_text_that_looks_like_a_formula_stays_text(sent: bytes) -> None:
    finding = Finding("missing_value", "=cmd|'/c calc'!A1")
    sheet = openpyxl.load_workbook(io.BytesIO(marked_copy(sent, [finding]).content))[RESULT_SHEET]
    cell = sheet["C5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=cmd|'/c calc'!A1", "s", True)


def test_it_comes_back_unchanged(sent: bytes, marked: bytes) -> None:
    cleared = without_marks(marked)
    assert find_faults(cleared) == []
    assert read_looks(cleared) == read_looks(sent)
    assert read_values(cleared) == read_values(sent)
    assert read_part(cleared, "xl/workbook.xml") == read_part(without_marks(marked), "xl/workbook.xml")
    assert part_names(cleared).count("xl/comments/comment1.xml") == 1
    assert without_marks(sent) == sent


def test_it_comes_back_three_times(sent: bytes) -> None:
    content = sent
    sizes = []
    for _ in range(3):
        content = marked_copy(content, FINDINGS).content
        assert find_faults(content) == []
        sizes.append(len(content))
    assert sizes[2] - sizes[1] < 200  # only what the styles keep of earlier fills
    assert read_looks(without_marks(content)) == read_looks(sent)
    assert read_looks(marked_copy(content, FINDINGS).content) == read_looks(
        marked_copy(sent, FINDINGS).content
    )


def test_it_comes_back_from_openpyxl(sent: bytes, marked: bytes) -> None:
    back = saved_by_openpyxl(marked)
    assert read_looks(without_marks(back)) == read_looks(sent)
    again = marked_copy(back, FINDINGS[2:3]).content
    assert find_faults(again) == []
    assert [cell for sheet, cell in read_looks(again) if sheet == SHEET and cell != "E1"] == [
        "A2",
        "B2",
        "C4",
    ]


@pytest.mark.parametrize("suffix", ["xlsx", "pdf"])
def test_libreoffice_opens_it_and_it_comes_back(
    sent: bytes, marked: bytes, suffix: str, tmp_path: Path
) -> None:
    back = saved_by_libreoffice(marked, tmp_path, suffix)
    if suffix == "pdf":
        assert back.startswith(b"%PDF")
        return
    assert read_values(back)[SHEET] == read_values(sent)[SHEET]
    cleared = without_marks(back)
    expected = read_looks(sent)
    found = read_looks(cleared)
    assert found.keys() == expected.keys()
    assert found[SHEET, "B2"] == expected[SHEET, "B2"]
    assert found[SHEET, "A2"][0] == "FF00FF00"
    assert found[SHEET, "C4"][0] == "FF95B3D7"  # the theme's colour as LibreOffice writes it
    assert find_faults(marked_copy(back, FINDINGS).content) == []


def test_rows_put_in_between_leave_no_mark_behind(sent: bytes, marked: bytes) -> None:
    back = saved_by_openpyxl(marked, rows_above=2)
    looks = read_looks(without_marks(back))
    fills = {look[0] for (sheet, _), look in looks.items() if sheet == SHEET}
    assert not fills & {"FFF8B4B4", "FFFDE68A"}
    texts = [look[2] or "" for look in looks.values()]
    assert not any(OURS[1] in text for text in texts)
    assert "của tôi\nhai dòng" in texts


def test_the_sender_s_own_use_of_our_colours_and_names_stays(sent: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sent))
    ours = openpyxl.styles.PatternFill("solid", fgColor="FFF8B4B4")
    book[SHEET]["C8"].fill = ours
    own = book.create_sheet(RESULT_SHEET)
    own["A1"] = "Xã"
    out = io.BytesIO()
    book.save(out)
    once = marked_copy(out.getvalue(), FINDINGS).content
    assert openpyxl.load_workbook(io.BytesIO(once)).sheetnames[0] == f"{RESULT_SHEET} 2"
    assert read_looks(once)[SHEET, "A2"][0] == "FFF8B4B3"
    cleared = without_marks(marked_copy(once, FINDINGS).content)
    assert read_looks(cleared)[SHEET, "C8"][0] == "FFF8B4B4"
    assert read_values(cleared)[RESULT_SHEET] == [["Xã"]]


def test_macros_stay_and_signatures_go(sent: bytes) -> None:
    def change(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"].replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        parts["[Content_Types].xml"] = types.replace(
            b"<Default",
            b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default',
            1,
        )
        parts["xl/vbaProject.bin"] = b"\x01macro"
        parts["_xmlsignatures/sig1.xml"] = b"<Signature/>"

    macros = with_parts(sent, change)
    marked = marked_copy(macros, FINDINGS)
    assert marked.suffix == "xlsm"
    assert read_part(marked.content, "xl/vbaProject.bin") == b"\x01macro"
    assert not any("signature" in name for name in part_names(marked.content))
    assert find_faults(marked.content) == []


def test_a_template_becomes_a_workbook(sent: bytes) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"sheet.main+xml", b"template.main+xml"
        )

    marked = marked_copy(with_parts(sent, change), FINDINGS)
    assert marked.suffix == "xlsx"
    assert b"template.main" not in read_part(marked.content, "[Content_Types].xml")


def test_the_same_file_gives_the_same_bytes(sent: bytes, marked: bytes) -> None:
    assert marked_copy(sent, FINDINGS).content == marked


def test_a_broken_part_is_not_markable(sent: bytes) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["xl/styles.xml"] = b"<html/>"

    with pytest.raises(NotMarkable, match="không đánh dấu được"):
        marked_copy(with_parts(sent, change), FINDINGS)
