"""What the annex says: titles of sheets and columns, notes under the tables, reasons why a cell is empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tracker.core.period import Period
from tracker.words.formats import (
    format_date,
    format_number,
    format_period,
    format_period_short,
    format_target,
)

NOT_FOR_REPORTS = "{mark}, không dùng để báo cáo"
PAGE = "Trang &P/&N"

SUMMARY_SHEET, TARGETS_SHEET, UNITS_SHEET = "Tóm tắt", "So với mục tiêu", "Theo đơn vị"
UNIT_ROWS_SHEET, CHARTS_SHEET, SOURCES_SHEET = "Đơn vị, chi tiết", "Biểu đồ", "Nguồn"
METHODS_SHEET, RAW_SHEET, CHART_DATA_SHEET = "Phương pháp", "Số liệu gốc", "Dữ liệu biểu đồ"

ANNEX_TITLE = "PHỤ LỤC SỐ LIỆU"
TABLE_TITLE = "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"
TARGETS_TITLE = "KẾT QUẢ SO VỚI MỤC TIÊU CỦA CÁC CHƯƠNG TRÌNH"
UNITS_TITLE = "KẾT QUẢ THEO ĐƠN VỊ"
UNIT_ROWS_TITLE = "CHI TIẾT THEO ĐƠN VỊ VÀ CHỈ TIÊU"
CHARTS_TITLE = "BIỂU ĐỒ"
SOURCES_TITLE = "NGUỒN CỦA CHỈ TIÊU VÀ VĂN BẢN"
METHODS_TITLE = "PHƯƠNG PHÁP"
RAW_TITLE = "SỐ LIỆU GỐC CỦA KỲ BÁO CÁO"
CHART_DATA_TITLE = "DỮ LIỆU CỦA BIỂU ĐỒ"

NUMBER, INDICATOR, UNIT_OF_MEASURE = "STT", "Chỉ tiêu", "Đơn vị tính"
UNIT = "Đơn vị"
COMPARED = "So sánh (số đếm: %; tỷ lệ: điểm %)"
VERDICT, NOTE = "Đánh giá, mục tiêu", "Ghi chú"
NATIONAL = "Mục tiêu quốc gia để so sánh"
NO_ROWS = "Kỳ này chưa có số liệu nào của chương trình ở địa bàn này."
NO_TARGETS = "Chưa có mục tiêu nào có con số ở địa bàn này."
NO_UNITS = "Chưa có đơn vị nào có số liệu chính thức của kỳ này."
ADDED_UP = "{place}, cộng dồn từ {year}"
NO_CHARTS = "Chưa có số liệu nào để vẽ biểu đồ."
NO_SOURCES = "Chưa có số liệu chính thức nào của kỳ này."
ONCE_A_YEAR = "đo một lần mỗi năm"
COMPUTED_FROM = "tính từ {codes}; xem trang “So với mục tiêu”"
APPROXIMATE = "số gần đúng (địa bàn chia tách)"
EMPTY_COLUMN = "Cột {number} ({title}): chưa có số liệu nào ở địa bàn này, để trống, không phải bằng 0."
EMPTY_CELL = "Ô trống là chưa có số liệu, không phải bằng 0; phép so sánh thiếu số hoặc có số gốc bằng 0 cũng để trống."
RATES = "Số đếm so bằng %: {share}. Tỷ lệ so bằng điểm %: {points}."

TARGET_COLUMNS = (
    "Mục tiêu", "Hạn", "Số gốc", "Con số phải đạt", "Thực hiện", "Lẽ ra phải đạt đến nay", "Tiến độ",
    "Mức hoàn thành", "Nhịp độ", "Theo xu thế, đến hạn", "Cần mỗi năm", "Đánh giá", "Lý do",
)  # fmt: skip
SHARES_NOTE = (
    "Tiến độ: phần quãng đường từ số gốc đến con số phải đạt. Mức hoàn thành: số thực hiện bằng bao nhiêu phần con số "
    "phải đạt (càng thấp càng tốt: ngược lại). Nhịp độ: phần quãng đường lẽ ra phải đi đến nay."
)
NO_SHARE_NOTE = "Ô trống là không tính được hoặc không dùng cho loại mục tiêu ấy; lý do ghi ở cột cuối. Xem trang “Phương pháp”."
JUDGED_ON, FIGURE_OF = "xét trên địa bàn {place}", "số của {period}"

UNIT_COLUMNS = (NUMBER, UNIT, "Địa bàn huyện cũ", "Chậm", "Cần đẩy nhanh", "Có đánh giá")
ACTUAL, PLAN, ESTIMATE, MILESTONE = "Thực hiện", "Kế hoạch", "Ước thực hiện", "Mục tiêu"
UNITS_NOTE = (
    "Xếp theo số chỉ tiêu chậm, rồi cần đẩy nhanh; đơn vị chưa có số liệu đứng cuối. Cột “so kế hoạch năm”: số đếm "
    "tính bằng %, tỷ lệ tính bằng điểm %. Ô trống là đơn vị chưa có số liệu hoặc không phải nộp."
)
AGAINST_PLAN = "So kế hoạch năm"

PLAN_CHART, POINTS_CHART = "{name}: % kế hoạch năm {year}", "{name}: so kế hoạch năm {year} (điểm %)"
PLAN_AXIS, POINTS_AXIS = "% kế hoạch", "điểm %"
CHART_NOTE = "Số của biểu đồ ở trang “{sheet}”; năm không có số liệu để trống, đường vẽ ngắt quãng."
YEAR = "Năm, kỳ"

RAW_COLUMNS = (
    "Mã chỉ tiêu", "Chỉ tiêu", "Mã đơn vị", "Đơn vị", "Kỳ", "Loại số", "Giá trị", "Tử số", "Mẫu số", "Ghi chú", "Ô",
    "Nguồn", "Kiểm chứng", "Lần nộp",
)  # fmt: skip
MEASURES = {"actual": "Thực hiện", "estimate": "Ước cả năm", "plan": "Kế hoạch năm", "baseline": "Số gốc"}
RAW_NOTE = "Số liệu chính thức (đã công bố hoặc đã duyệt) mà các bảng được tính ra, mỗi dòng một số, như đơn vị đã nộp."

SOURCE_COLUMNS = (
    "Mã", "Chỉ tiêu", "Đơn vị tính", "Văn bản", "Mục", "Kiểm chứng", "Chủ trì", "Tử số", "Mẫu số", "Định nghĩa, ghi chú",
)  # fmt: skip
DOCUMENT_COLUMNS = ("Mã", "Tên văn bản", "Ngày", "Số, ký hiệu", "Cơ quan ban hành")
DOCUMENTS = "Văn bản và nguồn được dẫn"
METHOD_COLUMNS = ("Phép tính", "Nội dung", "Công thức", "Nguồn")
SYMBOLS = "Ký hiệu"
VERDICTS = "Đánh giá"
FACTS = "Bản số liệu"
STANDS, CUT_OFF, CHECK, MADE_AT, BY_METHODS, MADE_WITH = (
    "Bản", "Chốt số liệu", "Mã kiểm tra", "Lấy số liệu lúc", "Phương pháp", "Phần mềm",
)  # fmt: skip
SIGNED_AT = "Ký lúc"
METHODS_TEXT = "phiên bản {methods}; danh mục chỉ tiêu phiên bản {catalogue}; công thức ở trang “{sheet}”"
SOFTWARE_TEXT = "Theo dõi chỉ tiêu, phiên bản {version}"
PROGRAMME, INDICATORS = "Chương trình", "Số chỉ tiêu"
NO_VERDICTS = "Chưa có chỉ tiêu nào để đánh giá."
OWN_IS_IN = "Đơn vị đã có số liệu chính thức của kỳ."
NOTHING_MISSING = "Tất cả {count} đơn vị đã có số liệu chính thức."
SOME_MISSING = (
    "{missing}/{count} đơn vị chưa có số liệu chính thức của kỳ; bảng tính trên số của các đơn vị còn lại."
)
SHEET_TEXTS = {
    "targets": "mục tiêu, mốc và kế hoạch năm: số gốc, số thực hiện, tiến độ, nhịp độ, đánh giá và lý do",
    "units": "đơn vị × chỉ tiêu, đơn vị chậm nhất đứng đầu; lọc được",
    "unit_rows": "mỗi dòng một đơn vị và một chỉ tiêu, đủ các cột của bảng tỉnh; lọc được",
    "charts": "thực hiện so với kế hoạch, chuỗi số liệu của các chỉ tiêu quan trọng",
    "sources": "văn bản, mục, định nghĩa của từng chỉ tiêu",
    "methods": "công thức, ký hiệu, ngưỡng đánh giá",
    "raw": "số liệu như các đơn vị đã nộp hoặc đã công bố",
    "chart_data": "số mà biểu đồ vẽ",
}
TABLE_TEXT = "bảng số liệu của {name}"
CONTENTS = "Trong phụ lục này"
COUNTS = "Đánh giá theo chương trình"
MISSING = "Đơn vị chưa có số liệu chính thức của kỳ"
STATES = {"not_reported": "chưa báo cáo", "waiting": "đang chờ duyệt", "returned": "bị trả lại"}


def enclosed_with(document_number: str | None, signed_on: dt.date | None) -> str:
    """The line under an annex's title, with room for what is written by hand while it is not known."""
    if document_number and signed_on:
        return f"(Kèm theo Báo cáo số {document_number} ngày {format_date(signed_on)})"
    return "(Kèm theo Báo cáo số ........../BC-.......... ngày ..... tháng ..... năm ..........)"


def short_column(name: str, period: Period) -> str:
    """A column as it is named in a comparison: `TH 6T/2026`, `KH 2026`, `ước 2026`."""
    year, now = period.last_year, format_period_short(period)
    return {
        "value": f"TH {now}",
        "plan": f"KH {year}",
        "estimate": f"Ước {year}",
        "same_period": f"TH {format_period_short(period.years_before(1))}",
        "previous_year": f"TH {year - 1}",
    }[name]


def against(part: str, whole: str, period: Period) -> str:
    """The title of a comparison: `TH 6T/2026 so với KH 2026`."""
    return f"{short_column(part, period)} so với {short_column(whole, period)}"


def coverage_note(reported: float, expected: float) -> str:
    return f"{format_number(reported)}/{format_number(expected)} đơn vị có số liệu"


def target_note(
    op: str, low: float | None, high: float | None, unit_of_measure: str, kind: str, due: int
) -> str:
    """`≥ 60 % (mốc 2025)`, of a plan `≤ 11,13 % (kế hoạch 2026)`."""
    word = "kế hoạch" if kind == "year_plan" else "mốc"
    return f"{format_target(op, low, high, unit_of_measure)} ({word} {due})"


def place_line(place: str, period: Period) -> str:
    words = format_period(period)
    return f"{place} · {words[0].upper()}{words[1:]}"


def notes_of(parts: Sequence[str]) -> str:
    """Several remarks as one note: the first letter large, a semicolon between."""
    text = "; ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]
