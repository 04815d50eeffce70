"""What an output costs at least: the same charts, cells or texts written by the library alone, without a look."""

from __future__ import annotations

import io

import docx
import openpyxl
import xlsxwriter
from docx.table import Table
from pptx import Presentation
from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE

_SERIES, _POINTS = 6, 9  # of the chart of an indicator that has everything


def write_bare_deck(charts: int) -> bytes:
    """python-pptx alone: a slide with a native chart of as many series and points for each indicator."""
    presentation = Presentation()
    for _ in range(charts):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.notes_slide.notes_text_frame.text = "x" * 500
        data = XyChartData()
        for number in range(_SERIES):
            series = data.add_series(f"Series {number}")
            for at in range(_POINTS):
                series.add_data_point(2021 + at / 2, 40 + at)
        slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, 0, 0, 6_000_000, 4_000_000, data)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


Block = str | list[list[str]]


def read_blocks(data: bytes) -> list[Block]:
    """The texts of a report: paragraphs, and tables as rows of cells."""
    blocks: list[Block] = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            blocks.append(
                [
                    ["".join(p.text or "" for p in cell.p_lst) for cell in row.tc_lst]
                    for row in block._tbl.tr_lst
                ]
            )
        else:
            blocks.append(block.text)
    return blocks


def write_bare_report(blocks: list[Block]) -> bytes:
    """python-docx alone: the same texts without a style, a field, a list or a chart."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), max(len(row) for row in block))
        for row, texts in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


Sheets = list[list[list[object]]]


def read_cells(data: bytes) -> Sheets:
    """The cells of a workbook by sheet and row: texts, numbers, formulas."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book]


def write_bare_annex(sheets: Sheets) -> bytes:
    """xlsxwriter alone: the same cells without a style, a width, a table or a chart."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if isinstance(value, str) and value.startswith("="):
                        sheet.write_formula(row, column, value)
                    elif isinstance(value, str):
                        sheet.write_string(row, column, value)
                    elif isinstance(value, int | float):
                        sheet.write_number(row, column, value)
    return stream.getvalue()
