"""The text in the bytes of a plain file: Unicode, or one of the old ways to write Vietnamese in single bytes."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from tracker.intake.names.legacy import is_legacy_document

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_SAMPLE = 200_000  # bytes that an encoding is judged by
_BUSY = 0.2  # of the bytes at even or odd places are zero where each letter takes two
_SEPARATORS = re.compile(r'[\t\r\n,;|"]+')
_COMBINING = re.compile("[\u0300-\u0323]")
WINDOWS_1258 = "Windows-1258"
OLD_FONT = "của phông chữ cũ (TCVN3, VNI)"
WIDE = "UTF-16 (không có dấu đầu tệp)"
MIXED = "UTF-8 lẫn bảng mã khác"


@dataclass(frozen=True)
class TextRead:
    """`guessed`: the encoding as users call it, where the file does not say it; `is_cut`: it ends within a letter."""

    text: str
    guessed: str | None = None
    is_cut: bool = False


def read_text(content: bytes) -> TextRead | None:
    """None for what is no text in any of the encodings. Letters of old fonts stay as their bytes in Latin-1."""
    read = _decode(content.rstrip(b"\x1a"))  # the end of a text, as old programs mark it
    return None if read is None or _NO_TEXT.search(read.text) else read


def _decode(content: bytes) -> TextRead | None:
    mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
    body = content[len(mark) :]
    if mark:
        read = _strictly(body, _MARKS[mark])
        return read or (_line_by_line(body) if mark == codecs.BOM_UTF8 else None)
    wide = _wide_encoding(body)
    if wide:
        read = _strictly(body, wide)
        return read and TextRead(read.text, WIDE, read.is_cut)
    return _strictly(body, "utf-8") or _line_by_line(body)


def _strictly(content: bytes, encoding: str) -> TextRead | None:
    """None when the bytes are not in this encoding; a last letter that is not complete says that the file was cut."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(content)
    except UnicodeDecodeError:
        return None
    is_cut = bool(decoder.getstate()[0])
    return None if is_cut and text.isascii() else TextRead(text, None, is_cut)


def _wide_encoding(content: bytes) -> str | None:
    """Which UTF-16 it is, by the zeros beside every digit and plain letter."""
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < _BUSY * len(sample) / 2 or 20 * min(even, odd) > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _line_by_line(content: bytes) -> TextRead:
    """Text that is not all UTF-8: in single bytes, or lines of both pasted together."""
    lines = [(line, _strictly(line, "utf-8")) for line in content.split(b"\n")]
    old = b"\n".join(line for line, read in lines if read is None or read.is_cut)
    modern = sum(read is not None and not read.is_cut and not line.isascii() for line, read in lines)
    encoding = _single_byte_encoding(old[:_SAMPLE])
    if 2 * modern < old.count(b"\n") + 1:
        return TextRead(_single_bytes(content, encoding), encoding)
    texts = [
        _single_bytes(line, encoding) if read is None or read.is_cut else read.text for line, read in lines
    ]
    return TextRead("\n".join(texts), MIXED)


def _single_byte_encoding(sample: bytes) -> str:
    cells = _SEPARATORS.split(sample.decode("latin-1"))
    if is_legacy_document(cells) is not None:
        return OLD_FONT
    # In Windows-1258 each tone is a byte of its own behind its vowel, and the two make one letter.
    return OLD_FONT if _COMBINING.search(_single_bytes(sample, WINDOWS_1258)) else WINDOWS_1258


def _single_bytes(content: bytes, encoding: str) -> str:
    if encoding == OLD_FONT:
        return content.decode("latin-1")
    return unicodedata.normalize("NFC", content.decode("cp1258", "replace"))
