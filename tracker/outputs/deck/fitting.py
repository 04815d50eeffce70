"""How much room text takes: an estimate by the widths of Arial, so that nothing runs out of its box."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

LINE = 1.2  # height of a line in sizes of its type
_SAFETY = 1.03  # what other programs break differently
_BOLD = 1.12
# Thousandths of the size, by the published metrics of Helvetica, which Arial has too.
_BY_LETTER = {
    letter: width
    for width, letters in (
        (222, "ijl'|"),
        (278, " !,./:;I[]ft\\·"),
        (333, "()-r`“”‘’"),
        (355, '"'),
        (389, "*"),
        (500, "ckJsvxyz"),
        (556, "#$?0123456789_abdeghnopquL–"),
        (584, "+<=>~^≥≤−"),
        (611, "FTZ"),
        (667, "&ABEKPSVXY"),
        (722, "CDHNRUw"),
        (778, "GOQ"),
        (833, "Mm"),
        (889, "%"),
        (944, "W"),
        (1000, "@…—→←▲▼►●○■□"),
    )
    for letter in letters
}
_UNKNOWN = 650


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line, in points."""
    thousandths = sum(_letter_width(letter) for letter in text)
    return thousandths / 1000 * size * _SAFETY * (_BOLD if bold else 1)


def count_lines_of(stretches: Sequence[tuple[str, float, bool]], width: float) -> int:
    """How many lines stretches of text, each with its size and whether it is bold, take one after the other."""
    words = [
        (width_of(word, size, bold=bold), width_of(" ", size, bold=bold))
        for text, size, bold in stretches
        for word in text.split(" ")
    ]
    return _wrapped(words, width)


def count_lines(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a column of this width."""
    return sum(count_lines_of([(line, size, bold)], width) for line in text.split("\n"))


def height_of(text: str, width: float, size: float, *, bold: bool = False) -> float:
    return count_lines(text, width, size, bold=bold) * size * LINE


def fit_size(
    text: str, width: float, height: float, sizes: tuple[float, ...], *, bold: bool = False
) -> float:
    """The first of the sizes, largest first, at which the text fits; else the last."""
    return next((size for size in sizes if height_of(text, width, size, bold=bold) <= height), sizes[-1])


def clip(text: str, width: float, lines: int, size: float, *, bold: bool = False) -> str:
    """The text as it is when it takes no more lines, else cut at a word with `…`."""
    if count_lines(text, width, size, bold=bold) <= lines:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = count_lines(text[:middle] + "…", width, size, bold=bold) <= lines
        low, high = (middle, high) if fits else (low, middle - 1)
    kept = text[:low]
    at = kept.rfind(" ")
    return (kept[:at] if at > 0.6 * low else kept).rstrip(" ,;:\n") + "…"


@cache
def _letter_width(letter: str) -> int:
    if letter in _BY_LETTER:
        return _BY_LETTER[letter]
    base = "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[:1]
    return _BY_LETTER.get(base, 1000 if ord(letter) > 0x2E7F else _UNKNOWN)


def _wrapped(words: Sequence[tuple[float, float]], width: float) -> int:
    """Lines that words take, each with its width and that of the blank behind it."""
    lines, room = 1, width
    for taken, blank in words:
        if taken <= room:
            room -= taken + blank
            continue
        # A word longer than the line starts on a line of its own and is broken as often as needed.
        lines += 1 if room < width else 0
        broken = int(taken // width) if taken > width else 0
        lines += broken
        room = width - (taken - broken * width) - blank
    return lines
