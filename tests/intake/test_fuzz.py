"""Thousands of workbooks that went wrong: nothing breaks, nothing is half stored, every refusal says why.

FUZZ_MUTATIONS sets how many are tried (2.000 unless it is set), FUZZ_FIRST the number of the first: the same
number is always the same file, and `python -m tests.intake.fuzzing NUMBER NUMBER+1` tries one alone.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

MUTATIONS = int(os.environ.get("FUZZ_MUTATIONS", "2000"))
FIRST = int(os.environ.get("FUZZ_FIRST", "0"))
PROCESSES = min(4, os.cpu_count() or 1)
LONGEST = 60.0  # seconds in which one file must be done with
_ROOT = Path(__file__).resolve().parents[2]


def test_nothing_breaks(repository: Path) -> None:
    bounds = [FIRST + MUTATIONS * at // PROCESSES for at in range(PROCESSES + 1)]
    with ThreadPoolExecutor(PROCESSES) as runs:
        parts = runs.map(run_range, bounds[:-1], bounds[1:])
        outcomes = [outcome for part in parts for outcome in part]
    print(describe(outcomes))
    assert [one["fault"] for one in outcomes if one["fault"]] == []
    assert len(outcomes) == MUTATIONS
    if MUTATIONS >= 500:  # else chance may leave one out
        assert {one["decision"] for one in outcomes} == {"accept", "confirm", "return", "refuse"}
        assert sum(one["stored"] > 0 for one in outcomes) > MUTATIONS / 40
        assert {one["marked"].rpartition(" ")[2] for one in outcomes} >= {"bytes", "markable"}


def run_range(first: int, last: int) -> list[dict[str, Any]]:
    """The outcomes of these numbers; a file that ends the process or never ends is a fault of its own."""
    outcomes: list[dict[str, Any]] = []
    while first < last:
        begun = None
        for line in _lines_of([sys.executable, "-m", "tests.intake.fuzzing", str(first), str(last)]):
            if "begin" in line:
                begun = line["begin"]
            else:
                outcomes.append(line)
                begun, first = None, line["number"] + 1
        if begun is None and first < last:
            raise AssertionError(f"the run ended before {first}")
        if begun is not None:
            fault = f"{begun}: the process ended, or took more than {LONGEST} seconds"
            outcomes.append({"number": begun, "base": "", "mutations": [], "decision": "", "codes": [],
                             "seconds": LONGEST, "stored": 0, "marked": "", "fault": fault})  # fmt: skip
            first = begun + 1
    return outcomes


def _lines_of(command: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The process's lines of JSON; it is ended when none comes for LONGEST seconds."""
    process = subprocess.Popen(
        command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    try:
        while (line := lines.get(timeout=LONGEST)) is not None:
            yield json.loads(line)
    except queue.Empty:
        pass
    finally:
        process.kill()
        process.wait()


def describe(outcomes: Sequence[dict[str, Any]]) -> str:
    """Decisions, how many were stored and marked, the slowest: shown with `pytest -s`."""
    slowest = sorted(outcomes, key=lambda one: one["seconds"])[-3:]
    return "\n".join(
        (
            f"{len(outcomes)} files: {dict(Counter(one['decision'] for one in outcomes))}",
            f"stored and taken back: {sum(one['stored'] > 0 for one in outcomes)}",
            f"marked: {dict(Counter(one['marked'].rpartition(' ')[2] for one in outcomes if one['marked']))}",
            f"findings: {dict(Counter(code for one in outcomes for code in one['codes']).most_common())}",
            f"slowest: {[(one['number'], one['base'], one['seconds']) for one in slowest]}",
            *(
                f"{one['number']} {one['base']} {one['mutations']}\n{one['fault']}"
                for one in outcomes
                if one["fault"]
            ),
        )
    )
