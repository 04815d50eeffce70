"""The parts of a packed workbook (.xlsx, .xlsm, .ods), each unpacked piece by piece and checked as it goes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_PIECE = 2**20  # bytes
BROKEN_PACKAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    struct.error,
)


@dataclass(frozen=True)
class Package:
    """The bytes of a file and its entries; `by_name`: the part that readers take for a name, in small letters."""

    content: bytes
    parts: tuple[zipfile.ZipInfo, ...]
    by_name: Mapping[str, zipfile.ZipInfo] = field(default_factory=dict)

    @property
    def unpacked(self) -> int:
        """Bytes of all parts together, as their entries state."""
        return sum(part.file_size for part in self.parts)

    @property
    def is_encrypted(self) -> bool:
        return any(part.flag_bits & 1 for part in self.parts)

    def pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of a part; raises BadZipFile when they are more, fewer or others than its entry says.

        Python's own reader stops at the length that the entry states, other readers go on to the end.
        """
        head = part.header_offset
        names = struct.unpack_from("<HH", self.content, head + 26)
        packed = memoryview(self.content)[head + 30 + sum(names) :][: part.compress_size]
        if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise zipfile.BadZipFile(part.filename)
        inflate = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
        size = checksum = 0
        piece = b""
        for at in range(0, len(packed), _PIECE):
            waiting = bytes(packed[at : at + _PIECE])
            while waiting or (inflate and piece):
                piece = inflate.decompress(waiting, _PIECE) if inflate else waiting
                waiting = inflate.unconsumed_tail if inflate else b""
                size, checksum = size + len(piece), zlib.crc32(piece, checksum)
                if size > part.file_size:
                    raise zipfile.BadZipFile(part.filename)
                yield piece
        if size != part.file_size or checksum != part.CRC or (inflate and not inflate.eof):
            raise zipfile.BadZipFile(part.filename)

    def read(self, name: str) -> bytes:
        """A whole part by its name; nothing when there is none."""
        part = self.by_name.get(name.lower())
        return b"".join(self.pieces(part)) if part else b""


def open_package(content: bytes, most_parts: int) -> Package:
    """The entries of a packed file; raises one of BROKEN_PACKAGE."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) <= most_parts:
            for part in parts:
                if not part.flag_bits & 1:
                    archive.open(part).close()  # the entry and the list of entries agree on its name
    return Package(content, tuple(parts), {part.filename.lower(): part for part in parts})
