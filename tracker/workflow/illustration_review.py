"""The illustrative annual poverty review: counts, rates and movements that agree with one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tracker.core.target import Floats
from tracker.workflow.illustration_figures import Amount, Parts, generator_for, rounds_of
from tracker.workflow.illustration_spread import spread_rate
from tracker.workflow.illustration_units import Group

# Published for old Tuyên Quang: 50,033 and 40,522 poor, 16,749 near-poor households (2021); 22,061 and the
# minority figures of 2021 and 2024 follow from the published 10.19 %, 37.32 %, 81.35 % and 16.04 %. Old
# Hà Giang follows from 31.12 % and 11.49 % (2023) and 69,740 households (2024). All else is invented.
_POOR = {
    "TQ_OLD": {2021: 50033, 2022: 40522, 2023: 31280, 2024: 22061, 2025: 16410, 2026: 12905},
    "HG_OLD": {2021: 80285, 2022: 70637, 2023: 59487, 2024: 49921, 2025: 41600, 2026: 34050},
}
_NEAR_POOR = {
    "TQ_OLD": {2021: 16749, 2022: 14190, 2023: 11870, 2024: 9905, 2025: 8310, 2026: 7730},
    "HG_OLD": {2021: 25813, 2022: 24517, 2023: 21963, 2024: 19819, 2025: 19040, 2026: 18260},
}
_MINORITY = {
    "TQ_OLD": {2021: 109062, 2022: 109650, 2023: 110240, 2024: 110854, 2025: 111400, 2026: 111950},
    "HG_OLD": {2021: 165100, 2022: 165800, 2023: 166350, 2024: 166950, 2025: 167700, 2026: 168400},
}
_MINORITY_POOR = {
    "TQ_OLD": {2021: 40702, 2022: 32850, 2023: 25270, 2024: 17781, 2025: 13150, 2026: 10310},
    "HG_OLD": {2021: 77230, 2022: 67890, 2023: 57110, 2024: 47830, 2025: 39770, 2026: 32480},
}
_MERIT = {
    "TQ_OLD": {2021: 74, 2022: 31, 2023: 0, 2024: 0, 2025: 0, 2026: 0},
    "HG_OLD": {2021: 148, 2022: 112, 2023: 84, 2024: 55, 2025: 37, 2026: 12},
}
_PACES = {"poor": {2022: 1.3, 2024: 1.05, 2025: 1.08, 2026: 0.84}, "near_poor": {2025: 0.93, 2026: 0.55}}
_UNABLE_TO_WORK, _NEAR_UNABLE, _NEAR_MERIT = 0.09, 0.06, 1.4
_OUT = (0.37, 0.56, 0.07)  # became near-poor, passed the near-poor line, other
_IN = (0.42, 0.1, 0.4, 0.08)  # near-poor became poor, fell back, newly poor, other
GAP = ("TQ_OLD", 2023)  # no review of old Tuyên Quang at the end of 2023 is known: it stays a gap
PLANNED = ("GN-01", "GN-03", "GN-04", "GN-06", "GN-11", "GN-12", "GN-13", "GN-22")

REVIEW_CODES = frozenset(
    ["GN-01", "GN-03", "GN-04", "GN-06", "GN-43", "GN-44"]
    + [f"GN-{number}" for number in (*range(11, 17), *range(21, 31))]
)

State = dict[str, Parts]


class Review(NamedTuple):
    """One review of a group: its figures by code, and when they are handed in."""

    year: int
    moment: str  # plan, estimate, actual
    round_period: str
    figures: State

    @property
    def amount(self) -> Amount:
        return Amount(self.year, str(self.year), self.moment, self.round_period, self.moment, np.nan)


class _Totals(NamedTuple):
    poor: float
    near_poor: float
    minority: float
    minority_poor: float
    merit: float


def reviews_of(group: Group) -> Iterator[Review]:
    """Plan, estimate and result of every review of a group of districts or communes, in time order."""
    rng = generator_for("review", group)
    lean = group.leanings + rng.normal(0, 0.1, group.size)
    opening: Floats | None = None
    for year in group.years:
        half_round, year_round = rounds_of(group, year)
        planned = lean + rng.normal(0, 0.1, group.size)
        lean = lean + rng.normal(0, 0.07, group.size)
        guessed = lean + rng.normal(0, 0.04, group.size)
        households, totals = group.households[year], _totals(group.area, year)
        if opening is not None:
            plan_round = half_round or year_round
            plan, estimate = _outlook(group.area, year, rng)
            if plan_round:
                figures = _review(households, plan, planned, opening, rng)
                kept = {code: parts for code, parts in figures.items() if code in PLANNED}
                yield Review(year, "plan", plan_round, kept)
            if half_round:
                yield Review(
                    year, "estimate", half_round, _review(households, estimate, guessed, opening, rng)
                )
        result = _review(households, totals, lean, opening, rng)
        if year_round and (group.area, year) != GAP:
            yield Review(year, "actual", year_round, result)
        opening = result["GN-11"].value


def _totals(area: str, year: int) -> _Totals:
    return _Totals(*(known[area][year] for known in (_POOR, _NEAR_POOR, _MINORITY, _MINORITY_POOR, _MERIT)))


def _outlook(area: str, year: int, rng: np.random.Generator) -> tuple[_Totals, _Totals]:
    """What the year's plan asks for, and what was expected of the year at its middle."""
    now, before = _totals(area, year), _totals(area, year - 1)
    usual = rng.uniform(0.93, 1.1)
    miss = 1.0 if year == 2026 else 1 + rng.normal(0, 0.05)
    poor_pace, near_pace = (_PACES[name].get(year, usual) for name in ("poor", "near_poor"))

    def moved(poor: float, near_poor: float) -> _Totals:
        minority_poor = before.minority_poor + (now.minority_poor - before.minority_poor) * poor
        return now._replace(
            poor=round(before.poor + (now.poor - before.poor) * poor),
            near_poor=round(before.near_poor + (now.near_poor - before.near_poor) * near_poor),
            minority_poor=round(minority_poor),
        )

    return moved(1 / poor_pace, 1 / near_pace), moved(miss, miss)


def _review(
    households: Floats, totals: _Totals, lean: Floats, opening: Floats | None, rng: np.random.Generator
) -> State:
    """The figures of one review; `lean` is each unit's hardship, `opening` last year's poor households."""
    poor = spread_rate(totals.poor, households, lean)
    near = spread_rate(totals.near_poor, households - poor, 0.5 * lean)
    minority = spread_rate(totals.minority, households, 1.3 * lean)
    minority_poor = spread_rate(totals.minority_poor, np.minimum(poor, minority), lean)
    minority_near = spread_rate(0.8 * near.sum(), np.minimum(near, minority - minority_poor), lean)
    unable = rng.binomial(poor.astype(int), _UNABLE_TO_WORK).astype(float)
    near_unable = rng.binomial(near.astype(int), _NEAR_UNABLE).astype(float)
    merit = spread_rate(totals.merit, poor, 0 * lean)
    near_merit = spread_rate(_NEAR_MERIT * totals.merit, near, 0 * lean)
    counts = {"GN-11": poor, "GN-12": near, "GN-13": minority_poor, "GN-14": minority_near}
    counts |= {"GN-15": unable, "GN-16": near_unable, "GN-43": merit, "GN-44": near_merit}
    if opening is not None:
        counts |= _movement(opening, poor, rng)
    rates = {
        "GN-01": _rate(poor, households),
        "GN-03": _rate(near, households),
        "GN-04": _rate(poor + near, households),
        "GN-06": _rate(minority_poor, minority),
    }
    return rates | {code: Parts(count) for code, count in counts.items()}


def _movement(opening: Floats, closing: Floats, rng: np.random.Generator) -> dict[str, Floats]:
    """opening − out + in = closing, with out and in made up of their kinds."""
    inflow = np.maximum(closing - opening, 0) + rng.binomial(opening.astype(int), 0.03).astype(float)
    outflow = opening + inflow - closing
    out_kinds = rng.multinomial(outflow.astype(int), _OUT).T.astype(float)
    in_kinds = rng.multinomial(inflow.astype(int), _IN).T.astype(float)
    codes: dict[str, Floats] = {"GN-21": opening, "GN-22": outflow, "GN-26": inflow}
    codes |= {f"GN-{23 + number}": counts for number, counts in enumerate(out_kinds)}
    return codes | {f"GN-{27 + number}": counts for number, counts in enumerate(in_kinds)}


def _rate(part: Floats, whole: Floats) -> Parts:
    shown = np.divide(100 * part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return Parts(np.round(shown, 2), part, whole)
