"""The history of a figure, for whoever knows the codes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.workflow.conftest import AT
from tracker.access.actor import at_console
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.store import Store
from tracker.workflow import handing_in
from tracker.workflow.figure_history import HISTORY_COLUMNS, find_figure_history
from tracker.workflow.handing_in import HandInError, Receipt

Send, Save = Callable[..., Receipt], Callable[..., str]


def test_who_when_which_cell_and_why(
    store: Store, catalogue: Catalogue, reference: Reference, send: Send, save: Save
) -> None:
    save(send(("074", "GN-11", "2024", 200)))
    later = save(send(("074", "GN-11", "2024", 210), unit="074"), by="Bình")
    handing_in.undo(store, later, at_console("Chi"), AT, "nhầm")
    rows = find_figure_history(store, catalogue, reference, "GN-11", "074", Period.parse("2024"))
    assert tuple(rows.columns) == HISTORY_COLUMNS
    assert rows[["value", "state", "submitted_by", "sender_name", "cell"]].values.tolist() == [
        [210.0, "undone", "Bình", "Huyện Hàm Yên", "CSV!I2"],
        [200.0, "current", "An", rows["sender_name"][1], "CSV!I2"],
    ]
    assert rows["undo_reason"].tolist()[0] == "nhầm" and set(rows["source"]) == {"handed_in"}
    assert rows["sender"].tolist() == ["074", "08"]


def test_published_figures_are_marked(store: Store, catalogue: Catalogue, reference: Reference) -> None:
    rows = find_figure_history(store, catalogue, reference, "GN-01", "08", Period.parse("2022"))
    assert (rows["source"].tolist(), rows["value"].tolist()) == (["published"], [18.9])
    assert rows["document"].notna().all()


def test_a_plan_beyond_a_units_own_days_is_found(
    store: Store, catalogue: Catalogue, reference: Reference, send: Send, save: Save
) -> None:
    save(send(("08", "GN-11", "2025", 5000, "", "", "Kế hoạch")))
    rows = find_figure_history(store, catalogue, reference, "GN-11", "08", Period.parse("2025"), "plan")
    assert rows["value"].tolist() == [5000]


@pytest.mark.parametrize(("code", "unit"), [("GN-99", "08"), ("GN-11", "99999")])
def test_unknown_codes(
    store: Store, catalogue: Catalogue, reference: Reference, code: str, unit: str
) -> None:
    with pytest.raises(HandInError, match="Không có"):
        find_figure_history(store, catalogue, reference, code, unit, Period.parse("2024"))


def test_a_figure_nobody_gave(store: Store, catalogue: Catalogue, reference: Reference) -> None:
    assert find_figure_history(store, catalogue, reference, "GN-11", "074", Period.parse("2023")).empty
