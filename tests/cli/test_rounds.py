"""Rounds and reminders from the command line, as an office without a browser would keep them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.workflow.post_office import HOST, run_post_office, text_of
from tracker.catalogue.reference import MERGED_ON
from tracker.cli import BOARD_COLUMNS, main
from tracker.store import open_store
from tracker.store.accounts import NewAccount

AT = dt.datetime(2026, 6, 1, 8)
HALF = ("--period", "2026-H1")
BY = ("--as", "Lan")


class Line:
    """Runs commands in this process, with an environment of its own."""

    def __init__(self, database: Path) -> None:
        self.environment: dict[str, str] = {"TRACKER_DATABASE": str(database), "TRACKER_TODAY": "2026-06-08"}

    def run(self, *words: str) -> Result:
        done = CliRunner().invoke(main, words, env=self.environment)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    def rows(self, *words: str) -> list[dict[str, Any]]:
        return json.loads(self.run(*words, "--format", "json").stdout)


@pytest.fixture
def line(tmp_path: Path) -> Line:
    """A workspace on a day of June 2026 without rounds."""
    made = Line(tmp_path / "tracker.duckdb")
    assert made.run("init").exit_code == 0
    return made


def test_a_round_is_kept_from_the_command_line(line: Line) -> None:
    opened = line.run("round", "open", *HALF, *BY)
    assert (opened.exit_code, opened.stdout) == (0, "")
    assert "Đã mở kỳ “6 tháng đầu năm 2026”: 128 đơn vị" in opened.stderr
    again = line.run("round", "open", *HALF, *BY)
    assert again.exit_code == 1
    changed = line.run(
        "round", "change", *HALF, "--units-due", "20/06/2026", "--office-due", "2026-06-26", *BY, "--reason", "bão"
    )  # fmt: skip
    assert changed.exit_code == 0, changed.stderr
    (listed,) = line.rows("round", "list")
    assert {name: listed[name] for name in ("period", "state", "units_due_on", "units", "handed_in")} == {
        "period": "2026-H1", "state": "opened", "units_due_on": "2026-06-20", "units": 128, "handed_in": 0,
    }  # fmt: skip
    board = line.rows("round", "board", *HALF)
    assert len(board) == 128
    assert set(board[0]) == set(BOARD_COLUMNS)
    assert {(row["stage"], row["timeliness"], row["days_early"]) for row in board} == {
        ("missing", "waiting", 12.0)
    }
    assert line.run("round", "close", *HALF, *BY).exit_code == 0
    refused = line.run("round", "reopen", *HALF, *BY)
    assert refused.exit_code == 2 and "--reason" in refused.stderr
    assert line.run("round", "reopen", *HALF, *BY, "--reason", "bổ sung").exit_code == 0
    assert line.rows("round", "list")[0]["state"] == "reopened"


def test_a_draft_of_one_group_of_indicators(line: Line) -> None:
    drafted = line.run(
        "round", "draft", "--period", "2026", "--kind", "poverty_review", "--name", "Rà soát 2026",
        "--field", "GN-DB", "--leadership-due", "2026-12-18", *BY,
    )  # fmt: skip
    assert drafted.exit_code == 0, drafted.stderr
    assert line.run("round", "board", "--period", "2026").exit_code == 1  # not opened yet
    unknown = line.run("round", "draft", "--period", "2026", "--field", "XYZ", *BY)
    assert unknown.exit_code == 1 and "XYZ" in unknown.stderr
    wrong = line.run("round", "draft", "--period", "2026-Q1", *BY)
    assert wrong.exit_code == 1 and "quý I/2026" in wrong.stderr


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["round", "close", *HALF, *BY], 1, "Không có kỳ báo cáo nào của 6 tháng đầu năm 2026"),
        (["round", "open", *HALF], 2, "--as"),
        (["round", "change", *HALF, *BY, "--reason", "x", "--units-due", "hôm nay"], 2, "--units-due"),
        (["remind"], 1, "TRACKER_SMTP_HOST"),
    ],
    ids=["no round", "no name", "no day", "no mail server"],
)
def test_what_cannot_be_done_is_told(line: Line, words: list[str], code: int, sentence: str) -> None:
    done = line.run(*words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert sentence in done.stderr


def test_reminders_go_out_once_and_a_trial_run_sends_nothing(line: Line, tmp_path: Path) -> None:
    assert line.run("round", "open", *HALF, *BY).exit_code == 0
    with open_store(tmp_path / "tracker.duckdb") as store:
        account = NewAccount("a", "A", "reporter", "a@xa.example", units=(("02215", MERGED_ON),))
        store.add_account(account, "Lan", AT)
    password = tmp_path / "password"
    password.write_text("rat-bi-mat", encoding="utf-8")
    with run_post_office() as office:
        line.environment |= {
            "TRACKER_SMTP_HOST": HOST, "TRACKER_SMTP_PORT": str(office.port), "TRACKER_SMTP_TLS": "none",
            "TRACKER_SMTP_FROM": "baocao@x.example", "TRACKER_URL": "https://chitieu.example",
        }  # fmt: skip
        trial = line.run("remind", *HALF, "--dry-run")
        assert trial.exit_code == 0
        assert trial.stdout.count("before_7") == 128
        assert "Sẽ gửi 1 thư: Phường Minh Xuân." in trial.stderr
        assert office.messages == []
        sent = line.run("remind")
        assert (sent.exit_code, sent.stdout) == (0, "")
        assert sent.stderr.strip() == "Đã gửi 1 thư nhắc; 127 đơn vị chưa có địa chỉ thư."
        assert "Không có thư nhắc nào" in line.run("remind").stderr
        assert line.run("remind", "--now", *BY).exit_code == 0
        assert [str(one["To"]) for one in office.messages] == ["a@xa.example"] * 2
        assert "https://chitieu.example/nop-so-lieu?don-vi=02215&ky=2026-H1" in text_of(office.messages[0])
    line.environment |= {
        "TRACKER_TODAY": "2026-06-14", "TRACKER_SMTP_USER": "x", "TRACKER_SMTP_PASSWORD_FILE": str(password),
    }  # fmt: skip
    away = line.run("remind")
    assert away.exit_code == 1
    assert "Không kết nối được máy chủ thư" in away.stderr
    assert "rat-bi-mat" not in away.stderr + away.stdout
