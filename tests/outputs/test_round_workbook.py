"""The board to take away, opened again: instants and numbers as such, unknown empty, no formula from any text."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import openpyxl
import pandas as pd
import pytest

from tracker.outputs.plain_table import write_csv
from tracker.outputs.round_workbook import TITLES, RoundFacts, round_csv, round_workbook
from tracker.outputs.theme import DEMO_TEXT

AT = pd.Timestamp(2026, 6, 12, 9, 30, 12)


def rows(*changes: dict[str, Any]) -> pd.DataFrame:
    usual = {
        "name": "Xã Hàm Yên", "unit_code": "02374", "level": "commune", "district_name": "Hàm Yên",
        "stage": "received", "indicators": 50, "indicators_covered": 50, "handed_in_at": AT, "hand_in_days": 3.0,
        "hand_in_timeliness": "on_time", "times_returned": 0, "approved_at": pd.NaT, "consolidated_at": pd.NaT,
        "signed_at": pd.NaT, "on_time": 2.0, "rounds": 3.0,
    }  # fmt: skip
    return pd.DataFrame([usual | one for one in changes])


def facts(**changes: Any) -> RoundFacts:
    usual: dict[str, Any] = {
        "name": "6 tháng đầu năm 2026",
        "deadlines": "Hạn đơn vị nộp 15/6/2026",
        "choice": "",
        "made_on": dt.date(2026, 6, 20),
        "is_demo": False,
    }
    return RoundFacts(**usual | changes)


def read(frame: pd.DataFrame, **changes: Any):  # type: ignore[no-untyped-def]
    return openpyxl.load_workbook(io.BytesIO(round_workbook(frame, facts(**changes)))).active


def line(sheet, number: int) -> dict[str, Any]:  # type: ignore[no-untyped-def]
    return dict(zip(TITLES, (cell.value for cell in sheet[number]), strict=True))


def test_a_unit_is_a_line_with_numbers_and_instants() -> None:
    sheet = read(rows({}, {"hand_in_days": -4.0, "hand_in_timeliness": "late"}))
    assert [cell.value for cell in sheet[5]] == list(TITLES)
    first = line(sheet, 6)
    assert first["Nộp đủ lần đầu"] == dt.datetime(2026, 6, 12, 9, 30, 12)
    assert (first["Sớm (+), trễ (−) ngày"], first["Chỉ tiêu đã nộp"], first["Kỳ đúng hạn"]) == (3, 50, 2)
    assert (first["Duyệt"], first["Ký"]) == (None, None)
    assert first["Trạng thái"] == "chờ thẩm định"
    assert line(sheet, 7)["Sớm (+), trễ (−) ngày"] == -4


def test_who_still_has_time_is_neither_early_nor_late() -> None:
    sheet = read(rows({"handed_in_at": pd.NaT, "hand_in_timeliness": "waiting", "stage": "missing"}))
    assert line(sheet, 6)["Sớm (+), trễ (−) ngày"] is None


@pytest.mark.parametrize("is_demo", [True, False])
def test_an_illustrative_round_says_so(is_demo: bool) -> None:
    texts = [str(cell.value) for one in read(rows({}), is_demo=is_demo).iter_rows(max_row=3) for cell in one]
    assert any(DEMO_TEXT in text for text in texts) is is_demo


def test_no_text_becomes_a_formula() -> None:
    sheet = read(rows({"name": "=1+1", "district_name": "@x"}), name="=cmd|'/c calc'!A1", choice="+1")
    cells = [cell for one in sheet.iter_rows() for cell in one]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert line(sheet, 6)["Đơn vị"] == "=1+1"


def test_the_csv_opens_in_an_office() -> None:
    content = round_csv(rows({"name": "=1+1", "hand_in_days": -4.0, "hand_in_timeliness": "late"}, {}))
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert table[0]["Đơn vị"] == "'=1+1"
    assert table[0]["Sớm (+), trễ (−) ngày"] == "-4"
    assert table[1]["Nộp đủ lần đầu"] == "12/6/2026 09:30"
    assert table[1]["Ký"] == ""


@pytest.mark.parametrize("text", ["=1", "+1", "-x", "@a", "\tx", "\rx"])
def test_a_text_that_would_run_is_quoted(text: str) -> None:
    assert f"'{text}".encode() in write_csv(["a"], [[text]])


def test_an_empty_round_is_a_table_without_lines() -> None:
    sheet = read(rows({}).iloc[:0])
    assert sheet.max_row == 5
    assert round_csv(rows({}).iloc[:0]).decode("utf-8-sig").strip() == ";".join(TITLES)
