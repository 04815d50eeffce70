"""The indicator that the lines above a table name, for columns that only say of when or of what kind they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from tracker.intake.names.indicators import IndicatorMatch
from tracker.intake.names.times import plain_text
from tracker.intake.names.units_of_measure import read_unit_of_measure
from tracker.intake.tables.context import Context

_BEFORE = re.compile(
    r"\W*(?:(?:phu luc|bieu(?: so)?|bang|tong hop|thong ke|tinh hinh|bao cao|ket qua|thuc hien|ra soat|so lieu|"
    r"chi tieu|danh gia|ke hoach|giao)\b[\W\d]*)*"
)
_PLACES = re.compile(
    r"\s+(?:(?:cua|theo|phan theo|chia theo|tai|o|tren dia ban|trong)\s+)?(?:cac\s+|tung\s+|\d+\s+|cap\s+|toan\s+)*"
    r"(?:huyen|thanh pho|xa(?! hoi)|phuong|thi tran|tinh|don vi|dia phuong|dia ban)\b.*"
)


def find_title_indicator(titles: Sequence[str], context: Context) -> IndicatorMatch:
    """The one indicator that the lines name, whatever they say of places and times around it; else none."""
    unit = read_unit_of_measure(" ".join(titles)) or ""
    found = [match for line in titles for match in _matches(line, unit, context)]
    codes = {match.codes for match in found}
    return (
        found[0]
        if len(codes) == 1 and len(found[0].codes) == 1 and found[0].part == "value"
        else IndicatorMatch()
    )


def _matches(line: str, unit: str, context: Context) -> Iterator[IndicatorMatch]:
    """What the line names as it stands, or else without what stands before and behind the name."""
    shown = " ".join(unicodedata.normalize("NFC", line).split())
    plain = plain_text(shown)
    if len(plain) != len(shown):
        return
    first = _BEFORE.match(plain)
    start = first.end() if first else 0
    places = _PLACES.search(plain, start)
    for end in dict.fromkeys((len(shown), places.start() if places else len(shown))):
        found = context.indicators.match(shown[start:end], unit=unit)
        if found.codes:
            yield found
            return
