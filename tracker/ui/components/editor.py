"""A text area that keeps every keystroke in the browser and sends it on; what it says comes from the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_editor = st.components.v2.component("tracker.editor", js=_SCRIPT, isolate_styles=False)

Heard = Callable[[], None]


def draw_editor(
    data: Mapping[str, Any], *, key: str, on_draft: Heard, on_save: Heard, on_discard: Heard
) -> Mapping[str, Any] | None:
    """Draw the editor; gives what it last sent as a draft: text, base, n. See editor.js for `data`.

    What was sent is in `st.session_state[key]` under draft, save and discard when a callback is run.
    """
    answer = _editor(
        data=dict(data),
        key=key,
        on_draft_change=on_draft,
        on_save_change=on_save,
        on_discard_change=on_discard,
    )
    return answer.draft
