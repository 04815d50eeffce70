"""The words of a report as markup: parts with their state, versions side by side, figures of two rounds."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd

from tracker.catalogue.model import Indicator
from tracker.core.period import Period
from tracker.ui.components.marks import state_chip
from tracker.ui.components.tables import folded_table
from tracker.words import text_texts as words
from tracker.words.formats import UNKNOWN, format_instant, format_period_short, format_value
from tracker.workflow.report_texts import PartView, TextVersion

_BEGINNING = 220
_SHOWN_FIGURES = 12


def part_list(parts: Sequence[PartView], *, can_write: bool) -> str:
    """Parts that are not open: name, state, the beginning of what is written. `data-go` is the part's code."""
    return "".join(_part(one, can_write) for one in parts)


def _part(view: PartView, can_write: bool) -> str:
    body = view.saved.body if view.is_written and view.saved else ""
    said = f'<p class="body">{escape(_shortened(body))}</p>' if body else ""
    act = words.OPEN_PART if can_write else words.READ_PART
    return (
        f'<section class="tq-part" data-go="{view.key.part}" tabindex="0" role="button" '
        f'title="{act}"><header><b>{words.PART_NAMES[view.key.part]}</b>{_state(view)}</header>{said}</section>'
    )


def part_head(view: PartView) -> str:
    """The head of the part that is open."""
    return f'<header class="tq-part-head"><h2>{words.PART_NAMES[view.key.part]}</h2>{_state(view)}</header>'


def _state(view: PartView) -> str:
    if view.draft is not None:
        return state_chip("at_risk", words.DRAFT)
    if view.is_written and view.saved:
        who = f"<small>{escape(view.saved.by)}, {format_instant(view.saved.at)}</small>"
        return f'<span class="said">{state_chip("achieved", words.WRITTEN)}{who}</span>'
    return state_chip("no_data", words.TAKEN_BACK if view.saved else words.MISSING)


def whole_text(text: str) -> str:
    """A text as it was written, line by line."""
    return f'<div class="tq-text">{escape(text)}</div>' if text else f'<p class="lead">{words.MISSING}.</p>'


def both_versions(theirs: TextVersion, mine: str) -> str:
    """What somebody saved meanwhile and what is not saved yet, side by side."""
    head = words.THEIRS_HEADING.format(by=escape(theirs.by), at=format_instant(theirs.at))
    return (
        f'<div class="tq-both"><section class="tq-card"><h3>{head}</h3>{whole_text(theirs.body)}</section>'
        f'<section class="tq-card"><h3>{words.MINE_HEADING}</h3>{whole_text(mine)}</section></div>'
    )


def earlier_text(earlier: TextVersion) -> str:
    """What the unit wrote in an earlier round, named with its period."""
    head = words.EARLIER_HEADING.format(period=format_period_short(earlier.period), by=escape(earlier.by))
    return f'<section class="tq-card tq-earlier"><h3>{head}</h3>{whole_text(earlier.body)}</section>'


def version_list(versions: pd.DataFrame) -> str:
    """Every version that was saved, the newest first, closed."""
    items = "".join(
        f"<li><b>{format_instant(row.at)}, {escape(str(row.by))}</b>{whole_text(str(row.body))}</li>"
        for row in versions.itertuples(index=False)
    )
    return (
        f'<details class="tq-more"><summary>{words.HISTORY_HEADING}<small>{len(versions)}</small></summary>'
        f'<ul class="tq-versions">{items}</ul></details>'
    )


def figures_card(figures: pd.DataFrame, indicators: Sequence[Indicator], periods: Sequence[Period]) -> str:
    """The figures of the round beside those of the earlier one; a missing one stays missing."""
    known = {(row.indicator_code, row.period): row for row in figures.itertuples(index=False)}
    shown = [one for one in indicators if any((one.code, str(period)) in known for period in periods)]
    if not shown:
        return f'<section class="tq-card"><h3>{words.FIGURES_HEADING}</h3><p class="lead">{words.NO_FIGURES}</p></section>'
    head = ("Chỉ tiêu", *(format_period_short(period) for period in periods))
    rows = [
        [
            f"{escape(one.short_name)}<small>{one.code} · {escape(one.unit_of_measure)}</small>",
            *(_figure(known.get((one.code, str(period))), one) for period in periods),
        ]
        for one in shown
    ]
    numeric = tuple(range(1, len(head)))
    body = folded_table(head, rows, shown=_SHOWN_FIGURES, numeric=numeric)
    return f'<h2>{words.FIGURES_HEADING}</h2>{body}<p class="source">{words.FIGURES_NOTE}</p>'


def _figure(row: object, one: Indicator) -> str:
    if row is None:
        return UNKNOWN
    text = format_value(row.value, "%" if "%" in one.unit_of_measure else "", one.decimals)  # type: ignore[attr-defined]
    return f"ước {text}" if row.measure == "estimate" else text  # type: ignore[attr-defined]


def _shortened(text: str) -> str:
    return text if len(text) <= _BEGINNING else text[: _BEGINNING - 1].rstrip() + "…"
