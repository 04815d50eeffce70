"""Text of slides: cleaned of what no file can hold, tagged Vietnamese, written as paragraphs of pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.text.text import TextFrame
from pptx.util import Pt

from tracker.outputs.clean_text import drop_controls, plain_line
from tracker.outputs.deck.boxes import EMU
from tracker.outputs.deck.fitting import LINE, count_lines_of
from tracker.outputs.theme import PALETTES
from tracker.words.markup import Run

LANGUAGE = "vi-VN"
LOOK = PALETTES["light"]
ALARM = LOOK.verdict("off_track")
_LINE_ENDS = re.compile("[\t\r\n]+")
_SIDES = {"left": "l", "right": "r", "center": "ctr"}
_ANCHORS = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}


@dataclass(frozen=True)
class Piece:
    """A stretch of text of one look; `colour` #rrggbb, None: as the slide has it."""

    text: str
    bold: bool = False
    colour: str | None = None
    size: float | None = None


@dataclass(frozen=True)
class Paragraph:
    pieces: tuple[Piece, ...]
    size: float
    before: float = 0  # room above, in points
    bulleted: bool = False
    side: str = "left"

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def height(self, width: float) -> float:
        """What it takes in a column of this width, with the room above it."""
        stretches = [(piece.text, piece.size or self.size, piece.bold) for piece in self.pieces]
        room = width - (self.size if self.bulleted else 0)
        return count_lines_of(stretches, room) * self.size * LINE + self.before


def shortened(one: Paragraph, width: float, most_lines: int) -> Paragraph:
    """The paragraph as it is when it takes no more lines, else with its longest pieces cut."""
    most = most_lines * one.size * LINE + one.before + 1
    while one.height(width) > most:
        at, longest = max(enumerate(one.pieces), key=lambda pair: len(pair[1].text))
        if len(longest.text) < 20:
            break
        cut = longest.text[: int(len(longest.text) * 0.9)].rstrip(" ,;:…")
        blank = " " if longest.text.endswith(" ") else ""
        pieces = (*one.pieces[:at], replace(longest, text=f"{cut}…{blank}"), *one.pieces[at + 1 :])
        one = replace(one, pieces=pieces)
    return one


def one_line(text: object) -> str:
    """Any text on one line: no control characters, no line breaks, no runs of blanks."""
    return plain_line(str(text))


def plain(text: str, size: float, **look: Any) -> Paragraph:
    """A paragraph of one piece; `before`, `bulleted` and `side` go to the paragraph, the rest to the piece."""
    own = {name: look.pop(name) for name in ("before", "bulleted", "side") if name in look}
    return Paragraph((Piece(text, **look),), size, **own)


def told(runs: Iterable[Run], size: float, **own: Any) -> Paragraph:
    """A sentence whose alarming parts are bold and in colour."""
    pieces = (Piece(run.text, bold=run.alarms, colour=ALARM if run.alarms else None) for run in runs)
    return Paragraph(tuple(pieces), size, **own)


def write(
    frame: TextFrame,
    paragraphs: Sequence[Paragraph],
    *,
    anchor: str | None = "top",
    margins: float | None = 0,
) -> None:
    """Replace the text of a frame; margins in points, None: as they are."""
    if anchor is not None:  # None: a table's cell, which has its own
        frame.word_wrap = True
        frame.vertical_anchor = _ANCHORS[anchor]
    if margins is not None:
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(margins)
    for at, one in enumerate(paragraphs):
        target = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        _write_paragraph(target, one)


def _write_paragraph(target: Any, one: Paragraph) -> None:
    """The paragraph's elements, in the schema's order; python-pptx's own way takes ten times as long."""
    paragraph = target._p
    for old in list(paragraph):
        paragraph.remove(old)
    indent = round(one.size * 0.9 * EMU) if one.bulleted else 0
    look = {"marL": str(indent), "indent": str(-indent), "algn": _SIDES[one.side]}
    properties = _added(paragraph, "a:pPr", look, at=0)
    if one.before:
        _added(_added(properties, "a:spcBef"), "a:spcPts", {"val": str(round(one.before * 100))})
    if one.bulleted:
        _added(properties, "a:buChar", {"char": "•"})
    else:
        _added(properties, "a:buNone")  # whatever the template has
    for piece in one.pieces:
        run = _added(paragraph, "a:r")
        size = {"lang": LANGUAGE, "sz": str(round((piece.size or one.size) * 100))}
        letters = _added(run, "a:rPr", size | ({"b": "1"} if piece.bold else {}))
        if piece.colour:
            _added(_added(letters, "a:solidFill"), "a:srgbClr", {"val": piece.colour.lstrip("#").upper()})
        _added(run, "a:t").text = _LINE_ENDS.sub(" ", drop_controls(piece.text))


def _added(parent: Any, name: str, attributes: dict[str, str] | None = None, at: int | None = None) -> Any:
    child = parent.makeelement(qn(name), attributes or {}, None)
    parent.insert(len(parent) if at is None else at, child)
    return child
