"""Which rows of a table hold figures, and which indicator, unit and time each of them names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.intake.names.keys import plain_key
from tracker.intake.tables.columns import Columns
from tracker.intake.tables.grid import Grid
from tracker.intake.tables.headers import Header

_END = re.compile(
    r"(?:ghi chu|noi nhan|nguoi (?:lap|tong hop|bao cao|kiem tra)|lap bieu|can bo (?:lap|tong hop)|thu truong|ky ten|"
    r"(?:(?:tm|t m|kt|k t|tl|ti le|tuq|q) )?(?:pho )?(?:giam doc|truong phong|chu tich|truong ban|chanh van phong)|"
    r"(?:tm|t m) (?:uy ban|ubnd|ban)|xac nhan cua|nguon so lieu|ngay thang nam)\b"
    r"|.*\bngay(?: \d{1,2})? thang(?: \d{1,2})? nam(?: \d{4})?$"
)
_PERSONS = frozenset({"nhan khau", "khau", "nguoi", "so khau", "so nguoi", "so nhan khau"})


@dataclass(frozen=True)
class Body:
    """The rows of a table that may hold figures, counted from 0 on the sheet; `end` is the first row after."""

    rows: np.ndarray  # of integers
    subjects: np.ndarray  # of texts, one per row; '' where the row names nothing
    subject_columns: np.ndarray  # where each text stands
    end: int
    left_out: tuple[str, ...] = ()


def read_body(grid: Grid, header: Header, columns: Columns, limit: int) -> Body:
    """The rows from the header to the notes below, or to `limit`."""
    figures = [one.position for one in columns.figures]
    if not figures:
        return Body(np.array([], dtype=int), np.array([], dtype=object), np.array([], dtype=int), limit)
    filled = np.asarray(grid.is_used[header.data_row : limit][:, figures].any(axis=1))
    subjects = grid.columns[header.subject][header.data_row : limit].copy()
    places = np.full(len(subjects), header.subject)
    end = _find_end(grid, header, filled, subjects, limit)
    length = end - header.data_row
    filled, subjects, places = filled[:length], subjects[:length], places[:length]
    others = {column for role, column in columns.roles.items() if role != "number"}
    names = (header.subject, *(one for one in range(header.columns[0], min(figures)) if one not in others))
    _name_blank_rows(grid, header, names, subjects, places)
    keep, left_out = _keep_rows(grid, header, columns, filled, length)
    return Body(np.flatnonzero(keep) + header.data_row, subjects[keep], places[keep], end, left_out)


def _find_end(grid: Grid, header: Header, filled: np.ndarray, subjects: np.ndarray, limit: int) -> int:
    """The first row that says a note, a place and date, or who signs; signatures stand in any column."""
    ends = [text for text in grid.texts[header.subject] if _is_end(text)]
    for offset in np.flatnonzero(~filled | (subjects == "") | np.isin(subjects, ends)):
        row = int(header.data_row + offset)
        cells = list(_row_cells(grid, row))
        if any(_is_end(cell) for cell in cells) and (
            not filled[offset] or subjects[offset] == "" or all(isinstance(cell, str) for cell in cells)
        ):
            return row
    return limit


def _is_end(cell: object) -> bool:
    return isinstance(cell, str) and len(cell) < 400 and bool(_END.match(plain_key(cell)))


def _row_cells(grid: Grid, row: int) -> Iterator[object]:
    return (grid.columns[column][row] for column in np.flatnonzero(grid.has_content[row]))


def _name_blank_rows(
    grid: Grid, header: Header, names: Sequence[int], subjects: np.ndarray, places: np.ndarray
) -> None:
    """A merged cell names all its rows; "TỔNG SỐ" may stand to the left of the names."""
    for offset in np.flatnonzero(subjects == ""):
        row = int(header.data_row + offset)
        for column in names:
            text = grid.text(row, column)
            if text and any(sign.isalpha() for sign in text) and not _is_roman(text):
                subjects[offset], places[offset] = text, column
                break


def _is_roman(text: str) -> bool:
    return bool(re.fullmatch(r"[IVXLivxl]+\.?|[a-zA-Z][.)]?", text))


def _keep_rows(
    grid: Grid, header: Header, columns: Columns, filled: np.ndarray, length: int
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Rows with something in a figure column; the same counts in persons are no figures of households."""
    breakdown = columns.roles.get("breakdown")
    if breakdown is None:
        return filled, ()
    kinds = [plain_key(grid.text(header.data_row + offset, breakdown)) for offset in range(length)]
    is_persons = np.array([kind in _PERSONS for kind in kinds], dtype=bool)
    return filled & ~is_persons, ("Nhân khẩu",) if is_persons.any() else ()
