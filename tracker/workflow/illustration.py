"""Illustrative figures for a workspace that shows what the product does: invented, marked, the same each time."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator
from tracker.catalogue.reference import Reference
from tracker.store import Store
from tracker.workflow.illustration_figures import (
    Amount,
    DirectSpread,
    Figures,
    Parts,
    Spread,
    amounts_of,
    count_spread,
    generator_for,
    minimum_spread,
    rate_spread,
)
from tracker.workflow.illustration_hand_ins import LAST_ROUND, list_hand_ins
from tracker.workflow.illustration_review import REVIEW_CODES, reviews_of
from tracker.workflow.illustration_reviews import record_reviews
from tracker.workflow.illustration_rounds import record_rounds
from tracker.workflow.illustration_spread import Wholes
from tracker.workflow.illustration_stories import SEED, story_of
from tracker.workflow.illustration_units import Group, list_groups, list_provinces

_POOR_OR_NEAR = {".HN": "GN-11", ".CN": "GN-12"}  # whose deprivation an index counts, by the code's ending
_KEY = ["unit_code", "unit_valid_from", "indicator_code", "period", "measure"]


def record_illustration(
    store: Store, catalogue: Catalogue, reference: Reference, at: dt.datetime | None = None
) -> None:
    """Fill a demo workspace; one that is filled already stays as it is. `at`: when it becomes a demo (now).

    Raises WorkspaceNotEmpty when the store holds what units have really handed in.
    """
    known = store.list_submissions(period=LAST_ROUND)
    is_filled = (known["kind"] == "illustration").any()
    if store.mode() != "demo":
        store.begin_demo(at or dt.datetime.now(dt.UTC))
    record_rounds(store, catalogue, reference)
    if not is_filled:
        _record_hand_ins(store, catalogue, reference)
    if not store.list_official(LAST_ROUND):
        record_reviews(store, catalogue)


def _record_hand_ins(store: Store, catalogue: Catalogue, reference: Reference) -> None:
    figures = illustrate(catalogue, reference)
    # First versions come before what supersedes them; the last write holds the last round, so that an
    # interrupted start is begun again.
    for write in list_hand_ins(figures, catalogue, reference):
        ids = store.record_submissions([hand_in.batch for hand_in in write])
        for hand_in, submission_id in zip(write, ids, strict=True):
            if hand_in.undo:
                store.undo_submission(submission_id, **hand_in.undo)


def illustrate(catalogue: Catalogue, reference: Reference) -> pd.DataFrame:
    """Every illustrative figure as if all units had handed in, without mistakes.

    Columns unit_code, unit_valid_from, indicator_code, period, measure, round_period (the round in which
    it is handed in), value, numerator, denominator.
    """
    figures = Figures()
    groups = list_groups(reference, np.random.default_rng(SEED))
    counted = {_side(group): _add_reviews(figures, _areas(group), catalogue) for group in groups}
    for indicator in catalogue.indicators:
        if indicator.code in REVIEW_CODES:
            continue
        levels = set(indicator.reported_by)
        for group in groups if levels - {"province"} else list_provinces(reference):
            reporters = _reporters(group, indicator)
            if reporters.size:
                wholes = counted.get(_side(group), {}).get(_POOR_OR_NEAR.get(indicator.code[-3:], ""))
                _add_indicator(figures, reporters, indicator, wholes, catalogue)
    rows = figures.to_frame()
    provincial = [_provincial_estimates(rows, catalogue, reference), _stage_totals(catalogue, reference)]
    rows = pd.concat([rows, *provincial], ignore_index=True)
    return _without_published(rows, reference)


def _side(group: Group) -> tuple[str, bool]:
    return group.area, group.is_old


def _areas(group: Group) -> Group:
    return group.only((group.units["level"] != "department").to_numpy())


def _reporters(group: Group, indicator: Indicator) -> Group:
    levels = group.units["level"]
    named = group.units["unit_code"].isin(indicator.departments) if indicator.departments else True
    return group.only((levels.isin(indicator.reported_by) & ((levels != "department") | named)).to_numpy())


def _add_reviews(figures: Figures, group: Group, catalogue: Catalogue) -> dict[str, Wholes]:
    """The poverty reviews of a group; gives its poor and near-poor households by year and moment."""
    known = {one.code: one for one in catalogue.indicators if set(one.reported_by) & {"district", "commune"}}
    counted: dict[str, Wholes] = {"GN-11": {}, "GN-12": {}}
    if not group.households:
        return counted
    for review in reviews_of(group):
        for code, parts in review.figures.items():
            if code in counted:
                counted[code][review.year, review.moment] = parts.value
            is_stated = review.moment == "plan" and review.year in _stated_plans(known, code, group.area)
            if code in known and not is_stated:
                figures.add(group, code, review.amount, parts)
    return counted


def _stated_plans(indicators: dict[str, Indicator], code: str, area: str) -> set[int]:
    """The years whose plan the catalogue states itself: no invented plan may stand in its place."""
    plans = indicators[code].plans if code in indicators else ()
    return {plan.year for plan in plans if plan.territory in {area, "TQ_NEW"}}


def _add_indicator(
    figures: Figures, group: Group, indicator: Indicator, wholes: Wholes | None, catalogue: Catalogue
) -> None:
    story = story_of(indicator)
    rng = generator_for(indicator.code, group)
    is_flow = indicator.kind == "flow"
    ends = max(one.last_year for one in catalogue.programmes if one.code in indicator.programmes)
    is_told_whole = story.stage_total is not None and not group.is_old
    years = [] if is_told_whole else [year for year in group.years if year <= ends]
    spread = _spread(group, indicator, years, wholes, rng)
    stated = _stated_plans({indicator.code: indicator}, indicator.code, group.area)
    is_annual = indicator.frequency == "annual"
    for amount in amounts_of(group, story, rng, years, is_annual=is_annual, is_flow=is_flow):
        parts = None if amount.measure == "plan" and amount.year in stated else spread(amount)
        if parts is not None:
            figures.add(group, indicator.code, amount, parts)


def _spread(
    group: Group, indicator: Indicator, years: list[int], wholes: Wholes | None, rng: np.random.Generator
) -> Spread:
    story = story_of(indicator)
    if set(group.units["level"]) == {"province"}:
        return DirectSpread(indicator.decimals)
    if indicator.kind == "ratio":
        return rate_spread(group, story, rng, wholes)
    if indicator.aggregation == "min":
        return minimum_spread(group, rng)
    return count_spread(group, story, rng, years, indicator.kind == "flow")


def _provincial_estimates(rows: pd.DataFrame, catalogue: Catalogue, reference: Reference) -> pd.DataFrame:
    """What the old provinces expected of 2025 at its middle: the districts were no longer there at its end."""
    rules = {one.code: one.aggregation for one in catalogue.indicators}
    units = reference.reporting_units.set_index(["code", "valid_from"])["territory_code"].to_dict()
    chosen = rows[
        (rows["period"] == "2025") & (rows["round_period"] == "2025-H1") & (rows["measure"] == "estimate")
    ]
    areas = [units.get(key) for key in zip(chosen["unit_code"], chosen["unit_valid_from"], strict=True)]
    names = ["indicator_code", "period", "measure", "round_period"]
    sums = (
        chosen.assign(area=areas)
        .groupby(["area", *names], as_index=False)[["value", "numerator", "denominator"]]
        .sum(min_count=1)
    )
    rule = sums["indicator_code"].map(rules)
    rates = 100 * sums["numerator"] / sums["denominator"]
    sums["value"] = sums["value"].where(rule == "sum", np.round(rates, 2))
    sums = sums[rule.isin(["sum", "ratio_of_sums"])]
    provinces = pd.concat([group.units.assign(area=group.area) for group in list_provinces(reference)])
    return sums.merge(provinces[["area", "unit_code", "unit_valid_from"]], on="area").drop(columns="area")


def _stage_totals(catalogue: Catalogue, reference: Reference) -> pd.DataFrame:
    """What old Tuyên Quang said at the closing of the programme about what only its departments counted."""
    old = next(group for group in list_provinces(reference) if group.area == "TQ_OLD")
    totals = Figures()
    for indicator in catalogue.indicators:
        total = story_of(indicator).stage_total
        if total is not None:
            stage = next(target.stage for target in indicator.targets if target.stage)
            period = f"{stage[0]}-{stage[1]}"
            amount = Amount(stage[1], period, "actual", period, "actual", total)
            totals.add(old, indicator.code, amount, Parts(np.array([total])))
    return totals.to_frame()


def _without_published(rows: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Leave out every figure that was published: an invented one may not even stand beside it."""
    published = pd.MultiIndex.from_frame(reference.published_actuals[_KEY].astype(str))
    own = pd.MultiIndex.from_frame(rows[_KEY].astype(str))
    return rows[~own.isin(published)].reset_index(drop=True)
