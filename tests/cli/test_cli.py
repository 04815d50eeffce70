"""The command line as other programs call it: a real process on a real database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]


class CommandLine:
    """Runs `python -m tracker` on one database."""

    def __init__(self, database: Path) -> None:
        self.environment = os.environ | {"TRACKER_DATABASE": str(database)}

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        command: Sequence[str] = [sys.executable, "-m", "tracker", *map(str, words)]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )

    def rows(self, *words: object) -> list[dict[str, Any]]:
        done = self.run(*words, "--format", "json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    line = CommandLine(tmp_path_factory.mktemp("real") / "tracker.duckdb")
    assert line.run("init").returncode == 0
    return line


def by_indicator(rows: list[dict[str, Any]], code: str, **wanted: Any) -> dict[str, Any]:
    (row,) = [row for row in rows if row["indicator"] == code and all(row[k] == v for k, v in wanted.items())]
    return row


def test_the_poverty_rate_of_old_tuyen_quang(real: CommandLine) -> None:
    row = by_indicator(real.rows("assess", "--period", "2022", "--indicator", "GN-01"), "GN-01")
    assert (row["value"], row["target_high"], row["due"], row["verdict"]) == (
        18.9,
        19.97,
        "2022-12-31",
        "exceeded",
    )
    assert (row["target_low"], row["scope"], row["unit"]) == (None, "TQ_OLD", "08")
    fall = by_indicator(real.rows("compare", "--period", "2022", "--indicator", "GN-01"), "GN-01")
    assert fall["previous_year_difference"] == pytest.approx(-4.55)


def test_a_missing_year_stays_missing(real: CommandLine) -> None:
    row = by_indicator(real.rows("assess", "--period", "2023", "--indicator", "GN-01"), "GN-01")
    assert (row["value"], row["verdict"], row["target_high"]) == (None, "no_data", 15.39)
    span = by_indicator(real.rows("compare", "--period", "2024", "--indicator", "GN-01"), "GN-01")
    assert (span["value"], span["previous_year"], span["last_known_period"]) == (10.19, None, "2022")
    assert span["change_since_last"] == pytest.approx(-8.71)
    assert span["change_per_year"] == pytest.approx(-4.355)
    fall = by_indicator(
        real.rows("assess", "--period", "2024", "--indicator", "GN-02"), "GN-02", target_op=">"
    )
    assert (fall["change"], fall["change_years"]) == (pytest.approx(8.71), 2)
    assert fall["value"] == pytest.approx(13.26 / 3)


def test_growth_without_its_base_says_which_figure_is_missing(real: CommandLine) -> None:
    rows = real.rows("assess", "--period", "2025", "--indicator", "CTXH-04")
    row = by_indicator(rows, "CTXH-04", due="2025-12-31")
    assert (row["verdict"], row["target_low"]) == ("no_baseline", None)
    assert "CTXH-04a" in row["reason"] and "2020" in row["reason"]


def write_observations(folder: Path, *rows: str) -> Path:
    path = folder / "observations.csv"
    path.write_text("\n".join(["indicator,unit,period,measure,value,numerator,denominator", *rows]), "utf-8")
    return path


def assess_file(path: Path, period: str, code: str, catalogue: Path | None = None) -> list[dict[str, Any]]:
    line = CommandLine(path.with_name("none.duckdb"))
    return line.rows(
        "assess", "--period", period, "--indicator", code, "--catalogue", catalogue or ROOT / "indicators.yaml",
        "--observations", path,
    )  # fmt: skip


@pytest.mark.parametrize(("last", "verdict"), [(400, "missed"), (401, "exceeded")])
def test_more_than_2000_turns(tmp_path: Path, last: int, verdict: str) -> None:
    years = [f"CTXH-03,08,{year},actual,400,," for year in range(2021, 2025)]
    path = write_observations(
        tmp_path, *years, f"CTXH-03,08,2025,actual,{last},,", "CTXH-03,08,2026-H1,actual,300,,"
    )
    row = by_indicator(assess_file(path, "2025", "CTXH-03"), "CTXH-03", due="2025-12-31")
    assert (row["value"], row["verdict"]) == (1600 + last, verdict)
    after = by_indicator(assess_file(path, "2026-H1", "CTXH-03"), "CTXH-03", due="2030-12-31")
    assert (after["value"], after["target_low"], after["baseline"]) == (300, 3500, 0)


@pytest.mark.parametrize(("mode", "bound"), [("relative", 60), ("points", 70)])
def test_growth_on_a_known_base(tmp_path: Path, mode: str, bound: float) -> None:
    catalogue = tmp_path / "indicators.yaml"
    text = (ROOT / "indicators.yaml").read_text("utf-8")
    catalogue.write_text(text.replace("mode: relative", f"mode: {mode}"), "utf-8")
    path = write_observations(tmp_path, "CTXH-04a,08,2020,actual,50,,", "CTXH-04a,08,2024,actual,57,,")
    rows = assess_file(path, "2024", "CTXH-04", catalogue)
    assert by_indicator(rows, "CTXH-04", due="2025-12-31")["target_low"] == pytest.approx(bound)
    assert by_indicator(rows, "CTXH-04", due="2030-12-31")["target_low"] is None


def test_units_of_a_file_are_added_up(tmp_path: Path) -> None:
    path = write_observations(
        tmp_path, "GN-01,02374,2025,actual,,100,1000", "GN-01,02380,2025,actual,,50,500",
        "GN-01,00691,2025,actual,,10,1000",
    )  # fmt: skip
    line = CommandLine(tmp_path / "none.duckdb")
    asked = ["--catalogue", ROOT / "indicators.yaml", "--observations", path, "--indicator", "GN-01"]
    old = by_indicator(line.rows("assess", "--period", "2025", "--unit", "TQ_OLD", *asked), "GN-01")
    assert (old["value"], old["units_reported"], old["units_expected"]) == (10.0, 2, 51)
    new = by_indicator(line.rows("assess", "--period", "2025", *asked), "GN-01")
    assert (new["value"], new["scope"]) == (pytest.approx(6.4), "TQ_NEW")


def test_a_file_with_mistakes_is_refused_with_all_of_them(tmp_path: Path) -> None:
    path = write_observations(tmp_path, "GN-99,08,2024,actual,1,,", "GN-01,08,2024-H3,actuals,10%,,")
    done = CommandLine(tmp_path / "none.duckdb").run("assess", "--period", "2024", "--observations", path)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.count("dòng 2") == 1 and done.stderr.count("dòng 3") == 3


WRONG = {
    "no such unit": (["assess", "--period", "2024", "--unit", "99999"], 1),
    "no such indicator": (["assess", "--period", "2024", "--indicator", "XX"], 1),
    "no period": (["assess", "--period", "2024-H5"], 2),
    "no such command": (["nothing"], 2),
    "no such file": (["intake", "none.xlsx", "--unit", "02374", "--period", "2026-H1"], 1),
    "a unit that is gone": (["template", "--unit", "074", "--period", "2026-H1", "-o", "x.xlsx"], 1),
    "commit without a name": (["intake", "x.xlsx", "--unit", "02374", "--period", "2026", "--commit"], 2),
}


@pytest.mark.parametrize(("words", "code"), WRONG.values(), ids=WRONG.keys())
def test_exit_codes(real: CommandLine, words: list[str], code: int) -> None:
    done = real.run(*words)
    assert done.returncode == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_without_a_database_it_says_how_to_make_one(tmp_path: Path) -> None:
    done = CommandLine(tmp_path / "none.duckdb").run("assess", "--period", "2024")
    assert done.returncode == 1
    assert "python -m tracker init" in done.stderr


def test_check_lists_mistakes_with_their_lines(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        (ROOT / "indicators.yaml").read_text("utf-8").replace("kind: ratio", "kind: rate", 2), "utf-8"
    )
    line = CommandLine(tmp_path / "none.duckdb")
    done = line.run("check", broken)
    assert done.returncode == 1
    assert done.stderr.count("broken.yaml, dòng") == 2
    assert line.run("check").returncode == 0


def fill(path: Path, changes: dict[str, dict[str, float]]) -> None:
    """Write figures into the inputs of a form; every other row is said to have none."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Mã" for cell in row))
    columns = {str(cell.value).strip(): cell.column for cell in header if cell.value}
    code_column, state = columns["Mã"], columns["Tình trạng"]
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        code = sheet.cell(row[0].row, code_column).value
        if not code or "-" not in str(code):
            continue
        given = changes.get(str(code), {})
        for name, value in given.items():
            sheet.cell(row[0].row, columns[name], value)
        sheet.cell(row[0].row, state, "Có số liệu" if given else "Chưa có số liệu")
    workbook.save(path)


def test_a_form_goes_out_and_comes_back(tmp_path: Path) -> None:
    line = CommandLine(tmp_path / "tracker.duckdb")
    assert line.run("init").returncode == 0
    form = tmp_path / "form.xlsx"
    assert line.run("template", "--unit", "02374", "--period", "2026-H1", "-o", form).returncode == 0
    fill(form, {"CTXH-01": {"Tử số": 30, "Mẫu số": 40}})
    words = ["intake", form, "--unit", "02374", "--period", "2026-H1"]
    read = json.loads(line.run(*words).stdout)
    assert read["decision"] in {"accept", "confirm"}, read["findings"]
    value = next(
        one for one in read["values"] if one["indicator"] == "CTXH-01" and one["measure"] == "actual"
    )
    assert (value["numerator"], value["denominator"], value["value"]) == (30, 40, 75)
    assert "!" in value["cell"]
    done = line.run(*words, "--commit", "--as", "Nguyễn Văn A", "--confirm", "đã kiểm tra")
    assert done.returncode == 0 and json.loads(done.stdout)["submission"]
    row = by_indicator(
        line.rows("compare", "--period", "2026-H1", "--unit", "02374", "--indicator", "CTXH-01"), "CTXH-01"
    )
    assert row["value"] == 75
    assert "chờ thẩm định" in done.stderr
    official = by_indicator(
        line.rows(
            "compare", "--period", "2026-H1", "--unit", "02374", "--indicator", "CTXH-01", "--official"
        ),
        "CTXH-01",
    )
    assert official["value"] is None
    assert line.run("recount", "--check").returncode == 0


def test_a_form_with_an_error_stores_nothing(tmp_path: Path) -> None:
    line = CommandLine(tmp_path / "tracker.duckdb")
    assert line.run("init").returncode == 0
    form, marked = tmp_path / "form.xlsx", tmp_path / "marked.xlsx"
    assert line.run("template", "--unit", "02374", "--period", "2026-H1", "-o", form).returncode == 0
    fill(form, {"CTXH-01": {"Tử số": 50, "Mẫu số": 40}})
    words = ["intake", form, "--unit", "02374", "--period", "2026-H1", "--commit", "--as", "A"]
    done = line.run(*words, "--confirm", "x", "--marked", marked)
    read = json.loads(done.stdout)
    assert (done.returncode, read["decision"]) == (1, "return")
    assert any(one["code"] == "numerator_exceeds_denominator" and one["cell"] for one in read["findings"])
    assert "submission" not in read
    assert len(openpyxl.load_workbook(marked).worksheets) > 1
    form.write_text("không phải bảng tính", encoding="utf-8")
    refused = line.run(*words, "--marked", marked)
    assert (refused.returncode, json.loads(refused.stdout)["decision"]) == (1, "refuse")
    assert "đánh dấu" in refused.stderr
