"""The files that were handed in, kept beside the database under the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from tracker.store.errors import translate_os


class FileFolder:
    """A folder of files named by their hash; it is made when the first file comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def save(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256; whole on the disk or not at all. Raises DiskFull …"""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path_of(sha256)
        if target.exists():
            return sha256
        temporary: str | None = None
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except OSError as error:
            if temporary is not None:
                Path(temporary).unlink(missing_ok=True)
            raise translate_os(error, self.folder) from error
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes kept under a hash; raises KeyError when there are none."""
        try:
            return self.path_of(sha256).read_bytes()
        except FileNotFoundError as error:
            raise KeyError(sha256) from error

    def remove(self, sha256: str) -> None:
        self.path_of(sha256).unlink(missing_ok=True)
