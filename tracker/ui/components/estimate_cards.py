"""How a unit has estimated its year-ends, as markup: over all indicators, and on each."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tracker.catalogue.model import Catalogue, Indicator
from tracker.ui.components.tables import table
from tracker.words import review_screen as words
from tracker.words.formats import format_difference, format_number, is_known
from tracker.workflow.estimate_records import EstimateRecord


def record_sentence(record: EstimateRecord) -> str:
    """Over all indicators: how often too high or too low, and by how much where it is counted."""
    one = record.overall
    if one is None or not is_known(one["share_over"]):
        return words.NO_RECORD
    mean = f"{format_number(one['mean_percent'], 1, signed=True)} %" if is_known(one["mean_percent"]) else ""
    return words.record_text(int(one["n"]), one["share_over"], one["share_under"], mean)


def record_of(record: EstimateRecord, indicator: Indicator) -> str:
    """The record on one indicator, in its unit of measure; empty where there is none."""
    if indicator.code not in record.by_indicator.index:
        return ""
    one = record.by_indicator.loc[indicator.code]
    if not is_known(one["share_over"]):
        return ""
    mean = format_difference(one["mean_error"], indicator.unit_of_measure, indicator.decimals)
    return words.record_text(int(one["n"]), one["share_over"], one["share_under"], mean)


def record_table(record: EstimateRecord, catalogue: Catalogue, codes: Iterable[str]) -> str:
    """The record over all, and on each of these indicators that there is something to say of."""
    wanted = set(codes)
    known = [one for one in catalogue.indicators if one.code in wanted]
    said = [(one, record_of(record, one)) for one in known]
    rows = [
        [f"{escape(one.short_name)}<small>{one.code}</small>", escape(text)] for one, text in said if text
    ]
    head = f'<h2>{words.RECORD_HEADING}</h2><p class="lead">{escape(record_sentence(record))}.</p>'
    if not rows:
        return head
    body = table(words.RECORD_TITLES, rows)
    return f'{head}<details class="tq-more"><summary>{words.RECORD_DETAILS} ({len(rows)})</summary>{body}</details>'
