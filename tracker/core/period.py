"""Reporting periods: years, halves, quarters, months and stages, ordered and containing one another."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

PeriodKind = Literal["year", "half", "quarter", "month", "stage"]

_MONTHS_IN = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_PATTERNS: tuple[tuple[PeriodKind, re.Pattern[str]], ...] = (
    ("year", re.compile(r"(\d{4})")),
    ("half", re.compile(r"(\d{4})-H([12])")),
    ("quarter", re.compile(r"(\d{4})-Q([1-4])")),
    ("month", re.compile(r"(\d{4})-(0[1-9]|1[0-2])")),
    ("stage", re.compile(r"(\d{4})-(\d{4})")),
)


class PeriodError(ValueError):
    """The text is not a reporting period."""


@dataclass(frozen=True)
class Period:
    """A reporting period such as `2024`, `2024-H1`, `2024-Q3`, `2024-06` or the stage `2021-2025`.

    `index` counts from 1 inside the year; for a stage it is the last year.
    """

    year: int
    kind: PeriodKind = "year"
    index: int = 1

    @staticmethod
    def parse(text: str) -> Period:
        """Read the text of a period; raises PeriodError when it is none."""
        return _parse(str(text).strip())

    def __str__(self) -> str:
        match self.kind:
            case "year":
                return f"{self.year:04d}"
            case "half":
                return f"{self.year:04d}-H{self.index}"
            case "quarter":
                return f"{self.year:04d}-Q{self.index}"
            case "month":
                return f"{self.year:04d}-{self.index:02d}"
            case _:
                return f"{self.year:04d}-{self.index:04d}"

    @property
    def is_year(self) -> bool:
        return self.kind == "year"

    @property
    def last_year(self) -> int:
        return self.index if self.kind == "stage" else self.year

    @property
    def months(self) -> tuple[int, int]:
        """First and last month, counted from year 0 (`12 * year + month - 1`)."""
        if self.kind == "stage":
            return 12 * self.year, 12 * self.index + 11
        length = _MONTHS_IN[self.kind]
        first = 12 * self.year + (self.index - 1) * length
        return first, first + length - 1

    @property
    def starts_on(self) -> dt.date:
        first = self.months[0]
        return dt.date(first // 12, first % 12 + 1, 1)

    @property
    def ends_on(self) -> dt.date:
        after = self.months[1] + 1
        return dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)

    @property
    def time(self) -> float:
        """The end of the period in years: `2024` is 2024.0, `2024-H1` is 2023.5, so lines can be drawn."""
        return (self.months[1] + 1) / 12 - 1

    @property
    def year_share(self) -> float:
        """The share of its last year that is over when the period ends: 0.5 for a first half."""
        return ((self.months[1] % 12) + 1) / 12

    def contains(self, other: Period) -> bool:
        first, last = self.months
        return first <= other.months[0] and other.months[1] <= last

    def whole_year(self) -> Period:
        return Period(self.last_year)

    def years_before(self, years: int) -> Period:
        """The same period some years earlier."""
        if self.kind == "stage":
            return Period(self.year - years, "stage", self.index - years)
        return Period(self.year - years, self.kind, self.index)

    def sort_key(self) -> tuple[int, int]:
        """Order by end, the shorter period first: 2024-H1 < 2024-H2 < 2024."""
        first, last = self.months
        return last, -first

    def __lt__(self, other: Period) -> bool:
        return self.sort_key() < other.sort_key()

    def __le__(self, other: Period) -> bool:
        return self.sort_key() <= other.sort_key()


@lru_cache(maxsize=4096)
def _parse(text: str) -> Period:
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if not match:
            continue
        year = int(match[1])
        if kind == "stage":
            if int(match[2]) <= year:
                break
            return Period(year, kind, int(match[2]))
        return Period(year, kind, int(match[2]) if kind != "year" else 1)
    raise PeriodError(text)
