"""The demo workspace: the published anchors hold, every verdict and state appears, nothing real is touched."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from tracker.catalogue.loader import load_catalogue
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, load_reference
from tracker.core.assessment import leading_rows
from tracker.core.checks import CHECKS
from tracker.core.period import Period
from tracker.core.verdict import VERDICTS
from tracker.store import Store, open_store
from tracker.workflow.answers import Answers
from tracker.workflow.illustration import illustrate, record_illustration
from tracker.workflow.illustration_spread import apportion, spread_rate

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20.0  # about 5 on an idle machine with two cores; the whole demo has to be there within 10
PROVINCIAL = [("TQ_NEW", "2026-H1"), ("TQ_OLD", "2025"), ("TQ_OLD", "2024"), ("TQ_OLD", "2023")]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "indicators.yaml")


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(ROOT / "data" / "reference")


@pytest.fixture(scope="module")
def demo(
    catalogue: Catalogue, reference: Reference, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A workspace filled once for all tests of this file, which only read it."""
    with open_store(tmp_path_factory.mktemp("demo") / "demo.duckdb") as store:
        store.load_catalogue(catalogue, "demo")
        store.load_reference(reference)
        record_illustration(store, catalogue, reference)
        yield store


@pytest.fixture(scope="module")
def answers(demo: Store, catalogue: Catalogue, reference: Reference) -> Answers:
    return Answers(demo, catalogue, reference)


@pytest.fixture(scope="module")
def figures(catalogue: Catalogue, reference: Reference) -> pd.DataFrame:
    return illustrate(catalogue, reference)


@pytest.fixture(scope="module")
def overview(answers: Answers) -> pd.DataFrame:
    return leading_rows(answers.assess(Period.parse("2026-H1"), ["TQ_NEW"]))


@pytest.mark.parametrize(
    ("code", "period", "expected"),
    [("GN-11", "2021", 50033), ("GN-11", "2022", 40522), ("GN-12", "2021", 16749)],
)
def test_districts_add_up_to_the_published_counts(
    demo: Store, code: str, period: str, expected: float
) -> None:
    series = demo.read_series(["TQ_OLD"], [code], [period]).set_index("measure")
    assert series.loc["actual", "rollup_value"] == expected
    assert series.loc["actual", "units_reported"] == 7


@pytest.mark.parametrize(
    ("code", "period", "expected"),
    [
        ("GN-01", "2021", 23.45),
        ("GN-01", "2022", 18.9),
        ("GN-01", "2024", 10.19),
        ("GN-03", "2021", 7.85),
        ("GN-04", "2021", 31.3),
        ("GN-06", "2021", 37.32),
        ("GN-06", "2024", 16.04),
    ],
)
def test_districts_give_the_published_rates(demo: Store, code: str, period: str, expected: float) -> None:
    series = demo.read_series(["TQ_OLD"], [code], [period]).set_index("measure")
    assert series.loc["actual", "rollup_value"] == pytest.approx(expected, abs=0.005)
    assert series.loc["actual", "value"] == expected  # the published figure itself stays
    assert series.loc["actual", "basis"] == "direct"


@pytest.mark.parametrize(("code", "period"), [("GN-01", "2023"), ("GN-03", "2023"), ("GN-04", "2024")])
def test_old_ha_giang_lies_near_its_published_rates(demo: Store, code: str, period: str) -> None:
    actual = demo.read_series(["HG_OLD"], [code], [period]).set_index("measure").loc["actual"]
    assert actual["rollup_value"] == pytest.approx(actual["value"], abs=0.02)


def test_no_invented_figure_has_the_key_of_a_published_one(
    figures: pd.DataFrame, reference: Reference
) -> None:
    keys = ["unit_code", "unit_valid_from", "indicator_code", "period", "measure"]
    both = figures[keys].merge(reference.published_actuals[keys], on=keys)
    assert both.empty


def test_the_year_2023_of_old_tuyen_quang_stays_a_gap(demo: Store) -> None:
    actuals = demo.read_series(["TQ_OLD"], ["GN-01", "GN-11"])
    actuals = actuals[actuals["measure"] == "actual"]
    assert "2023" not in set(actuals["period"])
    assert {"2022", "2024", "2025"} <= set(actuals["period"])


def test_plans_of_the_catalogue_are_not_replaced_by_invented_ones(answers: Answers) -> None:
    for period, plan in (("2022", 19.97), ("2023", 15.39)):
        rows = answers.assess(Period.parse(period), ["TQ_OLD"], indicator="GN-01")
        assert rows.loc[rows["target_kind"] == "year_plan", "target_high"].tolist() == [plan]


def test_the_review_agrees_with_itself(figures: pd.DataFrame) -> None:
    reviews = figures[figures["measure"].isin(["actual", "estimate"])]
    keys = ["unit_code", "unit_valid_from", "period", "measure"]
    table = reviews.pivot(index=keys, columns="indicator_code", values="value").dropna(subset=["GN-21"])
    assert len(table) > 300
    assert (table["GN-11"] == table["GN-21"] - table["GN-22"] + table["GN-26"]).all()
    assert (table["GN-22"] == table[["GN-23", "GN-24", "GN-25"]].sum(axis=1)).all()
    assert (table["GN-26"] == table[["GN-27", "GN-28", "GN-29", "GN-30"]].sum(axis=1)).all()
    rates = reviews[reviews["indicator_code"] == "GN-01"].set_index(keys)
    assert (rates["numerator"] == table["GN-11"].reindex(rates.index).fillna(rates["numerator"])).all()
    assert (figures["numerator"].fillna(0) <= figures["denominator"].fillna(1e9)).all()


def test_communes_take_over_what_the_districts_left(figures: pd.DataFrame) -> None:
    opening = figures[
        (figures["indicator_code"] == "GN-21")
        & (figures["period"] == "2025")
        & (figures["measure"] == "actual")
    ]
    closing = figures[
        (figures["indicator_code"] == "GN-11")
        & (figures["period"] == "2024")
        & (figures["measure"] == "actual")
    ]
    assert opening["value"].sum() == closing["value"].sum()
    assert len(opening) == 124
    assert len(closing) == 18


def test_every_verdict_appears_for_the_province(answers: Answers) -> None:
    seen: set[str] = set()
    for place, period in PROVINCIAL:
        seen |= set(answers.assess(Period.parse(period), [place])["verdict"])
    assert seen == set(VERDICTS)


def test_the_overview_tells_more_than_one_kind_of_news(overview: pd.DataFrame) -> None:
    provincial = overview[overview["level"] == "province"]
    counts = provincial["verdict"].value_counts()
    assert counts.idxmax() in {"on_track", "no_target"}
    assert counts["on_track"] >= 15
    for verdict, least in (
        ("reversing", 2),
        ("off_track", 3),
        ("at_risk", 3),
        ("missed", 1),
        ("achieved", 1),
    ):
        assert counts.get(verdict, 0) >= least, verdict


@pytest.mark.parametrize(
    ("code", "verdict"),
    [("CTXH-01", "at_risk"), ("CTXH-03", "off_track"), ("CTXH-04", "reversing"), ("CTXH-05", "on_track")],
)
def test_the_social_work_programme_in_mid_2026(overview: pd.DataFrame, code: str, verdict: str) -> None:
    row = overview.set_index("indicator_code").loc[code]
    assert row["due_year"] == 2030
    assert row["verdict"] == verdict


def test_the_growth_target_waits_for_the_rate_of_2020_but_not_for_that_of_2025(answers: Answers) -> None:
    rows = answers.assess(Period.parse("2026-H1"), ["TQ_OLD"], indicator="CTXH-04").set_index("due_year")
    assert rows.loc[2025, "verdict"] == "no_baseline"
    assert rows.loc[2030, "verdict"] not in {"no_baseline", "no_data", "not_due"}


def test_units_differ(answers: Answers, reference: Reference) -> None:
    period = Period.parse("2026-H1")
    communes = [unit.code for unit in reference.list_units(period.ends_on, "commune")]
    rows = answers.assess(period, communes, indicator="GN-01")
    counts = rows["verdict"].value_counts()
    assert {"on_track", "at_risk", "off_track"} <= set(counts.index)
    assert counts.max() < 0.75 * len(communes)


def test_six_communes_are_late_and_twelve_are_early(demo: Store) -> None:
    half = demo.read_series(["TQ_NEW"], ["CTXH-05"], ["2026-H1"]).iloc[0]
    assert half["units_reported"] < half["units_expected"]
    communes = demo.completeness("TQ_NEW", "2026-H1").query("level == 'commune'")
    assert (communes["has_reported"].sum(), len(communes)) == (118, 124)
    open_round = demo.completeness("TQ_NEW", "2026").query("level == 'commune'")
    assert (open_round["has_reported"].sum(), len(open_round)) == (12, 124)
    year = demo.read_series(["TQ_NEW"], ["GN-01"], ["2026"]).set_index("measure")
    assert (year.loc["actual", "units_reported"], year.loc["actual", "units_expected"]) == (12, 124)
    assert year.loc["estimate", "units_reported"] == 118


def test_mistakes_are_stored_with_what_the_checks_found(demo: Store) -> None:
    listed = demo.list_submissions()
    faulty = listed[(listed["errors"] + listed["warnings"]) > 0]
    found = pd.concat([demo.read_findings(submission_id) for submission_id in faulty["id"]])
    expected = {
        "numerator_exceeds_denominator",
        "identity_broken",
        "jump_against_last",
        "rate_mismatch",
        "h1_exceeds_year_estimate",
        "estimate_below_actual",
    }
    assert expected <= set(found["code"])
    assert (found["severity"] == found["code"].map(CHECKS)).all()
    assert (found["message"].str.len() > 0).all()
    assert len(faulty) < 0.15 * len(listed)


def test_every_state_of_a_submission_appears_and_all_is_marked(demo: Store) -> None:
    listed = demo.list_submissions()
    assert {"current", "superseded", "undone"} == set(listed["state"])
    illustrative = listed["kind"] == "illustration"
    assert listed.loc[illustrative, "is_demo"].all()
    assert not listed.loc[~illustrative, "is_demo"].any()
    assert set(listed.loc[~illustrative, "kind"]) == {"published"}
    assert demo.mode() == "demo"
    assert demo.find_rollup_differences().empty


def test_it_is_the_same_each_time_and_adds_nothing_twice(
    demo: Store, figures: pd.DataFrame, catalogue: Catalogue, reference: Reference
) -> None:
    revision = demo.revision()
    record_illustration(demo, catalogue, reference)
    assert demo.revision() == revision
    pd.testing.assert_frame_equal(illustrate(catalogue, reference), figures)


def test_starting_for_real_leaves_only_what_was_published(
    catalogue: Catalogue, reference: Reference, tmp_path: Path
) -> None:
    started = time.perf_counter()
    with open_store(tmp_path / "demo.duckdb") as store:
        store.load_catalogue(catalogue, "demo")
        store.load_reference(reference)
        published = store.read_series()
        record_illustration(store, catalogue, reference)
        assert time.perf_counter() - started < SECONDS
        store.begin_real(by="test", at=dt.datetime(2026, 11, 22))
        assert set(store.list_submissions()["kind"]) == {"published"}
        pd.testing.assert_frame_equal(store.read_series(), published)


@pytest.mark.parametrize("total", [0, 1, 7, 999])
def test_parts_are_whole_and_add_up(total: int) -> None:
    weights = pd.Series([5.0, 1.0, 0.0, 3.3, 2.2]).to_numpy()
    parts = apportion(total, weights)
    assert parts.sum() == total
    assert (parts % 1 == 0).all()
    assert parts[2] == 0


@pytest.mark.parametrize("total", [0, 3, 50, 149, 150])
def test_parts_of_a_rate_stay_within_their_wholes(total: int) -> None:
    wholes = pd.Series([100.0, 0.0, 20.0, 30.0]).to_numpy()
    parts = spread_rate(total, wholes, pd.Series([2.0, 0.0, -2.0, 0.0]).to_numpy())
    assert parts.sum() == total
    assert (parts <= wholes).all()
    assert (parts >= 0).all()
