"""Plotly charts on a page: one wrapper with the Vietnamese toolbar, the scheme of the reader, and a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from tracker.outputs.theme import Scheme

if TYPE_CHECKING:
    from tracker.outputs.theme import Figure

_WORDS = {
    "Download plot as a PNG": "Tải ảnh biểu đồ (PNG)",
    "Download plot as a png": "Tải ảnh biểu đồ (PNG)",
    "Download plot": "Tải ảnh biểu đồ",
    "Taking snapshot - this may take a few seconds": "Đang tạo ảnh…",
    "Snapshot succeeded": "Đã tạo ảnh",
}
_REMOVED = [
    "zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d",
]  # fmt: skip


def draw(figure: Figure, *, key: str, alt: str, file_name: str, fills: bool = False) -> None:
    """Draw a figure of tracker.outputs; the only button of its toolbar saves it as an image.

    `fills`: as high as the room it stands in, else as high as it was made.
    """
    st.plotly_chart(
        figure,
        key=key,
        alt=alt,
        theme=None,
        height="stretch" if fills else "content",
        config=_config(file_name),
    )


def scheme() -> Scheme:
    """Whether the reader's page is light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _config(file_name: str) -> dict[str, Any]:
    return {
        "displaylogo": False,
        "displayModeBar": True,
        "scrollZoom": False,
        "modeBarButtonsToRemove": _REMOVED,
        "toImageButtonOptions": {"format": "png", "filename": file_name, "scale": 2},
        "locale": "vi",
        "locales": {"vi": {"dictionary": _WORDS}},
    }
