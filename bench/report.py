"""Writes measured figures as Markdown, with the machine and the date, into a marked section of a document."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import platform
import re
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def describe_machine(browser: str | None) -> str:
    """One line: cores, processor, memory, and the versions that matter to a page's speed."""
    processor, memory = "unknown processor", 0.0
    cpuinfo, meminfo = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    if cpuinfo.exists():
        found = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE)
        processor = found[1] if found else platform.machine()
    if meminfo.exists():
        found = re.search(r"^MemTotal:\s*(\d+)", meminfo.read_text(), re.MULTILINE)
        memory = int(found[1]) / 2**20 if found else 0.0
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("streamlit", "duckdb"))
    seen = ""
    if browser:
        answer = subprocess.run([browser, "--version"], capture_output=True, text=True, check=False)
        seen = ", " + " ".join(answer.stdout.split()[:2])
    return (
        f"{os.cpu_count()} cores ({processor}), {memory:.0f} GiB, Python {platform.python_version()}, "
        f"{versions}{seen}"
    )


def today() -> str:
    return dt.datetime.now().astimezone().date().isoformat()


def spread(values: Sequence[float]) -> str:
    """Median with the least and the greatest, in milliseconds."""
    return f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f})"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def replace_section(document: Path, name: str, text: str) -> None:
    """Put the text between the `name` markers of the document; raises ValueError when it has none."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    old = document.read_text(encoding="utf-8")
    if begin not in old or end not in old:
        raise ValueError(f"{document} has no section {name}")
    head, rest = old.split(begin, 1)
    _, tail = rest.split(end, 1)
    document.write_text(f"{head}{begin}\n{text.strip()}\n{end}{tail}", encoding="utf-8")
