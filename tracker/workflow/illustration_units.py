"""Who hands in illustrative figures: the units of each side of the merger, their size and their hardship."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from tracker.catalogue.reference import BEFORE_MERGER, MERGED_ON, Reference
from tracker.core.target import Floats
from tracker.workflow.illustration_spread import apportion

OLD_YEARS = (2021, 2022, 2023, 2024, 2025)
NEW_YEARS = (2024, 2025, 2026)  # 2024 is the opening that the communes take over; it is never recorded

# Invented: thousand households, and hardship as log odds against the province's average.
_DISTRICTS = {
    "070": (33.0, -1.8), "071": (10.4, 1.2), "072": (11.3, 1.0), "073": (33.3, 0.35), "074": (30.9, 0.0),
    "075": (46.0, -0.1), "076": (48.5, -0.35), "024": (15.5, -2.2), "026": (17.3, 0.8), "027": (17.9, 0.9),
    "028": (20.6, 0.7), "029": (12.3, 0.5), "030": (26.6, -0.3), "031": (12.2, 0.2), "032": (15.2, 0.5),
    "033": (14.9, 0.6), "034": (29.5, -0.9), "035": (15.1, -0.4),
}  # fmt: skip

# Old Tuyên Quang 2021 and 2022: published counts over published rates. Old Hà Giang 2024: 69,740 poor and
# near-poor households over 36.35 %. The rest is invented between and after them.
HOUSEHOLDS = {
    "TQ_OLD": {2021: 213360, 2022: 214402, 2023: 215480, 2024: 216500, 2025: 217600, 2026: 218700},
    "HG_OLD": {2021: 189800, 2022: 190500, 2023: 191153, 2024: 191857, 2025: 192700, 2026: 193500},
}
DEPARTMENTS = "DEPARTMENTS"
PROVINCE = "PROVINCE"


@dataclass(frozen=True)
class Group:
    """Units of one area on one side of the merger: unit_code, unit_valid_from, level, district_code, short_name."""

    area: str  # TQ_OLD, HG_OLD, DEPARTMENTS (of today's province) or PROVINCE (it reports itself)
    is_old: bool
    units: pd.DataFrame
    weights: Floats  # households, in thousands; (n,)
    leanings: Floats  # hardship as log odds; (n,)
    households: dict[int, Floats] = field(default_factory=dict)  # per year (n,); 0 for departments
    active: dict[int, Floats] = field(
        default_factory=dict
    )  # per year (n,): 1 where the unit is there, else 0

    @property
    def size(self) -> int:
        return len(self.units)

    @property
    def years(self) -> tuple[int, ...]:
        return OLD_YEARS if self.is_old else NEW_YEARS

    def only(self, mask: np.ndarray) -> Group:
        households, active = (
            {year: values[mask] for year, values in known.items()} for known in (self.households, self.active)
        )
        units = self.units[mask].reset_index(drop=True)
        return Group(
            self.area, self.is_old, units, self.weights[mask], self.leanings[mask], households, active
        )


def list_groups(reference: Reference, rng: np.random.Generator) -> list[Group]:
    """Old Tuyên Quang with its departments, old Hà Giang; then the communes of both, and the departments."""
    return [*_old_groups(reference, rng), *_new_groups(reference, rng)]


def _old_groups(reference: Reference, rng: np.random.Generator) -> Iterator[Group]:
    before = _members(reference, [dt.date(year, 12, 31) for year in OLD_YEARS[:-1]] + [BEFORE_MERGER])
    for area in ("TQ_OLD", "HG_OLD"):
        here = before[(before["area"] == area) & before["level"].isin(["district", "department"])]
        yield _group(area, True, here.reset_index(drop=True), rng)


def _new_groups(reference: Reference, rng: np.random.Generator) -> Iterator[Group]:
    after = _members(reference, [MERGED_ON])
    for area in ("TQ_OLD", "HG_OLD"):
        here = after[(after["level"] == "commune") & (after["area"] == area)]
        yield _group(area, False, here.reset_index(drop=True), rng)
    departments = after[after["level"] == "department"]
    yield _group(DEPARTMENTS, False, departments.reset_index(drop=True), rng)


def list_provinces(reference: Reference) -> list[Group]:
    """The provinces themselves, for what only they report: one group of one unit each."""
    units = _units(reference)
    units = units[units["level"] == "province"]
    groups = []
    for row in units.itertuples(index=False):
        own = pd.DataFrame([row._asdict()])
        is_old = row.unit_valid_from < MERGED_ON
        area = row.area if is_old else PROVINCE
        years = {year: np.ones(1) for year in (OLD_YEARS if is_old else NEW_YEARS)}
        groups.append(Group(area, is_old, own, np.ones(1), np.zeros(1), active=years))
    return groups


def _units(reference: Reference) -> pd.DataFrame:
    units = reference.reporting_units.rename(
        columns={"code": "unit_code", "valid_from": "unit_valid_from", "territory_code": "area"}
    )
    names = ["unit_code", "unit_valid_from", "valid_to", "level", "area", "district_code"]
    return units[names].sort_values(["unit_code", "unit_valid_from"], ignore_index=True)


def _members(reference: Reference, days: list[dt.date]) -> pd.DataFrame:
    """The units that belong to a territory on any of the days."""
    members = reference.place_members
    members = members[members["place_code"].isin(["TQ_OLD", "HG_OLD", "TQ_NEW"])]
    first, last = (
        _days(members["member_from"], dt.date(1900, 1, 1)),
        _days(members["member_to"], dt.date(2200, 1, 1)),
    )
    here = np.zeros(len(members), dtype=bool)
    for day in days:
        here |= (first <= pd.Timestamp(day)) & (last >= pd.Timestamp(day))
    keys = members.loc[here, ["unit_code", "unit_valid_from"]].drop_duplicates()
    return _units(reference).merge(keys, on=["unit_code", "unit_valid_from"])


def _days(dates: pd.Series, otherwise: dt.date) -> np.ndarray:
    return pd.to_datetime(dates.where(dates.notna(), otherwise)).to_numpy()


def _group(area: str, is_old: bool, units: pd.DataFrame, rng: np.random.Generator) -> Group:
    size = len(units)
    is_area = (units["level"] != "department").to_numpy()
    shares = np.exp(rng.normal(0, 0.35, size)) if not is_old else np.ones(size)
    known = [_DISTRICTS.get(code, (20.0, 0.0)) for code in units["district_code"]]
    weights = np.array([thousands for thousands, _ in known]) * shares
    leanings = np.array([hardship for _, hardship in known])
    if not is_old:
        totals = pd.Series(shares).groupby(units["district_code"].fillna("")).transform("sum")
        weights = weights / totals.to_numpy()
        leanings = leanings + rng.normal(0, 0.45, size)
    weights = np.where(is_area, weights, 3.0 * shares)
    leanings = np.where(is_area, leanings, -1.0)
    households = {
        year: np.where(is_area, apportion(total, np.where(is_area, weights, 0.0)), 0.0)
        for year, total in HOUSEHOLDS.get(area, {}).items()
    }
    years = OLD_YEARS if is_old else NEW_YEARS
    active = {year: _is_there(units, year) for year in years}
    return Group(area, is_old, units, weights, leanings, households, active)


def _is_there(units: pd.DataFrame, year: int) -> Floats:
    """1 for units that exist at the end of the year (of 2025: on the last day before or first after the merger)."""
    day = np.datetime64(BEFORE_MERGER if year == 2025 else dt.date(year, 12, 31))
    first = np.maximum(_days(units["unit_valid_from"], MERGED_ON), np.datetime64(dt.date(1900, 1, 1)))
    is_new = first >= np.datetime64(MERGED_ON)
    there = (first <= day) & (_days(units["valid_to"], dt.date(2200, 1, 1)) >= day)
    return (there | is_new).astype(float)
