"""The board's markup: steps as bars, the table of units, punctuality over the rounds, what was done to a round."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from tracker.core.name_keys import plain_key
from tracker.core.round_stages import STEPS
from tracker.ui.components.marks import mark, mark_definitions, shape_reference
from tracker.ui.components.tables import table
from tracker.words import reminder_texts
from tracker.words import round_texts as words
from tracker.words.event_texts import EVENT_NAMES
from tracker.words.formats import format_date
from tracker.workflow.round_board import Board, StepCount

_SHOWN = 150  # units drawn at once; the rest opens on request
_DONE_AT = {step: done for step, (done, _) in STEPS.items()}


def step_bars(board: Board) -> str:
    """One card per step: how many units have done it, on time and late, and who is still waited for."""
    return f'<div class="tq-steps">{"".join(_step(board, count) for count in board.count_steps())}</div>'


def _step(board: Board, count: StepCount) -> str:
    total = max(len(board.rows), 1)
    parts = [
        ("achieved", count.on_time, words.STEP_PARTS["on_time"]),
        ("at_risk", count.late, words.STEP_PARTS["late"]),
        ("missed", count.overdue, words.STEP_PARTS["overdue"]),
    ]
    drawn = "".join(
        f'<i class="v-{verdict}" style="width:{100 * number / total:.2f}%" title="{number} {word}"></i>'
        for verdict, number, word in parts
        if number
    )
    said = [
        f'<span class="v-{verdict}">{mark(verdict)}{number} {word}</span>'
        for verdict, number, word in parts[1:]
        if number
    ]
    said += [f"<span>{count.begun} {words.BEGUN[count.step]}</span>"] if count.begun else []
    due = board.rows[STEPS[count.step][1]].iloc[0] if len(board.rows) else None
    day = f"hạn {format_date(due)}" if due else words.NO_DEADLINE
    return (
        f'<div class="tq-step"><header><b>{words.STEP_WORDS[count.step]}</b><small>{day}</small></header>'
        f'<p><b>{count.done}</b>/{len(board.rows)}</p><div class="track" aria-hidden="true">{drawn}</div>'
        f'<div class="said">{"".join(said)}</div></div>'
    )


def unit_table(rows: pd.DataFrame) -> str:
    """Units × steps; a click on a unit opens its hand-ins."""
    titles = ["Đơn vị", *words.STEP_WORDS.values(), words.PUNCTUALITY]
    head = "".join(f"<th>{title}</th>" for title in titles)
    lines = [_unit(row) for row in rows.itertuples(index=False)]
    rest = len(lines) - _SHOWN
    more = ""
    if rest > 0:
        more = (
            f'<details class="tq-more"><summary>{rest} đơn vị còn lại</summary>'
            f"{_units(head, lines[_SHOWN:])}</details>"
        )
    return mark_definitions() + _units(head, lines[:_SHOWN]) + more


def _units(head: str, lines: Sequence[str]) -> str:
    return (
        f'<div class="tq-table"><table class="board"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _unit(row: Any) -> str:
    where = row.district_name if isinstance(row.district_name, str) else words.LEVEL_WORDS.get(row.level, "")
    cells = "".join(f'<td data-step="{words.STEP_WORDS[step]}">{_cell(row, step)}</td>' for step in STEPS)
    return (
        f'<tr data-go="{escape(row.unit_code)}" tabindex="0"><th scope="row"><b>{escape(str(row.name))}</b>'
        f"<small>{escape(str(where))}</small></th>{cells}"
        f'<td data-step="{words.PUNCTUALITY}">{_past(row)}</td></tr>'
    )


def _cell(row: Any, step: str) -> str:
    """What a step has come to: a shape, a word, the day, days early or late."""
    at, kind = getattr(row, _DONE_AT[step]), getattr(row, f"{step}_timeliness")
    days = getattr(row, f"{step}_days")
    if step == "hand_in":
        return _hand_in(row, at, kind, days)
    if pd.notna(at):
        return _said(words.TIMELINESS_VERDICTS[kind], _day(at), words.days_text(days, kind))
    if step == "examination" and row.stage == "examined":
        return _said("on_track", words.fields_text(row.fields_accepted), "")
    return f'<span class="none">{words.STEP_PASSED if kind == "undated" else "–"}</span>'


def _hand_in(row: Any, at: Any, kind: str, days: float) -> str:
    late = words.days_text(days, kind) if kind != "waiting" else ""  # how long there is still stands above
    if row.stage == "returned":
        first = (
            f"nộp {_day(at)}, {late}"
            if pd.notna(at)
            else words.owed_text(row.indicators_covered, row.indicators)
        )
        return _said(
            words.STAGE_VERDICTS["returned"],
            f"{words.STAGE_WORDS['returned']} {_day(row.returned_at)}",
            first,
        )
    if pd.notna(at):
        returned = f", {words.times_returned_text(row.times_returned)}" if row.times_returned else ""
        return _said(words.TIMELINESS_VERDICTS[kind], _day(at), late + returned)
    verdict = words.TIMELINESS_VERDICTS[kind] if kind == "overdue" else words.STAGE_VERDICTS[row.stage]
    owed = words.owed_text(row.indicators_covered, row.indicators) if row.stage == "partial" else ""
    return _said(verdict, words.STAGE_WORDS[row.stage], " · ".join(text for text in (owed, late) if text))


def _said(verdict: str, text: str, small: str) -> str:
    more = f"<small>{escape(small)}</small>" if small else ""
    return (
        f'<span class="said v-{verdict}">{shape_reference(verdict)}<span>{escape(text)}{more}</span></span>'
    )


def _past(row: Any) -> str:
    """A shape per round whose last day is over, oldest first, and how many were on time."""
    if not row.rounds:
        return '<span class="none">–</span>'
    shapes = "".join(
        f'<i role="img" title="{word}" aria-label="{word}">{shape_reference(words.TIMELINESS_VERDICTS[kind])}</i>'
        for kind in row.past[-6:]
        for word in (words.TIMELINESS_WORDS[kind],)
    )
    return f'<span class="past">{shapes}<span>{int(row.on_time)}/{int(row.rounds)}</span></span>'


def punctuality_table(rows: pd.DataFrame) -> str:
    """On-time rates over the rounds, the lowest first."""
    known = rows[rows["rounds"] > 0]
    known = known.assign(_name=known["name"].map(plain_key)).sort_values(["share", "_name"], kind="stable")
    lines = [
        [
            escape(str(row.name)),
            f'<span class="tq-share"><i style="width:{100 * row.share:.0f}%"></i></span>',
            f"<b>{int(row.on_time)}/{int(row.rounds)}</b>",
            _past(row),
        ]
        for row in known.itertuples(index=False)
    ]
    return table(("Đơn vị", "", "Kỳ đúng hạn", "Từng kỳ, cũ nhất trước"), lines, numeric=(2,))


def event_list(events: pd.DataFrame) -> str:
    """What was done to a round, newest first."""
    lines = [
        [
            f"{_day(row.at)}, {row.at:%H:%M}",
            _event(row),
            escape(str(row.by)),
        ]
        for row in events.itertuples(index=False)
    ]
    return table(("Khi nào", "Việc", "Ai"), lines)


def _event(row: Any) -> str:
    said = " · ".join(text for text in (row.detail, row.reason) if isinstance(text, str))
    return f"<b>{escape(EVENT_NAMES.get(row.kind, row.kind))}</b><small>{escape(said)}</small>"


def reminder_list(reminders: pd.DataFrame, names: dict[str, str]) -> str:
    """Which reminders went out, newest first, at most a hundred."""
    lines = [
        [
            f"{_day(row.at)}, {row.at:%H:%M}",
            f"{escape(names.get(row.unit_code, row.unit_code))}<small>{escape(reminder_texts.kind_text(row.kind))}</small>",
            escape(row.address),
            f"{reminder_texts.STATE_WORDS[row.state]}"
            + (f"<small>{escape(row.detail)}</small>" if isinstance(row.detail, str) else ""),
        ]
        for row in reminders.head(100).itertuples(index=False)
    ]
    return table(("Khi nào", "Đơn vị", "Địa chỉ", "Kết quả"), lines)


def _day(at: Any) -> str:
    return format_date(at.date())
