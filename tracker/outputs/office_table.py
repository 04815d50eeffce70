"""The office's usual table: one row per indicator, the same for the screen and for the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator
from tracker.core.period import Period
from tracker.words.formats import format_period_short, format_target, is_rate

VALUE, SHARE, CHANGE = "value", "percent", "change"


@dataclass(frozen=True)
class OfficeColumn:
    """A column: its title and how its numbers are written: value; per cent of the plan; change."""

    name: str
    title: str
    kind: str


@dataclass(frozen=True)
class OfficeRow:
    """One indicator of the table; numbers are None where nothing is known."""

    indicator: Indicator
    group: str
    numbers: dict[str, float | None]
    milestone: str
    verdict: str | None
    units_reported: float | None
    units_expected: float | None
    is_approximate: bool
    unapproved: frozenset[str] = frozenset()  # the numbers that contain figures nobody has approved

    @property
    def is_rate(self) -> bool:
        return is_rate(self.indicator.unit_of_measure)

    @property
    def coverage(self) -> str:
        """`12/124 đơn vị` where not every unit has reported, else empty."""
        if self.units_reported is None or self.units_expected is None:
            return ""
        missing = self.units_reported < self.units_expected
        return f"{int(self.units_reported)}/{int(self.units_expected)} đơn vị" if missing else ""


def office_columns(period: Period) -> tuple[OfficeColumn, ...]:
    """The columns for a period; a whole year has neither a same period nor an estimate beside it."""
    now, before = format_period_short(period), format_period_short(period.years_before(1))
    year = period.last_year
    whole = (
        OfficeColumn("previous_year", f"Thực hiện năm {year - 1}", VALUE),
        OfficeColumn("plan", f"Kế hoạch năm {year}", VALUE),
    )
    current = OfficeColumn("value", f"Thực hiện {now}", VALUE)
    of_plan = OfficeColumn("pct_of_plan", "% kế hoạch", SHARE)
    if period.is_year:
        return (*whole, current, of_plan, OfficeColumn("year_change", f"So với năm {year - 1}", CHANGE))
    return (
        *whole,
        OfficeColumn("same_period", f"Cùng kỳ {before}", VALUE),
        current,
        OfficeColumn("estimate", f"Ước cả năm {year}", VALUE),
        of_plan,
        OfficeColumn("estimate_pct_of_plan", "Ước % kế hoạch", SHARE),
        OfficeColumn("period_change", "So cùng kỳ", CHANGE),
        OfficeColumn("estimate_change", f"Ước so với năm {year - 1}", CHANGE),
    )


def office_rows(
    comparisons: pd.DataFrame, assessments: pd.DataFrame, catalogue: Catalogue, period: Period
) -> list[OfficeRow]:
    """One row per indicator in catalogue order, with its next milestone and the verdict on it.

    `comparisons` and `assessments` are COMPARISON and ASSESSMENT rows of one place. Against plan, same
    period and year before, rates are compared in points and counts in per cent.
    """
    groups = {one.code: one.name for one in catalogue.groups}
    indicators = {one.code: one for one in catalogue.indicators}
    judged = next_milestones(assessments, period)
    rows = []
    for one in comparisons.to_dict("records"):
        indicator = indicators[str(one["indicator_code"])]
        target = judged.get(indicator.code)
        rows.append(
            OfficeRow(
                indicator,
                groups[indicator.group],
                _numbers(one, is_rate(indicator.unit_of_measure)),
                _milestone(target, indicator),
                str(target["verdict"]) if target is not None else None,
                _known(one["units_reported"]),
                _known(one["units_expected"]),
                bool(one["is_approximate"] is True or one["is_approximate"] == 1),
                one.get("unapproved", frozenset()),
            )
        )
    return rows


def next_milestones(assessments: pd.DataFrame, period: Period) -> dict[str, pd.Series]:
    """Per indicator the row that is judged next: the earliest milestone ahead, else the last one past.

    The plan of the year stands in where there is no milestone.
    """
    year = period.last_year
    rank = assessments["target_kind"].map({"none": 3, "year_plan": 1}).fillna(0)
    is_past = assessments["due_year"] < year
    distance = (assessments["due_year"] - year).abs()
    ordered = assessments.assign(_rank=rank + 2 * is_past, _distance=distance)
    ordered = ordered.sort_values(["_rank", "_distance"], kind="stable")
    first = ordered.drop_duplicates("indicator_code").set_index("indicator_code", drop=False)
    return {str(code): row for code, row in first.iterrows()}


def groups_of(rows: Sequence[OfficeRow]) -> dict[str, list[OfficeRow]]:
    """The rows by the title of their group, in the order of the rows."""
    found: dict[str, list[OfficeRow]] = {}
    for row in rows:
        found.setdefault(row.group, []).append(row)
    return found


def _numbers(one: dict[str, object], rate: bool) -> dict[str, float | None]:
    kept = ("previous_year", "plan", "same_period", "value", "estimate", "next_plan")
    numbers = {name: _known(one[name]) for name in kept}
    changes = {
        "pct_of_plan": ("plan_difference", "pct_of_plan"),
        "estimate_pct_of_plan": ("estimate_plan_difference", "estimate_pct_of_plan"),
        "period_change": ("difference", "pct_change"),
        "year_change": ("previous_year_difference", "previous_year_pct_change"),
        "estimate_change": ("estimate_difference", "estimate_pct_change"),
    }
    return numbers | {name: _known(one[pair[0] if rate else pair[1]]) for name, pair in changes.items()}


def _known(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def _milestone(target: pd.Series | None, indicator: Indicator) -> str:
    if target is None or (pd.isna(target["target_low"]) and pd.isna(target["target_high"])):
        return ""
    text = format_target(
        target["target_op"],
        _known(target["target_low"]),
        _known(target["target_high"]),
        indicator.unit_of_measure,
    )
    word = "kế hoạch" if target["target_kind"] == "year_plan" else "mốc"
    return f"{text} ({word} {int(target['due_year'])})"
