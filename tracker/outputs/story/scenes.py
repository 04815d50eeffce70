"""The story cut into scenes, in the order in which a meeting looks at them; one scene is one slide of the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from tracker.core.verdict import BEHIND
from tracker.outputs.story.line import Line
from tracker.outputs.story.statements import Explanation, Statement
from tracker.outputs.story.story import ProgrammeStory, Story

Kind = Literal[
    "title", "period", "programme", "indicator", "changes", "units", "ranking", "statements", "explanations", "missing", "methods"
]  # fmt: skip
T = TypeVar("T")
LINES_EACH = 7
STATEMENTS_EACH = 3
RANKINGS = 3
# What units wrote, part by part; proposals stand together.
TOLD_PARTS = (
    ("results",),
    ("models",),
    ("shortcomings", "difficulties"),
    ("causes",),
    ("solutions",),
    ("proposals_province", "proposals_ministry", "proposals_government", "proposals_assembly"),
)


@dataclass(frozen=True)
class Scene:
    """One thing to look at; which fields are set follows from the kind. `page` of `pages` of the same thing."""

    kind: Kind
    programme: ProgrammeStory | None = None
    lines: tuple[Line, ...] = ()
    statements: tuple[tuple[str, Statement], ...] = ()  # (part, what was written)
    explanations: tuple[Explanation, ...] = ()
    page: int = 1
    pages: int = 1

    @property
    def line(self) -> Line:
        """The one indicator of a scene about it."""
        return self.lines[0]


def list_scenes(story: Story) -> tuple[Scene, ...]:
    """Every scene of the story, at least its title and what is said of the period."""
    return tuple(_scenes(story))


def _scenes(story: Story) -> Iterator[Scene]:
    yield Scene("title")
    yield Scene("period")
    for one in story.programmes:
        for page, pages, lines in _pages(one.lines, LINES_EACH):
            yield Scene("programme", programme=one, lines=lines, page=page, pages=pages)
    for line in story.matters:
        yield Scene("indicator", lines=(line,))
    if len(story.changes[0]):
        yield Scene("changes")
    if len(story.units) and story.units["known"].any():
        yield Scene("units")
        behind = [line for line in story.judged if line.verdict in BEHIND]
        ranked = [line for line in behind if len(story.ranking(line.code)) > 1]
        yield from (Scene("ranking", lines=(line,)) for line in ranked[:RANKINGS])
    for parts in TOLD_PARTS:
        told = [(part, one) for part in parts for one in story.statements.get(part, ())]
        for page, pages, some in _pages(told, STATEMENTS_EACH):
            yield Scene("statements", statements=some, page=page, pages=pages)
    for page, pages, asked in _pages(story.explanations, STATEMENTS_EACH):
        yield Scene("explanations", explanations=asked, page=page, pages=pages)
    if len(story.missing):
        yield Scene("missing")
    yield Scene("methods")


def _pages(rows: Sequence[T], each: int) -> Iterator[tuple[int, int, tuple[T, ...]]]:
    """The rows in pages of nearly equal length: page, pages, rows."""
    pages = -(-len(rows) // each)
    size = -(-len(rows) // pages) if pages else 0
    for page in range(pages):
        yield page + 1, pages, tuple(rows[page * size : (page + 1) * size])
