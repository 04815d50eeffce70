"""A new worksheet as XML: texts that stay texts, numbers as numbers, nothing that calculates."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from tracker.intake.marking.marks import column_letters
from tracker.intake.marking.markup import clean_text, office_text

Value = str | float | int | bool | None
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def is_formula_like(text: str) -> bool:
    """Text that a program would calculate once it is edited in its cell."""
    return text.startswith(_STARTS_A_FORMULA)


def write_row(
    number: int, cells: Iterable[tuple[int, Value, int]], height: float = 0, *, is_hidden: bool = False
) -> str:
    """One row; `cells`: column from 1, value, number of the style."""
    size = (f' ht="{height:g}"' if height else "") + (' hidden="1"' if is_hidden else "")
    written = "".join(
        write_cell(f"{column_letters(column)}{number}", value, style) for column, value, style in cells
    )
    return f'<row r="{number}"{size}>{written}</row>'


def write_cell(reference: str, value: Value, style: int) -> str:
    start = f'<c r="{reference}"' + (f' s="{style}"' if style else "")
    if value is None or value == "":
        return f"{start}/>" if style else ""
    if isinstance(value, bool):
        return f'{start} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        text = escape(office_text(value), {"\r": "&#13;"})
        return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"{start}><v>{value!r}</v></c>"


def write_columns(widths: Sequence[float], hidden: Collection[int] = ()) -> str:
    """`hidden`: columns counted from 0."""
    written = "".join(
        f'<col min="{at}" max="{at}" width="{width:g}" customWidth="1"'
        + (' hidden="1"/>' if at - 1 in hidden else "/>")
        for at, width in enumerate(widths, 1)
    )
    return f"<cols>{written}</cols>" if written else ""


def lines_needed(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many characters."""
    return sum(max(1, math.ceil(len(line) / (0.95 * width))) for line in text.split("\n"))


def attribute(text: str) -> str:
    """The text as the quoted value of an attribute."""
    return quoteattr(clean_text(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
