"""The slides of a meeting: one story, told in the order in which a leader asks."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from tracker.outputs.deck.builtin_look import describe_slides
from tracker.outputs.deck.change_slides import add_changes
from tracker.outputs.deck.closing_slides import add_explanations, add_methods, add_missing
from tracker.outputs.deck.indicator_slides import add_indicator_page
from tracker.outputs.deck.opening import add_cover, add_period_page
from tracker.outputs.deck.page import Deck
from tracker.outputs.deck.statement_slides import add_statements
from tracker.outputs.deck.template import open_ground
from tracker.outputs.deck.unit_slides import add_rankings, add_units
from tracker.outputs.deck.verdict_slides import add_tracked_table, add_verdict_tables
from tracker.outputs.package import stamp, stamp_of
from tracker.outputs.story.story import Story

_SAVING = 0.9  # share of the time after which the file is packed


def _ignore(share: float) -> None:
    pass


def make_deck(
    story: Story, *, template: bytes | None = None, progress: Callable[[float], None] = _ignore
) -> bytes:
    """The slides as .pptx, the same bytes for the same story and template; raises TemplateError.

    `template` is a .pptx whose master and layouts are used (docs/outputs.md), None the built-in look.
    `progress` hears the share that is done, from 0 to 1.
    """
    deck = Deck(open_ground(template), story)
    steps = list(_steps(deck))
    for done, step in enumerate(steps):
        progress(_SAVING * done / len(steps))
        step()
    progress(_SAVING)
    describe_slides(deck.ground.presentation)
    stream = io.BytesIO()
    deck.ground.presentation.save(stream)
    made = stamp(stream.getvalue(), stamp_of(story, "deck"))
    progress(1.0)
    return made


def _steps(deck: Deck) -> Iterator[Callable[[], None]]:
    """What is put on slides, in order."""
    yield lambda: add_cover(deck)
    yield lambda: add_period_page(deck)
    yield lambda: add_verdict_tables(deck)
    for line in deck.story.matters:
        yield lambda line=line: add_indicator_page(deck, line)  # type: ignore[misc]
    for add in (
        add_changes,
        add_units,
        add_rankings,
        add_tracked_table,
        add_statements,
        add_explanations,
        add_missing,
        add_methods,
    ):
        yield lambda add=add: add(deck)  # type: ignore[misc]
