"""The review page's pieces as markup: the queue, the round, one hand-in's figures with their remarks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator
from tracker.ui.components.difference_tables import pair_text
from tracker.ui.components.estimate_cards import record_of, record_sentence
from tracker.ui.components.tables import facts, table
from tracker.words import review_screen as words
from tracker.words.findings import SEVERITY_NAMES
from tracker.words.formats import (
    format_difference,
    format_instant,
    format_number,
    format_period,
    format_value,
    is_known,
)
from tracker.words.indicator_sentences import MEASURE_WORDS
from tracker.words.review_texts import EVENT_WORDS, STATE_WORDS
from tracker.workflow.review_fields import field_name
from tracker.workflow.review_queue import ReviewItem
from tracker.workflow.review_sheet import Remark, ReviewSheet

_MOST = 400
_STATE_VERDICTS = {
    "waiting": "at_risk", "in_review": "at_risk", "reopened": "at_risk", "returned": "missed", "approved": "achieved",
    "consolidated": "on_track", "signed": "exceeded", "not_reported": "no_data",
}  # fmt: skip
_REMARK_VERDICTS = {"error": "missed", "warning": "at_risk", "comment": "on_track"}
_REMARK_NAMES = {**SEVERITY_NAMES, "comment": "Ý kiến"}


def state_word(state: str, word: str | None = None) -> str:
    """A state in its word and colour."""
    colour = _STATE_VERDICTS.get(state, "no_data")
    return f'<b class="v-{colour}" style="color:var(--v)">{word or STATE_WORDS[state]}</b>'


def queue_table(items: Sequence[ReviewItem], catalogue: Catalogue, today: dt.date) -> str:
    """What waits, the most pressing first; a click gives the submission's id."""
    rows = [
        [
            (
                f'<a href="#" data-go="{one.submission_id}"><b>{escape(one.unit_name)}</b></a>'
                f"<small>{escape(one.submitted_by)}</small>"
            ),
            f"{format_instant(one.received_at)}<small>{words.waited_text(one.received_at, today)}</small>",
            str(one.figures),
            _counts(one),
            escape(", ".join(_names(one.open_fields, catalogue))),
            state_word(one.standing.state),
        ]
        for one in items
    ]
    return table(words.QUEUE_TITLES, rows, numeric=(2,))


def round_table(items: Sequence[ReviewItem], missing: pd.DataFrame) -> str:
    """Every unit of a round and where it stands, those without approved figures first."""
    handed_in = {one.unit[0] for one in items}
    silent = missing[~missing["unit"].isin(handed_in)]
    rows = [
        [escape(row.name), state_word("not_reported", words.MISSING_STATES["not_reported"]), "", "", ""]
        for row in silent.itertuples(index=False)
    ]
    order = list(_STATE_VERDICTS)
    for one in sorted(items, key=lambda one: order.index(one.standing.state)):
        decided = one.standing.decided
        who = f"{escape(decided.by or '')}<small>{format_instant(decided.at)}</small>" if decided else ""
        asked = f"<small>{EVENT_WORDS['reopen_asked']}</small>" if one.standing.asked else ""
        rows.append(
            [
                f'<a href="#" data-go="{one.submission_id}"><b>{escape(one.unit_name)}</b></a>',
                state_word(one.standing.state) + asked,
                who,
                str(one.figures),
                _counts(one),
            ]
        )
    return table(words.ROUND_TITLES, rows, numeric=(3,))


def requests_table(items: Sequence[ReviewItem]) -> str:
    """Requests to reopen, the oldest first; a click gives the submission's id."""
    head = f"<h2>{words.REOPEN_HEADING} <small>{len(items)}</small></h2>"
    if not items:
        return f'{head}<p class="lead">{words.NO_REQUESTS}</p>'
    rows = [
        [
            f'<a href="#" data-go="{one.submission_id}"><b>{escape(one.unit_name)}</b></a>',
            f"{format_instant(one.standing.asked.at)}<small>{escape(one.standing.asked.by or '')}</small>",
            escape(one.standing.asked.reason or ""),
            state_word(one.standing.state),
        ]
        for one in items
        if one.standing.asked
    ]
    return head + table(words.REQUEST_TITLES, rows)


def consolidation_head(ready: int, missing: pd.DataFrame) -> str:
    """What would be consolidated, and who is missing in it."""
    said = "" if ready else f'<p class="lead">{words.NOTHING_TO_CONSOLIDATE}</p>'
    absent = (
        f"<h3>{words.MISSING_HEADING} ({len(missing)})</h3>{missing_list(missing)}" if len(missing) else ""
    )
    card = f'<div class="tq-card">{absent}</div>' if absent else ""
    return f"<h2>{words.CONSOLIDATE_HEADING}</h2>{said}{card}"


def figure_labels(sheet: ReviewSheet, catalogue: Catalogue) -> dict[str, str]:
    """Id of each figure → what it is called where one is chosen."""
    names = {one.code: one.short_name for one in catalogue.indicators}
    return {
        row.id: f"{row.indicator_code} · {names.get(row.indicator_code, '')}, "
        f"{MEASURE_WORDS.get(row.measure, row.measure).lower()} {format_period(row.period)}"
        for row in sheet.figures.head(_MOST).itertuples(index=False)
    }


def missing_list(missing: pd.DataFrame) -> str:
    """Who is missing in what is consolidated, by state."""
    parts = []
    for state, rows in missing.groupby("state", sort=True):
        names = ", ".join(escape(name) for name in rows["name"])
        parts.append(f"<dt>{words.MISSING_STATES[str(state)]} ({len(rows)})</dt><dd>{names}</dd>")
    return f'<dl class="facts">{"".join(parts)}</dl>' if parts else ""


def sheet_head(sheet: ReviewSheet, unit_name: str, catalogue: Catalogue) -> str:
    """The opening sentence and the way of the hand-in so far."""
    standing, row = sheet.looked.standing, sheet.submission
    remarked = sum(1 for at in sheet.remarks if at is not None)
    head = words.sheet_sentence(
        unit_name, sheet.looked.period, STATE_WORDS[standing.state], len(sheet.figures), remarked
    )
    pairs = [("Người nộp", f"{escape(str(row['submitted_by'] or ''))}, {format_instant(row['received_at'])}")]
    if isinstance(row["warnings_reason"], str):
        pairs.append((words.REASON_GIVEN, escape(row["warnings_reason"])))
    pairs += [
        (
            f"Chấp nhận {escape(field_name(catalogue, field))}",
            f"{escape(event.by or '')}, {format_instant(event.at)}",
        )
        for field, event in standing.accepted.items()
    ]
    for event in (standing.decided, standing.asked):
        if event and event.reason:
            pairs.append((EVENT_WORDS[event.kind].capitalize(), _said(event.by, event.at, event.reason)))
    now = sheet.figures["error"].dropna()
    if len(now):
        said = words.record_text(len(now), float((now > 0).mean()), float((now < 0).mean()), "")
        pairs.append((words.ESTIMATES_NOW.format(year=sheet.looked.period.last_year), said))
    pairs.append((words.RECORD_HEADING, record_sentence(sheet.record)))
    whole = "".join(_remark(one) for one in sheet.remarks.get(None, ()))
    return f'<h1>{head}</h1><div class="tq-card" style="margin-top:12px">{facts(pairs)}{whole}</div>'


def figures_tables(sheet: ReviewSheet, catalogue: Catalogue) -> str:
    """The figures by field; a click on one gives the id of its observation."""
    indicators = {one.code: one for one in catalogue.indicators}
    names = sheet.figures["unit_code"].nunique() > 1
    parts = []
    for programme, rows in sheet.figures.groupby("programme", sort=False, dropna=False):
        title = field_name(catalogue, str(programme)) if isinstance(programme, str) else "Ngoài danh mục"
        accepted = _accepted_text(sheet, str(programme))
        lines = [_line(row, indicators, sheet, names) for row in rows.head(_MOST).itertuples(index=False)]
        rest = len(rows) - len(lines)
        more = f'<p class="lead">Còn {rest} số; xem trong tệp đã nộp.</p>' if rest else ""
        parts.append(
            f"<h2>{escape(title)} <small>{len(rows)} số{accepted}</small></h2>{_review_table(lines)}{more}"
        )
    return "".join(parts)


def _line(row: Any, indicators: Mapping[str, Indicator], sheet: ReviewSheet, has_units: bool) -> str:
    one = indicators.get(row.indicator_code) or indicators.get(row.indicator_code.rpartition(".")[0])
    unit, decimals = (one.unit_of_measure, one.decimals) if one else ("", 2)
    remarks = sheet.remarks.get(row.id, ())
    worst = next((kind for kind in _REMARK_VERDICTS if kind in {one.severity for one in remarks}), None)
    before = row.same_period if is_known(row.same_period) else row.previous_year
    cells = [
        _what(row, one, has_units),
        format_value(before, "", decimals),
        format_value(row.plan, "", decimals),
        _handed_in(row, one, sheet),
        _change(row.value, before, unit, decimals, row.is_rate),
        _official(row, unit, decimals),
        "".join(_remark(remark) for remark in remarks),
    ]
    colour = f"v-{_REMARK_VERDICTS[worst]} marked" if worst else ""
    body = "".join(f'<td class="{"n" if 0 < at < 6 else ""}">{cell}</td>' for at, cell in enumerate(cells))
    return f'<tr data-go="{row.id}" tabindex="0" class="{colour}">{body}</tr>'


def _what(row: Any, one: Indicator | None, has_units: bool) -> str:
    where = f"{escape(row.unit_code)} · " if has_units else ""
    kind = MEASURE_WORDS.get(row.measure, row.measure).lower()
    parts = (row.indicator_code, one.unit_of_measure if one else "", f"{kind} {format_period(row.period)}")
    small = escape(" · ".join(part for part in parts if part))
    return f"{where}<b>{escape(one.short_name if one else row.indicator_code)}</b><small>{small}</small>"


def _handed_in(row: Any, one: Indicator | None, sheet: ReviewSheet) -> str:
    """The figure with its parts, and how the unit estimates it or had estimated it."""
    unit, decimals = (one.unit_of_measure, one.decimals) if one else ("", 2)
    is_estimate = row.measure == "estimate" and one is not None
    said = record_of(sheet.record, one) if is_estimate and one else words.error_text(
        row.estimated, row.error, unit, decimals
    )  # fmt: skip
    notes = [said, "" if row.is_current else words.REPLACED]
    small = "".join(f"<small>{escape(note)}</small>" for note in notes if note)
    return f"<b>{pair_text(row.value, row.numerator, row.denominator, unit, decimals)}</b>{small}"


def _review_table(lines: Iterable[str]) -> str:
    head = "".join(
        f'<th class="{"n" if 0 < at < 6 else ""}">{title}</th>'
        for at, title in enumerate(words.FIGURE_TITLES)
    )
    return (
        f'<div class="tq-table"><table class="review"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _official(row: Any, unit: str, decimals: int) -> str:
    if not is_known(row.official):
        return format_value(row.official, "", decimals)
    difference = row.value - row.official
    said = (
        f"<small>{format_difference(difference, unit, decimals)}</small>"
        if difference
        else "<small>như nhau</small>"
    )
    return format_value(row.official, "", decimals) + said


def _change(value: float, before: float, unit: str, decimals: int, is_rate: bool) -> str:
    if not (is_known(value) and is_known(before)):
        return format_number(None)
    if is_rate or not before:
        return format_difference(value - before, unit, decimals)
    return f"{format_number(100 * (value - before) / abs(before), 1, signed=True)} %"


def _remark(one: Remark) -> str:
    colour = _REMARK_VERDICTS[one.severity]
    who = f"{escape(one.by or '')}, {format_instant(one.at)}: " if one.at else ""
    return (
        f'<p class="remark v-{colour}"><b style="color:var(--v)">{_REMARK_NAMES[one.severity]}</b> '
        f"{who}{escape(one.text)}</p>"
    )


def _said(by: str | None, at: dt.datetime, reason: str) -> str:
    return f"{escape(by or '')}, {format_instant(at)}: {escape(reason)}"


def _accepted_text(sheet: ReviewSheet, programme: str) -> str:
    left = {field for field in sheet.looked.open_fields if field[0] == programme}
    if left:
        return ""
    return ", đã chấp nhận" if sheet.looked.standing.accepted else ""


def _names(fields: Iterable[tuple[str, str]], catalogue: Catalogue) -> list[str]:
    return [field_name(catalogue, code) for code in dict.fromkeys(programme for programme, _ in fields)]


def _counts(one: ReviewItem) -> str:
    parts = [f"{one.errors} lỗi" if one.errors else "", f"{one.warnings} cảnh báo" if one.warnings else ""]
    return ", ".join(part for part in parts if part) or words.NO_FINDINGS
