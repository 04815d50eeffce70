"""The files of data/reference as tables: every cell of its kind, every mistake with file and line."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from tracker.catalogue.mistakes import Mistake
from tracker.catalogue.model import Catalogue
from tracker.catalogue.plan_task_rules import find_plan_mistakes, find_unknown_documents
from tracker.catalogue.plan_tasks import PLAN_FILES
from tracker.core.period import Period, PeriodError
from tracker.words.checks import mistake_text

_UNITS, _DEPARTMENTS = "reporting_units.csv", "departments.csv"
_SUCCESSION, _ACTUALS = "unit_succession.csv", "published_actuals.csv"
_FILES: Mapping[str, str] = {
    _UNITS: "code valid_from valid_to name short_name level territory_code district_code is_approximate lat lon",
    _DEPARTMENTS: "code valid_from valid_to name short_name territory_code verified note",
    _SUCCESSION: "old_code old_name new_code new_name relation is_default",
    _ACTUALS: "unit_code unit_valid_from indicator_code period measure value numerator denominator document"
    " section verified note",
    **PLAN_FILES,
}
_DATES = ("valid_from", "valid_to", "unit_valid_from", "successor_from")
_NUMBERS = ("lat", "lon", "value", "numerator", "denominator")
_FLAGS = ("is_approximate", "is_default", "verified")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "level": ("country", "province", "district", "commune"),
    "relation": ("whole", "split"),
    "measure": ("actual", "estimate", "plan", "baseline"),
    "role": ("lead", "with"),
    **dict.fromkeys(("unit_level", "successor_level"), ("department", "district", "commune")),
    **dict.fromkeys(_FLAGS, ("0", "1", "true", "false")),
}
_MAY_BE_EMPTY = (
    *("valid_to", "territory_code", "district_code", "note"),
    *("lat", "lon", "value", "numerator", "denominator"),
    *("part_of", "stage", "successor_code", "successor_level", "successor_from"),
)
Tables = Mapping[str, pd.DataFrame]


def read_reference_files(directory: Path) -> tuple[dict[str, pd.DataFrame], list[Mistake]]:
    """The table of each file (dates as `date`, open ends None), and every mistake in them."""
    tables, mistakes = {}, []
    for name, columns in _FILES.items():
        tables[name], found = _read(directory / name, columns.split())
        mistakes += found
    if not mistakes:
        mistakes = [*_overlapping(tables), *_succession(tables), *_unknown_units(tables)]
        mistakes += find_plan_mistakes(tables, tables[_DEPARTMENTS])
    return tables, mistakes


def find_unknown_codes(tables: Tables, catalogue: Catalogue) -> list[Mistake]:
    """Codes that the reference data and the catalogue use of one another and that are not declared."""
    return [
        *_unknown_in_actuals(tables[_ACTUALS], catalogue),
        *_unknown_departments(tables, catalogue),
        *find_unknown_documents(tables, catalogue),
    ]


def _read(path: Path, columns: Sequence[str]) -> tuple[pd.DataFrame, list[Mistake]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    except OSError:
        return pd.DataFrame(), [Mistake(path.name, 0, "", mistake_text("no_file"))]
    except UnicodeDecodeError:
        return pd.DataFrame(), [Mistake(path.name, 0, "", mistake_text("not_text"))]
    if not lines or lines[0] != list(columns):
        text = mistake_text("columns", columns=", ".join(columns))
        return pd.DataFrame(), [Mistake(path.name, 1, "", text)]
    mistakes, rows = [], []
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(columns):
            text = mistake_text("cells", found=len(line), expected=len(columns))
            mistakes.append(Mistake(path.name, number, "", text))
            continue
        cells = [_cell(name, text) for name, text in zip(columns, line, strict=True)]
        rows.append([value for value, _ in cells])
        mistakes += [
            Mistake(path.name, number, name, problem)
            for name, (_, problem) in zip(columns, cells, strict=True)
            if problem
        ]
    return pd.DataFrame(rows, columns=list(columns), dtype=object), mistakes


def _cell(name: str, text: str) -> tuple[object, str | None]:
    """The value of a cell, and what is wrong with it."""
    if not text:
        return None, None if name in _MAY_BE_EMPTY else mistake_text("empty_cell")
    if name in _CHOICES and text not in _CHOICES[name]:
        return None, mistake_text("bad_choice", text=text, allowed=", ".join(_CHOICES[name]))
    try:
        if name in _DATES:
            return dt.date.fromisoformat(text), None
        if name in _NUMBERS:
            return float(text), None
        if name == "period":
            return str(Period.parse(text)), None
    except PeriodError:
        return None, mistake_text("bad_period", text=text)
    except ValueError:
        return None, mistake_text("bad_date" if name in _DATES else "bad_number", text=text)
    return (text in ("1", "true") if name in _FLAGS else text), None


def _overlapping(tables: Tables) -> Iterator[Mistake]:
    """A code stands for one unit at a time, and no unit ends before it begins."""
    for name in (_UNITS, _DEPARTMENTS):
        spans: dict[str, list[tuple[dt.date, dt.date]]] = {}
        columns = tables[name][["code", "valid_from", "valid_to"]]
        for line, (code, first, last) in enumerate(columns.itertuples(index=False), start=2):
            end = last or dt.date.max
            if end < first:
                yield Mistake(name, line, "valid_to", mistake_text("validity_reversed"))
            if any(
                first <= other_end and other_first <= end for other_first, other_end in spans.get(code, ())
            ):
                yield Mistake(name, line, "code", mistake_text("units_overlap", code=code))
            spans.setdefault(code, []).append((first, end))


def _succession(tables: Tables) -> Iterator[Mistake]:
    """Old and new codes are units of their time; each old unit has one default successor."""
    table = tables[_SUCCESSION]
    units = tables[_UNITS][["code", "valid_to"]]
    ended = {code for code, end in units.itertuples(index=False) if end is not None}
    open_ended = {code for code, end in units.itertuples(index=False) if end is None}
    for line, (old, new) in enumerate(table[["old_code", "new_code"]].itertuples(index=False), start=2):
        for name, code, known in (("old_code", old, ended), ("new_code", new, open_ended)):
            if code not in known:
                text = mistake_text("unknown_reference", what="đơn vị", code=code)
                yield Mistake(_SUCCESSION, line, name, text)
    defaults = table.groupby("old_code", sort=False)["is_default"].sum()
    first_lines = {code: line for line, code in reversed(list(enumerate(table["old_code"], start=2)))}
    for code, count in defaults.items():
        if count != 1:
            text = mistake_text("two_defaults", code=code)
            yield Mistake(_SUCCESSION, first_lines[code], "is_default", text)


def _unknown_units(tables: Tables) -> Iterator[Mistake]:
    units, actuals = tables[_UNITS], tables[_ACTUALS]
    known = set(zip(units["code"], units["valid_from"], strict=True))
    for line, key in enumerate(zip(actuals["unit_code"], actuals["unit_valid_from"], strict=True), start=2):
        if key not in known:
            yield Mistake(
                _ACTUALS, line, "unit_code", mistake_text("unknown_reference", what="đơn vị", code=key[0])
            )
    districts = {
        code for code, level in units[["code", "level"]].itertuples(index=False) if level == "district"
    }
    for line, code in enumerate(units["district_code"], start=2):
        if code and code not in districts:
            text = mistake_text("unknown_reference", what="huyện cũ", code=code)
            yield Mistake(_UNITS, line, "district_code", text)


def _unknown_in_actuals(actuals: pd.DataFrame, catalogue: Catalogue) -> Iterator[Mistake]:
    asked = (
        ("document", "văn bản", {one.code for one in catalogue.documents}),
        ("indicator_code", "chỉ tiêu", {one.code for one in catalogue.indicators}),
    )
    for name, what, known in asked:
        for line, code in enumerate(actuals[name], start=2):
            if code not in known:
                yield Mistake(_ACTUALS, line, name, mistake_text("unknown_reference", what=what, code=code))


def _unknown_departments(tables: Tables, catalogue: Catalogue) -> Iterator[Mistake]:
    known = set(tables[_DEPARTMENTS]["code"])
    named = [(one.code, {owner.department for owner in one.owners}) for one in catalogue.programmes] + [
        (one.code, {owner.department for owner in one.owners} | set(one.departments))
        for one in catalogue.indicators
    ]
    for code, departments in named:
        for department in sorted(departments - known):
            text = mistake_text("unknown_reference", what="cơ quan", code=department)
            yield Mistake(_DEPARTMENTS, 0, code, text)
