"""The container of an old .xls file and the records in it, before a reader that keeps whole rectangles opens it."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.intake.extent import check_count, check_extent, check_text

_WORKBOOKS = frozenset({"workbook", "book"})
_PACKED_AND_ENCRYPTED = "encryptedpackage"
_END = 0xFFFFFFFA  # sector numbers from here on are marks
_STREAM, _ROOT = 2, 5
_SMALL = 4096  # shorter streams lie in the root entry's own stream, in sectors of 64 bytes
SHEET_BEGINS = 0x0809
_ENCRYPTED, _CONTINUED, _TEXTS, _SHARED_TEXT = 0x002F, 0x003C, 0x00FC, 0x00FD
# Records that begin with row and column: formula, blank, number, label, boolean or error, text, RK, and rows of them.
_CELLS = frozenset(
    {0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x00D6, _SHARED_TEXT, 0x027E, 0x0001, 0x0002, 0x0003, 0x0004}
)
_CELL_ROWS = frozenset({0x00BD, 0x00BE})  # these end with the last column
_WIDE, _HAS_EXTRA, _HAS_RUNS = 1, 4, 8  # of a text: two bytes for each character, phonetics, formats


class EncryptedBinary(Exception):
    """The file asks for a password before its cells can be read."""


@dataclass(frozen=True)
class OldBinary:
    """The names of the streams in a container, in small letters, and those of a workbook unpacked."""

    names: frozenset[str]
    workbooks: tuple[bytes, ...]


def check_old_binary(content: bytes) -> bool:
    """Whether the container holds a workbook that may be read.

    Raises TooManyCells, TooMuchText or EncryptedBinary, or struct.error and ValueError when it is broken.
    """
    try:
        binary = open_old_binary(content)
    except (struct.error, ValueError):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise EncryptedBinary from None
        if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
            raise
        return False
    if _PACKED_AND_ENCRYPTED in binary.names:
        raise EncryptedBinary
    for stream in binary.workbooks:
        _check_stream(stream)
    return bool(binary.workbooks)


def read_records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """Kind, start and length of each record from `at` on."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _check_stream(stream: bytes) -> None:
    cells = row = column = values = text = 0
    lengths: Sequence[int] = ()
    for kind, at, length in read_records(stream):
        if kind == _ENCRYPTED:
            raise EncryptedBinary
        if kind == _TEXTS:
            lengths = _text_lengths(stream, at, length)
        elif kind == SHEET_BEGINS:
            cells, row, column = cells + row * column, 0, 0
        elif kind in _CELLS and length >= 4:
            at_row, at_column = struct.unpack_from("<HH", stream, at)
            row, column, values = max(row, at_row + 1), max(column, at_column + 1), values + 1
            if kind == _SHARED_TEXT and length >= 10:
                number = struct.unpack_from("<L", stream, at + 6)[0]
                text += lengths[number] if number < len(lengths) else 0
        elif kind in _CELL_ROWS and length >= 6:
            at_row, last = struct.unpack_from("<H", stream, at) + struct.unpack_from(
                "<H", stream, at + length - 2
            )
            row, column, values = max(row, at_row + 1), max(column, last + 1), values + length // 6
    check_extent(row, column, cells)
    check_count(values)
    check_text(text)


def _text_lengths(stream: bytes, at: int, length: int) -> list[int]:
    """The length of each shared text; the record may go on in further ones, in the middle of a text."""
    pieces = [stream[at + 8 : at + length]]
    for kind, start, size in read_records(stream, at + length):
        if kind != _CONTINUED:
            break
        pieces.append(stream[start : start + size])
    reader, lengths = _Continued(pieces), []
    for _ in range(struct.unpack_from("<L", stream, at + 4)[0]):
        if reader.is_at_end:
            break
        lengths.append(reader.skip_text())
    return lengths


class _Continued:
    """Texts over several records: where one breaks off, the next begins with its width anew."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self.pieces, self.number, self.at = pieces, 0, 0

    @property
    def is_at_end(self) -> bool:
        while self.number < len(self.pieces) and self.at >= len(self.pieces[self.number]):
            self.number, self.at = self.number + 1, 0
        return self.number == len(self.pieces)

    def skip_text(self) -> int:
        """Step over a text; its number of characters. Raises ValueError or struct.error when it breaks off."""
        piece = self.pieces[self.number]
        characters, flags = struct.unpack_from("<HB", piece, self.at)
        self.at += 3
        runs = extra = 0
        if flags & _HAS_RUNS:
            runs = struct.unpack_from("<H", piece, self.at)[0]
            self.at += 2
        if flags & _HAS_EXTRA:
            extra = struct.unpack_from("<L", piece, self.at)[0]
            self.at += 4
        self._skip_characters(characters, 2 if flags & _WIDE else 1)
        self._skip(4 * runs + extra)
        return characters

    def _skip_characters(self, characters: int, width: int) -> None:
        while characters:
            here = min(characters, (len(self.pieces[self.number]) - self.at) // width)
            self.at, characters = self.at + here * width, characters - here
            if characters:
                self.number, self.at = self.number + 1, 1
                if self.number >= len(self.pieces) or not self.pieces[self.number]:
                    raise ValueError("text breaks off")
                width = 2 if self.pieces[self.number][0] & _WIDE else 1

    def _skip(self, size: int) -> None:
        while size:
            if self.is_at_end:
                raise ValueError("text breaks off")
            here = min(size, len(self.pieces[self.number]) - self.at)
            self.at, size = self.at + here, size - here


def open_old_binary(content: bytes) -> OldBinary:
    """Raises struct.error or ValueError when the container is broken."""
    size = 1 << min(struct.unpack_from("<H", content, 30)[0], 12)
    table_count, directory_at = struct.unpack_from("<LL", content, 44)
    small_table_at = struct.unpack_from("<L", content, 60)[0]
    table = _sector_table(content, size, table_count)
    body = content[size:]
    directory = _follow(body, table, directory_at, size)
    entries = [_entry(directory[at : at + 128]) for at in range(0, len(directory) - 127, 128)]
    if not any(entry.kind == _ROOT for entry in entries):
        raise ValueError("no root")
    small_body = b"".join(_follow(body, table, entry.start, size) for entry in entries if entry.kind == _ROOT)
    small_table = _numbers(_follow(body, table, small_table_at, size))
    found = []
    for entry in entries:
        if entry.kind == _STREAM and entry.name in _WORKBOOKS:
            is_small = entry.length < _SMALL
            sectors = (
                (small_body, small_table, entry.start, 64) if is_small else (body, table, entry.start, size)
            )
            found.append(_follow(*sectors)[: entry.length])
    return OldBinary(frozenset(entry.name for entry in entries), tuple(found))


@dataclass(frozen=True)
class _Entry:
    kind: int
    start: int
    length: int
    name: str


def _entry(entry: bytes) -> _Entry:
    start, length = struct.unpack_from("<LL", entry, 116)
    name = entry[:64].decode("utf-16-le", "replace").partition("\0")[0].lower()
    return _Entry(entry[66], start, length, name)


def _sector_table(content: bytes, size: int, count: int) -> list[int]:
    """Which sector follows each sector."""
    more_at = struct.unpack_from("<L", content, 68)[0]
    places = list(struct.unpack_from("<109L", content, 76))
    while more_at < _END and len(places) < count:
        block = _numbers(content[(more_at + 1) * size : (more_at + 2) * size])
        if not block:
            break
        places, more_at = places + block[:-1], block[-1]
    return _numbers(
        b"".join(content[(at + 1) * size : (at + 2) * size] for at in places[:count] if at < _END)
    )


def _numbers(block: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(block) // 4}L", block[: len(block) // 4 * 4]))


def _follow(body: bytes, table: list[int], start: int, size: int) -> bytes:
    """The sectors of a chain, in its order; a chain that runs in a circle is broken."""
    sectors, at = [], start
    while at < len(table):
        sectors.append(body[at * size : (at + 1) * size])
        at = table[at]
        if len(sectors) > len(table):
            raise ValueError("circle")
    return b"".join(sectors)
