"""The workspace: open it, make it the first time, and start for real by removing everything illustrative."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tracker.catalogue.loader import load_catalogue
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, load_reference
from tracker.core.review import Basis
from tracker.store import Store, open_store
from tracker.workflow.answers import Answers
from tracker.workflow.illustration import record_illustration
from tracker.workflow.illustration_editions import record_editions
from tracker.workflow.illustration_words import record_illustrated_words
from tracker.workflow.settings import Settings, read_settings


class WorkspaceError(Exception):
    """The workspace cannot be used as asked; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class Workspace:
    """One open store with the catalogue and reference data it is read with, and whose figures are read."""

    store: Store
    catalogue: Catalogue
    reference: Reference
    settings: Settings
    basis: Basis = "all"

    @property
    def answers(self) -> Answers:
        return Answers(self.store.series_of(self.basis), self.catalogue, self.reference)

    @property
    def is_demo(self) -> bool:
        return self.store.mode() == "demo"

    @property
    def is_public(self) -> bool:
        """Whether figures may be seen without signing in."""
        return self.settings.public_viewing or self.is_demo


def has_database(settings: Settings) -> bool:
    """Whether there is a database to open; a DuckLake is always taken to be there."""
    return ":" in settings.database.split("/")[0] or Path(settings.database).exists()


@contextmanager
def open_workspace(settings: Settings, create: bool = False) -> Iterator[Workspace]:
    """The workspace of the settings, closed at the end. Raises CatalogueError, StoreError, WorkspaceError."""
    opened = _open(settings, create)
    try:
        yield opened
    finally:
        opened.store.close()


@contextmanager
def open_answers(
    settings: Settings, catalogue: Path | None = None, basis: Basis = "all"
) -> Iterator[Answers]:
    """Answers from the database, with another catalogue if one is named."""
    with open_workspace(settings) as opened:
        known = load_catalogue(catalogue) if catalogue else opened.catalogue
        yield Answers(opened.store.series_of(basis), known, opened.reference)


@lru_cache(maxsize=1)
def shared_workspace() -> Workspace:
    """The workspace of this server process, opened once; the very first start fills it for demonstration."""
    settings = read_settings()
    is_new = not has_database(settings)
    opened = _open(settings, create=True)
    if is_new:
        initialise(opened, demo=True, at=dt.datetime.now(dt.UTC), by="first start")
    else:
        _refresh_catalogue(opened)
    return opened


def initialise(opened: Workspace, *, demo: bool, at: dt.datetime, by: str) -> None:
    """Load catalogue, units and published actuals; add, or remove, everything illustrative.

    Raises WorkspaceError when illustrative figures are asked for in a workspace that holds real ones.
    """
    mode = opened.store.mode()
    has_work = (opened.store.list_submissions()["kind"] != "published").any()
    _refresh_catalogue(opened)
    if demo:
        if mode == "real" and has_work:
            raise WorkspaceError(
                "Cơ sở dữ liệu này đang chứa số liệu thật; không thêm số liệu minh họa vào. "
                "Đặt TRACKER_DATABASE sang một tệp khác để xem bản minh họa."
            )
        record_illustration(opened.store, opened.catalogue, opened.reference)
        record_illustrated_words(opened.store, opened.reference)
        record_editions(opened)
    else:
        opened.store.begin_real(by=by, at=at)


def describe(opened: Workspace) -> str:
    """One sentence on what the workspace holds now."""
    kind = "số liệu minh họa" if opened.is_demo else "số liệu thật"
    return (
        f"Cơ sở dữ liệu {opened.settings.database}: {kind}, "
        f"{len(opened.catalogue.indicators)} chỉ tiêu, bản ghi số {opened.store.revision()}."
    )


def _open(settings: Settings, create: bool) -> Workspace:
    catalogue = load_catalogue(settings.catalogue)
    reference = load_reference(settings.reference)
    if not create and not has_database(settings):
        raise WorkspaceError(
            f"Chưa có cơ sở dữ liệu {settings.database}. Tạo bằng lệnh: python -m tracker init (hoặc init --demo)."
        )
    return Workspace(open_store(settings.database), catalogue, reference, settings)


def _refresh_catalogue(opened: Workspace) -> None:
    content = opened.settings.catalogue.read_bytes()
    opened.store.load_catalogue(opened.catalogue, hashlib.sha256(content).hexdigest())
    opened.store.load_reference(opened.reference)
