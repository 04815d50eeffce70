"""A progress bar with words for what may take longer than a second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from tracker.words.receiving_texts import STEPS
from tracker.workflow.steps import STEP_SHARES, OnStep


@contextmanager
def show_progress() -> Iterator[OnStep]:
    """`with show_progress() as on_step:` draws a bar that never goes back, and takes it away at the end."""
    place = st.empty()
    reached = 0.0

    def draw(step: str) -> None:
        nonlocal reached
        reached = max(reached, STEP_SHARES[step])
        place.progress(reached, text=f"{STEPS[step]}…")

    try:
        yield draw
    finally:
        place.empty()
