"""The office's table as markup, grouped like the report; each row leads to its indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from tracker.outputs.office_table import CHANGE, SHARE, OfficeColumn, OfficeRow, groups_of
from tracker.ui.components.marks import chip, doubt
from tracker.words.formats import UNKNOWN, format_difference, format_number

_FIRST = '<{} style="position:sticky;left:0;min-width:150px;background:var(--card);z-index:1">'
_BESIDE = {"pct_of_plan": "estimate_pct_of_plan"}  # shown under the other, to keep the table on the screen


def office_table(rows: Sequence[OfficeRow], columns: Sequence[OfficeColumn]) -> str:
    """All rows under the headings of their groups; a click on a row gives `data-go` its code."""
    shown = [column for column in columns if column.name not in _BESIDE.values()]
    under = {column.name: column for column in columns if column.name in _BESIDE.values()}
    head = "".join(
        f'<th class="n" style="white-space:normal;min-width:62px">{escape(column.title)}</th>'
        for column in shown
    )
    body = []
    for group, members in groups_of(rows).items():
        body.append(f'<tr class="group"><th colspan="{len(shown) + 2}">{escape(group)}</th></tr>')
        body += [_row(row, shown, under) for row in members]
    return (
        f'<div class="tq-table tq-office"><table><thead><tr>{_FIRST.format("th")}Chỉ tiêu</th>'
        f"{head}<th>Đánh giá, mục tiêu</th></tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _row(row: OfficeRow, columns: Sequence[OfficeColumn], under: Mapping[str, OfficeColumn]) -> str:
    one = row.indicator
    notes = " · ".join(part for part in (one.unit_of_measure, row.coverage) if part)
    cells = "".join(f'<td class="n">{_stacked(row, column, under)}</td>' for column in columns)
    verdict = chip(row.verdict) if row.verdict else UNKNOWN
    return (
        f'<tr data-go="{one.code}" tabindex="0" title="{escape(one.name)}">{_FIRST.format("td")}'
        f"<b>{escape(one.short_name)}</b><small>{one.code} · {escape(notes)}</small></td>{cells}"
        f"<td>{verdict}<small>{escape(row.milestone)}</small></td></tr>"
    )


def _stacked(row: OfficeRow, column: OfficeColumn, under: Mapping[str, OfficeColumn]) -> str:
    second = under.get(_BESIDE.get(column.name, ""))
    if second is None or row.numbers[second.name] is None:
        return _cell(row, column)
    return f"{_cell(row, column)}<small>ước {_cell(row, second)}</small>"


def _cell(row: OfficeRow, column: OfficeColumn) -> str:
    number, decimals = row.numbers[column.name], row.indicator.decimals
    if number is None:
        return f'<span class="tq-none">{UNKNOWN}</span>'
    if column.kind not in (SHARE, CHANGE):
        text = format_number(number, decimals) + doubt(column.name in row.unapproved)
        return f"<b>{text}</b>" if column.name == "value" else text
    if row.is_rate:
        return format_difference(number, "%", decimals).replace(" %", "")
    return f"{format_number(number, 1, signed=column.kind == CHANGE)} %"
