"""The method page covers what core can say, and its numbers are core's numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.core import destatis, statcan
from tracker.core.verdict import VERDICTS, VerdictThresholds
from tracker.words.methods import METHODS, SYMBOLS, find_method, verdict_rules
from tracker.words.opinions import DESTATIS_WORDS, OPINION_WARNINGS, STATCAN_WORDS

DOCUMENT = Path(__file__).parents[2] / "docs" / "methods.md"
EXPECTED = {
    "expected",
    "progress",
    "achievement",
    "pace",
    "verdict",
    "year_verdict",
    "annual_change",
    "projection",
    "rollup",
    "comparison",
    "checks",
    "estimates",
    "statcan",
    "destatis",
}


def test_every_method_is_there_once():
    codes = [method.code for method in METHODS]
    assert len(codes) == len(set(codes))
    assert set(codes) == EXPECTED


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.code)
def test_a_method_has_words_formula_and_source(method):
    assert all(text.strip() for text in (method.title, method.explanation, method.formula, method.source))
    assert find_method(method.code) is method


def test_every_result_has_its_word():
    assert set(STATCAN_WORDS) == set(statcan.OPINIONS)
    assert set(DESTATIS_WORDS) == set(destatis.OPINIONS)
    assert set(OPINION_WARNINGS) == {*statcan.WARNINGS, *destatis.WARNINGS}


def test_verdict_rules_carry_the_thresholds_of_the_catalogue():
    rules = verdict_rules(VerdictThresholds(on_track=0.9, at_risk=0.7, approximately=0.03))
    assert tuple(rule.verdict for rule in rules) == VERDICTS
    conditions = {rule.verdict: rule.condition for rule in rules}
    assert "90 %" in conditions["on_track"]
    assert "70 %" in conditions["at_risk"] and "90 %" in conditions["at_risk"]
    assert "3 %" in conditions["achieved"]


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        pytest.param("statcan", ("95 %", "60 %", "1,5 %", "0,5 %", "4,44"), id="statcan"),
        pytest.param("destatis", ("5 %", "20 %"), id="destatis"),
        pytest.param("checks", ("20 điểm", "3 lần"), id="checks"),
    ],
)
def test_numbers_are_those_of_core(code, numbers):
    assert all(number in find_method(code).formula for number in numbers)


def test_symbols_are_explained():
    assert {"a", "b", "t", "T", "τ", "d"} <= set(SYMBOLS)


def test_the_developers_document_has_the_same_methods():
    text = DOCUMENT.read_text(encoding="utf-8")
    for method in METHODS:
        assert f"`{method.code}`" in text
    for verdict in VERDICTS:
        assert f"`{verdict}`" in text
    for opinion in (*statcan.OPINIONS, *destatis.OPINIONS, *statcan.WARNINGS, *destatis.WARNINGS):
        assert f"`{opinion}`" in text
