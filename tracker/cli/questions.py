"""The commands that ask: assess every target, compare every indicator."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from tracker.catalogue.loader import load_catalogue
from tracker.catalogue.reference import load_reference
from tracker.cli.options import FORMAT, PERIOD, Refused, print_rows, refusing
from tracker.core.period import Period
from tracker.words.verdicts import reason_text
from tracker.workflow import workspace
from tracker.workflow.answers import METHODS, Answers
from tracker.workflow.observation_file import ObservationFile
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
        click.option("--official", is_flag=True, help="Chỉ tính số liệu đã công bố hoặc đã duyệt."),
        FORMAT,
    ]
    for option in reversed(options):
        command = option(command)
    return refusing(command)


@click.command()
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
    official: bool,
    form: str,
) -> None:
    """Đánh giá từng mục tiêu tại một kỳ: mỗi mục tiêu một dòng."""
    with _answers(catalogue, observations, official) as answers:
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
    print_rows(rows.reindex(columns=list(ASSESS_COLUMNS)), form)


@click.command()
@_asking
def compare(
    period: Period,
    unit: str | None,
    programme: str | None,
    indicator: str | None,
    catalogue: Path | None,
    observations: Path | None,
    official: bool,
    form: str,
) -> None:
    """So sánh với kế hoạch năm, cùng kỳ và năm trước: mỗi chỉ tiêu một dòng."""
    with _answers(catalogue, observations, official) as answers:
        places = _places(answers, unit, period)
        _known_codes(answers, programme, indicator)
        rows = answers.compare(period, list(places), programme, indicator)
    rows = rows.assign(
        indicator=rows["indicator_code"],
        unit=rows["place_code"].map(places),
        scope=rows["place_code"],
        reason=[reason_text(code, {"period": str(period)}) or None for code in rows["reason_code"]],
    )
    print_rows(rows.reindex(columns=list(COMPARE_COLUMNS)), form)


def _answers(
    catalogue: Path | None, observations: Path | None, official: bool
) -> AbstractContextManager[Answers]:
    settings = read_settings()
    if observations is None:
        return workspace.open_answers(settings, catalogue, "official" if official else "all")
    if official:
        raise click.UsageError("--official chỉ dùng với cơ sở dữ liệu, không dùng với --observations.")
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
