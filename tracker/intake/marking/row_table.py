"""The rows of a sheet as bytes: found by their numbers, taken out to be edited, put back among the others."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

_ATTRIBUTES = rb"""((?:[^<>"']++|"[^"<]*"|'[^'<]*')*+)"""
_ROW_NUMBER = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*([0-9]{1,7})\s*["']""")
_HEIGHT = re.compile(rb"""(?:^|\s)ht\s*=\s*["']\s*([0-9.]{1,12})\s*["']""")
_DEFAULT_HEIGHT = 15.0  # points


class RowTable:
    """`body`: what lies between the tags of sheetData; every `<row` in it is a tag."""

    def __init__(self, body: bytes, prefix: bytes) -> None:
        self._tag = re.compile(rb"<" + re.escape(prefix) + rb"row(?=[\s/>])" + _ATTRIBUTES + rb">")
        self._close = re.compile(rb"</" + re.escape(prefix) + rb"row\s*>")
        self.body = body
        if self._scan():
            self.body = self._with_numbers(prefix)
            self._scan()
        self._is_sorted = all(a < b for a, b in zip(self._numbers, self._numbers[1:], strict=False))

    def _scan(self) -> bool:
        """Where the rows are; True when some do not state their number and count on from the one before."""
        self._numbers, self._starts = array("Q"), array("Q")
        number, is_counted = 0, False
        for found in self._tag.finditer(self.body):
            stated = _ROW_NUMBER.search(found[1])
            is_counted = is_counted or stated is None
            number = int(stated[1]) if stated else number + 1
            self._numbers.append(number)
            self._starts.append(found.start())
        return is_counted

    def _with_numbers(self, prefix: bytes) -> bytes:
        numbers = iter(self._numbers)
        start = b"<" + prefix + b"row"

        def number_it(found: re.Match[bytes]) -> bytes:
            number = next(numbers)
            if _ROW_NUMBER.search(found[1]):
                return found[0]
            return start + b' r="%d"' % number + found[0][len(start) :]

        return self._tag.sub(number_it, self.body)

    def find(self, wanted: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Row number -> where it begins and ends; rows that are not there begin and end where they belong."""
        places = {number: at for at, number in reversed(list(enumerate(self._numbers)))} if wanted else {}
        return {
            number: self._span(places[number]) if number in places else (self._gap(number),) * 2
            for number in sorted(set(wanted))
        }

    def height(self, number: int) -> float:
        """Points; of a row that says nothing, Excel's own."""
        at = bisect_left(self._numbers, number) if self._is_sorted else len(self._numbers)
        if at >= len(self._numbers) or self._numbers[at] != number:
            return _DEFAULT_HEIGHT
        tag = self._tag.match(self.body, self._starts[at])
        stated = _HEIGHT.search(tag[1]) if tag else None
        try:
            return float(stated[1]) if stated else _DEFAULT_HEIGHT
        except ValueError:
            return _DEFAULT_HEIGHT

    def with_rows(self, changed: Sequence[tuple[tuple[int, int], bytes]]) -> bytes:
        """The body with other bytes at these places, which do not overlap."""
        pieces, done = [], 0
        for (start, end), row in sorted(changed, key=lambda one: one[0]):
            pieces += [self.body[done:start], row]
            done = end
        return b"".join([*pieces, self.body[done:]])

    def _span(self, at: int) -> tuple[int, int]:
        start = self._starts[at]
        tag = self._tag.match(self.body, start)
        assert tag is not None
        if tag[0].endswith(b"/>"):
            return start, tag.end()
        close = self._close.search(self.body, tag.end())
        return start, close.end() if close else len(self.body)

    def _gap(self, number: int) -> int:
        at = bisect_left(self._numbers, number) if self._is_sorted else len(self._numbers)
        return self._starts[at] if at < len(self._starts) else len(self.body)
