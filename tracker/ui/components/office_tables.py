"""The office's table as markup, grouped like the report; each row leads to its indicator."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tracker.outputs.office_table import CHANGE, SHARE, OfficeColumn, OfficeRow, groups_of
from tracker.ui.components.marks import chip
from tracker.words.formats import UNKNOWN, format_difference, format_number

_FIRST = '<{} style="position:sticky;left:0;min-width:150px;background:var(--card);z-index:1">'


def office_table(rows: Sequence[OfficeRow], columns: Sequence[OfficeColumn]) -> str:
    """All rows under the headings of their groups; a click on a row gives `data-go` its code."""
    head = "".join(f'<th class="n">{escape(column.title)}</th>' for column in columns)
    width = len(columns) + 3
    body = []
    for group, members in groups_of(rows).items():
        body.append(f'<tr class="group"><th colspan="{width}">{escape(group)}</th></tr>')
        body += [_row(row, columns) for row in members]
    return (
        f'<div class="tq-table tq-office"><table><thead><tr>{_FIRST.format("th")}Chỉ tiêu</th>'
        f"{head}<th>Mục tiêu</th><th>Đánh giá</th></tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _row(row: OfficeRow, columns: Sequence[OfficeColumn]) -> str:
    one = row.indicator
    notes = " · ".join(part for part in (one.unit_of_measure, row.coverage) if part)
    cells = "".join(f'<td class="n">{_cell(row, column)}</td>' for column in columns)
    verdict = chip(row.verdict) if row.verdict else UNKNOWN
    return (
        f'<tr data-go="{one.code}" tabindex="0" title="{escape(one.name)}">{_FIRST.format("td")}<b>{escape(one.short_name)}</b>'
        f"<small>{one.code} · {escape(notes)}</small></td>{cells}"
        f"<td>{escape(row.milestone) or UNKNOWN}</td><td>{verdict}</td></tr>"
    )


def _cell(row: OfficeRow, column: OfficeColumn) -> str:
    number, decimals = row.numbers[column.name], row.indicator.decimals
    if number is None:
        return f'<span class="tq-none">{UNKNOWN}</span>'
    if column.kind not in (SHARE, CHANGE):
        text = format_number(number, decimals)
        return f"<b>{text}</b>" if column.name == "value" else text
    if row.is_rate:
        return format_difference(number, "%", decimals).replace(" %", "")
    return f"{format_number(number, 1, signed=column.kind == CHANGE)} %"
