"""Reporting units before and after the merger, places and published actuals."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from tracker.catalogue.loader import load_catalogue
from tracker.catalogue.model import Owner
from tracker.catalogue.reference import check_reference, load_reference

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = load_reference(ROOT / "data" / "reference")
BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


def test_a_code_means_another_unit_after_the_merger() -> None:
    assert REFERENCE.find_unit("02215", BEFORE).name == "Phường Ỷ La"
    assert REFERENCE.find_unit("02215", AFTER).name == "Phường Minh Xuân"
    assert REFERENCE.find_unit("02203", AFTER) is None
    assert REFERENCE.find_unit("074", AFTER) is None


@pytest.mark.parametrize(
    ("level", "day", "count"),
    [("district", BEFORE, 18), ("district", AFTER, 0), ("commune", BEFORE, 330), ("commune", AFTER, 124)],
)
def test_how_many_units(level: str, day: dt.date, count: int) -> None:
    assert len(REFERENCE.list_units(day, level)) == count


@pytest.mark.parametrize(
    ("code", "period", "place"),
    [("08", "2025-H1", "TQ_OLD"), ("08", "2025", "TQ_NEW"), ("02", "2024", "HG_OLD"), ("074", "2026", "D074"),
     ("TQ_OLD", "2026", "TQ_OLD"), ("02215", "2026", "02215")],
)  # fmt: skip
def test_places(code: str, period: str, place: str) -> None:
    assert REFERENCE.resolve_place(code, period) == place


def members(place: str, day: dt.date) -> set[str]:
    rows = REFERENCE.place_members
    here = rows[(rows["place_code"] == place) & (rows["member_from"] <= day)]
    ends = here["member_to"].map(lambda to: to is None or to >= day).astype(bool)
    return set(here.loc[ends, "unit_code"])


def test_old_tuyen_quang_goes_on_as_its_communes() -> None:
    assert {"070", "071", "072", "073", "074", "075", "076"} <= members("TQ_OLD", BEFORE)
    communes = {code for code in members("TQ_OLD", AFTER) if code.isdigit()}
    assert len(communes) == 51
    assert len({code for code in members("TQ_NEW", AFTER) if code.isdigit()}) == 124
    assert not members("TQ_NEW", BEFORE)


def test_straddling_and_split_units_make_a_district_approximate() -> None:
    rows = REFERENCE.place_members
    approximate = rows[rows["is_approximate"]]
    assert {"02215", "02212", "02509", "02512", "02545"} <= set(approximate["unit_code"])
    assert approximate["place_code"].str.startswith("D").all()


def test_published_actuals_carry_their_source() -> None:
    catalogue = load_catalogue(ROOT / "indicators.yaml")
    documents = {one.code for one in catalogue.documents}
    codes = {one.code for one in catalogue.indicators}
    rows = REFERENCE.published_actuals
    assert set(rows["document"]) <= documents
    assert set(rows["indicator_code"]) <= codes
    assert rows["section"].notna().all()
    anchors = rows[(rows["unit_code"] == "08") & (rows["indicator_code"] == "GN-01")]
    assert dict(zip(anchors["period"], anchors["value"], strict=True)) == {
        "2021": 23.45,
        "2022": 18.9,
        "2024": 10.19,
    }


def test_the_shipped_files_are_clean() -> None:
    assert check_reference(ROOT / "data" / "reference", load_catalogue(ROOT / "indicators.yaml")) == []


FAULTS = {
    "a date that is none": ("reporting_units.csv", "2025-06-30", "30/6/2025", "không phải ngày"),
    "a number that is none": ("published_actuals.csv", ",23.45,", ",23.45%,", "không phải số"),
    "a period that is none": ("published_actuals.csv", "GN-01,2021,", "GN-01,2021-H3,", "không phải kỳ báo cáo"),
    "an unknown unit": ("published_actuals.csv", "\n08,1900-01-01,GN-01,2021", "\n09,1900-01-01,GN-01,2021", "“09” chưa khai báo"),
    "a missing column": ("unit_succession.csv", "old_code,", "code,", "các cột phải là"),
    "a cell too many": ("departments.csv", "SYT,1900", "SYT,,1900", "dòng có 9 ô, phải có 8"),
    "an empty cell": ("published_actuals.csv", "TIENPHONG1482251", "", "không được để trống"),
    "a word of no list": ("unit_succession.csv", ",whole,", ",partly,", "“partly” không thuộc: whole, split"),
    "a flag that is none": ("unit_succession.csv", ",whole,1", ",whole,yes", "“yes” không thuộc"),
    "a unit that ends before it begins": ("departments.csv", "SXD,1900-01-01,2025-06-30", "SXD,2025-06-30,1900-01-01", "trước ngày bắt đầu"),
    "one code twice on a day": ("departments.csv", "STC,2025-07-01", "STC,2025-06-30", "“STC” có hai đơn vị cùng một ngày"),
    "an unknown old district": ("reporting_units.csv", "TQ_OLD,076,0,21.6081", "TQ_OLD,077,0,21.6081", "huyện cũ “077” chưa khai báo"),
    "an unknown successor": ("unit_succession.csv", "00691,Phường Trần Phú,00691,", "00691,Phường Trần Phú,99999,", "“99999” chưa khai báo"),
    "two default successors": ("unit_succession.csv", "00694,Phường Hà Giang 1,split,0", "00694,Phường Hà Giang 1,split,1", "“00688” phải có đúng một"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_are_named_with_file_and_line(
    tmp_path: Path, name: str, old: str, new: str, message: str
) -> None:
    for file in (ROOT / "data" / "reference").glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        if file.name == name:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    found = check_reference(tmp_path)
    assert [mistake.file for mistake in found] == [name]
    assert found[0].line > 0
    assert message in found[0].message


def test_codes_that_the_catalogue_does_not_know_are_named(tmp_path: Path) -> None:
    for file in (ROOT / "data" / "reference").glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        text = text.replace("GN-01,2021,", "GN-99,2021,", 1).replace("TIENPHONG1482251", "TIENPHONG", 1)
        (tmp_path / file.name).write_text(text.replace("\nSXD,", "\nSXX,"), encoding="utf-8")
    catalogue = load_catalogue(ROOT / "indicators.yaml")
    found = check_reference(tmp_path, catalogue)
    assert [(mistake.file, mistake.line) for mistake in found] == [("published_actuals.csv", 2)] * 2
    assert check_reference(tmp_path) == []
    owner = Owner(department="SXD")
    built = catalogue.model_copy(
        update={"programmes": (catalogue.programmes[0].model_copy(update={"owners": (owner,)}),)}
    )
    assert any("cơ quan “SXD”" in mistake.message for mistake in check_reference(tmp_path, built))


def test_every_new_commune_has_a_default_origin() -> None:
    defaults = REFERENCE.unit_succession[REFERENCE.unit_succession["is_default"].astype(bool)]
    assert len(defaults) == 330
    new = {unit.code for unit in REFERENCE.list_units(AFTER, "commune")}
    assert set(defaults["new_code"]) == new


def test_old_districts_hold_the_communes_of_the_law() -> None:
    communes = REFERENCE.list_units(AFTER, "commune")
    counts = Counter(unit.district_code for unit in communes if unit.territory_code == "TQ_OLD")
    assert counts == {"070": 5, "071": 4, "072": 5, "073": 10, "074": 8, "075": 9, "076": 10}
    assert sum(unit.name.startswith("Phường") for unit in communes) == 7
