"""The figures: what they say in words, what they leave out, and the mark of illustration."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from tests.outputs.builders import CATALOGUE, indicator, series, target_row
from tracker.catalogue.frames import indicators_frame
from tracker.core.period import Period
from tracker.outputs.bar_figures import (
    ESTIMATE,
    PLAN,
    SAME_PERIOD,
    change_figure,
    changed_rows,
    find_basis,
)
from tracker.outputs.indicator_figure import chart_breaks, indicator_figure
from tracker.outputs.milestones import Labels
from tracker.outputs.points import chart_points
from tracker.outputs.theme import DEMO_TEXT

KNOWN = series(
    ("TQ_OLD", "CTXH-01", "2024", "actual", 48.0),
    ("TQ_OLD", "CTXH-01", "2025", "actual", 50.0),
    ("TQ_OLD", "CTXH-01", "2026-H1", "actual", 57.0),
    ("TQ_OLD", "CTXH-01", "2026", "estimate", 58.0),
    ("TQ_OLD", "CTXH-01", "2025", "estimate", 51.0),
    ("TQ_OLD", "CTXH-01", "2026", "plan", 59.0),
)
LABELS = Labels("%", 1, {"TQ_OLD": "Tuyên Quang cũ"}, chart_breaks("Hợp nhất 01/7/2025", {}))
INDICATORS = indicators_frame(CATALOGUE)


def _figure(rows: pd.DataFrame, **more: object) -> object:
    drawn = chart_points(KNOWN, indicator("CTXH-01"), ["TQ_OLD"], Period.parse("2026-H1"))
    return indicator_figure(drawn, rows, LABELS, **more)


def test_the_milestone_carries_its_number_and_the_latest_figure_its_own() -> None:
    figure = _figure(target_row())
    traces = {trace.name: trace for trace in figure.data}
    assert traces["Mục tiêu"].text == ("<b>≥ 90</b>",)
    assert traces["Mục tiêu"].x == (2030.0,)
    assert any("57,0 %" in (trace.texttemplate or "") for trace in figure.data)


def test_the_figures_are_valid_although_they_are_built_unchecked() -> None:
    drawn = [_figure(target_row()), change_figure(COMPARISONS, INDICATORS, SAME_PERIOD)]
    for figure in drawn:
        go.Figure(figure.to_dict())


def test_an_estimate_is_drawn_hollow_only_where_there_is_no_actual() -> None:
    estimates = next(trace for trace in _figure(target_row()).data if trace.name == "Ước cả năm")
    assert estimates.y == (58.0,)


def test_no_line_steps_over_what_is_missing() -> None:
    assert all(not trace.connectgaps for trace in _figure(target_row()).data if trace.type == "scatter")


def test_the_merger_is_marked_with_its_words() -> None:
    words = [note.text for note in _figure(target_row()).layout.annotations]
    assert "Hợp nhất 01/7/2025" in words


@pytest.mark.parametrize("is_demo", [True, False])
def test_illustrative_figures_are_marked_and_others_are_not(is_demo: bool) -> None:
    words = [note.text for note in _figure(target_row(), is_demo=is_demo).layout.annotations]
    assert (DEMO_TEXT in words) is is_demo


def test_a_target_without_a_number_draws_no_milestone() -> None:
    figure = _figure(target_row(bound=float("nan"), projected=float("nan")))
    assert "Mục tiêu" not in [trace.name for trace in figure.data]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_stand_on_the_ground_of_the_page(scheme: str) -> None:
    assert _figure(target_row(), scheme=scheme).layout.paper_bgcolor == "rgba(0,0,0,0)"


def _comparison(**changes: object) -> dict[str, object]:
    names = [
        "value", "same_period", "difference", "pct_change", "estimate", "previous_year", "estimate_difference",
        "estimate_pct_change", "plan_difference", "units_reported", "units_expected",
    ]  # fmt: skip
    return dict.fromkeys(names, float("nan")) | {"indicator_code": "GN-28"} | changes


COMPARISONS = pd.DataFrame(
    [
        _comparison(value=334, same_period=288, difference=46, pct_change=15.97),
        _comparison(indicator_code="GN-01", value=8.7, same_period=10.2, difference=-1.5),
        _comparison(indicator_code="GN-11", value=9.0, same_period=90.0, difference=-81.0, pct_change=-90.0,
                    units_reported=12, units_expected=124),
        _comparison(indicator_code="GN-12"),
    ]
)  # fmt: skip


def test_rates_change_in_points_counts_in_per_cent_and_worse_is_told_by_direction() -> None:
    rows = changed_rows(COMPARISONS, INDICATORS, SAME_PERIOD).set_index("indicator_code")
    assert rows.loc["GN-28", ["change", "better"]].tolist() == [15.97, -1]
    assert rows.loc["GN-01", ["change", "better"]].tolist() == [-1.5, 1]


def test_a_sum_of_some_units_is_not_compared_with_a_sum_of_all() -> None:
    assert "GN-11" not in set(changed_rows(COMPARISONS, INDICATORS, SAME_PERIOD)["indicator_code"])


def test_the_estimate_stands_in_where_no_same_period_is_known() -> None:
    assert find_basis(COMPARISONS) == SAME_PERIOD
    only = pd.DataFrame([_comparison(estimate=5.0, previous_year=4.0, estimate_difference=1.0)])
    assert find_basis(only) == ESTIMATE
    assert find_basis(pd.DataFrame([_comparison(plan_difference=1.0)])) == PLAN
    assert find_basis(pd.DataFrame([_comparison()])) is None


def test_a_change_for_the_worse_is_hatched_not_only_coloured() -> None:
    figure = change_figure(COMPARISONS, INDICATORS, SAME_PERIOD)
    shapes = [shape for trace in figure.data for shape in trace.marker.pattern.shape]
    assert sorted(shapes) == ["", "/"]


def test_a_figure_is_the_same_whoever_has_loaded_plotly(monkeypatch: pytest.MonkeyPatch) -> None:
    import plotly.io

    drawn = []
    for template in ("plotly", "ggplot2"):
        monkeypatch.setattr(plotly.io.templates, "default", template)
        drawn.append(_figure(target_row()).to_json())
    assert drawn[0] == drawn[1]
