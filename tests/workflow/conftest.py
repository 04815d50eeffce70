"""A workspace of the province's own catalogue and units, and a sender of tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.workflow.tables import table
from tracker.access.actor import at_console
from tracker.catalogue.loader import load_catalogue
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, load_reference
from tracker.intake.recognition import Remembered
from tracker.store import Store, open_store
from tracker.workflow import handing_in
from tracker.workflow.handing_in import Receipt
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import Workspace

AT = dt.datetime(2026, 6, 12, 9, 30)


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository / "indicators.yaml")


@pytest.fixture(scope="session")
def reference(repository: Path) -> Reference:
    return load_reference(repository / "data" / "reference")


@pytest.fixture
def store(tmp_path: Path, catalogue: Catalogue, reference: Reference) -> Iterator[Store]:
    with open_store(tmp_path / "tracker.duckdb") as opened:
        opened.load_catalogue(catalogue, "test")
        opened.load_reference(reference, AT)
        yield opened


@pytest.fixture
def send(store: Store, catalogue: Catalogue, reference: Reference) -> Callable[..., Receipt]:
    """Receive a table of rows, as the province unless told otherwise."""

    def receive(
        *rows: object,
        unit: str = "08",
        period: str = "2024",
        content: bytes | None = None,
        assigned: Remembered | None = None,
        name: str = "bảng.csv",
    ) -> Receipt:
        sent = table(*rows) if content is None else content
        return handing_in.receive(store, catalogue, reference, sent, name, unit, period, assigned)

    return receive


@pytest.fixture
def save(store: Store) -> Callable[..., str]:
    """Commit a receipt, warnings and all."""

    def commit(receipt: Receipt, by: str = "An", withdraw: bool = False) -> str:
        return handing_in.commit(store, receipt, at_console(by), "đã kiểm tra", AT, withdraw)

    return commit


@pytest.fixture
def workspace(store: Store, catalogue: Catalogue, reference: Reference) -> Workspace:
    """The store of the test with what it is read with."""
    return Workspace(store, catalogue, reference, read_settings({"TRACKER_TODAY": "2026-06-12"}))
