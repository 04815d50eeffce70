"""One indicator of the story: its row of the verdict table, its sentences, its three numbers, its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from tracker.outputs.story.charted import Charted, read_chart
from tracker.outputs.story.material import Material
from tracker.words import row_texts
from tracker.words import story_texts as words
from tracker.words.formats import UNKNOWN, format_target, is_known
from tracker.words.indicator_sentences import card_title, projection_sentence, standing_sentence
from tracker.words.markup import Run, runs_of
from tracker.words.verdicts import VERDICT_WORDS

_NO_MILESTONE = ("year_plan", "none")


@dataclass(frozen=True)
class Number:
    """A number in large type: what it is, the number in words, and what is to be said of it."""

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One indicator in one place; `row` is its leading row of ASSESSMENT, `compared` its COMPARISON, else None."""

    material: Material
    row: Any
    compared: Any | None

    @property
    def code(self) -> str:
        return str(self.row.indicator_code)

    @property
    def place(self) -> str:
        return str(self.row.place_code)

    @property
    def programme(self) -> str:
        return str(self.row.programme_code)

    @property
    def verdict(self) -> str:
        return str(self.row.verdict)

    @property
    def verdict_word(self) -> str:
        return VERDICT_WORDS[self.verdict]

    @property
    def name(self) -> str:
        return str(self._indicator["name"])

    @property
    def short_name(self) -> str:
        return str(self._indicator["short_name"])

    @property
    def unit_of_measure(self) -> str:
        return str(self._indicator["unit_of_measure"])

    @property
    def decimals(self) -> int:
        return int(self._indicator["decimals"])

    @property
    def owner(self) -> str:
        """The departments that answer for it; empty when nobody is named."""
        return str(self._indicator["owner"]) if pd.notna(self._indicator["owner"]) else ""

    @property
    def has_value(self) -> bool:
        return is_known(self.row.value)

    @property
    def has_milestone(self) -> bool:
        return self.row.target_kind not in _NO_MILESTONE

    @property
    def value(self) -> str:
        """As the overview writes it: `57,0 %`, `ước 10,2 %`, `–`."""
        return row_texts.value_text(self.row, self.unit_of_measure, self.decimals)

    @property
    def needed(self) -> str:
        """What the value stands against: `cần 60,5 %`, `mốc 2025: ≥ 60 %`."""
        return row_texts.needed_text(self.row, self.unit_of_measure, self.decimals)

    @property
    def change(self) -> tuple[str, str]:
        """The change, and what it is against."""
        return row_texts.change_text(self.row, self.compared, self.unit_of_measure, self.decimals)

    @property
    def sentence(self) -> tuple[Run, ...]:
        """Where it stands against the target that is judged next."""
        row = self.row._asdict()
        return runs_of(standing_sentence(self.short_name, row, self.unit_of_measure, self.decimals))

    @property
    def reason(self) -> str:
        """Why the verdict, in words; empty when there is nothing to say."""
        return str(self.row.reason) if pd.notna(self.row.reason) else ""

    @property
    def projection(self) -> str:
        """Where the trend leads and what is needed each year; empty when unknown."""
        if self.row.target_kind == "none":
            return ""
        return projection_sentence(self.row._asdict(), self.unit_of_measure, self.decimals)

    @property
    def numbers(self) -> tuple[Number, Number, Number]:
        """The value, what it stands against now, and the target that is judged."""
        target = format_target(
            self.row.target_op, self.row.target_low, self.row.target_high, self.unit_of_measure, self.decimals
        )
        change, against = self.change
        compared = f"{change} {against}" if change != UNKNOWN else ""
        is_needed = self.needed.startswith("cần ")
        needed = Number(words.NEEDED, self.needed.removeprefix("cần "), compared)
        return (
            Number(words.VALUE, self.value, self.coverage),
            needed if is_needed else Number(words.CHANGE, change, against),
            Number(card_title(self.row._asdict()), target, self.source),
        )

    @property
    def coverage(self) -> str:
        return words.coverage_words(self.row.units_reported, self.row.units_expected)

    @property
    def source(self) -> str:
        """Where the indicator is set: `KH 154/KH-UBND, I.2.a gạch 1 (chưa kiểm chứng)`."""
        text = f"{self.material.document(self._indicator['document'])}, {self._indicator['section']}"
        return text if bool(self._indicator["verified"]) else f"{text} ({words.UNVERIFIED})"

    def read_chart(self) -> Charted:
        return read_chart(self.material, self.code, self.place)

    @cached_property
    def _indicator(self) -> Mapping[str, Any]:
        return dict(self.material.indicators.loc[self.code])


def read_lines(material: Material, rows: pd.DataFrame) -> tuple[Line, ...]:
    """The lines of ASSESSMENT rows, in their order."""
    known = material.comparisons
    pairs = {
        (one.place_code, one.indicator_code): one
        for one in known[known["place_code"].isin(rows["place_code"].unique())].itertuples(index=False)
    }
    return tuple(
        Line(material, row, pairs.get((row.place_code, row.indicator_code)))
        for row in rows.itertuples(index=False, name="AssessedRow")
    )
