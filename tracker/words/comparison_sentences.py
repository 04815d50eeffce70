"""The sentences of the comparison page."""

from __future__ import annotations

from html import escape

from tracker.core.period import Period
from tracker.words.formats import format_period

CHANGE_HEADING = "Tăng, giảm so với năm trước"
ESTIMATE_HEADING = "Ước cả năm so với năm trước"
PLAN_HEADING = "So với kế hoạch năm"
CHANGE_ALT = "Biểu đồ thanh: các chỉ tiêu thay đổi nhiều nhất so với năm trước"
DOWNLOAD = "Tải biểu Excel (.xlsx)"
NO_CHANGE = "Chưa có số năm trước để so"
NO_CHANGE_HELP = (
    "Địa bàn này chưa có số của cùng kỳ năm trước. Tỉnh mới có số liệu từ 01/7/2025; chọn “Tuyên Quang cũ” ở ô địa "
    "bàn để so với các năm trước."
)
NO_ROWS = "Chương trình này chưa có chỉ tiêu nào"
NO_ROWS_HELP = "Chọn chương trình khác ở ô phía trên."
MERGED_NOTE = (
    "Tỉnh mới có số liệu từ 01/7/2025 nên chưa có cùng kỳ; biểu đồ so ước cả năm với năm trước. "
    "Chọn địa bàn Tuyên Quang cũ để so cùng kỳ."
)
PLAN_NOTE = (
    "Tỉnh mới có số liệu từ 01/7/2025 nên chưa có số năm trước; biểu đồ so với kế hoạch năm. "
    "Chọn địa bàn Tuyên Quang cũ để so với năm trước."
)
SAME, YEAR_AHEAD, TO_PLAN = "so với cùng kỳ năm trước", "so ước cả năm với năm trước", "so với kế hoạch năm"
RATES_NOTE = "Tỷ lệ được so bằng điểm %, không lấy % của %. Số liệu chưa có ghi dấu –; số đếm mới có một phần đơn vị thì không so."


def comparison_sentence(
    period: Period, place: str, better: int, worse: int, against: str, worst: tuple[str, str] | None
) -> str:
    """How many indicators changed for the better or worse (markup); `worst` is a name with its change."""
    head = f"{format_period(period)}, {escape(place)}: "
    head = head[:1].upper() + head[1:]
    if period.is_year and against == SAME:
        against = "so với năm trước"
    if not better and not worse:
        return head + "chưa có số của năm trước để so."
    bad = f"<em>{worse} kém hơn</em>" if worse else "không chỉ tiêu nào kém hơn"
    text = f"{head}{against}, {better} chỉ tiêu tốt hơn, {bad}."
    return text + (f" Kém nhất: {escape(worst[0])} ({worst[1]})." if worst else "")
