"""Measures how the store's answers grow, and writes the table of docs/benchmarks.md: python bench/growth.py --write."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import report
from tracker.store.benchmark import measure_growth

QUESTIONS = {
    "read": "overview's read, a place of all 3.321 units",
    "province": "overview's read, one province of 34",
    "scan": "plain scan of the observations (baseline)",
    "write": "one hand-in with its rollups",
}


def write_table(measured: dict[str, Any]) -> str:
    """The medians in milliseconds of each question over the small and the large store, and their ratio."""
    sizes = [f"{measured['observations'][name]:,}".replace(",", ".") for name in ("small", "large")]
    rows = []
    for key, words in QUESTIONS.items():
        medians, ratio = measured["median_ms"][key], measured["large_over_small"][key]
        rows.append([words, f"{medians['small']:.1f} ms", f"{medians['large']:.1f} ms", f"{ratio:.2f}"])
    return report.table(["question", f"{sizes[0]} observations", f"{sizes[1]} observations", "ratio"], rows)


@click.command()
@click.option("--small", default=150_000, show_default=True)
@click.option("--large", default=10_000_000, show_default=True)
@click.option("--write", is_flag=True, help="Put the table into docs/benchmarks.md.")
def main(small: int, large: int, write: bool) -> None:
    """Measure the store small and large and print the table as Markdown."""
    measured = measure_growth(small, large)
    text = (
        f"Measured {report.today()} on {report.describe_machine(None)}; medians.\n\n{write_table(measured)}"
    )
    click.echo(text)
    if write:
        report.replace_section(report.DOCUMENT, "store", text)


if __name__ == "__main__":
    main()
