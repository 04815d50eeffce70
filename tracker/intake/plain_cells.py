"""The fast look at an XML part of an .xlsx: nearly every program writes its cells in the one plain way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from tracker.intake.extent import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    MOST_MERGED,
    check_count,
    column_number,
)
from tracker.intake.markup import LONGEST_TEXT, TooManyTags

_ROW = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"')
_BEGINS_CELL = rb"<c(?=[ \t\r\n/>])"
_UNPLACED = re.compile(_BEGINS_CELL + rb'(?! r="[A-Z]{1,3}[0-9]{1,7}")')
_ROWS_WITHIN = ((149_999, rb"(?:[0-9]{1,5}|1[0-4][0-9]{4})"), (99_999, rb"[0-9]{1,5}"))
_PREFIXED = re.compile(rb":c(?=[ \t\r\n/>])")
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_INSTRUCTION = b"<?"
_FIRST_LINE = len(b"\xef\xbb\xbf<?x")  # where the part may say that it is XML
_MERGED = b"<mergeCell"
_OTHER_ROW = re.compile(
    rb'<row(?! r="[0-9]+"(?: spans="[0-9: ]+")?(?: x14ac:dyDescent="[0-9.]+")?>)'  # nothing that could hide it
)
_HIDDEN_ROW = re.compile(rb"""<row [^>]*?(?: hidden=["'](?:1|t)| ht=["']0(?:\.0*)?["'])""")
_FORMULA = re.compile(rb"<f[ >/\t\r\n]")
_LINK = re.compile(rb"<f[^<]*\[[0-9]+\]")


MOST_PLAIN_TAGS = 20_000_000


@dataclass
class PartSigns:
    """What a part's bytes show at a glance; a part that is not plain may hold anything."""

    is_plain: bool = False
    has_cells: bool = True
    hides_rows: bool = True
    has_formulas: bool = True
    has_errors: bool = True
    has_links: bool = True  # formulas that name another file

    def look(self, text: bytes, tags: np.ndarray) -> None:
        """`tags` as `_count_tags` gives them. One sign is found many times faster than a pattern."""
        self.has_cells = self.has_cells or bool(_ROW.search(text))
        self.hides_rows = self.hides_rows or bool(_OTHER_ROW.search(text) and _HIDDEN_ROW.search(text))
        self.has_formulas = self.has_formulas or bool(tags[ord("f")] and _FORMULA.search(text))
        is_error = b't="e"' in text or (b"'" in text and b"t='e'" in text) if b"#" in text else False
        self.has_errors = self.has_errors or is_error
        self.has_links = self.has_links or bool(b"[" in text and _LINK.search(text))


class NotPlain(Exception):
    """The part needs the exact scan."""


class _Further(Exception):
    """A cell lies further out than those at the beginning of the part."""


def look_at_cells(pieces: Callable[[], Iterable[bytes]]) -> PartSigns | None:
    """The signs of a part whose every cell says where it is and lies within the limits.

    None says only that the part needs the exact scan. `pieces` begins the part anew; it is read to its end when
    there are signs.
    """
    try:
        return _look(pieces(), is_listing=False)
    except _Further:
        pass
    except NotPlain:
        return None
    try:
        return _look(pieces(), is_listing=True)
    except NotPlain:
        return None


def cut_at_tags(pieces: Iterable[bytes], tag: bytes = b"<") -> Iterator[bytes]:
    """The same bytes, cut only where the tag begins."""
    kept = b""
    for piece in pieces:
        text = kept + piece
        cut = max(text.rfind(tag), 0)
        if cut:
            yield text[:cut]
        kept = text[cut:]
        if len(kept) > LONGEST_TEXT:
            raise NotPlain
    yield kept


def _look(pieces: Iterable[bytes], is_listing: bool) -> PartSigns:
    signs = PartSigns(True, False, False, False, False, False)
    size = tags = merged = 0
    rows: set[bytes] = set()
    columns: set[bytes] = set()
    beyond = _UNPLACED if is_listing else None
    for number, text in enumerate(cut_at_tags(pieces)):
        if number == 0 and _DECLARED.match(text.lstrip()):
            raise NotPlain
        beyond = beyond or _beyond(text)
        if beyond.search(text):
            raise NotPlain if is_listing else _Further
        begun = _count_tags(text)
        if b"\x00" in text or begun[ord("!")] or (b":" in text and _PREFIXED.search(text)):
            raise NotPlain
        if begun[ord("?")] and text.find(_INSTRUCTION, 0 if number else _FIRST_LINE) >= 0:
            raise NotPlain
        size, tags = size + len(text), tags + int(begun.sum())
        merged += text.count(_MERGED) if begun[ord("m")] else 0
        check_count(merged, MOST_MERGED)
        if tags > MOST_PLAIN_TAGS:
            raise TooManyTags(size)
        if is_listing:
            rows.update(_ROW.findall(text))
            columns.update(_COLUMN.findall(text))
        signs.look(text, begun)
    row = max(map(int, rows), default=0)
    column = max((column_number(letters.decode()) for letters in columns), default=0)
    if row > LAST_ROW or column > LAST_COLUMN or row * column > MOST_CELLS:
        raise NotPlain
    return signs


def _count_tags(text: bytes) -> np.ndarray:
    """How many tags begin with each byte; comments and declarations begin with "!"."""
    signs = np.frombuffer(text, dtype=np.uint8)
    return np.bincount(signs[np.flatnonzero(signs[:-1] == ord("<")) + 1], minlength=256)


def _beyond(beginning: bytes) -> re.Pattern[bytes]:
    """What finds a cell further right than all in the beginning of a part, or too far down."""
    columns = set(_COLUMN.findall(beginning))
    letter = max(columns, default=b"A")
    for last_row, digits in _ROWS_WITHIN:
        if max(map(len, columns), default=1) == 1 and last_row * column_number(letter.decode()) <= MOST_CELLS:
            return re.compile(_BEGINS_CELL + rb'(?! r="[A-%s]%s")' % (letter, digits))
    raise _Further
