"""What a form holds: its columns, rows and locked texts, the same for writing one and reading it back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator
from tracker.catalogue.reference import ReportingUnit
from tracker.core.period import Period
from tracker.intake.numbers import clean_text
from tracker.words.formats import format_date

FORM_NAME, FORM_VERSION = "bieu-so-lieu-chi-tieu", 1
SHEET, INFO_SHEET = "Biểu số liệu", "_thong_tin"
SIGNATURE = "Người lập biểu"  # the first text below the rows
HAS_VALUE, NIL, MISSING = "Có số liệu", "Không phát sinh", "Chưa có số liệu"
STATUSES = (HAS_VALUE, NIL, MISSING)
NOT_ASKED = "x"  # in a cell of the period's own figure where only the year-end estimate is asked for
_FIGURES = ("indicator_code", "period", "measure", "value")
LOCKED_KEYS = ("code", "name", "unit")
INPUT_KEYS = ("numerator", "denominator", "value", "estimate", "status", "note")


@dataclass(frozen=True)
class Column:
    key: str
    title: str
    width: float


@dataclass(frozen=True)
class FormRequest:
    """The form of one unit for one period.

    `figures`: what the unit reported before, as Store.find_values gives it (indicator_code, period,
    measure, value); it fills the columns of last year and the plan.
    """

    unit: ReportingUnit
    period: Period
    catalogue: Catalogue
    codes: tuple[str, ...]  # what the unit reports in the period's year: Reference.expected_codes
    figures: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(_FIGURES)))
    is_demo: bool = False
    due: tuple[tuple[str, dt.date], ...] = ()  # name and last day of the rounds that ask for it

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """What this form asks for, in catalogue order."""
        wanted = set(self.codes)
        return tuple(one for one in self.catalogue.indicators if one.code in wanted)

    @cached_property
    def estimate_only(self) -> frozenset[str]:
        """Codes of the indicators that this form asks the year-end estimate of, and nothing else."""
        return frozenset(one.code for one in self.indicators if is_estimate_only(one, self.period))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(_columns(self.period))

    @property
    def year(self) -> Period:
        return self.period.whole_year()

    @cached_property
    def rows_hash(self) -> str:
        """Changes when the catalogue asks for other rows, names, units of measure or parts."""
        return text_hash([locked_texts(one) for one in self.indicators])

    def due_dates(self) -> list[tuple[str, str, bool]]:
        """Round, its last day in words, whether that is more than the catalogue's guess."""
        if self.due:
            return [(name, format_date(day), True) for name, day in self.due]
        kind = "year" if self.period.is_year else "half"
        rounds = [one for one in self.catalogue.rounds if one.period_kind == kind]
        return [(one.name, f"{one.units_due}/{self.period.year}", one.verified) for one in rounds]


def is_estimate_only(indicator: Indicator, period: Period) -> bool:
    """Whether a round asks the year-end estimate alone: a half year does, of what is measured once a year."""
    return not period.is_year and indicator.frequency == "annual"


def figure_key(indicator: Indicator, period: Period) -> str:
    """The column of the figure that the row's numerator and denominator, or its one number, belong to."""
    return "estimate" if is_estimate_only(indicator, period) else "value"


def is_round(period: Period) -> bool:
    """Whether a form exists for this kind of period: a year or its first half."""
    return period.is_year or (period.kind == "half" and period.index == 1)


def has_parts(indicator: Indicator) -> bool:
    return indicator.kind == "ratio"


def display_name(indicator: Indicator) -> str:
    """The indicator's name, with numerator and denominator under it."""
    if not has_parts(indicator):
        return indicator.name
    return f"{indicator.name}\n(= {indicator.numerator_name} / {indicator.denominator_name})"


def locked_texts(indicator: Indicator) -> tuple[str, str, str]:
    """The texts of a row that a unit must not change, in the order of LOCKED_KEYS."""
    return indicator.code, display_name(indicator), indicator.unit_of_measure


def text_hash(rows: Sequence[Sequence[str]]) -> str:
    """Of texts as they read: a program that saves the form again may change its spaces."""
    plain = [[clean_text(text) for text in row] for row in rows]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:32]


def number_format(indicator: Indicator) -> str:
    return "#,##0" + ("." + "0" * indicator.decimals if indicator.decimals else "")


def _columns(period: Period) -> Iterator[Column]:
    year, before = period.year, period.year - 1
    yield Column("number", "STT", 5)
    yield Column("code", "Mã", 13.5)
    yield Column("name", "Chỉ tiêu", 46)
    yield Column("unit", "Đơn vị tính", 9)
    yield Column("previous_year", f"Thực hiện năm {before}", 11)
    if not period.is_year:
        yield Column("same_period", f"Thực hiện 6 tháng đầu năm {before}", 12)
    yield Column("plan", f"Kế hoạch năm {year}", 11)
    yield Column("numerator", "Tử số", 11)
    yield Column("denominator", "Mẫu số", 11)
    if period.is_year:
        yield Column("value", f"Thực hiện năm {year}", 12)
    else:
        yield Column("value", f"Thực hiện 6 tháng đầu năm {year}", 12)
        yield Column("estimate", f"Ước thực hiện cả năm {year}", 12)
    yield Column("status", "Tình trạng", 17)
    yield Column("note", "Ghi chú", 22)
