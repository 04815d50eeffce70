"""Tables of many units on the command line: names assigned once, figures taken back, files and histories."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.test_cli import CommandLine
from tests.workflow.tables import table

SENDER = ["--unit", "08", "--period", "2024"]
STORE = ["--commit", "--as", "Nguyễn Văn A", "--confirm", "đã kiểm tra"]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    line = CommandLine(tmp_path_factory.mktemp("tables") / "tracker.duckdb")
    assert line.run("init").returncode == 0
    return line


def write(folder: Path, *rows: tuple, name: str = "bảng của tỉnh.csv") -> Path:
    path = folder / name
    path.write_bytes(table(*rows))
    return path


def stored(line: CommandLine, path: Path, *more: str) -> tuple[dict[str, Any], str]:
    done = line.run("intake", path, *SENDER, *STORE, *more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


def test_a_table_is_stored_fetched_and_told_about(line: CommandLine, tmp_path: Path) -> None:
    path = write(tmp_path, ("070", "GN-11", "2024", 100), ("074", "GN-11", "2024", 200))
    result, said = stored(line, path)
    assert (result["decision"], [value["unit"] for value in result["values"]]) == ("accept", ["070", "074"])
    assert "Đã lưu 2 số" in said and "không có lỗi" in said and "Đang đọc" not in said

    again = tmp_path / "again.csv"
    assert line.run("file", result["submission"], "-o", again).returncode == 0
    assert again.read_bytes() == path.read_bytes()
    missing = line.run("file", "no such", "-o", again)
    assert (missing.returncode, missing.stdout) == (1, "") and "Không tìm thấy" in missing.stderr

    asked = ["history", "--indicator", "GN-11", "--unit", "074", "--period", "2024"]
    (row,) = line.rows(*asked)
    assert (row["value"], row["state"], row["file_name"], row["cell"]) == (
        200,
        "current",
        path.name,
        "CSV!I3",
    )
    assert row["submission_id"] == result["submission"] and row["undone_at"] is None
    assert line.rows(*asked, "--measure", "plan") == []
    assert line.run(*asked, "--format", "csv").stdout.startswith("unit,unit_name,received_at,state")
    assert line.run(*asked[:2], "GN-99", *asked[3:]).returncode == 1


def test_a_name_is_assigned_once(line: CommandLine, tmp_path: Path) -> None:
    path = write(tmp_path, ("074", "Hộ khó", "2024", 30), ("074", "CTXH-03", "2024", 3))
    first = line.run("intake", path, *SENDER)
    assert "Chưa nhận ra 1 tên" in first.stderr
    assert [one["text"] for one in json.loads(first.stdout)["recognised"]["unmatched"]] == ["Hộ khó"]
    result, said = stored(line, path, "--map", "Hộ khó=GN-12", "--map", "Không có=GN-12")
    assert [value["indicator"] for value in result["values"]] == ["GN-12", "CTXH-03"]
    assert "Không có tên “Không có” trong tệp" in said
    again = json.loads(line.run("intake", path, *SENDER).stdout)
    assert [value["indicator"] for value in again["values"]] == ["GN-12", "CTXH-03"]
    assert line.run("intake", path, *SENDER, "--map", "Hộ khó=XX-1").returncode == 1


def test_a_figure_is_taken_back_when_asked(line: CommandLine, tmp_path: Path) -> None:
    asked = ["history", "--indicator", "CTXH-03", "--unit", "075", "--period", "2024"]
    stored(line, write(tmp_path, ("075", "CTXH-03", "2024", 7), name="trước.csv"))
    later = write(tmp_path, ("075", "CTXH-03", "2024", "…"), ("075", "GN-11", "2024", 3), name="sau.csv")
    assert "muốn rút thì thêm --withdraw" in stored(line, later)[1]
    assert [row["value"] for row in line.rows(*asked)] == [7]
    assert "Đã rút 1 số" in stored(line, later, "--withdraw")[1]
    assert [row["value"] for row in line.rows(*asked)] == [None, 7]
    assert line.run("recount", "--check").returncode == 0


def test_the_marked_copy_of_a_table(line: CommandLine, tmp_path: Path) -> None:
    path = write(tmp_path, ("070", "GN-11", "2024", 100), ("070", "GN-11", "2024", 101))
    marked = tmp_path / "đánh dấu.csv"
    done = line.run("intake", path, *SENDER, *STORE, "--marked", marked)
    assert (done.returncode, json.loads(done.stdout)["decision"]) == (1, "return")
    assert "tệp .xlsx" in done.stderr and "Chưa lưu gì" in done.stderr
    assert len(openpyxl.load_workbook(marked.rename(marked.with_suffix(".xlsx"))).worksheets) > 1
