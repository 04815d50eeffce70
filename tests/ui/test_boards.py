"""The overview's parts, the units' board, open rounds: on the illustrative figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.core.period import Period
from tracker.workflow.overview import expected_of, make_overview
from tracker.workflow.rounds import find_open_round
from tracker.workflow.settings import read_settings
from tracker.workflow.unit_board import make_unit_board, ranked
from tracker.workflow.workspace import Workspace, open_workspace

HALF = Period.parse("2026-H1")
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def workspace(demo_database: Path) -> Iterator[Workspace]:
    with open_workspace(read_settings({"TRACKER_DATABASE": str(demo_database)})) as opened:
        yield opened


def _overview(workspace: Workspace, programme: str | None = None):  # type: ignore[no-untyped-def]
    units = workspace.store.completeness("TQ_NEW", str(HALF))
    expected = expected_of(units, workspace.catalogue, workspace.reference, HALF)
    rows = workspace.answers.assess(HALF, ["TQ_NEW"])
    return make_overview(rows, units, expected, workspace.catalogue, HALF, TODAY, programme)


def test_an_indicator_stands_once_and_national_targets_are_not_counted(workspace: Workspace) -> None:
    overview = _overview(workspace)
    assert overview.rows.judged["indicator_code"].is_unique
    assert set(overview.rows.judged["level"]) == {"province"}
    assert set(overview.rows.national["level"]) == {"national"}
    counted = sum(sum(stand.counts.values()) for stand in overview.stands if not stand.is_over)
    assert counted == len(overview.rows.judged) == sum(overview.counts.values())


def test_the_worst_comes_first(workspace: Workspace) -> None:
    assert _overview(workspace).rows.judged["severity"].is_monotonic_increasing


def test_a_closed_programme_is_shown_apart(workspace: Workspace) -> None:
    overview = _overview(workspace)
    assert {stand.programme.code: stand.is_over for stand in overview.stands} == {
        "CTXH": False,
        "MTQG26": False,
        "GNBV": True,
    }
    assert set(overview.rows.over["programme_code"]) == {"GNBV"}


def test_one_programme_alone(workspace: Workspace) -> None:
    overview = _overview(workspace, "CTXH")
    assert [stand.programme.code for stand in overview.stands] == ["CTXH"]
    assert set(overview.rows.judged["programme_code"]) == {"CTXH"}


def test_a_unit_is_asked_only_for_what_it_reports(workspace: Workspace) -> None:
    place = workspace.store.completeness("D074", str(HALF))
    units = list(place["unit_code"])
    expected = expected_of(place, workspace.catalogue, workspace.reference, HALF)
    rows = workspace.answers.assess(HALF, units)
    board = make_unit_board(rows, expected, workspace.catalogue, HALF)
    assert sorted(board.units) == sorted(units)
    silent = board.rows[board.rows["value"].isna() & (board.rows["target_kind"] != "year_plan")]
    assert all(row.indicator_code in expected[row.place_code] for row in silent.itertuples())
    assert 0 <= board.behind_units <= board.judged_units <= len(units)
    ranking = ranked(rows, "GN-01", "down")
    assert ranking["value"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2026, 11, 22), ("2026", dt.date(2026, 12, 15))),
        (dt.date(2026, 6, 1), ("2026-H1", dt.date(2026, 6, 15))),
        (dt.date(2026, 2, 1), None),
    ],
)
def test_the_open_round(workspace: Workspace, today: dt.date, expected: tuple[str, dt.date] | None) -> None:
    found = find_open_round(workspace.catalogue, today)
    assert (found and (str(found.period), found.due_on)) == expected
