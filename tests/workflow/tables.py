"""Tables that senders make themselves, small ones in long form."""

from __future__ import annotations

from collections.abc import Sequence

HEADER = "Mã đơn vị;Đơn vị;Mã chỉ tiêu;Tên chỉ tiêu;Kỳ;Loại số liệu;Tử số;Mẫu số;Giá trị"
NAMES = {
    "08": "Tỉnh Tuyên Quang", "070": "Thành phố Tuyên Quang", "074": "Huyện Hàm Yên", "075": "Huyện Yên Sơn",
}  # fmt: skip
INDICATORS = {"GN-11": "Số hộ nghèo", "GN-01": "Tỷ lệ hộ nghèo", "CTXH-03": "Số lượt người được tập huấn"}


def table(*rows: Sequence[object], header: str = HEADER) -> bytes:
    """A .csv of rows (unit, indicator, period, value[, numerator, denominator[, measure]])."""
    lines = [header]
    for unit, code, period, value, *more in rows:
        numerator, denominator = more[:2] or ("", "")
        measure = more[2] if len(more) > 2 else "Thực hiện"
        name = INDICATORS.get(str(code), str(code))
        cells = [unit, NAMES[str(unit)], code if str(code) in INDICATORS else "", name, period, measure]
        lines.append(";".join(str(cell) for cell in [*cells, numerator, denominator, value]))
    return ("\n".join(lines) + "\n").encode("utf-8-sig")
