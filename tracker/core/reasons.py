"""The figures a reason speaks of, picked from an assessed row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

Row = Any  # a named tuple of ASSESSMENT columns
Args = dict[str, Any]


def _gap(row: Row) -> Args:
    return {"gap": abs(row.value - row.bound)}


_FIGURES: Mapping[str, Callable[[Row], Args]] = {
    "pace": lambda row: {"pace": row.pace},
    "estimate": lambda row: {"pace": row.pace},
    "past_bound": _gap,
    "short_of_bound": _gap,
    "floor_broken": _gap,
    "worse_than_baseline": lambda row: {"baseline": row.baseline, "baseline_period": row.baseline_period},
    "share_complying": lambda row: {"share": row.share_complying},
    "average": lambda row: {"average": row.average, "since": row.baseline_period},
    "each_year": lambda row: {"change": row.value},
    "span": lambda row: {
        "change": row.change,
        "years": int(row.change_years),
        "since": str(int(row.change_since)),
        "until": row.value_period,
        "average": row.change / row.change_years,
        "missing_years": _years_between(row),
    },
    "no_actual": lambda row: {"period": row.judged_period},
    "no_base_figure": lambda row: {"indicator": row.base_of, "year": _year(row.base_year)},
    "no_base_plan": lambda row: {"indicator": row.base_of, "year": _year(row.base_year)},
    "no_starting_value": lambda row: {"year": _year(row.stage_from - 1)},
    "single_value": lambda row: {"period": row.value_period},
    "no_previous_year": lambda row: {"indicator": row.base_of},
    "stage_not_begun": lambda row: {"year": _year(row.stage_from)},
    "no_year_plan": lambda row: {"year": row.period[:4]},
}


def reason_args(rows: pd.DataFrame, units_of_measure: Mapping[str, str]) -> list[Args]:
    """The arguments of each row's reason, with `unit_of_measure` and `notes` ((code, args) pairs)."""
    return [_args_of(row, units_of_measure) for row in rows.itertuples(index=False)]


def _args_of(row: Row, units_of_measure: Mapping[str, str]) -> Args:
    figures = _FIGURES.get(row.reason_code)
    args = figures(row) if figures else {}
    return args | {"unit_of_measure": units_of_measure.get(row.indicator_code, ""), "notes": _notes(row)}


def _notes(row: Row) -> list[tuple[str, Args]]:
    notes: list[tuple[str, Args]] = []
    if pd.isna(row.value):
        return notes
    if row.baseline_kind == "stand_in" and row.reason_code != "average":
        notes.append(("stand_in", {"baseline_period": row.baseline_period}))
    is_late = row.value_period and row.value_period != row.period and row.due_year >= float(row.period[:4])
    if is_late and row.target_kind not in {"annual_change", "year_plan"}:
        notes.append(("last_value", {"value_period": row.value_period}))
    if isinstance(row.missing_years, str) and row.missing_years:
        notes.append(("missing_years", {"years": row.missing_years}))
    if row.is_partial and row.units_reported < row.units_expected:
        notes.append(
            ("partial_units", {"reported": int(row.units_reported), "expected": int(row.units_expected)})
        )
    if row.is_approximate:
        notes.append(("approximate", {}))
    return notes


def _year(year: float) -> str:
    return "" if pd.isna(year) else str(int(year))


def _years_between(row: Row) -> str:
    return ", ".join(str(year) for year in range(int(row.change_since) + 1, int(row.value_period)))
