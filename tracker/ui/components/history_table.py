"""One figure's history as markup, and the link that opens it."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator
from tracker.ui.components.marks import verified_tag
from tracker.ui.components.tables import table
from tracker.words import history_texts as words
from tracker.words.formats import format_instant, format_number, format_value, is_known
from tracker.words.hand_in_texts import BY_ILLUSTRATION, STATE_WORDS
from tracker.workflow.figure_history import FigureKey

_COLOURS = {"current": "achieved", "undone": "missed"}
_LINK = "history"
_MOST = 100


def history_link(figure: FigureKey) -> str:
    """A link whose `data-go` is read by `read_history_link`."""
    where = escape("|".join((_LINK, *figure)), quote=True)
    return f'<a href="#" role="button" class="tq-link" data-go="{where}">{words.LINK}</a>'


def read_history_link(go: str | None) -> FigureKey | None:
    """The figure behind a click, None for any other click."""
    kind, *parts = (go or "").split("|")
    return FigureKey(*parts) if kind == _LINK and len(parts) == len(FigureKey._fields) else None


def history_table(rows: pd.DataFrame, one: Indicator, catalogue: Catalogue) -> str:
    """Everything ever said of one figure, the newest first; `rows` as `find_figure_history` gives them."""
    current = rows[(rows["state"] == "current") & rows["value"].notna()]
    value = (
        format_value(current["value"].iloc[0], one.unit_of_measure, one.decimals) if len(current) else None
    )
    head = f'<p class="lead" role="status">{escape(words.summary(value, len(rows)))}</p>'
    if rows.empty:
        return head
    cells = [
        [_value(row, one), _state(row), _who(row), _where(row, catalogue), _why(row)]
        for row in rows.head(_MOST).itertuples(index=False)
    ]
    return head + table(words.COLUMNS, cells, stacked=(2, 3, 4))


def _value(row: Any, one: Indicator) -> str:
    if not is_known(row.value):
        return f"<b>{words.WITHDRAWN}</b>"
    text = f"<b>{format_value(row.value, one.unit_of_measure, one.decimals)}</b>"
    if is_known(row.numerator) and is_known(row.denominator):
        text += f"<small>{format_number(row.numerator)} / {format_number(row.denominator)}</small>"
    return text


def _state(row: Any) -> str:
    colour = _COLOURS.get(row.state, "no_data")
    return f'<b class="v-{colour}" style="color:var(--v)">{STATE_WORDS[row.state]}</b>'


def _who(row: Any) -> str:
    sender = row.sender_name if row.sender != row.unit and row.source == "handed_in" else None
    said = words.who(_text(row.submitted_by), _text(sender))
    return f"{escape(said)}<small>{format_instant(row.received_at)}</small>"


def _where(row: Any, catalogue: Catalogue) -> str:
    file = _text(row.file_name)
    if file:
        name, cell = words.where(file, _text(row.cell), row.round_period)
        return f"{escape(name)}<small>{escape(cell)}</small>"
    document = _text(row.document)
    if document:
        known = next((one for one in catalogue.documents if one.code == document), None)
        section = f"<small>{escape(row.section)}</small>" if _text(row.section) else ""
        return f"{escape(known.number if known else document)}{section}{verified_tag(bool(row.verified))}"
    return BY_ILLUSTRATION


def _why(row: Any) -> str:
    reasons = [_text(row.note), _text(row.warnings_reason)]
    if _text(row.undo_reason):
        reasons.append(words.undone(row.undone_at, str(row.undone_by), row.undo_reason))
    return "<br>".join(escape(reason) for reason in reasons if reason)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
