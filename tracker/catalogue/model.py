"""The shape of indicators.yaml: strict, frozen models whose field comments are the field's documentation."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Operator = Literal[">=", ">", "<=", "<", "~", "range"]
TargetKind = Literal["level", "stage_total", "growth", "annual_change", "floor", "per_unit", "reduction"]
IndicatorKind = Literal["stock", "flow", "ratio", "change", "growth"]
Aggregation = Literal["sum", "ratio_of_sums", "min", "last", "none"]
Direction = Literal["up", "down"]
Level = Literal["province", "national"]
Certainty = Literal["source", "text", "head", "news", "data", "code", "unverified"]
UnitLevel = Literal["province", "department", "district", "commune"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Document(Strict):
    """A legal or press text that a number is cited from."""

    code: str  # short key used by citations: KH154
    number: str  # 154/KH-UBND
    title: str
    issuer: str
    issued_on: dt.date | None = None  # None: the day is not known
    certainty: Certainty  # how much of the text was read
    note: str | None = None


class Citation(Strict):
    """Where a number stands: a declared document and the place in it."""

    document: str
    section: str


class Standard(Strict):
    """A poverty standard and the days it is in force; rates of two standards are never joined."""

    code: str
    name: str
    document: str
    valid_from: dt.date
    valid_to: dt.date
    first_review_year: int | None = None  # the first year-end review under it; else the first year in force
    income_rural: int | None = None  # đồng per person and month
    income_urban: int | None = None
    note: str | None = None


class Territory(Strict):
    """A named area whose figures can be compared with one another."""

    code: str  # TQ_OLD, TQ_NEW, HG_OLD
    name: str
    short_name: str
    province_code: str  # the province code it carries: 08, 02
    valid_from: dt.date | None = None  # the days on which this is the province itself
    valid_to: dt.date | None = None
    note: str | None = None


class Owner(Strict):
    """The responsible department, dated."""

    department: str  # a code of data/reference/departments.csv
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    verified: bool = True


class Calendar(Strict):
    """A reporting calendar: the data window of each kind of period, as day-month texts `15/12`."""

    code: str  # common, civil
    name: str
    half_from: str  # day/month; 15/12 means of the year before
    half_to: str
    year_from: str
    year_to: str
    source: Citation
    verified: bool
    note: str | None = None


class RoundCalendar(Strict):
    """When a kind of round closes its data and is due at each step (day/month)."""

    code: str  # half_year, annual, poverty_review
    name: str
    period_kind: Literal["half", "year"]
    calendar: str
    units_due: str
    office_due: str | None = None
    leadership_due: str | None = None
    source: Citation
    verified: bool
    note: str | None = None


class Thresholds(Strict):
    """Where verdicts change, all on pace (a share, 1 = exactly on the path)."""

    on_track: float = 0.95
    at_risk: float = 0.75
    off_track: float = 0.0
    approximately: float = 0.05  # "khoảng 4" is met within this share of the number
    coverage: float = 0.8  # share of units that must have reported before a sum of theirs is judged


class Reading(Strict):
    """An ambiguous sentence of a plan and how it was read."""

    sentence: str
    chosen: str
    why: str
    other: str | None = None  # the reading that was not chosen


class Baseline(Strict):
    """The value a target starts from; value None means the figure is not known."""

    year: int
    value: float | None = None
    territory: str
    source: Citation | None = None
    verified: bool = False
    note: str | None = None


class Plan(Strict):
    """The province's plan for one year."""

    year: int
    op: Operator
    low: float | None = None
    high: float | None = None
    territory: str
    source: Citation
    verified: bool
    note: str | None = None


class Target(Strict):
    """One dated target: operator and numbers, and what they apply to."""

    kind: TargetKind
    op: Operator
    low: float | None = None
    high: float | None = None
    due: int | None = None  # year; or
    stage: tuple[int, int] | None = None  # the years it covers, both included
    programme: str | None = None  # when the indicator belongs to more than one
    of: str | None = None  # the indicator it is computed from, if not the indicator's own `of`
    base_year: int | None = None  # growth, reduction
    base_measure: Literal["actual", "plan"] = "actual"
    mode: Literal["relative", "points"] | None = None  # growth
    judged: Literal["each_year", "average"] | None = None  # annual_change
    source: Citation
    verified: bool
    note: str | None = None

    @property
    def due_year(self) -> int:
        return self.stage[1] if self.stage else int(self.due or 0)


class Recognition(Strict):
    """Words that name an indicator, or a part of it, wherever all of them stand in a text."""

    words: tuple[str, ...]  # phrases, in any order; what else stands there must be harmless
    part: Literal["value", "numerator", "denominator"] = "value"
    group: str | None = None  # one of the indicator's disaggregations


class Indicator(Strict):
    """One indicator with its definition, rules of calculation and targets."""

    code: str
    name: str
    short_name: str  # at most ~45 characters, for rows and charts
    also_called: tuple[str, ...] = ()  # other names that senders write in their own tables
    recognised_by: tuple[Recognition, ...] = ()
    programmes: tuple[str, ...]  # the first is its home
    group: str
    level: Level = "province"  # national targets are comparators
    unit_of_measure: str
    decimals: int = 0
    direction: Direction | None  # None: tracked without a better side
    kind: IndicatorKind
    aggregation: Aggregation
    numerator_name: str | None = None
    denominator_name: str | None = None
    numerator_code: str | None = None  # when the numerator is an indicator of its own
    derived_from_counts: bool = False  # a table of counts alone gives the rate: numerator_code / denominator
    frequency: Literal["annual", "half_year"]
    standard: str | None = None
    of: tuple[str, ...] = ()  # what a change, growth or reduction is computed from
    change_is: Literal["fall", "rise"] = "rise"  # a `change` counts falls or rises as positive
    reported_by: tuple[UnitLevel, ...] = ()  # who reports it; () = derived, nobody
    departments: tuple[str, ...] = ()  # which departments, when reported_by has department
    owners: tuple[Owner, ...] = ()  # empty: the programme's owners
    ceiling: float | None = None  # the highest possible value, e.g. 100 for a share
    baseline: Baseline | None = None
    plans: tuple[Plan, ...] = ()
    targets: tuple[Target, ...] = ()
    disaggregations: tuple[str, ...] = ()  # NK: the same figure in persons, sent under GN-11.NK
    source: Citation
    verified: bool
    definition: str | None = None
    note: str | None = None
    readings: tuple[Reading, ...] = ()


class Programme(Strict):
    code: str
    name: str
    short_name: str
    first_year: int
    last_year: int
    stages: tuple[tuple[int, int], ...]
    successor: str | None = None
    documents: tuple[str, ...]
    owners: tuple[Owner, ...]
    note: str | None = None


class Group(Strict):
    code: str
    name: str
    programme: str
    is_background: bool = False  # a picture of its own: its indicators are not counted among the verdicts


class Catalogue(Strict):
    """Everything indicators.yaml says, validated."""

    version: int
    province_code: str
    province_name: str
    documents: tuple[Document, ...]
    standards: tuple[Standard, ...]
    territories: tuple[Territory, ...]
    calendars: tuple[Calendar, ...]
    rounds: tuple[RoundCalendar, ...]
    thresholds: Thresholds = Field(default_factory=Thresholds)
    programmes: tuple[Programme, ...]
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]

    @cached_property
    def earlier_territories(self) -> dict[str, str]:
        """Territory → the one that carried its province code before it."""
        return {
            own.code: earlier.code
            for own in self.territories
            for earlier in reversed(self.territories)
            if own.valid_from and earlier.valid_to and earlier.valid_to < own.valid_from
            if earlier.province_code == own.province_code
        }

    @cached_property
    def background_codes(self) -> frozenset[str]:
        """Codes of the indicators whose group is a picture of its own."""
        groups = {one.code for one in self.groups if one.is_background}
        return frozenset(one.code for one in self.indicators if one.group in groups)
