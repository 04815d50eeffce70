"""All forms of a round as one .zip that is sent while it is made, one form in memory at a time."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from functools import lru_cache

from tracker.access.actor import Actor
from tracker.access.rights import require
from tracker.core.period import Period
from tracker.store.rounds import Round
from tracker.workflow.handing_in import HandInError, prepare_form
from tracker.workflow.workspace import Workspace

_MADE_ON = (2020, 1, 1, 0, 0, 0)  # the same forms make the same archive
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


def list_form_units(workspace: Workspace, one: Round, actor: Actor) -> list[tuple[str, str]]:
    """Code and name of the units whose forms a round has, by code; raises NotAllowed."""
    require(actor, "manage_rounds")
    duties = workspace.store.list_duties(one.id)
    period = Period.parse(one.period)
    codes = list(dict.fromkeys(duties["unit_code"]))
    return [(code, workspace.reference.name_of(code, period)) for code in codes]


def archive_name(one: Round) -> str:
    return f"Bieu-so-lieu_{one.period}.zip"


def stream_forms(workspace: Workspace, one: Round, actor: Actor) -> Iterator[bytes]:
    """The archive piece by piece: a form is made when its turn comes. Raises NotAllowed at once.

    Of all archives one form is made at a time, so that they do not take the server from others.
    """
    return _pieces(workspace, one, list_form_units(workspace, one, actor))


def _pieces(workspace: Workspace, one: Round, units: list[tuple[str, str]]) -> Iterator[bytes]:
    known = (workspace.store, workspace.catalogue, workspace.reference)
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:  # forms are compressed themselves
        for code, name in units:
            try:
                with _turn():
                    file_name, content = prepare_form(*known, code, one.period)
            except HandInError:
                continue  # its indicators have left the catalogue since the round was opened
            stem, _, suffix = file_name.rpartition(".")
            entry = zipfile.ZipInfo(f"{stem}_{name.translate(_NOT_IN_NAMES)}.{suffix}", _MADE_ON)
            archive.writestr(entry, content)
            yield pipe.take()
    yield pipe.take()


@lru_cache(maxsize=1)
def _turn() -> threading.Lock:
    return threading.Lock()


class _Pipe(io.RawIOBase):
    """What was written and not taken yet; a .zip can be written to it without ever going back."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._pending += piece
        return len(piece)

    def take(self) -> bytes:
        taken, self._pending = bytes(self._pending), bytearray()
        return taken
