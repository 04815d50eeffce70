"""What waits for somebody as markup: one card per round, each line with its state and the way to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from tracker.ui.components.links import page_link
from tracker.ui.components.marks import state_chip
from tracker.words import home_texts as words
from tracker.words.round_texts import STAGE_VERDICTS, STAGE_WORDS
from tracker.words.text_texts import due_sentence
from tracker.workflow.home import Home, OfficeWork, ReviewWork, UnitWork, Upkeep
from tracker.workflow.stored_rounds import StoredRound

Line = tuple[str, str, str]  # what, its state, the way there: trusted markup


def home_sentence(home: Home) -> str:
    """What waits, the most urgent kind first (markup)."""
    parts: list[str] = []
    owed = [one for one in home.units if one.owes_form]
    parts += [words.form_part(one.round.period, STAGE_WORDS[str(one.stage)]) for one in owed]
    if home.explanations:
        parts.append(words.explanations_part(len(home.explanations)))
    counted = (
        (sum(len(one.missing) for one in home.units), words.texts_part),
        (sum(one.missing for one in home.office), words.texts_part),
        (sum(one.submissions for one in home.reviews), words.review_part),
    )
    parts += [word(count) for count, word in counted if count]
    silent, late = (sum(getattr(one, name) for one in home.units) for name in ("silent_tasks", "late_tasks"))
    if silent or late:
        parts.append(words.tasks_part(silent, late))
    parts += [
        words.board_part(one.counts.silent, one.round.period) for one in home.office if one.counts.silent
    ]
    if home.upkeep and home.upkeep.never_set_up:
        parts.append(words.accounts_part(home.upkeep.never_set_up))
    if home.upkeep and home.upkeep.failed_reminders:
        parts.append(words.reminders_part(home.upkeep.failed_reminders))
    return words.waiting_sentence([escape(part) for part in parts])


def unit_card(work: UnitWork, today: dt.date) -> str:
    """An open round for one unit: its form, its words, its tasks."""
    link = {"ky": str(work.round.period), "don_vi": work.unit.code}
    lines: list[Line] = []
    if work.stage:
        chip = state_chip(STAGE_VERDICTS[work.stage], STAGE_WORDS[work.stage])
        why = (
            f"<small>{escape(words.RETURNED_WHY.format(reason=work.why_returned))}</small>"
            if work.why_returned
            else ""
        )
        lines.append((words.FORM, chip + why, page_link("nop_so_lieu", words.GO_FORM, **link)))
    lines.append(_texts_line(words.TEXTS, len(work.missing), work.parts, link))
    lines.append((words.TASKS, _tasks(work), page_link("nhiem_vu", words.GO_TASKS, xem="cua-toi", **link)))
    return _card(words.round_heading(work.unit.name, work.round.period), work.round, lines, today)


def _texts_line(title: str, missing: int, parts: int, link: dict[str, str]) -> Line:
    if not parts:
        return title, "", ""
    chip = (
        state_chip("at_risk", words.SOME_MISSING.format(missing=missing, total=parts))
        if missing
        else state_chip("achieved", words.ALL_WRITTEN.format(total=parts))
    )
    return title, chip, page_link("noi_dung", words.GO_TEXTS, **link)


def _tasks(work: UnitWork) -> str:
    if not work.tasks:
        return words.NO_TASKS
    if not work.silent_tasks and not work.late_tasks:
        return state_chip("achieved", words.ALL_REPORTED.format(total=work.tasks))
    late = state_chip("off_track", words.TASKS_LATE.format(late=work.late_tasks)) if work.late_tasks else ""
    silent = (
        state_chip("no_data", words.TASKS_LEFT.format(silent=work.silent_tasks)) if work.silent_tasks else ""
    )
    return f"{late} {silent}"


def review_card(work: ReviewWork, today: dt.date) -> str:
    """What is left for a reviewer in an open round."""
    said = (
        state_chip("at_risk", words.WAITING.format(count=work.submissions, units=work.units))
        if work.submissions
        else state_chip("achieved", words.NOTHING_WAITS)
    )
    way = page_link("tham_dinh", words.GO_REVIEW, ky=str(work.round.period))
    return _card(escape(work.round.name), work.round, [(words.REVIEW, said, way)], today)


def office_card(work: OfficeWork, province_code: str, today: dt.date) -> str:
    """An open round for the office that consolidates."""
    counts = work.counts
    said = words.HANDED_IN.format(
        done=counts.handed_in, units=counts.units, silent=counts.silent, returned=counts.returned
    )
    link = {"ky": str(work.round.period)}
    lines = [
        (words.BOARD, said, page_link("ky_bao_cao", words.GO_BOARD, **link)),
        _texts_line(words.PROVINCE_TEXTS, work.missing, work.parts, link | {"don_vi": province_code}),
    ]
    return _card(escape(work.round.name), work.round, lines, today)


def upkeep_card(upkeep: Upkeep) -> str:
    """Accounts and reminders, for whoever looks after the system."""
    unused = upkeep.never_set_up
    accounts = (
        state_chip("at_risk", words.NEVER_SET_UP.format(count=unused))
        if unused
        else state_chip("achieved", words.ALL_SET_UP.format(count=upkeep.accounts))
    )
    if upkeep.disabled:
        accounts += f"<small>{words.DISABLED.format(count=upkeep.disabled)}</small>"
    reminders = (
        state_chip("off_track", words.FAILED_REMINDERS.format(count=upkeep.failed_reminders))
        if upkeep.failed_reminders
        else state_chip("achieved", words.NO_FAILED_REMINDERS)
    )
    lines = [
        (words.ACCOUNTS, accounts, page_link("tai_khoan", words.GO_ACCOUNTS)),
        (words.REMINDERS, reminders, page_link("ky_bao_cao", words.GO_BOARD)),
    ]
    return f'<section class="tq-card">{_lines(lines)}</section>'


def _card(title: str, current: StoredRound, lines: Sequence[Line], today: dt.date) -> str:
    due = due_sentence(current.units_due_on, today, current.is_open)
    return f'<section class="tq-card"><header><b>{title}</b><small>{due}</small></header>{_lines(lines)}</section>'


def _lines(lines: Sequence[Line]) -> str:
    rows = "".join(f"<dt>{what}</dt><dd>{state}</dd><dd>{way}</dd>" for what, state, way in lines)
    return f'<dl class="tq-work">{rows}</dl>'
