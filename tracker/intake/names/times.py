"""The period and the kind of figure that a header or a cell speaks of."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.core.name_keys import LOOK_ALIKES
from tracker.core.period import Period
from tracker.intake.names.measures import is_comparison, measure_of

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_YEAR = r"(?:19[9]\d|20\d\d|2100)"
_SOURCES = re.compile(
    r"\b\d+[/-]\d{4}/[a-z][\w-]*|\b\d+[/-](?:kh|qd|bc|nq|cv|tt|nd|ct)\b[-/\w]*"  # numbers of documents
    rf"|\bngay \d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}"
    rf"|\bchuan [^()›]*?{_YEAR}\s*[-–—]\s*{_YEAR}|\bnghi dinh[^()›]*|\bquyet dinh[^()›]*"
    r"|\bso voi [^()›]*"  # what something is compared with is no period of its own
)
_UNTIL_DAY = re.compile(
    r"\b(?:den|thoi diem) (?:het )?(?:ngay )?(\d{1,2})[/.-](\d{1,2})(?!\d)(?![\d/.-]*[a-z])"
    rf"(?:(?:[/.-]|,? nam )({_YEAR}))?"
)
_DAY = re.compile(rf"(?:ngay )?(\d{{1,2}})[/.-](\d{{1,2}})[/.-]({_YEAR})")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: 00:00:00)?")
_UNTIL_MONTH = re.compile(rf"\bden (?:het |cuoi )?thang (\d{{1,2}})(?:\s*(?:/|-|nam)\s*({_YEAR}))?")
_STAGE = re.compile(rf"\b({_YEAR})\s*(?:[-–—]|den(?: nam)?)\s*(?:nam )?({_YEAR})\b")
_MONTHS = re.compile(
    rf"\b(\d{{1,2}})\s*(?:thang\b|t(?=[\s/.-]*(?:{_YEAR}\b|dau|cuoi|nam|$|\))))(\s*(?:dau|cuoi))?"
)
_HALF_WORDS = re.compile(r"\b(?:sau thang|nua)\s*(?:nam\s*)?(dau|cuoi)?\b(?: nam)?")
_QUARTER = re.compile(r"\bq(?:uy)?\s*\.?\s*(iv|i{1,3}|[1-4])\b")
_MONTH = re.compile(rf"\bthang\s*(\d{{1,2}})\b|\bt\.?\s?(\d{{1,2}})(?=[/.\s-]+{_YEAR}|$)")
_MONTH_SLASH = re.compile(rf"\(?(0?[1-9]|1[0-2])\s*[/-]\s*({_YEAR})\)?")
_SINGLE_YEAR = re.compile(rf"(?<![\d.,/])({_YEAR})(?![\d]|[.,]\d|/\d)|(?<=[/.\s-])({_YEAR})\b")
_RELATIVE = (
    (re.compile(r"\bnam truoc|\bnam ngoai|\bnam lien truoc|\bn\s*-\s*1\b"), -1),
    (re.compile(r"\bnam sau|\bnam toi|\bnam tiep theo|\bnam ke tiep|\bn\s*\+\s*1\b"), 1),
    (re.compile(r"\bnam nay|\bnam bao cao|\bnam hien (?:tai|hanh)|\bnam n\b"), 0),
)
_SAME_PERIOD = re.compile(r"\bcung ky\b|\bck\b")
_WHOLE_YEAR = re.compile(
    r"\bca nam\b|\b(?:ke hoach|kh|uoc|thuc hien|th|uth|giao|chi tieu|du toan|ket qua)(?: dau)? nam\b"
)
_THIS_PERIOD = re.compile(r"\bky nay\b|\bky bao cao\b")
_SUMMED = re.compile(r"^(?:thuc hien )?luy ke\b")
_SINCE_NEW_YEAR = re.compile(r"\b(?:tu )?dau nam\b")
_OPENING = re.compile(rf"(?:thoi diem )?dau (?:nam|ky)(?: {_YEAR})?")
_GLUED = re.compile(r"(?<=[a-z])(?=(?:19|20)\d\d(?!\d))")
_NOT_A_PERIOD = re.compile(r"\bky truoc\b|\bgiai doan\b|\bca ky\b")
_HALF, _WHOLE = ("half", 1), ("year", 1)
_CLOSES = {
    (14, 6): _HALF,
    (15, 6): _HALF,
    (30, 6): _HALF,
    (14, 12): _WHOLE,
    (15, 12): _WHOLE,
    (31, 12): _WHOLE,
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True)
class TimeRead:
    """What a text says of time: `period` and `measure` are None where it says nothing.

    `unread` is a stretch of time that the text names and no reporting period stands for ("9 tháng").
    """

    period: str | None = None
    measure: str | None = None
    is_comparison: bool = False
    unread: str | None = None


@dataclass(frozen=True)
class _Part:
    """What one piece of a header path says: a year, a part of it (or all of it), a stage."""

    year: int | None = None
    part: tuple[str, int] | None = None  # ("half", 1); ("year", 1) is the whole year said in words
    stage: tuple[int, int] | None = None
    is_same_period: bool = False
    unread: str | None = None

    @property
    def is_empty(self) -> bool:
        return self == _Part()


def read_time(text: str, around: Period) -> TimeRead:
    """The time of a cell or of a header path joined with " › "; words without a year are relative to `around`.

    The innermost header wins; what it leaves open (the year, the half) is taken from those above it.
    """
    shown = " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)).split())
    plain = plain_text(shown)
    # "Số kế hoạch" is a plan, "So kế hoạch" a comparison.
    if is_comparison(plain_text(re.sub(r"\b[Ss][ốỐ]\b", "s.", shown)).split("›")):
        return TimeRead(is_comparison=True)
    pieces = [_GLUED.sub(" ", piece.strip()) for piece in plain.split("›")]
    joined = _Part()
    for piece in reversed(pieces):
        joined = _join(joined, _read_piece(piece, around))
    period = _period(joined, around)
    measure = next((found for piece in reversed(pieces) if (found := measure_of(piece))), None)
    if measure == "expected":
        measure = "plan" if period and period.last_year > around.last_year else "estimate"
    if measure == "target" and period and period.is_year and "den" not in plain.split():
        measure = "plan"
    return TimeRead(
        str(period) if period else None,
        measure,
        unread=joined.unread and _as_typed(joined.unread, plain, shown),
    )


def plain_text(text: str) -> str:
    """Lower case without accents, sign for sign, punctuation kept."""
    return "".join(_plain_sign(sign) for sign in text)


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    if sign in "đĐ":
        return "d"
    return unicodedata.normalize("NFD", sign)[0].translate(LOOK_ALIKES).lower()[:1]


def _as_typed(part: str, plain: str, shown: str) -> str:
    at = plain.find(part)
    return shown[at : at + len(part)] if at >= 0 and len(plain) == len(shown) else part


def _read_piece(piece: str, around: Period) -> _Part:
    until = _read_until(piece)
    if until:
        return until
    bare = piece[:-2] if re.fullmatch(rf"{_YEAR}\.0", piece) else _SOURCES.sub(" ", piece)
    stage = _STAGE.search(bare)
    if stage and int(stage[1]) < int(stage[2]):
        return _Part(stage=(int(stage[1]), int(stage[2])))
    month = _MONTH_SLASH.fullmatch(bare)
    if month:
        return _Part(int(month[2]), ("month", int(month[1])))
    years = {int(found[1] or found[2]) for found in _SINGLE_YEAR.finditer(bare)}
    if len(years) > 1 or _OPENING.fullmatch(bare):
        return _Part(unread=bare)
    year = years.pop() if years else _read_relative(bare, around)
    part, unread = _read_part(bare)
    is_same = bool(_SAME_PERIOD.search(bare))
    if part is None and unread is None and year is None and not is_same:
        part, unread = _read_running(bare, around)
    return _Part(year, part, None, is_same, unread)


def _read_until(piece: str) -> _Part | None:
    """ "Tính đến 30/6/2023", "đến hết tháng 6": what has run from the beginning of the year to that day."""
    piece = _ISO_DAY.sub(r"\3/\2/\1", piece) if _ISO_DAY.fullmatch(piece) else piece
    found = _UNTIL_DAY.search(piece) or _DAY.fullmatch(piece)
    if found:
        part = _CLOSES.get((int(found[1]), int(found[2])))
    else:
        found = _UNTIL_MONTH.search(piece)
        if not found:
            return None
        part = {3: ("quarter", 1), 6: ("half", 1), 12: ("year", 1)}.get(int(found[1]))
    year = found[found.re.groups]
    return _Part(int(year) if year else None, part) if part else _Part(unread=found[0])


def _read_relative(piece: str, around: Period) -> int | None:
    return next((around.last_year + step for pattern, step in _RELATIVE if pattern.search(piece)), None)


def _read_part(piece: str) -> tuple[tuple[str, int] | None, str | None]:
    """The half, quarter or month of a year, or the stretch of months that is none of them."""
    months = _MONTHS.search(piece)
    if months:
        part = {3: ("quarter", 1), 6: ("half", 1), 12: ("year", 1)}.get(int(months[1]))
        is_late = (months[2] or "").strip() == "cuoi"
        if is_late:
            part = ("half", 2) if part == ("half", 1) else None
        return part, None if part else months[0]
    words = _HALF_WORDS.search(piece)
    if words:
        return ("half", 2 if words[1] == "cuoi" else 1), None
    half = re.search(r"\bh([12])\b", piece)
    if half:
        return ("half", int(half[1])), None
    quarter = _QUARTER.search(piece)
    if quarter:
        return ("quarter", _ROMAN.get(quarter[1]) or int(quarter[1])), None
    month = _MONTH.search(piece)
    if month and 1 <= int(month[1] or month[2]) <= 12:
        return ("month", int(month[1] or month[2])), None
    return (("year", 1), None) if _WHOLE_YEAR.search(piece) else (None, None)


def _read_running(piece: str, around: Period) -> tuple[tuple[str, int] | None, str | None]:
    """Words for the period that is reported, and for stretches of time that are none."""
    from_new_year = around.kind == "year" or around.index == 1
    if _THIS_PERIOD.search(piece) or (
        _SUMMED.search(piece) and _SINCE_NEW_YEAR.search(piece) and from_new_year and around.kind != "stage"
    ):
        return (around.kind, around.index), None
    other = _NOT_A_PERIOD.search(piece) or _SUMMED.search(piece)
    return None, other[0] if other else None


def _join(inner: _Part, outer: _Part) -> _Part:
    """What the inner header says, completed by the outer one where both can be true."""
    if inner.is_empty or outer.is_empty:
        return outer if inner.is_empty else inner
    if inner.stage or inner.unread or outer.stage:
        return inner
    is_of_one_year = outer.year is None or inner.year in (None, outer.year)
    return replace(
        inner,
        year=outer.year if inner.year is None else inner.year,
        part=inner.part or (outer.part if is_of_one_year else None),
        is_same_period=inner.is_same_period,
    )


def _period(joined: _Part, around: Period) -> Period | None:
    if joined.unread or joined.is_empty:
        return None
    if joined.stage:
        return Period(joined.stage[0], "stage", joined.stage[1])
    year = joined.year
    if year is None:
        year = around.last_year - (1 if joined.is_same_period else 0)
    if joined.part is None and joined.is_same_period and around.kind != "stage":
        return Period(year, around.kind, around.index)
    kind, index = joined.part or ("year", 1)
    return Period(year, kind, index)  # type: ignore[arg-type]


def read_measure(text: str) -> str | None:
    """The kind of figure in a cell of a column "Loại số liệu": actual, estimate, plan or target."""
    found = measure_of(plain_text(" ".join(unicodedata.normalize("NFKC", text).split())).strip(" .:"))
    return "estimate" if found == "expected" else found
