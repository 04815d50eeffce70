"""Numbers as offices type them: one named table of cells, then properties."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.intake.numbers import read_number
from tracker.words.findings import FINDINGS
from tracker.words.formats import format_number

# name, cell, unit of measure, decimals, value, finding
READ = [
    ("true number", 1234.5, "hộ", 0, 1234.5, None),
    ("thousands dot, decimal comma", "1.234,5", "hộ", 0, 1234.5, None),
    ("two thousands dots", "1.234.567", "hộ", 0, 1234567.0, None),
    ("two thousands dots and a decimal", "1.234.567,8", "hộ", 1, 1234567.8, None),
    ("English both", "1,234.5", "hộ", 0, 1234.5, None),
    ("decimal dot", "12.5", "%", 1, 12.5, None),
    ("decimal comma", "23,45", "%", 2, 23.45, None),
    ("per cent sign", "23,45%", "%", 2, 23.45, None),
    ("per cent sign after a space", "23,45 %", "%", 2, 23.45, None),
    ("points with a per cent sign", "4,55%", "điểm %", 2, 4.55, None),
    ("thousands dot in a count", "1.234", "hộ", 0, 1234.0, None),
    ("thousands dot in a rate", "1.234", "%", 2, 1.234, "reread_percent"),
    ("small thousands-like rate", "18.900", "%", 2, 18.9, "reread_percent"),
    ("thousands dot where decimals are usual", "1.234", "tỷ đồng", 1, 1234.0, "ambiguous_number"),
    ("leading zero is no thousands group", "0.125", "%", 3, 0.125, None),
    ("English thousands in a count", "1,234", "hộ", 0, 1.234, "ambiguous_number"),
    ("the mark of a footnote", "3.837\u00b9", "hộ", 0, 3837.0, None),
    ("stars of a footnote", "3.837 (*)", "hộ", 0, 3837.0, None),
    ("two commas", "1,234,567", "hộ", 0, 1234567.0, "ambiguous_number"),
    ("space thousands", "34 456", "hộ", 0, 34456.0, None),
    ("no-break space thousands", "34\u00a0456", "hộ", 0, 34456.0, None),
    ("thin space thousands and comma", "34\u2009456,5", "hộ", 1, 34456.5, None),
    ("zero-width space", "12\u200b,5", "%", 1, 12.5, None),
    ("full-width digits", "１２,５", "%", 1, 12.5, None),
    ("trailing unit", "40.522 hộ", "hộ", 0, 40522.0, None),
    ("trailing long unit", "2.001 lượt người", "lượt người", 0, 2001.0, None),
    ("short for the unit", "2.001 lượt", "lượt người", 0, 2001.0, None),
    ("short for billions", "1,5 tỷ", "tỷ đồng", 1, 1.5, None),
    ("unit of a part", "45 người", "", 0, 45.0, None),
    ("minus", "-5", "hộ", 0, -5.0, None),
    ("typographic minus", "−5,5", "điểm %", 1, -5.5, None),
    ("brackets for a minus", "(5)", "hộ", 0, -5.0, None),
    ("dash is nil", "-", "hộ", 0, 0.0, None),
    ("long dash is nil", " – ", "hộ", 0, 0.0, None),
    ("nil in words", "Không phát sinh", "hộ", 0, 0.0, None),
    ("zero with a star is nil", "0*", "hộ", 0, 0.0, None),
    ("blank", None, "hộ", 0, None, None),
    ("spaces", "  \u00a0", "hộ", 0, None, None),
    ("ellipsis is missing", "…", "hộ", 0, None, None),
    ("three dots are missing", "...", "hộ", 0, None, None),
    ("x is missing", "x", "hộ", 0, None, None),
    ("KCSL is missing", "KCSL", "hộ", 0, None, None),
    ("missing in words", "Chưa có số liệu", "hộ", 0, None, None),
    ("division by zero", "#DIV/0!", "%", 1, None, "excel_error"),
    ("lost reference", "#REF!", "%", 1, None, "excel_error"),
    ("above", "Trên 90", "%", 1, None, "qualified_number"),
    ("at least", "≥ 90", "%", 1, None, "qualified_number"),
    ("about", "khoảng 4", "%", 1, None, "qualified_number"),
    ("range", "1 - 1,5", "%", 1, None, "qualified_number"),
    ("range without spaces", "24-24,5", "%", 1, None, "qualified_number"),
    ("and more", "90 trở lên", "%", 1, None, "qualified_number"),
    ("a fall", "giảm 3,48", "%", 2, None, "change_not_level"),
    ("a fraction", "1/2", "hộ", 0, None, "date_instead_of_number"),
    ("a date", dt.date(2026, 2, 1), "hộ", 0, None, "date_instead_of_number"),
    ("a moment", dt.datetime(2026, 5, 1, 0, 0), "hộ", 0, None, "date_instead_of_number"),
    ("a truth value", True, "hộ", 0, None, "not_a_number"),
    ("words", "đang rà soát", "hộ", 0, None, "not_a_number"),
    ("number and words", "12 thôn", "hộ", 0, None, "not_a_number"),
    ("another unit", "12 người", "hộ", 0, None, "wrong_unit_of_measure"),
    ("millions for billions", "1.500 triệu đồng", "tỷ đồng", 1, None, "wrong_unit_of_measure"),
    ("per cent in a count", "12%", "hộ", 0, None, "wrong_unit_of_measure"),
    ("groups of wrong length", "1.23.4", "hộ", 0, None, "not_a_number"),
    ("two decimal commas after a dot", "1.234,5,6", "hộ", 0, None, "not_a_number"),
    ("broken groups before a decimal", "12.34,5", "hộ", 0, None, "not_a_number"),
    ("two numbers", "12 5", "hộ", 0, None, "not_a_number"),
    ("too many digits", "1" * 400, "hộ", 0, None, "not_a_number"),
    ("infinity", float("inf"), "hộ", 0, None, "not_a_number"),
]


@pytest.mark.parametrize(
    ("name", "raw", "unit", "decimals", "value", "code"), READ, ids=[row[0] for row in READ]
)
def test_cells(
    name: str, raw: object, unit: str, decimals: int, value: float | None, code: str | None
) -> None:
    read = read_number(raw, unit, decimals=decimals)
    assert (read.value, read.code) == (value, code)


@pytest.mark.parametrize(("raw", "mark"), [("-", "nil"), ("…", "missing"), (None, "missing"), ("0", None)])
def test_nil_is_not_missing(raw: object, mark: str | None) -> None:
    assert read_number(raw, "hộ").mark == mark


def test_a_per_cent_cell_is_a_hundredth() -> None:
    assert read_number(0.2345, "%", is_percent_cell=True).value == 23.45
    assert read_number(0.2345, "hộ", is_percent_cell=True).code == "wrong_unit_of_measure"


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 3))
def test_what_the_product_writes_it_reads(number: float, decimals: int) -> None:
    text = format_number(number, decimals)
    read = read_number(text, "tỷ đồng", decimals=decimals)
    looks_grouped = decimals == 3 and text.count(",") == 1  # 0,123 is a decimal all the same
    assert read.value == round(number, decimals) or looks_grouped


@given(st.text(max_size=30))
def test_any_text_gives_a_number_a_mark_or_a_known_finding(text: str) -> None:
    read = read_number(text, "hộ")
    assert read.value is not None or read.mark == "missing" or read.code in FINDINGS
