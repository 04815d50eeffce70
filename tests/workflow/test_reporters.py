"""Whose figures stand behind a place: who speaks for it, and which units report an indicator."""

from __future__ import annotations

import pytest

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.workflow.reporters import find_reporters, find_speaker


@pytest.mark.parametrize(
    ("place", "period", "expected"),
    [
        ("TQ_OLD", "2024", ("08", "Tỉnh Tuyên Quang (trước 01/7/2025)")),
        ("TQ_NEW", "2026", ("08", "Tỉnh Tuyên Quang")),
        ("D074", "2024", ("074", "Huyện Hàm Yên")),
        ("D074", "2026", None),
        ("02215", "2024", ("02215", "Phường Ỷ La")),
        ("02215", "2026", ("02215", "Phường Minh Xuân")),
    ],
)
def test_who_speaks_for_a_place(
    reference: Reference, place: str, period: str, expected: tuple[str, str] | None
) -> None:
    unit = find_speaker(reference, place, Period.parse(period))
    assert (unit and (unit.code, unit.name)) == expected


def test_who_reports_an_indicator(reference: Reference, catalogue: Catalogue) -> None:
    def levels(code: str, place: str, period: str) -> dict[str, int]:
        units = find_reporters(reference, catalogue, code, place, Period.parse(period))
        return {level: sum(unit.level == level for unit in units) for level in {unit.level for unit in units}}

    assert levels("GN-01", "TQ_OLD", "2024") == {"district": 7}
    assert levels("GN-01", "TQ_NEW", "2026") == {"commune": 124}
    assert "department" in levels("CTXH-01", "TQ_OLD", "2024")
    assert levels("GN-01", "TQ_NEW", "2024") == {}
