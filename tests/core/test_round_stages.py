"""The stage of a hand-in: the furthest step that still stands."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tracker.core.round_stages import STAGES, find_stages

_NOTHING: dict[str, Any] = {
    "handed_in_at": pd.NaT, "approved_at": pd.NaT, "consolidated_at": pd.NaT, "signed_at": pd.NaT,
    "is_returned": False, "fields_accepted": 0, "submissions": 0,
}  # fmt: skip
AT = pd.Timestamp(2026, 6, 12)
IN = {"handed_in_at": AT, "submissions": 1}
CASES = [
    ({}, "missing"),
    ({"submissions": 2}, "partial"),
    (IN, "received"),
    (IN | {"is_returned": True}, "returned"),
    ({"submissions": 1, "is_returned": True}, "returned"),
    (IN | {"fields_accepted": 1}, "examined"),
    (IN | {"fields_accepted": 2, "approved_at": AT}, "approved"),
    (IN | {"approved_at": AT, "consolidated_at": AT}, "consolidated"),
    (IN | {"approved_at": AT, "consolidated_at": AT, "signed_at": AT}, "signed"),
    ({"submissions": 1, "signed_at": AT}, "signed"),  # with the round, whatever was still owed
]


@pytest.mark.parametrize(("changes", "stage"), CASES)
def test_the_stage(changes: dict[str, Any], stage: str) -> None:
    assert find_stages(pd.DataFrame([_NOTHING | changes])).tolist() == [stage]


def test_every_stage_can_be_reached() -> None:
    assert {stage for _, stage in CASES} == set(STAGES)


def test_an_empty_board_has_no_stages() -> None:
    assert find_stages(pd.DataFrame(columns=list(_NOTHING))).empty
