"""Measures the annex of the demo's half-year beside the library writing as many bare cells: python bench/annex.py --write."""

from __future__ import annotations

import io
import statistics
import sys
import time
from pathlib import Path

import click
import openpyxl
import xlsxwriter

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import report
from bench.demo_edition import freeze_demo
from tracker.outputs.annex.annex import make_annex
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story

MOST_MILLISECONDS = 2000


def write_bare(values: list[list[list[object]]]) -> bytes:
    """The baseline: the same cells by the library alone, without a style, a width, a table or a chart."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for rows in values:
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


def measure(rounds: int) -> tuple[dict[str, list[float]], str]:
    """Milliseconds of both sides in turn, of the product also those it computed, and what the annex holds."""
    content, mark = freeze_demo()
    data = make_annex(Story.of(Material.read(content, mark)))
    book = openpyxl.load_workbook(io.BytesIO(data))
    values = [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book]
    cells = sum(value is not None for rows in values for row in rows for value in row)
    times: dict[str, list[float]] = {"bare": [], "product": [], "busy": []}
    for _ in range(rounds):
        started = time.perf_counter()
        write_bare(values)
        times["bare"].append(1000 * (time.perf_counter() - started))
        story = Story.of(Material.read(content, mark))
        started, busy = time.perf_counter(), time.process_time()
        make_annex(story)
        times["product"].append(1000 * (time.perf_counter() - started))
        times["busy"].append(1000 * (time.process_time() - busy))
    indicators, sources = len(story.all_lines), len(story.material.table("sources"))
    numbers = [f"{number:,}".replace(",", ".") for number in (sources, cells)]
    return (
        times,
        f"{indicators} indicators, {numbers[0]} raw figures, {numbers[1]} cells, {len(data) / 1e6:.2f} MB",
    )


def write_table(times: dict[str, list[float]], what: str) -> str:
    bare, product = times["bare"], times["product"]
    median = statistics.median(product)
    verdict = "met" if median <= MOST_MILLISECONDS else "**missed**"
    ratio = f"{median / statistics.median(bare):.2f}"
    row = [what, report.spread(bare), report.spread(product), report.spread(times["busy"]), ratio]
    header = ["annex", "library alone, ms", "product, ms", "of it computing, ms", "ratio", "asked, ms", ""]
    return report.table(header, [[*row, f"≤ {MOST_MILLISECONDS}", verdict]])


@click.command()
@click.option("--rounds", default=7, show_default=True)
@click.option("--write", is_flag=True, help="Put the table into docs/benchmarks.md.")
def main(rounds: int, write: bool) -> None:
    """Measure the annex and its cells alone in turn, and print the table as Markdown."""
    times, what = measure(rounds)
    text = (
        f"Measured {report.today()} on {report.describe_machine(None)}; {rounds} rounds in turn; "
        f"median (least–greatest).\n\n{write_table(times, what)}"
    )
    click.echo(text)
    if write:
        report.replace_section(report.DOCUMENT, "annex", text)


if __name__ == "__main__":
    main()
