"""The menu beside a chart that makes files of it; nothing of it is made before somebody opens it."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from tracker.outputs.images.browser import find_browser
from tracker.outputs.images.faults import ImageError, NoBrowserError
from tracker.outputs.images.sheet import Caption, describe_sheet, read_compose_script
from tracker.outputs.plain_tables import XLSX
from tracker.words import image_texts as words

if TYPE_CHECKING:
    from tracker.outputs.theme import Figure

_SCRIPT = Path(__file__).with_name("components") / "chart_files.js"
_buttons = st.components.v2.component(
    "tracker.chart_files",
    js=f"{read_compose_script()}\n{_SCRIPT.read_text(encoding='utf-8')}",
    isolate_styles=False,
)


@dataclass(frozen=True)
class ChartFiles:
    """What the files of a chart are made from; `figure` gives it in the colours of paper."""

    name: str  # of the files, without ending
    figure: Callable[[], Figure]
    caption: Caption
    query: Mapping[str, str]  # what the link to the chart says


@st.fragment
def offer_files(files: ChartFiles, *, key: str) -> None:
    """A quiet button that opens the menu: PNG, SVG, PDF, figures, link."""
    with st.container(key=f"files-{key}", horizontal=True, horizontal_alignment="right"):
        menu = st.popover(words.FILES, type="tertiary", key=f"{key} files", on_change="rerun")
    if not menu.open:
        return
    with menu:
        st.caption(words.FILES_HELP)
        _draw_buttons(files, key)


def _draw_buttons(files: ChartFiles, key: str) -> None:
    figure, place = files.figure(), st.empty()
    made, asked = None, st.session_state.pop(f"{key} asked", None)
    if asked:
        try:
            with place, st.spinner(words.MAKING):
                made = _make(files, figure, asked)
        except ImageError as error:
            place.error(str(error))
    data = {
        "figure": figure.to_json(),
        "sheet": describe_sheet(figure, files.caption),
        "name": files.name,
        "query": dict(files.query),
        "words": dict(words.BUTTONS),
        "kinds": _kinds(),
        "made": made,
    }
    _buttons(data=data, key=f"{key} buttons", on_file_change=lambda: _ask(key))


def _kinds() -> list[str]:
    """What can be made; without a browser on the server no PDF, and the reason is said."""
    try:
        find_browser()
    except NoBrowserError as error:
        st.caption(str(error))
        return [kind for kind in words.KINDS if kind != "pdf"]
    return list(words.KINDS)


def _ask(key: str) -> None:
    """What was pressed is answered by the run that follows."""
    st.session_state[f"{key} asked"] = st.session_state[f"{key} buttons"].file


def _make(files: ChartFiles, figure: Figure, asked: Mapping[str, Any]) -> dict[str, Any]:
    """A file that only the server can make; the number that was sent tells one press from another."""
    from tracker.outputs.figure_data import figure_data_workbook
    from tracker.outputs.images.rendering import render_images

    if asked.get("kind") == "xlsx":
        kind, type_, content = "xlsx", XLSX, figure_data_workbook(figure, files.caption)
    else:
        kind, type_ = "pdf", "application/pdf"
        content = render_images(figure, files.caption, ["pdf"], at=dt.datetime.now(dt.UTC))["pdf"]
    encoded = base64.b64encode(content).decode()
    return {"number": asked.get("number"), "kind": kind, "type": type_, "content": encoded}
