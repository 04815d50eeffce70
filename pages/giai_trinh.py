"""Giải trình: what leaders have asked, who still owes an answer, what was answered; the steps that are one's own."""

from tracker.ui import explanations, pickers
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.visitor import current_actor
from tracker.words import explanation_texts as words
from tracker.workflow.explanations import count_open, list_explanations

workspace = open_page()
actor = current_actor(workspace)

view = pickers.choose("xem", list(words.VIEWS), "dang-mo", lambda name: words.VIEWS[name], tabs=True)
pickers.show_link_message()
found = list_explanations(workspace.store, actor)
opened = [one for one in found if one.is_open]
head = words.explanations_sentence(*count_open(opened, workspace.settings.today))
show(f"<h1>{head}</h1>", key="sentence")
explanations.show_said()
shown = opened if view == "dang-mo" else found
if shown:
    explanations.show_all(workspace, actor, shown)
else:
    show_empty(words.EMPTY, words.EMPTY_HELP)
