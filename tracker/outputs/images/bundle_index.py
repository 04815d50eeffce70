"""What leads to the images of an archive: a page with small drawings that needs nothing else, and a workbook."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.outputs.clean_text import plain_line
from tracker.outputs.images.rendering import Format
from tracker.outputs.sheet_cells import FONT, put_cell, set_up_page, style_body, style_head
from tracker.outputs.theme import FONT as SCREEN_FONT
from tracker.outputs.theme import PALETTES
from tracker.words.image_texts import INDEX_COLUMNS, INDEX_COUNT, INDEX_SHEET, OPEN_PAGE

_WIDTHS = (6, 12, 48, 60, 44)
_FILE_WIDTH, _TOP = 14, 4
_STYLE = """
body{{font:15px/1.5 {font};color:{ink};background:{ground};max-width:1180px;margin:0 auto;padding:28px 22px 48px}}
h1{{font-size:26px;line-height:1.3;margin:0 0 4px}} p{{margin:0}} .note{{color:{muted};font-size:14px}}
main{{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,460px),1fr));gap:18px;margin-top:22px}}
article{{border:1px solid {faint};border-radius:10px;padding:14px 16px;break-inside:avoid}}
article img{{display:block;width:100%;height:auto;margin-bottom:10px}}
h2{{font-size:15px;line-height:1.35;margin:0 0 4px;overflow-wrap:anywhere}} h2 small{{color:{muted};font-weight:400}}
nav{{display:flex;flex-wrap:wrap;gap:2px 14px;margin-top:8px}} a{{color:{accent};font-weight:600;text-decoration:none}}
a:hover{{text-decoration:underline}}
"""


class IndexRow(NamedTuple):
    """One chart: `name` is its file's name without folder and ending, `drawing` its SVG."""

    code: str
    title: str
    sentence: str
    link: str
    name: str
    drawing: bytes


def index_page(rows: Sequence[IndexRow], formats: Sequence[Format], title: str, footnote: str) -> str:
    """Every chart with its sentence, each leading to its files; nothing is fetched from anywhere."""
    style = _STYLE.format(font=SCREEN_FONT, **_colours())
    articles = "\n".join(_article(row, formats) for row in rows)
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(plain_line(title))}</title><style>{style}</style></head><body>"
        f'<h1>{escape(plain_line(title))}</h1><p class="note">{INDEX_COUNT.format(count=len(rows))}</p>'
        f'<p class="note">{escape(plain_line(footnote))}</p><main>\n{articles}\n</main></body></html>\n'
    )


def index_workbook(rows: Sequence[IndexRow], formats: Sequence[Format], title: str, footnote: str) -> bytes:
    """The same as a table; every cell is text but the running number, files are links."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = INDEX_SHEET
    put_cell(sheet, 1, 1, plain_line(title)).font = Font(FONT, 14, bold=True)
    put_cell(sheet, 2, 1, plain_line(footnote)).font = Font(FONT, 11, italic=True)
    titles = (*INDEX_COLUMNS, *(one.upper() for one in formats))
    widths = (*_WIDTHS, *(_FILE_WIDTH for _ in formats))
    for at, (head, width) in enumerate(zip(titles, widths, strict=True), start=1):
        style_head(put_cell(sheet, _TOP, at, head))
        sheet.column_dimensions[get_column_letter(at)].width = width
    for line, row in enumerate(rows, start=_TOP + 1):
        for at, text in enumerate((row.code, row.title, row.sentence, row.link), start=2):
            style_body(put_cell(sheet, line, at, plain_line(text)))
        style_body(put_cell(sheet, line, 1, line - _TOP), "center")
        for at, image in enumerate(formats, start=len(INDEX_COLUMNS) + 1):
            cell = style_body(put_cell(sheet, line, at, image.upper()), "center")
            cell.hyperlink = f"{image}/{row.name}.{image}"
            cell.font = Font(FONT, 12, underline="single", color="0563C1")
    sheet.freeze_panes = sheet.cell(_TOP + 1, 3)
    sheet.print_title_rows = f"{_TOP}:{_TOP}"
    set_up_page(sheet, is_demo=False)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _colours() -> dict[str, str]:
    light = PALETTES["light"]
    return {name: getattr(light, name) for name in ("ink", "muted", "faint", "ground", "accent")}


def _article(row: IndexRow, formats: Sequence[Format]) -> str:
    files = {one: f"{one}/{row.name}.{one}" for one in formats}
    links = [f'<a href="{path}">{one.upper()}</a>' for one, path in files.items()]
    if row.link.startswith(("https://", "http://")):
        links.append(f'<a href="{escape(row.link)}">{OPEN_PAGE}</a>')
    title = escape(plain_line(row.title))
    picture = base64.b64encode(row.drawing).decode()
    first = files.get("png") or next(iter(files.values()))
    return (
        f'<article><a href="{first}"><img src="data:image/svg+xml;base64,{picture}" alt="{title}"></a>'
        f"<h2>{title} <small>{escape(plain_line(row.code))}</small></h2>"
        f"<p>{escape(plain_line(row.sentence))}</p><nav>{''.join(links)}</nav></article>"
    )
