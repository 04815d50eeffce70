"""The life of one figure: published, illustrated, handed in, superseded, withdrawn, undone."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.store.samples import AT, NEW, OLD
from tests.store.test_recording import PERIOD, hand_in, observations
from tracker.store import NewSubmission, Store


def test_everything_that_was_ever_said(store: Store) -> None:
    def illustrate() -> None:
        store.record_submission(
            NewSubmission("02374", NEW, PERIOD, "illustration", AT), observations(("GN-11", 1.0, None, None))
        )

    illustrate()
    rows = pd.DataFrame(
        {
            "indicator_code": ["GN-11"], "unit_code": "02374", "unit_valid_from": NEW, "measure": "actual",
            "value": 2.0, "note": "rà soát lại", "cell": "Biểu 1!D9",
        }
    )  # fmt: skip
    submission = NewSubmission(
        "SYT", NEW, PERIOD, "file", AT, "An", file_sha256="ab" * 32, file_name="bảng.xlsx",
        warnings_reason="đã kiểm tra",
    )  # fmt: skip
    store.record_submission(submission, rows)
    undone = hand_in(store, "02374", ("GN-11", 3.0, None, None), by="Bình")
    store.undo_submission(undone, "Chi", AT, "gửi nhầm")
    hand_in(store, "02374", ("GN-11", None, None, None), by="Dung")
    illustrate()

    found = store.read_figure_history("GN-11", ("02374", NEW), PERIOD)
    assert found["value"].fillna(-1).tolist() == [1, -1, 3, 2, 1]
    assert found["state"].tolist() == ["superseded", "current", "undone", "superseded", "superseded"]
    assert found["kind"].tolist() == ["illustration", "form", "form", "file", "illustration"]
    assert found["revision"].is_monotonic_decreasing
    assert found.loc[2, ["undone_by", "undo_reason"]].tolist() == ["Chi", "gửi nhầm"]
    file = found.loc[3]
    assert file[["sender_code", "submitted_by", "file_name", "cell", "note", "warnings_reason"]].tolist() == [
        "SYT", "An", "bảng.xlsx", "Biểu 1!D9", "rà soát lại", "đã kiểm tra",
    ]  # fmt: skip
    assert file["sender_valid_from"] == NEW


def test_a_published_figure_names_its_document(store: Store) -> None:
    (row,) = store.read_figure_history("GN-11", ("08", OLD), "2022").to_dict("records")
    assert (row["kind"], row["document"], row["section"], row["state"]) == (
        "published", "NEWS", "bảng 1", "current",
    )  # fmt: skip


@pytest.mark.parametrize("unit", [("08", NEW), ("02374", OLD)])
def test_no_history(store: Store, unit: tuple) -> None:
    assert store.read_figure_history("GN-11", unit, "2022").empty
