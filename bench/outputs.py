"""Measures the outputs of a meeting beside a bare file of the same kind and size: python bench/outputs.py --write."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import bare_files as bare
from bench import report
from bench.demo_edition import freeze_demo
from tracker.outputs.annex.annex import make_annex
from tracker.outputs.deck.deck import make_deck
from tracker.outputs.report.report import make_report
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story

INDICATORS = 30


@dataclass(frozen=True)
class Output:
    """An output, the bare file it is measured beside, and how long it may take in seconds."""

    name: str
    floor_name: str
    make: Callable[[Story], bytes]
    make_floor: Callable[[], bytes]
    most: float
    tell: Callable[[Material], Story]


def list_outputs(material: Material) -> Iterator[Output]:
    """Slides, report and annex; the bare files of the last two hold what those hold."""
    yield Output(
        f"slides, {INDICATORS} indicators", "python-pptx: as many charts", make_deck,
        lambda: bare.write_bare_deck(INDICATORS), 2.0, tell_of_thirty,
    )  # fmt: skip
    indicators = len(tell(material).all_lines)
    blocks = bare.read_blocks(make_report(tell(material)))
    cells = sum(len(row) for block in blocks if not isinstance(block, str) for row in block)
    paragraphs = sum(isinstance(block, str) for block in blocks)
    yield Output(
        f"report, {indicators} indicators", f"python-docx: {paragraphs} paragraphs, {cells} cells",
        make_report, lambda: bare.write_bare_report(blocks), 3.0, tell,
    )  # fmt: skip
    sheets = bare.read_cells(make_annex(tell(material)))
    filled = sum(value is not None for rows in sheets for row in rows for value in row)
    sources = len(material.table("sources"))
    yield Output(
        f"annex, {indicators} indicators, {sources} raw figures", f"xlsxwriter: {filled} cells",
        make_annex, lambda: bare.write_bare_annex(sheets), 2.0, tell,
    )  # fmt: skip


def tell(material: Material) -> Story:
    """A story told from the edition's tables alone, nothing worked out before."""
    return Story.of(Material(material.content, material.mark))


def tell_of_thirty(material: Material) -> Story:
    """The same with so many indicators on a page of their own, as if these had milestones too."""
    story = tell(material)
    with_figures = [line for line in story.all_lines if line.has_value]
    rest = [line for line in with_figures if line not in story.matters]
    vars(story)["matters"] = (*story.matters, *rest)[:INDICATORS]
    return story


def measure(output: Output, material: Material, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of the bare file and of the output, in turn; the first round of each is not counted."""
    floor: list[float] = []
    product: list[float] = []
    sides = ((floor, output.make_floor), (product, lambda: output.make(output.tell(material))))
    for number in range(rounds + 1):
        for times, make in sides:
            started = time.perf_counter()
            make()
            if number:
                times.append(1000 * (time.perf_counter() - started))
    return floor, product


def write_table(measured: list[tuple[Output, list[float], list[float]]]) -> str:
    rows = []
    for output, floor, product in measured:
        middle = statistics.median(product)
        rows.append([output.floor_name, report.spread(floor), "1", "", ""])
        ratio = f"{middle / statistics.median(floor):.2f}"
        verdict = "met" if middle <= 1000 * output.most else "**missed**"
        rows.append([output.name, report.spread(product), ratio, f"≤ {1000 * output.most:.0f}", verdict])
    return report.table(["output", "ms", "ratio", "asked, ms", ""], rows)


@click.command()
@click.option("--rounds", default=7, show_default=True)
@click.option("--write", is_flag=True, help="Put the table into docs/benchmarks.md.")
def main(rounds: int, write: bool) -> None:
    """Measure every output and its floor in turn, and print the table as Markdown."""
    material = Material.read(*freeze_demo())
    measured = [(one, *measure(one, material, rounds)) for one in list_outputs(material)]
    text = (
        f"Measured {report.today()} on {report.describe_machine(None)}; {rounds} rounds in turn in one warm "
        f"process; median (least–greatest).\n\n{write_table(measured)}"
    )
    click.echo(text)
    if write:
        report.replace_section(report.DOCUMENT, "outputs", text)


if __name__ == "__main__":
    main()
