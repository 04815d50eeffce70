"""Tables written out cell by cell, and what their cells mean, by row number and column letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.utils import column_index_from_string, range_boundaries

from tests.intake.corpus.sample import Sample
from tests.intake.corpus.sheets import Sheet

Meant = Mapping[str, float | None]  # cell -> the figure in it, where that is not the cell's own number
Must = str | tuple[str, ...]


def written(
    filename: str,
    sender: str,
    rows: Sequence[Sequence[Any]],
    merged: Sequence[str] = (),
    must: Must = "accept",
    name: str = "Biểu",
) -> tuple[Sample, Sheet]:
    """A sheet of these rows, '' for an empty cell; `sender`: unit and period, as in "08 2023"."""
    unit, period = sender.split()
    sheet = Sheet(name, [[None if cell == "" else cell for cell in row] for row in rows])
    for area in merged:
        left, top, right, bottom = range_boundaries(area)
        sheet.merge(top, left - 1, bottom, right - 1)
    return Sample(filename, unit, period, must), sheet


def expect_units(
    sample: Sample,
    sheet: Sheet,
    units: Mapping[int, str],
    columns: Mapping[str, str],
    parts: Mapping[str, str] | None = None,
    meant: Meant | None = None,
    **more: Any,
) -> None:
    """Rows of places; `columns`: "GN-11 2023" or "GN-11 2024 plan", `parts`: letters of numerator, denominator."""
    for row, unit in units.items():
        for letter, said in columns.items():
            indicator, period, measure = [*said.split(), "actual"][:3]
            beside = [_figure(sheet, f"{one}{row}", meant) for one in (parts or {}).get(letter, "")]
            value = _figure(sheet, f"{letter}{row}", meant)
            sample.value(
                f"{sheet.name}!{letter}{row}", indicator, unit, period, measure, value, *beside, **more
            )


def expect_indicators(
    sample: Sample,
    sheet: Sheet,
    unit: str,
    indicators: Mapping[int, str],
    columns: Mapping[str, str],
    parts: Mapping[int, tuple[int, int]] | None = None,
    meant: Meant | None = None,
    **more: Any,
) -> None:
    """Rows of indicators; `columns`: "2023" or "2024 plan"; `parts`: rows of numerator and denominator, not of plans."""
    for row, indicator in indicators.items():
        for letter, said in columns.items():
            period, measure = [*said.split(), "actual"][:2]
            rows = (parts or {}).get(row, ()) if measure != "plan" else ()
            beside = [_figure(sheet, f"{letter}{one}", meant) for one in rows]
            value = _figure(sheet, f"{letter}{row}", meant)
            sample.value(
                f"{sheet.name}!{letter}{row}", indicator, unit, period, measure, value, *beside, **more
            )


def _figure(sheet: Sheet, cell: str, meant: Meant | None) -> float | None:
    if meant and cell in meant:
        return meant[cell]
    letter = cell.rstrip("0123456789")
    stands = sheet.get(int(cell[len(letter) :]), column_index_from_string(letter) - 1)
    assert stands is None or isinstance(stands, int | float), f"{cell}: {stands!r} means what?"
    return stands
