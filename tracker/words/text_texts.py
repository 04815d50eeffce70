"""The parts of a report in words, and what is said while they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape

from tracker.core.period import Period
from tracker.words.formats import format_date, format_number, format_period

PART_NAMES: Mapping[str, str] = {
    "results": "Kết quả nổi bật",
    "models": "Mô hình, cách làm hay, hiệu quả",
    "policies": "Triển khai cơ chế, chính sách, chương trình, đề án",
    "shortcomings": "Tồn tại, hạn chế",
    "difficulties": "Khó khăn, vướng mắc",
    "causes": "Nguyên nhân",
    "solutions": "Nhiệm vụ, giải pháp kỳ tới",
    "proposals_province": "Đề xuất, kiến nghị với UBND tỉnh",
    "proposals_ministry": "Đề xuất, kiến nghị với bộ, ngành trung ương",
    "proposals_government": "Đề xuất, kiến nghị với Chính phủ",
    "proposals_assembly": "Đề xuất, kiến nghị với Quốc hội",
}
PART_HINTS: Mapping[str, str] = {
    "results": "Việc đã làm được, so với kế hoạch đầu năm và cùng kỳ năm trước.",
    "models": "Mô hình, cách làm hay ở địa phương: ở đâu, làm gì, hiệu quả ra sao.",
    "policies": "Việc triển khai và kết quả thực hiện cơ chế, chính sách, chương trình, đề án.",
    "shortcomings": "Việc chưa làm được, chỉ tiêu chưa đạt, ở lĩnh vực nào.",
    "difficulties": "Vướng mắc cụ thể của từng lĩnh vực.",
    "causes": "Nguyên nhân khách quan, chủ quan của những tồn tại, hạn chế.",
    "solutions": "Nhiệm vụ trọng tâm, giải pháp của kỳ tới.",
    "proposals_province": "Việc vượt thẩm quyền của đơn vị, cần UBND tỉnh chỉ đạo, giải quyết.",
    "proposals_ministry": "Việc cần bộ, ngành hướng dẫn hoặc sửa đổi quy định.",
    "proposals_government": "Việc cần Chính phủ quyết định.",
    "proposals_assembly": "Việc cần Quốc hội quyết định.",
}
WHOLE_PROGRAMME = "Cả chương trình"
BEHIND_MARK = "{name} (đang chậm)"
_NAMED = 4
VIEWS: Mapping[str, str] = {"noi-dung": "Nội dung", "van-ban": "Văn bản"}

NO_ROUND = "Kỳ {period} chưa được mở"
NO_ROUND_HELP = "Văn phòng tổng hợp mở kỳ ở trang Kỳ báo cáo; sau đó đơn vị viết nội dung ở đây."
NO_UNIT = "Bạn chưa được giao đơn vị nào có báo cáo trong kỳ này"
NO_UNIT_HELP = "Hãy nhờ người quản trị gắn đơn vị vào tài khoản của bạn."
REFUSED = "Bạn chỉ đọc được nội dung ở đây"
NO_PROGRAMME = "Đơn vị này không báo cáo chương trình nào trong kỳ này"
NO_PROGRAMME_HELP = "Hãy chọn đơn vị hoặc kỳ khác."
ROUND_CLOSED = "Kỳ {name} đã khóa; nội dung giữ nguyên như lúc khóa."
TOO_LONG = "Phần này dài {length} ký tự, tối đa {limit}; hãy rút gọn rồi lưu lại. Chữ bạn gõ vẫn còn."
STALE = "{by} vừa lưu phần này lúc {at}. Bản của bạn chưa lưu và vẫn còn nguyên; hãy xem cả hai bản."
UNKNOWN_PART = "Không có phần này trong báo cáo; hãy chọn lại."
NOT_THE_INDICATORS = "Phần “{part}” viết cho cả chương trình, không viết riêng cho từng chỉ tiêu."

WRITTEN = "đã viết"
TAKEN_BACK = "đã xóa"
MISSING = "chưa viết"
DRAFT = "bản nháp chưa lưu"
OPEN_PART = "Viết phần này"
READ_PART = "Xem phần này"
SAVED = "Đã lưu “{part}”."
SAVED_EMPTY = "Đã xóa nội dung “{part}”; các bản cũ vẫn còn trong lịch sử."
EARLIER_HEADING = "Kỳ trước đã viết ({period}, {by})"
TAKE_EARLIER = "Lấy làm bản đầu để sửa"
EARLIER_WARNING = "Chữ của kỳ trước đi với số của kỳ trước: hãy đổi số theo cột kỳ này trước khi lưu."
FIGURES_HEADING = "Số liệu của hai kỳ"
FIGURES_NOTE = "Số đơn vị đã nộp, kể cả số chưa duyệt."
NO_FIGURES = "Chưa có số liệu nào của đơn vị trong hai kỳ này."
HISTORY_HEADING = "Các bản đã lưu"
THEIRS_HEADING = "Bản do {by} lưu lúc {at}"
MINE_HEADING = "Bản của bạn (chưa lưu)"
KEEP_MINE = "Lưu bản của tôi thay bản này"
TAKE_THEIRS = "Bỏ bản của tôi, dùng bản này"
OTHERS_WRITING = "{names} cũng đang viết phần này (bản nháp chưa lưu)."

# What the editor itself says; the browser fills in the rest.
EDITOR_WORDS: Mapping[str, str] = {
    "save": "Lưu phần này",
    "discard": "Bỏ bản nháp",
    "limit": "Tối đa {limit} ký tự; còn {left}.",
    "over": "Dài quá {over} ký tự so với mức tối đa {limit}; hãy rút gọn trước khi lưu.",
    "typing": "Đang ghi bản nháp…",
    "kept": "Bản nháp đã ghi lúc {at}; chưa lưu vào báo cáo.",
    "offline": "Chưa gửi được lên máy chủ. Chữ bạn gõ được giữ trong trình duyệt này và sẽ gửi khi có mạng.",
    "restored": "Đã khôi phục bản nháp đang gõ lúc {at}; chưa lưu vào báo cáo.",
    "saving": "Đang lưu…",
    "other": "Trình duyệt này còn một bản gõ dở lúc {at}",
    "take_other": "Lấy lại bản gõ dở",
    "refused": "Chưa lưu, chữ bạn gõ vẫn còn.",
    "unsaved": "Chưa lưu được, chữ vẫn còn; hãy bấm lại khi có mạng.",
    "saved": "Đã lưu.",
}


def texts_sentence(unit: str, programme: str, period: Period, missing: Sequence[str], total: int) -> str:
    """Which parts are written and which are missing (markup); `missing` are codes in order."""
    head = f"{escape(unit)}, {escape(_small(programme))}, {format_period(period)}: "
    if not missing:
        return head + f"đã viết đủ {total} phần."
    if len(missing) == total:
        return head + f"<em>chưa viết phần nào</em> trong {total} phần."
    return head + f"đã viết {total - len(missing)}/{total} phần, <em>còn thiếu {len(missing)}</em>."


def missing_sentence(missing: Sequence[str]) -> str:
    """The missing parts by name; of many the first, for the list below shows the rest."""
    names = [_small(PART_NAMES[part]) for part in missing]
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} phần khác"]
    return f"Chưa viết: {'; '.join(names)}." if names else ""


def due_sentence(due_on: dt.date, today: dt.date, is_open: bool) -> str:
    """Until when the unit writes."""
    if not is_open:
        return "Kỳ đã khóa."
    days = (due_on - today).days
    if days < 0:
        return f"Hạn gửi {format_date(due_on)}, đã quá {-days} ngày."
    return f"Hạn gửi {format_date(due_on)}, còn {days} ngày." if days else "Hạn gửi là hôm nay."


def too_long(length: int, limit: int) -> str:
    return TOO_LONG.format(length=format_number(length), limit=format_number(limit))


def _small(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
