"""`export`: every kind is written from an edition or a draft, and what is refused leaves no file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.fresh_workspaces import TODAY, FreshWorkspaces
from tracker.cli import main
from tracker.outputs.package import read_stamp

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def database(fresh_workspaces: FreshWorkspaces, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh_workspaces.copy(tmp_path_factory.mktemp("export"), demo=True)


@pytest.fixture
def run(database: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("TRACKER_DATABASE", str(database))
    monkeypatch.setenv("TRACKER_TODAY", TODAY)
    return lambda *words: CliRunner().invoke(main, ["export", *map(str, words)])


@pytest.mark.parametrize("kind", ["deck", "report", "annex", "images"])
def test_each_kind_of_a_unit(run: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "out"
    result = run(kind, "--period", "2026-H1", "--unit", "SYT", "-o", path)
    assert result.exit_code == 0, result.output
    assert "Bản chốt 2026-H1/2" in result.stderr and result.stdout == ""
    found = read_stamp(path.read_bytes())
    assert found and (found.kind, found.unit, found.edition) == (kind, "SYT", "2026-H1/2")


def test_an_edition_by_its_number_and_a_draft(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    asked = ("annex", "--period", "2026-H1", "--programme", "CTXH", "-o", path)
    assert "Bản chốt 2026-H1/1" in run(*asked, "--edition", "2026-H1/1").stderr
    first = read_stamp(path.read_bytes())
    assert run(*asked, "--draft").exit_code == 0
    draft = read_stamp(path.read_bytes())
    assert first and draft and (first.edition, draft.edition) == ("2026-H1/1", None)
    assert draft.programme == "CTXH"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--unit", "99999"), "99999"),
        (("--programme", "XX"), "XX"),
        (("--edition", "2026-H1/9"), "2026-H1/9"),
        (("--variant", "evaluation"), "giảm nghèo"),
    ],
)
def test_what_is_refused_leaves_no_file(
    run: Run, tmp_path: Path, words: tuple[str, str], sentence: str
) -> None:
    path = tmp_path / "r.docx"
    result = run("report", "--period", "2026-H1", *words, "-o", path)
    assert result.exit_code == 1 and sentence in result.stderr
    assert "Traceback" not in result.output and not path.exists()


def test_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    result = run("annex", "--period", "2026-H1", "--unit", "SYT", "-o", tmp_path / "no" / "a.xlsx")
    assert result.exit_code == 1 and "Không ghi được" in result.stderr


def test_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("poster", "--period", "2026-H1", "-o", tmp_path / "x").exit_code == 2
    assert run("deck", "--period", "half", "-o", tmp_path / "x").exit_code == 2
