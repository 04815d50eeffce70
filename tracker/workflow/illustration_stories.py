"""How each illustrative indicator goes: yearly levels before and after the merger, plans, first halves."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from tracker.catalogue.model import Indicator

SEED = 20260630
FIRST_YEAR, LAST_YEAR = 2021, 2026
Levels = tuple[float, ...]  # 2021 … 2026; 2026 is the year-end estimate


@dataclass(frozen=True)
class Story:
    """One indicator per area and year, in its own unit of measure; everything here is invented."""

    tq: Levels  # old Tuyên Quang; departments included to 2024, communes alone from 2025
    hg: Levels  # old Hà Giang
    departments: Levels = ()  # those of today's province: 2025, 2026 (2024 as 2025)
    half: float = 0.45  # the share of the year's step (a flow: of its amount) that is done at mid-year
    paces: Mapping[int, float] = field(default_factory=dict)  # share of the year's planned step that is made
    size: float = 0.02  # a rate's whole, per household
    hardship: float = 0.0  # how strongly hard places differ: log odds per unit of hardship
    stage_total: float | None = None  # what the old province itself says of 2021-2025 as a whole

    def level(self, area: str, year: int) -> float:
        if area == "TQ_OLD":
            return self.tq[year - FIRST_YEAR]
        if area == "HG_OLD":
            return self.hg[year - FIRST_YEAR]
        if self.departments:
            return self.departments[max(0, year - LAST_YEAR + len(self.departments) - 1)]
        return (self.tq[year - FIRST_YEAR] + self.hg[year - FIRST_YEAR]) / 2

    def pace(self, year: int, otherwise: float) -> float:
        return self.paces.get(year, otherwise)


# The paces of 2026 are chosen so that the first half of 2026 shows every kind of news.
_STORIES: dict[str, Story] = {
    "CTXH-01": Story(
        (36.8, 42.1, 47.9, 54.6, 61.4, 65.2), (28.9, 33.7, 38.4, 43.6, 49.0, 53.4), (78.5, 82.0),
        half=0.53, paces={2026: 0.95}, size=0.0055, hardship=-0.35,
    ),
    "CTXH-02": Story((60, 60, 80, 80, 80, 80), (0,) * 6, (60, 60), half=1.0),
    "CTXH-03": Story(
        (318, 402, 437, 449, 431, 338), (240, 300, 310, 330, 280, 232), (62, 58),
        half=0.36, paces={2023: 1.04, 2024: 1.02, 2025: 0.97, 2026: 0.9},
    ),
    "CTXH-04a": Story(
        (38.2, 41.3, 44.9, 48.6, 52.3, 51.1), (30.4, 32.8, 35.1, 37.9, 41.2, 40.3), (56.0, 55.1),
        half=0.7, paces={2026: -0.5}, size=0.12, hardship=-0.2,
    ),
    "CTXH-05": Story(
        (81.4, 84.9, 87.6, 89.7, 91.6, 93.7), (72.2, 75.9, 80.1, 84.4, 88.0, 90.4), (93.0, 94.5),
        half=0.52, paces={2026: 1.04}, size=0.012, hardship=-0.3,
    ),
    "CTXH-06": Story((3, 4, 4, 5, 5, 4), (0,) * 6, (6, 7), half=0.5),
    "GN-40": Story((11, 14, 16, 14, 8, 0), (0,) * 6, half=0.35, stage_total=63),
    "GN-41": Story((8, 12, 11, 11, 8, 0), (0,) * 6, half=0.4, stage_total=50),
    "GN-42": Story(
        (68, 117, 132, 104, 76, 0), (140, 210, 236, 190, 150, 0), half=0.31, hardship=0.8,
        paces={2022: 0.86, 2024: 0.83, 2025: 0.78}, stage_total=497.2,
    ),
    "GN-DV-01": Story((71.2, 78.0, 84.5, 90.3, 96.4), (60.3, 68.2, 75.1, 82.0, 88.9), size=0.21),
    "GN-DV-02": Story((97.8, 98.9, 99.6, 100, 100), (97.1, 98.4, 99.3, 99.9, 100), size=1.1),
    "GN-DV-03": Story((28.1, 26.9, 25.7, 24.4, 23.3), (38.6, 37.4, 36.2, 35.1, 33.9), size=0.25, hardship=0.3),
    "GN-DV-04": Story((88.1, 89.4, 90.6, 91.5, 92.7), (82.4, 84.5, 86.1, 87.9, 89.2), size=0.3, hardship=-0.3),
    "GN-DV-05": Story((46.2, 50.1, 53.8, 57.5, 61.1), (36.0, 40.4, 44.1, 47.8, 51.6), size=0.4, hardship=-0.2),
    "GN-DV-06": Story((17.3, 19.2, 21.1, 22.4, 24.3), (12.1, 13.8, 15.3, 17.0, 18.6), size=0.4, hardship=-0.3),
    "GN-DV-08": Story((84.7, 86.8, 88.9, 90.7, 92.3), (75.2, 78.4, 81.7, 84.8, 88.2), size=0.33, hardship=-0.4),
    "GN-DV-09": Story((44.9, 48.8, 52.6, 56.8, 60.7), (31.2, 35.0, 39.1, 43.2, 47.3), size=0.33, hardship=-0.4),
    "GN-DV-10": Story((79.5, 83.2, 86.5, 89.3, 92.2), (66.1, 71.8, 77.0, 82.1, 86.9), size=0.31, hardship=-0.3),
    "GN-DV-11": Story(
        (83.0, 85.4, 87.2, 88.6, 93.1), (74.3, 79.9, 85.2, 90.1, 94.2), paces={2024: 0.7}, size=0.9
    ),
}  # fmt: skip

# Deprivation of poor households by index: percent in 2021, factor per year, pace against the plan of 2026.
_DEPRIVATION: Mapping[str, tuple[float, float, float]] = {
    "01": (38.4, 0.95, 0.84),
    "02": (42.7, 0.97, 1.1),
    "03": (21.9, 0.93, 1.05),
    "04": (31.3, 0.9, 1.15),
    "05": (35.2, 0.97, 0.97),
    "06": (6.4, 0.94, 1.02),
    "07": (33.5, 0.88, 1.2),
    "08": (21.1, 0.92, 1.08),
    "09": (24.6, 0.93, 0.8),
    "10": (52.8, 0.96, 0.62),
    "11": (27.3, 0.89, 1.12),
    "12": (19.2, 1.0, -0.4),
}


def story_of(indicator: Indicator) -> Story:
    """The story of an indicator; one that the list does not know gets a plain one of its own."""
    if indicator.code.startswith("GN-TH-"):
        return _deprivation_story(indicator.code[6:8], is_near_poor=indicator.code.endswith(".CN"))
    return _STORIES.get(indicator.code) or _plain_story(indicator)


def _deprivation_story(index: str, is_near_poor: bool) -> Story:
    start, factor, pace = _DEPRIVATION.get(index, (25.0, 0.95, 1.0))
    if is_near_poor:
        start, pace = 0.62 * start, 1.0 if pace < 0.9 else pace
    bumps = np.random.default_rng([SEED, int(index), is_near_poor]).normal(
        0, 0.012, LAST_YEAR - FIRST_YEAR + 1
    )
    tq = [start * factor**number * (1 + bump) for number, bump in enumerate(bumps)]
    tq[-1] = tq[-2] * (factor if pace > 0 else 1.03)
    return Story(tuple(tq), tuple(min(1.2 * level, 95.0) for level in tq), paces={2026: pace}, hardship=0.25)


def _plain_story(indicator: Indicator) -> Story:
    """Levels for an indicator that was added to the catalogue: a start, a yearly step and some noise."""
    rng = np.random.default_rng([SEED, zlib.crc32(indicator.code.encode())])
    is_rate, is_falling = indicator.unit_of_measure.startswith("%"), indicator.direction == "down"
    start = rng.uniform(30, 60) if is_rate else rng.uniform(300, 900)
    step = (-1 if is_falling else 1) * start * rng.uniform(0.03, 0.07)
    bumps = rng.normal(0, 0.2 * abs(step), LAST_YEAR - FIRST_YEAR + 1)
    tq = tuple(start + step * number + bump for number, bump in enumerate(bumps))
    return Story(tq, tuple(level * (1.15 if is_falling else 0.85) for level in tq))
