"""The growth benchmark builds what it says and its workspace's rollup is right."""

from __future__ import annotations

from pathlib import Path

from tracker.store import open_store
from tracker.store.benchmark import PLAIN_SCAN, WHOLE, build_workspace, measure_growth


def test_the_report_names_medians_and_ratios(tmp_path: Path) -> None:
    report = measure_growth(small=3_000, large=12_000, runs=2, folder=tmp_path)
    assert report["observations"] == {"small": 3_000, "large": 12_000}
    for question in ("read", "province", "scan", "write"):
        assert set(report["median_ms"][question]) == {"small", "large"}
        assert report["large_over_small"][question] > 0
    assert list(tmp_path.iterdir()) == []


def test_the_read_and_the_scan_give_the_same_sums(tmp_path: Path) -> None:
    with open_store(tmp_path / "tracker.duckdb") as store:
        build_workspace(store, 9_000)
        assert store.find_rollup_differences().empty
        keys = ["indicator_code", "period", "measure"]
        scanned = store.database.read(PLAIN_SCAN, [WHOLE]).set_index(keys)
        series = store.read_series([WHOLE]).set_index(keys).reindex(scanned.index)
        is_sum = series["numerator"].isna()
        assert len(series) == 3_000
        assert (series["value"] == scanned.iloc[:, 0])[is_sum].all()
        assert (series["numerator"] == scanned.iloc[:, 1])[~is_sum].all()
        assert (series["units_reported"] == 3).all() and (series["units_expected"] == 3).all()
