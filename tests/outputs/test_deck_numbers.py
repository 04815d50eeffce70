"""Every number on the slides and behind their charts is the one that `assess` and `compare` give."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from tests.outputs.deck_reading import (
    ReadSeries,
    charts_of,
    notes_of,
    open_deck,
    sheets_of,
    tables_of,
    text_of,
    title_of,
)
from tracker.catalogue.model import Indicator
from tracker.core.assessment import leading_rows
from tracker.core.period import Period
from tracker.core.standing import count_verdicts
from tracker.outputs.bar_figures import BETTER, WORSE
from tracker.outputs.deck.deck import make_deck
from tracker.outputs.points import chart_points
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story
from tracker.words import deck_texts as words
from tracker.words import row_texts
from tracker.words.formats import format_number, format_target, format_value, is_rate
from tracker.words.verdicts import VERDICT_WORDS
from tracker.workflow.workspace import Workspace

H1 = Period.parse("2026-H1")
PROGRAMMES = ("CTXH", "MTQG26")


@pytest.fixture(scope="module")
def official(demo: Workspace) -> Workspace:
    return replace(demo, basis="official")


@pytest.fixture(scope="module")
def assessed(official: Workspace) -> pd.DataFrame:
    return official.answers.assess(H1, ["TQ_NEW"])


@pytest.fixture(scope="module")
def compared(official: Workspace) -> pd.DataFrame:
    return official.answers.compare(H1, ["TQ_NEW"]).set_index("indicator_code")


@pytest.fixture(scope="module")
def made(story: Story) -> bytes:
    return make_deck(story)


@pytest.fixture(scope="module")
def slides(made: bytes) -> list[Any]:
    return list(open_deck(made).slides)


def catalogued(official: Workspace, code: str) -> Indicator:
    return next(one for one in official.catalogue.indicators if one.code == code)


def judged_of(assessed: pd.DataFrame, programme: str) -> dict[str, Any]:
    rows = leading_rows(assessed[assessed["programme_code"] == programme])
    return {row.indicator_code: row for row in rows.itertuples(index=False)}


def test_the_verdict_tables_say_what_assess_says(
    slides: list[Any], official: Workspace, assessed: pd.DataFrame, compared: pd.DataFrame, story: Story
) -> None:
    pairs = {row.Index: row for row in compared.itertuples()}
    for programme in story.programmes[:2]:
        known = judged_of(assessed, programme.code)
        own = [slide for slide in slides if title_of(slide).startswith(programme.short_name)]
        rows = [row for slide in own if tables_of(slide) for row in tables_of(slide)[0][1:]]
        assert len(rows) == len(programme.lines)
        for line, (name, value, needed, change, verdict) in zip(programme.lines, rows, strict=True):
            row, indicator = known[line.code], catalogued(official, line.code)
            unit, decimals = indicator.unit_of_measure, indicator.decimals
            assert name.startswith(indicator.short_name)
            assert value == row_texts.value_text(row, unit, decimals)
            assert needed == row_texts.needed_text(row, unit, decimals)
            pair = pairs.get(line.code)
            text, against = row_texts.change_text(row, pair, unit, decimals)
            assert change == (text if text == "–" else f"{text} {against}")
            assert verdict.endswith(VERDICT_WORDS[row.verdict])


def test_the_page_of_the_period_counts_verdicts(
    slides: list[Any], assessed: pd.DataFrame, story: Story
) -> None:
    head, *rows = tables_of(slides[1])[0]
    for row, programme in zip(rows, story.programmes, strict=True):
        counts = count_verdicts(pd.DataFrame({"verdict": [line.verdict for line in programme.lines]}))
        shown = {name[2:]: int(cell) for name, cell in zip(head[1:-1], row[1:-1], strict=True) if cell}
        assert shown == {VERDICT_WORDS[code]: count for code, count in counts.items() if count}
        assert row[-1] == str(sum(counts.values()))
        if programme.code in PROGRAMMES:
            known = judged_of(assessed, programme.code)
            judged = [known[line.code].verdict for line in programme.lines]
            assert count_verdicts(pd.DataFrame({"verdict": judged})) == counts
    reported = f"{story.units_reported}/{story.units_expected}"
    assert reported in text_of(slides[1])


def test_each_indicator_that_matters_has_its_numbers(
    slides: list[Any], official: Workspace, assessed: pd.DataFrame, story: Story
) -> None:
    for line in story.matters:
        slide = slide_of(slides, line.short_name)
        row = judged_of(assessed, line.programme)[line.code]
        indicator = catalogued(official, line.code)
        unit, decimals = indicator.unit_of_measure, indicator.decimals
        text = text_of(slide)
        assert row_texts.value_text(row, unit, decimals) in text
        assert format_target(row.target_op, row.target_low, row.target_high, unit, decimals) in text
        if pd.notna(row.value):
            assert format_value(row.value, unit, decimals) in text
        assert VERDICT_WORDS[row.verdict] in text and indicator.code in text
        assert "14/6/2026" in text
        if pd.notna(row.units_expected) and row.units_expected > 1:
            assert f"{int(row.units_reported)}/{int(row.units_expected)} đơn vị có số liệu" in text


def slide_of(slides: list[Any], title: str) -> Any:
    return next(slide for slide in slides if title_of(slide) == title)


def test_the_charts_hold_the_series_and_targets(
    slides: list[Any], official: Workspace, assessed: pd.DataFrame, story: Story
) -> None:
    for line in story.matters:
        (series,) = charts_of(slide_of(slides, line.short_name))
        indicator = catalogued(official, line.code)
        source = official.answers.series(["TQ_OLD", "TQ_NEW"], None, H1)
        drawn = chart_points(source, indicator, ["TQ_OLD", "TQ_NEW"], H1)
        expected = drawn.points[drawn.points["value"].notna()]
        for measure, prefixes in (
            ("actual", ("Thực hiện", "Sáu tháng")), ("plan", ("Kế hoạch",)), ("estimate", ("Ước",)),
        ):  # fmt: skip
            known = {(one.time, one.value) for one in expected.itertuples() if one.measure == measure}
            found = points_of(series, *prefixes)
            if measure == "estimate":  # drawn only where there is no actual
                assert all(is_among(one, known) for one in found), line.code
            else:
                assert len(found) == len(known), (line.code, measure)
                assert all(is_among(one, found) for one in known), (line.code, measure)
        rows = assessed[(assessed["indicator_code"] == line.code) & assessed["bound"].notna()]
        bounds = {(float(row.due_year), float(row.bound)) for row in rows.itertuples()}
        assert all(is_among(one, bounds) for one in points_of(series, "Mục tiêu"))


def points_of(series: list[ReadSeries], *prefixes: str) -> set[tuple[float, float]]:
    return {
        (float(x), y)
        for one in series
        if one.name.startswith(prefixes)
        for x, y in zip(one.xs, one.ys, strict=True)
        if y is not None
    }


def is_among(point: tuple[float, float], known: set[tuple[float, float]]) -> bool:
    """Charts are drawn to four digits of a year and six of a value."""
    return any(abs(point[0] - x) < 1e-3 and abs(point[1] - y) < 1e-5 for x, y in known)


def test_no_line_steps_over_a_missing_year(slides: list[Any], story: Story) -> None:
    """GN-03 has no figures of 2023 for the old province: the line of its actuals has a gap there, never zero."""
    line = next(one for one in story.matters if one.code == "GN-03")
    (series,) = charts_of(slide_of(slides, line.short_name))
    actual = next(one for one in series if one.name == "Thực hiện, Tuyên Quang cũ")
    years = [float(x) for x in actual.xs]
    assert all(y != 0 for y in actual.ys if y is not None)
    for at, (before, after) in enumerate(pairwise(years)):
        assert after - before <= 1.01 or None in (actual.ys[at], actual.ys[at + 1])
    assert None in actual.ys
    chart = next(shape.chart for shape in slide_of(slides, line.short_name).shapes if shape.has_chart)
    assert '<c:dispBlanksAs val="gap"/>' in chart.part.blob.decode()


def test_the_numbers_at_the_points_are_those_of_the_points(slides: list[Any], story: Story) -> None:
    for line in story.matters:
        for series in charts_of(slide_of(slides, line.short_name)):
            newest = next((one for one in series if one.name == words.LATEST), None)
            if newest:
                value = format_value(newest.ys[0], line.unit_of_measure, line.decimals)
                assert re.split(r"\n| · ", newest.labels[0])[0] == value
            for one in series:
                for at, text in one.labels.items():
                    if one.name == "Mục tiêu":
                        assert read_number(text) == pytest.approx(one.ys[at], abs=0.006)


def read_number(text: str) -> float:
    found = re.search(r"−?[\d.]+(?:,\d+)?", text)
    assert found, text
    return float(found[0].replace(".", "").replace(",", ".").replace("−", "-"))


def test_the_bars_of_changes_are_those_of_compare(
    slides: list[Any], compared: pd.DataFrame, story: Story
) -> None:
    slide = slide_of(slides, words.ESTIMATE_TITLE)
    codes = {line.short_name: line.code for line in (*story.judged, *story.over)}
    shown = 0
    for series in charts_of(slide):
        for one in series:
            for at, (name, value) in enumerate(zip(one.xs, one.ys, strict=True)):
                if value is None:
                    continue
                row = compared.loc[codes[str(name)]]
                unit = story.material.indicators.at[codes[str(name)], "unit_of_measure"]
                expected = row.estimate_difference if is_rate(unit) else row.estimate_pct_change
                assert value == pytest.approx(expected, rel=1e-9)
                decimals = int(story.material.indicators.at[codes[str(name)], "decimals"])
                text = format_number(expected, decimals if is_rate(unit) else 1, signed=True)
                assert one.labels[at] == (text if is_rate(unit) else f"{text} %")
                sign = {"down": -1, "up": 1}.get(
                    story.material.indicators.at[codes[str(name)], "direction"], 0
                )
                better = expected * sign
                assert one.name == (BETTER if better > 0 else WORSE if better < 0 else words.NEITHER)
                shown += 1
    known = compared.loc[[code for code in codes.values() if code in compared.index]]
    assert 0 < shown <= known["estimate_difference"].notna().sum()


def test_units_are_ranked_by_their_own_verdicts(slides: list[Any], official: Workspace, story: Story) -> None:
    for slide in slides:
        if not title_of(slide).startswith("Xếp hạng đơn vị"):
            continue
        line = next(
            one for one in story.matters if title_of(slide) == words.RANKING_TITLE.format(name=one.short_name)
        )
        places = {story.material.place_name(code, short=True): code for code in story.material.places.index}
        for series in charts_of(slide):
            for one in series:
                names = [str(name) for name, y in zip(one.xs, one.ys, strict=True) if y is not None]
                own = official.answers.assess(H1, [places[name] for name in names], indicator=line.code)
                values = {
                    (row.place_code, round(row.value, 6)) for row in own.itertuples() if pd.notna(row.value)
                }
                for name, y in zip(one.xs, one.ys, strict=True):
                    if y is not None:
                        assert (places[str(name)], round(y, 6)) in values
                word = one.name[2:]
                verdicts = own.groupby("place_code")["verdict"].agg(set)
                assert all(word in {VERDICT_WORDS[v] for v in verdicts[places[name]]} for name in names)


def test_units_behind_are_counted(slides: list[Any], story: Story) -> None:
    (series,) = charts_of(slide_of(slides, words.UNITS_TITLE))
    for one, column in zip(series, ("behind", "at_risk"), strict=True):
        counts = [None if not count else float(count) for count in story.units[column].head(len(one.ys))]
        assert list(one.ys) == counts
        assert [one.labels.get(at) for at in range(len(one.ys))] == [
            None if count is None else str(int(count)) for count in counts
        ]


def test_the_data_sheets_hold_what_the_charts_show(made: bytes, slides: list[Any]) -> None:
    shown = sorted(
        (one.name, tuple(value for value in one.ys if value is not None))
        for slide in slides
        for series in charts_of(slide)
        for one in series
    )
    held = []
    for sheet in sheets_of(made):
        for column in sheet.iter_cols(min_col=2):
            for cell in column:
                if isinstance(cell.value, str):
                    held.append((cell.value, []))
                elif cell.value is not None:
                    held[-1][1].append(float(cell.value))
                assert cell.data_type != "f"
    assert sorted((name, tuple(values)) for name, values in held) == shown


def test_the_notes_name_the_source_of_each_number(
    slides: list[Any], story: Story, official: Workspace
) -> None:
    for line in story.matters:
        notes = notes_of(slide_of(slides, line.short_name))
        assert line.source in notes
        assert ("chưa kiểm chứng" in line.source) == (not catalogued(official, line.code).verified)
        for number in line.numbers:
            assert number.text in notes
    first = notes_of(slide_of(slides, story.matters[1].short_name))
    assert re.search(r"CTXH-04a, năm 2026, ước cả năm: \d+ đơn vị \(minh họa\)", first)


def test_a_draft_says_what_assess_says(official: Workspace, draft: Material) -> None:
    year = Period.parse("2025")
    story = Story.of(draft)
    slides = list(open_deck(make_deck(story)).slides)
    assessed = official.answers.assess(year, ["TQ_NEW"])
    for programme in story.programmes:
        known = judged_of(assessed, programme.code)
        rows = [
            row
            for slide in slides
            if title_of(slide).startswith(programme.short_name)
            for row in (tables_of(slide) or [[[]]])[0][1:]
        ]
        for line, row in zip(programme.lines, rows, strict=True):
            one = catalogued(official, line.code)
            assert row[1] == row_texts.value_text(known[line.code], one.unit_of_measure, one.decimals)
            assert row[2] == row_texts.needed_text(known[line.code], one.unit_of_measure, one.decimals)
