"""The editions' pieces as markup: the list, what one says, what two have otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from tracker.core.edition import EditionContent
from tracker.core.edition_difference import EditionDifference
from tracker.ui.components.marks import chip
from tracker.ui.components.review_cards import missing_list
from tracker.ui.components.tables import facts, table
from tracker.words import edition_texts as words
from tracker.words.formats import (
    UNKNOWN,
    format_date,
    format_difference,
    format_number,
    format_target,
    format_value,
    is_known,
)
from tracker.workflow.editions import Edition

_MOST = 150


def edition_list(editions: Sequence[Edition], names: Mapping[str, str]) -> str:
    """Every edition, the newest first; a click gives its short number. `names`: round id → its period in words."""
    rows = [
        [
            _linked(one.short_number, names.get(one.round_id, one.round_id)),
            f"{format_date(one.signed_at.date())}, {one.signed_at:%H:%M}<small>{escape(one.signed_by)}</small>",
            f"<code>{one.check_code}</code>",
            _why(one),
        ]
        for one in editions
    ]
    return table(words.LIST_TITLES, rows)


def _linked(number: str, period: str) -> str:
    return (
        f'<a href="#" data-go="{escape(number)}"><b>{escape(number)}</b></a><small>{escape(period)}</small>'
    )


def _why(one: Edition) -> str:
    document = escape(one.document_number) if one.document_number else ""
    reason = f"<small>{escape(one.reason)}</small>" if one.reason else ""
    return (document or ("" if reason else UNKNOWN)) + reason


def edition_facts(one: Edition, content: EditionContent) -> str:
    """What an edition says of itself: code, document, reason, catalogue, methods, who is missing."""
    missing = content.tables["missing"]
    pairs = [
        ("Mã kiểm tra", f"<code>{one.check_code}</code>"),
        ("Văn bản", escape(one.document_number or UNKNOWN)),
        ("Lý do", escape(one.reason or UNKNOWN)),
        *content_facts(content, missing),
    ]
    return f'<div class="tq-card" style="margin-top:12px">{facts(pairs)}</div>'


def draft_facts(content: EditionContent) -> str:
    """What a draft would say of itself."""
    pairs = content_facts(content, content.tables["missing"])
    names = missing_list(content.tables["missing"])
    more = f'<details class="tq-more"><summary>{words.MISSING}</summary>{names}</details>' if names else ""
    return f'<div class="tq-card">{facts(pairs)}{more}</div>'


def content_facts(content: EditionContent, missing: pd.DataFrame) -> list[tuple[str, str]]:
    """Cut-off, versions and completeness of a content."""
    known = content.facts
    catalogue = str(known["catalogue"]["sha256"] or UNKNOWN)[:12]
    units = content.tables["submissions"]["unit"].nunique()
    return [
        ("Chốt số liệu", _day(known["round"]["cut_off_on"])),
        ("Danh mục chỉ tiêu", f"phiên bản {known['catalogue']['version']}, <code>{catalogue}</code>"),
        (
            "Phương pháp",
            f"phiên bản {escape(str(known['methods_version']))}, {len(known['methods'])} phép tính",
        ),
        ("Số liệu nguồn", f"{format_number(len(content.tables['sources']))} số của {units} đơn vị"),
        ("Chưa có", f"{len(missing)} đơn vị" if len(missing) else "đủ mọi đơn vị"),
    ]


def verdict_tables(content: EditionContent) -> str:
    """What the edition says of the province, by programme, in catalogue order."""
    places = content.tables["places"]
    province = places.iloc[0]["place"] if len(places) else None
    indicators = content.tables["indicators"].set_index("indicator")
    rows = content.tables["verdicts"]
    rows = rows[(rows["place"] == province) & (rows["level"] == "province") & (rows["target_kind"] != "none")]
    parts = []
    for programme in content.tables["programmes"].itertuples(index=False):
        own = rows[rows["programme"] == programme.programme]
        if len(own):
            lines = [_verdict_line(row, indicators) for row in own.itertuples(index=False)]
            body = table(words.VERDICT_TITLES, lines, numeric=(1, 2))
            parts.append(f"<h2>{escape(programme.short_name)} <small>{len(own)} mục tiêu</small></h2>{body}")
    return "".join(parts)


def _verdict_line(row: Any, indicators: pd.DataFrame) -> list[str]:
    one = indicators.loc[row.indicator]
    unit, decimals = str(one["unit_of_measure"]), int(one["decimals"])
    target = format_target(row.target_op, _number(row.target_low), _number(row.target_high), "", decimals)
    return [
        f"<b>{escape(one['short_name'])}</b><small>{escape(row.indicator)} · {escape(unit)}</small>",
        format_value(_number(row.value), "", decimals),
        f"{target}<small>{_year(row.due_year)}</small>",
        f"{chip(row.verdict)}<small>{escape(row.reason or '')}</small>",
    ]


def difference_tables(found: EditionDifference, content: EditionContent) -> str:
    """Figures old → new, verdicts and words that changed; `content` names what they are about."""
    if found.is_empty:
        return f'<p class="lead">{words.NOTHING_CHANGED}</p>'
    indicators = content.tables["indicators"].set_index("indicator")
    places = content.tables["places"].set_index("place")["name"].to_dict()
    figures = [
        _figure_line(row, indicators, places) for row in found.figures.head(_MOST).itertuples(index=False)
    ]
    verdicts = [
        _changed_verdict(row, indicators, places)
        for row in found.verdicts.head(_MOST).itertuples(index=False)
    ]
    said = [_changed_words(row, places) for row in found.words.head(_MOST).itertuples(index=False)]
    parts = [
        _part(words.FIGURES_HEADING, len(found.figures), words.FIGURE_TITLES, figures, (1, 2, 3)),
        _part(words.VERDICTS_HEADING, len(found.verdicts), words.CHANGED_VERDICT_TITLES, verdicts),
        _part(words.WORDS_HEADING, len(found.words), words.WORD_TITLES, said),
    ]
    return "".join(parts)


def _part(
    title: str, count: int, head: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()
) -> str:
    if not count:
        return ""
    rest = f'<p class="lead">Hiện {len(rows)} dòng đầu trong {count} dòng.</p>' if count > len(rows) else ""
    return f"<h2>{title} <small>{count}</small></h2>{table(head, rows, numeric)}{rest}"


def _figure_line(row: Any, indicators: pd.DataFrame, places: Mapping[str, str]) -> list[str]:
    one = indicators.loc[row.indicator]
    unit, decimals = str(one["unit_of_measure"]), int(one["decimals"])
    return [
        f"<b>{escape(one['short_name'])}</b>, {words.FIGURE_NAMES[row.figure]}"
        + f"<small>{escape(places.get(row.place, row.place))} · {escape(row.indicator)} · {escape(unit)}</small>",
        format_value(row.old, "", decimals),
        f"<b>{format_value(row.new, '', decimals)}</b>",
        format_difference(row.difference, unit, max(decimals, 2) if "%" in unit else decimals),
    ]


def _changed_verdict(row: Any, indicators: pd.DataFrame, places: Mapping[str, str]) -> list[str]:
    one = indicators.loc[row.indicator]
    old, new = (chip(word) if isinstance(word, str) else UNKNOWN for word in (row.old, row.new))
    return [
        f"<b>{escape(one['short_name'])}</b>, {words.until(_year(row.due_year))}"
        + f"<small>{escape(places.get(row.place, row.place))} · {escape(row.indicator)}</small>",
        old,
        new,
    ]


def _changed_words(row: Any, places: Mapping[str, str]) -> list[str]:
    unit = str(places.get(row.unit, row.unit) or "")
    about = escape(" · ".join(part for part in (row.subject, unit) if part))
    return [f"<b>{words.WORD_KINDS[row.kind]}</b><small>{about}</small>", escape(row.old), escape(row.new)]


def _number(value: Any) -> float | None:
    return float(value) if value is not None and is_known(float(value)) else None


def _year(value: Any) -> str:
    year = _number(value)
    return str(int(year)) if year is not None and year < 9999 else UNKNOWN


def _day(value: Any) -> str:
    return format_date(pd.Timestamp(value).date()) if value else UNKNOWN
