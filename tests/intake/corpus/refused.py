"""Files in which nothing can be read: broken, locked, disguised, oversized, or no table at all."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.intake.corpus.files import add_parts, change_parts, csv_file, xlsx
from tests.intake.corpus.place_tables import clean_total_last, review
from tests.intake.corpus.sample import Sample
from tests.intake.corpus.sheets import Sheet

_LOCKED = Path(__file__).parents[1] / "workbooks" / "19_co_mat_khau_son_duong_2023.xlsx"


def refusal(filename: str, content: bytes, kind: str, must: str | tuple[str, ...] = "refuse") -> Sample:
    sample = Sample(filename, "072", "2023", must, content)
    sample.says(kind, severity="error")
    return sample


def _whole() -> bytes:
    return clean_total_last().content


def cut_to_a_tenth() -> Sample:
    whole = _whole()
    return refusal("ra_soat.xlsx", whole[: len(whole) // 10], "truncated-archive")


def cut_in_the_middle() -> Sample:
    whole = _whole()
    return refusal("ra_soat.xlsx", whole[: len(whole) // 2], "truncated-archive")


def cut_before_its_last_bytes() -> Sample:
    return refusal("ra_soat.xlsx", _whole()[:-40], "truncated-archive")


def without_its_sheet() -> Sample:
    content = change_parts(_whole(), lambda name, part: None if "worksheets/" in name else part)
    return refusal("ra_soat.xlsx", content, "any")


def locked_with_a_password() -> Sample:
    return refusal("mat_khau.xlsx", _LOCKED.read_bytes(), "password-protected")


def web_page_called_xls() -> Sample:
    page = (
        "<html><head><meta charset='utf-8'></head><body><table><tr><th>Đơn vị</th><th>Số hộ nghèo</th></tr>"
        "<tr><td>Xã Yên Hoa</td><td>120</td></tr></table></body></html>"
    )
    return refusal("bao_cao.xls", page.encode(), "html-disguised-as-xls")


def web_page_with_a_byte_order_mark() -> Sample:
    page = "\ufeff\r\n  <!DOCTYPE html>\r\n<HTML><BODY><TABLE><TR><TD>1</TD></TR></TABLE></BODY></HTML>"
    return refusal("bao_cao.xls", page.encode(), "html-disguised-as-xls")


def xml_of_excel_2003() -> Sample:
    text = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
    )
    return refusal("bao_cao.xls", text.encode(), "html-disguised-as-xls")


def empty_file() -> Sample:
    return refusal("trong.xlsx", b"", "empty-file")


def zip_that_unpacks_to_much_more() -> Sample:
    """Three parts of 256 megabytes of spaces, in a quarter of a megabyte each."""
    target = io.BytesIO(_whole())
    spaces = b" " * (256 << 20)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for at in (2, 3, 4):
            package.writestr(f"xl/worksheets/sheet{at}.xml", spaces)
    return refusal("no.xlsx", target.getvalue(), "decompression-bomb")


def sheet_that_reaches_to_the_last_cell() -> Sample:
    def stretch(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return part.replace(b"</sheetData>", row)

    return refusal("xa.xlsx", change_parts(_whole(), stretch), "decompression-bomb")


def entities_that_grow() -> Sample:
    """The billion laughs, in the table of strings."""
    names = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "ha"}">' for at in range(10))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE sst [{names}]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
        '2006/main"><si><t>&l9;</t></si></sst>'
    )
    return refusal(
        "cuoi.xlsx", add_parts(_whole(), {"xl/sharedStrings.xml": text.encode()}), "forbidden-markup"
    )


def entity_that_reads_a_file() -> Sample:
    def declare(name: str, part: bytes) -> bytes:
        if name != "xl/workbook.xml":
            return part
        text = part.decode().removeprefix('<?xml version="1.0"?>')
        return ('<!DOCTYPE workbook [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + text).encode()

    return refusal("thuc_the.xlsx", change_parts(_whole(), declare), "forbidden-markup")


def picture_called_xlsx() -> Sample:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    picture = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(4)))
        + chunk(b"IEND", b"")
    )
    return refusal("anh.xlsx", picture, "not-a-workbook")


def pdf_called_xlsx() -> Sample:
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    return refusal("bao_cao.xlsx", pdf, "not-a-workbook")


def word_document() -> Sample:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")
    return refusal("bao_cao.docx", target.getvalue(), "not-a-workbook")


def letter_in_plain_text() -> Sample:
    text = "Kính gửi: Sở Lao động - Thương binh và Xã hội\n\nUBND huyện Na Hang báo cáo kết quả năm 2023 như sau.\n"
    return refusal("cong_van.csv", text.encode(), "no-table")


def workbook_without_a_table() -> Sample:
    sheet = Sheet("Công văn")
    for line in ("UBND HUYỆN NA HANG", "Số: 12/UBND", "V/v báo cáo số liệu", "Kính gửi: Sở LĐ-TB&XH",
                 "Số liệu xin gửi sau.", "Trân trọng./."):  # fmt: skip
        sheet.add(line)
    return refusal("cong_van.xlsx", xlsx(sheet), "no-table", ("refuse", "return"))


def workbook_of_empty_sheets() -> Sample:
    return refusal("trang.xlsx", xlsx(Sheet("Sheet1"), Sheet("Sheet2")), "no-table", ("refuse", "return"))


def list_of_employees() -> Sample:
    """A table, of something that is no indicator."""
    sheet = Sheet("CBCC")
    sheet.add("STT", "Họ và tên", "Chức vụ", "Năm sinh", "Hệ số lương")
    for at in range(1, 15):
        sheet.add(at, f"Nguyễn Văn {chr(64 + at)}", "Chuyên viên", 1970 + at, 2.34 + at / 3)
    return refusal("can_bo.xlsx", xlsx(sheet), "no-table", ("refuse", "return"))


def csv_with_a_nul_in_every_line() -> Sample:
    _, sheet, _ = review("nul", total_name="", sheet_name="CSV")
    content = csv_file(sheet, "utf-8").replace(b";", b"\x00;")
    return refusal("nul.csv", content, "any", ("refuse", "return"))


SAMPLES: tuple[Callable[[], Sample], ...] = (
    cut_to_a_tenth,
    cut_in_the_middle,
    cut_before_its_last_bytes,
    without_its_sheet,
    locked_with_a_password,
    web_page_called_xls,
    web_page_with_a_byte_order_mark,
    xml_of_excel_2003,
    empty_file,
    zip_that_unpacks_to_much_more,
    sheet_that_reaches_to_the_last_cell,
    entities_that_grow,
    entity_that_reads_a_file,
    picture_called_xlsx,
    pdf_called_xlsx,
    word_document,
    letter_in_plain_text,
    workbook_without_a_table,
    workbook_of_empty_sheets,
    list_of_employees,
    csv_with_a_nul_in_every_line,
)
