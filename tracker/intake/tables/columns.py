"""What each column of a table holds: names and codes of its rows, or figures of an indicator, unit and time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.catalogue.reference import ReportingUnit
from tracker.core.period import Period
from tracker.intake.names.indicators import IndicatorMatch
from tracker.intake.names.keys import name_key, plain_key
from tracker.intake.names.times import TimeRead, plain_text, read_time
from tracker.intake.names.units import read_level
from tracker.intake.names.units_of_measure import known_unit, read_unit_of_measure
from tracker.intake.recognition import NameRead
from tracker.intake.tables.context import Context
from tracker.intake.tables.grid import Grid
from tracker.intake.tables.headers import PATH, Header
from tracker.intake.tables.headlines import find_title_indicator
from tracker.intake.tables.titles import Role, read_role

PARTS = ("value", "numerator", "denominator")
_SAMPLED_ROWS = 200
_OFFICE = re.compile(
    r"(?:phong|so|ban|ubnd|uy ban|cuc|chi cuc|trung tam|van phong)\b"
)  # "Phòng Tài chính - Kế hoạch"

_SPEAKS_OF = re.compile(r"\b(?:(thuc hien|ket qua|tinh hinh|danh gia)|ke hoach|giao|du toan)\b")
_STRETCH = re.compile(r"\d thang\b|\bluy ke\b|\bca ky\b|\bky truoc\b")
_INDICATORS_OF = re.compile(r"\W*(?:(?:bieu|cac|so lieu|mot so)\b\W*)*chi tieu (?:nam )?\d{4}\W*")


@dataclass(frozen=True)
class FigureColumn:
    """A column of figures; what it leaves open (None) its rows or the file's context say."""

    position: int
    part: str = "value"
    codes: tuple[str, ...] = ()
    unit: ReportingUnit | None = None
    period: str | None = None
    measure: str | None = None
    unit_of_measure: str | None = None


@dataclass(frozen=True)
class Columns:
    """`roles`: what describes the rows, first column of each role; `figures` and `periods`: left to right."""

    roles: dict[Role, int]
    figures: tuple[FigureColumn, ...]
    periods: tuple[int, ...] = ()  # a year and a part of it may stand in columns of their own
    left_out: tuple[str, ...] = ()


def read_columns(
    grid: Grid, header: Header, titles: Sequence[str], last_row: int, context: Context
) -> Columns:
    """The roles of a table's columns, rows up to `last_row`; `titles` are the lines above it."""
    roles: dict[Role, int] = {}
    open_columns, periods = [], []
    for position in range(grid.width):
        path = header.paths[position]
        role = _role_of(grid, header, position, last_row) if path else None
        if role is None and path:
            open_columns.append(position)
        elif role and role not in roles:
            roles[role] = position
        elif (
            role == "place" and "district" not in roles and _is_of_district(header, roles["place"], position)
        ):
            roles |= {"district": roles["place"], "place": position}
        if role == "period":
            periods.append(position)
    is_long = "value" in roles and ("indicator" in roles or "indicator_code" in roles)
    parts = [role for role in PARTS if role in roles]
    if is_long or ("numerator" in roles and "denominator" in roles and "indicator" in roles):
        figures = [FigureColumn(roles[part], part) for part in parts]
    else:
        figures = []
        if "value" in roles and "indicator" not in roles:
            open_columns.append(roles.pop("value"))
    reading = _ColumnReading(grid, header, titles, last_row, context)
    read_one = reading.of_rows_of_indicators if "indicator" in roles else reading.of_rows_of_places
    if set(roles) <= {"number", "period", "measure", "note"}:
        read_one = reading.of_rows_of_times
    figures += [one for position in open_columns if (one := read_one(position)) is not None]
    figures.sort(key=lambda one: one.position)
    return Columns(roles, tuple(figures), tuple(periods), tuple(reading.left_out))


def _role_of(grid: Grid, header: Header, position: int, last_row: int) -> Role | None:
    path = header.paths[position]
    role = read_role(path[-1]) or (read_role(" ".join(path)) if len(path) > 1 else None)
    if position == header.subject or role != "place":
        return role or ("indicator" if position == header.subject else None)
    # "Đơn vị" stands for the unit of measure as often as for a place.
    rows = range(header.data_row, min(last_row + 1, header.data_row + _SAMPLED_ROWS))
    texts = [text for row in rows if (text := grid.text(row, position))]
    measures = sum(known_unit(text) is not None for text in texts)
    return "unit_of_measure" if texts and 2 * measures > len(texts) else role


def _is_of_district(header: Header, first: int, second: int) -> bool:
    """Whether two columns of places are the district and its commune."""
    return [read_level(header.path(one)) for one in (first, second)] == ["district", "commune"]


@dataclass
class _ColumnReading:
    grid: Grid
    header: Header
    titles: Sequence[str]
    last_row: int
    context: Context

    def __post_init__(self) -> None:
        self.title = " ".join(self.titles)
        self.left_out: list[str] = []
        self.beside = IndicatorMatch()  # of the column before

    def of_rows_of_indicators(self, position: int) -> FigureColumn | None:
        """A period and measure, or a place, above figures of the indicators in the rows."""
        path = self.header.path(position)
        time = read_time(path, self.context.period)
        if time.is_comparison:
            self._leave_out(position)
            return None
        if time.period is None and time.measure is None:
            return self._of_place(position, path)
        if self._is_of_other_time(time):
            self._leave_out(position, says_so=True)
            return None
        return FigureColumn(
            position, period=time.period, measure=time.measure, unit_of_measure=read_unit_of_measure(path)
        )

    def _of_place(self, position: int, path: str) -> FigureColumn | None:
        last = self.header.paths[position][-1]
        found = self.context.units.match(last, self.context.period.ends_on)
        if found.unit is None:
            self._leave_out(position, says_so=True)
            return None
        time = read_time(path, self.context.period)
        return FigureColumn(position, unit=found.unit, period=time.period, measure=time.measure)

    def of_rows_of_times(self, position: int) -> FigureColumn | None:
        """A place above figures of the indicator that the title names, or an indicator of the sender's own."""
        last = self.header.paths[position][-1]
        found = self.context.units.match(last, self.context.period.ends_on)
        if found.unit is None or not self._title_indicator.codes:
            return self.of_rows_of_places(position)
        return FigureColumn(position, codes=self._title_indicator.codes, unit=found.unit)

    def of_rows_of_places(self, position: int) -> FigureColumn | None:
        """An indicator (and perhaps a time) above figures of the places in the rows."""
        path = self.header.path(position)
        time = read_time(path, self.context.period)
        if time.is_comparison:
            self._leave_out(position)
            return None
        if self._is_of_other_time(time):
            self._leave_out(position, says_so=True)
            return None
        stated = read_unit_of_measure(path) or read_unit_of_measure(self.title) or ""
        found = self.context.indicators.match(path, unit=stated, about=self.title)
        implied = IndicatorMatch() if found.codes else self._implied(position, found, time)
        self.beside = implied if implied.codes else found
        if implied.codes:
            return self._figures_of(position, implied, time, read_unit_of_measure(path))
        if not found.codes and not self._has_figures(position):
            self._leave_out(position)
            return None
        self._note(position, path, found)
        if not found.codes:
            if found.how != "remembered":
                nearest = found.proposals[0] if found.proposals else None
                self.context.add(
                    "unknown_indicator", self._cell(position), text=path,
                    nearest=nearest.name if nearest else None, score=round(nearest.score) if nearest else None,
                )  # fmt: skip
            self._leave_out(position)
            return None
        return self._figures_of(position, found, time, read_unit_of_measure(path))

    def _is_of_other_time(self, time: TimeRead) -> bool:
        """Whether a column, or a whole table, is of nine months or of a running total: no reporting period."""
        return _is_stretch(time) or (time.period is None and self._title_is_stretch)

    @cached_property
    def _title_is_stretch(self) -> bool:
        reads = [read_time(text, self.context.period) for text in self.titles]
        return any(map(_is_stretch, reads)) and not any(read.period for read in reads)

    def _implied(self, position: int, found: IndicatorMatch, time: TimeRead) -> IndicatorMatch:
        """A rate of the count beside it, or what the title names where the column says only when and what kind."""
        rate = self._rate_of_count(position)
        says_time = time.period or time.measure or read_role(self.header.paths[position][-1]) == "value"
        if rate.codes or found.how or found.proposals or not says_time:
            return rate
        return self._title_indicator

    @cached_property
    def _title_indicator(self) -> IndicatorMatch:
        return find_title_indicator(self.titles, self.context)

    def _rate_of_count(self, position: int) -> IndicatorMatch:
        """ "Số hộ nghèo › Tỷ lệ (%)", and "Tỷ lệ (%)" right behind "Số hộ nghèo"."""
        *above, last = self.header.paths[position]
        names = self.context.indicators
        if above:
            found = names.match_rate(last, names.match(PATH.join(above), about=self.title))
            if found.codes:
                return found
        return names.match_rate(self.header.path(position), self.beside)

    def _figures_of(
        self, position: int, found: IndicatorMatch, time: TimeRead, unit_of_measure: str | None
    ) -> FigureColumn:
        return FigureColumn(
            position, found.part, found.codes, None, time.period, time.measure, unit_of_measure
        )

    def _note(self, position: int, path: str, found: IndicatorMatch) -> None:
        code = found.codes[0] if found.codes else ("" if found.how == "remembered" else None)
        name = NameRead(
            "indicator", path, name_key(path), self._cell(position), code, found.how, found.proposals
        )
        self.context.note_name(name)

    def _leave_out(self, position: int, says_so: bool = False) -> None:
        self.left_out.append(self.header.path(position))
        if says_so and self._has_figures(position):
            self.context.add("unknown_column", self._cell(position), text=self.header.path(position))

    def _cell(self, position: int) -> str:
        return header_cell(self.grid, self.header, position)

    def _has_figures(self, position: int) -> bool:
        rows = slice(self.header.data_row, self.last_row + 1)
        cells, is_used = self.grid.columns[position][rows], self.grid.is_used[rows, position]
        return any(
            not isinstance(cell, str) or any(sign.isdigit() for sign in cell) or (used and cell == "")
            for cell, used in zip(cells, is_used, strict=True)
        )


def _is_stretch(time: TimeRead) -> bool:
    return time.unread is not None and bool(_STRETCH.search(plain_text(time.unread)))


def header_cell(grid: Grid, header: Header, position: int) -> str:
    """The cell that holds the lowest text above a column."""
    for row in range(header.last_row, header.first_row - 1, -1):
        if grid.text(row, position):
            return grid.name(*grid.merged.get((row, position), (row, position)))
    return grid.name(header.last_row, position)


def default_time(titles: Sequence[str], sheet: str, period: Period) -> tuple[str, str | None]:
    """The period and measure that the lines above a table give it, else its sheet's name, else the round's period.

    The whole year of a half-year round, a stage, or several periods leave the round's.
    """
    found, measure = _time_of(titles, period)
    return (found or _time_of([sheet], period)[0] or str(period)), measure


def _reports(title: str) -> bool:
    """ "Tình hình thực hiện kế hoạch năm 2024" and "Chỉ tiêu năm 2024" stand over what was done."""
    plain = plain_text(title)
    first = _SPEAKS_OF.search(plain)
    return bool(first and first[1]) or bool(_INDICATORS_OF.fullmatch(plain))


def _time_of(titles: Sequence[str], period: Period) -> tuple[str | None, str | None]:
    """None for the period where the titles name none; the round's own where they do not settle it."""
    reads = [read_time(text, period) for text in titles if not _OFFICE.match(plain_key(text))]
    periods = {read.period for read in reads if read.period and Period.parse(read.period).kind != "stage"}
    measures = {read.measure for read in reads if read.measure}
    measure = "plan" if measures == {"plan"} and not any(map(_reports, titles)) else None
    if len(periods) != 1 or periods == {str(period.whole_year())}:
        return (str(period) if periods else None), measure
    return str(periods.pop()), measure
