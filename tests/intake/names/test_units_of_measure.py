"""Units of measure in headers, and how they convert."""

from __future__ import annotations

import pytest

from tracker.intake.names.units_of_measure import conversion, read_unit_of_measure


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Vốn ĐTPT từ NSTW đã giải ngân\n(triệu đồng)", "triệu đồng"),
        ("Đơn vị tính: hộ", "hộ"),
        ("ĐVT: Hộ", "hộ"),
        ("(ĐVT: tr.đ)", "triệu đồng"),
        ("Đơn vị: triệu đồng", "triệu đồng"),
        ("%", "%"),
        ("Tỷ lệ (%)", "%"),
        ("Tỷ lệ %", "%"),
        ("Mức giảm (điểm %)", "điểm %"),
        ("điểm %/năm", "điểm %"),
        ("điểm phần trăm", "điểm %"),
        ("tỉ đồng", "tỷ đồng"),
        ("1.000 đồng", "nghìn đồng"),
        ("lượt", "lượt người"),
        ("Lượt người", "lượt người"),
        ("nhân khẩu", "người"),
        ("Số hộ nghèo, hộ", "hộ"),
        ("người/đơn vị", "người/đơn vị"),
        ("ĐVT: con trâu", "con trâu"),
        ("Số hộ nghèo", None),
        ("Trong đó (nữ)", None),
        ("", None),
    ],
)
def test_what_a_header_states(text: str, unit: str | None) -> None:
    assert read_unit_of_measure(text) == unit


@pytest.mark.parametrize(
    ("found", "expected", "factor"),
    [
        ("triệu đồng", "tỷ đồng", 0.001),
        ("đồng", "tỷ đồng", 1e-9),
        ("tỉ đồng", "tỷ đồng", 1.0),
        ("nghìn đồng", "triệu đồng", 0.001),
        ("lượt", "lượt người", 1.0),
        ("%", "%", 1.0),
        ("%", "điểm %", 1.0),
        ("điểm %/năm", "điểm %", 1.0),
        ("nghìn hộ", "hộ", 1000.0),
        ("khẩu", "người", 1.0),
        ("hộ gia đình", "hộ", 1.0),
        ("con trâu", "con trâu", 1.0),
        ("điểm %", "%", None),
        ("người", "lượt người", None),
        ("hộ", "người", None),
        ("%", "hộ", None),
        ("triệu đồng", "hộ", None),
        ("con trâu", "hộ", None),
    ],
)
def test_conversion(found: str, expected: str, factor: float | None) -> None:
    assert conversion(found, expected) == (pytest.approx(factor) if factor else None)
