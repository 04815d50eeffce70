"""The verdicts, in named tables; the worked examples of the plan among them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.builders import assess_one, series, target
from tracker.core.assessment import assess, leading_rows, worst_first
from tracker.core.period import Period
from tracker.core.verdict import VERDICTS, VerdictThresholds

LEVEL = {"low": 60.0}
DOWN = {"direction": -1.0, "op": "<=", "high": 10.0, "frequency": "annual"}
GN01 = {"2021": 23.45, "2022": 18.9, "2024": 10.19}

LEVEL_CASES = {
    "already met before the due date": ("2023", {"2020": 40, "2023": 61}, LEVEL, "achieved"),
    "exactly on the path": ("2023", {"2020": 40, "2023": 52}, LEVEL, "on_track"),
    "at the threshold of on track": ("2023", {"2020": 40, "2023": 40 + 0.95 * 12}, LEVEL, "on_track"),
    "a little behind": ("2023", {"2020": 40, "2023": 40 + 0.8 * 12}, LEVEL, "at_risk"),
    "at the threshold of at risk": ("2023", {"2020": 40, "2023": 40 + 0.75 * 12}, LEVEL, "at_risk"),
    "far behind": ("2023", {"2020": 40, "2023": 42}, LEVEL, "off_track"),
    "standing still": ("2023", {"2020": 40, "2023": 40}, LEVEL, "off_track"),
    "moving away": ("2023", {"2020": 40, "2023": 38}, LEVEL, "reversing"),
    "no figure for the period": ("2023", {"2020": 40, "2022": 45}, LEVEL, "no_data"),
    "no baseline at all": ("2023", {"2023": 45}, LEVEL, "no_baseline"),
    "earliest actual stands in": ("2023", {"2021": 44, "2023": 52}, LEVEL, "on_track"),
    "due and met on the bound": ("2025", {"2020": 40, "2025": 60}, LEVEL, "achieved"),
    "due and beyond": ("2025", {"2020": 40, "2025": 60.5}, LEVEL, "exceeded"),
    "due and short": ("2025", {"2020": 40, "2025": 59.9}, LEVEL, "missed"),
    "past due judges the due year": ("2026-H1", {"2020": 40, "2025": 61, "2026-H1": 10}, LEVEL, "exceeded"),
    "past due without a figure": ("2026", {"2020": 40, "2024": 61, "2026": 70}, LEVEL, "no_data"),
    "stage not begun": (
        "2024",
        {"2024": 50},
        {"low": 90.0, "due_year": 2030.0, "stage_from": 2026.0},
        "not_due",
    ),
    "lower is better, on the path": ("2023", {"2020": 25, "2023": 16}, DOWN, "on_track"),
    "lower is better, rising": ("2023", {"2020": 25, "2023": 26}, DOWN, "reversing"),
    "lower is better, due": ("2025", {"2020": 25, "2025": 9.5}, DOWN, "exceeded"),
    "had met it, no longer does": ("2023", {"2020": 65, "2023": 55}, LEVEL, "reversing"),
    "yearly value stands inside the year": ("2024-H1", {"2020": 25, "2023": 16}, DOWN, "on_track"),
    "through the annual plan": ("2023", {"2020": 40, "plan 2023": 44, "2023": 44}, LEVEL, "on_track"),
    "behind the annual plan": ("2023", {"2020": 40, "plan 2023": 58, "2023": 52}, LEVEL, "off_track"),
}


@pytest.mark.parametrize(
    ("period", "values", "changes", "verdict"), LEVEL_CASES.values(), ids=LEVEL_CASES.keys()
)
def test_level(period: str, values: dict, changes: dict, verdict: str) -> None:
    assert assess_one(period, values, **changes)["verdict"] == verdict


def test_float_noise_at_the_threshold_is_forgiven() -> None:
    row = assess_one("2024", {"2020": 0.0, "2024": 0.1 + 0.2 + 0.46}, low=1.0)
    assert row["pace"] == pytest.approx(0.95)
    assert row["verdict"] == "on_track"


def test_half_year_expectation_lies_between_the_years() -> None:
    row = assess_one("2023-H1", {"2020": 40, "2023-H1": 50}, low=60.0)
    assert row["expected"] == pytest.approx(50.0)
    assert row["pace"] == pytest.approx(1.0)


def test_stand_in_is_named() -> None:
    row = assess_one("2023", {"2021": 44, "2023": 52}, low=60.0)
    assert (row["baseline_kind"], row["baseline_period"], row["baseline"]) == ("stand_in", "2021", 44)


TOTAL = {"target_kind": "stage_total", "op": ">", "low": 2000.0, "kind": "flow"}
TOTAL_CASES = {
    "2.000 is not more than 2.000": ("2025", [400, 400, 400, 400, 400], "missed"),
    "2.001 is": ("2025", [400, 400, 400, 400, 401], "exceeded"),
    "on the line": ("2023", [400, 400, 400], "on_track"),
    "behind the line": ("2023", [100, 100, 100], "off_track"),
    "met early": ("2023", [900, 900, 900], "achieved"),
    "nothing known": ("2023", [], "no_data"),
}


@pytest.mark.parametrize(("period", "amounts", "verdict"), TOTAL_CASES.values(), ids=TOTAL_CASES.keys())
def test_stage_total(period: str, amounts: list[float], verdict: str) -> None:
    values = {str(2021 + offset): amount for offset, amount in enumerate(amounts)}
    assert assess_one(period, values, **TOTAL)["verdict"] == verdict


def test_a_new_stage_starts_again_from_zero() -> None:
    values = {str(year): 500.0 for year in range(2021, 2026)} | {"2026-H1": 350.0}
    row = assess_one("2026-H1", values, **(TOTAL | {"low": 3500.0, "due_year": 2030.0, "stage_from": 2026.0}))
    assert (row["value"], row["baseline"], row["expected"]) == (350.0, 0.0, 350.0)
    assert row["verdict"] == "on_track"


def test_first_half_is_expected_by_the_units_own_history() -> None:
    values = {"2021": 400, "2021-H1": 100, "2022": 400, "2022-H1": 100, "2023-H1": 100}
    row = assess_one("2023-H1", values, **TOTAL)
    assert row["expected"] == pytest.approx(2000 * 2.25 / 5)


def test_a_missing_year_marks_the_total() -> None:
    row = assess_one("2023", {"2021": 400, "2023": 500}, **TOTAL)
    assert (row["value"], row["is_partial"], row["missing_years"]) == (900, True, "2022")


def test_a_figure_for_the_whole_stage_is_the_total() -> None:
    row = assess_one("2025", {"2021-2025": 2001.0}, **TOTAL)
    assert (row["value"], row["verdict"], row["is_partial"]) == (2001, "exceeded", False)


GROWTH = {"target_kind": "growth", "low": 20.0, "of": ("Y",), "base_year": 2020.0, "kind": "growth"}


@pytest.mark.parametrize(("mode", "bound"), [("relative", 60.0), ("points", 70.0)])
def test_growth_turns_into_a_level_of_its_source(mode: str, bound: float) -> None:
    row = assess_one("2025", series({"2020": 50, "2025": 61}, code="Y"), **(GROWTH | {"mode": mode}))
    assert row["target_low"] == pytest.approx(bound)
    assert row["verdict"] == ("exceeded" if mode == "relative" else "missed")


def test_growth_waits_for_its_base() -> None:
    row = assess_one("2025", series({"2025": 61}, code="Y"), **GROWTH)
    assert (row["verdict"], row["reason_code"], row["base_year"], row["base_of"]) == (
        "no_baseline", "no_base_figure", 2020, "Y",
    )  # fmt: skip
    assert np.isnan(row["target_low"])
    empty = assess_one("2025", series({"2024": 1}, code="Z"), **GROWTH)
    assert (empty["verdict"], empty["base_year"]) == ("no_baseline", 2020)


def test_growth_on_a_planned_base() -> None:
    known = series({"plan 2020": 50, "2020": 40, "2025": 55}, code="Y")
    row = assess_one("2025", known, **(GROWTH | {"base_measure": "plan"}))
    assert row["target_low"] == pytest.approx(60.0)


def test_halving_an_opening_count() -> None:
    known = pd.concat(
        [series({"2021": 100, "2024": 60}, code="Y"), series({"2021": 50, "2024": 20}, code="Z")]
    )
    row = assess_one("2024", known, target_kind="reduction", low=50.0, of=("Y", "Z"), base_year=2021.0)
    assert (row["target_op"], row["target_high"], row["value"]) == ("<=", 75.0, 80.0)
    assert row["progress"] == pytest.approx(70 / 75)


CHANGE = {
    "target_kind": "annual_change", "op": ">", "low": 3.0, "of": ("Y",), "change_sign": -1.0,
    "frequency": "annual", "judged": "each_year", "kind": "change",
}  # fmt: skip


def test_falls_per_year_of_the_poverty_rate() -> None:
    known = series(GN01, code="Y")
    one_year = assess_one("2022", known, **CHANGE)
    assert one_year["value"] == pytest.approx(4.55)
    assert one_year["verdict"] == "exceeded"
    missing = assess_one("2023", known, **CHANGE)
    assert np.isnan(missing["value"])
    assert (missing["verdict"], missing["reason_code"]) == ("no_data", "no_actual")
    span = assess_one("2024", known, **CHANGE)
    assert (span["change"], span["change_years"]) == (pytest.approx(8.71), 2)
    assert (span["value"], span["value_kind"]) == (pytest.approx(4.355), "average")


def test_average_since_the_start() -> None:
    row = assess_one("2024", series(GN01, code="Y"), **(CHANGE | {"judged": "average"}))
    assert row["value"] == pytest.approx(13.26 / 3)
    assert (row["baseline_period"], row["verdict"]) == ("2021", "on_track")


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"plan 2022": 19.97, **GN01}, "exceeded"),
        ({"plan 2022": 18.9, **GN01}, "achieved"),
        ({"plan 2022": 18.0, **GN01}, "missed"),
    ],
)
def test_year_plan_of_the_poverty_rate(values: dict, verdict: str) -> None:
    plan = values["plan 2022"]
    row = assess_one(
        "2022", values, target_kind="year_plan", op="<=", high=plan, direction=-1.0, due_year=2022.0,
        stage_from=2022.0, frequency="annual",
    )  # fmt: skip
    assert row["verdict"] == verdict


PLAN = {"target_kind": "year_plan", "low": 60.0, "due_year": 2023.0, "stage_from": 2023.0}
PLAN_CASES = {
    "the estimate meets the plan": ({"2022": 50, "2023-H1": 54, "estimate 2023": 60}, "on_track"),
    "the estimate falls short": ({"2022": 50, "2023-H1": 54, "estimate 2023": 58}, "at_risk"),
    "no estimate, on the way": ({"2022": 50, "2023-H1": 55}, "on_track"),
    "no estimate, behind": ({"2022": 50, "2023-H1": 51}, "off_track"),
    "a plan behind last year, missed by the estimate": ({"2022": 61, "estimate 2023": 59}, "reversing"),
    "a plan behind last year, met by the estimate": ({"2022": 61, "estimate 2023": 60}, "on_track"),
    "nothing handed in": ({"2022": 50}, "no_data"),
    "no value last year": ({"2023-H1": 55}, "no_baseline"),
}


@pytest.mark.parametrize(("values", "verdict"), PLAN_CASES.values(), ids=PLAN_CASES.keys())
def test_year_plan_inside_the_year(values: dict, verdict: str) -> None:
    assert assess_one("2023-H1", values | {"plan 2023": 60}, **PLAN)["verdict"] == verdict


def counted(reported: float, value: float) -> pd.DataFrame:
    known = series({"2020": 900, "2025": value})
    return known.assign(units_reported=reported, units_expected=100.0, direct_value=np.nan)


COUNTS = {
    "too few to conclude": (12, 90, {"op": "<=", "high": 500.0, "direction": -1.0}, "sum", "no_data"),
    "enough of them": (80, 400, {"op": "<=", "high": 500.0, "direction": -1.0}, "sum", "exceeded"),
    "a minimum met already": (12, 600, {"low": 500.0}, "sum", "exceeded"),
    "a minimum not met yet": (12, 90, {"low": 500.0}, "sum", "no_data"),
    "a rate of the few stands": (12, 90, {"low": 500.0}, "ratio_of_sums", "missed"),
}


@pytest.mark.parametrize(
    ("reported", "value", "changes", "aggregation", "verdict"), COUNTS.values(), ids=COUNTS.keys()
)
def test_missing_units_are_not_zero(
    reported: float, value: float, changes: dict, aggregation: str, verdict: str
) -> None:
    row = assess_one("2025", counted(reported, value), aggregation=aggregation, **changes)
    assert row["verdict"] == verdict
    assert row["is_partial"]


FLOOR = {"target_kind": "floor", "low": 90.0}


@pytest.mark.parametrize(
    ("value", "period", "verdict"),
    [(95, "2023", "achieved"), (85, "2023", "at_risk"), (50, "2023", "off_track"), (85, "2025", "missed")],
)
def test_floor(value: float, period: str, verdict: str) -> None:
    assert assess_one(period, {period: value}, **FLOOR)["verdict"] == verdict


def test_per_unit_minimum_counts_the_units_that_comply() -> None:
    known = series({"2023": 0}).assign(units_complying=96.0, units_reported=100.0)
    row = assess_one("2023", known, target_kind="per_unit", low=1.0)
    assert (row["verdict"], row["progress"]) == ("on_track", pytest.approx(0.96))


def test_every_verdict_is_known() -> None:
    rows = pd.DataFrame(
        [{"verdict": verdict, "pace": 0.5, "achievement": 0.5} for verdict in reversed(VERDICTS)]
    )
    rows["severity"] = [VERDICTS.index(verdict) for verdict in rows["verdict"]]
    assert tuple(worst_first(rows)["verdict"]) == VERDICTS


def test_the_next_milestone_leads() -> None:
    targets = pd.DataFrame(
        [target(low=60.0), target(low=90.0, due_year=2030.0, stage_from=2026.0), target(**PLAN)]
    )
    known = series({"2020": 40, "2023": 50, "2025": 62, "2026-H1": 63})
    before = leading_rows(assess(targets, known, ["A"], Period.parse("2023"), VerdictThresholds()))
    assert list(before["due"]) == ["2025-12-31"]
    after = leading_rows(assess(targets, known, ["A"], Period.parse("2026-H1"), VerdictThresholds()))
    assert list(after["due"]) == ["2030-12-31"]


FIGURES = st.floats(min_value=-1e4, max_value=1e4, allow_nan=False).map(lambda number: round(number, 3))


@settings(max_examples=40, deadline=None)
@given(baseline=FIGURES, value=FIGURES, bound=FIGURES, factor=st.sampled_from([0.001, 1000.0]))
def test_unit_of_measure_changes_nothing(baseline: float, value: float, bound: float, factor: float) -> None:
    plain = assess_one("2023", {"2020": baseline, "2023": value}, low=bound)
    scaled = assess_one("2023", {"2020": baseline * factor, "2023": value * factor}, low=bound * factor)
    assert plain["verdict"] == scaled["verdict"]


@settings(max_examples=40, deadline=None)
@given(baseline=FIGURES, value=FIGURES, bound=FIGURES)
def test_flipping_direction_and_signs_changes_nothing(baseline: float, value: float, bound: float) -> None:
    up = assess_one("2023", {"2020": baseline, "2023": value}, low=bound)
    down = assess_one("2023", {"2020": -baseline, "2023": -value}, op="<=", high=-bound, direction=-1.0)
    assert up["verdict"] == down["verdict"]


@settings(max_examples=40, deadline=None)
@given(baseline=FIGURES, bound=FIGURES)
def test_progress_is_0_at_the_baseline_and_1_at_the_target(baseline: float, bound: float) -> None:
    if abs(bound - baseline) < 1e-2:
        return
    at_start = assess_one("2023", {"2020": baseline, "2023": baseline}, low=bound)
    at_end = assess_one("2023", {"2020": baseline, "2023": bound}, low=bound)
    assert at_start["progress"] == pytest.approx(0.0)
    assert at_end["progress"] == pytest.approx(1.0)
