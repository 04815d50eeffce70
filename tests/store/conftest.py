"""Stores for the tests: real ones, on both back ends."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.postgres import run_postgres
from tests.store.samples import AT, sample_catalogue, sample_reference
from tracker.store import Store, open_store

_schemas = itertools.count(1)


@pytest.fixture(scope="session")
def libpq() -> Iterator[str]:
    """A PostgreSQL server for all tests of the session."""
    with run_postgres() as address:
        yield address


@pytest.fixture(params=["duckdb", "ducklake"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a workspace that does not exist yet."""
    if request.param == "duckdb":
        return str(tmp_path / "tracker.duckdb")
    libpq = request.getfixturevalue("libpq")
    return f"ducklake:postgres:{libpq}?data_path={tmp_path}/lake&metadata_schema=lake_{next(_schemas)}"


@pytest.fixture
def empty_store(address: str) -> Iterator[Store]:
    with open_store(address) as store:
        yield store


@pytest.fixture
def store(empty_store: Store) -> Store:
    """A store with the sample catalogue and units loaded."""
    load_samples(empty_store)
    return empty_store


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """The same on DuckDB alone, for what does not depend on the back end."""
    with open_store(tmp_path / "tracker.duckdb") as store:
        load_samples(store)
        yield store


def load_samples(store: Store) -> None:
    store.load_catalogue(sample_catalogue(), "sample")
    store.load_reference(sample_reference(), AT)
