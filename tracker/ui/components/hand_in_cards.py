"""The hand-in page's pieces as markup: the decision, findings at their cells, values read, differences, history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator
from tracker.ui.components.tables import table
from tracker.words import hand_in_texts as words
from tracker.words.findings import DECISION_NAMES, SEVERITY_NAMES
from tracker.words.formats import UNKNOWN, format_number, format_period, format_value, is_known
from tracker.words.indicator_sentences import MEASURE_WORDS
from tracker.workflow.handing_in import Receipt

_DECISION_VERDICTS = {"accept": "achieved", "confirm": "at_risk", "return": "missed", "refuse": "missed"}
_LONG = 60


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
            f'<span style="white-space:nowrap">{escape(_cell(one.cell))}</span>',
            f"<b>{escape(one.title)}</b><small>{escape(one.message)}</small>",
        ]
        for one in found
        for colour in ("missed" if one.severity == "error" else "at_risk",)
    ]
    head = f"<h2>{words.FINDINGS_HEADING} <small>{len(found)}</small></h2>"
    return head + _folded(("Mức", "Ô", "Đọc được gì, làm gì"), rows)


def differences_table(receipt: Receipt, catalogue: Catalogue) -> str:
    """Old and new figure side by side; what changes first, what stays folded away."""
    indicators = {one.code: one for one in catalogue.indicators}
    changes = receipt.differences
    order = {"changed": 0, "new": 1, "kept": 2, "unchanged": 3}
    changes = changes.assign(
        _rank=changes["change"].map(order),
        _at=changes["indicator_code"].map({code: at for at, code in enumerate(indicators)}),
    ).sort_values(["_rank", "_at", "measure"], kind="stable")
    rows = [_difference(row, indicators) for row in changes.itertuples(index=False)]
    moving = int(changes["change"].isin(["changed", "new"]).sum())
    head = f"<h2>{words.DIFFERENCE_HEADING} <small>{moving} số mới hoặc thay đổi</small></h2>"
    note = f'<p class="lead">{words.NOTHING_CHANGES}</p>' if rows and not moving else ""
    titles = ("Chỉ tiêu", "Kỳ", "Đang dùng", "Trong tệp", "")
    return head + note + _folded(titles, rows, numeric=(2, 3), shown=max(moving, 4))


def _difference(row: Any, indicators: Mapping[str, Indicator]) -> list[str]:
    one = indicators[row.indicator_code]
    kind = MEASURE_WORDS.get(row.measure, row.measure).lower()
    return [
        f"{escape(one.short_name)}<small>{one.code} · {escape(one.unit_of_measure)}</small>",
        f"{escape(format_period(row.period))}<small>{kind}</small>",
        _pair(row.old, row.old_numerator, row.old_denominator, one),
        f"<b>{_pair(row.new, row.new_numerator, row.new_denominator, one)}</b>",
        escape(words.CHANGE_WORDS[row.change]),
    ]


def _pair(value: float, numerator: float, denominator: float, one: Indicator) -> str:
    text = format_value(value, one.unit_of_measure if "%" in one.unit_of_measure else "", one.decimals)
    if is_known(numerator) and is_known(denominator):
        text += f"<small>{format_number(numerator)} / {format_number(denominator)}</small>"
    return text


def submission_card(row: Any) -> str:
    """One hand-in: when, who, how much, and whether it counts."""
    colour = {"current": "achieved", "undone": "missed"}.get(row.state, "no_data")
    file = escape(row.file_name) if isinstance(row.file_name, str) else "nhập minh họa"
    reason = (
        f"<p>Lý do xác nhận: {escape(row.warnings_reason)}</p>"
        if isinstance(row.warnings_reason, str)
        else ""
    )
    return (
        f'<div class="tq-card v-{colour}"><header><b>{_instant(row.received_at)}</b>'
        f'<span style="color:var(--v);font-weight:600">{words.STATE_WORDS[row.state]}</span></header>'
        f"<p>{escape(str(row.submitted_by))} · {file}</p>{reason}"
        f"<small>{row.observations} số, {row.current_observations} đang dùng · "
        f"{row.errors} lỗi, {row.warnings} cảnh báo</small></div>"
    )


def _instant(at: dt.datetime | pd.Timestamp) -> str:
    return f"{at.day:02d}/{at.month:02d}/{at.year}, {at.hour:02d}:{at.minute:02d}"


def _cell(cell: str | None) -> str:
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
