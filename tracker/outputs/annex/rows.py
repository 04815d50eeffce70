"""The rows and columns of the office's table of an edition: base figures, and what is computed from them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracker.core.period import Period
from tracker.outputs.office_table import VALUE, office_columns
from tracker.outputs.story.line import Line
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story
from tracker.words import annex_texts as words
from tracker.words.formats import is_known, is_rate

_COMPARED = {  # column of the office's table → the part and the whole
    "pct_of_plan": ("value", "plan"),
    "period_change": ("value", "same_period"),
    "year_change": ("value", "previous_year"),
    "estimate_pct_of_plan": ("estimate", "plan"),
    "estimate_change": ("estimate", "previous_year"),
}
Facts = Mapping[Hashable, Mapping[Hashable, Any]]
BASE = ("previous_year", "plan", "same_period", "value", "estimate", "next_plan")


@dataclass(frozen=True)
class Column:
    """A column of numbers; `of` of one that is computed: the part and the whole."""

    name: str
    title: str
    of: tuple[str, str] | None = None


@dataclass(frozen=True)
class TableRow:
    """One indicator in one place; numbers by name of a base column, None where nothing is known."""

    code: str
    name: str
    unit_of_measure: str
    decimals: int
    numbers: Mapping[str, float | None]
    verdict: str | None = None
    target: str = ""
    note: str = ""
    doubtful: frozenset[str] = frozenset()  # columns with figures nobody has approved; no edition has any

    @property
    def is_rate(self) -> bool:
        return is_rate(self.unit_of_measure)


@dataclass(frozen=True)
class Section:
    """Rows under a title of their own; `is_apart`: only there to compare with."""

    title: str
    rows: tuple[TableRow, ...]
    is_apart: bool = False


def table_columns(period: Period) -> tuple[Column, ...]:
    """The columns of a period: base figures, comparisons, next year's plan; a whole year has fewer of them."""
    offered = office_columns(period)
    names = {one.name for one in offered}
    base = [Column(one.name, one.title) for one in offered if one.kind == VALUE]
    compared = [
        Column(name, words.against(*of, period), of) for name, of in _COMPARED.items() if name in names
    ]
    return (*base, *compared, Column("next_plan", f"Kế hoạch năm {period.last_year + 1}"))


def compared_value(row: TableRow, of: tuple[str, str]) -> float | None:
    """Part against whole: counts in per cent, rates in points; None where it cannot be said."""
    part, whole = (row.numbers.get(name) for name in of)
    if part is None or whole is None:
        return None
    if row.is_rate:
        return part - whole
    return None if abs(whole) <= 1e-12 else 100 * part / whole


def shown_programmes(story: Story) -> tuple[str, ...]:
    """The programmes with a table: those that run in the period; of a story of one that has ended, that one."""
    year = story.material.period.last_year
    rows = story.material.table("programmes")
    rows = rows[rows["first_year"] <= year]
    if story.programme:
        return (story.programme,)
    return tuple(rows.loc[rows["last_year"] >= year, "programme"])


def programme_sections(story: Story, programme: str) -> tuple[Section, ...]:
    """The indicators of a programme with figures or targets in the place, by group; national targets last."""
    material = story.material
    indicators = material.indicators
    own = indicators.loc[codes_of(material, programme)]
    lines = _lines_of(story, programme)
    compared = _compared_of(material, story.place)
    facts = indicators.to_dict("index")
    rows = {
        code: place_row(facts, material.period, compared[code], lines[code].row if code in lines else None)
        for code in own.index
        if code in compared and (_has_figures(compared[code]) or code in lines)
    }
    names = material.table("groups").set_index("group")["name"]
    is_national = own["level"] == "national"
    sections = [
        Section(str(names.get(group, group)), tuple(rows[code] for code in codes if code in rows))
        for group, codes in own[~is_national].groupby("group", sort=False).groups.items()
    ]
    national = tuple(rows[code] for code in own.index[is_national] if code in rows)
    sections.append(Section(words.NATIONAL, national, is_apart=True))
    return tuple(section for section in sections if section.rows)


def codes_of(material: Material, programme: str) -> list[str]:
    """The indicators of a programme, in catalogue order."""
    named = material.indicators["programmes"].items()
    return [str(code) for code, text in named if programme in str(text).split()]


def place_row(facts: Facts, period: Period, compared: Any, judged: Any | None) -> TableRow:
    """The row of one comparison, with the verdict of the ASSESSMENT row that judges it; `facts` by indicator."""
    known = facts[compared.indicator_code]
    return TableRow(
        str(compared.indicator_code),
        str(known["name"]),
        str(known["unit_of_measure"]),
        int(known["decimals"]),
        {name: _number(getattr(compared, name)) for name in BASE},
        str(judged.verdict) if judged is not None and judged.target_kind != "none" else None,
        target_text(judged, str(known["unit_of_measure"])) if judged is not None else "",
        row_note(known, period, compared),
    )


def target_text(row: Any, unit_of_measure: str) -> str:
    """The target that a row of ASSESSMENT was judged by; empty when it has no number."""
    low, high = _number(row.target_low), _number(row.target_high)
    if low is None and high is None:
        return ""
    return words.target_note(row.target_op, low, high, unit_of_measure, row.target_kind, int(row.due_year))


def row_note(known: Mapping[Hashable, Any], period: Period, compared: Any) -> str:
    """Why a figure is missing, how many units stand behind it, whether it is approximate."""
    parts = [str(compared.reason)] if isinstance(compared.reason, str) else []
    if compared.reason_code == "no_actual" and isinstance(known["of"], str):
        parts = [words.COMPUTED_FROM.format(codes=", ".join(known["of"].split()))]
    elif compared.reason_code == "no_actual" and known["frequency"] == "annual" and not period.is_year:
        parts = [words.ONCE_A_YEAR]
    reported, expected = compared.units_reported, compared.units_expected
    if is_known(reported) and is_known(expected) and reported < expected:
        parts.append(words.coverage_note(reported, expected))
    if bool(compared.is_approximate):
        parts.append(words.APPROXIMATE)
    return words.notes_of(parts)


def unit_rows(story: Story, codes: Sequence[str], units: Iterable[str]) -> dict[tuple[str, str], TableRow]:
    """(unit, indicator) → its row, of every unit with a figure; verdicts are those of the year."""
    material = story.material
    wanted = set(units)
    facts = material.indicators.to_dict("index")
    known = material.comparisons
    known = known[known["place_code"].isin(wanted) & known["indicator_code"].isin(codes)]
    judged = {(one.place_code, one.indicator_code): one for one in story.unit_rows.itertuples(index=False)}
    return {
        (one.place_code, one.indicator_code): place_row(
            facts, material.period, one, judged.get((one.place_code, one.indicator_code))
        )
        for one in known.itertuples(index=False)
        if _has_figures(one)
    }


def _lines_of(story: Story, programme: str) -> dict[str, Line]:
    """Indicator → its line, that of the programme before any other's."""
    lines = [*story.judged, *story.over, *story.tracked, *story.background, *story.national]
    found: dict[str, Line] = {}
    for line in lines:
        if line.programme == programme or line.code not in found:
            found[line.code] = line
    return found


def _compared_of(material: Material, place: str) -> dict[str, Any]:
    rows = material.comparisons
    rows = rows[rows["place_code"] == place]
    return {one.indicator_code: one for one in rows.itertuples(index=False)}


def _has_figures(compared: Any) -> bool:
    return any(is_known(getattr(compared, name)) for name in BASE)


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
