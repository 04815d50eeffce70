"""Sheets written as files of each kind: .xlsx, .xlsm, .ods, .csv, and what LibreOffice makes of them."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from tests.intake.corpus.sheets import Formula, Sheet

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_XMLNS = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
)


def xlsx(*sheets: Sheet) -> bytes:
    """An Excel workbook; formulas carry the results that they were given, texts stay texts."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.name), sheet)
    content = io.BytesIO()
    book.save(content)
    stored = [_results_of(sheet) for sheet in sheets]
    if not any(stored):
        return content.getvalue()
    parts = {f"xl/worksheets/sheet{at}.xml": results for at, results in enumerate(stored, start=1)}
    return change_parts(content.getvalue(), lambda name, part: _store_results(part, parts.get(name, {})))


def _write_sheet(target: Any, sheet: Sheet) -> None:
    for at, row in enumerate(sheet.rows, start=1):
        for position, value in enumerate(row, start=1):
            if value is None:
                continue
            cell = target.cell(at, position, value.text if isinstance(value, Formula) else value)
            if isinstance(value, str):
                cell.data_type = "s"
    for (row_number, column), name in sheet.fonts.items():
        target.cell(row_number, column + 1).font = Font(name=name)
    for (row_number, column), shown in sheet.formats.items():
        target.cell(row_number, column + 1).number_format = shown
    for top, left, bottom, right in sheet.merged:
        target.merge_cells(start_row=top, start_column=left + 1, end_row=bottom, end_column=right + 1)
    for number in sheet.hidden_rows:
        target.row_dimensions[number].hidden = True
    for column in sheet.hidden_columns:
        target.column_dimensions[get_column_letter(column + 1)].hidden = True
    if sheet.is_hidden:
        target.sheet_state = "hidden"


def _results_of(sheet: Sheet) -> dict[str, float | str]:
    """Cell -> result of its formula."""
    return {
        f"{get_column_letter(column + 1)}{row}": value.result
        for row, cells in enumerate(sheet.rows, start=1)
        for column, value in enumerate(cells)
        if isinstance(value, Formula) and value.result is not None
    }


def _store_results(part: bytes, results: Mapping[str, float | str]) -> bytes:
    text = part.decode("utf-8") if results else ""
    for cell, result in results.items():
        kind = ' t="str"' if isinstance(result, str) else ""
        kind = ' t="e"' if str(result).startswith("#") else kind
        pattern = rf'<c r="{cell}"([^>]*?)(?: t="\w+")?><f>(.*?)</f><v\s*/?>(?:</v>)?</c>'
        stored = rf'<c r="{cell}"\1{kind}><f>\2</f><v>{escape(str(result))}</v></c>'
        text, count = re.subn(pattern, stored, text)
        assert count == 1, cell
    return text.encode("utf-8") if results else part


def change_parts(package: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The zip file with each part changed, or left out for None."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return changed.getvalue()


def add_parts(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The zip file with these parts added or replaced."""
    changed = io.BytesIO(change_parts(package, lambda name, part: None if name in parts else part))
    with zipfile.ZipFile(changed, "a", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return changed.getvalue()


def ods(*sheets: Sheet) -> bytes:
    """An OpenDocument spreadsheet, as small as the format allows."""
    tables = "".join(_ods_table(sheet) for sheet in sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_XMLNS} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), _ODS)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def _ods_table(sheet: Sheet) -> str:
    width = max((len(row) for row in sheet.rows), default=1)
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merged}
    hidden = ' table:visibility="collapse"'
    rows = []
    for at, row in enumerate(sheet.rows, start=1):
        collapsed = hidden if at in sheet.hidden_rows else ""
        cells = "".join(_ods_cell(value, spans.get((at, column))) for column, value in enumerate(row))
        rows.append(f"<table:table-row{collapsed}>{cells or '<table:table-cell/>'}</table:table-row>")
    columns = "".join(
        f"<table:table-column{hidden if column in sheet.hidden_columns else ''}/>" for column in range(width)
    )
    return f"<table:table table:name={quoteattr(sheet.name)}>{columns}{''.join(rows)}</table:table>"


def _ods_cell(value: Any, span: tuple[int, int] | None) -> str:
    spanned = (
        f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    )
    if value is None:
        return f"<table:table-cell{spanned}/>"
    if isinstance(value, int | float):
        shown = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell{spanned} {shown}><text:p>{value}</text:p></table:table-cell>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell{spanned} office:value-type="string">{lines}</table:table-cell>'


def csv_file(sheet: Sheet, encoding: str = "utf-8-sig", delimiter: str = ";", newline: str = "\r\n") -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter, lineterminator=newline)
    for row in sheet.rows:
        writer.writerow(["" if value is None else value for value in row])
    return target.getvalue().encode(encoding)


def convert(content: bytes, suffix: str, to: str) -> bytes:
    """The workbook as LibreOffice saves it; `to` is a suffix or LibreOffice's `suffix:filter`."""
    office = shutil.which("soffice") or shutil.which("localc") or "soffice"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"book.{suffix}"
        source.write_bytes(content)
        target = Path(folder) / "out"
        subprocess.run(
            [office, f"-env:UserInstallation={Path(folder).as_uri()}/profile", "--headless",
             "--convert-to", to, "--outdir", str(target), str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return next(target.iterdir()).read_bytes()
