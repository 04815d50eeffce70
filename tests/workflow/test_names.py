"""Names assigned once are known again: for this sender and layout first, then for its other tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.workflow.conftest import AT
from tests.workflow.tables import HEADER, table
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.intake.names.keys import name_key
from tracker.intake.recognition import Remembered
from tracker.store import Store
from tracker.store.name_memory import NameMeaning
from tracker.workflow import name_memory
from tracker.workflow.handing_in import HandInError, Receipt

Send = Callable[..., Receipt]
UNKNOWN, ROWS = "Hộ khó", [("074", "Hộ khó", "2024", 200), ("074", "GN-11", "2024", 200)]
OTHER_HEADER = HEADER.replace("Giá trị", "Số liệu")


def assignment(code: str) -> Remembered:
    return Remembered(indicators={name_key(UNKNOWN): code})


def codes(receipt: Receipt) -> list[str]:
    return receipt.figures["indicator_code"].tolist()


def test_what_is_assigned_once_is_known_again(store: Store, send: Send) -> None:
    first = send(*ROWS)
    assert codes(first) == ["GN-11"]
    assert [name.code for name in first.recognition.names if name.text == UNKNOWN] == [None]
    again = send(*ROWS, assigned=assignment("GN-12"))
    assert codes(again) == ["GN-12", "GN-11"]
    name_memory.remember_names(store, again, assignment("GN-12"), "An", AT)
    assert codes(send(*ROWS)) == ["GN-12", "GN-11"]
    assert codes(send(*ROWS, unit="074")) == ["GN-11"]  # another sender
    assert codes(send(*ROWS, assigned=assignment(""))) == ["GN-11"]


def test_another_layout_of_the_sender_borrows_it(store: Store, send: Send) -> None:
    other = table(*ROWS, header=OTHER_HEADER)
    layouts = [send(*ROWS).recognition.layout_key, send(content=other).recognition.layout_key]
    assert layouts[0] != layouts[1]
    sender = ("08", send(*ROWS).unit.valid_from)
    store.remember_names(sender, layouts[0], [NameMeaning("indicator", name_key(UNKNOWN), "GN-12")], "An", AT)
    assert codes(send(content=other)) == ["GN-12", "GN-11"]
    # The other layout says otherwise, and later: each is read by its own word.
    store.remember_names(
        sender, layouts[1], [NameMeaning("indicator", name_key(UNKNOWN), "CTXH-03")], "An", AT
    )
    assert codes(send(content=other)) == ["CTXH-03", "GN-11"]
    assert codes(send(*ROWS)) == ["GN-12", "GN-11"]


def test_a_code_that_the_catalogue_no_longer_has_is_forgotten(store: Store, send: Send) -> None:
    receipt = send(*ROWS)
    name_memory.remember_names(store, receipt, assignment("GN-99"), "An", AT)
    assert codes(send(*ROWS)) == ["GN-11"]


def test_assignments_are_read(catalogue: Catalogue, reference: Reference) -> None:
    texts = ["Hộ khó=GN-12", "H. HY = 074", "Dòng thừa="]
    assigned = name_memory.read_assignments(texts, catalogue, reference)
    assert assigned.indicators == {name_key("Hộ khó"): "GN-12", name_key("Dòng thừa"): ""}
    assert assigned.units == {name_key("H. HY"): "074", name_key("Dòng thừa"): ""}


@pytest.mark.parametrize(
    ("text", "sentence"), [("Hộ khó", "TÊN=MÃ"), ("=GN-11", "TÊN=MÃ"), ("a=GN-99", "GN-99")]
)
def test_assignments_that_say_nothing(
    catalogue: Catalogue, reference: Reference, text: str, sentence: str
) -> None:
    with pytest.raises(HandInError, match=sentence):
        name_memory.read_assignments([text], catalogue, reference)


def test_only_names_of_the_file_are_remembered(send: Send) -> None:
    recognition = send(*ROWS).recognition
    assigned = Remembered({name_key(UNKNOWN): "GN-12", "other": "GN-11"}, {"x": "074"})
    used = name_memory.used_assignments(assigned, recognition)
    assert used == assignment("GN-12")
    assert name_memory.absent_names([f"{UNKNOWN}=GN-12", "không có=GN-11"], recognition) == ["không có"]
