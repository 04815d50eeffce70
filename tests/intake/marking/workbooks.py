"""Workbooks as senders make them, with what only their own program writes, and other programs to save them with."""

from __future__ import annotations

import base64
import io
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

SHEET = "Số liệu"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def rich_workbook() -> bytes:
    """Formulas with stored results, fills, a comment, merged cells, a chart, a list, names, a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    for row in range(1, 9):
        for column in range(1, 6):
            sheet.cell(row, column).value = row * column
    sheet["E9"] = "=SUM(E1:E8)"
    sheet["A2"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["C4"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.4))
    sheet["C5"].font = Font(bold=True, name="Times New Roman")
    sheet["D5"].number_format = "0.0%"
    sheet["B2"].comment = Comment("của tôi\nhai dòng", "Nguyễn Văn A")
    sheet["E1"].comment = Comment("để nguyên", "Nguyễn Văn A")
    sheet.merge_cells("A6:B7")
    sheet.column_dimensions["B"].width = 40
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=8))
    sheet.add_chart(chart, "H2")
    rule = DataValidation("list", formula1='"a,b"')
    rule.add("D1:D9")
    sheet.add_data_validation(rule)
    sheet.print_title_rows = "1:2"
    other = book.create_sheet("Kết quả kiểm tra 'nội' bộ")
    other["A1"] = "của người gửi"
    other.print_title_rows = "1:1"
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book["Ẩn"]["A1"] = "=1+1"
    book.defined_names["tong"] = DefinedName("tong", attr_text=f"'{SHEET}'!$E$9")
    book.active = 1
    other.sheet_view.tabSelected = True
    return with_parts(_saved(book), _with_results)


def _with_results(parts: dict[str, bytes]) -> None:
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"<f>SUM(E1:E8)</f><v/>", b"<f>SUM(E1:E8)</f><v>181</v>"
    ).replace(b"<f>SUM(E1:E8)</f><v></v>", b"<f>SUM(E1:E8)</f><v>181</v>")
    parts["xl/media/image1.png"] = _PIXEL
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"<Default", b'<Default Extension="png" ContentType="image/png"/><Default', 1
    )


def with_parts(content: bytes, change: Any) -> bytes:
    """The package after `change` was done to its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def read_part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def part_names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def saved_by_openpyxl(content: bytes, *, rows_above: int = 0) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    if rows_above:
        book[SHEET].insert_rows(1, rows_above)
    return _saved(book)


def saved_by_libreoffice(content: bytes, folder: Path, suffix: str = "xlsx", source: str = "xlsx") -> bytes:
    folder.mkdir(exist_ok=True)
    (folder / f"tep.{source}").write_bytes(content)
    command = [
        "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
        "--convert-to", suffix, "--outdir", str(folder / "ra"), str(folder / f"tep.{source}"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "ra" / f"tep.{suffix}").read_bytes()


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_values(content: bytes) -> Mapping[str, list[list[Any]]]:
    """Sheet -> rows, as the product's reader sees them."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def read_looks(content: bytes) -> dict[tuple[str, str], tuple[Any, ...]]:
    """(sheet, cell) -> fill, author and text of the comment; only cells that have one of them."""
    looks = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            fill = cell.fill
            shown = fill.patternType and (
                fill.fgColor.rgb if fill.fgColor.type == "rgb" else fill.fgColor.theme
            )
            comment = cell.comment
            if shown or comment:
                looks[sheet.title, cell.coordinate] = (
                    shown, comment and comment.author, comment and comment.text
                )  # fmt: skip
    return looks
