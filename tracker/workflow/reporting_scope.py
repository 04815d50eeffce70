"""What a unit writes about in a period: its programmes, its indicators, and its figures of two rounds side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tracker.access.actor import Actor
from tracker.access.rights import may
from tracker.catalogue.frames import programme_of
from tracker.catalogue.model import Catalogue, Indicator, Programme
from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.core.period import Period
from tracker.workflow.answers import Answers

_LEVELS = ("province", "department", "district", "commune")
_MEASURES = ("actual", "estimate")


def list_writing_units(reference: Reference, actor: Actor, period: Period) -> list[ReportingUnit]:
    """The units whose words the actor may see on the period's last day: the province first, then by level."""
    units = [unit for unit in reference.list_units(period.ends_on) if unit.level in _LEVELS]
    seen = [unit for unit in units if may(actor, "view_hand_ins", unit=(unit.code, unit.valid_from))]
    return sorted(seen, key=lambda unit: (_LEVELS.index(unit.level), unit.name))


def list_indicators(
    catalogue: Catalogue, reference: Reference, unit: ReportingUnit, period: Period
) -> list[Indicator]:
    """The indicators a unit reports in the period's last year; of the province all that are its own."""
    year = period.last_year
    if unit.level == "province":
        return [
            one for one in catalogue.indicators if one.level == "province" and _runs(catalogue, one, year)
        ]
    codes = set(reference.expected_codes(unit, catalogue, year))
    return [one for one in catalogue.indicators if one.code in codes and _runs(catalogue, one, year)]


def list_programmes(
    catalogue: Catalogue, reference: Reference, unit: ReportingUnit, period: Period
) -> list[Programme]:
    """The programmes of a unit's indicators that run in the period's last year, in catalogue order."""
    own = list_indicators(catalogue, reference, unit, period)
    codes = {programme_of(catalogue, one, period.last_year).code for one in own}
    return [programme for programme in catalogue.programmes if programme.code in codes]


def indicators_of_programme(
    catalogue: Catalogue, reference: Reference, unit: ReportingUnit, period: Period, programme_code: str
) -> list[Indicator]:
    """A unit's indicators of one programme, without those that are background."""
    return [
        one
        for one in list_indicators(catalogue, reference, unit, period)
        if programme_of(catalogue, one, period.last_year).code == programme_code
        and one.code not in catalogue.background_codes
    ]


def figures_beside(
    answers: Answers, unit: ReportingUnit, indicators: Sequence[Indicator], periods: Sequence[Period]
) -> pd.DataFrame:
    """A unit's figures: indicator_code, period, measure, value; the actual of each period, else its estimate."""
    place = answers.reference.resolve_place(unit.code, periods[0])
    codes = [one.code for one in indicators]
    series = answers.series([place], codes, max(periods))
    texts = [str(period) for period in periods]
    rows = series[series["period"].isin(texts) & series["measure"].isin(_MEASURES) & series["value"].notna()]
    rows = rows.sort_values("measure", kind="stable").drop_duplicates(["indicator_code", "period"])
    return rows[["indicator_code", "period", "measure", "value"]].reset_index(drop=True)


def _runs(catalogue: Catalogue, indicator: Indicator, year: int) -> bool:
    programme = programme_of(catalogue, indicator, year)
    return programme.first_year <= year <= programme.last_year
