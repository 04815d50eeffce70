"""What commands share: periods and formats as options, refusals with exit code 1, rows as they are printed."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable
from typing import Any

import click
import pandas as pd

from tracker.access.rights import NotAllowed
from tracker.catalogue.loader import CatalogueError
from tracker.core.period import Period, PeriodError
from tracker.store.errors import StoreError
from tracker.workflow.accounts import AccountRefused
from tracker.workflow.editions import EditionError
from tracker.workflow.exports import ExportError
from tracker.workflow.mail import MailError
from tracker.workflow.observation_file import ObservationFileError
from tracker.workflow.receipts import HandInError
from tracker.workflow.round_keeping import RoundError
from tracker.workflow.workspace import WorkspaceError

_REFUSED = (
    CatalogueError,
    StoreError,
    ObservationFileError,
    NotAllowed,
    WorkspaceError,
    HandInError,
    RoundError,
    MailError,
    AccountRefused,
    EditionError,
    ExportError,
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


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def print_rows(rows: pd.DataFrame, form: str) -> None:
    if form == "table":
        click.echo(rows.to_string(index=False, na_rep="–", float_format=lambda number: f"{number:.4g}"))
    elif form == "csv":
        click.echo(rows.to_csv(index=False), nl=False)
    else:
        clean = rows.astype(object).where(rows.notna(), None)
        click.echo(json.dumps(clean.to_dict("records"), ensure_ascii=False, indent=1, default=_plain))


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else str(value)
