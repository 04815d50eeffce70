"""The words of verdicts and of the reasons behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.words.formats import format_number, format_period, format_trimmed, is_rate

VERDICT_WORDS: Mapping[str, str] = {
    "missed": "Không đạt",
    "reversing": "Đi ngược",
    "off_track": "Chậm",
    "at_risk": "Cần đẩy nhanh",
    "no_data": "Chưa có số liệu",
    "no_baseline": "Chưa có số gốc",
    "no_target": "Chưa có mục tiêu",
    "not_due": "Chưa đến kỳ",
    "on_track": "Đúng tiến độ",
    "achieved": "Đạt",
    "exceeded": "Vượt",
}

VERDICT_MEANINGS: Mapping[str, str] = {
    "missed": "Đã đến hạn, giá trị không thỏa điều kiện của mục tiêu.",
    "reversing": "Chưa đến hạn, giá trị đang xa mục tiêu hơn lúc bắt đầu.",
    "off_track": "Chưa đến hạn, mới đi được dưới ngưỡng “cần đẩy nhanh” của quãng đường lẽ ra phải đi.",
    "at_risk": "Chưa đến hạn, đi được phần lớn nhưng chưa đủ quãng đường lẽ ra phải đi.",
    "no_data": "Chưa có số liệu thực hiện để đánh giá.",
    "no_baseline": "Thiếu số gốc nên chưa tính được mục tiêu hoặc tiến độ.",
    "no_target": "Kế hoạch không giao con số, chỉ theo dõi.",
    "not_due": "Giai đoạn của mục tiêu chưa bắt đầu.",
    "on_track": "Chưa đến hạn, đi đủ quãng đường lẽ ra phải đi.",
    "achieved": "Thỏa điều kiện của mục tiêu.",
    "exceeded": "Đã đến hạn, tốt hơn hẳn ngưỡng của mục tiêu.",
}

TARGET_KIND_WORDS: Mapping[str, str] = {
    "level": "mức phải đạt tại mốc",
    "stage_total": "cộng dồn trong giai đoạn",
    "growth": "mức tăng so với năm gốc",
    "annual_change": "mức thay đổi mỗi năm",
    "floor": "mức tối thiểu phải giữ từng năm",
    "per_unit": "mức tối thiểu của từng đơn vị",
    "reduction": "mức giảm so với đầu kỳ",
    "year_plan": "kế hoạch năm",
    "none": "chỉ theo dõi",
}

_REASONS: Mapping[str, str] = {
    "met_before_due": "Đã thỏa mục tiêu trước hạn",
    "pace": "Đi được {pace} quãng đường lẽ ra phải đi",
    "past_bound": "Tốt hơn ngưỡng {gap}",
    "on_bound": "Vừa đúng ngưỡng",
    "on_strict_bound": "Vừa bằng ngưỡng, trong khi mục tiêu đòi hỏi hơn hẳn",
    "short_of_bound": "Còn cách ngưỡng {gap}",
    "worse_than_baseline": "Kém hơn số gốc {baseline} ({baseline_period})",
    "fell_below": "Số gốc đã thỏa mục tiêu nhưng nay không còn",
    "floor_held": "Giữ được mức tối thiểu",
    "floor_broken": "Dưới mức tối thiểu {gap}",
    "share_complying": "{share} đơn vị có số liệu đạt mức tối thiểu",
    "average": "Bình quân {average}/năm từ {since}",
    "each_year": "Thay đổi {change} trong năm",
    "span": "Thay đổi {change} trong {years} năm {since}→{until}, bình quân {average}/năm; năm {missing_years} chưa có số liệu",
    "estimate": "Theo ước cả năm: đi được {pace} quãng đường của kế hoạch",
    "estimate_meets": "Ước cả năm đạt kế hoạch",
    "no_actual": "Chưa có số liệu thực hiện {period}",
    "too_few_units": "Số cộng chưa đủ đơn vị để kết luận",
    "no_base_figure": "Chưa có số gốc: thiếu {indicator} năm {year}",
    "no_base_plan": "Chưa có số gốc: thiếu kế hoạch {indicator} năm {year}",
    "no_starting_value": "Chưa có số gốc: thiếu giá trị năm {year} và chưa có số liệu nào sớm hơn",
    "single_value": "Mới có một kỳ số liệu ({period}), chưa tính được tiến độ",
    "no_previous_year": "Chưa tính được mức thay đổi: thiếu số liệu năm trước của {indicator}",
    "no_previous_value": "Chưa có số năm trước để tính tiến độ của kế hoạch năm",
    "no_number": "Kế hoạch không giao con số",
    "only_province": "Mục tiêu giao cho toàn tỉnh, không chia cho từng đơn vị",
    "stage_not_begun": "Giai đoạn bắt đầu năm {year}",
    "not_measured": "Chỉ tiêu đo một lần mỗi năm; chưa đến kỳ đo",
    "no_year_plan": "Chưa có kế hoạch năm {year}",
    "zero_base": "Số so sánh bằng 0, không tính được tỷ lệ",
    "missing_base": "Chưa có số để so sánh",
}

_NOTES: Mapping[str, str] = {
    "stand_in": "số {baseline_period} được dùng thay số gốc",
    "last_value": "số mới nhất là của {value_period}",
    "missing_years": "chưa có số liệu năm {years}",
    "partial_units": "mới có {reported}/{expected} đơn vị báo cáo",
    "derived": "tính từ {indicator}",
    "reported": "số do đơn vị tự báo cáo, chưa đối chiếu được",
    "approximate": "địa bàn quy đổi, số gần đúng",
}


_MEASURED = ("gap", "change", "average", "baseline")


def _render(name: str, value: Any, unit_of_measure: str) -> str:
    if name in {"pace", "share"}:
        return f"{format_number(100 * value)} %"
    if name.endswith("period"):
        return format_period(value)
    if name in _MEASURED:
        unit = "điểm %" if is_rate(unit_of_measure) and name != "baseline" else unit_of_measure
        decimals = 3 if name in {"change", "average"} else 2
        return f"{format_trimmed(value, decimals)} {unit}".rstrip()
    return str(value)


def reason_text(code: str | None, args: Mapping[str, Any] | None = None) -> str:
    """The Vietnamese sentence of a reason; `args` come from `core.reasons.reason_args`.

    `args["unit_of_measure"]` gives the figures their unit, `args["notes"]` are (code, args) pairs appended.
    """
    args = dict(args or {})
    notes = args.pop("notes", ())
    unit_of_measure = str(args.pop("unit_of_measure", ""))
    texts = [_fill(_REASONS[code], args, unit_of_measure)] if code else []
    texts += [_fill(_NOTES[note], note_args, unit_of_measure) for note, note_args in notes]
    return "; ".join(texts)


def _fill(template: str, args: Mapping[str, Any], unit_of_measure: str) -> str:
    return template.format(**{name: _render(name, value, unit_of_measure) for name, value in args.items()})
