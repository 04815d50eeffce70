"""The sentences of the indicator page: where it stands, where the trend leads, what each input is."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from tracker.core.period import Period
from tracker.core.verdict import BEHIND
from tracker.words.formats import (
    format_difference,
    format_number,
    format_period,
    format_share,
    format_target,
    format_value,
    is_known,
)
from tracker.words.verdicts import VERDICT_WORDS

VALUE_KIND_WORDS: Mapping[str, str] = {
    "actual": "thực hiện",
    "estimate": "ước thực hiện",
    "derived": "tính từ chỉ tiêu khác",
    "average": "bình quân các năm",
    "total": "cộng dồn trong giai đoạn",
}
BASELINE_KIND_WORDS: Mapping[str, str] = {
    "stated": "theo kế hoạch",
    "stage_start": "đầu giai đoạn",
    "stand_in": "số sớm nhất, dùng thay số gốc",
    "previous_year": "năm trước",
}
MEASURE_WORDS: Mapping[str, str] = {
    "actual": "Thực hiện",
    "estimate": "Ước cả năm",
    "plan": "Kế hoạch",
    "baseline": "Số gốc",
}
SOURCE_KIND_WORDS: Mapping[str, str] = {
    "published": "số đã công bố",
    "form": "biểu nộp",
    "file": "tệp nộp",
    "illustration": "minh họa",
}
MERGER = "Hợp nhất 01/7/2025"
NO_CHART = "Chưa có số liệu nào để vẽ"
NO_CHART_HELP = "Biểu đồ hiện ra khi có số thực hiện, kế hoạch hoặc mục tiêu đầu tiên của chỉ tiêu này."
NO_UNITS = "Chưa có đơn vị nào có số liệu của chỉ tiêu này trong kỳ"
NO_SOURCES = "Chưa có số liệu nào được ghi nhận cho chỉ tiêu này ở địa bàn này."
NO_NUMBER = "kế hoạch không giao con số, chỉ theo dõi"
NO_BASE_YET = "mục tiêu chưa có con số vì chưa có số gốc"
LINEAR_METHOD = "đường đến mục tiêu"


def figure_words(period: str, measure: str) -> str:
    """Which figure of a unit it is: `năm 2022, thực hiện`."""
    return f"{format_period(period)}, {MEASURE_WORDS.get(measure, measure).lower()}"


def standing_sentence(name: str, row: Mapping[str, Any], unit_of_measure: str, decimals: int) -> str:
    """Where the indicator stands against the target that is judged next (markup); `row` is of ASSESSMENT."""
    target = target_words(row, unit_of_measure)
    verdict = str(row["verdict"])
    word = VERDICT_WORDS[verdict].lower()
    if not is_known(row["value"]):
        tail = f" so với {target}" if target else ""
        return f"{escape(name)}: {word}{tail}."
    head, then = _value_words(name, row, unit_of_measure, decimals)
    if not target:
        return f"{head}; {NO_BASE_YET if verdict == 'no_baseline' else NO_NUMBER}."
    shown = f"<em>{word}</em>" if verdict in BEHIND else word
    text = f"{head}{then} {shown} so với {target}"
    expected = row["expected"]
    if verdict in BEHIND and verdict != "missed" and is_known(expected):
        by_now = format_value(expected, unit_of_measure, decimals)
        text += "" if by_now in target else f", lẽ ra phải được {by_now}"
    return text + "."


def _value_words(name: str, row: Mapping[str, Any], unit_of_measure: str, decimals: int) -> tuple[str, str]:
    """What is known of the value, and the sign before the verdict; of a minimum per unit, how many keep it."""
    kind = {"estimate": "ước ", "total": "cộng dồn đến hết ", "average": "bình quân đến "}
    when = kind.get(str(row["value_kind"]), "") + format_period(str(row["value_period"]))
    value = format_value(row["value"], unit_of_measure, decimals)
    if row["target_kind"] == "per_unit" and is_known(row["share_complying"]):
        share = format_share(row["share_complying"])
        return f"{escape(name)} {when}: {share} đơn vị đạt mức tối thiểu, nơi ít nhất {value}", ","
    return f"{escape(name)} {when} là {value}", ":"


def target_words(row: Mapping[str, Any], unit_of_measure: str) -> str:
    """`mốc ≥ 90 % năm 2030`, `kế hoạch ≤ 11,13 % năm 2026`; empty without a number."""
    target = format_target(row["target_op"], row["target_low"], row["target_high"], unit_of_measure)
    if row["target_kind"] == "none" or not (is_known(row["target_low"]) or is_known(row["target_high"])):
        return ""
    word = {"year_plan": "kế hoạch", "annual_change": "mức phải giữ", "floor": "mức phải giữ"}
    return f"{word.get(str(row['target_kind']), 'mốc')} {target} năm {int(row['due_year'])}"


def projection_sentence(row: Mapping[str, Any], unit_of_measure: str, decimals: int) -> str:
    """Where the present trend leads, and the change per year that would be needed; empty when unknown."""
    parts = []
    due = int(row["due_year"])
    if is_known(row["projected"]):
        parts.append(
            f"theo nhịp hiện nay đến {due} được {format_value(row['projected'], unit_of_measure, decimals)}"
        )
    if is_known(row["reached_year"]):
        year = int(row["reached_year"])
        parts.append(f"đạt mốc vào năm {year}" if year > due else f"kịp mốc, vào năm {year}")
    elif is_known(row["projected"]):
        parts.append("giữ nhịp này thì chưa tính được năm nào đạt mốc")
    if is_known(row["needed_per_year"]):
        needed = row["needed_per_year"] * (row["direction"] or 1)
        change = format_difference(row["needed_per_year"], unit_of_measure, decimals)
        parts.append(
            f"cần {change} mỗi năm" if needed > 0 else f"đang thỏa mốc, còn dư {change.lstrip('+−')} mỗi năm"
        )
        if not is_known(row["projected"]):
            parts.append("chưa đủ năm số liệu cùng địa bàn, cùng chuẩn để dự báo")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "." if text else ""


def own_report_sentence(
    together: float,
    units: tuple[int, int],
    unit_of_measure: str,
    decimals: int,
    difference: float | None,
) -> str:
    """That a place reported its value itself, and what its units add up to; `difference` None when the same.

    `units`: how many have a figure, and how many should.
    """
    reported, expected = (format_number(count) for count in units)
    text = f"Số này do địa bàn báo cáo trực tiếp; {reported}/{expected} đơn vị cộng lại "
    total = format_value(together, unit_of_measure, decimals)
    if difference is None:
        return f"{text}cũng được {total}."
    return f"{text}được {total}, số báo cáo chênh {format_difference(difference, unit_of_measure, decimals)}."


def no_projection(row: Mapping[str, Any]) -> str:
    if row["target_kind"] == "none":
        return "Không có mục tiêu để dự báo."
    return "Không dự báo: mục tiêu đã đến hạn, hoặc chưa đủ ba năm số liệu cùng địa bàn, cùng chuẩn."


def card_title(row: Mapping[str, Any]) -> str:
    """`Mốc 2030`, `Kế hoạch năm 2026`, `Theo dõi`."""
    kind = str(row["target_kind"])
    if kind == "none":
        return "Theo dõi"
    return f"Kế hoạch năm {int(row['due_year'])}" if kind == "year_plan" else f"Mốc {int(row['due_year'])}"


def ranking_heading(rows_known: int, rows_all: int, value_kind: str | None, period: Period) -> str:
    """What the units are ranked by and how many are known."""
    words = "ước cả năm" if value_kind == "estimate" else "thực hiện"
    when = f"năm {period.last_year}" if value_kind == "estimate" else format_period(period)
    return f"xếp theo {words} {when}, kém nhất trước · {format_number(rows_known)}/{format_number(rows_all)} đơn vị có số liệu"
