"""Our own sheets in an OpenDocument workbook: the list of findings in front, the memory behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from tracker.intake.marking.annotations import TEXT
from tracker.intake.marking.markup import clean_text
from tracker.intake.marking.open_content import OFFICE
from tracker.intake.marking.open_rows import TABLE
from tracker.intake.marking.open_styles import FO, FOR_LISTS, STYLE, OpenStyles
from tracker.intake.marking.result_page import (
    ACCENT,
    FONT,
    HEADER_FILL,
    LINE,
    LINK,
    MUTED,
    Line,
    ResultPage,
)
from tracker.intake.marking.sheet_writer import lines_needed

_XLINK = "http://www.w3.org/1999/xlink"
_SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": OFFICE, "table": TABLE, "text": TEXT, "style": STYLE, "fo": FO, "xlink": _XLINK,
    }.items()
)  # fmt: skip
_INCHES_IN_CHARACTER = 0.0785
_LINE_HEIGHT, _HIGHEST_ROW = 0.195, 5.6  # inches
_MIDDLE = 'style:vertical-align="middle"'
_WRAPPED = 'style:vertical-align="top" fo:wrap-option="wrap"'
_BORDER = f'fo:border="0.5pt solid #{LINE}"'


class _Looks:
    """Makes the styles of our sheets as they are asked for, each once."""

    def __init__(self, styles: OpenStyles, colours: Mapping[str, str]) -> None:
        self._styles, self._colours = styles, colours
        self._names: dict[str, str] = {}

    def column(self, width: float) -> str:
        size = f'style:column-width="{width * _INCHES_IN_CHARACTER:.3f}in"'
        return self._make("table-column", f"<style:table-column-properties {size}/>")

    def row(self, height: float) -> str:
        size = f'style:row-height="{height:.3f}in" style:use-optimal-row-height="false"'
        return self._make("table-row", f"<style:table-row-properties {size}/>")

    def table(self, display: str, page: str = "") -> str:
        master = f' style:master-page-name="{page}"' if page else ""
        return self._make("table", f'<style:table-properties table:display="{display}"/>', master)

    def title(self) -> str:
        return self._cell(_MIDDLE, f'fo:font-size="14pt" fo:font-weight="bold" fo:color="#{ACCENT}"')

    def totals(self) -> str:
        return self._cell(_MIDDLE, 'fo:font-size="11pt" fo:font-weight="bold"')

    def hint(self) -> str:
        return self._cell(_WRAPPED, f'fo:font-size="11pt" fo:font-style="italic" fo:color="#{MUTED}"')

    def header(self) -> str:
        fill = f'{_MIDDLE} {_BORDER} fo:background-color="#{HEADER_FILL}" fo:wrap-option="wrap"'
        return self._cell(fill, 'fo:font-size="11pt" fo:font-weight="bold"', "center")

    def number(self) -> str:
        return self._cell(f"{_WRAPPED} {_BORDER}", 'fo:font-size="11pt"', "center")

    def text(self) -> str:
        return self._cell(f"{_WRAPPED} {_BORDER}", 'fo:font-size="11pt"')

    def severity(self, name: str) -> str:
        fill = f'fo:background-color="#{self._colours[name].lower()}"'
        return self._cell(f"{_WRAPPED} {_BORDER} {fill}", 'fo:font-size="11pt"', "center")

    def link(self) -> str:
        """The colour of the words inside a link, which LibreOffice takes from the text of the cell."""
        line = 'style:text-underline-style="solid" style:text-underline-width="auto"'
        return self._cell(f"{_WRAPPED} {_BORDER}", f'fo:font-size="11pt" fo:color="#{LINK}" {line}')

    def _cell(self, properties: str, text: str, align: str = "") -> str:
        aligned = f'<style:paragraph-properties fo:text-align="{align}"/>' if align else ""
        fixed = ' style:text-align-source="fix"' if align else ""
        return self._make(
            "table-cell",
            f"<style:table-cell-properties {properties}{fixed}/>{aligned}"
            f'<style:text-properties style:font-name="{FONT}" fo:font-family="\'{FONT}\'" {text}/>',
            ' style:parent-style-name="Default"',
        )

    def _make(self, family: str, inside: str, more: str = "") -> str:
        key = f"{family}{more}{inside}"
        if key not in self._names:
            name = self._styles.free_name(FOR_LISTS)
            written = f'<style:style {_SPACES} style:name="{name}" style:family="{family}"{more}>{inside}</style:style>'
            self._styles.list.append(etree.fromstring(written.encode()))
            self._names[key] = name
        return self._names[key]


def result_table(
    styles: OpenStyles, name: str, page: ResultPage, colours: Mapping[str, str], master_page: str
) -> etree._Element:
    """The list of findings as a table of its own."""
    looks = _Looks(styles, colours)
    columns = "".join(
        f'<table:table-column table:style-name="{looks.column(width)}"/>' for width in page.widths
    )
    wide = len(page.widths)
    hint_height = _row_height([page.hint], [sum(page.widths)])
    rows = [
        _row(looks, 0.34, _text(page.title, looks.title())),
        _row(looks, 0.25, _text(page.totals, looks.totals())),
        _row(
            looks,
            hint_height,
            _text(page.hint, looks.hint(), wide) + "<table:covered-table-cell/>" * (wide - 1),
        ),
        "<table:table-header-rows>",
        _row(looks, 0.28, "".join(_text(title, looks.header()) for title in page.headers)),
        "</table:table-header-rows>",
        *(_line(looks, number, line, page.widths) for number, line in enumerate(page.lines, 1)),
    ]
    if page.last:
        rows.append(_row(looks, 0.28, _text(page.last, looks.totals())))
    return _table(name, looks.table("true", master_page), columns + "".join(rows))


def memory_table(
    styles: OpenStyles, name: str, rows: Sequence[Sequence[str]], kept: Iterable[str | None]
) -> etree._Element:
    """The texts of the memory; `kept`: the style that the third cell of each row keeps."""
    looks = _Looks(styles, {})
    written = []
    for row, style in zip(rows, kept, strict=True):
        cells = [_text(text, style if at == 2 else None) for at, text in enumerate(row)]
        written.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return _table(name, looks.table("false"), f"<table:table-column/>{''.join(written)}")


def _table(name: str, style: str, inside: str) -> etree._Element:
    said = f'table:name={quoteattr(clean_text(name))} table:style-name="{style}"'
    return etree.fromstring(f"<table:table {_SPACES} {said}>{inside}</table:table>".encode())


def _row(looks: _Looks, height: float, cells: str) -> str:
    return f'<table:table-row table:style-name="{looks.row(height)}">{cells}</table:table-row>'


def _line(looks: _Looks, number: int, line: Line, widths: Sequence[int]) -> str:
    severity, place, *others = line.texts
    counted = f'office:value-type="float" office:value="{number}"><text:p>{number}</text:p>'
    cells = [
        f'<table:table-cell table:style-name="{looks.number()}" {counted}</table:table-cell>',
        _text(severity, looks.severity(line.severity)),
        _link(place, line.link, looks.link()) if line.link else _text(place, looks.text()),
        *(_text(text, looks.text()) for text in others),
    ]
    return _row(looks, _row_height(line.texts, widths[1:]), "".join(cells))


def _row_height(texts: Sequence[str], widths: Sequence[int]) -> float:
    lines = max(lines_needed(text, width) for text, width in zip(texts, widths, strict=True))
    return min(_LINE_HEIGHT * lines + 0.06, _HIGHEST_ROW)


def _text(text: str, style: str | None, columns: int = 1) -> str:
    said = f" table:style-name={quoteattr(style)}" if style else ""
    if columns > 1:
        said += f' table:number-columns-spanned="{columns}" table:number-rows-spanned="1"'
    if not text:
        return f"<table:table-cell{said}/>"
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in clean_text(text).splitlines() or [""])
    return f'<table:table-cell{said} office:value-type="string">{paragraphs}</table:table-cell>'


def _link(text: str, link: tuple[str, str], style: str) -> str:
    quoted = link[0].replace("'", "''")
    target = quoteattr(clean_text(f"#'{quoted}'.{link[1]}"))
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>'
        f'<text:a xlink:href={target} xlink:type="simple">{escape(clean_text(text))}</text:a></text:p></table:table-cell>'
    )
