"""The words of a report: which parts it has, what a text is a text of, and what may stand in one."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

Part = Literal[
    "results",
    "models",
    "policies",
    "shortcomings",
    "difficulties",
    "causes",
    "solutions",
    "proposals_province",
    "proposals_ministry",
    "proposals_government",
    "proposals_assembly",
]
PARTS: tuple[Part, ...] = get_args(Part)
PROPOSALS = PARTS[7:]
# What may also be said of one indicator: why it is where it is, and what is done about it.
INDICATOR_PARTS: tuple[Part, ...] = ("shortcomings", "difficulties", "causes", "solutions")
DOCUMENT_STATES = ("issued", "under_way", "carried_out", "replaced")
LONGEST_TEXT = 8000
LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_LINE = 1000, 4000, 500


@dataclass(frozen=True)
class TextKey:
    """What a text belongs to; `indicator_code` None for the programme as a whole."""

    round_id: str
    unit_code: str
    unit_valid_from: dt.date
    programme_code: str
    part: str
    indicator_code: str | None = None

    @property
    def draft_key(self) -> str:
        """The same as one text, for the draft of whoever writes it."""
        about = (self.round_id, self.unit_code, f"{self.unit_valid_from:%Y-%m-%d}", self.programme_code)
        return "/".join(("text", *about, self.indicator_code or "-", self.part))


def clean_text(text: str) -> str:
    """Text as it is kept: one form of each letter, lines ended alike, no control characters, no blank ends."""
    known = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = (letter for letter in known if letter in "\n\t" or unicodedata.category(letter)[0] != "C")
    return "\n".join(line.rstrip() for line in "".join(kept).split("\n")).strip()
