"""Explanations as markup: the question with its steps, the answer beside a figure, a mark in a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.ui.components.links import link_attributes, page_link
from tracker.ui.components.marks import state_chip
from tracker.words import explanation_texts as words
from tracker.words.formats import format_instant, format_period
from tracker.workflow.explanations import Explanation

ASK = "ask:"  # what `data-go` says before the code that is asked about


def beside_numbers(
    codes: Iterable[str], explained: Mapping[str, Explanation], *, can_ask: bool, word: str
) -> dict[str, str]:
    """What stands beside each number: its explanation, else something to ask with, which says `word`; `explained` by the same codes."""
    marks = {}
    for code in codes:
        one = explained.get(code)
        if one is not None:
            said = f"{words.HEADING}: {words.STATE_NAMES[one.state].lower()}"
            link = link_attributes("giai_trinh", xem="tat-ca", yeu_cau=one.id)
            marks[code] = (
                f'<a class="tq-link tq-ask" {link} title="{escape(said)}">{words.HEADING.lower()}</a>'
            )
        elif can_ask:
            marks[code] = (
                f'<a href="#" role="button" class="tq-link tq-ask" data-go="{ASK}{escape(code)}" '
                f'title="{words.ASK}" aria-label="{words.ASK}">{word}</a>'
            )
    return marks


def read_ask_link(clicked: str | None) -> str | None:
    """The code behind what was clicked to ask."""
    return clicked.removeprefix(ASK) if clicked and clicked.startswith(ASK) else None


def explanation_card(
    one: Explanation,
    catalogue: Catalogue,
    reference: Reference,
    today: dt.date,
    steps: pd.DataFrame | None = None,
) -> str:
    """A question with where it stands; with `steps` everything that was said, else the newest answer."""
    indicators = {known.code: known for known in catalogue.indicators}
    unit = reference.name_of(one.unit[0], one.period)
    title = f"{escape(unit)} · {escape(indicators[one.indicator_code].short_name)}"
    figure = page_link("chi_tieu", one.indicator_code, ma=one.indicator_code, ky=str(one.period))
    body = _steps(steps) if steps is not None else _question_and_answer(one)
    due = "" if not one.waits_for_unit else f" · {words.due_text(one.due_on, today)}"
    return (
        f'<section class="tq-card tq-explanation" id="{escape(one.id)}"><header><b>{title}</b>{state(one, today)}</header>'
        f"{body}<footer><span>{figure} · {format_period(one.period)}{due}</span></footer></section>"
    )


def explanation_list(
    found: Sequence[Explanation], catalogue: Catalogue, reference: Reference, today: dt.date
) -> str:
    """Questions in short, each to be opened: `data-go` is its id."""
    names = {one.code: one.short_name for one in catalogue.indicators}
    rows = "".join(
        f'<section class="tq-part" data-go="{escape(one.id)}" tabindex="0" role="button"><header>'
        f"<b>{escape(reference.name_of(one.unit[0], one.period))} · {escape(names[one.indicator_code])}</b>"
        f'{state(one, today)}</header><p class="body">{escape(one.question)}</p></section>'
        for one in found
    )
    return f'<div class="tq-parts">{rows}</div>'


def beside_figure(
    explanations: Sequence[Explanation], name_of: Callable[[Explanation], str], today: dt.date
) -> str:
    """Questions and answers on the figures of a page, each under the name that `name_of` gives."""
    if not explanations:
        return ""
    cards = "".join(
        f'<section class="tq-card"><header><b>{escape(name_of(one))}</b>{state(one, today)}</header>{_question_and_answer(one)}</section>'
        for one in explanations
    )
    count = f" <small>{len(explanations)}</small>"
    return f'<h2>{words.HEADING}{count}</h2><div class="tq-cards">{cards}</div>'


def state(one: Explanation, today: dt.date) -> str:
    """Where the question stands, overdue ones with their days."""
    if one.is_overdue(today):
        return state_chip("off_track", words.OVERDUE.format(days=(today - one.due_on).days))
    return state_chip(words.STATE_VERDICTS[one.state], words.STATE_NAMES[one.state])


def _question_and_answer(one: Explanation) -> str:
    asked = _line(words.STEP_NAMES["asked"], one.question, one.asked_by, one.asked_at)
    if not one.answer:
        return asked
    return asked + _line(words.STEP_NAMES["answered"], one.answer, one.answered_by, one.answered_at)


def _steps(steps: pd.DataFrame) -> str:
    return "".join(
        _line(words.STEP_NAMES[row.kind], row.body if isinstance(row.body, str) else "", row.by, row.at)
        for row in steps.itertuples(index=False)
    )


def _line(kind: str, body: str, by: str, at: dt.datetime | None) -> str:
    when = f", {format_instant(at)}" if at is not None else ""
    said = f'<div class="tq-text">{escape(body)}</div>' if body else ""
    return f'<div class="tq-said"><small>{escape(by)} {kind.lower()}{when}</small>{said}</div>'
