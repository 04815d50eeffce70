"""What offices might send, kind by kind: the decision, the values and the findings of a correct reader."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator

import pytest

from tests.intake.corpus import (
    annexes,
    common_layouts,
    hard_cases,
    long_forms,
    office_dirt,
    office_shapes,
    old_fonts,
    packages,
    place_tables,
    refused,
    reviews,
    year_tables,
)
from tests.intake.corpus.expectation import find_differences
from tests.intake.corpus.sample import Sample
from tracker.access.actor import at_console
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.store import Store, open_store
from tracker.workflow import handing_in
from tracker.workflow.handing_in import Receipt

AT = dt.datetime(2026, 11, 22, 9, 30)
KINDS = (
    place_tables,
    annexes,
    year_tables,
    long_forms,
    reviews,
    old_fonts,
    packages,
    refused,
    hard_cases,
    common_layouts,
    office_shapes,
    office_dirt,
)
BUILDERS = [builder for kind in KINDS for builder in kind.SAMPLES]


@pytest.fixture(scope="module")
def store(
    tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue, reference: Reference
) -> Iterator[Store]:
    """A workspace as `init` makes it; nothing is handed in."""
    with open_store(tmp_path_factory.mktemp("corpus") / "tracker.duckdb") as opened:
        opened.load_catalogue(catalogue, "test")
        opened.load_reference(reference, AT)
        yield opened


@pytest.fixture(scope="module")
def rates(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(one.code for one in catalogue.indicators if "%" in one.unit_of_measure)


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_a_workbook_is_read_as_it_should_be(
    build: Callable[[], Sample],
    store: Store,
    catalogue: Catalogue,
    reference: Reference,
    rates: frozenset[str],
) -> None:
    sample = build()
    receipt = handing_in.receive(
        store, catalogue, reference, sample.content, sample.filename, sample.unit, sample.period
    )
    _store_and_take_back(store, receipt)
    answer = json.loads(json.dumps(receipt.as_json(), ensure_ascii=False, default=str))
    assert find_differences(answer, sample.expected, rates) == []


def _store_and_take_back(store: Store, receipt: Receipt) -> None:
    """What may be stored is stored, whatever stands in its cells."""
    if receipt.can_commit("Đã kiểm tra"):
        submission = handing_in.commit(store, receipt, at_console("Nguyễn Thị A"), "Đã kiểm tra", AT)
        handing_in.undo(store, submission, at_console("Nguyễn Thị A"), AT, "Thử")


def test_builders_have_names_of_their_own() -> None:
    names = [builder.__name__ for builder in BUILDERS]
    assert sorted(set(names)) == sorted(names)
