"""The look every figure and file shares: colours of verdicts, fonts, separators, the mark of illustration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    import plotly.graph_objects as go

    Figure: TypeAlias = go.Figure  # for rooms that name the type but not the library

FONT = "'Be Vietnam Pro', 'Noto Sans', 'Segoe UI', system-ui, sans-serif"
SEPARATORS = ",."  # decimal comma, dot between thousands
DEMO_TEXT = "Số liệu minh họa"
Scheme = Literal["light", "dark"]

VERDICT_COLOURS: Mapping[str, str] = {
    "missed": "#8f1d21",
    "reversing": "#8f1d21",
    "off_track": "#c2410c",
    "at_risk": "#b36b00",
    "no_data": "#6b7885",
    "no_baseline": "#6b7885",
    "no_target": "#6b7885",
    "not_due": "#6b7885",
    "on_track": "#2166ac",
    "achieved": "#0a6b62",
    "exceeded": "#07524b",
}
# On a dark ground the same hues are lighter, so that they keep a contrast of 4,5 : 1.
VERDICT_COLOURS_DARK: Mapping[str, str] = {
    **VERDICT_COLOURS,
    "missed": "#ef8589",
    "reversing": "#ef8589",
    "off_track": "#f08a5d",
    "at_risk": "#e0a648",
    "no_data": "#9aa7b4",
    "no_baseline": "#9aa7b4",
    "no_target": "#9aa7b4",
    "not_due": "#9aa7b4",
    "on_track": "#7db8ec",
    "achieved": "#5cc4b8",
    "exceeded": "#7bd6cb",
}


@dataclass(frozen=True)
class Palette:
    """The colours of one scheme; the ground is whatever the page has, figures are transparent."""

    ink: str
    muted: str
    faint: str
    ground: str
    accent: str
    verdicts: Mapping[str, str]

    def verdict(self, code: str | None) -> str:
        return self.verdicts.get(code or "", self.muted)


PALETTES: Mapping[Scheme, Palette] = {
    "light": Palette("#17212b", "#5a6672", "#dde3e9", "#ffffff", "#0b4f8a", VERDICT_COLOURS),
    "dark": Palette("#e6ebf0", "#9fabb7", "#2c3844", "#19222b", "#7db8ec", VERDICT_COLOURS_DARK),
}


def base_layout(palette: Palette, height: int, *, is_demo: bool) -> dict[str, Any]:
    """The layout shared by all figures: transparent, Vietnamese separators, marked when illustrative."""
    return {
        "template": {},  # else Plotly adds the one of whoever loaded it: Streamlit's own on a page, another elsewhere
        "height": height,
        "separators": SEPARATORS,
        "font": {"family": FONT, "size": 13, "color": palette.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": palette.ground,
            "bordercolor": palette.faint,
            "align": "left",
            "font": {"family": FONT, "size": 13, "color": palette.ink},
        },
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": palette.muted, "activecolor": palette.accent},
        "showlegend": False,
        "annotations": [demo_mark(palette)] if is_demo else [],
    }


def demo_mark(palette: Palette) -> dict[str, Any]:
    """The watermark of illustrative figures, behind nothing that must be read."""
    return {
        "text": DEMO_TEXT,
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": 0.5,
        "showarrow": False,
        "opacity": 0.13,
        "textangle": -14,
        "font": {"size": 30, "color": palette.muted},
    }


def has_demo_mark(figure: Figure) -> bool:
    """Whether the figure says that it is illustrative."""
    return any(note.text == DEMO_TEXT for note in figure.layout.annotations)


def axis(palette: Palette, **more: Any) -> dict[str, Any]:
    """An axis with quiet lines and muted labels."""
    return {
        "gridcolor": palette.faint,
        "zeroline": False,
        "linecolor": palette.faint,
        "tickfont": {"size": 12, "color": palette.muted},
        "fixedrange": True,
        "automargin": True,
    } | more
