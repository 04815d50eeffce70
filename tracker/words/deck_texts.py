"""What the slides say besides the story's own sentences: titles, heads, names of layouts, notes, faults of a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.core.verdict import VERDICTS
from tracker.words.formats import format_number
from tracker.words.verdicts import VERDICT_WORDS

TITLE_LAYOUT, CONTENT_LAYOUT = "Tiêu đề", "Nội dung"
# The names that a layout of the province's template is looked for under, in this order; docs/outputs.md lists them.
TITLE_LAYOUT_NAMES = (TITLE_LAYOUT, "Trang tiêu đề", "Trang bìa", "Title Slide")
CONTENT_LAYOUT_NAMES = (
    CONTENT_LAYOUT, "Tiêu đề và nội dung", "Tiêu đề và Nội dung", "Title and Content",
)  # fmt: skip
THEME_NAME = "Theo dõi chỉ tiêu"
RULE_NAME = "Đường trang trí"
TEMPLATE_UNREADABLE = "Không đọc được mẫu trình chiếu: tệp không phải .pptx hoặc đã hỏng."
TEMPLATE_TOO_LARGE = "Mẫu trình chiếu quá lớn; hãy dùng tệp .pptx không quá {limit} MB."
TEMPLATE_NO_LAYOUT = (
    "Mẫu trình chiếu không có bố cục nào có ô tiêu đề; hãy đặt tên bố cục là “Tiêu đề” và “Nội dung”."
)
TEMPLATE_NO_TITLE = "Bố cục “{layout}” của mẫu trình chiếu không có ô tiêu đề."
TEMPLATE_TOO_SMALL = "Khung nội dung của bố cục “{layout}” quá nhỏ để đặt biểu và biểu đồ."

# Shapes that every office font has; they say the verdict where colours cannot be told apart.
VERDICT_SIGNS: Mapping[str, str] = {
    "missed": "■",
    "reversing": "◄",
    "off_track": "▼",
    "at_risk": "►",
    "no_data": "–",
    "no_baseline": "–",
    "no_target": "–",
    "not_due": "–",
    "on_track": "▲",
    "achieved": "●",
    "exceeded": "●",
}

LATEST, HELD_NUMBERS = "Mới nhất", "Mức phải giữ (con số)"
YEARLY_CHANGE = "Thay đổi mỗi năm"
HELD_LEVEL = "Mức phải giữ {target} {unit} ({first}–{last})"
PERIOD_TITLE = "{period} trong một trang"
CONTINUED = "{title} (tiếp {page}/{pages})"
PROGRAMME_COLUMN, TOTAL_COLUMN = "Chương trình", "Chỉ tiêu"
WORST_HEADING = "Cần chú ý trước hết"
NO_WORST = "Không chỉ tiêu nào chậm trong số đã đánh giá được."
REPORTED_FACT, CUT_OFF_FACT, DUE_FACT, OPEN_FACT = (
    "Đơn vị đã báo cáo",
    "Chốt số liệu",
    "Hạn gửi",
    "Giải trình còn mở",
)
LATE_DAYS = "ký sau {days} ngày"
EARLY_DAYS = "ký trước {days} ngày"
SIGNED_FACT, TAKEN_FACT = "Ký bản chốt", "Lấy số liệu dự thảo"
VERDICT_COLUMNS = ("Chỉ tiêu", "Giá trị", "Cần có / mốc", "Thay đổi", "Đánh giá")
OVER_TITLE = "{programme}: kết quả cuối giai đoạn"
TRACKED_TITLE = "Chỉ tiêu chỉ theo dõi, chưa có con số để đánh giá"
NO_LINES_TITLE = "Chưa có chỉ tiêu nào để đánh giá"
UNIT_OF_MEASURE = "Đơn vị tính: {unit}"
NO_CHART = "Chưa có số liệu nào để vẽ biểu đồ."
FULL_NAME = "{name} · {code}"
METHOD_FOOT = "Phương pháp: {method} · Chốt số liệu {cut_off} · Phụ trách: {owner}"
NO_OWNER = "chưa ghi"
CHANGE_TITLE, PLAN_TITLE, ESTIMATE_TITLE = (
    "So với cùng kỳ và năm trước", "So với kế hoạch năm", "Ước cả năm so với năm trước",
)  # fmt: skip
RATES_HEADING, COUNTS_HEADING = "Tỷ lệ: tăng, giảm (điểm %)", "Số đếm: tăng, giảm (%)"
NEITHER = "Không tốt, không xấu"
MORE_BARS = (
    "Biểu đồ vẽ {shown} chỉ tiêu thay đổi nhiều nhất trong {known}; đủ các chỉ tiêu ở phụ lục số liệu."
)
UNITS_TITLE = "Đơn vị có nhiều chỉ tiêu chậm nhất"
UNITS_TABLE_NOTE = "{shown} đơn vị chậm nhất trong {known} đơn vị có số liệu."
BEHIND_SERIES, AT_RISK_SERIES = "Chậm, đi ngược hoặc không đạt", "Cần đẩy nhanh"
RANKING_TITLE = "Xếp hạng đơn vị: {name}"
WORST_UNITS, BEST_UNITS, ALL_UNITS = (
    "{count} đơn vị kém nhất",
    "{count} đơn vị tốt nhất",
    "{count} đơn vị, kém nhất trước",
)
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Tồn tại, khó khăn và nguyên nhân": ("shortcomings", "difficulties", "causes"),
    "Giải pháp kỳ tới và kiến nghị": (
        "solutions", "proposals_province", "proposals_ministry", "proposals_government", "proposals_assembly",
    ),
}  # fmt: skip
CUT_MARK = "[trọn vẹn ở ghi chú]"
MORE_STATEMENTS = "Còn {count} ý kiến khác ở phần ghi chú của trang này."
STATEMENTS_NOTE = "Nguyên văn các đơn vị đã viết:"
EXPLANATIONS_TITLE = "Giải trình đang mở"
EXPLANATION_COLUMNS = ("Chỉ tiêu", "Đơn vị", "Lãnh đạo hỏi", "Đơn vị trả lời", "Trạng thái, hạn")
NO_OPEN_EXPLANATIONS = "Không còn yêu cầu giải trình nào mở; {count} yêu cầu đã khép lại."
NOT_ANSWERED = "chưa trả lời"
MISSING_TITLE = "Đơn vị chưa có số liệu chính thức"
NONE_MISSING = "Tất cả {count} đơn vị đã có số liệu chính thức của kỳ này."
SOME_MISSING = (
    "{missing} trong {expected} đơn vị chưa có số liệu chính thức của kỳ này; số chưa duyệt không được tính."
)
MORE_NAMES = "và {count} đơn vị khác (xem ghi chú)"
OWN_METHOD = "Phương pháp của hệ thống, mô tả ở trang Phương pháp"
METHODS_TITLE = "Phụ lục: cách tính và nguồn"
METHOD_COLUMNS = ("Cách tính", "Nguồn")
THRESHOLDS = (
    "Đúng tiến độ khi đi được ít nhất {on_track} quãng đường lẽ ra phải đi, cần đẩy nhanh từ {at_risk}, chậm khi "
    "dưới mức đó, đi ngược khi kém hơn số gốc; đến hạn thì chỉ xét đạt hay không. Phiên bản cách tính {version}."
)
DOCUMENTS_NOTE = "Văn bản căn cứ:"

DEMO_NOTE = "SỐ LIỆU MINH HỌA: không phải số liệu thật, không dùng để báo cáo."
NOTES_CUT = "… (còn nữa: xem báo cáo và phụ lục số liệu)"
VALUE_NOTE = "{label}: {text}{note}."
SAID_BY = " — {units}"
TABLE_NOTE = "{name}: {value}, {needed}, {verdict}. {source}."
CHANGE_NOTE = "{name}: {now}, trước đó {before}; {change}."
UNIT_NOTE = "{name}: {words}."
RANK_NOTE = "{rank}. {name}: {value}"
HEADLINE_NOTE = (
    "Các số đếm ở trang này là số chỉ tiêu theo đánh giá của từng chương trình; chi tiết ở các trang sau."
)
COVER_NOTE = "Mọi con số trong tệp này lấy từ một bản số liệu duy nhất, ghi ở chân trang."


def counts_words(counts: Mapping[str, int]) -> str:
    """`7 chỉ tiêu: 2 đi ngược, 2 chậm, 1 cần đẩy nhanh, 2 đúng tiến độ`."""
    parts = [f"{counts[code]} {VERDICT_WORDS[code].lower()}" for code in VERDICTS if counts.get(code)]
    return f"{format_number(sum(counts.values()))} chỉ tiêu: {', '.join(parts)}."


def table_alt(title: str, columns: Sequence[str], rows: int) -> str:
    return f"Bảng {title}: {rows} dòng; các cột {', '.join(columns)}."


def chart_alt(
    name: str, unit_of_measure: str, points: Sequence[tuple[str, str]], targets: Sequence[str]
) -> str:
    """What the chart of an indicator shows, for who does not see it."""
    shown = "; ".join(f"{when} {value}" for when, value in points) or "chưa có số thực hiện"
    aims = f" Mục tiêu: {'; '.join(targets)}." if targets else ""
    return f"Biểu đồ {name} ({unit_of_measure}): {shown}.{aims}"


def bars_alt(title: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"Biểu đồ thanh, {title}: {'; '.join(f'{name} {value}' for name, value in pairs)}."
