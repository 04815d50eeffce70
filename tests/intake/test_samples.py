"""Each sample workbook, through the command line: the decision, the values and the findings it asks for."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.intake.corpus.expectation import find_differences
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.cli import main
from tracker.core.period import Period

WORKBOOKS = Path(__file__).parent / "workbooks"
EXPECTED = sorted(WORKBOOKS.glob("*.expected.json"))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as `init` makes it: the catalogue, the units and the published actuals, no illustration."""
    path = tmp_path_factory.mktemp("samples") / "tracker.duckdb"
    made = CliRunner().invoke(main, ["init"], env={"TRACKER_DATABASE": str(path)}, catch_exceptions=False)
    assert made.exit_code == 0, made.output
    return path


@pytest.fixture(scope="module")
def rates(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(one.code for one in catalogue.indicators if "%" in one.unit_of_measure)


def ask_intake(database: Path, file: Path, unit: str, period: str) -> tuple[int, dict[str, Any]]:
    """Exit code and answer of `python -m tracker intake`."""
    arguments = ["intake", str(file), "--unit", unit, "--period", period]
    asked = CliRunner().invoke(
        main, arguments, env={"TRACKER_DATABASE": str(database)}, catch_exceptions=False
    )
    assert asked.stdout, asked.stderr
    return asked.exit_code, json.loads(asked.stdout)


def code_of(reference: Reference, name: str, on: dt.date) -> str:
    """The code of the place that a sample's context names."""
    return next(
        unit.code
        for unit in reference.list_units(on)
        if unit.name == name or unit.name.startswith(f"{name} (")
    )


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.removesuffix(".expected.json"))
def test_a_sample_is_read_as_expected(
    path: Path, database: Path, reference: Reference, rates: frozenset[str]
) -> None:
    expected = json.loads(path.read_text("utf-8"))
    context = expected["period_context"]
    unit = code_of(reference, context["unit"], Period.parse(context["period"]).ends_on)
    exit_code, answer = ask_intake(database, WORKBOOKS / expected["file"], unit, context["period"])
    assert find_differences(answer, expected, rates) == []
    assert exit_code == (0 if answer["decision"] in {"accept", "confirm"} else 1)


def test_every_sample_has_its_expectation() -> None:
    files = {path.name for path in WORKBOOKS.iterdir() if path.suffix not in {".json", ".md"}}
    assert files == {json.loads(path.read_text("utf-8"))["file"] for path in EXPECTED}
    assert len(files) >= 8
