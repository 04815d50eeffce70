"""Illustrative figures of one indicator: plan, first half, estimate and actual of every year and unit."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np
import pandas as pd

from tracker.core.target import Floats
from tracker.workflow.illustration_spread import Wholes, apportion, spread_rate
from tracker.workflow.illustration_stories import SEED, Story
from tracker.workflow.illustration_units import Group

_PLAN_PACES = (0.96, 1.2)  # made of the planned step, where a story names no pace
_LEAST_RATE, _HIGHEST_RATE = 0.2, 100.0


class Parts(NamedTuple):
    """One figure of every unit of a group: (n,) each, the parts of a ratio or None."""

    value: Floats
    numerator: Floats | None = None
    denominator: Floats | None = None


class Amount(NamedTuple):
    """One figure of an area, with the round in which its units hand it in."""

    year: int
    period: str
    measure: str
    round_period: str
    moment: str  # plan, half, estimate, actual
    level: float


class Spread(Protocol):
    """Shares an area's figure out over its units; None where the units cannot have one."""

    def __call__(self, amount: Amount) -> Parts | None: ...


@dataclass
class Figures:
    """Figures being collected: one array per column and call, joined at the end."""

    parts: list[dict[str, object]] = field(default_factory=list)

    def add(self, group: Group, code: str, amount: Amount, parts: Parts) -> None:
        """One figure of every unit of the group that is there in its year."""
        there = group.active[amount.year] > 0
        unknown = np.full(group.size, np.nan)
        self.parts.append(
            {
                "unit_code": group.units["unit_code"].to_numpy(dtype=object)[there],
                "unit_valid_from": group.units["unit_valid_from"].to_numpy(dtype=object)[there],
                "indicator_code": code,
                "period": amount.period,
                "measure": amount.measure,
                "round_period": amount.round_period,
                "value": parts.value[there],
                "numerator": (unknown if parts.numerator is None else parts.numerator)[there],
                "denominator": (unknown if parts.denominator is None else parts.denominator)[there],
            }
        )

    def to_frame(self) -> pd.DataFrame:
        """Every figure as an observation with its round; figures without a value are left out."""
        sizes = [len(np.asarray(part["value"])) for part in self.parts]
        columns: dict[str, np.ndarray] = {}
        for name in self.parts[0] if self.parts else ():
            values = [np.asarray(part[name]) for part in self.parts]
            if values[0].ndim:
                columns[name] = np.concatenate(values)
            else:
                columns[name] = np.repeat(np.array([str(value) for value in values], dtype=object), sizes)
        frame = pd.DataFrame(columns)
        return frame[frame["value"].notna()].reset_index(drop=True) if len(frame) else frame


def generator_for(code: str, group: Group) -> np.random.Generator:
    """A generator of its own for each indicator and group, so that adding one changes no other."""
    text = f"{code} {group.area} {group.is_old}"
    return np.random.default_rng([SEED, zlib.crc32(text.encode())])


def rounds_of(group: Group, year: int) -> tuple[str | None, str | None]:
    """The round of a year's first half (with estimate and plan) and the round of its actual."""
    if group.is_old:
        return f"{year}-H1", None if year == 2025 else str(year)
    return f"{year}-H1" if year > 2025 else None, str(year) if year > 2024 else None


def amounts_of(
    group: Group, story: Story, rng: np.random.Generator, years: list[int], *, is_annual: bool, is_flow: bool
) -> Iterator[Amount]:
    """Every figure of the group's area that its units hand in, in time order."""
    last = None
    for year in years:
        level = story.level(group.area, year)
        half_round, year_round = rounds_of(group, year)
        pace = story.pace(year, rng.uniform(*_PLAN_PACES))
        miss = rng.normal(0, 0.06)
        start = 0.0 if is_flow else last
        if start is not None:
            step = level - start
            plan_round = half_round or year_round
            if plan_round:
                yield Amount(year, str(year), "plan", plan_round, "plan", start + step / pace)
            if half_round:
                estimate = level + (0.0 if year == 2026 else miss * step)
                yield Amount(year, str(year), "estimate", half_round, "estimate", estimate)
            if half_round and not is_annual:
                yield Amount(year, half_round, "actual", half_round, "half", start + story.half * step)
        if year_round:
            yield Amount(year, str(year), "actual", year_round, "actual", level)
        last = level


@dataclass(frozen=True)
class RateSpread:
    """A rate in percent whose units lean to their own side of the area's rate, year after year."""

    wholes: Wholes
    leanings: Wholes

    def __call__(self, amount: Amount) -> Parts | None:
        key = (amount.year, amount.moment)
        whole = self.wholes.get(key)
        if whole is None or not whole.sum():
            return None
        rate = np.clip(amount.level, _LEAST_RATE, _HIGHEST_RATE)
        part = spread_rate(rate / 100 * whole.sum(), whole, self.leanings[key])
        shown = np.divide(100 * part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
        return Parts(np.round(shown, 2), part, whole)


def rate_spread(group: Group, story: Story, rng: np.random.Generator, wholes: Wholes | None) -> RateSpread:
    """`wholes` when another indicator counts them (poor households), else wholes by the story's size."""
    base = story.size * group.weights * 1000 * np.exp(rng.normal(0, 0.12, group.size))
    lean = story.hardship * group.leanings + rng.normal(0, 0.25, group.size)
    drift = rng.normal(0, 0.05, group.size)
    own_wholes, leanings = {}, {}
    for year in group.years:
        planned = lean + rng.normal(0, 0.12, group.size)
        now = lean + drift + rng.normal(0, 0.08, group.size)
        guess = now + rng.normal(0, 0.04, group.size)
        for moment, own in (
            ("plan", planned),
            ("half", (lean + now) / 2),
            ("estimate", guess),
            ("actual", now),
        ):
            leanings[year, moment] = own
            own_wholes[year, moment] = (np.round(base * 1.012 ** (year - 2021)) + 1) * group.active[year]
        lean = now
    return RateSpread(own_wholes if wholes is None else wholes, leanings)


@dataclass(frozen=True)
class CountSpread:
    """A count shared out by size and chance; a flow's first half stays within its estimate and its year."""

    shares: Wholes
    totals: dict[int, float]  # the area's amount of each year
    is_flow: bool

    def __call__(self, amount: Amount) -> Parts | None:
        share = self.shares[amount.year, amount.moment]
        if amount.moment != "half" or not self.is_flow:
            return Parts(apportion(amount.level, share))
        year = apportion(self.totals[amount.year], self.shares[amount.year, "actual"])
        guess = apportion(self.totals[amount.year] * 0.85, self.shares[amount.year, "estimate"])
        return Parts(np.minimum(apportion(amount.level, share), np.minimum(year, guess)))


def count_spread(
    group: Group, story: Story, rng: np.random.Generator, years: list[int], is_flow: bool
) -> CountSpread:
    own = group.weights * np.exp(rng.normal(0, 0.3, group.size) + story.hardship * group.leanings)
    shares = {}
    for year in years:
        there = group.active[year]
        shares[year, "plan"] = there * own * np.exp(rng.normal(0, 0.15, group.size))
        own = own * np.exp(rng.normal(0, 0.12, group.size))
        for moment in ("half", "estimate", "actual"):
            shares[year, moment] = there * own
    return CountSpread(shares, {year: story.level(group.area, year) for year in years}, is_flow)


@dataclass(frozen=True)
class MinimumSpread:
    """A small number per unit whose lowest counts; the level is the percentage of units with at least one."""

    ranks: Floats
    extra: Floats

    def __call__(self, amount: Amount) -> Parts | None:
        has = self.ranks < (100 if amount.moment == "plan" else amount.level)
        return Parts(np.where(has, 1.0 + self.extra, 0.0))


def minimum_spread(group: Group, rng: np.random.Generator) -> MinimumSpread:
    ranks = (rng.permutation(group.size) + 0.5) / max(group.size, 1) * 100
    return MinimumSpread(ranks, np.minimum(rng.poisson(0.5, group.size), 2).astype(float))


@dataclass(frozen=True)
class DirectSpread:
    """What one unit says about the whole area itself."""

    decimals: int

    def __call__(self, amount: Amount) -> Parts | None:
        return Parts(np.array([round(amount.level, self.decimals)]))
