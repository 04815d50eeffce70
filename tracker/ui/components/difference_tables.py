"""What a hand-in would change, as markup: figures side by side, verdicts and totals before and after."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.ui.components.history_table import history_link
from tracker.ui.components.marks import mark
from tracker.ui.components.tables import folded_table
from tracker.words import hand_in_texts as words
from tracker.words.formats import (
    UNKNOWN,
    format_difference,
    format_number,
    format_value,
    is_known,
    is_rate,
)
from tracker.words.indicator_sentences import figure_words
from tracker.words.verdicts import VERDICT_WORDS
from tracker.workflow.figure_history import FigureKey
from tracker.workflow.receipts import Receipt

_ORDER = ("changed", "withdrawn", "new", "kept", "unchanged")
_MOVING = ("changed", "withdrawn", "new")
_SHOWN = 12
_MOST = 200


def differences_table(receipt: Receipt, catalogue: Catalogue, reference: Reference) -> str:
    """Old and new figure side by side, what changes first; folded whole when the file has to come back."""
    changes = _ordered(receipt.differences, catalogue)
    if changes.empty:
        return ""
    indicators = {one.code: one for one in catalogue.indicators}
    units = {code: reference.name_of(code, receipt.period) for code in changes["unit_code"].unique()}
    shown_units = units if len(units) > 1 else None
    rows = [_difference(row, indicators, shown_units) for row in changes.head(_MOST).itertuples()]
    counts = changes["change"].value_counts()
    said = words.change_counts([(name, int(counts[name])) for name in _ORDER if name in counts])
    moving = int(changes["change"].isin(_MOVING).sum())
    body = "" if moving else f'<p class="lead">{words.NOTHING_CHANGES}</p>'
    body += folded_table(
        words.DIFFERENCE_COLUMNS,
        rows,
        shown=min(moving, _SHOWN) or 4,
        left=len(changes) - len(rows),
        numeric=(1, 2),
        stacked=(0,),
    )
    title = f"{words.DIFFERENCE_HEADING} <small>{said}</small>"
    if receipt.decision == "return":
        return f'<details class="tq-more"><summary>{title}</summary>{body}</details>'
    return f"<h2>{title}</h2>{body}"


def _ordered(changes: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    ranks = {one.code: at for at, one in enumerate(catalogue.indicators)}
    kinds = {name: at for at, name in enumerate(_ORDER)}
    ranked = changes.assign(_rank=changes["change"].map(kinds), _at=changes["indicator_code"].map(ranks))
    return ranked.sort_values(["_rank", "_at", "measure"], kind="stable")


def _difference(row: Any, indicators: Mapping[str, Indicator], units: Mapping[str, str] | None) -> list[str]:
    one = indicators[row.indicator_code]
    unit = f"<b>{escape(units[row.unit_code])}</b> · " if units else ""
    about = f"{one.code} · {one.unit_of_measure} · {figure_words(row.period, row.measure)}"
    measure = one.unit_of_measure, one.decimals
    return [
        f"{unit}{escape(one.short_name)}<small>{escape(about)}</small>",
        pair_text(row.old, row.old_numerator, row.old_denominator, *measure, _history_of(row)),
        f"<b>{pair_text(row.new, row.new_numerator, row.new_denominator, *measure)}</b>",
        escape(words.CHANGE_WORDS[row.change]) + _by_how_much(row, one),
    ]


def _history_of(row: Any) -> str:
    if not is_known(row.old):
        return ""
    return history_link(FigureKey(row.indicator_code, row.unit_code, row.period, row.measure))


def _by_how_much(row: Any, one: Indicator) -> str:
    """The change in the unit of measure, and in % of the old figure where that says something."""
    if row.change != "changed" or not is_known(row.difference):
        return ""
    text = format_difference(row.difference, one.unit_of_measure, one.decimals)
    if is_known(row.percent):
        text += f" ({format_number(row.percent, 1, signed=True)} %)"
    return f"<small>{escape(text)}</small>"


def pair_text(
    value: float, numerator: float, denominator: float, unit_of_measure: str, decimals: int, link: str = ""
) -> str:
    """A figure with the parts of a rate under it, and a link beside them."""
    text = format_value(value, unit_of_measure if is_rate(unit_of_measure) else "", decimals)
    has_parts = is_known(numerator) and is_known(denominator)
    parts = f"{format_number(numerator)} / {format_number(denominator)}" if has_parts else ""
    under = " · ".join(part for part in (parts, link) if part)
    return f"{text}<small>{under}</small>" if under else text


def verdict_changes_table(
    changes: pd.DataFrame, catalogue: Catalogue, reference: Reference, period: Period
) -> str:
    """Verdicts before and after, in words and shapes."""
    indicators = {one.code: one for one in catalogue.indicators}
    rows = [
        [
            _judged(row, indicators[row.indicator_code], reference, period),
            _verdict(row.verdict_before),
            _verdict(row.verdict),
        ]
        for row in changes.head(_MOST).itertuples(index=False)
    ]
    head = f"<h2>{words.VERDICTS_HEADING} <small>{len(changes)}</small></h2>"
    if not rows:
        return head + f'<p class="lead">{words.NO_VERDICT_CHANGES}</p>'
    left = len(changes) - len(rows)
    return head + folded_table(words.VERDICTS_COLUMNS, rows, shown=_SHOWN, left=left, stacked=(0,))


def _judged(row: Any, one: Indicator, reference: Reference, period: Period) -> str:
    place = words.judged_until(reference.name_of(row.place_code, period), row.due_year)
    return f"{escape(one.short_name)}<small>{escape(place)}</small>"


def _verdict(verdict: object) -> str:
    known = isinstance(verdict, str) and verdict in VERDICT_WORDS
    return f"{mark(str(verdict))} {escape(VERDICT_WORDS[str(verdict)])}" if known else UNKNOWN


def totals_table(totals: pd.DataFrame, catalogue: Catalogue, reference: Reference, period: Period) -> str:
    """Totals before and after: as the places count them, and of many units of one level added up."""
    indicators = {one.code: one for one in catalogue.indicators}
    head = f"<h2>{words.TOTALS_HEADING}</h2>"
    is_place = totals["scope"] == "place"
    chosen = totals[is_place | (totals["scope"].isin(list(words.LEVEL_WORDS)) & (totals["units_after"] > 1))]
    if chosen.empty:
        return head + f'<p class="lead">{words.NO_TOTALS}</p>'
    rows = [
        _total(row, indicators[row.indicator_code], reference, period)
        for row in chosen.head(_MOST).itertuples(index=False)
    ]
    left = len(chosen) - len(rows)
    return head + folded_table(
        words.TOTALS_COLUMNS, rows, shown=_SHOWN, left=left, numeric=(1, 2, 3, 4), stacked=(0,)
    )


def _total(row: Any, one: Indicator, reference: Reference, period: Period) -> list[str]:
    place = (
        reference.name_of(row.place_code, period) if row.scope == "place" else words.LEVEL_WORDS[row.scope]
    )
    before, after = (_units(count, row.units_expected) for count in (row.units_before, row.units_after))
    about = f"{one.code} · {one.unit_of_measure} · {figure_words(row.period, row.measure)} · {place}"
    return [
        f"{escape(one.short_name)}<small>{escape(about)}</small>",
        after if before == after else f"{before} → {after}",
        format_value(row.before, "", one.decimals),
        f"<b>{format_value(row.after, '', one.decimals)}</b>",
        UNKNOWN if np.isnan(row.difference) else format_number(row.difference, one.decimals, signed=True),
    ]


def _units(count: float, expected: float) -> str:
    whole = f"/{format_number(expected)}" if is_known(expected) else ""
    return f"{format_number(count)}{whole}"
