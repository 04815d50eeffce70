"""Measures the outputs of a meeting beside a bare file of the same kind and size: python bench/outputs.py --write."""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
from pptx import Presentation
from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import report
from bench.demo_edition import freeze_demo
from tracker.outputs.deck.deck import make_deck
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story

INDICATORS = 30
_SERIES, _POINTS = 8, 9  # of the chart of an indicator that has everything


@dataclass(frozen=True)
class Output:
    """An output, the bare file it is measured beside, and how long it may take in seconds."""

    name: str
    floor_name: str
    make: Callable[[Story], bytes]
    make_floor: Callable[[], bytes]
    most: float


def make_bare_deck() -> bytes:
    """python-pptx alone: a slide with a native chart of as many series and points for each indicator."""
    presentation = Presentation()
    for _ in range(INDICATORS):
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


OUTPUTS = [
    Output(f"slides, {INDICATORS} indicators", "python-pptx: as many charts", make_deck, make_bare_deck, 2.0),
]


def tell(material: Material) -> Story:
    """A story told from the edition's tables alone, nothing worked out before; so many indicators have a page."""
    story = Story.of(Material(material.content, material.mark))
    with_figures = [line for line in story.all_lines if line.has_value]
    rest = [line for line in with_figures if line not in story.matters]
    vars(story)["matters"] = (*story.matters, *rest)[:INDICATORS]  # as if these had milestones too
    return story


def measure(output: Output, material: Material, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of the bare file and of the output, in turn; the first round of each is not counted."""
    floor: list[float] = []
    product: list[float] = []
    sides = ((floor, output.make_floor), (product, lambda: output.make(tell(material))))
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
    measured = [(one, *measure(one, material, rounds)) for one in OUTPUTS]
    text = (
        f"Measured {report.today()} on {report.describe_machine(None)}; {rounds} rounds in turn in one warm "
        f"process; median (least–greatest).\n\n{write_table(measured)}"
    )
    click.echo(text)
    if write:
        report.replace_section(report.DOCUMENT, "outputs", text)


if __name__ == "__main__":
    main()
