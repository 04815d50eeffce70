"""A row name or a header path as words: without numbering, units of measure, times and remarks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.intake.names.keys import name_key, plain_key
from tracker.intake.names.place_text import without_numbering
from tracker.intake.names.times import plain_text
from tracker.intake.names.units_of_measure import known_unit

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_STATED_UNIT = re.compile(r"(?:đơn vị tính|đvt)\s*:?\s*([^()]*)$", re.IGNORECASE)
# In brackets, without accents: remarks that change nothing of what the figure is.
_REMARK = re.compile(
    r"luy ke\b.*|[\d\s=+*/x:.,()-]*|\*+|neu co|chinh thuc|so bo|so lieu\b.*|nam \d{4}.*|theo chuan\b.*|tinh den\b.*"
    r"|thoi diem\b.*|ra soat\b.*|cuoi (?:nam|ky)|chung|toan (?:tinh|huyen|xa)|tu dau nam.*|den \d.*|(?:19|20)\d\d\s*-\s*(?:19|20)\d\d"
)
_BASE_YEAR = re.compile(r"\bso voi (?:cuoi |dau )?(?:nam )?((?:19|20)\d\d)")
# In keys (accents or not): stretches of time around a name.
_TIMES = (
    r"\b(?:tính )?đến(?: (?:hết|cuối|ngày|tháng|năm|thời điểm))* \d+(?: (?:\d+|tháng|năm))*\b",
    r"\btừ (?:năm )?\d{4}(?: đến(?: nay| năm)?(?: \d{4})?)?\b",
    r"\b\d+ ?(?:tháng|t)\b(?: (?:đầu|cuối) năm)?",
    r"\bnửa (?:đầu |cuối )?năm\b",
    r"\bquý (?:iv|i{1,3}|\d)\b",
    r"\bgiai đoạn\b|\bnăm (?:báo cáo|nay|n)\b",
    r"\b\d+\b",
)
_TIME = re.compile("|".join(_TIMES))
_PLAIN_TIME = re.compile(plain_text("|".join(_TIMES)))


@dataclass(frozen=True)
class RowText:
    """`pieces` are the keys of a header path's parts, outermost first (one for a row name)."""

    pieces: tuple[str, ...]
    unit: str | None = None  # the unit of measure that the text itself states
    base_year: int | None = None  # "so với năm 2020"

    @property
    def is_path(self) -> bool:
        return len(self.pieces) > 1


def read_row(text: str, *, is_plain: bool = False) -> RowText:
    """The words of a text; `is_plain`: its keys are without accents."""
    pieces, unit = [], None
    for piece in text.split("›"):
        bare, found = _without_units(" ".join(without_numbering(piece).split()))
        unit = found or unit
        key = plain_key(bare) if is_plain else name_key(bare)
        key = " ".join((_PLAIN_TIME if is_plain else _TIME).sub(" ", key).split())
        if key:
            pieces.append(key)
    base = _BASE_YEAR.search(plain_text(text)) if any(sign.isdigit() for sign in text) else None
    return RowText(tuple(pieces), unit, int(base[1]) if base else None)


def _without_units(piece: str) -> tuple[str, str | None]:
    unit: str | None = None
    stated = _STATED_UNIT.search(piece)
    if stated and known_unit(stated[1]):
        piece, unit = piece[: stated.start()], known_unit(stated[1])
    for inside in _BRACKETS.findall(piece):
        found = known_unit(inside)
        if found or _REMARK.fullmatch(plain_text(inside).strip()):
            piece = piece.replace(f"({inside})", " ").replace(f"[{inside}]", " ")
            unit = found or unit
    if "%" in piece and unit is None:
        points = re.search(r"điểm\s*%|điểm phần trăm", piece, re.IGNORECASE)
        unit = "điểm %" if points else "%"
        piece = re.sub(r"(?:điểm\s*)?%(?:\s*/\s*năm)?", " ", piece, flags=re.IGNORECASE)
    elif re.fullmatch(r"[^()]*,\s*[^(),]+", piece):
        head, _, last = piece.rpartition(",")
        if (known_unit(last) or "").endswith("đồng"):
            piece, unit = head, known_unit(last)
    return piece, unit
