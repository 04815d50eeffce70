"""data/reference: reporting units and their succession, departments, places, published actuals, a plan's tasks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from tracker.catalogue.frames import reporting_years
from tracker.catalogue.mistakes import CatalogueError, Mistake
from tracker.catalogue.model import Catalogue, Indicator
from tracker.catalogue.plan_tasks import TaskPlan, make_task_plan
from tracker.catalogue.reference_files import find_unknown_codes, read_reference_files
from tracker.core.period import Period

FIRST_DAY = dt.date(1900, 1, 1)
MERGED_ON = dt.date(2025, 7, 1)
BEFORE_MERGER = MERGED_ON - dt.timedelta(days=1)


@dataclass(frozen=True)
class ReportingUnit:
    """Who hands in figures; the key is (code, valid_from), for codes are used again with other names."""

    code: str
    valid_from: dt.date
    valid_to: dt.date | None
    name: str
    short_name: str
    level: str
    territory_code: str
    district_code: str | None
    is_approximate: bool

    def is_valid_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Reference:
    """The reference data as frames; dates are `datetime.date`, an open end is None."""

    reporting_units: pd.DataFrame  # code, valid_from, valid_to, name, short_name, level, territory_code, …
    unit_succession: pd.DataFrame  # old_code, old_name, new_code, new_name, relation, is_default
    published_actuals: pd.DataFrame  # unit, indicator, period, measure, values, document, section, verified
    task_plan: TaskPlan

    @cached_property
    def units(self) -> tuple[ReportingUnit, ...]:
        fields = list(ReportingUnit.__dataclass_fields__)
        return tuple(ReportingUnit(*row) for row in self.reporting_units[fields].itertuples(index=False))

    @cached_property
    def _by_code(self) -> dict[str, list[ReportingUnit]]:
        found: dict[str, list[ReportingUnit]] = {}
        for unit in self.units:
            found.setdefault(unit.code, []).append(unit)
        return found

    @cached_property
    def areas(self) -> frozenset[str]:
        """Places whose values are made of the units in them: territories and old districts' areas."""
        districts = {f"D{unit.code}" for unit in self.units if unit.level == "district"}
        territories = {unit.territory_code for unit in self.units if unit.level == "province"}
        countries = {unit.code for unit in self.units if unit.level == "country"}
        return frozenset(districts | territories | countries)

    @cached_property
    def place_members(self) -> pd.DataFrame:
        """place_code, unit_code, unit_valid_from, member_from, member_to, is_approximate.

        A territory of before the merger is its districts and departments to 30/6/2025, its communes after;
        the merged province starts on 1/7/2025. Only an old district's area is approximate: no commune
        straddles the two old provinces.
        """
        rows = [row for unit in self.units for row in _memberships(unit)]
        columns = ["place_code", "unit_code", "unit_valid_from", "member_from", "member_to", "is_approximate"]
        return pd.DataFrame(rows, columns=columns)

    def find_unit(self, code: str, on: dt.date) -> ReportingUnit | None:
        """The unit that carries a code on a day: 02215 was Phường Ỷ La, is Phường Minh Xuân."""
        return next((unit for unit in self._by_code.get(code, ()) if unit.is_valid_on(on)), None)

    def list_units(self, on: dt.date, level: str | None = None) -> tuple[ReportingUnit, ...]:
        """The units valid on a day, in the order of the files."""
        return tuple(
            unit for unit in self.units if unit.is_valid_on(on) and (level is None or unit.level == level)
        )

    def resolve_place(self, code: str, period: Period | str) -> str:
        """The place a code stands for in a period: 08 is old or merged Tuyên Quang, 074 its area D074."""
        if code in self.areas:
            return code
        day = Period.parse(period).ends_on if isinstance(period, str) else period.ends_on
        unit = self.find_unit(code, day)
        if unit and unit.level == "province":
            return unit.territory_code
        return f"D{code}" if f"D{code}" in self.areas else code

    def name_of(self, place: str, period: Period | str | None = None) -> str:
        """The name of a place, in a period where codes were used twice (default: its latest)."""
        if place in self._area_names:
            return self._area_names[place]
        day = Period.parse(str(period)).ends_on if period else dt.date.max
        unit = self.find_unit(place, day) or next(iter(self._by_code.get(place, ())), None)
        return unit.name if unit else place

    def short_name_of(self, place: str, period: Period | str | None = None) -> str:
        day = Period.parse(str(period)).ends_on if period else dt.date.max
        unit = self.find_unit(place, day)
        return unit.short_name if unit and place not in self._area_names else self.name_of(place, period)

    @cached_property
    def _area_names(self) -> dict[str, str]:
        names = {unit.territory_code: unit.name for unit in self.units if unit.level == "province"}
        for unit in self.units:
            if unit.level == "district":
                names[f"D{unit.code}"] = f"{unit.name} (địa bàn cũ, quy đổi)"
            if unit.level == "country":
                names[unit.code] = unit.name
        return names

    def reporters(self, catalogue: Catalogue) -> pd.DataFrame:
        """indicator_code, unit_level, department_code, first_year, last_year: who should report what, and when."""
        rows = []
        for one in catalogue.indicators:
            years = reporting_years(catalogue, one)
            for level in one.reported_by:
                named = one.departments if level == "department" else ()
                rows += [(one.code, level, code, *years) for code in named or (None,)]
        columns = ["indicator_code", "unit_level", "department_code", "first_year", "last_year"]
        return pd.DataFrame(rows, columns=columns)

    def expected_codes(self, unit: ReportingUnit, catalogue: Catalogue, year: int) -> tuple[str, ...]:
        """The codes of the indicators that a unit reports in a year, in catalogue order."""

        def is_running(one: Indicator) -> bool:
            first, last = reporting_years(catalogue, one)
            return first <= year <= last

        return tuple(
            one.code
            for one in catalogue.indicators
            if unit.level in one.reported_by
            and is_running(one)
            and (unit.level != "department" or not one.departments or unit.code in one.departments)
        )


def _memberships(unit: ReportingUnit) -> list[tuple[object, ...]]:
    key = (unit.code, unit.valid_from, unit.valid_from, unit.valid_to)
    if unit.level == "district":
        return [(unit.territory_code, *key, False), (f"D{unit.code}", *key, False)]
    if unit.level == "department":
        return [(unit.territory_code, *key, False)]
    if unit.level == "commune" and unit.valid_from >= MERGED_ON:
        own = [(unit.territory_code, *key, False), (f"D{unit.district_code}", *key, unit.is_approximate)]
        return [*own, ("TQ_NEW", *key, False)]
    return []


def load_reference(directory: Path) -> Reference:
    """The reference data of a folder; raises CatalogueError with every mistake."""
    tables, mistakes = read_reference_files(directory)
    if mistakes:
        raise CatalogueError(mistakes)
    departments = tables["departments.csv"].assign(
        level="department", district_code=None, is_approximate=False, lat=None, lon=None
    )
    units = tables["reporting_units.csv"]
    together = pd.concat([units, departments[list(units.columns)].astype(object)], ignore_index=True)
    succession, actuals = tables["unit_succession.csv"], tables["published_actuals.csv"]
    return Reference(together, succession, actuals, make_task_plan(tables))


def check_reference(directory: Path, catalogue: Catalogue | None = None) -> list[Mistake]:
    """Every mistake in the reference files, with file and line; with a catalogue, what they owe each other."""
    tables, mistakes = read_reference_files(directory)
    if catalogue and not mistakes:
        mistakes += find_unknown_codes(tables, catalogue)
    return mistakes
