"""The bar of the presentation: it answers keys, a remote control, swipes and its own buttons."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from tracker.words import presentation_texts as words

LEAVE = "leave"
_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_presenter = st.components.v2.component("tracker.presenter", js=_SCRIPT, isolate_styles=False)


def draw_presenter(at: int, count: int, *, key: str) -> str | None:
    """The bar for scene `at` of `count`; gives the number of the scene asked for, or LEAVE, once."""
    said = {
        "previous": words.PREVIOUS,
        "next": words.NEXT,
        "full": words.FULL_SCREEN,
        "leave": words.LEAVE,
        "keys": words.KEYS,
        "place": words.SLIDE_OF.format(at=at, count=count),
    }
    answer = _presenter(data={"at": at, "count": count, "words": said}, key=key, on_go_change=_ignore)
    return answer.go


def _ignore() -> None:
    """The page answers; the callback only makes it a trigger."""
