"""Trình chiếu: the story of an edition, full screen, scene by scene; the link says which edition and scene."""

import streamlit as st

from tracker.ui import pickers, presentation
from tracker.ui.frame import open_page, show_empty
from tracker.words import edition_texts
from tracker.workflow.editions import EditionError

workspace = open_page()
link = st.query_params
period = pickers.read_period(workspace)
try:
    story = presentation.read_story(
        workspace, period, link.get("ban"), link.get("don-vi"), link.get("chuong-trinh")
    )
except EditionError as error:
    show_empty(edition_texts.NO_EDITIONS, str(error))
    st.stop()
except KeyError:
    show_empty(edition_texts.NO_EDITIONS, edition_texts.NOT_IN_EDITION)
    st.stop()
presentation.watch_for_newer(workspace, period, story.material.mark.number)
presentation.present(story, int(link["trang"]) if link.get("trang", "").isdecimal() else 1)
