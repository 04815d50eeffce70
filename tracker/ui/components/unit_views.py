"""The units' markup: the matrix of verdicts, the ranking on one indicator, one unit's own sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator
from tracker.ui.components.marks import chip, doubt, mark_definitions, mark_reference
from tracker.words import row_texts, sentences
from tracker.words.formats import format_value
from tracker.words.verdicts import VERDICT_WORDS
from tracker.workflow.unit_board import UnitBoard

_SHOWN = 25


def matrix(board: UnitBoard, catalogue: Catalogue, names: Mapping[str, str]) -> str:
    """Units × indicators by verdict, the worst units first; the rest opens on request."""
    short = {one.code: one.short_name for one in catalogue.indicators}
    verdicts, doubted = board.verdicts(), board.unapproved()
    head = '<th class="unit">Đơn vị</th>' + "".join(
        f'<th class="up" title="{code}">{escape(short[code])}</th>' for code in board.indicators
    )
    rows = [
        _matrix_row(unit, names[unit], board.indicators, verdicts, doubted, short) for unit in board.units
    ]
    used = [verdict for verdict in VERDICT_WORDS if verdict in set(verdicts.values())]
    legend = "".join(f"<span>{chip(verdict)}</span>" for verdict in used)
    return (
        f'{mark_definitions()}<div class="tq-legend">{legend}<span class="tq-inform">ô trống: không được giao</span>'
        f"</div>{_matrix_table(head, rows[:_SHOWN])}"
        + _rest(rows, "đơn vị còn lại", lambda part: _matrix_table(head, part))
    )


def _matrix_table(head: str, rows: Sequence[str]) -> str:
    return (
        f'<div class="tq-table tq-matrix"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _matrix_row(
    unit: str,
    name: str,
    indicators: Sequence[str],
    verdicts: Mapping[tuple[str, str], str],
    doubted: Collection[tuple[str, str]],
    short: Mapping[str, str],
) -> str:
    cells = []
    for code in indicators:
        verdict = verdicts.get((unit, code))
        title = f"{name}, {short[code]}: {VERDICT_WORDS[verdict]}" if verdict else ""
        drawn = mark_reference(verdict) + doubt((unit, code) in doubted) if verdict else ""
        cells.append(
            f'<td class="cell{f" v-{verdict}" if verdict else ""}" title="{escape(title)}">{drawn}</td>'
        )
    return (
        f'<tr data-go="{escape(unit)}" tabindex="0"><th class="unit" scope="row">{escape(name)}</th>'
        f"{''.join(cells)}</tr>"
    )


def ranking(rows: pd.DataFrame, one: Indicator, names: Mapping[str, str]) -> str:
    """Bars of one indicator, the worst first, with a tick where the year's plan is."""
    top = max(rows["value"].max(), rows["bound"].max(skipna=True), 1e-9)
    bars = [_bar(row, one, names[row.place_code], float(top)) for row in rows.itertuples(index=False)]

    def grid(part: Sequence[str]) -> str:
        return f'<div class="tq-card"><div class="tq-ranks">{"".join(part)}</div></div>'

    return grid(bars[:_SHOWN]) + _rest(bars, "đơn vị còn lại", grid)


def ranking_ends(
    rows: pd.DataFrame, one: Indicator, names: Mapping[str, str]
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Name and value of the best and of the worst unit of a ranking."""
    ends = [rows.iloc[-1], rows.iloc[0]]
    best, worst = (
        (names[row["place_code"]], format_value(row["value"], one.unit_of_measure, one.decimals))
        for row in ends
    )
    return best, worst


def _bar(row: Any, one: Indicator, name: str, top: float) -> str:
    width = max(0.0, 100 * row.value / top)
    tick = (
        f'<u style="left:{100 * row.bound / top:.1f}%" title="kế hoạch"></u>'
        if row.bound == row.bound
        else ""
    )
    value = escape(format_value(row.value, row_texts.shown_unit(one.unit_of_measure), one.decimals))
    value += doubt(row.unapproved)
    return (
        f'<span data-go="{escape(row.place_code)}" class="tq-open" tabindex="0">{escape(name)}</span>'
        f'<span class="track v-{row.verdict}"><i style="width:{width:.1f}%"></i>{tick}</span>'
        f"<b>{value}</b>{chip(row.verdict)}"
    )


def _rest(parts: Sequence[str], word: str, draw: Any) -> str:
    if len(parts) <= _SHOWN:
        return ""
    return (
        f'<details class="tq-more"><summary>{len(parts) - _SHOWN} {word}</summary>'
        f'<div style="margin-top:6px">{draw(parts[_SHOWN:])}</div></details>'
    )


def unit_sheet(
    rows: pd.DataFrame,
    background: pd.DataFrame,
    comparison: pd.DataFrame,
    catalogue: Catalogue,
    beside: Mapping[str, str] | None = None,
) -> str:
    """One unit's figures: value, plan, share of the plan, change, verdict and why; the background closed.

    `beside`: what stands beside the number of an indicator, by its code.
    """
    more_of = beside or {}
    compared = {one.indicator_code: one for one in comparison.itertuples(index=False)}
    indicators = {one.code: one for one in catalogue.indicators}

    def draw(part: pd.DataFrame) -> str:
        lines = [
            _sheet_line(
                row,
                indicators[row.indicator_code],
                compared.get(row.indicator_code),
                more_of.get(row.indicator_code, ""),
            )
            for row in part.itertuples(index=False)
        ]
        return _SHEET_HEAD + "".join(lines) + "</tbody></table></div>"

    more = ""
    if len(background):
        more = (
            f'<details class="tq-more"><summary>{sentences.BACKGROUND} ({len(background)} chỉ tiêu)</summary>'
            f"{draw(background)}</details>"
        )
    return (draw(rows) if len(rows) else "") + more


_SHEET_HEAD = (
    '<div class="tq-table"><table class="sheet"><thead><tr><th>Chỉ tiêu</th><th class="n">Thực hiện</th>'
    '<th class="n">Kế hoạch năm</th><th class="n">Ước/kế hoạch</th><th class="n">Thay đổi</th>'
    "<th>Đánh giá</th><th>Vì sao</th></tr></thead><tbody>"
)


def _sheet_line(row: Any, one: Indicator, against: Any | None, beside: str) -> str:
    unit, decimals = one.unit_of_measure, one.decimals
    change, since = row_texts.change_text(row, against, unit, decimals)
    share = against.estimate_pct_of_plan if against else None
    return (
        f'<tr data-go="{one.code}" tabindex="0" class="v-{row.verdict}">'
        f"<td><b>{escape(one.short_name)}</b><small>{one.code} · {escape(unit)}</small></td>"
        f'<td class="n"><b>{escape(row_texts.value_text(row, unit, decimals))}{doubt("value" in row.unapproved)}</b>{beside}</td>'
        f'<td class="n">{escape(format_value(row.bound, row_texts.shown_unit(unit), decimals))}'
        f"{doubt('bound' in row.unapproved)}</td>"
        f'<td class="n">{format_value(share, "%")}</td>'
        f'<td class="n">{escape(change)}<small>{escape(since)}</small></td>'
        f"<td>{chip(row.verdict)}</td><td>{escape(row_texts.sentence(row, unit, decimals))}</td></tr>"
    )


def silent_units(completeness: pd.DataFrame) -> str:
    """Who has not reported, closed until asked for."""
    silent = completeness[~completeness["has_reported"]]
    if silent.empty:
        return ""
    names = sentences.join_names([escape(name) for name in silent["name"]], limit=200)
    return (
        f'<details class="tq-more"><summary>{len(silent)} đơn vị chưa báo cáo</summary>'
        f'<p class="tq-inform">{names}</p></details>'
    )
