"""A child process of the crash test: records submissions and prints each id once it is acknowledged."""

from __future__ import annotations

import sys

import pandas as pd

from tests.store.samples import AT, NEW
from tracker.store import NewSubmission, open_store

ROWS_EACH = 40


def main(address: str, name: str) -> None:
    store = open_store(address)
    print("ready", flush=True)
    for number in range(100_000):
        rows = pd.DataFrame(
            {
                "indicator_code": ["GN-11"] * ROWS_EACH,
                "period": [str(2026 + year) for year in range(ROWS_EACH)],
                "measure": "actual",
                "value": float(number),
            }
        )
        unit = ("02374", "02380", "02215")[number % 3]
        print(store.record_submission(NewSubmission(unit, NEW, "2026", "form", AT, name), rows), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
