"""One hand-in as its reviewer sees it: each figure beside last year, the plan and what counts, with what was said of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.core.estimates import score_estimates
from tracker.core.period import Period
from tracker.store import Store
from tracker.workflow.estimate_records import EstimateRecord, find_estimate_record
from tracker.workflow.review_fields import field_of
from tracker.workflow.reviewing import Looked, look

_BESIDE = ("same_period", "previous_year", "plan", "official")
Key = tuple[str, dt.date, str, str, str]  # unit, its first day, indicator, period, measure


@dataclass(frozen=True)
class Remark:
    """A finding of the checks, or a comment of a person."""

    severity: str  # error, warning, comment
    text: str
    by: str | None = None
    at: dt.datetime | None = None


@dataclass(frozen=True)
class ReviewSheet:
    """`figures`: the observation's columns, programme, group, same_period, previous_year, plan, official (what
    counts officially for the same key), estimated and error (a final figure against its estimate), is_rate.
    `remarks`: by the id of the figure; under None those on the whole hand-in."""

    looked: Looked
    submission: pd.Series
    figures: pd.DataFrame
    remarks: Mapping[str | None, tuple[Remark, ...]]
    record: EstimateRecord


def make_sheet(store: Store, catalogue: Catalogue, submission_id: str) -> ReviewSheet:
    """Everything a reviewer looks at; raises ReviewError when there is no such hand-in."""
    looked = look(store, catalogue, submission_id)
    rows = store.list_submissions(looked.unit[0], str(looked.period)).set_index("id", drop=False)
    figures = _beside(store, store.read_figures([submission_id]))
    fields = [field_of(catalogue, code, looked.period.last_year) for code in figures["indicator_code"]]
    rates = {one.code for one in catalogue.indicators if "%" in one.unit_of_measure}
    figures = figures.assign(
        programme=[field[0] if field else None for field in fields],
        group=[field[1] if field else None for field in fields],
        is_rate=figures["indicator_code"].isin(rates),
    )
    figures = _ordered(_with_errors(store, figures, looked, rates), catalogue)
    record = find_estimate_record(store, catalogue, looked.unit, looked.period.last_year)
    return ReviewSheet(looked, rows.loc[submission_id], figures, _remarks(store, figures, looked), record)


def _beside(store: Store, figures: pd.DataFrame) -> pd.DataFrame:
    """The official figures of the same unit and indicator that each is compared with."""
    units = list(dict.fromkeys(zip(figures["unit_code"], figures["unit_valid_from"], strict=True)))
    asked = [_beside_of(Period.parse(period)) for period in figures["period"]]
    periods = sorted({str(period) for one in asked for period in one.values()})
    known: dict[Key, float] = {}
    for row in store.find_current(units, periods, basis="official").itertuples(index=False):
        key = (row.unit_code, row.unit_valid_from, row.indicator_code, row.period, row.measure)
        known[key] = row.value
    columns: dict[str, list[float]] = {name: [] for name in _BESIDE}
    for row, periods_of in zip(figures.itertuples(index=False), asked, strict=True):
        for name in _BESIDE:
            measure = {"plan": "plan", "official": row.measure}.get(name, "actual")
            key = (row.unit_code, row.unit_valid_from, row.indicator_code, str(periods_of[name]), measure)
            columns[name].append(known.get(key, np.nan))
    return figures.assign(**{name: np.array(values, dtype=float) for name, values in columns.items()})


def _beside_of(period: Period) -> dict[str, Period]:
    before = period.years_before(1)
    return {
        "same_period": before,
        "previous_year": before.whole_year(),
        "plan": period.whole_year(),
        "official": period,
    }


def _with_errors(store: Store, figures: pd.DataFrame, looked: Looked, rates: set[str]) -> pd.DataFrame:
    """`estimated` and `error` at every final figure of the sender whose year-end was estimated before."""
    final = figures[(figures["measure"] == "actual") & (figures["unit_code"] == looked.unit[0])]
    known = store.read_unit_series(units=[looked.unit], basis="official")
    known = known[known["measure"] == "estimate"].assign(unit_code=known["place_code"])
    scored = score_estimates(pd.concat([final, known], ignore_index=True), rates)
    by_key = {
        (row.indicator_code, str(row.year)): (row.estimate, row.error)
        for row in scored.itertuples(index=False)
    }
    found = [
        by_key.get((row.indicator_code, row.period), (np.nan, np.nan))
        if row.measure == "actual" and row.unit_code == looked.unit[0]
        else (np.nan, np.nan)
        for row in figures.itertuples(index=False)
    ]
    return figures.assign(estimated=[pair[0] for pair in found], error=[pair[1] for pair in found])


def _ordered(figures: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """By programme, then in catalogue order, then by unit; actuals first."""
    programmes = {one.code: at for at, one in enumerate(catalogue.programmes)}
    codes = {one.code: at for at, one in enumerate(catalogue.indicators)}
    ranks = figures.assign(
        _programme=figures["programme"].map(programmes).fillna(len(programmes)),
        _code=figures["indicator_code"].map(codes).fillna(len(codes)),
    )
    names = ["_programme", "_code", "unit_code", "measure", "period"]
    return ranks.sort_values(names, kind="stable", ignore_index=True).drop(columns=["_programme", "_code"])


def _remarks(store: Store, figures: pd.DataFrame, looked: Looked) -> dict[str | None, tuple[Remark, ...]]:
    cells = {cell: one for cell, one in zip(figures["cell"], figures["id"], strict=True) if cell}
    keys = {
        (row.indicator_code, row.period, row.measure): row.id
        for row in figures.itertuples(index=False)
        if row.unit_code == looked.unit[0]
    }
    found: dict[str | None, list[Remark]] = {}
    for row in store.read_findings(looked.submission_id).itertuples(index=False):
        detail: dict[str, Any] = json.loads(row.detail or "{}")
        key = tuple(detail.get(name) for name in ("indicator_code", "period", "measure"))
        at = cells.get(row.cell) or keys.get(key)  # type: ignore[arg-type]
        found.setdefault(at, []).append(Remark(row.severity, row.message))
    known = set(figures["id"])
    for row in store.read_comments([looked.submission_id]).itertuples(index=False):
        at = row.observation_id if row.observation_id in known else None
        found.setdefault(at, []).append(Remark("comment", row.body, row.by, row.at.to_pydatetime()))
    return {at: tuple(remarks) for at, remarks in found.items()}
