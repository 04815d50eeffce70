"""Kill the writing process at any moment: what was acknowledged is there, what was not is absent whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.store.conftest import load_samples
from tests.store.writer import ROWS_EACH
from tracker.store import open_store

ROOT = Path(__file__).parents[2]


def start_writer(address: str, name: str = "An") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", address, name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def kill_after(child: subprocess.Popen[str], seconds: float, heard: int = 0) -> list[str]:
    """The ids that the child acknowledged before it was killed, `seconds` after it was ready and `heard` of them."""
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    first = [child.stdout.readline().rstrip("\n") for _ in range(heard)]
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    lines = child.stdout.read().split("\n")
    child.wait()
    return first + lines[:-1]  # what follows the last line break was cut off


def test_what_was_acknowledged_survives_ten_kills(address: str) -> None:
    chance = random.Random(7)
    with open_store(address) as store:
        load_samples(store)
    acknowledged: set[str] = set()
    kills = 0
    for round_ in range(10 if "ducklake" not in address else 4):
        # Every other writer is killed after its first record, however slow the machine is.
        acknowledged |= set(kill_after(start_writer(address), chance.uniform(0.02, 0.8), heard=round_ % 2))
        with open_store(address) as store:
            rows = store.list_submissions()
            submissions = rows[rows["kind"] == "form"].set_index("id")
            assert acknowledged <= set(submissions.index)
            kills += 1
            assert len(submissions) <= len(acknowledged) + kills  # at most one unheard of per kill
            assert (submissions["observations"] == ROWS_EACH).all()
            events = store.database.read(
                "SELECT submission_id, count(*) AS n FROM submission_event WHERE kind <> 'superseded' GROUP BY ALL"
            ).set_index("submission_id")["n"]
            assert (events.reindex(submissions.index) == 2).all()
            assert store.find_rollup_differences().empty
    assert acknowledged
