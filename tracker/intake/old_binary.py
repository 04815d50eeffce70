"""How far the cells of an old .xls file reach, before a reader that keeps whole rectangles opens it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tracker.intake.extent import check_extent

_NAMES = frozenset({"workbook", "book"})
_END = 0xFFFFFFFA  # sector numbers from here on are marks
_STREAM, _ROOT = 2, 5
_SMALL = 4096  # shorter streams lie in the root entry's own stream, in sectors of 64 bytes
_SHEET_BEGINS = 0x0809
# Records that begin with row and column: formula, blank, number, label, boolean or error, text, RK, and rows of them.
_CELLS = frozenset(
    {0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E, 0x0001, 0x0002, 0x0003, 0x0004}
)
_CELL_ROWS = frozenset({0x00BD, 0x00BE})  # these end with the last column


def check_old_binary(content: bytes) -> None:
    """Raises TooManyCells, or struct.error and ValueError when the container is broken."""
    for stream in _streams(content):
        cells = row = column = 0
        for kind, first_row, last_column in _cell_records(stream):
            if kind == _SHEET_BEGINS:
                cells, row, column = cells + row * column, 0, 0
            else:
                row, column = max(row, first_row + 1), max(column, last_column + 1)
        check_extent(row, column, cells)


def _cell_records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, row and last column, both from 0, of the records that hold cells; sheets begin with (kind, 0, 0)."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if kind == _SHEET_BEGINS:
            yield kind, 0, 0
        elif kind in _CELLS and length >= 4:
            row, column = struct.unpack_from("<HH", stream, at)
            yield kind, row, column
        elif kind in _CELL_ROWS and length >= 6:
            yield (
                kind,
                struct.unpack_from("<H", stream, at)[0],
                struct.unpack_from("<H", stream, at + length - 2)[0],
            )
        at += length


def _streams(content: bytes) -> Iterator[bytes]:
    """The streams of the container that are named as a workbook."""
    size = 1 << min(struct.unpack_from("<H", content, 30)[0], 12)
    table_count, directory_at = (
        struct.unpack_from("<L", content, 44)[0],
        struct.unpack_from("<L", content, 48)[0],
    )
    small_table_at, more_at = (
        struct.unpack_from("<L", content, 60)[0],
        struct.unpack_from("<L", content, 68)[0],
    )
    places = list(struct.unpack_from("<109L", content, 76))
    while more_at < _END and len(places) < table_count:
        block = _numbers(content[(more_at + 1) * size : (more_at + 2) * size])
        if not block:
            break
        places, more_at = places + block[:-1], block[-1]
    packed = b"".join(content[(at + 1) * size : (at + 2) * size] for at in places[:table_count] if at < _END)
    table = _numbers(packed)
    body = content[size:]
    directory = _follow(body, table, directory_at, size)
    entries = [_entry(directory[at : at + 128]) for at in range(0, len(directory) - 127, 128)]
    roots = [start for kind, start, *_ in entries if kind == _ROOT]
    small_body = _follow(body, table, roots[0], size) if roots else b""
    small_table = _numbers(_follow(body, table, small_table_at, size))
    for kind, start, length, name in entries:
        if kind == _STREAM and name in _NAMES:
            yield (
                _follow(small_body, small_table, start, 64)
                if length < _SMALL
                else _follow(body, table, start, size)
            )[:length]


def _entry(entry: bytes) -> tuple[int, int, int, str]:
    """Kind, first sector, length and name of a directory entry."""
    start, length = struct.unpack_from("<LL", entry, 116)
    return entry[66], start, length, entry[:64].decode("utf-16-le", "replace").partition("\0")[0].lower()


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
