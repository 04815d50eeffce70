"""Plotly charts on a page: one wrapper with the scheme of the reader, a text, and the menu of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from tracker.outputs.theme import Scheme
from tracker.ui.chart_files import ChartFiles, offer_files

if TYPE_CHECKING:
    from tracker.outputs.theme import Figure

_CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False}


def draw(figure: Figure, *, key: str, alt: str, files: ChartFiles | None = None, fills: bool = False) -> None:
    """Draw a figure of tracker.outputs; under it stands what makes `files` of it.

    `fills`: as high as the room it stands in, else as high as it was made.
    """
    height: Literal["stretch", "content"] = "stretch" if fills else "content"
    with st.container(
        key=f"{scheme()}-chart-{key}", height=height
    ):  # print.css turns a dark one into a light one
        st.plotly_chart(figure, key=key, alt=alt, theme=None, height=height, config=_CONFIG)
    if files:
        offer_files(files, key=key)


def scheme() -> Scheme:
    """Whether the reader's page is light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"
