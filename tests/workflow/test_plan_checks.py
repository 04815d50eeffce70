"""The plans of the units against the province's plan: in one file, or against what was handed in before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest

from tests.workflow.conftest import AT
from tracker.catalogue.reference import Reference
from tracker.store import NewSubmission, Store
from tracker.workflow.handing_in import Receipt

Send, Save = Callable[..., Receipt], Callable[..., str]
DISTRICTS = ("070", "071", "072", "073", "074", "075", "076")
CODE = "plan_of_units_vs_province"


def plan(unit: str, value: object, code: str = "CTXH-03", year: str = "2025") -> tuple[object, ...]:
    return (unit, code, year, value, "", "", "Kế hoạch")


def found(receipt: Receipt) -> list[tuple[str | None, str]]:
    return [(one.cell, one.message) for one in receipt.findings if one.code == CODE]


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch, reference: Reference) -> None:
    """Tables may name every district of old Tuyên Quang."""
    from tests.workflow import tables

    known = {
        code: unit.name for code in DISTRICTS if (unit := reference.find_unit(code, dt.date(2024, 12, 31)))
    }
    monkeypatch.setattr(tables, "NAMES", tables.NAMES | known)


def test_one_file_with_both(send: Send) -> None:
    short = send(plan("08", 540), *(plan(unit, 70) for unit in DISTRICTS))
    assert (short.decision, short.errors) == ("confirm", ())
    ((cell, message),) = found(short)
    assert cell == "CSV!I2"  # at the province's own plan
    assert "Kế hoạch của tỉnh là 540, 7 đơn vị cộng lại là 490." in message
    assert found(send(plan("08", 490), *(plan(unit, 70) for unit in DISTRICTS))) == []


def test_a_plan_to_fall_must_not_be_exceeded(send: Send) -> None:
    units = [plan(unit, 100, "GN-11") for unit in DISTRICTS]
    assert len(found(send(plan("08", 600, "GN-11"), *units))) == 1
    assert found(send(plan("08", 800, "GN-11"), *units)) == []


def test_some_of_the_units_say_nothing_about_the_whole(send: Send) -> None:
    assert found(send(plan("08", 540), *(plan(unit, 10) for unit in DISTRICTS[:-1]))) == []


def test_a_unit_changes_its_plan(send: Send, save: Save) -> None:
    save(send(plan("08", 490), *(plan(unit, 70) for unit in DISTRICTS)))
    assert found(send(plan("074", 80), unit="074")) == []
    ((cell, message),) = found(send(plan("074", 60), unit="074"))
    assert cell == "CSV!I2" and "cộng lại là 480" in message


def test_the_province_changes_its_plan(send: Send, save: Save) -> None:
    save(send(*(plan(unit, 70) for unit in DISTRICTS)))
    assert "Kế hoạch của tỉnh là 500" in found(send(plan("08", 500)))[0][1]


def test_the_plan_of_the_catalogue_stands_in(send: Send) -> None:
    """The plan for 2023 is 15,39 %; 1.700 of 10.000 households are 17 %."""
    rate = [(unit, "GN-01", "2023", "17", 1700, 10000, "Kế hoạch") for unit in DISTRICTS]
    ((_, message),) = found(send(*rate, period="2023"))
    assert "Kế hoạch của tỉnh là 15,39, 7 đơn vị cộng lại là 17." in message


def test_illustrative_plans_say_nothing(store: Store, send: Send) -> None:
    figures = pd.DataFrame({"indicator_code": ["CTXH-03"], "measure": "plan", "value": 1.0})
    for unit in DISTRICTS:
        start = dt.date(1900, 1, 1)
        store.record_submission(NewSubmission(unit, start, "2025", "illustration", AT), figures)
    assert found(send(plan("08", 500))) == []
