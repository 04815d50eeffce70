"""How much text the cells of an .xlsx show: one long text may stand in very many cells and is held as often."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tracker.intake.extent import MOST_TEXT, check_count, check_text, scan_office_sheet, scan_shared_texts
from tracker.intake.plain_cells import NotPlain, cut_at_tags

Pieces = Callable[[], Iterable[bytes]]  # begins a part anew

_SHORTEST_SHARED = len(b'<c r="A1" t="s"><v>1</v></c>')
_AROUND_SHARED = len(b"<si><t></t>")
# Another way of writing, or an announcement of very many texts, for which readers make room.
_OTHER_SHARED = re.compile(rb"<si[^>]|:si[ >/\t\r\n]|<!|\x00|ount\s*=\s*[\"'](?!\d{1,6}[\"'])")
_TEXT = re.compile(rb">([^<]+)")
_PLAIN_CELL = re.compile(
    rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="s"><v>([0-9]+)</v></c>|(?: t="(?:n|b|e|str|inlineStr)")?/?>)'
)


@dataclass
class PartText:
    """At most so many characters are shown by the cells of a part; `is_counted`: not more closely known."""

    pieces: Pieces
    size: int
    characters: int = 0
    is_counted: bool = False


def shared_text_lengths(pieces: Pieces) -> Sequence[int]:
    """The length of each shared text, or a little more; raises as `scan_shared_texts` does."""
    lengths: list[int] = []
    try:
        for text in cut_at_tags(pieces(), b"<si>"):
            texts = text.split(b"</si>")
            if text.count(b"<si>") != len(texts) - 1 or _OTHER_SHARED.search(text):
                raise NotPlain
            lengths += [len(one) - _AROUND_SHARED for one in texts[:-1]]
            check_count(len(lengths))
    except NotPlain:
        return scan_shared_texts(pieces())
    return lengths


def estimate_text(pieces: Pieces, size: int, longest: int) -> PartText:
    """What a part of this many bytes can show at the most; `longest`: the longest shared text."""
    return PartText(pieces, size, size + size // _SHORTEST_SHARED * max(longest, 0))


def check_shown_text(parts: Sequence[PartText], lengths: Sequence[int]) -> None:
    """Count where the estimates go beyond the limit; raises TooMuchText, TooManyCells or BrokenMarkup."""
    for part in sorted(parts, key=lambda one: one.characters, reverse=True):
        if sum(one.characters for one in parts) <= MOST_TEXT:
            return
        if not part.is_counted:
            part.characters = _count_text(part, lengths)
    check_text(sum(one.characters for one in parts))


def _count_text(part: PartText, lengths: Sequence[int]) -> int:
    characters = 0
    try:
        for text in cut_at_tags(part.pieces(), b"<c "):
            found = _PLAIN_CELL.findall(text)
            if len(found) != text.count(b"<c "):
                raise NotPlain
            shown = [int(number) for number in found if number]
            characters += sum(lengths[at] for at in shown if at < len(lengths))
            characters += sum(map(len, _TEXT.findall(text)))
            check_text(characters)
    except NotPlain:
        return scan_office_sheet(part.pieces(), lengths)
    return characters
