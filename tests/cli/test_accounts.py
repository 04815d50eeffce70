"""The account commands, and every command that acts for somebody: `--as LOGIN` has that account's rights."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.cli.test_cli import fill
from tracker.access.actor import ROLES
from tracker.access.passwords import is_password
from tracker.cli import ACCOUNT_COLUMNS, main
from tracker.store.accounts import Account, NewAccount
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import initialise, open_workspace

PASSWORD = "một câu đủ dài để nhớ"
OWN, OTHER, PERIOD = "02215", "02398", "2026-H1"
NOW = dt.datetime.now(dt.UTC)

# Command -> the roles for which `--as` an account of theirs works; "own" alone for one's own unit.
ACTING = {
    "intake": {"coordinator": "all", "reporter": "own"},
    "account add": {"administrator": "all"},
    "account list": {"administrator": "all"},
    "account disable": {"administrator": "all"},
    "account enable": {"administrator": "all"},
    "account link": {"administrator": "all"},
    "account password": {"administrator": "all"},
    "round draft": {"coordinator": "all", "administrator": "all"},
    "round open": {"coordinator": "all", "administrator": "all"},
    "round close": {"coordinator": "all", "administrator": "all"},
    "round reopen": {"coordinator": "all", "administrator": "all"},
    "round change": {"coordinator": "all", "administrator": "all"},
    "remind": {"coordinator": "all"},
}
ROUND_STEPS = {
    "round draft": (),
    "round change": ("--reason", "lùi hạn", "--units-due", "2030-12-31"),
    "round open": (),
    "round close": (),
    "round reopen": ("--reason", "bổ sung"),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real workspace with an account of every role, and one to act upon."""
    path = tmp_path_factory.mktemp("cli") / "tracker.duckdb"
    with open_workspace(read_settings({"TRACKER_DATABASE": str(path)}), create=True) as workspace:
        initialise(workspace, demo=False, at=NOW, by="test")
        for role in (*ROLES, "target"):
            units = ((OWN, dt.date(2025, 7, 1)),) if role == "reporter" else ()
            new = NewAccount(
                role, f"Nguyễn Thị {role}", "viewer" if role == "target" else role, units=units,
                fields=("CTXH",), password_hash="x",
            )  # fmt: skip
            workspace.store.add_account(new, "test", NOW)
    return path


@pytest.fixture(autouse=True)
def _on_it(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DATABASE", str(database))


def run(*words: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=typed)


def find(login: str) -> Account:
    with open_workspace(read_settings()) as workspace:
        account = workspace.store.find_account("login", login)
    assert account
    return account


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_the_table_names_every_command_that_acts_for_somebody() -> None:
    acting = {name for name, command in commands(main) if any("--as" in one.opts for one in command.params)}
    assert acting == set(ACTING)


@pytest.fixture(scope="module")
def forms(database: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder, filled = tmp_path_factory.mktemp("forms"), {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_DATABASE", str(database))
        for step in ("draft", "open"):
            assert run("round", step, "--period", PERIOD, "--as", "Văn phòng").exit_code == 0
        for unit in (OWN, OTHER):
            filled[unit] = folder / f"{unit}.xlsx"
            assert run("template", "--unit", unit, "--period", PERIOD, "-o", filled[unit]).exit_code == 0
            fill(filled[unit], {"CTXH-01": {"Tử số": 30, "Mẫu số": 40}})
    return filled


@pytest.mark.parametrize("unit", [OWN, OTHER])
@pytest.mark.parametrize("role", ROLES)
def test_a_file_is_stored_for_whoever_may_hand_it_in(forms: dict[str, Path], role: str, unit: str) -> None:
    may = ACTING["intake"].get(role)
    done = run(
        "intake",
        forms[unit],
        "--unit",
        unit,
        "--period",
        PERIOD,
        "--commit",
        "--confirm",
        "đúng",
        "--as",
        role,
    )
    is_stored = may == "all" or (may == "own" and unit == OWN)
    assert done.exit_code == (0 if is_stored else 1), done.output
    if is_stored:
        assert json.loads(done.stdout)["submission"]
    else:
        assert "không được" in done.stderr or "chỉ được" in done.stderr
        assert done.stdout == ""


@pytest.mark.parametrize("name", [name for name in ACTING if name.startswith("account ")])
@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_manage_accounts(name: str, role: str) -> None:
    words: list[object] = name.split()
    words += [] if name == "account list" else [f"moi.{role}" if name == "account add" else "target"]
    words += ["--name", "Người Mới", "--role", "administrator"] if name == "account add" else []
    before = find("target")
    done = run(*words, "--as", role, typed=PASSWORD + "\n")
    may = role in ACTING[name]
    assert done.exit_code == (0 if may else 1), done.output
    if not may:
        assert done.stdout == "" and "không được quản lý tài khoản" in done.stderr
        assert find("target") == before


@pytest.mark.parametrize("role", ROLES)
def test_only_the_office_keeps_rounds(role: str) -> None:
    """Each step of a round of its own, in the order in which a round goes."""
    period = f"{2021 + ROLES.index(role)}"
    for name, more in ROUND_STEPS.items():
        words = (*name.split(), "--period", period, *more, "--as")
        done = run(*words, role)
        may = role in ACTING[name]
        assert done.exit_code == (0 if may else 1), done.output
        if not may:
            assert "không được lập và mở kỳ báo cáo" in done.stderr
            assert run(*words, "Văn phòng").exit_code == 0


@pytest.mark.parametrize("role", ROLES)
def test_only_the_office_reminds(role: str) -> None:
    done = run("remind", "--dry-run", "--as", role)
    may = role in ACTING["remind"]
    assert done.exit_code == (0 if may else 1), done.output
    assert may or (done.stdout == "" and "không được gửi nhắc hạn" in done.stderr)


def test_a_closed_account_acts_for_nobody() -> None:
    assert run("account", "disable", "coordinator").exit_code == 0
    done = run("account", "list", "--as", "coordinator")
    assert done.exit_code == 1 and "đã bị khóa" in done.stderr
    assert run("account", "enable", "coordinator").exit_code == 0


def test_an_account_is_added_and_listed() -> None:
    added = run(
        "account",
        "add",
        "Lan.UBND",
        "--name",
        "Trần Thị Lan",
        "--role",
        "reporter",
        "--unit",
        OWN,
        "--unit",
        OTHER,
    )
    assert added.exit_code == 0 and added.stdout.startswith("http://localhost:8501/thiet-lap/")
    assert "/thiet-lap/" not in added.stderr
    rows = json.loads(run("account", "list", "--format", "json").stdout)
    (row,) = [row for row in rows if row["login"] == "lan.ubnd"]
    assert tuple(row) == ACCOUNT_COLUMNS
    assert (row["units"], row["state"], row["email"]) == (f"{OWN} {OTHER}", "waiting", None)
    again = run("account", "add", "lan.ubnd", "--name", "Người Khác", "--role", "viewer")
    assert again.exit_code == 1 and "đã có người dùng" in again.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "lan", "--name", "=1+1", "--role", "viewer"], 1, "Họ và tên"),
        (["add", "lan2", "--name", "Trần Lan", "--role", "reporter"], 1, "ít nhất một đơn vị"),
        (["add", "lan2", "--name", "Trần Lan", "--role", "reporter", "--unit", "99999"], 1, "99999"),
        (["add", "lan2", "--name", "Trần Lan", "--role", "king"], 2, "king"),
        (["disable", "khong-co"], 1, "Không có tài khoản"),
        (["password", "target", "--password", "x"], 2, "--password"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said(words: list[str], code: int, said: str) -> None:
    done = run("account", *words)
    assert done.exit_code == code and said in done.stderr


def test_a_password_is_read_from_stdin_and_never_printed() -> None:
    done = run("account", "password", "target", typed=PASSWORD + "\n")
    assert done.exit_code == 0 and PASSWORD not in done.output
    assert is_password(find("target").password_hash, PASSWORD)
    weak = run("account", "password", "target", typed="ngắn\n")
    assert weak.exit_code == 1 and "ít nhất 12" in weak.stderr
    assert run("account", "password", "target", typed="").exit_code == 1
    assert is_password(find("target").password_hash, PASSWORD)


def test_the_only_administrator_stays() -> None:
    with open_workspace(read_settings()) as workspace:
        others = [one.login for one in workspace.store.list_accounts() if one.role == "administrator"]
    results = [run("account", "disable", login) for login in others if find(login).password_hash]
    assert results[-1].exit_code == 1 and "quản trị duy nhất" in results[-1].stderr
