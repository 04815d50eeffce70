"""The plans of the units against the province's plan, where a file holds plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from tracker.catalogue import frames
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.core.balance_checks import check_plans
from tracker.core.checks import collect_findings
from tracker.intake.finding import Finding, decide
from tracker.intake.layout import FormRequest
from tracker.intake.reading import Intake
from tracker.store import Store
from tracker.workflow.concerned import territories_of
from tracker.workflow.differences import KEY_COLUMNS, NUMBERS, figures_of
from tracker.workflow.reporters import find_speaker, list_reporters

_FIGURE = ["indicator_code", "period"]
_WHOSE = ["indicator_code", "unit_code", "unit_valid_from"]
_ROW = [*KEY_COLUMNS, *NUMBERS, "cell"]


def with_plan_findings(store: Store, reference: Reference, request: FormRequest, read: Intake) -> Intake:
    """The same with a warning for each plan of the province that the plans of its units do not reach.

    Plans of the file count before those handed in earlier, and those before the catalogue's; illustrative
    ones say nothing. Plans are compared once all districts or all communes that report the indicator have
    one. Whom a territory consists of is seen on the round's day: plans reach beyond a unit's own days.
    """
    is_plan = read.values["measure"] == "plan"
    plans = figures_of(read.values[is_plan]) if is_plan.any() else read.values.iloc[:0]
    years = [text for text in plans["period"].unique() if str(text).isdigit()]
    plans = plans.loc[plans["period"].isin(years), _ROW]
    units = set(plans[["unit_code", "unit_valid_from"]].drop_duplicates().itertuples(index=False, name=None))
    places = territories_of(units, request.period, request.catalogue, reference) if units else []
    found = [finding for place in places for finding in _check_place(store, reference, request, plans, place)]
    if not found:
        return read
    findings = (*read.findings, *found)
    return replace(read, decision=decide(findings), findings=findings)


def _check_place(
    store: Store, reference: Reference, request: FormRequest, plans: pd.DataFrame, place: str
) -> Iterable[Finding]:
    catalogue, period = request.catalogue, request.period
    reporters = list_reporters(reference, catalogue, place, period)
    speaker = find_speaker(reference, place, period)
    codes = [code for code in plans["indicator_code"].unique() if code in reporters]
    if speaker is None or not codes:
        return
    own = _known_plans(store, plans, {code: [speaker] for code in codes})
    province = _province_plans(own, catalogue, place, codes, plans["period"].unique())
    if province.empty:
        return
    asked = {code: reporters[code] for code in province["indicator_code"].unique()}
    unit_plans = _known_plans(store, plans[plans["period"].isin(province["period"])], asked)
    complete = _complete(unit_plans, reporters)
    province = province[pd.MultiIndex.from_frame(province[_FIGURE]).isin(complete)].reset_index(drop=True)
    found = collect_findings(check_plans(unit_plans, province))
    for row, code, details in found[["row", "code", "details"]].itertuples(index=False):
        plan = province.loc[row]
        cell = plan["cell"] if isinstance(plan["cell"], str) else _first_cell(unit_plans, plan)
        if cell is not None:
            about = {"indicator_code": plan["indicator_code"], "measure": "plan"}
            yield Finding(code, cell, about | details)


def _known_plans(
    store: Store, plans: pd.DataFrame, asked: Mapping[str, Sequence[ReportingUnit]]
) -> pd.DataFrame:
    """The plans of the file, and what counts beside it, of these units for these indicators."""
    plans = plans[plans["indicator_code"].isin(list(asked))]
    rows = [(code, unit.code, unit.valid_from) for code, units in asked.items() for unit in units]
    wanted = pd.DataFrame(rows, columns=_WHOSE)
    units = sorted({(unit.code, unit.valid_from) for units in asked.values() for unit in units})
    periods = list(plans["period"].unique())
    earlier = store.find_current(units, periods, list(asked), with_illustration=False)
    earlier = earlier[earlier["measure"] == "plan"].assign(cell=None)
    parts = [part[_ROW].merge(wanted, on=_WHOSE) for part in (earlier, plans) if len(part)]
    known = pd.concat(parts, ignore_index=True) if parts else plans[_ROW].iloc[:0]
    return known.drop_duplicates(list(KEY_COLUMNS), keep="last")


def _province_plans(
    own: pd.DataFrame, catalogue: Catalogue, place: str, codes: Sequence[str], periods: Iterable[str]
) -> pd.DataFrame:
    """indicator_code, period, value, cell, direction, aggregation: handed in, else stated in the catalogue."""
    stated = frames.stated_series(catalogue)
    stated = stated[(stated["place_code"] == place) & (stated["measure"] == "plan")]
    stated = stated[stated["indicator_code"].isin(codes) & stated["period"].isin(list(periods))]
    columns = [*_FIGURE, "value", "cell"]
    both = [part[columns] for part in (own, stated.assign(cell=None)) if len(part)]
    rows = pd.concat(both, ignore_index=True) if both else pd.DataFrame(columns=columns)
    rules = frames.indicators_frame(catalogue)[["direction", "aggregation"]]
    return rows.drop_duplicates(_FIGURE).merge(rules, left_on="indicator_code", right_index=True)


def _complete(
    unit_plans: pd.DataFrame, reporters: Mapping[str, Sequence[ReportingUnit]]
) -> list[tuple[str, str]]:
    """(indicator, year) of which all districts, or all communes, that report it have a plan."""
    found = []
    for (code, period), rows in unit_plans.groupby(_FIGURE):
        have = set(zip(rows["unit_code"], rows["unit_valid_from"], strict=True))
        for level in ("district", "commune"):
            asked = {(one.code, one.valid_from) for one in reporters[str(code)] if one.level == level}
            if asked and asked <= have:
                found.append((str(code), str(period)))
    return found


def _first_cell(unit_plans: pd.DataFrame, plan: pd.Series) -> str | None:
    same = (unit_plans["indicator_code"] == plan["indicator_code"]) & (unit_plans["period"] == plan["period"])
    return next(iter(unit_plans.loc[same, "cell"].dropna()), None)
