"""The hand-in page's pieces as markup: the decision, findings at their cells, names read, earlier hand-ins."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.review import Standing
from tracker.ui.components.tables import folded_table
from tracker.words import hand_in_texts as words
from tracker.words.findings import DECISION_NAMES, SEVERITY_NAMES
from tracker.words.formats import format_instant, short_cell, short_cells
from tracker.words.review_texts import COMMENT, EVENT_WORDS, STATE_WORDS
from tracker.workflow.receipts import NameRead, Receipt

_DECISION_VERDICTS = {"accept": "achieved", "confirm": "at_risk", "return": "missed", "refuse": "missed"}
_SHOWN = 12
_CELLS = 6
_MOST = 200


def decision_card(receipt: Receipt) -> str:
    """What becomes of the file, in one line, with the numbers behind it."""
    counts = words.receipt_counts(len(receipt.figures), len(receipt.errors), len(receipt.warnings))
    colour = _DECISION_VERDICTS[receipt.decision]
    return (
        f'<div class="tq-card v-{colour}" style="border-left:4px solid var(--v)" role="status">'
        f"<h3>{escape(receipt.filename)}: {DECISION_NAMES[receipt.decision].lower()}</h3>"
        f'<p class="lead">{words.DECISION_HELP[receipt.decision]}</p><small>{counts}</small></div>'
    )


def findings_table(receipt: Receipt) -> str:
    """Every finding, errors first, each at its cell; what is said of several cells stands once."""
    found = [*receipt.errors, *receipt.warnings]
    if not found:
        return ""
    cells: dict[tuple[str, str, str], list[str | None]] = {}
    for one in found:
        cells.setdefault((one.severity, one.title, one.message), []).append(one.cell)
    rows = [_finding(*said, at) for said, at in list(cells.items())[:_MOST]]
    head = f"<h2>{words.FINDINGS_HEADING} <small>{len(found)}</small></h2>"
    left = len(cells) - len(rows)
    body = folded_table(words.FINDINGS_COLUMNS, rows, shown=_SHOWN, left=left, stacked=(2,))
    return f'{head}<div class="bare">{body}</div>'


def _finding(severity: str, title: str, message: str, cells: Sequence[str | None]) -> list[str]:
    colour = "missed" if severity == "error" else "at_risk"
    return [
        f'<b class="v-{colour}" style="color:var(--v);white-space:nowrap">{SEVERITY_NAMES[severity]}</b>',
        _cells(cells),
        f"<b>{escape(title)}</b><small>{escape(message)}</small>",
    ]


def _cells(cells: Sequence[str | None]) -> str:
    """`G11, G14 · Biểu`; of many the rest is folded away."""
    shown = escape(short_cells(cells[:_CELLS]) or words.WHOLE_FILE)
    rest = cells[_CELLS:]
    if not rest:
        return f'<div class="cells">{shown}</div>'
    more = f"<summary>{words.more_cells(len(rest))}</summary>{escape(short_cells(rest))}"
    return f'<div class="cells">{shown}<details>{more}</details></div>'


def names_table(
    names: Sequence[NameRead], receipt: Receipt, catalogue: Catalogue, reference: Reference
) -> str:
    """Every name that was taken, and for what; folded, for whoever checks."""
    indicators = {one.code: one.short_name for one in catalogue.indicators}
    rows = []
    for name in names[:_MOST]:
        code = name.code or ""
        meaning = indicators.get(code) or reference.name_of(code, receipt.period)
        understood = f"{escape(meaning)}<small>{escape(code)}</small>" if code else words.LEAVE_OUT
        how = words.HOW_WORDS.get(name.how, words.BY_NAME)
        rows.append([escape(name.text), escape(short_cell(name.cell)), understood, how])
    left_out = dict.fromkeys(text for one in receipt.recognition.tables for text in one.left_out)
    note = f'<p class="lead">{escape(words.left_out(list(left_out)))}</p>' if left_out else ""
    body = folded_table(words.NAMES_COLUMNS, rows, shown=_MOST, left=len(names) - len(rows), stacked=(0,))
    title = f"{words.NAMES_READ} <small>{len(names)}</small>"
    return f'<details class="tq-more"><summary>{title}</summary>{body}{note}</details>'


def submission_card(row: Any, standing: Standing, comments: pd.DataFrame) -> str:
    """One hand-in: when, who, how much, where its review stands, and what was said of it."""
    colour = {"current": "achieved", "undone": "missed"}.get(row.state, "no_data")
    if row.state == "current" and not standing.is_official:
        colour = "missed" if standing.state == "returned" else "at_risk"
    state = words.STATE_WORDS[row.state]
    if row.state != "undone":
        state = f"{STATE_WORDS[standing.state]}, {state}"
    file = escape(row.file_name) if isinstance(row.file_name, str) else words.BY_ILLUSTRATION
    reason = (
        f"<p>{escape(words.confirm_reason(row.warnings_reason))}</p>"
        if isinstance(row.warnings_reason, str)
        else ""
    )
    counts = words.submission_counts(
        int(row.observations), int(row.current_observations), int(row.errors), int(row.warnings)
    )
    return (
        f'<div class="tq-card v-{colour}"><header><b>{format_instant(row.received_at)}</b>'
        f'<span style="color:var(--v);font-weight:600">{state}</span></header>'
        f'<p style="overflow-wrap:anywhere">{escape(str(row.submitted_by))} · {file}</p>{reason}'
        f"{_said(standing, comments)}"
        f"<small>{counts}</small></div>"
    )


def _said(standing: Standing, comments: pd.DataFrame) -> str:
    """Why it was returned or reopened, what was asked, and the comments and answers in their order."""
    decided = [event for event in (standing.decided, standing.asked) if event and event.reason]
    lines = [(EVENT_WORDS[event.kind].capitalize(), event.by, event.at, event.reason) for event in decided]
    for row in comments.itertuples(index=False):
        parts = [row.indicator_code, short_cell(row.cell) if isinstance(row.cell, str) else None]
        where = ", ".join(part for part in parts if isinstance(part, str))
        lines.append((where or COMMENT, row.by, row.at, row.body))
    return "".join(
        f'<p class="remark"><b>{escape(what)}</b> {escape(by or "")}, {format_instant(at)}: {escape(text or "")}</p>'
        for what, by, at, text in lines
    )
