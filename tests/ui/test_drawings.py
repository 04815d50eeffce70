"""Small trends and marks: gaps stay open, estimates are hollow, every verdict has shape and word."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tracker.core.verdict import VERDICTS
from tracker.ui.components import marks
from tracker.ui.components.spark import spark
from tracker.ui.trends import Trend
from tracker.words.verdicts import VERDICT_WORDS


def test_a_missing_year_leaves_a_gap_in_the_line() -> None:
    drawn = spark(Trend((((2021, 5.0), (2022, 4.0)), ((2024, 2.0),))), "nhãn")
    line = next(
        path for path in ElementTree.fromstring(drawn).findall("path") if path.get("stroke") == "currentColor"
    )
    assert line.get("d", "").count("M") == 2
    assert drawn.count("<circle") == 3


def test_an_estimate_is_hollow_and_the_target_has_a_tick() -> None:
    trend = Trend((((2024, 1.0), (2025, 2.0)),), ((2024, 1.0), (2030, 4.0)), (2030, 4.0), is_estimate=True)
    drawn = spark(trend, "nhãn")
    assert 'fill="var(--card)"' in drawn
    assert "stroke-dasharray" in drawn
    assert 'stroke="var(--ink)"' in drawn


def test_nothing_known_says_so() -> None:
    assert "chưa có số liệu" in spark(Trend(()), "nhãn")


def test_equal_values_are_drawn_in_the_middle() -> None:
    assert 'cy="20.0"' in spark(Trend((((2024, 3.0), (2025, 3.0)),)), "nhãn")


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_a_shape_and_a_word(verdict: str) -> None:
    chip = marks.chip(verdict)
    ElementTree.fromstring(chip)
    assert VERDICT_WORDS[verdict] in chip
    assert f"v-{verdict}" in chip


def test_a_bar_and_its_legend_hold_the_same_counts() -> None:
    counts = {"missed": 1, "on_track": 4, "achieved": 0}
    assert marks.verdict_bar(counts).count("<i ") == 2
    assert marks.verdict_legend(counts).count("tq-chip") == 2
