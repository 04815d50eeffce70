"""The questions pages and commands ask: assess, compare, series of places, who has reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from tracker.catalogue import frames
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.assessment import assess
from tracker.core.comparison import compare
from tracker.core.period import Period
from tracker.core.reasons import reason_args
from tracker.core.series import SERIES_COLUMNS
from tracker.workflow.second_opinions import replace_verdicts

METHODS = ("linear", "statcan", "destatis")


class SeriesSource(Protocol):
    """Where series come from: the store, or a file of observations."""

    def read_series(self, places: Sequence[str] | None, indicators: Sequence[str] | None) -> pd.DataFrame: ...

    def read_unit_series(
        self, indicators: Sequence[str] | None, units: Sequence[tuple[str, dt.date]] | None
    ) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Answers:
    """Answers about one state of the data; every frame has the columns named in tracker.core."""

    source: SeriesSource
    catalogue: Catalogue
    reference: Reference

    def series(self, places: Sequence[str], indicators: Sequence[str] | None, period: Period) -> pd.DataFrame:
        """SERIES of places (territories, old districts, reporting units) with the catalogue's own plans."""
        territories, units = self._split(places, period)
        parts = [frames.stated_series(self.catalogue).query("place_code in @places")]
        if territories:
            parts.insert(0, self.source.read_series(territories, indicators))
        if units:
            parts.insert(0, self.source.read_unit_series(indicators, units))
        known = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
        if indicators is not None:
            known = known[known["indicator_code"].isin(list(indicators))]
        known = known.reindex(columns=list(SERIES_COLUMNS))
        return known.drop_duplicates(["place_code", "indicator_code", "period", "measure"], ignore_index=True)

    def assess(
        self,
        period: Period,
        places: Sequence[str],
        programme: str | None = None,
        indicator: str | None = None,
        method: str = "linear",
        only: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """ASSESSMENT rows, one per place and target, with `judged_on`, `reason_args` and `method`.

        `only`: no other indicators than these.

        A target of a stage that began before a territory did is judged on the territory it was set for:
        the merged province answers for the milestones of 2025 with the series of old Tuyên Quang.
        """
        codes = [code for code in self.codes(programme, indicator) if only is None or code in only]
        earlier = {place: self._predecessor(place) for place in places}
        judged_on = [*places, *dict.fromkeys(place for place in earlier.values() if place)]
        series = self.series(judged_on, self._with_sources(codes), period)
        targets = self._targets(codes, series, places, period)
        if programme:
            targets = targets[targets["programme_code"] == programme]
        thresholds = frames.thresholds_of(self.catalogue)
        alone = [place for place, before in earlier.items() if not before]
        rows = assess(targets, series, alone, period, thresholds)
        parts = [rows.assign(judged_on=rows["place_code"])]
        for place, before in earlier.items():
            if before:
                old = self._is_earlier(targets, place)
                parts.append(
                    assess(targets[~old], series, [place], period, thresholds).assign(judged_on=place)
                )
                rows = assess(targets[old], series, [before], period, thresholds)
                parts.append(rows.assign(place_code=place, judged_on=before))
        rows = _in_order(pd.concat([part for part in parts if len(part)] or parts[:1]), codes)
        units = {one.code: one.unit_of_measure for one in self.catalogue.indicators}
        rows = rows.assign(reason_args=reason_args(rows, units), method=method)
        return rows if method == "linear" else replace_verdicts(rows, series, self.catalogue, method)

    def compare(
        self,
        period: Period,
        places: Sequence[str],
        programme: str | None = None,
        indicator: str | None = None,
    ) -> pd.DataFrame:
        """COMPARISON rows, one per place and indicator."""
        codes = self.codes(programme, indicator)
        series = self.series(places, codes, period)
        indicators = frames.indicators_frame(self.catalogue).loc[codes]
        is_rate = indicators["unit_of_measure"].str.contains("%").to_numpy()
        return compare(indicators.assign(is_rate=is_rate), series, list(places), period)

    def codes(self, programme: str | None = None, indicator: str | None = None) -> list[str]:
        """Indicator codes in catalogue order; raises KeyError for one that is not in the catalogue."""
        known = [one for one in self.catalogue.indicators if not programme or programme in one.programmes]
        codes = [one.code for one in known if not indicator or one.code == indicator]
        if indicator and not codes:
            raise KeyError(indicator)
        return codes

    def _with_sources(self, codes: list[str]) -> list[str]:
        """The indicators themselves and those that they, or their targets, are computed from."""
        wanted = dict.fromkeys(codes)
        for one in self.catalogue.indicators:
            if one.code in codes:
                wanted |= dict.fromkeys([*one.of, *(target.of for target in one.targets if target.of)])
        return list(wanted)

    def _targets(
        self, codes: list[str], series: pd.DataFrame, places: Sequence[str], period: Period
    ) -> pd.DataFrame:
        year = period.last_year
        stated = frames.targets_frame(self.catalogue)
        stated = stated[stated["indicator_code"].isin(codes)]
        if not any(self._is_area(place) for place in places):
            stated = stated[stated["target_kind"].isin(["floor", "per_unit"])]
        planned = series[
            (series["measure"] == "plan")
            & (series["period"] == str(year))
            & series["indicator_code"].isin(codes)
        ]
        plans = frames.year_plan_targets(self.catalogue, year, planned)
        judged = set(stated["indicator_code"])
        rest = [code for code in codes if code not in judged]
        tracked = frames.tracked_targets(self.catalogue, rest, year)
        planned_keys = set(zip(plans["only_place"], plans["indicator_code"], strict=True))
        tracked = tracked.merge(pd.DataFrame({"only_place": list(places)}), how="cross")
        is_planned = [
            key in planned_keys for key in zip(tracked["only_place"], tracked["indicator_code"], strict=True)
        ]
        tracked = tracked[~np.array(is_planned, dtype=bool)]
        parts = [part for part in (stated, plans, tracked) if len(part)]
        merged = pd.concat(parts, ignore_index=True) if parts else stated.assign(only_place=None)
        order = {code: rank for rank, code in enumerate(codes)}
        return merged.sort_values("indicator_code", key=lambda codes: codes.map(order), kind="stable")

    def _predecessor(self, place: str) -> str | None:
        """The territory that carried the same province code before this one."""
        own = next((one for one in self.catalogue.territories if one.code == place), None)
        if own is None or own.valid_from is None:
            return None
        earlier = (one for one in self.catalogue.territories if one.province_code == own.province_code)
        return next((one.code for one in earlier if one.valid_to and one.valid_to < own.valid_from), None)

    def _is_earlier(self, targets: pd.DataFrame, place: str) -> np.ndarray:
        began = next(
            one.valid_from for one in self.catalogue.territories if one.code == place and one.valid_from
        )
        is_milestone = ~targets["target_kind"].isin(["year_plan", "none"])
        return (is_milestone & (targets["stage_from"] <= began.year)).to_numpy()

    def _is_area(self, place: str) -> bool:
        return place in {territory.code for territory in self.catalogue.territories}

    def _split(self, places: Sequence[str], period: Period) -> tuple[list[str], list[tuple[str, dt.date]]]:
        areas, units = [], []
        for place in places:
            unit = self.reference.find_unit(place, period.ends_on)
            if place in self.reference.areas or unit is None:
                areas.append(place)
            else:
                units.append((unit.code, unit.valid_from))
        return areas, units


def _in_order(rows: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Rows by place, then in catalogue order, then by due date; plans of the year first."""
    order = {code: rank for rank, code in enumerate(codes)}
    ranks = rows.assign(_rank=rows["indicator_code"].map(order))
    return ranks.sort_values(["place_code", "_rank", "due_year"], kind="stable", ignore_index=True).drop(
        columns="_rank"
    )
