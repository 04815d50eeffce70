"""The sheet of milestones and plans: what each target asked, where the figures stand, and how that was judged."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter.worksheet import Worksheet

from tracker.outputs.annex.book import BORDERED, FIGURE, GROUP, HEAD, INK, Book, Formula, Value, number_format
from tracker.outputs.annex.rows import target_text
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story
from tracker.outputs.theme import VERDICT_COLOURS
from tracker.words import annex_texts as words
from tracker.words.formats import format_period, format_roman
from tracker.words.verdicts import VERDICT_WORDS

_TITLES = (words.NUMBER, words.INDICATOR, words.UNIT_OF_MEASURE, *words.TARGET_COLUMNS)
_WIDTHS = (5.5, 34, 9.5, 17, 7, 9.5, 10, 10, 11, 12, 10, 12, 11, 9, 14, 40)
_NUMBERS = ("baseline", "bound", "value", "expected")  # columns F to I
_FIRST = 5


def write_targets(book: Book, story: Story) -> None:
    sheet = book.sheet(words.TARGETS_SHEET)
    material = story.material
    width = len(_TITLES)
    line = words.place_line(story.place_name, material.period)
    book.widths(sheet, _WIDTHS)
    top = book.title(sheet, width, words.TARGETS_TITLE, (line,)) - 1
    for note in (words.SHARES_NOTE, words.NO_SHARE_NOTE):
        top = book.note(sheet, top, width, note)
    top += 1
    _write_head(book, sheet, top)
    row = top + 2
    programmes = material.table("programmes").set_index("programme")["short_name"]
    groups = [(code, rows) for code, rows in target_rows(story).groupby("programme_code", sort=False)]
    for number, (programme, rows) in enumerate(groups, start=1):
        texts = (format_roman(number), str(programmes.get(programme, programme)))
        for at in range(width):
            text = texts[at] if at < 2 else None
            book.put(sheet, row, at, text, bold=True, bg_color=GROUP, align="left" if at else "center")
        for count, one in enumerate(rows.itertuples(index=False), start=1):
            row += 1
            _write_target(book, sheet, row, count, one, material)
        row += 1
    if not groups:
        book.merge(sheet, (row, 0, row, width - 1), words.NO_TARGETS, **BORDERED, italic=True)
        row += 1
    sheet.freeze_panes(top + 2, 2)
    sheet.ignore_errors({"formula_differs": f"A1:P{row + 1}"})
    book.page(sheet, repeated=(top, top + 1))


def target_rows(story: Story) -> pd.DataFrame:
    """ASSESSMENT rows of the place with a target of its own, the programmes in their order, then as the catalogue has it."""
    lines = [*story.judged, *story.over]
    codes = {line.code for line in lines}
    rows = story.material.assessment
    chosen = list(dict.fromkeys(line.programme for line in lines))
    rows = rows[(rows["place_code"] == story.place) & rows["indicator_code"].isin(codes)]
    rows = rows[(rows["target_kind"] != "none") & rows["programme_code"].isin(chosen)]
    rows = rows[rows["level"] != "national"]
    order = rows["programme_code"].map({code: at for at, code in enumerate(chosen)})
    return rows.assign(_order=order).sort_values("_order", kind="stable").drop(columns="_order")


def share_formulas(one: Any, row: int) -> dict[str, Formula]:
    """Progress, achievement and pace as formulas of the cells beside them, where those give what was judged."""
    baseline, bound, value, expected = (f"{letter}{row + 1}" for letter in "FGHI")
    offered = {
        "progress": (f"{value},{baseline},{bound}", f"({value}-{baseline})/({bound}-{baseline})",
                     _quotient(one.value - one.baseline, one.bound - one.baseline)),
        "achievement": (f"{value},{bound}", f"{value}/{bound}", _quotient(one.value, one.bound)),
        "pace": (f"{value},{baseline},{expected}", f"({value}-{baseline})/({expected}-{baseline})",
                 _quotient(one.value - one.baseline, one.expected - one.baseline)),
    }  # fmt: skip
    if one.direction < 0:
        offered["achievement"] = (f"{value},{bound}", f"{bound}/{value}", _quotient(one.bound, one.value))
    return {
        name: Formula(f'=IF(COUNT({cells})={cells.count(",") + 1},IFERROR({text},""),"")', result)
        for name, (cells, text, result) in offered.items()
        if result is not None and np.isclose(result, getattr(one, name), rtol=1e-9, atol=1e-12)
    }


def _write_head(book: Book, sheet: Worksheet, top: int) -> None:
    head = {"bold": True, "align": "center", "bg_color": HEAD}
    small = {"italic": True, "align": "center", "font_size": 9, "bg_color": HEAD}
    numbers = ["A", "B", "C", "D", "E", "1", "2", "3", "4", "5=(3−1)/(2−1)", "6=3/2", "7=(3−1)/(4−1)"]
    numbers += ["8", "9", "10", "11"]
    for at, title in enumerate(_TITLES):
        book.put(sheet, top, at, title, **head)
        book.put(sheet, top + 1, at, numbers[at], **small)


def _write_target(book: Book, sheet: Worksheet, row: int, count: int, one: Any, material: Material) -> None:
    indicator = material.indicators.loc[one.indicator_code]
    unit_of_measure, decimals = str(indicator["unit_of_measure"]), int(indicator["decimals"])
    book.put(sheet, row, 0, float(count), align="center")
    book.put(sheet, row, 1, f"{indicator['short_name']} ({one.indicator_code})")
    book.put(sheet, row, 2, unit_of_measure, align="center")
    book.put(sheet, row, 3, target_text(one, unit_of_measure).partition(" (")[0] or None, align="center")
    book.put(sheet, row, 4, _known(one.due_year), align="center", num_format="0")
    plain = number_format(decimals)
    for at, name in enumerate(_NUMBERS, start=_FIRST):
        book.put(sheet, row, at, _known(getattr(one, name)), **FIGURE, num_format=plain)
    formulas = share_formulas(one, row)
    for at, name in enumerate(("progress", "achievement", "pace"), start=_FIRST + 4):
        shown: Value = formulas.get(name) or _known(getattr(one, name))
        book.put(sheet, row, at, shown, **FIGURE, num_format="0.0%")
    for at, name in enumerate(("projected", "needed_per_year"), start=_FIRST + 7):
        signed = number_format(decimals, is_signed=name == "needed_per_year")
        book.put(sheet, row, at, _known(getattr(one, name)), **FIGURE, num_format=signed)
    colour = VERDICT_COLOURS.get(one.verdict, INK)
    book.put(sheet, row, _FIRST + 9, VERDICT_WORDS[one.verdict], bold=True, font_color=colour, indent=1)
    book.put(sheet, row, _FIRST + 10, _reason(one, material) or None, font_size=10, indent=1)


def _reason(one: Any, material: Material) -> str:
    parts = [str(one.reason) if isinstance(one.reason, str) else ""]
    if isinstance(one.judged_on, str) and one.judged_on != one.place_code:
        parts.append(words.JUDGED_ON.format(place=material.place_name(one.judged_on, short=True)))
    own = str(material.period), str(material.period.whole_year())
    if isinstance(one.value_period, str) and one.value_period not in own and "năm" not in parts[0]:
        parts.append(words.FIGURE_OF.format(period=format_period(one.value_period)))
    return words.notes_of(parts)


def _quotient(part: float, whole: float) -> float | None:
    if np.isnan(part) or np.isnan(whole) or abs(whole) <= 1e-12:
        return None
    return float(part / whole)


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
