"""Whether a file is a workbook that can be opened at all, before any reader opens it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.intake.extent import BrokenMarkup, ForbiddenMarkup, TooManyCells, is_plainly_small, scan_markup
from tracker.intake.finding import Finding
from tracker.intake.old_binary import check_old_binary

LARGEST_FILE = 30 * 2**20  # bytes
LARGEST_UNPACKED = 300 * 2**20  # bytes, all parts together
MOST_PARTS = 5000
_CHUNK = 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS_OF_CELLS = tuple("sheetData".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True)
class Container:
    """What was found out about a file: its kind ('xlsx', 'xls', 'ods') or the finding that refuses it."""

    kind: str | None = None
    refusal: Finding | None = None


def open_container(content: bytes) -> Container:
    """Judge the bytes of a file; never raises, whatever they are."""
    if not content.strip(b"\x00 \t\r\n"):
        return _refuse("empty_file")
    if len(content) > LARGEST_FILE:
        return _refuse("file_too_large", size=_megabytes(len(content)), limit=_megabytes(LARGEST_FILE))
    if content.startswith(_OLE):
        return _judge_ole(content)
    if content.startswith(b"PK"):
        try:
            return _judge_zip(content)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            ValueError,
            struct.error,
        ):
            return _refuse("truncated_file")
    head = content[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"").lower()
    is_html = head.startswith(b"<") and any(tag in head for tag in (b"<html", b"<!doctype html", b"<table"))
    return _refuse("html_file" if is_html else "not_a_workbook")


def _judge_ole(content: bytes) -> Container:
    """The old binary container; an encrypted .xlsx hides in one too."""
    names = {name: name.encode("utf-16-le") in content for name in ("EncryptedPackage", "Workbook", "Book")}
    if names["EncryptedPackage"]:
        return _refuse("encrypted_file")
    if not names["Workbook"] and not names["Book"]:
        return _refuse("not_a_workbook")
    try:
        check_old_binary(content)
    except TooManyCells as error:
        return _refuse("too_many_cells", sheet="Workbook", cell=str(error))
    except (struct.error, ValueError):
        return _refuse("truncated_file")
    return Container("xls")


def _judge_zip(content: bytes) -> Container:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) <= MOST_PARTS:
            for part in parts:
                if not part.flag_bits & 1:
                    archive.open(part).close()  # the entry and the list of entries agree on its name
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        return _refuse("unpacked_too_large", size=_megabytes(unpacked))
    if any(part.flag_bits & 1 for part in parts):
        return _refuse("encrypted_file")
    names = {part.filename.lower() for part in parts}
    is_xlsx, is_ods = "xl/workbook.xml" in names, "content.xml" in names
    # The reader tries one format after the other: a file of two would be read as the one not looked at.
    if is_xlsx == is_ods or "xl/workbook.bin" in names:
        return _refuse("not_a_workbook")
    for part in parts:
        refusal = _scan_part(content, part, is_ods)
        if refusal is not None:
            return Container(refusal=refusal)
    return Container("xlsx" if is_xlsx else "ods")


def _scan_part(content: bytes, part: zipfile.ZipInfo, is_open_document: bool) -> Finding | None:
    """Unpack a part once, piece by piece: no cell lies beyond the limits, and nothing but XML holds cells."""
    pieces = _unpack(content, part)
    try:
        if part.filename.lower().endswith((".xml", ".rels")):
            if is_open_document or not is_plainly_small(pieces):
                scan_markup(_unpack(content, part), is_open_document=is_open_document)
        elif _holds(pieces, _SIGNS_OF_CELLS):
            return Finding("truncated_file")
        if part.filename == "META-INF/manifest.xml" and _holds(_unpack(content, part), (b"encryption-data",)):
            return Finding("encrypted_file")
    except TooManyCells as error:
        return Finding(
            "too_many_cells", None, {"sheet": part.filename.rpartition("/")[2], "cell": str(error)}
        )
    except ForbiddenMarkup:
        return Finding("unpacked_too_large", None, {"size": _megabytes(part.file_size)})
    except BrokenMarkup:
        return Finding("truncated_file")
    return None


def _unpack(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part; raises BadZipFile when they are more, fewer or others than its entry says.

    Python's own reader stops at the length that the entry states, other readers go on to the end.
    """
    head = part.header_offset
    names = struct.unpack_from("<HH", content, head + 26)
    packed = memoryview(content)[head + 30 + sum(names) :][: part.compress_size]
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile(part.filename)
    inflate = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    size = checksum = 0
    piece = b""
    for at in range(0, len(packed), _CHUNK):
        waiting = bytes(packed[at : at + _CHUNK])
        while waiting or (inflate and piece):
            piece = inflate.decompress(waiting, _CHUNK) if inflate else waiting
            waiting = inflate.unconsumed_tail if inflate else b""
            size, checksum = size + len(piece), zlib.crc32(piece, checksum)
            if size > part.file_size:
                raise zipfile.BadZipFile(part.filename)
            yield piece
    if size != part.file_size or checksum != part.CRC or (inflate and not inflate.eof):
        raise zipfile.BadZipFile(part.filename)


def _holds(pieces: Iterable[bytes], signs: Sequence[bytes]) -> bool:
    kept, found = b"", False
    for piece in pieces:  # to the end, so that the whole part is checked
        text = kept + piece
        found = found or any(sign in text for sign in signs)
        kept = text[-64:]
    return found


def _megabytes(size: int) -> int:
    return max(1, round(size / 2**20))


def _refuse(code: str, **details: object) -> Container:
    return Container(refusal=Finding(code, None, details))
