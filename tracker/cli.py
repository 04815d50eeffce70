"""The command line: python -m tracker COMMAND. Data on stdout, Vietnamese messages on stderr."""

from __future__ import annotations

import datetime as dt
import functools
import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click
import pandas as pd

from tracker.access.rights import NotAllowed
from tracker.catalogue.loader import CatalogueError, load_catalogue
from tracker.catalogue.reference import check_reference, load_reference
from tracker.core.period import Period, PeriodError
from tracker.store.errors import StoreError
from tracker.words.verdicts import reason_text
from tracker.workflow import handing_in, workspace
from tracker.workflow.answers import METHODS, Answers
from tracker.workflow.observation_file import ObservationFile, ObservationFileError
from tracker.workflow.settings import read_settings

ASSESS_COLUMNS = (
    "indicator", "unit", "period", "value", "value_kind", "target_op", "target_low", "target_high", "due",
    "baseline", "baseline_period", "expected", "progress", "achievement", "pace", "verdict", "reason",
    "projected", "needed_per_year", "units_reported", "units_expected", "method",
    "programme", "level", "target_kind", "scope", "value_period", "baseline_kind", "reached_year", "is_partial",
    "is_approximate", "growth", "change", "change_years", "change_since", "reason_code",
)  # fmt: skip
COMPARE_COLUMNS = (
    "indicator", "unit", "value", "plan", "pct_of_plan", "same_period", "difference", "pct_change",
    "previous_year", "previous_year_difference", "previous_year_pct_change", "last_known", "last_known_period",
    "change_since_last", "years_since_last", "change_per_year", "estimate", "estimate_pct_of_plan",
    "estimate_plan_difference", "estimate_difference", "estimate_pct_change", "plan_difference", "next_plan",
    "units_reported", "units_expected", "period", "scope", "reason",
)  # fmt: skip
_REFUSED = (
    CatalogueError,
    StoreError,
    ObservationFileError,
    NotAllowed,
    workspace.WorkspaceError,
    handing_in.HandInError,
)


class Refused(click.ClickException):
    """The input was refused: exit code 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


def refusing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the errors that a user can cause into one sentence and exit code 1."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except _REFUSED as error:
            raise Refused(str(error)) from error

    return run


class PeriodType(click.ParamType[Any]):
    name = "kỳ"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except PeriodError:
            self.fail(
                f"“{value}” không phải kỳ báo cáo; viết như 2026, 2026-H1, 2026-Q3 hoặc 2026-06.", param, ctx
            )


PERIOD = click.option(
    "--period", type=PeriodType(), required=True, help="Kỳ: 2026, 2026-H1, 2026-Q3, 2026-06."
)
FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="Cách in."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Theo dõi chỉ tiêu công tác xã hội và giảm nghèo tỉnh Tuyên Quang."""


@main.command()
@click.option("--demo", is_flag=True, help="Thêm số liệu minh họa, có ghi dấu ở mọi nơi.")
@refusing
def init(demo: bool) -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu; không có --demo thì xóa mọi số liệu minh họa."""
    settings = read_settings()
    with workspace.open_workspace(settings, create=True) as opened:
        workspace.initialise(opened, demo=demo, at=_now(), by="command line")
        click.echo(workspace.describe(opened), err=True)


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@refusing
def check(file: Path | None) -> None:
    """Kiểm tra indicators.yaml và data/reference; mọi lỗi kèm tệp và dòng."""
    settings = read_settings()
    mistakes: list[str] = []
    catalogue = None
    try:
        catalogue = load_catalogue(file or settings.catalogue)
    except CatalogueError as error:
        mistakes += [str(mistake) for mistake in error.mistakes]
    mistakes += [str(mistake) for mistake in check_reference(settings.reference, catalogue)]
    if mistakes:
        raise Refused("\n".join([*mistakes, f"Có {len(mistakes)} lỗi."]))
    click.echo("Danh mục và dữ liệu tham chiếu hợp lệ.", err=True)


def _asking(command: Callable[..., Any]) -> Callable[..., Any]:
    options = [
        PERIOD,
        click.option("--unit", help="Mã đơn vị hoặc địa bàn; mặc định là toàn tỉnh."),
        click.option("--programme", help="Mã chương trình."),
        click.option("--indicator", help="Mã chỉ tiêu."),
        click.option("--catalogue", type=click.Path(path_type=Path), help="Danh mục khác."),
        click.option(
            "--observations", type=click.Path(path_type=Path), help="Tệp .csv số liệu, không cần CSDL."
        ),
        FORMAT,
    ]
    for option in reversed(options):
        command = option(command)
    return refusing(command)


@main.command()
@click.option("--method", type=click.Choice(METHODS), default="linear", help="Cách đánh giá.")
@_asking
def assess(
    period: Period,
    unit: str | None,
    programme: str | None,
    indicator: str | None,
    method: str,
    catalogue: Path | None,
    observations: Path | None,
    form: str,
) -> None:
    """Đánh giá từng mục tiêu tại một kỳ: mỗi mục tiêu một dòng."""
    with _answers(catalogue, observations) as answers:
        places = _places(answers, unit, period)
        _known_codes(answers, programme, indicator)
        rows = answers.assess(period, list(places), programme, indicator, method)
    rows = rows.assign(
        indicator=rows["indicator_code"],
        unit=rows["place_code"].map(places),
        scope=rows["judged_on"],
        programme=rows["programme_code"],
        reason=[
            reason_text(code, args)
            for code, args in zip(rows["reason_code"], rows["reason_args"], strict=True)
        ],
    )
    _print_rows(rows.reindex(columns=list(ASSESS_COLUMNS)), form)


@main.command()
@_asking
def compare(
    period: Period,
    unit: str | None,
    programme: str | None,
    indicator: str | None,
    catalogue: Path | None,
    observations: Path | None,
    form: str,
) -> None:
    """So sánh với kế hoạch năm, cùng kỳ và năm trước: mỗi chỉ tiêu một dòng."""
    with _answers(catalogue, observations) as answers:
        places = _places(answers, unit, period)
        _known_codes(answers, programme, indicator)
        rows = answers.compare(period, list(places), programme, indicator)
    rows = rows.assign(
        indicator=rows["indicator_code"],
        unit=rows["place_code"].map(places),
        scope=rows["place_code"],
        reason=[reason_text(code, {"period": str(period)}) or None for code in rows["reason_code"]],
    )
    _print_rows(rows.reindex(columns=list(COMPARE_COLUMNS)), form)


@main.command()
@click.option("--unit", required=True, help="Mã đơn vị báo cáo.")
@PERIOD
@click.option("-o", "output", required=True, type=click.Path(path_type=Path), help="Tệp .xlsx sẽ ghi.")
@refusing
def template(unit: str, period: Period, output: Path) -> None:
    """Ghi biểu mẫu nhập liệu của một đơn vị cho một kỳ."""
    with workspace.open_workspace(read_settings()) as opened:
        _, content = handing_in.prepare_form(opened.store, opened.catalogue, opened.reference, unit, period)
    output.write_bytes(content)
    click.echo(f"Đã ghi biểu mẫu vào {output}.", err=True)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--unit", required=True, help="Mã đơn vị nộp.")
@PERIOD
@click.option("--commit", is_flag=True, help="Lưu nếu không có lỗi.")
@click.option("--as", "by", help="Tên người nộp (bắt buộc khi --commit).")
@click.option("--confirm", "reason", help="Lý do xác nhận các cảnh báo.")
@click.option("--marked", type=click.Path(path_type=Path), help="Ghi bản sao có đánh dấu lỗi.")
@refusing
def intake(
    file: Path,
    unit: str,
    period: Period,
    commit: bool,
    by: str | None,
    reason: str | None,
    marked: Path | None,
) -> None:
    """Đọc một tệp số liệu: in số đọc được và mọi phát hiện dưới dạng JSON."""
    if commit and not by:
        raise click.UsageError("--commit cần --as TÊN để ghi ai nộp.")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Refused(f"Không đọc được tệp {file}: {error.strerror}.") from error
    with workspace.open_workspace(read_settings()) as opened:
        receipt = handing_in.receive(
            opened.store, opened.catalogue, opened.reference, content, file.name, unit, period
        )
        result = receipt.as_json()
        if commit and by and receipt.can_commit(reason):
            opened.policy.require("submit")
            result["submission"] = handing_in.commit(opened.store, receipt, by, reason, _now())
    click.echo(json.dumps(result, ensure_ascii=False, indent=1, default=str))
    if marked:
        marked.write_bytes(receipt.marked())
    sys.exit(0 if receipt.decision in {"accept", "confirm"} else 1)


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Chỉ so, không tính lại.")
@refusing
def recount(only_check: bool) -> None:
    """So số cộng sẵn với phép cộng lại toàn bộ; không có --check thì tính lại."""
    with workspace.open_workspace(read_settings()) as opened:
        differences = opened.store.find_rollup_differences()
        if not only_check:
            opened.store.recount()
    click.echo(f"{len(differences)} dòng cộng sẵn khác phép cộng lại.", err=True)
    if len(differences):
        click.echo(differences.to_csv(index=False), nl=False)
        sys.exit(1 if only_check else 0)


@main.command()
@click.option("--large", default=10_000_000, show_default=True, help="Số quan sát của kho lớn.")
@click.option("--small", default=150_000, show_default=True, help="Số quan sát của kho nhỏ.")
@refusing
def bench(large: int, small: int) -> None:
    """Đo tốc độ của kho khi lớn lên, cạnh một phép quét thẳng; trang web đo bằng bench/pages.py."""
    from tracker.store.benchmark import measure_growth

    click.echo(json.dumps(measure_growth(small=small, large=large), ensure_ascii=False, indent=1))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _answers(catalogue: Path | None, observations: Path | None) -> AbstractContextManager[Answers]:
    settings = read_settings()
    if observations is None:
        return workspace.open_answers(settings, catalogue)
    known = load_catalogue(catalogue or settings.catalogue)
    reference = load_reference(settings.reference)
    return nullcontext(Answers(ObservationFile(observations, known, reference), known, reference))


def _places(answers: Answers, unit: str | None, period: Period) -> dict[str, str]:
    """Place codes to answer for, each with the unit code that the caller knows it by."""
    if unit is None:
        alone = getattr(answers.source, "unknown_units", ())
        if alone:
            return {code: code for code in alone}
        unit = answers.catalogue.province_code
    place = answers.reference.resolve_place(unit, period)
    is_known = place in answers.reference.areas or answers.reference.find_unit(place, period.ends_on)
    if not is_known and unit not in getattr(answers.source, "unknown_units", ()):
        raise Refused(f"Không có đơn vị hoặc địa bàn mã “{unit}” vào kỳ {period}.")
    return {place: unit}


def _known_codes(answers: Answers, programme: str | None, indicator: str | None) -> None:
    if programme and programme not in {one.code for one in answers.catalogue.programmes}:
        raise Refused(f"Không có chương trình mã “{programme}” trong danh mục.")
    if indicator and indicator not in {one.code for one in answers.catalogue.indicators}:
        raise Refused(f"Không có chỉ tiêu mã “{indicator}” trong danh mục.")


def _print_rows(rows: pd.DataFrame, form: str) -> None:
    if form == "table":
        click.echo(rows.to_string(index=False, na_rep="–", float_format=lambda number: f"{number:.4g}"))
    elif form == "csv":
        click.echo(rows.to_csv(index=False), nl=False)
    else:
        clean = rows.astype(object).where(rows.notna(), None)
        click.echo(json.dumps(clean.to_dict("records"), ensure_ascii=False, indent=1, default=_plain))


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else str(value)
