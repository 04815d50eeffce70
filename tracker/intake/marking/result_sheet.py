"""The first sheet of a marked Office workbook: every finding, with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.intake.marking.cell_styles import CellStyles
from tracker.intake.marking.result_page import (
    ACCENT,
    FONT,
    HEADER_FILL,
    HEADER_ROW,
    LINE,
    LINK,
    MUTED,
    Line,
    ResultPage,
)
from tracker.intake.marking.sheet_writer import (
    attribute,
    is_formula_like,
    lines_needed,
    write_columns,
    write_row,
)
from tracker.intake.marking.workbook_part import WorkbookPart
from tracker.words.marking_texts import page_footer

_LAST_COLUMN = "E"
_LINE_HEIGHT, _HIGHEST_ROW = 15, 405  # points
_SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True)
class _Looks:
    """Numbers of the styles of the sheet."""

    title: int
    totals: int
    hint: int
    header: int
    number: int
    severity: dict[str, int]
    text: int
    quoted: int
    link: int


def add_result_sheet(
    book: WorkbookPart, styles: CellStyles, name: str, page: ResultPage, colours: Mapping[str, str]
) -> None:
    """Put the sheet before the others and open the workbook at it."""
    looks = _make_looks(styles, colours)
    first, last = HEADER_ROW + 1, HEADER_ROW + len(page.lines)
    rows = [
        write_row(1, [(1, page.title, looks.title)], 24),
        write_row(2, [(1, page.totals, looks.totals)], 18),
        write_row(3, [(1, page.hint, looks.hint)], 34),
        write_row(HEADER_ROW, [(at, title, looks.header) for at, title in enumerate(page.headers, 1)], 20),
        *(_write_line(number, line, looks, page.widths) for number, line in enumerate(page.lines, first)),
    ]
    if page.last:
        rows.append(write_row(last + 1, [(1, page.last, looks.totals)]))
    book.add_sheet(name, _sheet(book, page, rows, last).encode(), is_first=True)
    book.show_first()
    quoted = "'" + name.replace("'", "''") + "'"
    if page.lines:
        filtered = f"{quoted}!$A${HEADER_ROW}:${_LAST_COLUMN}${last}"
        book.name_range("_xlnm._FilterDatabase", filtered, is_hidden=True)
    book.name_range("_xlnm.Print_Titles", f"{quoted}!${HEADER_ROW}:${HEADER_ROW}")


def _sheet(book: WorkbookPart, page: ResultPage, rows: list[str], last: int) -> str:
    links = "".join(
        f'<hyperlink ref="C{number}" location={attribute(_location(line))} display={attribute(line.texts[1])}/>'
        for number, line in enumerate(page.lines, HEADER_ROW + 1)
        if line.link
    )
    below = f"A{HEADER_ROW + 1}"
    has_lines = bool(page.lines)
    footer = page_footer("&P", "&N")
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{book.namespace}">'
        f'<sheetPr><tabColor rgb="FF{ACCENT}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{_LAST_COLUMN}{last + bool(page.last)}"/>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{HEADER_ROW}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/>'
        f"{write_columns(page.widths)}<sheetData>{''.join(rows)}</sheetData>"
        + (f'<autoFilter ref="A{HEADER_ROW}:{_LAST_COLUMN}{last}"/>' if has_lines else "")
        + f'<mergeCells count="1"><mergeCell ref="A3:{_LAST_COLUMN}3"/></mergeCells>'
        + (f"<hyperlinks>{links}</hyperlinks>" if links else "")
        + '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>&amp;C{footer.replace('&', '&amp;')}</oddFooter></headerFooter></worksheet>"
    )


def _write_line(number: int, line: Line, looks: _Looks, widths: Sequence[int]) -> str:
    severity, place, *others = line.texts
    # Not every program fits the rows of a workbook that another one wrote.
    lines = max(lines_needed(text, width) for text, width in zip(line.texts, widths[1:], strict=True))
    return write_row(
        number,
        [
            (1, number - HEADER_ROW, looks.number),
            (2, severity, looks.severity[line.severity]),
            (3, place, looks.link if line.link else _text_look(place, looks)),
            *((at, text, _text_look(text, looks)) for at, text in enumerate(others, 4)),
        ],
        min(_LINE_HEIGHT * lines + 3, _HIGHEST_ROW),
    )


def _text_look(text: str, looks: _Looks) -> int:
    return looks.quoted if is_formula_like(text) else looks.text


def _location(line: Line) -> str:
    assert line.link is not None
    sheet, reference = line.link
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{reference}"


def _make_looks(styles: CellStyles, colours: Mapping[str, str]) -> _Looks:
    plain = _font(styles, 11)
    border = styles.add("borders", f"<border>{''.join(map(_side, _SIDES))}<diagonal/></border>")
    wrapped = '<alignment vertical="top" wrapText="1"/>'
    centred = '<alignment horizontal="center" vertical="top" wrapText="1"/>'
    middle = '<alignment vertical="center"/>'
    body = {"fontId": plain, "borderId": border}
    bold, header_fill = _font(styles, 11, "<b/>"), _fill(styles, HEADER_FILL)
    return _Looks(
        title=styles.add_format({"fontId": _font(styles, 14, "<b/>", ACCENT)}, middle),
        totals=styles.add_format({"fontId": bold}, middle),
        hint=styles.add_format({"fontId": _font(styles, 11, "<i/>", MUTED)}, wrapped),
        header=styles.add_format(
            {"fontId": bold, "fillId": header_fill, "borderId": border},
            '<alignment horizontal="center" vertical="center" wrapText="1"/>',
        ),
        number=styles.add_format(body, centred),
        severity={
            name: styles.add_format(body | {"fillId": _fill(styles, colour)}, centred)
            for name, colour in colours.items()
        },
        text=styles.add_format(body, wrapped),
        quoted=styles.add_format(body, wrapped, is_quoted=True),
        link=styles.add_format({"fontId": _font(styles, 11, "<u/>", LINK), "borderId": border}, wrapped),
    )


def _font(styles: CellStyles, size: int, marks: str = "", colour: str = "000000") -> int:
    return styles.add(
        "fonts",
        f"<font>{marks}<sz val='{size}'/><color rgb='FF{colour}'/><name val='{FONT}'/>"
        "<family val='1'/></font>",
    )


def _fill(styles: CellStyles, colour: str) -> int:
    return styles.add(
        "fills",
        f"<fill><patternFill patternType='solid'><fgColor rgb='FF{colour}'/><bgColor indexed='64'/>"
        "</patternFill></fill>",
    )


def _side(name: str) -> str:
    return f"<{name} style='thin'><color rgb='FF{LINE}'/></{name}>"
