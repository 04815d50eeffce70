"""The commands of handing in: the form, reading a file and storing it, fetching it again, a figure's history."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from tracker.cli.options import FORMAT, PERIOD, Refused, now, print_rows, refusing
from tracker.core.period import Period
from tracker.intake.recognition import Remembered
from tracker.words import receiving_texts as words
from tracker.workflow import handing_in, workspace
from tracker.workflow.figure_history import find_figure_history
from tracker.workflow.name_memory import absent_names, read_assignments, remember_names, used_assignments
from tracker.workflow.observation_file import MEASURES
from tracker.workflow.people import find_console_actor
from tracker.workflow.receipts import Receipt
from tracker.workflow.settings import read_settings


@click.command()
@click.option("--unit", required=True, help="Mã đơn vị báo cáo.")
@PERIOD
@click.option("-o", "output", required=True, type=click.Path(path_type=Path), help="Tệp .xlsx sẽ ghi.")
@refusing
def template(unit: str, period: Period, output: Path) -> None:
    """Ghi biểu mẫu nhập liệu của một đơn vị cho một kỳ."""
    with workspace.open_workspace(read_settings()) as opened:
        _, content = handing_in.prepare_form(opened.store, opened.catalogue, opened.reference, unit, period)
    _write(output, content)
    click.echo(words.FORM_WRITTEN.format(path=output), err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--unit", required=True, help="Mã đơn vị nộp.")
@PERIOD
@click.option("--map", "maps", multiple=True, metavar="TÊN=MÃ", help="Tên trong tệp là chỉ tiêu, đơn vị nào.")
@click.option("--commit", is_flag=True, help="Lưu nếu không có lỗi.")
@click.option("--as", "by", help="Tên người nộp (bắt buộc khi --commit).")
@click.option("--confirm", "reason", help="Lý do xác nhận các cảnh báo.")
@click.option("--withdraw", is_flag=True, help="Rút các số đã nộp mà tệp này ghi là chưa có.")
@click.option("--marked", type=click.Path(path_type=Path), help="Ghi bản sao có đánh dấu lỗi.")
@refusing
def intake(
    file: Path,
    unit: str,
    period: Period,
    maps: tuple[str, ...],
    commit: bool,
    by: str | None,
    reason: str | None,
    withdraw: bool,
    marked: Path | None,
) -> None:
    """Đọc một tệp số liệu: in số đọc được và mọi phát hiện dưới dạng JSON."""
    if commit and not by:
        raise click.UsageError("--commit cần --as TÊN để ghi ai nộp.")
    content = _read(file)
    with workspace.open_workspace(read_settings()) as opened:
        store, catalogue, reference = opened.store, opened.catalogue, opened.reference
        assigned = read_assignments(maps, catalogue, reference)
        actor = find_console_actor(opened, by) if by else None
        receipt = handing_in.receive(
            store, catalogue, reference, content, file.name, unit, period, assigned, _say_step, actor
        )
        result = receipt.as_json()
        if commit and by and receipt.can_commit(reason):
            result["submission"] = _store(opened, receipt, assigned, by, reason, withdraw)
    click.echo(json.dumps(result, ensure_ascii=False, indent=1, default=str))
    _say(receipt, maps)
    if commit:
        _say_stored(receipt, result.get("submission"), withdraw)
    if marked:
        copy = receipt.marked_copy()
        _write(marked, copy.content)
        if marked.suffix.lower() != f".{copy.suffix}":
            click.echo(words.MARKED_SUFFIX.format(path=marked, suffix=copy.suffix), err=True)
    sys.exit(0 if receipt.decision in {"accept", "confirm"} else 1)


@click.command()
@click.argument("submission")
@click.option("-o", "output", required=True, type=click.Path(path_type=Path), help="Tệp sẽ ghi.")
@refusing
def file(submission: str, output: Path) -> None:
    """Lấy lại tệp của một lần nộp, đúng như lúc nộp."""
    with workspace.open_workspace(read_settings()) as opened:
        name, content = handing_in.fetch_file(opened.store, submission)
    _write(output, content)
    click.echo(words.FILE_WRITTEN.format(name=name, path=output), err=True)


@click.command()
@click.option("--indicator", required=True, help="Mã chỉ tiêu.")
@click.option("--unit", required=True, help="Mã đơn vị báo cáo.")
@PERIOD
@click.option("--measure", type=click.Choice(MEASURES), default="actual", help="Loại số liệu.")
@FORMAT
@refusing
def history(indicator: str, unit: str, period: Period, measure: str, form: str) -> None:
    """Lịch sử một số liệu: ai nộp, khi nào, ở tệp và ô nào, vì sao; mới nhất trước."""
    with workspace.open_workspace(read_settings()) as opened:
        rows = find_figure_history(
            opened.store, opened.catalogue, opened.reference, indicator, unit, period, measure
        )
    print_rows(rows, form)


def _store(
    opened: workspace.Workspace,
    receipt: Receipt,
    assigned: Remembered,
    by: str,
    reason: str | None,
    withdraw: bool,
) -> str:
    at = now()
    submission = handing_in.commit(
        opened.store, receipt, find_console_actor(opened, by), reason, at, withdraw, _say_step
    )
    remember_names(opened.store, receipt, used_assignments(assigned, receipt.recognition), by, at)
    return submission


def _say_step(step: str) -> None:
    """What is going on, to somebody who watches."""
    if sys.stderr.isatty():
        click.echo(f"{words.STEPS[step]}…", err=True)


def _say(receipt: Receipt, maps: tuple[str, ...]) -> None:
    """What becomes of the file, and which names could not be told."""
    counts = words.COUNTS.format(
        figures=len(receipt.figures), errors=len(receipt.errors), warnings=len(receipt.warnings)
    )
    click.echo(f"{receipt.filename}: {words.DECISIONS[receipt.decision]} {counts}", err=True)
    if receipt.decision == "refuse":
        click.echo("\n".join(finding.message for finding in receipt.errors), err=True)
    for name in absent_names(maps, receipt.recognition):
        click.echo(words.NOT_IN_FILE.format(text=name), err=True)
    unmatched = sum(name.code is None for name in receipt.recognition.names)
    if unmatched:
        click.echo(words.UNMATCHED.format(count=unmatched), err=True)


def _say_stored(receipt: Receipt, submission: str | None, withdraw: bool) -> None:
    if submission is None:
        click.echo(words.NOT_STORED, err=True)
        return
    click.echo(words.STORED.format(count=len(receipt.figures), submission=submission), err=True)
    gone = len(receipt.withdrawable)
    if gone:
        text = words.WITHDRAWN if withdraw else words.WITHDRAWABLE
        click.echo(text.format(count=gone), err=True)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(words.NOT_READABLE.format(path=path, reason=error.strerror)) from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(words.NOT_WRITABLE.format(path=path, reason=error.strerror)) from error
