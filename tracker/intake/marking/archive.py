"""The parts of a zip archive: read when asked for, written again in their order, always the same bytes."""

from __future__ import annotations

import io
import shutil
import zipfile
import zlib
from collections.abc import Iterable

from tracker.intake.marking.markup import NotMarkable
from tracker.words.marking_texts import OUT_OF_ORDER

_NO_DATE = (1980, 1, 1, 0, 0, 0)


class ArchiveParts:
    """Raises NotMarkable where the archive is broken or names a part twice."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise NotMarkable(OUT_OF_ORDER) from error
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        self._entries = {entry.filename: entry for entry in entries}
        self._known = {name.lower(): name for name in self._entries}
        if len(self._known) != len(entries):
            raise NotMarkable(OUT_OF_ORDER)
        self._written: dict[str, bytes] = {}

    def names(self) -> Iterable[str]:
        """In the order in which they are written."""
        return list(self._known.values())

    def find(self, name: str) -> str | None:
        """The part as the archive spells it; capital letters make no difference."""
        return self._known.get(name.lower())

    def size(self, name: str) -> int:
        return len(self._written[name]) if name in self._written else self._entries[name].file_size

    def read(self, name: str, longest: int = -1) -> bytes:
        """The bytes of a part, or the first `longest` of them."""
        found = self.find(name)
        if found is None:
            raise NotMarkable(OUT_OF_ORDER)
        if found in self._written:
            return self._written[found] if longest < 0 else self._written[found][:longest]
        try:
            with self._archive.open(self._entries[found]) as opened:
                return opened.read(longest)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise NotMarkable(OUT_OF_ORDER) from error

    def write(self, name: str, content: bytes) -> None:
        found = self._known.setdefault(name.lower(), name)
        self._written[found] = content

    def drop(self, name: str) -> None:
        found = self._known.pop(name.lower(), None)
        if found is not None:
            self._written.pop(found, None)

    def to_bytes(self, first: str, is_first_packed: bool = True) -> bytes:
        """The archive with the part `first` at its head, as the format asks."""
        out = io.BytesIO()
        names = sorted(self._known.values(), key=lambda name: name != first)
        try:
            with zipfile.ZipFile(out, "w") as archive:
                for name in names:
                    self._write_entry(archive, name, is_first_packed or name != first)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise NotMarkable(OUT_OF_ORDER) from error
        return out.getvalue()

    def _write_entry(self, archive: zipfile.ZipFile, name: str, is_packed: bool) -> None:
        entry = zipfile.ZipInfo(name, _NO_DATE)
        was_stored = (
            name in self._entries
            and name not in self._written
            and self._entries[name].compress_type == zipfile.ZIP_STORED
        )
        entry.compress_type = zipfile.ZIP_STORED if was_stored or not is_packed else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        if name in self._written:
            archive.writestr(entry, self._written[name])
            return
        entry.file_size = self._entries[name].file_size  # lets the writer choose the plain, small header
        with self._archive.open(self._entries[name]) as source, archive.open(entry, "w") as target:
            shutil.copyfileobj(source, target, 2**20)
