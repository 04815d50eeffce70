"""Small series, rows and indicators for figures and workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from tracker.catalogue.loader import load_catalogue
from tracker.catalogue.model import Catalogue, Indicator
from tracker.core.series import SERIES_COLUMNS

CATALOGUE: Catalogue = load_catalogue(Path(__file__).resolve().parents[2] / "indicators.yaml")


def indicator(code: str) -> Indicator:
    return next(one for one in CATALOGUE.indicators if one.code == code)


def series(*rows: tuple[str, str, str, str, float], **more: Any) -> pd.DataFrame:
    """SERIES from (place, indicator, period, measure, value)."""
    names = ["place_code", "indicator_code", "period", "measure", "value"]
    return pd.DataFrame(list(rows), columns=names).assign(**more).reindex(columns=list(SERIES_COLUMNS))


def target_row(**changes: Any) -> pd.DataFrame:
    """One ASSESSMENT row of a level target, with what the figures read."""
    row = {
        "indicator_code": "CTXH-01", "place_code": "TQ_OLD", "target_kind": "level", "verdict": "off_track",
        "value": 57.0, "value_period": "2026-H1", "value_kind": "actual", "target_op": ">=", "target_low": 90.0,
        "target_high": None, "due": "2030-12-31", "due_year": 2030.0, "stage_from": 2026.0, "bound": 90.0,
        "baseline": 50.0, "baseline_period": "2025", "baseline_kind": "stated", "expected": 60.0,
        "projected": 80.0, "needed_per_year": 7.3, "reached_year": 2032.0, "direction": 1.0,
    }  # fmt: skip
    return pd.DataFrame([row | changes])
