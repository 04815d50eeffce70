"""The overview's markup: programme cards, worst-first rows, and the parts that open on request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd

from tracker.catalogue.frames import programme_of, standard_starts
from tracker.catalogue.model import Catalogue, Indicator
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.core.standing import count_verdicts
from tracker.ui.components.marks import chip, doubt, verdict_bar, verdict_legend
from tracker.ui.components.spark import spark
from tracker.ui.trends import Yearly, find_trend, yearly_points
from tracker.words import row_texts, sentences
from tracker.words.formats import format_date, format_number
from tracker.words.verdicts import VERDICT_WORDS
from tracker.workflow.overview import Overview, Stand


@dataclass(frozen=True)
class RowContext:
    """What a row needs besides itself: SERIES and COMPARISON of its place, and the names."""

    catalogue: Catalogue
    reference: Reference
    series: pd.DataFrame
    comparison: pd.DataFrame
    period: Period

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        return {one.code: one for one in self.catalogue.indicators}

    @cached_property
    def yearly(self) -> Yearly:
        return yearly_points(self.series)

    @cached_property
    def compared(self) -> dict[tuple[str, str], Any]:
        rows = self.comparison.itertuples(index=False)
        return {(one.place_code, one.indicator_code): one for one in rows}


def stand_card(stand: Stand) -> str:
    """One programme: verdict bar with its legend, days to the milestone, who has reported."""
    # Word joiners keep "2026–2030" on one line.
    name = escape(stand.programme.short_name).replace("–", "\u2060–\u2060")
    due = format_date(stand.due_on)
    when = f"đã kết thúc {due}" if stand.is_over else f"mốc {due}"
    if stand.is_over:
        left = "kết quả theo mốc cuối giai đoạn"
    elif stand.days_left < 0:
        left = "đã qua mốc"
    else:
        left = f"<b>{format_number(stand.days_left)}</b> ngày đến mốc"
    reported = (
        "" if stand.is_over else f"<span><b>{stand.reported}/{stand.expected}</b> đơn vị đã báo cáo</span>"
    )
    body = (
        verdict_bar(stand.counts) + verdict_legend(stand.counts)
        if stand.counts
        else '<p class="tq-inform" style="margin:8px 0">Chưa có chỉ tiêu nào được giao số cho kỳ này.</p>'
    )
    return (
        f'<section class="tq-card"><header><b>{name}</b><small>{when}</small></header>{body}'
        f"<footer><span>{left}</span>{reported}</footer></section>"
    )


def overview_markup(overview: Overview, context: RowContext) -> str:
    """Cards, the worst-first list, then what is not counted, closed."""
    cards = "".join(stand_card(stand) for stand in overview.stands)
    parts = [f'<div class="tq-cards">{cards}</div>']
    if len(overview.rows.judged):
        parts.append(
            '<h2 style="margin-top:20px">Cần chú ý trước</h2>' + _list(overview.rows.judged, context)
        )
    over = ", ".join(escape(one.programme.short_name) for one in overview.stands if one.is_over)
    parts.append(_closed(f"Chương trình đã kết thúc: {over}", overview.rows.over, context))
    parts.append(_closed(sentences.BACKGROUND, overview.rows.background, context))
    parts.append(_closed("Chỉ theo dõi, không giao số", overview.rows.tracked, context))
    parts.append(_closed("Mục tiêu quốc gia để so sánh", overview.rows.national, context))
    return "".join(parts)


def _closed(title: str, rows: pd.DataFrame, context: RowContext) -> str:
    if rows.empty:
        return ""
    counts = count_verdicts(rows)
    words = ", ".join(f"{count} {VERDICT_WORDS[verdict].lower()}" for verdict, count in counts.items())
    return (
        f'<details class="tq-more"><summary>{title}<small>{len(rows)} chỉ tiêu: {words}</small></summary>'
        f"{_list(rows, context)}</details>"
    )


def _list(rows: pd.DataFrame, context: RowContext) -> str:
    drawn = "".join(_row(row, context) for row in rows.itertuples(index=False))
    return f'<div class="tq-list">{drawn}</div>'


def _row(row: Any, context: RowContext) -> str:
    one = context.indicators[row.indicator_code]
    breaks = standard_starts(context.catalogue, one)
    unit, decimals = one.unit_of_measure, one.decimals
    value = escape(row_texts.value_text(row, unit, decimals))
    needed = escape(row_texts.needed_text(row, unit, decimals))
    change, against = row_texts.change_text(
        row, context.compared.get((row.judged_on, one.code)), unit, decimals
    )
    partial = escape(row_texts.partial_text(row))
    second = [one.code, owner_name(context, one.code), "" if row_texts.shown_unit(unit) else unit]
    label = escape(f"{one.short_name}: {value}, {needed}, {VERDICT_WORDS[row.verdict]}")
    return (
        f'<a class="tq-row v-{row.verdict}" href="chi-tieu?ma={one.code}" data-go="{one.code}">'
        f'<div class="what"><b>{escape(one.short_name)}</b>'
        f"<small>{escape(' · '.join(part for part in second if part))}</small></div>"
        f"{spark(find_trend(row, context.yearly, one, breaks), label)}"
        f'<div class="tq-num"><b>{value}{doubt(row.unapproved)}</b><small>{needed}</small></div>'
        f'<div class="tq-num tq-change"><b>{escape(change)}</b><small>{escape(against)}</small></div>'
        f'<div class="say">{chip(row.verdict)}{f"<small>{partial}</small>" if partial else ""}</div>'
        f"<p>{escape(row_texts.sentence(row, unit, decimals))}</p></a>"
    )


def owner_name(context: RowContext, code: str) -> str:
    """The short name of the department responsible for an indicator on the period's last day."""
    one = context.indicators[code]
    day = context.period.ends_on
    owners = one.owners or programme_of(context.catalogue, one, context.period.last_year).owners
    for owner in owners:
        starts = owner.valid_from is None or owner.valid_from <= day
        if starts and (owner.valid_to is None or day <= owner.valid_to):
            return context.reference.short_name_of(owner.department, context.period)
    return ""
