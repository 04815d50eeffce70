"""Handing in: the form of a unit, filled, received, committed, superseded, taken back."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from tests.intake.filling import Typed, fill, values_that_agree
from tracker.access.actor import at_console
from tracker.catalogue.loader import load_catalogue
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, load_reference
from tracker.intake.reading import read_workbook
from tracker.store import NewSubmission, Store, open_store
from tracker.workflow import handing_in
from tracker.workflow.handing_in import HandInError, Receipt, StaleHandIn
from tracker.workflow.illustration import illustrate

AT = dt.datetime(2026, 6, 12, 9, 30)
COMMUNE, PERIOD = "02215", "2026-H1"


@pytest.fixture(scope="module")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository / "indicators.yaml")


@pytest.fixture(scope="module")
def reference(repository: Path) -> Reference:
    return load_reference(repository / "data" / "reference")


@pytest.fixture
def store(tmp_path: Path, catalogue: Catalogue, reference: Reference) -> Iterator[Store]:
    with open_store(tmp_path / "tracker.duckdb") as opened:
        opened.load_catalogue(catalogue, "test")
        opened.load_reference(reference, AT)
        yield opened


@pytest.fixture
def hand_in(store: Store, catalogue: Catalogue, reference: Reference) -> Callable[..., Receipt]:
    """Fill the form of a unit as told and send it."""

    def send(typed: Typed | None = None, unit: str = COMMUNE, period: str = PERIOD) -> Receipt:
        name, form = handing_in.prepare_form(store, catalogue, reference, unit, period)
        content = fill(form, typed if typed is not None else values_that_agree(form))
        return handing_in.receive(store, catalogue, reference, content, name, unit, period)

    return send


def test_a_filled_form_is_accepted_and_stored(store: Store, hand_in: Callable[..., Receipt]) -> None:
    receipt = hand_in()
    assert (receipt.decision, receipt.findings) == ("accept", ())
    assert set(receipt.differences["change"]) == {"new"}
    submission = handing_in.commit(store, receipt, at_console("Nguyễn Văn A"), None, AT)
    stored = store.find_values(COMMUNE, receipt.unit.valid_from, [PERIOD, "2026"])
    assert len(stored) == len(receipt.values) == 8 + 46  # the annual ones as estimates
    assert set(stored["submission_id"]) == {submission}
    rate = stored.set_index(["indicator_code", "measure"]).loc[("CTXH-01", "actual")]
    assert (rate["numerator"], rate["denominator"], rate["value"]) == (45.0, 50.0, 90.0)
    assert rate["cell"] == "Biểu số liệu!J11"
    assert store.read_file(receipt.sha256) == receipt.content


def test_the_same_form_again_changes_nothing(store: Store, hand_in: Callable[..., Receipt]) -> None:
    handing_in.commit(store, hand_in(), at_console("A"), None, AT)
    assert set(hand_in().differences["change"]) == {"unchanged"}


def test_a_later_hand_in_supersedes_and_can_be_undone(store: Store, hand_in: Callable[..., Receipt]) -> None:
    first = handing_in.commit(store, hand_in(), at_console("A"), None, AT)
    later = hand_in({"CTXH-03": {"value": 25, "estimate": 60}})
    changes = later.differences.set_index(["indicator_code", "measure"])
    assert changes.loc[("CTXH-03", "actual"), ["change", "old", "new"]].tolist() == ["changed", 20.0, 25.0]
    assert changes.loc[("CTXH-01", "actual"), "change"] == "kept"
    second = handing_in.commit(store, later, at_console("B"), "Đã kiểm tra", AT + dt.timedelta(hours=1))
    assert _value(store, "CTXH-03") == 25.0
    handing_in.undo(store, second, at_console("B"), AT + dt.timedelta(hours=2), "Nhập nhầm")
    assert _value(store, "CTXH-03") == 20.0
    assert store.list_submissions(COMMUNE).set_index("id")["state"].to_dict() == {
        first: "current",
        second: "undone",
    }


def test_errors_are_returned_and_nothing_is_stored(store: Store, hand_in: Callable[..., Receipt]) -> None:
    receipt = hand_in(
        {"CTXH-01": {"numerator": 60, "denominator": 50}, "CTXH-03": {"value": 20, "estimate": 50}}
    )
    assert receipt.decision == "return"
    assert ("numerator_exceeds_denominator", "Biểu số liệu!H11") in {
        (one.code, one.cell) for one in receipt.findings
    }
    revision = store.revision()
    with pytest.raises(HandInError, match="còn lỗi"):
        handing_in.commit(store, receipt, at_console("A"), "vẫn nộp", AT)
    assert store.revision() == revision
    assert COMMUNE not in set(store.list_submissions()["unit_code"])


def test_warnings_need_a_reason(store: Store, hand_in: Callable[..., Receipt]) -> None:
    receipt = hand_in({"CTXH-03": {"value": 20, "estimate": 50}})
    assert receipt.decision == "confirm"
    assert {one.code for one in receipt.findings} == {"missing_value"}
    with pytest.raises(HandInError, match="lý do"):
        handing_in.commit(store, receipt, at_console("A"), " ", AT)
    submission = handing_in.commit(store, receipt, at_console("A"), "Chưa có số liệu trợ giúp", AT)
    row = store.list_submissions(COMMUNE).set_index("id").loc[submission]
    assert (row["warnings"], row["warnings_reason"]) == (3, "Chưa có số liệu trợ giúp")


def test_another_unit_in_between_does_not_matter(store: Store, hand_in: Callable[..., Receipt]) -> None:
    mine, other = hand_in(), hand_in(unit="02374")
    handing_in.commit(store, other, at_console("B"), None, AT)
    assert handing_in.commit(store, mine, at_console("A"), None, AT)


def test_the_own_units_newer_figures_ask_again(store: Store, hand_in: Callable[..., Receipt]) -> None:
    seen = hand_in({"CTXH-03": {"value": 25, "estimate": 50}})
    handing_in.commit(store, hand_in(), at_console("B"), None, AT)
    with pytest.raises(StaleHandIn, match="vừa được người khác nộp") as caught:
        handing_in.commit(store, seen, at_console("A"), "Đã kiểm tra", AT)
    fresh = caught.value.receipt
    row = fresh.differences.set_index(["indicator_code", "measure"]).loc[("CTXH-03", "actual")]
    assert row[["change", "old", "new"]].tolist() == ["changed", 20.0, 25.0]
    assert handing_in.commit(store, fresh, at_console("A"), "Đã kiểm tra", AT)


@pytest.mark.parametrize(
    ("cells", "is_explicit"),
    [({"status": "Chưa có số liệu"}, True), ({"value": "…"}, True), ({"note": "để trống"}, False)],
    ids=["status", "sign", "left blank"],
)
def test_a_figure_taken_back_by_the_form(
    store: Store, hand_in: Callable[..., Receipt], cells: dict[str, str], is_explicit: bool
) -> None:
    """Said to be missing, a figure may be withdrawn; left blank, it is nobody's word."""
    handing_in.commit(store, hand_in(), at_console("A"), None, AT)
    typed: Typed = {"CTXH-03": cells, "CTXH-01": {"numerator": 45, "denominator": 50}}
    receipt = hand_in(typed)
    assert "earlier_value_stays" in {one.code for one in receipt.findings}
    assert receipt.withdrawable["indicator_code"].tolist() == (["CTXH-03"] if is_explicit else [])
    handing_in.commit(store, receipt, at_console("A"), "Đã kiểm tra", AT, withdraw=False)
    assert _value(store, "CTXH-03") == 20.0
    if is_explicit:
        taken = handing_in.commit(store, hand_in(typed), at_console("A"), "Rút", AT, withdraw=True)
        assert pd.isna(_value(store, "CTXH-03")) and _value(store, "CTXH-01") == 90.0
        handing_in.undo(store, taken, at_console("A"), AT, "nhầm")
        assert _value(store, "CTXH-03") == 20.0


def test_many_units_at_once_all_get_in(
    store: Store, hand_in: Callable[..., Receipt], reference: Reference
) -> None:
    communes = [unit.code for unit in reference.list_units(AT.date(), "commune")[:4]]
    receipts = [hand_in(unit=code) for code in communes]
    threads = [
        threading.Thread(target=handing_in.commit, args=(store, one, at_console("A"), None, AT))
        for one in receipts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    handed_in = store.list_submissions()
    assert set(communes) <= set(handed_in["unit_code"])


@pytest.mark.parametrize(
    ("unit", "period", "sentence"),
    [
        ("99999", PERIOD, "Không có đơn vị báo cáo mã"),
        ("074", PERIOD, "Hàm Yên"),
        (COMMUNE, "2026-Q1", "Chỉ có biểu"),
        (COMMUNE, "2026-H2", "Chỉ có biểu"),
        ("08", PERIOD, "không phải báo cáo chỉ tiêu nào"),
        (COMMUNE, "sau này", "không phải kỳ báo cáo"),
    ],
)
def test_a_unit_or_period_without_a_form_is_told(
    store: Store, catalogue: Catalogue, reference: Reference, unit: str, period: str, sentence: str
) -> None:
    with pytest.raises(HandInError, match=sentence):
        handing_in.prepare_form(store, catalogue, reference, unit, period)


def test_last_years_figures_are_on_the_form(store: Store, hand_in: Callable[..., Receipt]) -> None:
    handing_in.commit(store, hand_in(), at_console("A"), None, AT)
    year = hand_in({"CTXH-03": {"value": 5}}, period="2026")
    assert "year_below_half" in {one.code for one in year.findings}


def test_the_illustrative_figures_fit_into_the_form(
    store: Store, catalogue: Catalogue, reference: Reference, hand_in: Callable[..., Receipt]
) -> None:
    """The demo's hand-ins of the half-year round are what the form of that round asks for."""
    figures = illustrate(catalogue, reference)
    own = figures[(figures["unit_code"] == COMMUNE) & (figures["round_period"] <= PERIOD)]
    stated = own[(own["round_period"] == PERIOD) & (own["measure"] != "plan")]
    typed: Typed = {}
    for row in stated.itertuples():
        cells = typed.setdefault(str(row.indicator_code), {})
        has_weights = row.measure == "estimate" and str(row.indicator_code).startswith("CTXH")
        if pd.notna(row.denominator) and not has_weights:
            cells |= {"numerator": row.numerator, "denominator": row.denominator}
        else:
            cells["estimate" if row.measure == "estimate" else "value"] = row.value
    receipt = hand_in(typed)
    assert (receipt.decision, receipt.findings, len(receipt.values)) == ("accept", (), len(stated))
    known = replace(receipt.request, figures=own)
    assert read_workbook(receipt.content, known).findings == ()
    illustration = NewSubmission(COMMUNE, receipt.unit.valid_from, PERIOD, "illustration", AT)
    shown = store.record_submission(illustration, stated)
    assert set(hand_in(typed).differences["change"]) == {"unchanged"}
    store.undo_submission(shown, "A", AT, "chỉ để so")
    handing_in.commit(store, receipt, at_console("A"), None, AT)
    assert set(hand_in(typed).differences["change"]) == {"unchanged"}


def test_estimates_of_units_add_up_by_their_parts(store: Store, hand_in: Callable[..., Receipt]) -> None:
    for unit, (numerator, denominator) in {COMMUNE: (10, 1000), "02374": (90, 1000)}.items():
        typed = {
            "GN-04": {"numerator": numerator, "denominator": denominator},
            "CTXH-03": {"value": 4, "estimate": 9},
        }
        handing_in.commit(store, hand_in(typed, unit=unit), at_console("A"), "Chưa có số liệu khác", AT)
    series = store.read_series(["TQ_OLD"], ["GN-04"], ["2026"])
    row = series[series["measure"] == "estimate"].iloc[0]
    assert (row["numerator"], row["denominator"], row["value"]) == (100.0, 2000.0, 5.0)


def test_json_is_the_contract(hand_in: Callable[..., Receipt]) -> None:
    result = hand_in({"CTXH-03": {"value": 20, "estimate": 10}}).as_json()
    assert result["decision"] == "return"
    assert result["values"][0] == {
        "indicator": "CTXH-03",
        "unit": COMMUNE,
        "period": PERIOD,
        "measure": "actual",
        "value": 20.0,
        "numerator": None,
        "denominator": None,
        "cell": "Biểu số liệu!J12",
    }
    assert [table["layout"] for table in result["recognised"]["tables"]] == ["form"]
    assert set(result["findings"][0]) == {"code", "severity", "cell", "message"}
    assert "h1_exceeds_year_estimate" in {one["code"] for one in result["findings"]}


def test_undo_of_what_is_not_there(store: Store) -> None:
    with pytest.raises(HandInError, match="Không tìm thấy"):
        handing_in.undo(store, "no such", at_console("A"), AT, "lý do")


def _value(store: Store, code: str) -> float:
    rows = store.find_values(COMMUNE, dt.date(2025, 7, 1), [PERIOD])
    return float(rows.set_index("indicator_code").loc[code, "value"])
