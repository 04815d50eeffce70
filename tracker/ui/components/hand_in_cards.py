"""The hand-in page's pieces as markup: the decision, findings at their cells, values read, differences, history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.core.review import Standing
from tracker.ui.components.marks import mark
from tracker.ui.components.tables import table
from tracker.words import hand_in_texts as words
from tracker.words.findings import DECISION_NAMES, SEVERITY_NAMES
from tracker.words.formats import UNKNOWN, format_number, format_period, format_value, is_known
from tracker.words.indicator_sentences import MEASURE_WORDS
from tracker.words.review_texts import EVENT_WORDS, STATE_WORDS
from tracker.words.verdicts import VERDICT_WORDS
from tracker.workflow.handing_in import Receipt
from tracker.workflow.receipts import NameRead

_DECISION_VERDICTS = {"accept": "achieved", "confirm": "at_risk", "return": "missed", "refuse": "missed"}
_LONG = 60
_MOST = 200


def decision_card(receipt: Receipt) -> str:
    """What becomes of the file, in one line, with the numbers behind it."""
    errors, warnings = len(receipt.errors), len(receipt.warnings)
    counts = f"{len(receipt.values)} số đọc được · {errors} lỗi · {warnings} cảnh báo"
    colour = _DECISION_VERDICTS[receipt.decision]
    return (
        f'<div class="tq-card v-{colour}" style="border-left:4px solid var(--v)" role="status">'
        f"<h3>{escape(receipt.filename)}: {DECISION_NAMES[receipt.decision].lower()}</h3>"
        f'<p class="lead">{words.DECISION_HELP[receipt.decision]} {counts}.</p></div>'
    )


def findings_table(receipt: Receipt) -> str:
    """Every finding, errors first, each at its cell; empty when there is none."""
    found = [*receipt.errors, *receipt.warnings]
    if not found:
        return ""
    rows = [
        [
            f'<b class="v-{colour}" style="color:var(--v);white-space:nowrap">{SEVERITY_NAMES[one.severity]}</b>',
            f'<span style="white-space:nowrap">{escape(short_cell(one.cell))}</span>',
            f"<b>{escape(one.title)}</b><small>{escape(one.message)}</small>",
        ]
        for one in found[:_MOST]
        for colour in ("missed" if one.severity == "error" else "at_risk",)
    ]
    head = f"<h2>{words.FINDINGS_HEADING} <small>{len(found)}</small></h2>"
    return head + _folded(("Mức", "Ô", "Đọc được gì, làm gì"), rows)


def differences_table(receipt: Receipt, catalogue: Catalogue, reference: Reference) -> str:
    """Old and new figure side by side; what changes first, what stays folded away."""
    indicators = {one.code: one for one in catalogue.indicators}
    changes = receipt.differences
    units = {code: reference.short_name_of(code, receipt.period) for code in set(changes["unit_code"])}
    order = {"changed": 0, "withdrawn": 1, "new": 2, "kept": 3, "unchanged": 4}
    changes = changes.assign(
        _rank=changes["change"].map(order),
        _at=changes["indicator_code"].map({code: at for at, code in enumerate(indicators)}),
    ).sort_values(["_rank", "_at", "measure"], kind="stable")
    many = changes["unit_code"].nunique() > 1
    rows = [_difference(row, indicators, units if many else None) for row in changes.head(_MOST).itertuples()]
    counts = changes["change"].value_counts()
    said = ", ".join(f"{counts[name]:n} {words.CHANGE_WORDS[name]}" for name in order if name in counts)
    moving = int(changes["change"].isin(["changed", "new", "withdrawn"]).sum())
    head = f"<h2>{words.DIFFERENCE_HEADING} <small>{said}</small></h2>"
    note = f'<p class="lead">{words.NOTHING_CHANGES}</p>' if rows and not moving else ""
    titles = ("Chỉ tiêu", "Kỳ", "Đang dùng", "Trong tệp", "")
    rest = len(changes) - len(rows)
    note += f'<p class="lead">Hiện {len(rows)} dòng đầu; còn {rest} dòng.</p>' if rest else ""
    return head + note + _folded(titles, rows, numeric=(2, 3), shown=max(moving, 4))


def _difference(row: Any, indicators: Mapping[str, Indicator], units: Mapping[str, str] | None) -> list[str]:
    one = indicators[row.indicator_code.removesuffix(".NK")]
    kind = MEASURE_WORDS.get(row.measure, row.measure).lower()
    unit = f"<b>{escape(units[row.unit_code])}</b> · " if units else ""
    return [
        f"{unit}{escape(one.short_name)}<small>{one.code} · {escape(one.unit_of_measure)}</small>",
        f"{escape(format_period(row.period))}<small>{kind}</small>",
        pair_text(row.old, row.old_numerator, row.old_denominator, one.unit_of_measure, one.decimals),
        f"<b>{pair_text(row.new, row.new_numerator, row.new_denominator, one.unit_of_measure, one.decimals)}</b>",
        escape(words.CHANGE_WORDS[row.change]) + _by_how_much(row, one),
    ]


def _by_how_much(row: Any, one: Indicator) -> str:
    """The change in the unit of measure, and in % of the old figure where that says something."""
    if row.change != "changed" or not is_known(row.difference):
        return ""
    text = f"{row.difference:+.{one.decimals}f}".replace(".", ",")
    if is_known(row.percent):
        text += f" ({row.percent:+.1f} %)".replace(".", ",")
    return f"<small>{text}</small>"


def names_table(names: Sequence[NameRead], receipt: Receipt) -> str:
    """Every name that was taken, and for what; folded, for whoever checks."""
    rows = [
        [escape(name.text), escape(short_cell(name.cell)), escape(name.code or words.LEAVE_OUT)]
        for name in names[:_MOST]
    ]
    left_out = dict.fromkeys(text for one in receipt.recognition.tables for text in one.left_out)
    note = f'<p class="lead">Không lấy: {escape(", ".join(left_out))}.</p>' if left_out else ""
    body = table(("Tên trong tệp", "Ô", "Hiểu là"), rows)
    return (
        f'<details class="tq-more"><summary>{words.NAMES_READ} ({len(names)})</summary>{body}{note}</details>'
    )


def verdict_changes_table(
    changes: pd.DataFrame, catalogue: Catalogue, reference: Reference, period: Period
) -> str:
    """Verdicts before and after, in words and shapes."""
    indicators = {one.code: one for one in catalogue.indicators}
    rows = [
        [
            f"{escape(indicators[row.indicator_code].short_name)}<small>{escape(reference.name_of(row.place_code, period))}, đến {row.due_year:.0f}</small>",
            _verdict(row.verdict_before),
            _verdict(row.verdict),
        ]
        for row in changes.head(_MOST).itertuples(index=False)
    ]
    head = f"<h2>{words.VERDICTS_HEADING} <small>{len(changes)}</small></h2>"
    if not rows:
        return head + f'<p class="lead">{words.NO_VERDICT_CHANGES}</p>'
    return head + table(("Chỉ tiêu", "Hiện nay", "Sau khi lưu"), rows)


def _verdict(verdict: object) -> str:
    known = isinstance(verdict, str) and verdict in VERDICT_WORDS
    return f"{mark(str(verdict))} {escape(VERDICT_WORDS[str(verdict)])}" if known else UNKNOWN


def totals_table(totals: pd.DataFrame, catalogue: Catalogue, reference: Reference, period: Period) -> str:
    """Totals as the places count them, before and after."""
    indicators = {one.code: one for one in catalogue.indicators}
    places = totals[totals["scope"] == "place"]
    rows = [
        [
            f"{escape(one.short_name)}<small>{escape(reference.name_of(row.place_code, period))}, {escape(format_period(row.period))}, {MEASURE_WORDS.get(row.measure, row.measure).lower()}</small>",
            format_value(row.before, "", one.decimals),
            f"<b>{format_value(row.after, '', one.decimals)}</b>",
        ]
        for row in places.head(_MOST).itertuples(index=False)
        if (one := indicators.get(row.indicator_code))
    ]
    return f"<h2>{words.TOTALS_HEADING}</h2>" + _folded(
        ("Chỉ tiêu", "Trước", "Sau"), rows, numeric=(1, 2), shown=12
    )


def history_table(rows: pd.DataFrame, one: Indicator) -> str:
    """Everything ever said of one figure, the newest first."""
    cells = [
        [
            f"<b>{format_value(row.value, '', one.decimals)}</b>",
            f"{_instant(row.received_at)}<small>{escape(str(row.submitted_by or ''))}</small>",
            f"{escape(_source(row))}<small>{escape(_why(row))}</small>",
            words.STATE_WORDS.get(row.state, row.state),
        ]
        for row in rows.head(_MOST).itertuples(index=False)
    ]
    return table(("Giá trị", "Khi nào, ai", "Từ đâu, vì sao", "Trạng thái"), cells, numeric=(0,))


def _source(row: Any) -> str:
    file = row.file_name if isinstance(row.file_name, str) else None
    where = f"{file}, {short_cell(row.cell)}" if file and isinstance(row.cell, str) else file
    document = f"{row.document}, {row.section}" if isinstance(row.document, str) else None
    return where or document or "nhập minh họa"


def _why(row: Any) -> str:
    return "; ".join(
        str(text) for text in (row.note, row.warnings_reason, row.undo_reason) if isinstance(text, str)
    )


def pair_text(value: float, numerator: float, denominator: float, unit_of_measure: str, decimals: int) -> str:
    """A figure, with the parts of a rate under it."""
    text = format_value(value, unit_of_measure if "%" in unit_of_measure else "", decimals)
    if is_known(numerator) and is_known(denominator):
        text += f"<small>{format_number(numerator)} / {format_number(denominator)}</small>"
    return text


def submission_card(row: Any, standing: Standing, comments: pd.DataFrame) -> str:
    """One hand-in: when, who, how much, where its review stands, and what was said of it."""
    colour = {"current": "achieved", "undone": "missed"}.get(row.state, "no_data")
    if row.state == "current" and not standing.is_official:
        colour = "missed" if standing.state == "returned" else "at_risk"
    state = words.STATE_WORDS[row.state]
    if row.state != "undone":
        state = f"{STATE_WORDS[standing.state]}, {state}"
    file = escape(row.file_name) if isinstance(row.file_name, str) else "nhập minh họa"
    reason = (
        f"<p>Lý do xác nhận: {escape(row.warnings_reason)}</p>"
        if isinstance(row.warnings_reason, str)
        else ""
    )
    return (
        f'<div class="tq-card v-{colour}"><header><b>{_instant(row.received_at)}</b>'
        f'<span style="color:var(--v);font-weight:600">{state}</span></header>'
        f"<p>{escape(str(row.submitted_by))} · {file}</p>{reason}{_said(standing, comments)}"
        f"<small>{row.observations} số, {row.current_observations} đang dùng · "
        f"{row.errors} lỗi, {row.warnings} cảnh báo</small></div>"
    )


def _said(standing: Standing, comments: pd.DataFrame) -> str:
    """Why it was returned or reopened, what was asked, and the comments and answers in their order."""
    decided = [event for event in (standing.decided, standing.asked) if event and event.reason]
    lines = [(EVENT_WORDS[event.kind], event.by, event.at, event.reason) for event in decided]
    for row in comments.itertuples(index=False):
        at = row.indicator_code if isinstance(row.indicator_code, str) else ""
        where = f"{at}, ô {row.cell.rpartition('!')[2]}" if isinstance(row.cell, str) else at
        lines.append((where or "ý kiến", row.by, row.at, row.body))
    return "".join(
        f'<p class="remark"><b>{escape(what.capitalize() if what.islower() else what)}</b> '
        f"{escape(by or '')}, {_instant(at)}: {escape(text or '')}</p>"
        for what, by, at, text in lines
    )


def _instant(at: dt.datetime | pd.Timestamp) -> str:
    return f"{at.day:02d}/{at.month:02d}/{at.year}, {at.hour:02d}:{at.minute:02d}"


def short_cell(cell: str | None) -> str:
    """`Sheet!C12` as `C12, tờ Sheet`; the whole file as a word."""
    if not cell:
        return "cả tệp"
    sheet, _, address = cell.rpartition("!")
    return f"{address} · {sheet}" if sheet else cell or UNKNOWN


def _folded(
    titles: tuple[str, ...], rows: list[list[str]], numeric: tuple[int, ...] = (), shown: int = 20
) -> str:
    """The first rows, the rest behind a click."""
    limit = min(shown, _LONG)
    rest = rows[limit:]
    more = ""
    if rest:
        body = table(titles, rest, numeric)
        more = f'<details class="tq-more"><summary>{len(rest)} dòng còn lại</summary>{body}</details>'
    return table(titles, rows[:limit], numeric) + more
