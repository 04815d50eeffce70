"""What indicators.yaml holds: every code of the programmes, cited, and nothing invented."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.catalogue.test_loader import CATALOGUE
from tracker.catalogue.frames import indicators_frame, stated_series, targets_frame
from tracker.catalogue.loader import load_catalogue

KNOWN = load_catalogue(CATALOGUE)
CODES = {one.code: one for one in KNOWN.indicators}
EXPECTED = [
    *(["CTXH-01", "CTXH-02", "CTXH-03", "CTXH-04", "CTXH-04a", "CTXH-05", "CTXH-06"]),
    *(f"GN-QG-{number:02d}" for number in range(1, 9)),
    *(f"GN-DV-{number:02d}" for number in range(1, 12)),
    *(f"GN-TH-{number:02d}.{group}" for number in range(1, 13) for group in ("HN", "CN")),
    *(["GN-01", "GN-02", "GN-03", "GN-04", "GN-05", "GN-06", "GN-11", "GN-12", "GN-13", "GN-14", "GN-15", "GN-16", "GN-40", "GN-41", "GN-42", "GN-43", "GN-44"]),
    *(f"GN-{number}" for number in range(21, 31)),
    *(f"MTQG26-{number:02d}" for number in range(1, 9)),
]  # fmt: skip


def test_every_code_is_there() -> None:
    assert set(EXPECTED) <= set(CODES)


@pytest.mark.parametrize("one", KNOWN.indicators, ids=list(CODES))
def test_texts_fit(one: object) -> None:
    assert len(one.short_name) <= 45
    assert one.source.section


def test_targets_of_the_social_work_plan() -> None:
    rows = targets_frame(KNOWN)
    own = rows[rows["indicator_code"].str.startswith("CTXH")]
    found = [
        tuple(row)
        for row in own[["indicator_code", "target_kind", "op", "low", "due_year"]].itertuples(index=False)
    ]
    assert found == [
        ("CTXH-01", "level", ">=", 60, 2025),
        ("CTXH-01", "level", ">=", 90, 2030),
        ("CTXH-02", "per_unit", ">=", 1, 2025),
        ("CTXH-02", "per_unit", ">=", 1, 2030),
        ("CTXH-03", "stage_total", ">", 2000, 2025),
        ("CTXH-03", "stage_total", ">", 3500, 2030),
        ("CTXH-04", "growth", ">=", 20, 2025),
        ("CTXH-04", "growth", ">=", 30, 2030),
        ("CTXH-05", "floor", ">=", 90, 2025),
        ("CTXH-05", "level", ">=", 100, 2030),
    ]
    assert own["verified"].all()


def test_no_baseline_or_plan_is_invented() -> None:
    stated = stated_series(KNOWN)
    assert set(
        map(tuple, stated[["indicator_code", "period", "measure", "value"]].itertuples(index=False))
    ) == {
        ("GN-01", "2022", "plan", 19.97),
        ("GN-01", "2023", "plan", 15.39),
        ("GN-01", "2021", "baseline", 23.45),
    }


def test_national_targets_are_marked() -> None:
    national = {one.code for one in KNOWN.indicators if one.level == "national"}
    assert {code for code in CODES if code.startswith(("GN-QG", "GN-DV", "MTQG26"))} == national


def test_only_what_was_read_is_verified() -> None:
    read = {one.code for one in KNOWN.documents if one.certainty in {"source", "text"}}
    for one in KNOWN.indicators:
        assert not one.verified or one.source.document in read
        for target in one.targets:
            assert not target.verified or target.source.document in read


def test_ambiguous_sentences_have_a_reading() -> None:
    for code in ("CTXH-01", "CTXH-02", "CTXH-03", "CTXH-04", "CTXH-05", "GN-02", "GN-QG-03", "MTQG26-07"):
        assert CODES[code].readings, code
        assert all(reading.why for reading in CODES[code].readings)


def test_the_programme_that_closes_names_its_successor() -> None:
    programmes = {one.code: one for one in KNOWN.programmes}
    assert (programmes["GNBV"].last_year, programmes["GNBV"].successor) == (2025, "MTQG26")
    assert programmes["MTQG26"].first_year == 2026


def test_indicators_frame_keeps_the_order() -> None:
    assert list(indicators_frame(KNOWN).index) == list(CODES)


UNITS_OF_MEASURE = {
    "%": "CTXH-01 CTXH-04 CTXH-04a CTXH-05 GN-01 GN-03 GN-04 GN-06 GN-DV-02",
    "lượt người": "CTXH-03",
    "mô hình": "CTXH-06 GN-41",
    "điểm %": "GN-02 GN-05 GN-QG-01",
    "hộ": "GN-11 GN-12 GN-13 GN-14 GN-15 GN-16 GN-21 GN-22 GN-26 GN-30 GN-43 GN-44",
    "tỷ đồng": "GN-42",
}


def test_units_of_measure() -> None:
    for unit_of_measure, codes in UNITS_OF_MEASURE.items():
        assert {CODES[code].unit_of_measure for code in codes.split()} == {unit_of_measure}


def test_counts_of_the_poverty_review_are_asked_in_persons_too() -> None:
    counts = [f"GN-{number}" for number in (*range(11, 17), *range(21, 31), 43, 44)]
    assert all("NK" in CODES[code].disaggregations for code in counts)


def test_rates_of_the_poverty_review_name_their_parts() -> None:
    for one in KNOWN.indicators:
        if one.kind == "ratio":
            assert one.numerator_name and one.denominator_name
            assert one.ceiling == 100
    parts = {code: CODES[code].numerator_code for code in ("GN-01", "GN-03", "GN-06")}
    assert parts == {"GN-01": "GN-11", "GN-03": "GN-12", "GN-06": "GN-13"}


def test_only_what_is_known_of_the_responsible_department_is_verified() -> None:
    owners = [owner for one in (*KNOWN.programmes, *KNOWN.indicators) for owner in one.owners]
    assert {owner.department for owner in owners if owner.verified} == {"SLDTBXH"}


def test_figures_of_two_programmes_go_on_under_the_successor() -> None:
    review = [one for one in KNOWN.indicators if one.reported_by and one.standard]
    assert review
    assert {one.programmes for one in review} == {("GNBV", "MTQG26")}


def test_standards_follow_one_another() -> None:
    first, second = KNOWN.standards
    assert (first.valid_to + dt.timedelta(days=1), first.first_review_year) == (second.valid_from, 2021)
