"""The words beside the numbers: what units wrote by part, what leaders asked and what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from tracker.core.report_text import PARTS
from tracker.outputs.story.material import Material
from tracker.words.formats import format_date

_LEVELS = {"province": 0, "department": 1}
_OPEN_FIRST = ("asked", "returned", "answered", "settled", "withdrawn")


@dataclass(frozen=True)
class Statement:
    """What one or more units wrote in the same words; `indicator` when it is said of one."""

    body: str
    units: tuple[str, ...]
    programme: str
    indicator: str | None


@dataclass(frozen=True)
class Explanation:
    """A leader's question on one indicator and unit, with its answer; empty while there is none."""

    indicator: str
    unit: str
    question: str
    asked_by: str
    due_on: str
    state: str
    answer: str

    @property
    def due_words(self) -> str:
        return format_date(dt.date.fromisoformat(self.due_on))


def read_statements(
    material: Material, unit: str | None, programmes: Iterable[str]
) -> Mapping[str, tuple[Statement, ...]]:
    """Part → statements, in the order of parts; departments before communes, then by code of unit."""
    rows = material.table("texts")
    rows = rows[rows["programme"].isin(list(programmes)) & rows["body"].notna()]
    if unit:
        rows = rows[rows["unit"] == unit]
    levels = material.places["level"].map(_LEVELS)
    rows = rows.assign(_rank=rows["unit"].map(levels).fillna(1 if unit is None else 0))
    rows = rows.sort_values(["_rank", "unit"], kind="stable")
    return {part: _merged(material, rows[rows["part"] == part]) for part in PARTS}


def read_explanations(
    material: Material, unit: str | None, programmes: Iterable[str]
) -> tuple[Explanation, ...]:
    """Of the indicators of these programmes."""
    asked = set(programmes)
    own = [code for code, named in material.indicators["programmes"].items() if asked & set(named.split())]
    rows = material.table("explanations")
    rows = rows[(rows["state"] != "withdrawn") & rows["indicator"].isin(own)]
    if unit:
        rows = rows[rows["unit"] == unit]
    order = rows["state"].map({state: at for at, state in enumerate(_OPEN_FIRST)})
    rows = rows.assign(_rank=order).sort_values(["_rank", "due_on"], kind="stable")
    return tuple(
        Explanation(
            _short_name(material, one.indicator),
            material.place_name(one.unit),
            str(one.question),
            str(one.asked_by),
            str(one.due_on)[:10],
            str(one.state),
            str(one.answer) if pd.notna(one.answer) else "",
        )
        for one in rows.itertuples(index=False)
    )


def _merged(material: Material, rows: pd.DataFrame) -> tuple[Statement, ...]:
    found: dict[tuple[str, str, str | None], list[str]] = {}
    for one in rows.itertuples(index=False):
        about = one.indicator if isinstance(one.indicator, str) else None
        key = (str(one.body).strip(), str(one.programme), about)
        found.setdefault(key, []).append(material.place_name(one.unit))
    return tuple(
        Statement(body, tuple(units), programme, _short_name(material, about) if about else None)
        for (body, programme, about), units in found.items()
    )


def _short_name(material: Material, code: str) -> str:
    known = material.indicators
    return str(known.at[code, "short_name"]) if code in known.index else code
