"""Trình chiếu: the story of an edition, full screen, scene by scene; the link says which edition and scene."""

import streamlit as st

from tracker.access.rights import NotAllowed
from tracker.ui import pickers, presentation
from tracker.ui.frame import open_page, refuse
from tracker.words import presentation_texts as words
from tracker.workflow.editions import EditionError

workspace = open_page()
link = st.query_params
period = pickers.read_period(workspace)
try:
    story = presentation.read_story(
        workspace, period, link.get("ban"), link.get("don-vi"), link.get("chuong-trinh")
    )
except (EditionError, NotAllowed) as error:
    refuse(words.CANNOT, str(error))
except KeyError:
    refuse(words.CANNOT, words.NOT_IN_EDITION)
presentation.watch_for_newer(workspace, period, story.material.mark.number)
presentation.present(story, int(link["trang"]) if link.get("trang", "").isdecimal() else 1)
