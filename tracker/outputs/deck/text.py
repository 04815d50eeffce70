"""Text of slides: cleaned of what no file can hold, tagged Vietnamese, written as paragraphs of pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.text.text import TextFrame
from pptx.util import Pt

from tracker.outputs.deck.fitting import LINE, count_lines_of
from tracker.outputs.theme import PALETTES
from tracker.words.markup import Run

LANGUAGE = "vi-VN"
LOOK = PALETTES["light"]
ALARM = LOOK.verdict("off_track")
_NOT_TEXT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIDES = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}
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


def one_line(text: object) -> str:
    """Any text on one line: no control characters, no line breaks, no runs of blanks."""
    return " ".join(_NOT_TEXT.sub("", str(text).replace("\v", " ")).split())


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
    target.alignment = _SIDES[one.side]
    if one.before:
        target.space_before = Pt(one.before)
    _set_bullet(target._p.get_or_add_pPr(), one)
    for piece in one.pieces:
        run = target.add_run()
        run.text = _NOT_TEXT.sub("", piece.text.replace("\v", " ").replace("\n", " "))
        font = run.font
        font.size = Pt(piece.size or one.size)
        run._r.get_or_add_rPr().set("lang", LANGUAGE)
        if piece.bold:
            font.bold = True
        if piece.colour:
            font.color.rgb = RGBColor.from_string(piece.colour.lstrip("#").upper())


def _set_bullet(properties: Any, one: Paragraph) -> None:
    """Bullets of our own, whatever the template has; they come after spacing in the schema's order."""
    indent = round(one.size * 0.9 * 12700) if one.bulleted else 0
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    bullet = properties.makeelement(qn("a:buChar" if one.bulleted else "a:buNone"), {}, None)
    if one.bulleted:
        bullet.set("char", "•")
    properties.append(bullet)
