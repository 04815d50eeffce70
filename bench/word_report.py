"""Measures the Word report of the demo's half-year beside the library writing its bare text: python bench/word_report.py --write."""

from __future__ import annotations

import io
import statistics
import sys
import time
from pathlib import Path

import click
import docx
from docx.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import report
from bench.demo_edition import freeze_demo
from tracker.outputs.report.report import make_report
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story

MOST_MILLISECONDS = 3000
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


def write_bare(blocks: list[Block]) -> bytes:
    """The baseline: the same texts by the library alone, without a style, a field, a list or a chart."""
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


def measure(rounds: int) -> tuple[dict[str, list[float]], str]:
    """Milliseconds of both sides in turn, and what the report holds."""
    content, mark = freeze_demo()
    data = make_report(Story.of(Material.read(content, mark)))
    blocks = read_blocks(data)
    times: dict[str, list[float]] = {"bare": [], "product": []}
    for _ in range(rounds):
        started = time.perf_counter()
        write_bare(blocks)
        times["bare"].append(1000 * (time.perf_counter() - started))
        story = Story.of(Material.read(content, mark))
        started = time.perf_counter()
        make_report(story)
        times["product"].append(1000 * (time.perf_counter() - started))
    cells = sum(len(row) for block in blocks if not isinstance(block, str) for row in block)
    paragraphs = sum(isinstance(block, str) for block in blocks)
    charts = len(docx.Document(io.BytesIO(data)).inline_shapes)
    what = f"{len(story.all_lines)} indicators, {paragraphs} paragraphs, {cells} cells, {charts} charts"
    return times, what


def write_table(times: dict[str, list[float]], what: str) -> str:
    bare, product = times["bare"], times["product"]
    median = statistics.median(product)
    verdict = "met" if median <= MOST_MILLISECONDS else "**missed**"
    row = [what, report.spread(bare), report.spread(product), f"{median / statistics.median(bare):.2f}"]
    header = ["Word report", "library alone, ms", "product, ms", "ratio", "asked, ms", ""]
    return report.table(header, [[*row, f"≤ {MOST_MILLISECONDS}", verdict]])


@click.command()
@click.option("--rounds", default=7, show_default=True)
@click.option("--write", is_flag=True, help="Put the table into docs/benchmarks.md.")
def main(rounds: int, write: bool) -> None:
    """Measure the report and its texts alone in turn, and print the table as Markdown."""
    times, what = measure(rounds)
    text = (
        f"Measured {report.today()} on {report.describe_machine(None)}; {rounds} rounds in turn; "
        f"median (least–greatest).\n\n{write_table(times, what)}"
    )
    click.echo(text)
    if write:
        report.replace_section(report.DOCUMENT, "word-report", text)


if __name__ == "__main__":
    main()
