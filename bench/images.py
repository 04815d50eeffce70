"""Measures an image of a chart beside bare kaleido: python bench/images.py --write."""

from __future__ import annotations

import asyncio
import datetime as dt
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import report
from tracker.core.period import Period
from tracker.outputs.images.browser import find_browser
from tracker.outputs.images.rendering import FORMATS, Renderer
from tracker.outputs.images.sheet import Caption, describe_sheet
from tracker.outputs.indicator_figure import chart_breaks, indicator_figure
from tracker.outputs.milestones import Labels
from tracker.outputs.points import POINT_COLUMNS, Drawn

MOST_MILLISECONDS, PEOPLE = 400, 10
_AT = dt.datetime(2026, 6, 30, tzinfo=dt.UTC)
_CAPTION = Caption(
    "Tỷ lệ hộ nghèo",
    "Tỉnh Tuyên Quang · 6 tháng đầu năm 2026 · đơn vị tính: %",
    "GN-01 · Bản chốt 2026-H1/2 · mã kiểm tra K7QXM-2RBVA · chốt số liệu 14/6/2026",
)
Draw = Callable[[str], bytes]
Times = dict[str, list[float]]


def make_figure() -> Any:
    """The large chart of an indicator: five years, a half-year, plans, an estimate, a path, a milestone, a trend."""
    periods = ["2021", "2022", "2023", "2024", "2025", "2026-H1"]
    values = [23.45, 18.9, 14.48, 10.19, 9.4, 8.9]
    points = [_point("actual", *one) for one in zip(periods, values, strict=True)]
    points += [_point("plan", str(year), 27.0 - 3.3 * (year - 2021)) for year in range(2021, 2028)]
    points.append(_point("estimate", "2026", 8.1))
    row = {
        "target_kind": "level", "target_op": "<=", "target_low": None, "target_high": 3.0, "due_year": 2030,
        "stage_from": 2026, "bound": 3.0, "baseline": 9.4, "baseline_period": "2025", "expected": 8.5,
        "projected": 4.1, "direction": -1.0, "verdict": "at_risk",
    }  # fmt: skip
    labels = Labels("%", 2, {"TQ_OLD": "Tuyên Quang cũ"}, chart_breaks("Hợp nhất 01/7/2025", {}))
    drawn = Drawn(pd.DataFrame(points, columns=list(POINT_COLUMNS)), "line")
    return indicator_figure(drawn, pd.DataFrame([row]), labels, is_demo=True)


def _point(measure: str, period: str, value: float) -> tuple[str, str, str, float, float, str]:
    return ("TQ_OLD", measure, period, Period.parse(period).time, value, "")


@contextmanager
def open_bare(figure: Any) -> Iterator[Draw]:
    """The baseline: kaleido alone, one browser kept open, a figure of the same size, no sheet around it."""
    from kaleido import Kaleido

    sheet = describe_sheet(figure, _CAPTION)
    size = {"width": sheet["width"], "height": sheet["height"]}
    with asyncio.Runner() as runner:
        kaleido = Kaleido(n=1, mathjax=False, path=find_browser())
        runner.run(kaleido.open())
        yield lambda image: runner.run(
            kaleido.calc_fig(figure, {"format": image, "scale": 2 if image == "png" else 1, **size})  # type: ignore[typeddict-item]
        )
        runner.run(kaleido.close())


@contextmanager
def open_product(figure: Any) -> Iterator[Draw]:
    renderer = Renderer()
    yield lambda image: renderer.render(figure, _CAPTION, image, at=_AT)  # type: ignore[arg-type]
    renderer.close()


SIDES: dict[str, Callable[[Any], Any]] = {"bare": open_bare, "product": open_product}


def measure(rounds: int, cold_rounds: int) -> dict[str, Times]:
    """Milliseconds by measure and side; both sides in turn."""
    figure = make_figure()
    times: dict[str, Times] = defaultdict(lambda: defaultdict(list))
    for _ in range(cold_rounds):
        for side, open_side in SIDES.items():
            started = time.perf_counter()
            with open_side(figure) as draw:
                draw("png")
                times["cold, PNG"][side].append(_since(started))
    with open_bare(figure) as bare, open_product(figure) as product:
        for draw in (bare, product):
            draw("png")
        for _ in range(rounds):
            for image in FORMATS:
                for side, draw in (("bare", bare), ("product", product)):
                    started = time.perf_counter()
                    draw(image)
                    times[f"warm, {image.upper()}"][side].append(_since(started))
        for _ in range(max(rounds // 2, 3)):
            started = time.perf_counter()
            with ThreadPoolExecutor(PEOPLE) as people:
                list(people.map(product, ["png"] * PEOPLE))
            times[f"{PEOPLE} people at once, the last PNG"]["product"].append(_since(started))
    return times


def write_table(times: dict[str, Times]) -> str:
    rows = []
    for name, sides in times.items():
        bare, product = sides.get("bare"), sides["product"]
        ratio = f"{statistics.median(product) / statistics.median(bare):.2f}" if bare else ""
        is_limited = name.startswith("warm")
        is_met = statistics.median(product) <= MOST_MILLISECONDS
        asked = f"≤ {MOST_MILLISECONDS}" if is_limited else "–"
        verdict = ("met" if is_met else "**missed**") if is_limited else ""
        rows.append(
            [name, report.spread(bare) if bare else "", report.spread(product), ratio, asked, verdict]
        )
    return report.table(["image", "bare kaleido, ms", "product, ms", "ratio", "asked, ms", ""], rows)


def _since(started: float) -> float:
    return 1000 * (time.perf_counter() - started)


@click.command()
@click.option("--rounds", default=15, show_default=True, help="Of every warm image.")
@click.option("--cold-rounds", default=5, show_default=True)
@click.option("--write", is_flag=True, help="Put the table into docs/benchmarks.md.")
def main(rounds: int, cold_rounds: int, write: bool) -> None:
    """Measure kaleido alone and the product in turn, and print the table as Markdown."""
    times = measure(rounds, cold_rounds)
    text = (
        f"Measured {report.today()} on {report.describe_machine(find_browser())}; {rounds} rounds in turn "
        f"({cold_rounds} of the cold start); median (least–greatest).\n\n{write_table(times)}"
    )
    click.echo(text)
    if write:
        report.replace_section(report.DOCUMENT, "images", text)


if __name__ == "__main__":
    main()
