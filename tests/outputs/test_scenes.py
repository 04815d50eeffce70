"""The order of a meeting: what is said first, that nothing is left out, and what is skipped when it is empty."""

from __future__ import annotations

from tracker.core.edition import EditionContent
from tracker.outputs.story.material import Material
from tracker.outputs.story.scenes import LINES_EACH, list_scenes
from tracker.outputs.story.story import Story


def test_a_meeting_begins_with_the_whole_and_ends_with_the_methods(story: Story) -> None:
    kinds = [scene.kind for scene in list_scenes(story)]
    order = [kind for at, kind in enumerate(kinds) if at == 0 or kind != kinds[at - 1]]
    assert order == [
        "title", "period", "programme", "indicator", "changes", "units", "ranking", "statements", "explanations", "missing", "methods",
    ]  # fmt: skip


def test_every_line_statement_and_explanation_is_shown_once(story: Story) -> None:
    scenes = list_scenes(story)
    shown = [line.code for scene in scenes if scene.kind == "programme" for line in scene.lines]
    assert shown == [line.code for one in story.programmes for line in one.lines]
    assert [scene.line.code for scene in scenes if scene.kind == "indicator"] == [
        line.code for line in story.matters
    ]
    told = [one for scene in scenes if scene.kind == "statements" for _, one in scene.statements]
    assert len(told) == sum(
        len(story.statements[part]) for part in story.statements if part not in ("policies",)
    )
    assert [one for scene in scenes for one in scene.explanations] == list(story.explanations)


def test_long_tables_go_on_over_pages_of_equal_length(story: Story) -> None:
    pages = [scene for scene in list_scenes(story) if scene.kind == "programme" and scene.pages > 1]
    assert all(scene.page <= scene.pages for scene in pages)
    longest = max((len(scene.lines) for scene in list_scenes(story) if scene.kind == "programme"), default=0)
    assert longest <= LINES_EACH


def test_a_unit_is_not_ranked(material: Material) -> None:
    kinds = {scene.kind for scene in list_scenes(Story.of(material, "02215"))}
    assert not kinds & {"units", "ranking"}


def test_nothing_known_is_two_scenes_and_the_methods(material: Material) -> None:
    bare = {name: rows.iloc[:0] for name, rows in material.content.tables.items()}
    kept = {name: material.content.tables[name] for name in ("programmes", "groups", "indicators", "places")}
    content = EditionContent(material.content.facts, {**bare, **kept})
    story = Story.of(Material.read(content.content, material.mark))
    assert [scene.kind for scene in list_scenes(story)] == ["title", "period", "methods"]
