"""Page benchmark: the product and a bare Streamlit app in turn, in a real browser: `python bench/pages.py`."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click
from playwright.sync_api import Playwright, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from bench import browsing, report
from bench.serving import FLOOR, PRODUCT, CountingProxy, Server, serve
from tracker.outputs.images.browser import find_browser

FIGURE = ".js-plotly-plot .main-svg"
PICKER = '[data-testid="stMain"] [data-testid="stSelectbox"]'
RESULTS = REPOSITORY / "bench" / "results" / "pages.json"
MEASURES = ("cold load", "warm load", "picker change", "page switch")


@dataclass(frozen=True)
class PageCase:
    """A page of the product, what must be drawn on it, and how it may compare with the floor."""

    name: str
    path: str
    selector: str
    count: int
    floor_figures: int
    limits: dict[str, float]
    bytes_first: float
    away: str = "/phuong-phap"
    switch_counts: bool = True


@dataclass(frozen=True)
class Side:
    """One of the two apps under the same drive: addresses, links, and what must be drawn."""

    name: str
    url: str
    path: str
    away: str
    selector: str
    count: int


OVERVIEW_LIMITS = {"cold load": 0.75, "warm load": 0.75, "picker change": 0.75}
CHART_LIMITS = {"page switch": 1.15, "warm load": 1.15, "picker change": 1.15}
CASES = (
    PageCase("Tổng quan", "/", "h1", 1, 4, OVERVIEW_LIMITS, 1.6),
    PageCase("Chỉ tiêu", "/chi-tieu?ma=GN-01", FIGURE, 1, 1, CHART_LIMITS, 3.2),
    PageCase("So sánh", "/so-sanh?dia-ban=TQ_OLD", FIGURE, 1, 1, CHART_LIMITS, 3.2),
)


def drive(playwright: Playwright, side: Side) -> dict[str, float]:
    """One round on a new profile; milliseconds for each of MEASURES."""
    times = {}
    with (
        tempfile.TemporaryDirectory(prefix="profile-") as folder,
        browsing.open_profile(playwright, Path(folder)) as profile,
    ):
        page = profile.pages[0]
        address = side.url + side.path
        times["cold load"] = browsing.open_page(page, address, side.selector, side.count)
        # The browser keeps compiled scripts from the second visit on; a person's later visits have them.
        browsing.open_page(page, address, side.selector, side.count)
        times["warm load"] = browsing.open_page(page, address, side.selector, side.count)
        times["picker change"] = browsing.change_picker(page, PICKER, side.selector, side.count)
        browsing.switch_page(page, _link(side.away), "h1", 1)
        here = side.path.split("?")[0]
        times["page switch"] = browsing.switch_page(page, _link(here), side.selector, side.count)
    return times


def _link(path: str) -> str:
    ending = path.rsplit("/", 1)[-1]
    address = f'[href$="/{ending}"]' if ending else '[href="/"], [data-testid="stSidebarNavLink"]'
    return ", ".join(f'[data-testid="stSidebar"] a{part.strip()}' for part in address.split(","))


def count_bytes(playwright: Playwright, port: int, path: str, selector: str, count: int) -> dict[str, float]:
    """Megabytes that a first and a later visit bring, headers and websocket frames included.

    `http` is the first visit of a browser that is not offered brotli, as on a plain http address of an
    office network.
    """
    sizes = {}
    for name, encodings in (("first", None), ("http", "gzip, deflate")):
        with (
            CountingProxy(port) as proxy,
            tempfile.TemporaryDirectory(prefix="profile-") as folder,
            browsing.open_profile(playwright, Path(folder)) as profile,
        ):
            page = profile.pages[0]
            if encodings:
                page.set_extra_http_headers({"Accept-Encoding": encodings})
            browsing.open_page(page, proxy.url + path, selector, count)
            page.wait_for_timeout(1500)
            sizes[name] = proxy.take_count() / 1e6
            if not encodings:
                browsing.open_page(page, proxy.url + path, selector, count)
                page.wait_for_timeout(1500)
                sizes["later"] = proxy.take_count() / 1e6
    return sizes


def list_sides(case: PageCase, floor: Server, product: Server) -> Iterator[Side]:
    yield Side("floor", floor.url, "/", "/second", FIGURE, case.floor_figures)
    yield Side("product", product.url, case.path, case.away, case.selector, case.count)


def measure(repetitions: int, cases: tuple[PageCase, ...]) -> dict[str, dict]:
    """{case: {"times": {side: {measure: [ms]}}, "bytes": {side: {visit: MB}}}}."""
    results: dict[str, dict] = {}
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="workspace-"))
        product = stack.enter_context(serve(PRODUCT, {"TRACKER_DATABASE": f"{folder}/tracker.duckdb"}))
        floors = {
            figures: stack.enter_context(serve(FLOOR, {"FLOOR_FIGURES": str(figures)}))
            for figures in sorted({case.floor_figures for case in cases})
        }
        playwright = stack.enter_context(sync_playwright())
        for case in cases:
            sides = list(list_sides(case, floors[case.floor_figures], product))
            times: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
            for side in sides:
                drive(playwright, side)  # so that neither side pays for the server's first run
            for repetition in range(repetitions):
                for side in sides:
                    for measure_name, value in drive(playwright, side).items():
                        times[side.name][measure_name].append(value)
                click.echo(f"{case.name}: {repetition + 1}/{repetitions}", err=True)
            sizes = {
                side.name: count_bytes(
                    playwright, int(side.url.rsplit(":", 1)[1]), side.path, side.selector, side.count
                )
                for side in sides
            }
            results[case.name] = {"times": times, "bytes": sizes}
    return json.loads(json.dumps(results))


def write_times(results: dict[str, dict], cases: tuple[PageCase, ...]) -> str:
    rows = []
    for case in cases:
        times = results[case.name]["times"]
        for name in MEASURES:
            floor, product = times["floor"][name], times["product"][name]
            ratio = statistics.median(product) / statistics.median(floor)
            limit = case.limits.get(name)
            asked = f"≤ {limit:.2f}" if limit else "–"
            verdict = "" if limit is None else ("met" if ratio <= limit else "**missed**")
            page = f"{case.name} (floor: {case.floor_figures} figures)"
            rows.append(
                (page, name, report.spread(floor), report.spread(product), f"{ratio:.2f}", asked, verdict)
            )
    header = ("page", "measure", "floor, ms", "product, ms", "ratio", "asked", "")
    return report.table(header, rows)


def write_bytes(results: dict[str, dict], cases: tuple[PageCase, ...]) -> str:
    rows = []
    for case in cases:
        floor, product = (results[case.name]["bytes"][side] for side in ("floor", "product"))
        is_met = product["first"] <= case.bytes_first and product["later"] < 0.1
        rows.append(
            (
                case.name,
                f"{floor['first']:.2f}",
                f"{product['first']:.2f} (≤ {case.bytes_first})",
                f"{product['http']:.2f}",
                f"{product['later'] * 1000:.0f} (< 100)",
                "met" if is_met else "**missed**",
            )
        )
    header = (
        "page",
        "floor, first visit, MB",
        "first visit, MB",
        "without brotli, MB",
        "later visit, kB",
        "",
    )
    return report.table(header, rows)


@click.command()
@click.option("--repetitions", default=5, show_default=True, help="Rounds of each page and side.")
@click.option("--page", "names", multiple=True, help="Only this page; may be given again.")
@click.option("--write", is_flag=True, help="Put the tables into docs/benchmarks.md.")
def main(repetitions: int, names: tuple[str, ...], write: bool) -> None:
    """Measure the pages against the floor and print the tables as Markdown."""
    cases = tuple(case for case in CASES if not names or case.name in names)
    results = measure(repetitions, cases)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    text = (
        f"Measured {report.today()} on {report.describe_machine(find_browser())}; "
        f"{repetitions} rounds, median (least–greatest).\n\n"
        f"{write_times(results, cases)}\n\n{write_bytes(results, cases)}"
    )
    click.echo(text)
    if write:
        report.replace_section(report.DOCUMENT, "pages", text)


if __name__ == "__main__":
    main()
