"""Text, fields and bookmarks of a paragraph: what a person wrote is always text, a field is only what we make."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from tracker.outputs.clean_text import drop_controls
from tracker.words.formats import format_roman
from tracker.words.markup import Run

HARD_HYPHEN = "\u2011"
_HYPHEN = re.compile(r"(?<=\b\d{4})-(?=\d{4}\b)|(?<=\b[A-Z2-7]{5})-(?=[A-Z2-7]{5}\b)")
_AFTER, _BEFORE = re.compile(r"(?<=[≥≤<>]) (?=\d)"), re.compile(r"(?<=\d) (?=%|điểm|hộ\b|tháng)")
_BOOKMARKS = {"Bảng": "bang", "Hình": "hinh", "Phụ lục": "phu_luc"}


@dataclass(frozen=True)
class Reference:
    """A table, chart or annex by its number; `Bảng 3`, `Phụ lục II`."""

    label: str
    number: int

    @property
    def is_roman(self) -> bool:
        return self.label == "Phụ lục"

    @property
    def number_text(self) -> str:
        return format_roman(self.number) if self.is_roman else str(self.number)

    @property
    def text(self) -> str:
        return f"{self.label} {self.number_text}"

    @property
    def bookmark(self) -> str:
        return f"{_BOOKMARKS[self.label]}_{self.number}"


Piece: TypeAlias = str | Run | Reference


def add_pieces(paragraph: Paragraph, *pieces: Piece) -> None:
    """Plain text, stretches that alarm in bold, and cross-references."""
    for piece in pieces:
        if isinstance(piece, Reference):
            add_field(paragraph, f" REF {piece.bookmark} \\h ", piece.text)
        elif isinstance(piece, Run):
            _add_run(paragraph, glue(piece.text)).bold = True if piece.alarms else None
        else:
            _add_run(paragraph, piece)


def add_caption(paragraph: Paragraph, reference: Reference, text: str) -> None:
    """`Bảng 1. …` with the number as a field and a bookmark around label and number."""
    _bookmark(paragraph, reference, "w:bookmarkStart")
    paragraph.add_run(f"{reference.label} ")
    form = "ROMAN" if reference.is_roman else "ARABIC"
    sequence = reference.label.replace(" ", "_")
    add_field(paragraph, f" SEQ {sequence} \\* {form} ", reference.number_text)
    _bookmark(paragraph, reference, "w:bookmarkEnd")
    if text:
        _add_run(paragraph, f". {glue(text)}")


def add_field(paragraph: Paragraph, instruction: str, result: str) -> None:
    """A complex field with its result written out, so that it is right before anybody updates it."""
    _field_mark(paragraph, "begin")
    code: Any = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = instruction
    paragraph.add_run()._r.append(code)
    _field_mark(paragraph, "separate")
    paragraph.add_run(result)
    _field_mark(paragraph, "end")


def glue(text: str) -> str:
    """Our own text with numbers kept on the line of their sign and unit, spans of years and check codes whole."""
    whole = _HYPHEN.sub(HARD_HYPHEN, text)
    return _BEFORE.sub("\u00a0", _AFTER.sub("\u00a0", whole))


def _add_run(paragraph: Paragraph, text: str) -> WordRun:
    """A hyphen that must not end a line is an element of its own in Word, and reads as a hyphen."""
    first, *rest = drop_controls(text.replace("\r\n", "\n")).split(HARD_HYPHEN)
    run = paragraph.add_run(first)
    for part in rest:
        run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(part)
    return run


def _field_mark(paragraph: Paragraph, kind: str) -> None:
    mark: Any = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _bookmark(paragraph: Paragraph, reference: Reference, tag: str) -> None:
    mark: Any = OxmlElement(tag)
    # Ids are unique in the document: each kind of reference has a range of its own.
    base = 1000 * (1 + list(_BOOKMARKS).index(reference.label))
    mark.set(qn("w:id"), str(base + reference.number))
    if tag == "w:bookmarkStart":
        mark.set(qn("w:name"), reference.bookmark)
    paragraph._p.append(mark)
