"""Totals and verdicts before and after: exactly what the write brings, found without writing."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.store import Store
from tracker.workflow.answers import Answers
from tracker.workflow.concerned import concerned_codes, territories_of
from tracker.workflow.handing_in import Receipt
from tracker.workflow.totals import find_totals
from tracker.workflow.verdict_changes import find_verdict_changes

Send, Save = Callable[..., Receipt], Callable[..., str]
FIRST = [
    ("070", "GN-11", "2024", 100),
    ("074", "GN-11", "2024", 200),
    ("070", "GN-01", "2024", "10", 100, 1000),
    ("074", "GN-01", "2024", "20", 200, 1000),
]


def total(rows: pd.DataFrame, code: str, scope: str, place: str | None = None) -> dict[str, float]:
    chosen = rows[(rows["indicator_code"] == code) & (rows["scope"] == scope)]
    if place:
        chosen = chosen[chosen["place_code"] == place]
    (row,) = chosen.to_dict("records")
    return row


def test_totals_follow_each_indicators_rule(
    store: Store, reference: Reference, send: Send, save: Save
) -> None:
    save(send(*FIRST))
    later = send(
        ("074", "GN-11", "2024", 260), ("075", "GN-11", "2024", 40),
        ("074", "GN-01", "2024", "26", 260, 1000), ("075", "GN-01", "2024", "4", 40, 1000),
    )  # fmt: skip
    rows, revision = find_totals(store, reference, later), store.revision()
    count, rate = total(rows, "GN-11", "district"), total(rows, "GN-01", "district")
    assert (count["before"], count["after"], count["difference"]) == (300, 400, 100)
    assert (count["units_before"], count["units_after"]) == (2, 3)
    assert (rate["before"], rate["difference"]) == (15, pytest.approx(40000 / 3000 - 15))
    # The province published its own rate of 2024, which counts beside what its districts add up to.
    province = total(rows, "GN-01", "place", "TQ_OLD")
    assert (province["before"], province["after"]) == (10.19, 10.19)
    place = total(rows, "GN-11", "place", "TQ_OLD")
    assert (place["before"], place["after"], place["units_before"], place["units_after"]) == (300, 400, 2, 3)
    assert store.revision() == revision
    save(later)
    series = store.read_series(["TQ_OLD"], ["GN-11"], ["2024"])
    assert series["value"].tolist() == [place["after"]]


def test_a_province_is_not_counted_in_its_districts(store: Store, reference: Reference, send: Send) -> None:
    rows = find_totals(store, reference, send(("08", "GN-11", "2024", 300), *FIRST[:2]))
    assert total(rows, "GN-11", "province")["after"] == 300
    assert total(rows, "GN-11", "district")["after"] == 300
    assert total(rows, "GN-11", "place", "TQ_OLD")["after"] == 300


def test_totals_when_figures_are_withdrawn(
    store: Store, reference: Reference, send: Send, save: Save
) -> None:
    save(send(*FIRST[:2]))
    receipt = send(("070", "GN-11", "2024", 100), ("074", "GN-11", "2024", "…"))
    kept = total(find_totals(store, reference, receipt), "GN-11", "district")
    gone = total(find_totals(store, reference, receipt.withdrawing()), "GN-11", "district")
    assert (kept["after"], kept["units_after"]) == (300, 2)
    assert (gone["before"], gone["after"], gone["units_after"]) == (300, 100, 1)


def test_nothing_to_add_up(store: Store, reference: Reference, send: Send) -> None:
    receipt = send(("074", "GN-11", "2024", "…"))
    assert find_totals(store, reference, receipt).empty
    assert find_verdict_changes(store, reference, receipt).empty


def test_verdicts_that_would_change(
    store: Store, reference: Reference, catalogue: Catalogue, send: Send, save: Save
) -> None:
    years = [("08", "CTXH-03", str(year), 400) for year in range(2021, 2024)]
    save(send(*years, ("08", "CTXH-03", "2024", 100)))
    receipt = send(("08", "CTXH-03", "2024", 420))
    changes, revision = find_verdict_changes(store, reference, receipt), store.revision()
    row = changes[changes["due_year"] == 2025].iloc[0]
    assert (row["place_code"], row["indicator_code"], row["target_kind"]) == (
        "TQ_OLD",
        "CTXH-03",
        "stage_total",
    )
    assert (row["value_before"], row["value"]) == (1300, 1620)
    assert (row["verdict_before"], row["verdict"]) == ("at_risk", "on_track")
    assert store.revision() == revision

    before = Answers(store, catalogue, reference).assess(Period.parse("2024"), ["TQ_OLD"])
    save(receipt)
    after = Answers(store, catalogue, reference).assess(Period.parse("2024"), ["TQ_OLD"])
    differs = before["verdict"] != after["verdict"]
    assert after.loc[differs, "indicator_code"].tolist() == changes["indicator_code"].tolist()
    assert after.loc[differs, "verdict"].tolist() == changes["verdict"].tolist()
    assert find_verdict_changes(store, reference, send(("08", "CTXH-03", "2024", 420))).empty


def test_a_district_sees_its_own_area(store: Store, reference: Reference, send: Send) -> None:
    rows = [("074", "GN-11", "2024", 200), ("074", "GN-11", "2024", 150, "", "", "Kế hoạch")]
    changes = find_verdict_changes(store, reference, send(*rows, unit="074"))
    assert "D074" in set(changes["place_code"])
    own = changes[(changes["place_code"] == "D074") & (changes["indicator_code"] == "GN-11")].iloc[0]
    assert (own["target_kind"], own["target_high"], own["value"]) == ("year_plan", 150, 200)
    assert own["verdict_before"] in {"no_target", "no_data"}


def test_indicators_that_are_computed_from_others(catalogue: Catalogue) -> None:
    found = concerned_codes(catalogue, ["GN-01"])
    assert {"GN-01", "GN-02"} <= found
    assert "CTXH-03" not in found


@pytest.mark.parametrize(
    ("unit", "period", "expected"),
    [
        ("074", "2024", ["TQ_OLD"]),
        ("08", "2024", ["TQ_OLD"]),
        ("08", "2026", ["TQ_NEW"]),
        ("02215", "2026-H1", ["TQ_NEW"]),
        ("00691", "2026", ["TQ_NEW"]),
        ("024", "2024", ["HG_OLD"]),
    ],
)
def test_who_counts_a_unit(
    catalogue: Catalogue, reference: Reference, unit: str, period: str, expected: list[str]
) -> None:
    when = Period.parse(period)
    found = reference.find_unit(unit, when.ends_on)
    assert found is not None
    assert territories_of([(found.code, found.valid_from)], when, catalogue, reference) == expected
