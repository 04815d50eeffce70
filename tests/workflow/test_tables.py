"""A table of many units: stored whole or not at all, each figure beside the one that counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest

from tests.workflow.conftest import AT
from tests.workflow.tables import table
from tracker.access.actor import at_console
from tracker.catalogue.reference import Reference
from tracker.store import NewSubmission, Store
from tracker.workflow import handing_in
from tracker.workflow.handing_in import Receipt, StaleHandIn

Send, Save = Callable[..., Receipt], Callable[..., str]
OLD = dt.date(1900, 1, 1)
ROWS = [
    ("070", "GN-11", "2024", 100),
    ("074", "GN-11", "2024", 200),
    ("074", "GN-01", "2024", "12,5", 200, 1600),
    ("08", "GN-11", "2025", 5000, "", "", "Kế hoạch"),
]


def changes(receipt: Receipt) -> dict[tuple[str, str], str]:
    """(unit, indicator) → change."""
    rows = receipt.differences
    return dict(zip(zip(rows["unit_code"], rows["indicator_code"], strict=True), rows["change"], strict=True))


def value_of(store: Store, unit: str, code: str, period: str = "2024") -> float:
    keys = {"indicator_code": code, "unit_code": unit, "unit_valid_from": OLD, "period": period}
    return float(store.match_current(pd.DataFrame([keys | {"measure": "actual"}]))["value"].iloc[0])


def test_the_province_hands_in_for_everybody(store: Store, send: Send, save: Save) -> None:
    receipt = send(*ROWS)
    assert (receipt.decision, receipt.is_form, len(receipt.figures)) == ("accept", False, 4)
    assert set(receipt.differences["change"]) == {"new"}
    save(receipt)
    (row,) = store.list_submissions("08").query("kind == 'file'").to_dict("records")
    assert (row["unit_code"], row["period"], row["observations"], row["file_name"]) == (
        "08",
        "2024",
        4,
        "bảng.csv",
    )
    assert value_of(store, "074", "GN-11") == 200
    assert store.read_series(["TQ_OLD"], ["GN-11"], ["2024"])["rollup_value"].tolist() == [300]
    assert store.find_rollup_differences().empty


def test_what_changes_and_by_how_much(send: Send, save: Save) -> None:
    save(send(*ROWS))
    receipt = send(
        ("070", "GN-11", "2024", 100),
        ("074", "GN-11", "2024", 150),
        ("074", "GN-01", "2024", "15", 150, 1000),
    )
    assert changes(receipt) == {
        ("070", "GN-11"): "unchanged",
        ("074", "GN-11"): "changed",
        ("074", "GN-01"): "changed",
        ("08", "GN-11"): "kept",
    }
    rows = receipt.differences.set_index(["unit_code", "indicator_code"])
    count, rate = rows.loc[("074", "GN-11")], rows.loc[("074", "GN-01")]
    assert (count["old"], count["new"], count["difference"], count["percent"]) == (200, 150, -50, -25)
    assert rate["difference"] == 2.5 and pd.isna(rate["percent"])  # rates are compared in points
    assert (rate["old_numerator"], rate["new_numerator"]) == (200, 150)
    assert count["cell"] == "CSV!I3" and count["old_source"] == "handed_in"


def test_published_figures_stand_beside_what_is_handed_in(send: Send) -> None:
    receipt = send(("08", "GN-01", "2022", "19,5", 41808, 214400), period="2022")
    (row,) = receipt.differences.to_dict("records")
    assert (row["change"], row["old"], row["old_source"]) == ("changed", 18.9, "published")
    assert row["difference"] == pytest.approx(0.6)


def test_a_jump_against_an_illustrative_figure_is_no_jump(store: Store, send: Send, save: Save) -> None:
    figures = pd.DataFrame({"indicator_code": ["GN-11"], "measure": "actual", "value": 1.0})
    for year in ("2022", "2023"):
        store.record_submission(NewSubmission("074", OLD, year, "illustration", AT), figures)
    receipt = send(*ROWS)
    assert receipt.findings == ()
    save(send(("074", "GN-11", "2023", 1), period="2023"))
    assert {one.code for one in send(*ROWS).findings} == {"jump_against_last"}


def test_overtaken_by_the_same_figures(store: Store, send: Send, save: Save) -> None:
    seen = send(*ROWS)
    save(send(("074", "GN-11", "2024", 210)), by="Bình")
    revision = store.revision()
    with pytest.raises(StaleHandIn, match="vừa được người khác nộp") as caught:
        save(seen)
    assert store.revision() == revision and value_of(store, "074", "GN-11") == 210
    fresh = caught.value.receipt
    assert changes(fresh)["074", "GN-11"] == "changed" and changes(fresh)["070", "GN-11"] == "new"
    assert fresh.revision == revision
    save(fresh)
    assert value_of(store, "074", "GN-11") == 200


def test_other_figures_of_the_same_units_do_not_matter(send: Send, save: Save) -> None:
    seen = send(*ROWS)
    save(send(("074", "CTXH-03", "2024", 3), ("075", "GN-11", "2024", 7), ("074", "GN-11", "2023", 7)))
    save(seen)


def test_an_undo_in_between_matters(store: Store, send: Send, save: Save) -> None:
    first = save(send(("074", "GN-11", "2024", 210)))
    seen = send(*ROWS)
    handing_in.undo(store, first, at_console("Bình"), AT, "nhầm")
    with pytest.raises(StaleHandIn):
        save(seen)


def test_undo_restores_every_unit(store: Store, send: Send, save: Save) -> None:
    save(send(*ROWS))
    later = save(send(("070", "GN-11", "2024", 1), ("074", "GN-11", "2024", 2)))
    handing_in.undo(store, later, at_console("Bình"), AT, "nhầm")
    assert (value_of(store, "070", "GN-11"), value_of(store, "074", "GN-11")) == (100, 200)
    assert store.find_rollup_differences().empty


def test_a_figure_that_is_gone_stays_unless_it_is_withdrawn(store: Store, send: Send, save: Save) -> None:
    save(send(*ROWS))
    rows = [("070", "GN-11", "2024", 100), ("074", "GN-11", "2024", "…"), ("075", "GN-11", "2024", "…")]
    receipt = send(*rows)
    assert changes(receipt)["074", "GN-11"] == "kept"
    assert receipt.withdrawable[["unit_code", "old", "cell"]].values.tolist() == [["074", 200, "CSV!I3"]]
    save(receipt)
    assert value_of(store, "074", "GN-11") == 200

    again = send(*rows)
    chosen = again.withdrawing()
    assert changes(chosen)["074", "GN-11"] == "withdrawn" and changes(chosen)["074", "GN-01"] == "kept"
    taken = save(again, withdraw=True)
    assert pd.isna(value_of(store, "074", "GN-11")) and value_of(store, "070", "GN-11") == 100
    assert store.read_series(["TQ_OLD"], ["GN-11"], ["2024"])["rollup_value"].tolist() == [100]
    assert send(*rows).withdrawable.empty
    assert changes(send(*ROWS))["074", "GN-11"] == "new"
    handing_in.undo(store, taken, at_console("An"), AT, "nhầm")
    assert value_of(store, "074", "GN-11") == 200


def test_what_others_handed_in_cannot_be_withdrawn(send: Send, save: Save) -> None:
    save(send(("074", "GN-11", "2024", 200)))
    assert send(("074", "GN-11", "2024", "…"), unit="074").withdrawable.empty
    assert send(("074", "GN-11", "2024", "…"), period="2023").withdrawable.empty
    assert len(send(("074", "GN-11", "2024", "…")).withdrawable) == 1


def test_a_withdrawal_that_was_overtaken(send: Send, save: Save) -> None:
    save(send(*ROWS))
    seen = send(("070", "GN-11", "2024", 100), ("074", "GN-11", "2024", "…"))
    save(send(("074", "GN-11", "2024", 210)))
    with pytest.raises(StaleHandIn) as caught:
        save(seen, withdraw=True)
    fresh = caught.value.receipt
    assert fresh.withdraws and changes(fresh)["074", "GN-11"] == "withdrawn"
    assert fresh.withdrawable["old"].tolist() == [210]


def test_json_names_each_figures_own_unit(send: Send) -> None:
    values = send(*ROWS, ("075", "GN-11", "2024", "…")).as_json()["values"]
    assert [value["unit"] for value in values] == ["070", "074", "074", "08", "075"]
    assert (values[2]["value"], values[2]["numerator"], values[0]["numerator"]) == (12.5, 200, None)
    assert values[4]["value"] is None
    assert all("target_op" not in value and "stored" not in value for value in values)


def test_repeated_rows_are_shown_and_not_stored(store: Store, send: Send, save: Save) -> None:
    twice = send(("070", "GN-11", "2024", 100), ("070", "GN-11", "2024", 100))
    assert [value.get("stored", True) for value in twice.as_json()["values"]] == [True, False]
    save(twice)
    assert value_of(store, "070", "GN-11") == 100
    differing = send(("070", "GN-11", "2024", 100), ("070", "GN-11", "2024", 101))
    assert differing.decision == "return" and changes(differing) == {("070", "GN-11"): "kept"}


def test_a_form_is_still_known(store: Store, send: Send, reference: Reference, catalogue: object) -> None:
    _, form = handing_in.prepare_form(store, catalogue, reference, "02215", "2026-H1")  # type: ignore[arg-type]
    receipt = send(content=form, unit="08", period="2026-H1", name="biểu.xlsx")
    assert receipt.is_form and "wrong_unit" in {one.code for one in receipt.findings}


def test_the_file_comes_back(store: Store, send: Send, save: Save) -> None:
    submission = save(send(*ROWS))
    assert handing_in.fetch_file(store, submission) == ("bảng.csv", table(*ROWS))
    path = store.files.path_of(send(*ROWS).sha256)
    path.write_bytes(b"other")
    with pytest.raises(handing_in.HandInError, match="không còn như lúc nộp"):
        handing_in.fetch_file(store, submission)
    path.unlink()
    with pytest.raises(handing_in.HandInError, match="Không còn tìm thấy tệp “bảng.csv”"):
        handing_in.fetch_file(store, submission)
    with pytest.raises(handing_in.HandInError, match="Không tìm thấy lần nộp"):
        handing_in.fetch_file(store, "no such")
    published = store.list_submissions().query("kind == 'published'")["id"].iloc[0]
    with pytest.raises(handing_in.HandInError, match="không kèm tệp"):
        handing_in.fetch_file(store, published)
