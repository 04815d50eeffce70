"""Việc cần làm: what waits for whoever has signed in, in every open round, with the way to it."""

from tracker.ui import explanations
from tracker.ui.components import home_cards as cards
from tracker.ui.components.explanation_cards import explanation_list
from tracker.ui.components.links import follow_link
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.visitor import current_actor
from tracker.words import home_texts as words
from tracker.workflow.home import read_home

workspace = open_page()
actor, today = current_actor(workspace), workspace.settings.today
home = read_home(workspace, actor, today)
show(f'<h1>{cards.home_sentence(home)}</h1><p class="lead">{words.HERE}</p>', key="sentence")

drawn = [cards.unit_card(work, today) for work in home.units]
drawn += [cards.review_card(work, today) for work in home.reviews]
drawn += [cards.office_card(work, workspace.catalogue.province_code, today) for work in home.office]
if home.upkeep:
    drawn.append(cards.upkeep_card(home.upkeep))
if drawn:
    follow_link(show(f'<div class="tq-cards">{"".join(drawn)}</div>', key="work"))
if not home.rounds:
    show_empty(words.NO_ROUNDS, words.NO_ROUNDS_HELP)
if home.explanations:
    listed = explanation_list(home.explanations, workspace.catalogue, workspace.reference, today)
    explanations.follow_explanation(show(f"<h2>{words.EXPLANATIONS}</h2>{listed}", key="explanations"))
