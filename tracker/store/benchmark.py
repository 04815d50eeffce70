"""Growth: what the overview's read costs over ten million observations against 150 000."""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from tracker.store.connection import Cursor
from tracker.store.facade import Store, open_store
from tracker.store.recording import NewSubmission
from tracker.store.rollups import rebuild

INDICATORS, YEARS, FIRST_YEAR = 60, 10, 2016
ROWS_PER_UNIT = INDICATORS * YEARS * 5  # per year: a half with 3 measures, the year with 2
UNITS_PER_PROVINCE = 98  # 3 321 communes in 34 provinces
WHOLE = "ALL"
VALID_FROM = dt.date(2000, 1, 1)

# The overview's figures without the rollup: add up every observation of the place.
PLAIN_SCAN = """
    SELECT o.indicator_code, o.period, o.measure,
        sum(o.value), sum(o.numerator), sum(o.denominator), count(o.value)
    FROM observation o
    JOIN place_member m ON m.unit_code = o.unit_code AND m.unit_valid_from = o.unit_valid_from
    WHERE m.place_code = ?
    GROUP BY ALL
"""

_BUILD = (
    """INSERT INTO indicator (code, name, short_name, programmes, group_code, level, unit_of_measure, kind,
        aggregation, frequency, document, section, verified)
    SELECT printf('I-%02d', i), 'x', 'x', 'P', 'g', 'province', 'x', 'stock',
        CASE WHEN i % 3 = 0 THEN 'ratio_of_sums' ELSE 'sum' END, 'half_year', 'x', 'x', TRUE
    FROM range($indicators) t(i)""",
    "INSERT INTO indicator_reporter (indicator_code, unit_level) SELECT code, 'commune' FROM indicator",
    """INSERT INTO reporting_unit (code, valid_from, name, level, is_approximate)
    SELECT printf('%05d', i), DATE '2000-01-01', 'x', 'commune', FALSE FROM range($units) t(i)""",
    """INSERT INTO place_member
    SELECT place, printf('%05d', i), DATE '2000-01-01', DATE '0001-01-01', DATE '9999-12-31', FALSE
    FROM range($units) t(i), unnest(['ALL', printf('P%02d', i // $per_province)]) p(place)""",
    """INSERT INTO submission (id, unit_code, unit_valid_from, period, kind, precedence, revision, is_demo,
        received_at)
    SELECT code || '/' || period, code, valid_from, period, 'form', 2, 1, FALSE, TIMESTAMP '2026-01-01'
    FROM reporting_unit, (SELECT ($first_year + y)::VARCHAR || half AS period
        FROM range($years) t(y), unnest(['', '-H1']) h(half))""",
    """INSERT INTO submission_event (id, submission_id, kind, revision, "at")
    SELECT uuid()::VARCHAR, id, 'approved', 2, TIMESTAMP '2026-01-02' FROM submission WHERE period <> $last""",
    """INSERT INTO observation (id, submission_id, indicator_code, unit_code, unit_valid_from, period,
        period_ends_on, measure, value, numerator, denominator)
    SELECT uuid()::VARCHAR, s.id, i.code, s.unit_code, s.unit_valid_from, s.period,
        make_date(substr(s.period, 1, 4)::BIGINT, CASE WHEN s.period LIKE '%H1' THEN 6 ELSE 12 END, 30),
        measure, hash(s.id || i.code) % 1000, hash(s.id || i.code) % 100, 100
    FROM submission s, indicator i,
        unnest(['actual', 'plan'] || CASE WHEN s.period LIKE '%H1' THEN ['estimate'] ELSE [] END) m(measure)
    ORDER BY s.period, s.unit_code, i.code""",
)


def measure_growth(
    small: int = 150_000, large: int = 10_000_000, runs: int = 15, folder: Path | None = None
) -> dict[str, Any]:
    """Build a small and a large workspace and time the same read over both, in turn.

    `small` and `large` are numbers of observations; a unit has 3 000 (60 indicators × 10 years × 2
    periods × 2,5 measures). Returns medians in milliseconds: `read` is read_series of the place that
    holds every unit, all indicators; `province` one of the large one's provinces; `scan` adds the
    observations up without the rollup; `write` records one unit's form. The ratios are large / small.
    """
    with tempfile.TemporaryDirectory(dir=folder) as place:
        stores = {name: open_store(Path(place) / f"{name}.duckdb") for name in ("small", "large")}
        try:
            report: dict[str, Any] = {"observations": {}, "build_seconds": {}, "recount_seconds": {}}
            for name, count in (("small", small), ("large", large)):
                built = build_workspace(stores[name], count)
                for key, value in built.items():
                    report[key][name] = value
            return report | _measure(stores, runs)
        finally:
            for store in stores.values():
                store.close()


def build_workspace(store: Store, observations: int) -> dict[str, float]:
    """Fill an empty workspace with generated observations and count its rollup."""
    values = {
        "indicators": INDICATORS,
        "units": max(1, round(observations / ROWS_PER_UNIT)),
        "per_province": UNITS_PER_PROVINCE,
        "first_year": FIRST_YEAR,
        "years": YEARS,
        "last": str(FIRST_YEAR + YEARS - 1),  # the round under review; the rest is approved
    }

    def fill(cursor: Cursor, _: int) -> None:
        for statement in _BUILD:
            used = {name: value for name, value in values.items() if f"${name}" in statement}
            cursor.execute(statement, used)

    started = time.perf_counter()
    store.database.write(fill)
    filled = time.perf_counter()
    store.database.write(lambda cursor, _: rebuild(cursor))
    counted = time.perf_counter()
    rows = store.database.read_rows("SELECT count(*) FROM observation")[0][0]
    return {
        "observations": rows,
        "build_seconds": round(filled - started, 1),
        "recount_seconds": round(counted - filled, 1),
    }


def _measure(stores: dict[str, Store], runs: int) -> dict[str, Any]:
    """Medians in milliseconds, every question to both workspaces in turn."""
    questions: dict[str, Callable[[Store], object]] = {
        "read": lambda store: store.read_series([WHOLE], basis="official"),
        "province": lambda store: store.read_series(["P00"]),
        "scan": lambda store: store.database.read(PLAIN_SCAN, [WHOLE]),
        "write": _hand_in,
    }
    times: dict[str, dict[str, list[float]]] = {
        question: {name: [] for name in stores} for question in questions
    }
    for run in range(runs + 1):
        for question, ask in questions.items():
            for name, store in stores.items():
                started = time.perf_counter()
                ask(store)
                if run:  # the first fills the caches
                    times[question][name].append(1000 * (time.perf_counter() - started))
    medians = {
        question: {name: round(statistics.median(values), 1) for name, values in by_store.items()}
        for question, by_store in times.items()
    }
    ratios = {question: round(found["large"] / found["small"], 2) for question, found in medians.items()}
    return {"median_ms": medians, "large_over_small": ratios, "runs": runs}


def _hand_in(store: Store) -> str:
    """One unit's form: every indicator, actual and estimate of one half."""
    rows = pd.DataFrame(
        [
            (f"I-{number:02}", measure, 1.0, 1.0, 2.0)
            for number in range(INDICATORS)
            for measure in ("actual", "estimate")
        ],
        columns=["indicator_code", "measure", "value", "numerator", "denominator"],
    )
    submission = NewSubmission("00001", VALID_FROM, "2025-H1", "form", dt.datetime(2026, 1, 1))
    return store.record_submission(submission, rows)
