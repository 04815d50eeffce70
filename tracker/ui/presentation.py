"""The presentation: the story of an edition, scene by scene, on a projector or a phone."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

import streamlit as st

from tracker.access.rights import require
from tracker.core.period import Period
from tracker.outputs.enlarged import enlarged
from tracker.outputs.story.line import Line
from tracker.outputs.story.scenes import list_scenes
from tracker.outputs.story.story import Story
from tracker.ui import charts, questions
from tracker.ui.components.presenter import LEAVE, draw_presenter
from tracker.ui.components.scenes import scene_markup
from tracker.ui.components.view import show
from tracker.ui.site import page_file
from tracker.ui.visitor import current_actor
from tracker.words import edition_texts, story_texts
from tracker.words import presentation_texts as words
from tracker.words.markup import plain_text
from tracker.workflow.meeting import DRAFT, find_edition, read_material
from tracker.workflow.workspace import Workspace

_LOOK_AGAIN = 30  # seconds
_CHART_SCALE = 1.35


def read_story(
    workspace: Workspace, period: Period, number: str | None, unit: str | None, programme: str | None
) -> Story:
    """The story of an edition, or of a draft as the data stand; kept for all who look at it.

    Raises EditionError, NotAllowed for a draft that the visitor may not see, KeyError for a place or programme
    that the edition does not know.
    """
    edition = find_edition(workspace, period, number)
    if edition is None:
        require(current_actor(workspace), "view_provisional")
    key = (edition.id,) if edition else questions.state_key(workspace)
    return _story(key, workspace, str(period), edition.short_number if edition else DRAFT, unit, programme)


@st.cache_resource(max_entries=8, show_spinner=edition_texts.GATHERING)
def _story(
    key: tuple, _workspace: Workspace, period: str, number: str, unit: str | None, programme: str | None
) -> Story:
    material = read_material(_workspace, Period.parse(period), dt.datetime.now(dt.UTC), number)
    return Story.of(material, unit, programme)


def present(story: Story, at: int) -> None:
    """One scene with its bar; a step goes into the link (`trang`), so that a reload stays where it was."""
    st.html(f"<style>{_styles()}</style>")
    scenes = list_scenes(story)
    at = min(max(at, 1), len(scenes))
    scene = scenes[at - 1]
    with st.container(key="stage", height="stretch"):
        show(f'<article class="scene {scene.kind}">{scene_markup(story, scene)}</article>', key="scene")
        if scene.kind == "indicator":
            _draw_chart(scene.line)
    mark = f"<b>{story_texts.DEMO_MARK}</b> · " if story.material.is_demo else ""
    show(f'<p class="footnote">{mark}{story.footnote}</p>', key="footnote")
    _step(draw_presenter(at, len(scenes), key="presenter"))


def _draw_chart(line: Line) -> None:
    """The chart of an indicator, as large as there is room."""
    chart = line.read_chart()
    if chart.is_empty:
        show(f'<p class="lead">{words.NO_CHART}</p>', key="no chart")
        return
    alt = plain_text("".join(run.text for run in line.sentence))
    figure = enlarged(chart.figure(charts.scheme()), _CHART_SCALE)
    charts.draw(figure, key=f"scene {line.code}", alt=alt, fills=True)


def _step(asked: str | None) -> None:
    if asked == LEAVE:
        st.switch_page(page_file("tong_quan"))
    if asked:
        st.query_params["trang"] = asked
        st.rerun()


@st.fragment(run_every=_LOOK_AGAIN)
def watch_for_newer(workspace: Workspace, period: Period, shown: str | None) -> None:
    """Say when another edition has been signed meanwhile; a click goes on with it."""
    newest = find_edition(workspace, period)
    if newest is None or newest.short_number == shown:
        return
    if st.button(words.NEWER.format(number=newest.short_number), key="newer", type="primary"):
        st.query_params["ban"] = newest.short_number
        st.rerun(scope="app")


@lru_cache(maxsize=1)
def _styles() -> str:
    return (Path(__file__).resolve().parent / "styles" / "presentation.css").read_text(encoding="utf-8")
