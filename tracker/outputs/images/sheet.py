"""The sheet an image is drawn on: white ground, title above the chart, footnote below it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.outputs.clean_text import plain_line
from tracker.outputs.theme import FONT, PALETTES, has_demo_mark
from tracker.words.screen import DEMO_BANNER

if TYPE_CHECKING:
    import plotly.graph_objects as go

WIDTH = 1120  # pixels of the sheet; a PNG has twice as many
SCALE = 2
_PLOTLY_HEIGHT = 450  # what Plotly draws when a layout names no height
_MARGINS, _TITLE_LINE, _SUBTITLE_LINE, _FOOTNOTE_LINE = 58, 29, 20, 17
_TITLE_SIGNS, _SUBTITLE_SIGNS, _FOOTNOTE_SIGNS = 80, 130, 155  # that surely fit into one line


@dataclass(frozen=True)
class Caption:
    """What stands around a chart: its name, what it is of, and below it where its figures come from.

    `footnote` names indicator, unit of measure, place, period, edition and check code (or that it is a draft),
    method and cut-off; all three are plain text.
    """

    title: str
    subtitle: str = ""
    footnote: str = ""


def describe_sheet(figure: go.Figure, caption: Caption) -> dict[str, Any]:
    """What compose.js draws: the texts, their look, and the size; the chart keeps its own height.

    What is illustrative says so in its footnote too: some programs do not show the mark behind the lines.
    """
    palette = PALETTES["light"]
    if has_demo_mark(figure) and DEMO_BANNER not in caption.footnote:
        caption = replace(caption, footnote=" · ".join(filter(None, (DEMO_BANNER, caption.footnote))))
    texts = {name: plain_line(text) for name, text in vars(caption).items()}
    room = (
        _MARGINS
        + _TITLE_LINE * _lines(texts["title"], _TITLE_SIGNS)
        + _SUBTITLE_LINE * _lines(texts["subtitle"], _SUBTITLE_SIGNS)
        + _FOOTNOTE_LINE * _lines(texts["footnote"], _FOOTNOTE_SIGNS)
    )
    look = {"font": FONT, "ink": palette.ink, "muted": palette.muted, "line": palette.faint}
    height = room + int(figure.layout.height or _PLOTLY_HEIGHT)
    return texts | look | {"ground": palette.ground, "width": WIDTH, "height": height, "scale": SCALE}


@cache
def read_compose_script() -> str:
    """The script that draws a sheet, for the server's browser and for that of a reader."""
    return Path(__file__).with_name("compose.js").read_text(encoding="utf-8")


def _lines(text: str, signs: int) -> int:
    return math.ceil(len(text) / signs)
