"""An opened workbook: its cells as numbers and text, and what only the file's own marks tell about them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import openpyxl
import python_calamine
from openpyxl.utils import get_column_letter

from tracker.intake.container import open_container
from tracker.intake.extent import TooManyCells, check_extent
from tracker.intake.finding import Finding

Rows = list[list[Any]]
_MOST_MARKED_ROWS, _MOST_MARKED_COLUMNS = 5000, 200


@dataclass(frozen=True)
class CellMark:
    """What a cell's value alone does not say."""

    formula: str | None = None
    error: str | None = None
    is_percent: bool = False


@dataclass(frozen=True)
class Workbook:
    """Sheets by name, each as rows of cells from A1 on; an empty cell is ''."""

    content: bytes
    kind: str  # xlsx, xls, ods
    sheets: Mapping[str, Rows] = field(default_factory=dict)

    def marks(self, sheet: str) -> dict[tuple[int, int], CellMark]:
        """Formulas, Excel errors and per cent formats by (row, column) from 0; known for .xlsx alone."""
        return _read_marks(self.content, sheet) if self.kind == "xlsx" else {}


def open_workbook(content: bytes) -> Workbook | Finding:
    """The workbook in these bytes, or the one finding that says why there is none."""
    container = open_container(content)
    if container.refusal is not None or container.kind is None:
        return container.refusal or Finding("not_a_workbook")
    try:
        opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = _read_sheets(opened)
    except TooManyCells as error:
        return Finding("too_many_cells", None, {"sheet": opened.sheet_names[-1], "cell": str(error)})
    except python_calamine.PasswordError:
        return Finding("encrypted_file")
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # A panic of the reader is no Exception, and yet the fault of the sender's file.
    except BaseException as error:  # noqa: BLE001
        is_password = "password" in str(error).lower() or "encrypt" in str(error).lower()
        return Finding("encrypted_file" if is_password else "truncated_file")
    return Workbook(content, container.kind, sheets)


def _read_sheets(opened: python_calamine.CalamineWorkbook) -> dict[str, Rows]:
    """Raises TooManyCells: many sheet names may stand for one part, which then is read as often."""
    sheets: dict[str, Rows] = {}
    cells = 0
    for name in opened.sheet_names:
        sheet = opened.get_sheet_by_name(name)
        check_extent(sheet.total_height, sheet.total_width, cells)
        cells += sheet.total_height * sheet.total_width
        sheets[name] = sheet.to_python(skip_empty_area=False)
    return sheets


def cell_name(sheet: str, row: int, column: int) -> str:
    """`Sheet!C12` of a row and column counted from 0."""
    return f"{sheet}!{get_column_letter(column + 1)}{row + 1}"


def _read_marks(content: bytes, sheet: str) -> dict[tuple[int, int], CellMark]:
    marks: dict[tuple[int, int], CellMark] = {}
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        for row in book[sheet].iter_rows(max_row=_MOST_MARKED_ROWS, max_col=_MOST_MARKED_COLUMNS):
            for cell in row:
                if cell.value is None:
                    continue
                formula = str(cell.value) if cell.data_type == "f" else None
                error = str(cell.value) if cell.data_type == "e" else None
                is_percent = "%" in (cell.number_format or "").split(";")[0].replace('"%"', "")
                if formula or error or is_percent:
                    marks[cell.row - 1, cell.column - 1] = CellMark(formula, error, is_percent)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, SyntaxError):
        return {}  # its values were read; only its marks are out of order
    return marks
