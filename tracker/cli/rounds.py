"""The commands of reporting rounds: list, draft, open, close, reopen, change, the board, all forms; and reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click
import pandas as pd

from tracker.access.actor import at_console
from tracker.access.rights import require
from tracker.cli.options import FORMAT, PERIOD, PeriodType, Refused, now, print_rows, refusing
from tracker.core.period import Period
from tracker.store.rounds import Round
from tracker.words import receiving_texts, reminder_texts
from tracker.words import round_texts as words
from tracker.workflow import round_keeping as keeping
from tracker.workflow.people import find_console_actor
from tracker.workflow.reminders import plan_reminders, send_due_reminders, send_reminders
from tracker.workflow.round_board import read_boards
from tracker.workflow.round_forms import stream_forms
from tracker.workflow.rounds import propose_round
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import Workspace, open_workspace

_DAYS = {
    "cut_off_on": ("--cut-off", "Ngày chốt số liệu."),
    "units_due_on": ("--units-due", "Hạn đơn vị nộp."),
    "office_due_on": ("--office-due", "Hạn văn phòng tổng hợp."),
    "leadership_due_on": ("--leadership-due", "Hạn lãnh đạo ký."),
}
_DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
_NAME = click.option("--name", help="Tên kỳ, khi một kỳ có nhiều đợt báo cáo.")
_BY = click.option("--as", "by", required=True, help="Tên người thực hiện.")
_REASON = click.option("--reason", required=True, help="Lý do.")


def _with_days(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, (option, text) in reversed(list(_DAYS.items())):
        command = click.option(option, name, type=_DAY, help=text)(command)
    return command


@click.group()
def round_() -> None:
    """Kỳ báo cáo: liệt kê, lập, mở, khóa, mở lại, đổi hạn, bảng theo dõi, mọi biểu."""


@round_.command("list")
@FORMAT
@refusing
def list_(form: str) -> None:
    """Các kỳ báo cáo, hạn mới nhất trước."""
    with open_workspace(read_settings()) as opened:
        rounds = opened.store.list_rounds()
        boards = read_boards(opened.store, opened.reference, rounds, opened.settings.today)
    rows = [
        {name: value for name, value in asdict(one).items() if name in _SHOWN}
        | {"field_codes": ",".join(one.field_codes)}
        | (_counted(boards[one.id].counts) if one.id in boards else dict.fromkeys(_COUNTED))
        for one in rounds
    ]
    print_rows(pd.DataFrame(rows, columns=[*_SHOWN, *_COUNTED]), form)


_SHOWN = ("name", "period", "state", "calendar", *_DAYS, "field_codes", "has_reminders", "is_demo", "id")
_COUNTED = ("units", "handed_in", "late", "silent")


def _counted(counts: words.BoardCounts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in _COUNTED}


@round_.command()
@PERIOD
@_NAME
@click.option("--kind", help="Loại kỳ trong danh mục (half_year, annual, poverty_review).")
@click.option("--field", "fields", multiple=True, help="Chương trình hoặc nhóm chỉ tiêu; lặp lại được.")
@_with_days
@_BY
@refusing
def draft(
    period: Period, name: str | None, kind: str | None, fields: tuple[str, ...], by: str, **days: Any
) -> None:
    """Lập một kỳ theo loại kỳ của danh mục; chưa mở."""
    with open_workspace(read_settings()) as opened:
        one = _draft(opened, period, kind, name, fields, days, by)
    click.echo(words.DONE["drafted"].format(name=one.name), err=True)


@round_.command("open")
@PERIOD
@_NAME
@_BY
@refusing
def open_(period: Period, name: str | None, by: str) -> None:
    """Mở một kỳ đã lập; chưa lập thì lập theo lịch của danh mục rồi mở."""
    with open_workspace(read_settings()) as opened:
        known = [one for one in opened.store.list_rounds() if one.period == str(period)]
        drafted = _find(opened, period, name) if known else _draft(opened, period, None, name, (), {}, by)
        units, indicators = keeping.open_round(opened, drafted, find_console_actor(opened, by), now())
    text = words.DONE["opened"].format(name=drafted.name, units=units, indicators=indicators)
    click.echo(text, err=True)


@round_.command()
@PERIOD
@_NAME
@_BY
@refusing
def close(period: Period, name: str | None, by: str) -> None:
    """Khóa một kỳ: đơn vị không nộp được nữa."""
    with open_workspace(read_settings()) as opened:
        one = _find(opened, period, name)
        keeping.close_round(opened, one, find_console_actor(opened, by), now())
    click.echo(words.DONE["closed"].format(name=one.name), err=True)


@round_.command()
@PERIOD
@_NAME
@_REASON
@_BY
@refusing
def reopen(period: Period, name: str | None, reason: str, by: str) -> None:
    """Mở lại một kỳ đã khóa hoặc đã ký."""
    with open_workspace(read_settings()) as opened:
        one = _find(opened, period, name)
        keeping.reopen_round(opened, one, find_console_actor(opened, by), now(), reason)
    click.echo(words.DONE["reopened"].format(name=one.name), err=True)


@round_.command()
@PERIOD
@_NAME
@_with_days
@_REASON
@_BY
@refusing
def change(period: Period, name: str | None, reason: str, by: str, **days: Any) -> None:
    """Đổi hạn của một kỳ."""
    with open_workspace(read_settings()) as opened:
        one = _find(opened, period, name)
        actor = find_console_actor(opened, by)
        keeping.change_deadlines(opened, one, _given(days), actor, now(), reason)
    click.echo(words.DONE["deadline_changed"].format(name=one.name), err=True)


@round_.command()
@PERIOD
@_NAME
@FORMAT
@refusing
def board(period: Period, name: str | None, form: str) -> None:
    """Bảng theo dõi: mỗi đơn vị một dòng, đã đến bước nào, sớm hay trễ mấy ngày."""
    with open_workspace(read_settings()) as opened:
        one = _find(opened, period, name)
        boards = read_boards(opened.store, opened.reference, [one], opened.settings.today)
    if one.id not in boards:
        raise Refused(words.NOT_OPENED + ".")
    rows = boards[one.id].rows.rename(columns={"unit_code": "unit", "hand_in_days": "days_early",
                                               "hand_in_timeliness": "timeliness"})  # fmt: skip
    print_rows(rows[list(BOARD_COLUMNS)], form)


BOARD_COLUMNS = (
    "unit", "name", "level", "district_name", "stage", "indicators", "indicators_covered", "handed_in_at",
    "days_early", "timeliness", "times_returned", "approved_at", "consolidated_at", "signed_at",
)  # fmt: skip


@round_.command()
@PERIOD
@_NAME
@click.option("-o", "output", required=True, type=click.Path(path_type=Path), help="Tệp .zip sẽ ghi.")
@refusing
def forms(period: Period, name: str | None, output: Path) -> None:
    """Ghi biểu của mọi đơn vị trong kỳ vào một tệp .zip."""
    with open_workspace(read_settings()) as opened:
        pieces = stream_forms(opened, _find(opened, period, name), at_console(""))
        try:
            with output.open("wb") as file:
                file.writelines(pieces)
        except OSError as error:
            text = receiving_texts.NOT_WRITABLE.format(path=output, reason=error.strerror)
            raise Refused(text) from error
    click.echo(receiving_texts.FORM_WRITTEN.format(path=output), err=True)


@click.command()
@click.option("--period", type=PeriodType(), help="Chỉ các kỳ báo cáo của kỳ này.")
@click.option("--now", "by_hand", is_flag=True, help="Nhắc mọi đơn vị chưa nộp đủ, dù chưa đến ngày nhắc.")
@click.option("--dry-run", is_flag=True, help="Chỉ in sẽ nhắc ai, không gửi gì.")
@click.option("--as", "by", help="Tên người gửi; bỏ trống là máy chủ.")
@refusing
def remind(period: Period | None, by_hand: bool, dry_run: bool, by: str | None) -> None:
    """Gửi thư nhắc các đơn vị chưa nộp đủ; mỗi thư chỉ gửi một lần."""
    with open_workspace(read_settings()) as opened:
        rounds = [one for one in opened.store.list_rounds() if period is None or one.period == str(period)]
        actor = find_console_actor(opened, by or reminder_texts.SERVER)
        require(actor, "remind")
        if dry_run:
            _print_plan(opened, rounds, by_hand)
            return
        if by or by_hand:
            report = send_reminders(opened, actor, now(), rounds, by_hand=by_hand)
        else:
            report = send_due_reminders(opened, now(), rounds)
    click.echo(reminder_texts.sent_sentence(report.sent, report.failed, report.without_address), err=True)
    if report.problem:
        click.echo(report.problem, err=True)
    if report.failed:
        raise SystemExit(1)


def _print_plan(opened: Workspace, rounds: Sequence[Round], by_hand: bool) -> None:
    today = opened.settings.today
    planned = [each for one in rounds for each in plan_reminders(opened, one, today, by_hand=by_hand)]
    rows = [
        (one.round.name, one.unit[0], one.unit_name, one.kind, ", ".join(one.addresses)) for one in planned
    ]
    print_rows(pd.DataFrame(rows, columns=["round", "unit", "name", "kind", "addresses"]), "csv")
    names = [one.unit_name for one in planned if one.addresses]
    click.echo(reminder_texts.plan_sentence(len(names), names), err=True)


def _find(opened: Workspace, period: Period, name: str | None) -> Round:
    return keeping.find_round_of(opened.store.list_rounds(), period, name)


def _draft(
    opened: Workspace,
    period: Period,
    kind: str | None,
    name: str | None,
    fields: tuple[str, ...],
    days: dict[str, Any],
    by: str,
) -> Round:
    calendar = keeping.find_calendar(opened.catalogue, period, kind)
    new = propose_round(opened.catalogue, calendar, period.year)
    new = replace(new, name=name or new.name, field_codes=fields, **_given(days))
    return opened.store.find_round(keeping.draft_round(opened, new, find_console_actor(opened, by), now()))


def _given(days: dict[str, dt.datetime | None]) -> dict[str, Any]:
    return {name: day.date() for name, day in days.items() if day is not None}
