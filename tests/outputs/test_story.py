"""The story of an edition: it says what the pages say, the worst first, and knows what is missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tracker.core.assessment import leading_rows
from tracker.core.edition import EditionContent
from tracker.core.period import Period
from tracker.core.verdict import BEHIND, VERDICTS
from tracker.outputs.points import chart_points
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story
from tracker.words import story_texts as words
from tracker.words.markup import plain_text, runs_of
from tracker.workflow.meeting import DRAFT, find_edition, read_material
from tracker.workflow.overview import expected_of, make_overview
from tracker.workflow.workspace import Workspace

H1 = Period.parse("2026-H1")


def said(runs: tuple) -> str:
    return "".join(run.text for run in runs)


def test_it_says_what_the_overview_says(demo: Workspace, story: Story) -> None:
    official = replace(demo, basis="official")
    assessed = official.answers.assess(H1, ["TQ_NEW"])
    units = pd.DataFrame({"unit_code": [], "has_reported": []})
    expected = expected_of(units, demo.catalogue, demo.reference, H1)
    overview = make_overview(assessed, units, expected, demo.catalogue, H1, demo.settings.today)
    assert [line.code for line in story.judged] == list(overview.rows.judged["indicator_code"])
    assert [line.verdict for line in story.judged] == list(overview.rows.judged["verdict"])
    assert [line.code for line in story.over] == list(overview.rows.over["indicator_code"])
    assert {one.short_name: one.counts for one in story.programmes} == {
        stand.programme.short_name: dict(stand.counts) for stand in overview.stands if stand.counts
    }


def test_the_worst_comes_first_everywhere(story: Story) -> None:
    for lines in (story.judged, story.over, *(one.lines for one in story.programmes)):
        ranks = [VERDICTS.index(line.verdict) for line in lines]
        assert ranks == sorted(ranks)
    assert all(line.verdict in BEHIND for line in story.matters[: len([*filter(_is_behind, story.judged)])])
    assert list(story.units["behind"]) == sorted(story.units["behind"], reverse=True)


def _is_behind(line) -> bool:
    return line.verdict in BEHIND


def test_its_values_are_those_of_assess(demo: Workspace, story: Story) -> None:
    assessed = replace(demo, basis="official").answers.assess(H1, ["TQ_NEW"])
    leading = leading_rows(assessed[assessed["programme_code"].isin(["CTXH", "MTQG26"])])
    values = leading.set_index("indicator_code")["value"]
    for line in story.judged:
        assert line.row.value == pytest.approx(values[line.code], rel=1e-11, nan_ok=True)


def test_a_chart_has_the_points_of_the_indicators_page(demo: Workspace, material: Material) -> None:
    for code in ("CTXH-03", "GN-01", "GN-05", "CTXH-04"):
        indicator = next(one for one in demo.catalogue.indicators if one.code == code)
        series = replace(demo, basis="official").answers.series(["TQ_OLD", "TQ_NEW"], None, H1)
        expected = chart_points(series, indicator, ["TQ_OLD", "TQ_NEW"], H1).points
        found = Story.of(material).material
        drawn = next(line for line in Story.of(found).all_lines if line.code == code).read_chart().drawn
        assert list(drawn.points["period"]) == list(expected["period"]), code
        assert np.allclose(drawn.points["value"], expected["value"], rtol=1e-11, equal_nan=True), code


def test_a_unit_has_a_story_of_its_own(material: Material) -> None:
    story = Story.of(material, unit="02215")
    assert "Phường Minh Xuân" in said(story.headline)
    assert {line.place for line in story.judged} == {"02215"}
    assert story.units.empty and story.units_expected == 1
    assert len(story.judged[0].read_chart().drawn.points) > 1
    with pytest.raises(KeyError):
        Story.of(material, unit="khong-co")


def test_one_programme_alone(material: Material) -> None:
    story = Story.of(material, programme="CTXH")
    assert [one.code for one in story.programmes] == ["CTXH"]
    assert {line.programme for line in story.judged} == {"CTXH"}
    with pytest.raises(KeyError):
        Story.of(material, programme="khong-co")


def test_what_lies_ahead_is_the_next_milestone(draft: Material) -> None:
    """At the end of 2025 the milestones of 2030 lie ahead, though those of 2025 are judged."""
    story = Story.of(draft)
    line = story.ahead["CTXH-01"]
    assert (line.row.due_year, line.row.target_low) == (2030, 90)
    assert all(one.row.due_year > 2025 and one.has_milestone for one in story.ahead.values())
    assert not Story.of(draft, unit="02215").ahead


def test_explanations_are_of_the_programmes_that_are_told(material: Material) -> None:
    told = {code: Story.of(material, programme=code).explanations for code in ("CTXH", "MTQG26")}
    assert {one.indicator for one in told["CTXH"]} == {"Trẻ em hoàn cảnh đặc biệt được trợ giúp"}
    assert {one.indicator for one in told["MTQG26"]} == {"Tỷ lệ hộ nghèo"}
    assert len(Story.of(material).explanations) == 2


def test_the_same_words_of_several_units_stand_once(story: Story) -> None:
    results = story.statements["results"]
    assert len({one.body for one in results}) == len(results)
    assert max(len(one.units) for one in results) > 1


def test_an_edition_and_a_draft_are_told_apart(demo: Workspace, story: Story, draft: Material) -> None:
    assert story.footnote.startswith("Bản chốt 2026-H1/2 · mã kiểm tra ")
    assert Story.of(draft).footnote.startswith(words.DRAFT_MARK)
    assert find_edition(demo, H1, DRAFT) is None
    first = find_edition(demo, H1, "2026-H1/1")
    assert first and first.number == 1
    assert read_material(demo, H1, story.material.mark.at, "2026-H1/1").mark.check_code == first.check_code


def test_an_edition_without_figures_is_still_told(material: Material) -> None:
    content = material.content
    bare = {name: rows.iloc[:0] for name, rows in content.tables.items()}
    kept = {
        name: content.tables[name] for name in ("programmes", "groups", "indicators", "targets", "places")
    }
    story = Story.of(Material.read(EditionContent(content.facts, {**bare, **kept}).content, material.mark))
    assert "chưa có chỉ tiêu nào để đánh giá" in said(story.headline)
    assert story.programmes == () and story.matters == ()
    assert all(one == () for one in story.statements.values())


def test_markup_becomes_runs() -> None:
    assert [(run.text, run.alarms) for run in runs_of("A &lt;b&gt; <em>chậm</em>.")] == [
        ("A <b> ", False),
        ("chậm", True),
        (".", False),
    ]
    assert plain_text("x <em>y</em>&amp;") == "x y&"
