"""How well a unit has estimated its year-ends: its official estimates against its official final figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.core.estimates import find_records, score_estimates
from tracker.store import Store

_NAMES = ["unit_code", "unit_valid_from", "indicator_code", "period", "measure", "value"]


@dataclass(frozen=True)
class EstimateRecord:
    """`scored`: SCORE_COLUMNS, one row per estimate; `by_indicator`: RECORD_COLUMNS by code; `overall`: one row."""

    scored: pd.DataFrame
    by_indicator: pd.DataFrame
    overall: pd.Series | None  # None: nothing is scored yet


def find_estimate_record(
    store: Store,
    catalogue: Catalogue,
    unit: tuple[str, dt.date],
    before_year: int,
    final: pd.DataFrame | None = None,
) -> EstimateRecord:
    """The record of a unit over the years before `before_year`.

    `final`: figures under review (indicator_code, period, measure, value), scored as if they were official.
    """
    known = store.read_unit_series(units=[unit], basis="official")
    known = known.assign(unit_code=known["place_code"])[_NAMES]
    if final is not None:
        own = final.assign(unit_code=unit[0], unit_valid_from=unit[1])[_NAMES]
        known = pd.concat([own[own["measure"] == "actual"], known], ignore_index=True)
        known = known.drop_duplicates(["indicator_code", "period", "measure"])
    known = known[known["period"].str[:4].astype(int) < before_year]
    rates = [one.code for one in catalogue.indicators if "%" in one.unit_of_measure]
    scored = score_estimates(known, rates)
    overall = find_records(scored, ["unit_code"])
    return EstimateRecord(
        scored,
        find_records(scored, ["indicator_code"]),
        overall.iloc[0] if len(overall) else None,
    )
