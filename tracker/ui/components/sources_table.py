"""Where the figures behind a place came from, as markup."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator
from tracker.ui.components.history_table import history_link
from tracker.ui.components.marks import doubt, verified_tag
from tracker.ui.components.tables import more_link, table
from tracker.words import indicator_sentences as words
from tracker.words.formats import format_number, format_period, format_value, short_cell
from tracker.workflow.figure_history import FigureKey

SHOWN_SOURCES = 14
ALL_SOURCES = "all sources"


def sources_table(
    sources: pd.DataFrame, source_code: str, indicator: Indicator, catalogue: Catalogue, *, whole: bool
) -> str:
    """Where each figure came from: the place's own first, then the units of the period shown; each with a
    link to its history. `source_code` is the indicator the figures are of.

    Unless `whole`, the first SHOWN_SOURCES and something to click: `data-go` is ALL_SOURCES.
    """
    if not len(sources):
        return f'<h2>Số liệu lấy từ đâu</h2><p class="lead">{words.NO_SOURCES}</p>'
    ordered = sources.sort_values(["is_direct", "period_ends_on"], ascending=False, kind="stable")
    shown = ordered if whole else ordered.head(SHOWN_SOURCES)
    head = ("Kỳ", "Số", "Giá trị", "Đơn vị báo cáo", "Nguồn", "Trạng thái")
    rows = [_source_row(row, source_code, indicator, catalogue) for row in shown.itertuples(index=False)]
    more = more_link(ALL_SOURCES, len(ordered) - len(shown), "dòng còn lại")
    title = f"<h2>Số liệu lấy từ đâu <small>{len(ordered)} số</small></h2>"
    return title + table(head, rows, numeric=(2,), stacked=(3, 4, 5)) + more


def _source_row(row: Any, source_code: str, indicator: Indicator, catalogue: Catalogue) -> list[str]:
    figure = FigureKey(source_code, row.unit_code, row.period, row.measure)
    value = format_value(row.value, indicator.unit_of_measure, indicator.decimals)
    value += doubt(not row.is_official)
    if pd.notna(row.numerator) and pd.notna(row.denominator):
        value += f"<small>{format_number(row.numerator)} / {format_number(row.denominator)}</small>"
    return [
        escape(format_period(row.period)),
        words.MEASURE_WORDS.get(row.measure, row.measure),
        value,
        escape(str(row.unit_name or row.unit_code)),
        _origin(row, catalogue),
        f"{_state(row)}<small>{history_link(figure)}</small>",
    ]


def _origin(row: Any, catalogue: Catalogue) -> str:
    if isinstance(row.document, str):
        known = next((one for one in catalogue.documents if one.code == row.document), None)
        section = f"<small>{escape(row.section)}</small>" if isinstance(row.section, str) else ""
        return escape(known.number if known else row.document) + section
    name = (
        row.file_name if isinstance(row.file_name, str) else words.SOURCE_KIND_WORDS.get(row.kind, row.kind)
    )
    cell = f"<small>ô {escape(short_cell(row.cell))}</small>" if isinstance(row.cell, str) else ""
    by = f"<small>{escape(row.submitted_by)}</small>" if isinstance(row.submitted_by, str) else ""
    return escape(name) + (cell or by)


def _state(row: Any) -> str:
    if isinstance(row.document, str):
        return verified_tag(row.verified is True or row.verified == 1)
    tag = '<span class="tq-tag doubt">minh họa</span> ' if row.is_demo else ""
    return tag + ("đã duyệt" if row.is_official else "chờ duyệt")
