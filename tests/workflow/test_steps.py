"""What is told while a file is received and stored: every step has words, and none lies before the last."""

from __future__ import annotations

from tests.workflow.conftest import AT
from tests.workflow.tables import table
from tracker.access.actor import at_console
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.intake.recognition import Remembered
from tracker.store import Store
from tracker.words.receiving_texts import STEPS
from tracker.workflow import handing_in, steps
from tracker.workflow.handing_in import Receipt
from tracker.workflow.name_memory import remember_names

ROWS = table(("074", "Hộ khó khăn đặc biệt", "2024", 200), ("074", "CTXH-03", "2024", 9))
NAMES = Remembered({"hộ khó khăn đặc biệt": "GN-11"})


def test_every_step_has_words_and_a_share() -> None:
    assert set(STEPS) == set(steps.STEP_SHARES)
    for group in (steps.RECEIVING, steps.COMMITTING, steps.LOOKING_AHEAD, steps.UNDOING):
        shares = list(group.values())
        assert shares == sorted(shares) and shares[0] > 0 and shares[-1] < 1


def test_steps_are_told_as_they_begin(store: Store, catalogue: Catalogue, reference: Reference) -> None:
    told: list[str] = []

    def receive(assigned: Remembered | None = None) -> Receipt:
        told.clear()
        return handing_in.receive(
            store, catalogue, reference, ROWS, "bảng.csv", "074", "2024", assigned, told.append
        )

    receipt = receive(NAMES)
    assert told == ["opening", "tables", "checking", "comparing"]
    told.clear()
    handing_in.commit(store, receipt, at_console("An"), "đúng", AT, on_step=told.append)
    assert told == ["filing", "storing"]
    remember_names(store, receipt, NAMES, "An", AT)
    assert receive().decision == receipt.decision
    assert told == ["opening", "tables", "checking", "comparing"]


def test_a_refused_file_is_opened_and_no_more(
    store: Store, catalogue: Catalogue, reference: Reference
) -> None:
    told: list[str] = []
    handing_in.receive(store, catalogue, reference, b"", "trống.csv", "074", "2024", None, told.append)
    assert told == ["opening", "comparing"]
