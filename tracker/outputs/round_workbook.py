"""The board of a round to take away: one line per unit with its stage, instants and days, as .xlsx and as .csv."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.outputs.plain_table import Value, write_csv
from tracker.outputs.sheet_cells import put_cell, set_up_page, style_body, style_head, write_title
from tracker.words.formats import format_date
from tracker.words.round_texts import LEVEL_WORDS, STAGE_WORDS

_COLUMNS = (
    ("Đơn vị", 34), ("Mã", 10), ("Cấp", 18), ("Địa bàn huyện cũ", 16), ("Trạng thái", 18),
    ("Chỉ tiêu phải nộp", 11), ("Chỉ tiêu đã nộp", 11), ("Nộp đủ lần đầu", 17), ("Sớm (+), trễ (−) ngày", 12),
    ("Số lần bị trả lại", 10), ("Duyệt", 17), ("Tổng hợp", 17), ("Ký", 17), ("Kỳ đúng hạn", 10),
    ("Kỳ đã hết hạn", 10),
)  # fmt: skip
TITLES = tuple(title for title, _ in _COLUMNS)
_INSTANT, _TOP = "dd/mm/yyyy hh:mm", 5


@dataclass(frozen=True)
class RoundFacts:
    """What the table says about itself; `choice` is what was left out, in words, or empty."""

    name: str
    deadlines: str
    choice: str
    made_on: dt.date
    is_demo: bool


def round_workbook(rows: pd.DataFrame, facts: RoundFacts) -> bytes:
    """The units of a round (rows of tracker.workflow.round_board.Board) as .xlsx; no text can become a formula."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Kỳ báo cáo"
    title = f"TÌNH HÌNH BÁO CÁO: {facts.name.upper()}"
    subtitle = " · ".join(text for text in (facts.deadlines, facts.choice) if text)
    made_on = f"Lập ngày {format_date(facts.made_on)}"
    write_title(sheet, title, subtitle, made_on, len(_COLUMNS), is_demo=facts.is_demo)
    for at, (name, width) in enumerate(_COLUMNS, start=1):
        style_head(put_cell(sheet, _TOP, at, name))
        sheet.column_dimensions[get_column_letter(at)].width = width
    for line, values in enumerate(list_cells(rows), start=_TOP + 1):
        for at, value in enumerate(values, start=1):
            cell = style_body(put_cell(sheet, line, at, value), "left" if isinstance(value, str) else "right")
            if isinstance(value, dt.datetime):
                cell.number_format = _INSTANT
    sheet.freeze_panes = sheet.cell(_TOP + 1, 2)
    sheet.print_title_rows = f"{_TOP}:{_TOP}"
    sheet.auto_filter.ref = f"A{_TOP}:{get_column_letter(len(_COLUMNS))}{_TOP + max(len(rows), 1)}"
    set_up_page(sheet, is_demo=facts.is_demo)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def round_csv(rows: pd.DataFrame) -> bytes:
    """The same table as .csv."""
    return write_csv(TITLES, list_cells(rows))


def list_cells(rows: pd.DataFrame) -> list[list[Value]]:
    """The cells of each unit in the order of TITLES; what has not happened is None."""
    return [
        [
            str(row.name_),
            str(row.unit_code),
            LEVEL_WORDS.get(row.level, row.level),
            row.district_name if isinstance(row.district_name, str) else None,
            STAGE_WORDS[row.stage],
            int(row.indicators),
            int(row.indicators_covered),
            _instant(row.handed_in_at),
            None
            if pd.isna(row.hand_in_days) or row.hand_in_timeliness == "waiting"
            else int(row.hand_in_days),
            int(row.times_returned),
            *(_instant(at) for at in (row.approved_at, row.consolidated_at, row.signed_at)),
            int(row.on_time),
            int(row.rounds),
        ]
        for row in rows.rename(columns={"name": "name_"}).itertuples(index=False)
    ]


def _instant(at: pd.Timestamp) -> dt.datetime | None:
    return None if pd.isna(at) else at.to_pydatetime().replace(microsecond=0)
