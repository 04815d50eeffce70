"""The sentences that open the pages, computed from numbers; parts that should alarm stand in <em>."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape

from tracker.core.period import Period
from tracker.words.formats import format_date, format_number, format_period

BEGIN_REAL_HELP = (
    "Xóa toàn bộ số liệu minh họa và số liệu đã nộp thử. Danh mục chỉ tiêu, đơn vị và số liệu đã công bố "
    "được giữ lại. Việc này không hoàn lại được; hãy sao lưu trước nếu cần."
)
BEGIN_REAL_ASK = "Gõ “số liệu thật” để xác nhận"
BEGIN_REAL_NOT_CONFIRMED = "Chưa xóa gì: cần gõ đúng “số liệu thật”."
BEGUN_REAL = (
    "Đã xóa số liệu minh họa và các tài khoản minh họa. Từ bây giờ mọi số liệu nộp vào là số liệu thật, "
    "và cần đăng nhập để xem."
)
RECOUNT_HELP = (
    "Số của tỉnh và của từng địa bàn được cộng sẵn mỗi khi có đơn vị nộp. Nút này cộng lại tất cả từ đầu "
    "rồi so với số đang dùng."
)
RECOUNT_EQUAL = "Mọi số tổng hợp bằng đúng số cộng lại từ đầu."

BACKGROUND = "Mức độ thiếu hụt dịch vụ xã hội cơ bản"
ENOUGH_REPORTED = 0.9  # below this share of the units a page warns before it judges
_BEHIND = {"missed": "không đạt", "reversing": "đi ngược", "off_track": "chậm"}


def rest_rows(count: int) -> str:
    """What opens the rows of a table that are folded away."""
    return f"{format_number(count)} dòng còn lại"


def rows_not_sent(count: int) -> str:
    return f"Còn {format_number(count)} dòng nữa không hiện ở đây."


def recount_differs(count: int) -> str:
    return f"Có {format_number(count)} số tổng hợp khác với số cộng lại từ đầu."


def overview_sentence(period: Period, counts: Mapping[str, int], worst: str | None) -> str:
    """The period in one sentence (markup): what is behind in <em>, what is well, and the worst by name.

    `counts` is verdict → number of indicators; `worst` the short name of the first in the list.
    """
    behind = [(word, counts.get(verdict, 0)) for verdict, word in _BEHIND.items() if counts.get(verdict)]
    good = sum(counts.get(verdict, 0) for verdict in ("on_track", "achieved", "exceeded"))
    unknown = sum(counts.get(verdict, 0) for verdict in ("no_data", "no_baseline", "no_target", "not_due"))
    head = f"{_capital(format_period(period))}: "
    if not sum(counts.values()):
        return head + "chưa có chỉ tiêu nào để đánh giá."
    parts = []
    if behind:
        first, *rest = [
            f"{count} chỉ tiêu {word}" if not i else f"{count} {word}"
            for i, (word, count) in enumerate(behind)
        ]
        parts.append(f"<em>{', '.join([first, *rest])}</em>")
    if counts.get("at_risk"):
        parts.append(
            f"{counts['at_risk']} cần đẩy nhanh" if behind else f"{counts['at_risk']} chỉ tiêu cần đẩy nhanh"
        )
    text = head + ", ".join(parts)
    text += ("; " if parts else "") + f"{good} đúng tiến độ hoặc đã đạt"
    text += f", {unknown} chưa đánh giá được." if unknown else "."
    if worst and (behind or counts.get("at_risk")):
        text += f" Chậm nhất là {escape(_small(worst))}."
    return text


def open_round_sentence(period: Period, due_on: dt.date, reported: int, expected: int) -> str:
    """`Kỳ năm 2026 đang mở, hạn 15/12/2026: 12/124 đơn vị đã báo cáo.`"""
    head = f"Kỳ {format_period(period)} đang mở, hạn {format_date(due_on)}"
    return f"{head}: {reported}/{expected} đơn vị đã báo cáo."


def partial_sentence(reported: int, expected: int) -> str:
    """The warning above figures that few units stand behind."""
    return f"Mới có {reported}/{expected} đơn vị báo cáo kỳ này: số cộng và đánh giá dưới đây chưa đại diện cho toàn địa bàn."


def units_sentence(period: Period, place: str, behind: int, judged: int, expected: int) -> str:
    """How the units of a place stand: `behind` of the `judged` units, which are `expected` in all."""
    head = f"{_capital(format_period(period))}, {escape(place)}: "
    if not judged:
        return head + "chưa đơn vị nào có số liệu để đánh giá."
    if behind:
        text = f"{head}<em>{behind} trong {judged} đơn vị</em> có chỉ tiêu chậm hoặc đi ngược so với kế hoạch năm."
    else:
        text = f"{head}không đơn vị nào trong {judged} đơn vị chậm so với kế hoạch năm."
    return text + (f" {expected - judged} đơn vị chưa đánh giá được." if judged < expected else "")


def unit_sentence(period: Period, name: str, counts: Mapping[str, int]) -> str:
    """How one unit stands on the plans of the year."""
    total = sum(counts.values())
    if not total:
        return f"{escape(name)}, {format_period(period)}: chưa có chỉ tiêu nào được giao kế hoạch năm."
    behind = sum(counts.get(verdict, 0) for verdict in _BEHIND)
    good = sum(counts.get(verdict, 0) for verdict in ("on_track", "achieved", "exceeded"))
    text = f"{escape(name)}, {format_period(period)}: {good}/{total} chỉ tiêu đúng tiến độ hoặc đã đạt"
    return text + (f", <em>{behind} chậm hoặc đi ngược</em>." if behind else ".")


def ranking_sentence(name: str, best: tuple[str, str], worst: tuple[str, str]) -> str:
    """The two ends of a ranking, each a unit's name and its value in words."""
    return (
        f"{escape(name)}: kém nhất là <em>{escape(worst[0])} ({escape(worst[1])})</em>, "
        f"tốt nhất là {escape(best[0])} ({escape(best[1])})."
    )


def reported_sentence(reported: int, expected: int) -> str:
    return f"{reported}/{expected} đơn vị đã báo cáo kỳ này."


def catalogue_sentence(indicators: int, targets: int, documents: int, unverified: int) -> str:
    text = f"{indicators} chỉ tiêu, {targets} mục tiêu, dẫn từ {documents} văn bản"
    return text + (
        f"; <em>{unverified} mục tiêu chưa kiểm chứng</em> với văn bản gốc." if unverified else "."
    )


def methods_sentence(on_track: str, at_risk: str) -> str:
    return (
        f"Đi đủ {on_track} quãng đường lẽ ra phải đi là <em>đúng tiến độ</em>, dưới {at_risk} là "
        "<em>chậm</em>; đến hạn thì chỉ xét đạt hay không."
    )


def workspace_sentence(is_demo: bool, indicators: int, submissions: int) -> str:
    kind = "<em>số liệu minh họa</em>" if is_demo else "số liệu thật"
    return f"Đang dùng {kind}: {indicators} chỉ tiêu, {format_number(submissions)} lần nộp số liệu."


def join_names(names: Sequence[str], limit: int = 12) -> str:
    """Names in a row; the rest as a number."""
    shown = ", ".join(names[:limit])
    return f"{shown} và {len(names) - limit} đơn vị khác" if len(names) > limit else shown


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    """The first letter small, unless the word is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
