"""The sentences of the Word report that are made from figures; a person edits them afterwards."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from tracker.core.period import Period
from tracker.words import story_texts, task_texts
from tracker.words.formats import format_date, format_number, format_period
from tracker.words.verdicts import VERDICT_WORDS

_YEARS = re.compile(r"\s+\d{4}[–-]\d{4}$")
_SUBJECTS: Mapping[str, str] = {
    "half-year": "Kết quả thực hiện {what} {when}",
    "year": "Kết quả thực hiện {what} {when}",
    "monitoring": "Giám sát kết quả thực hiện {what} {when}",
    "evaluation": "Đánh giá kết quả thực hiện {what} {when}",
}
_AND_NEXT = "; phương hướng, nhiệm vụ {next}"


def next_words(period: Period) -> str:
    """The period that follows: `6 tháng cuối năm 2026`, `năm 2027`."""
    if period.kind == "half":
        after = Period(period.year, "half", 2) if period.index == 1 else Period(period.year + 1, "half", 1)
        return format_period(after)
    return f"năm {period.last_year + 1}" if period.kind in ("year", "stage") else "kỳ tới"


def subject(
    variant: str, programmes: Sequence[tuple[str, str]], period: Period, *, place: str | None, goes_on: bool
) -> str:
    """What the report is about; `programmes` are (name, short name), `place` only of an area without an office.

    `goes_on`: whether a programme runs beyond the period, so that there are tasks of the next.
    """
    if len(programmes) == 1:
        what = f"{_small(programmes[0][0])},"
    else:
        short = " và ".join(_small(_YEARS.sub("", name)) for _, name in programmes)
        what = f"các chương trình {short}" if short else "các chương trình"
    text = _SUBJECTS[variant].format(what=what, when=format_period(period))
    text += f" trên địa bàn {_small(place)}" if place else ""
    looks_ahead = goes_on and variant in ("half-year", "year")
    return text + (_AND_NEXT.format(next=next_words(period)) if looks_ahead else "")


def long_date(day: dt.date) -> str:
    """`ngày 05 tháng 01 năm 2026`: days below ten and the months 1 and 2 are padded."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def open_date(year: int) -> str:
    """A date that is still to be filled in."""
    return f"ngày      tháng      năm {year}"


def opening(agency: str, subject_text: str, basis: Sequence[str]) -> str:
    """The paragraph before part I; `basis` are the plans and programmes that the report is owed by."""
    carried = f"Thực hiện {'; '.join(basis)}, " if basis else ""
    head = subject_text.partition(";")[0]
    text = f"{agency} báo cáo {_small(head)} như sau:"
    return carried + (text if carried else text[:1].upper() + text[1:])


def basis(kind: str, number: str, issued_on: dt.date, issuer: str, title: str) -> str:
    """A document that the report is owed by, as offices cite it."""
    about = title.removeprefix(f"{kind} ") if kind else title
    return f"{kind} số {number} {_on(issued_on)} của {issuer} {_small(about)}".strip()


def figures_note(number: str | None, code: str, cut_off_on: dt.date, units: tuple[int, int] | None) -> str:
    """Where the figures come from; of a province how many units have reported, of how many."""
    source = f"bản chốt {number}" if number else f"bản dự thảo ({story_texts.DRAFT_MARK})"
    text = f"Số liệu trong báo cáo lấy từ {source}, mã kiểm tra {code}, chốt ngày {format_date(cut_off_on)}"
    if units is None:
        return f"{text}."
    reported, expected = map(format_number, units)
    return f"{text}; {reported}/{expected} đơn vị có số liệu được duyệt."


def counts_words(counts: Mapping[str, int]) -> str:
    """`2 đi ngược, 4 chậm, 7 cần đẩy nhanh, 2 đúng tiến độ`, worst first."""
    return ", ".join(f"{count} {VERDICT_WORDS[verdict].lower()}" for verdict, count in counts.items())


def programme_sentence(counts: Mapping[str, int]) -> str:
    total = sum(counts.values())
    return f"Có {total} chỉ tiêu được đánh giá: {counts_words(counts)}."


def background_sentence(name: str, counts: Mapping[str, int]) -> str:
    return f"{name}: {sum(counts.values())} chỉ số, trong đó {counts_words(counts)}."


def tracked_sentence(count: int) -> str:
    return f"{count} chỉ tiêu khác chỉ theo dõi vì kế hoạch không giao con số."


def changes_sentence(changes: Sequence[tuple[str, str, str]]) -> str:
    """`changes` are (name, change, against): `Tỷ lệ hộ nghèo −2,48 điểm so năm 2025`."""
    if not changes:
        return "Chưa chỉ tiêu nào có số của cùng kỳ hoặc năm trước để so."
    shown = "; ".join(f"{_small(name)} {change} {against}" for name, change, against in changes)
    return f"Thay đổi đã biết: {shown}."


def explanation_words(unit: str, question: str, state: str, answer: str) -> str:
    """An explanation beside the number."""
    said = answer or story_texts.EXPLANATION_STATES.get(state, state)
    return f"Giải trình của {unit} (“{question}”): {said}"


def statement_tail(units: Sequence[str]) -> str:
    return f" ({story_texts.units_word(tuple(units))})"


def tasks_words(counts: Mapping[str, int]) -> str:
    total = sum(counts.values())
    parts = [f"{count} {task_texts.STATE_NAMES[state].lower()}" for state, count in counts.items()]
    return f"{total} phần việc của kế hoạch đã được báo cáo: {', '.join(parts)}."


def units_words(behind: int, known: int, expected: int) -> str:
    return (
        f"{behind} trong {known} đơn vị có số liệu có ít nhất một chỉ tiêu không đạt, chậm hoặc đi ngược so với kế "
        f"hoạch năm; {expected - known} đơn vị chưa đánh giá được."
    )


def shortcomings_words(names: Sequence[str]) -> str:
    """The indicators that are behind, as the figures have it."""
    if not names:
        return "Theo số liệu, không chỉ tiêu nào chậm so với mức cần có."
    return f"Theo số liệu, {len(names)} chỉ tiêu chậm hoặc cần đẩy nhanh: {'; '.join(map(_small, names))}."


def _on(day: dt.date) -> str:
    return f"ngày {format_date(day)}"


def _small(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
