"""Measures one very long table from file to committed beside a plain reader: python bench/intake.py --write."""

from __future__ import annotations

import datetime as dt
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import report

_ROOT = Path(__file__).resolve().parents[1]
_AT = dt.datetime(2026, 11, 24, 9, 0)
_SENDER, _PERIOD = "08", "2024"
_TITLES = ("Mã đơn vị", "Đơn vị", "Mã chỉ tiêu", "Chỉ tiêu", "Đơn vị tính", "Kỳ", "Loại số liệu", "Giá trị",
           "Ghi chú")  # fmt: skip
_PERIODS = [f"{year}{half}" for year in range(2024, 2017, -1) for half in ("", "-H1")]
_KINDS = {"Thực hiện": 1.0, "Kế hoạch": 1.02, "Ước thực hiện": 1.01}
# Households that came and went in the year, as many in as out: opening and closing count are the same.
_MOVED = {"GN-22": 4, "GN-23": 2, "GN-24": 1, "GN-25": 1, "GN-26": 4, "GN-27": 1, "GN-28": 1, "GN-29": 1,
          "GN-30": 1}  # fmt: skip
MOST_RATIO, MOST_MEMORY = 2.5, 1024


def write_long_table(path: Path, rows: int) -> int:
    """Write so many distinct figures of the old province's units as an .xlsx; how many there were keys for."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Số liệu")
    sheet.append(list(_TITLES))
    written = 0
    for unit, indicator, period, kind, value in _figures():
        if written == rows:
            break
        sheet.append([unit.code, unit.name, indicator.code, indicator.name, indicator.unit_of_measure,
                      period, kind, value, f"dòng {written + 1}"])  # fmt: skip
        written += 1
    book.save(path)
    return written


def _figures():  # type: ignore[no-untyped-def]
    """Every key a province may send, with smooth figures that no check objects to."""
    from tracker.catalogue.loader import load_catalogue
    from tracker.catalogue.reference import load_reference

    catalogue, reference = load_catalogue(_ROOT / "indicators.yaml"), load_reference(_ROOT / "data/reference")
    on = dt.date(2024, 12, 31)
    units = [one for one in reference.list_units(on)
             if one.level in ("commune", "district") and one.territory_code == "TQ_OLD"]  # fmt: skip
    for period in _PERIODS:
        for kind, lift in _KINDS.items():
            for indicator in catalogue.indicators:
                if (
                    "commune" not in indicator.reported_by
                    or indicator.frequency == "annual"
                    and "-H1" in period
                ):
                    continue
                for at, unit in enumerate(units):
                    value = (40 + at % 7) * lift if "%" in indicator.unit_of_measure else 100 + at
                    yield unit, indicator, period, kind, round(_MOVED.get(indicator.code, value), 2)


def measure_plain(path: Path) -> None:
    """The baseline: every cell as a Python value, and nothing else."""
    started = time.perf_counter()
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    rows = book.get_sheet_by_index(0).to_python()
    _print_measured(started, rows=len(rows))


def measure_product(path: Path) -> None:
    """From the bytes of the file to the committed submission, in a workspace of its own."""
    from tracker.access.actor import at_console
    from tracker.catalogue.loader import load_catalogue
    from tracker.catalogue.reference import load_reference
    from tracker.store import open_store
    from tracker.workflow import handing_in

    catalogue, reference = load_catalogue(_ROOT / "indicators.yaml"), load_reference(_ROOT / "data/reference")
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "tracker.duckdb") as store:
        store.load_catalogue(catalogue, "bench")
        store.load_reference(reference, _AT)
        content = path.read_bytes()
        started = time.perf_counter()
        receipt = handing_in.receive(store, catalogue, reference, content, path.name, _SENDER, _PERIOD)
        read = time.perf_counter() - started
        handing_in.commit(store, receipt, at_console("Nguyễn Thị A"), "Đo tốc độ", _AT)
        _print_measured(
            started,
            read=read,
            rows=len(receipt.rows),
            decision=receipt.decision,
            findings=len(receipt.findings),
        )


def _print_measured(started: float, **more: object) -> None:
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak} | more))


def _run(kind: str, path: Path) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__)), "--one", kind, "--file", str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=_ROOT)
    return dict(json.loads(answer.stdout.splitlines()[-1]))


def write_table(plain: list[dict[str, float]], product: list[dict[str, float]]) -> str:
    """Medians with least and greatest, their ratio, and the greatest memory."""
    ratio = statistics.median(one["seconds"] for one in product) / statistics.median(
        one["seconds"] for one in plain
    )
    peak = max(one["peak"] for one in product)
    rows = [
        ["calamine: every cell as a Python value", report.spread([1000 * one["seconds"] for one in plain]),
         f"{max(one['peak'] for one in plain):.0f}", "1", "", ""],
        ["opened, read, checked and compared", report.spread([1000 * one["read"] for one in product]), "", "", "", ""],
        ["… and committed", report.spread([1000 * one["seconds"] for one in product]), f"{peak:.0f}",
         f"{ratio:.2f}", f"≤ {MOST_RATIO} and ≤ {MOST_MEMORY} MiB",
         "met" if ratio <= MOST_RATIO and peak <= MOST_MEMORY else "**missed**"],
    ]  # fmt: skip
    return report.table(["step", "ms", "peak memory, MiB", "ratio", "asked", ""], rows)


@click.command()
@click.option("--rows", default=100_000, show_default=True)
@click.option("--rounds", default=5, show_default=True)
@click.option("--write", is_flag=True, help="Put the table into docs/benchmarks.md.")
@click.option("--one", type=click.Choice(["plain", "product"]), hidden=True)
@click.option("--file", type=click.Path(path_type=Path), hidden=True)
def main(rows: int, rounds: int, write: bool, one: str | None, file: Path | None) -> None:
    """Measure reader and product in turn, each in a process of its own, and print the table as Markdown."""
    if one and file:
        (measure_plain if one == "plain" else measure_product)(file)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so_lieu_dang_dai.xlsx"
        written = write_long_table(path, rows)
        plain, product = [], []
        for _ in range(rounds):
            plain.append(_run("plain", path))
            product.append(_run("product", path))
    stored = product[0]["rows"]
    text = (
        f"Measured {report.today()} on {report.describe_machine(None)}; {rounds} rounds in turn, each in a fresh "
        f"process; median (least–greatest). {written:,} rows × 9 columns, {stored:,} figures committed.\n\n"
        f"{write_table(plain, product)}"
    )
    click.echo(text)
    if write:
        report.replace_section(report.DOCUMENT, "intake", text)


if __name__ == "__main__":
    main()
