"""The commands of accounts: add, list, lock, a link or a password; passwords are never arguments."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click
import pandas as pd

from tracker.access.actor import ROLES
from tracker.cli.options import FORMAT, Refused, now, print_rows, refusing
from tracker.words import account_texts as words
from tracker.words import sign_in_texts
from tracker.workflow import accounts
from tracker.workflow.links import Link, make_link
from tracker.workflow.people import find_console_actor
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import open_workspace

ACCOUNT_COLUMNS = (
    "login",
    "full_name",
    "role",
    "is_leader",
    "units",
    "fields",
    "email",
    "state",
    "created_at",
)
_AS = click.option("--as", "by", default=words.CONSOLE, help="Ai làm: tên đăng nhập, hoặc tên người.")
_LOGIN = click.argument("login")


@click.group()
def account() -> None:
    """Tài khoản đăng nhập: thêm, liệt kê, khóa, mở khóa, đường dẫn, mật khẩu."""


def _command(*options: Callable[..., Any]) -> Callable[[Callable[..., Any]], click.Command]:
    def decorate(function: Callable[..., Any]) -> click.Command:
        decorated = refusing(function)
        for option in reversed(options):
            decorated = option(decorated)
        return account.command()(decorated)

    return decorate


@_command(
    _LOGIN,
    click.option("--name", required=True, help="Họ và tên."),
    click.option("--role", type=click.Choice(ROLES), required=True, help="Vai trò."),
    click.option("--unit", "units", multiple=True, help="Mã đơn vị của cán bộ báo cáo; lặp lại được."),
    click.option("--field", "fields", multiple=True, help="Mã lĩnh vực của người thẩm định; lặp lại được."),
    click.option("--email", default="", help="Thư điện tử."),
    click.option("--leader", is_flag=True, help="Là lãnh đạo."),
    _AS,
)
def add(
    login: str, name: str, role: str, units: tuple[str, ...], fields: tuple[str, ...], email: str, leader: bool,
    by: str,
) -> None:  # fmt: skip
    """Thêm tài khoản; in đường dẫn đặt mật khẩu dùng một lần."""
    data = accounts.AccountData(login, name, role, email, leader, units, fields)
    with open_workspace(read_settings()) as opened:
        _print_link(accounts.add_account(opened, find_console_actor(opened, by), data, now()))


@_command(FORMAT, _AS)
def list(form: str, by: str) -> None:
    """Liệt kê tài khoản."""
    with open_workspace(read_settings()) as opened:
        known = accounts.list_accounts(opened, find_console_actor(opened, by))
    rows = [
        (
            one.login, one.full_name, one.role, one.is_leader, " ".join(code for code, _ in one.units),
            " ".join(one.fields), one.email, accounts.state_of(one), f"{one.created_at:%Y-%m-%dT%H:%M:%S}",
        )
        for one in known
    ]  # fmt: skip
    print_rows(pd.DataFrame(rows, columns=ACCOUNT_COLUMNS), form)


@_command(_LOGIN, _AS)
def disable(login: str, by: str) -> None:
    """Khóa một tài khoản và kết thúc mọi phiên của nó."""
    _set_disabled(login, by, True)


@_command(_LOGIN, _AS)
def enable(login: str, by: str) -> None:
    """Mở khóa một tài khoản."""
    _set_disabled(login, by, False)


@_command(_LOGIN, _AS)
def link(login: str, by: str) -> None:
    """In đường dẫn đặt mật khẩu dùng một lần; các đường dẫn trước của tài khoản hết hiệu lực."""
    with open_workspace(read_settings()) as opened:
        found = accounts.find_account(opened, login)
        _print_link(make_link(opened, find_console_actor(opened, by), found, now()))


@_command(_LOGIN, _AS)
def password(login: str, by: str) -> None:
    """Đặt mật khẩu: hỏi trên màn hình, hoặc đọc dòng đầu của stdin."""
    with open_workspace(read_settings()) as opened:
        found = accounts.find_account(opened, login)
        actor = find_console_actor(opened, by)
        accounts.reset_password(opened, actor, found, _read_password(), now())
    click.echo(words.PASSWORD_SET.format(login=found.login), err=True)


def _read_password() -> str:
    if sys.stdin.isatty():
        return str(
            click.prompt(sign_in_texts.PASSWORD_NEW, hide_input=True, err=True,
                         confirmation_prompt=sign_in_texts.PASSWORD_AGAIN)
        )  # fmt: skip
    text = sys.stdin.readline().rstrip("\r\n")
    if not text:
        raise Refused(words.NO_PASSWORD_READ)
    return text


def _set_disabled(login: str, by: str, is_disabled: bool) -> None:
    with open_workspace(read_settings()) as opened:
        found = accounts.find_account(opened, login)
        accounts.set_disabled(opened, find_console_actor(opened, by), found, is_disabled, now())
    click.echo((words.DISABLED if is_disabled else words.ENABLED).format(login=found.login), err=True)


def _print_link(made: Link) -> None:
    click.echo(words.link_sentence(made.login, made.until), err=True)
    click.echo(made.url)
