"""Units by name, code, date and sender: what is taken, what is said instead."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.catalogue.reference import Reference
from tracker.intake.names.keys import name_key
from tracker.intake.names.units import UnitMatch, UnitNames, read_level

BEFORE, AFTER = dt.date(2023, 12, 31), dt.date(2026, 6, 30)
Match = Callable[..., UnitMatch]


@pytest.fixture
def ask(reference: Reference) -> Match:
    """match(text, sender, day, …) with a fresh UnitNames."""

    def match(
        text: str,
        sender: str = "08",
        on: dt.date = BEFORE,
        remembered: dict[str, str] | None = None,
        **around: str,
    ) -> UnitMatch:
        unit = reference.find_unit(sender, on)
        assert unit
        return UnitNames(reference, unit, remembered or {}).match(text, on, **around)

    return match


TAKEN = [
    # text, sender, day, code, how
    ("TP. Tuyên Quang", "08", BEFORE, "070", "name"),
    ("T.P Tuyên Quang", "08", BEFORE, "070", "name"),
    ("TPTQ", "08", BEFORE, "070", "unaccented"),
    ("Thành phố Tuyên Quang", "08", BEFORE, "070", "name"),
    ("Huyện Lâm Bình ", "08", BEFORE, "071", "name"),
    ("H. Na\u00a0Hang", "08", BEFORE, "072", "name"),
    ("H.Na Hang", "08", BEFORE, "072", "name"),
    ("Huyện Chiêm Hoá", "08", BEFORE, "073", "name"),
    ("huyen chiem hoa", "08", BEFORE, "073", "unaccented"),
    ("Huyện Chiem Hoa", "08", BEFORE, "073", "unaccented"),
    ("Hàm Yên", "08", BEFORE, "074", "name"),
    ("Huyện  Yên Sơn", "08", BEFORE, "075", "name"),
    ("1. huyện Sơn Dương", "SLDTBXH", BEFORE, "076", "name"),
    ("- HUYỆN SƠN DƯƠNG (*)", "SLDTBXH", BEFORE, "076", "name"),
    ("UBND huyện Na Hang", "08", BEFORE, "072", "name"),
    ("Huyện Na\u00adHang", "08", BEFORE, "072", "unaccented"),
    ("Huyện Na Hang 1)", "08", BEFORE, "072", "name"),
    ("Huyện Na Hang¹", "08", BEFORE, "072", "name"),
    ("Na Hang (huyện)", "08", BEFORE, "072", "name"),
    ("Tuyên Quang (TP)", "08", BEFORE, "070", "name"),
    ("Yên Sơn (TT)", "08", BEFORE, "02473", "name"),
    ("TỔNG SỐ HUYỆN NA HANG", "072", BEFORE, "072", "name"),
    ("Toàn tỉnh Tuyên Quang", "08", BEFORE, "08", "name"),
    ("Phòng Lao động - TB và XH huyện Sơn Dương", "08", BEFORE, "076", "name"),
    ("Tỉnh Tuyên Quang", "SLDTBXH", BEFORE, "08", "name"),
    ("Toàn tỉnh", "SLDTBXH", BEFORE, "08", "own"),
    ("Sở Giáo dục và Đào tạo", "SLDTBXH", BEFORE, "SGDDT", "name"),
    ("Sở LĐTBXH", "08", BEFORE, "SLDTBXH", "unaccented"),
    ("TT Sơn Dương", "076", BEFORE, "02536", "name"),
    ("Thị trấn Sơn Dương (huyện Sơn Dương)", "08", BEFORE, "02536", "name"),
    ("Vĩnh Lợi", "076", BEFORE, "02548", "name"),
    ("X. Tú Thịnh", "076", BEFORE, "02560", "name"),
    ("xa Dai Phu", "076", BEFORE, "02617", "unaccented"),
    ("Toàn huyện", "076", BEFORE, "076", "own"),
    ("TỔNG CỘNG:", "076", BEFORE, "076", "own"),
    ("P. Minh Xuân", "08", BEFORE, "02203", "name"),
    ("P. Minh Xuân", "08", AFTER, "02215", "name"),
    ("Hà Giang 1", "08", AFTER, "00694", "name"),
    ("phuong ha giang 2", "08", AFTER, "00691", "unaccented"),
    ("Xã Nà Hang", "08", AFTER, "02221", "name"),
    ("Tân Tiến", "08", AFTER, "01051", "name"),
    ("Toàn phường", "02215", AFTER, "02215", "own"),
    ("Cộng", "08", AFTER, "08", "own"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sender", "on", "code", "how"), TAKEN)
def test_a_name_is_taken(ask: Match, text: str, sender: str, on: dt.date, code: str, how: str) -> None:
    found = ask(text, sender, on)
    assert found.problem is None
    assert found.unit is not None
    assert (found.unit.code, found.how) == (code, how)
    assert found.unit.is_valid_on(on)


NOT_TAKEN = [
    ("Huyện Định Hóa", "08", BEFORE, "unknown_unit"),  # of Thái Nguyên
    ("Huyện Yên Sơn, tỉnh Thái Nguyên", "08", BEFORE, "unknown_unit"),
    ("Các huyện nghèo", "08", BEFORE, "unknown_unit"),
    ("Xã Thiên Kế", "076", BEFORE, "unknown_unit"),  # Thiện Kế
    ("Xã Vĩnh Lợi, xã Tú Thịnh", "076", BEFORE, "unknown_unit"),
    ("Xã Sơn Dương Hạ", "076", BEFORE, "unknown_unit"),
    ("", "08", BEFORE, "unknown_unit"),
    ("Tuyên Quang", "08", BEFORE, "ambiguous_unit"),  # the province or its city
    ("Sơn Dương", "076", BEFORE, "ambiguous_unit"),  # the district or its town
    ("Xã Minh Quang", "076", BEFORE, "outside_unit"),
    ("Huyện Bắc Quang", "08", BEFORE, "outside_unit"),
    ("Cả nước", "08", BEFORE, "outside_unit"),
    ("Toàn tỉnh", "076", BEFORE, "outside_unit"),
    ("Xã Yên Sơn", "02215", AFTER, "outside_unit"),
    ("Phường Ỷ La", "08", AFTER, "unit_not_valid"),
    ("Huyện Yên Sơn", "08", AFTER, "unit_not_valid"),
    ("TT Sơn Dương", "08", AFTER, "unit_not_valid"),
    ("Xã Sơn Dương", "08", BEFORE, "unit_not_valid"),  # not yet
]  # fmt: skip


@pytest.mark.parametrize(("text", "sender", "on", "problem"), NOT_TAKEN)
def test_a_name_is_not_taken(ask: Match, text: str, sender: str, on: dt.date, problem: str) -> None:
    found = ask(text, sender, on)
    assert (found.unit, found.problem) == (None, problem)


def test_the_nearest_names_are_proposed_with_their_score(ask: Match) -> None:
    found = ask("Huyện Định Hóa").proposals
    assert found[0].code == "073"
    assert 60 <= found[0].score < 100
    assert len(found) <= 3
    assert ask("Xã Thiên Kế", "076").proposals[0].name == "Xã Thiện Kế"


def test_a_unit_that_is_no_more_names_its_successors(ask: Match) -> None:
    found = ask("Xã Kim Phú", "08", AFTER)
    assert found.details["successors"] == "Phường Mỹ Lâm, Phường Minh Xuân"
    assert (found.details["valid_to"], found.details["day"]) == ("30/06/2025", "30/06/2026")
    assert [one.code for one in found.proposals] == ["02509", "02215"]
    district = ask("Huyện Yên Sơn", "08", AFTER)
    assert len(district.proposals) == 9
    assert "Xã Yên Sơn" in [one.name for one in district.proposals]


def test_a_unit_that_is_not_yet_names_what_stood_there(ask: Match) -> None:
    found = ask("Xã Sơn Dương", "08", BEFORE)
    assert found.details["valid_from"] == "01/07/2025"
    assert "02536" in [one.code for one in found.proposals]


def test_two_communes_of_one_name_are_told_apart_by_their_district(reference: Reference) -> None:
    merged = reference.find_unit("08", AFTER)
    assert merged
    names = UnitNames(reference, merged)
    both = names.match("Xã Tân Tiến", BEFORE)
    assert both.problem == "ambiguous_unit"
    assert [one.name for one in both.proposals] == [
        "Xã Tân Tiến (huyện Hoàng Su Phì)",
        "Xã Tân Tiến (huyện Yên Sơn)",
    ]
    for one in (
        names.match("Xã Tân Tiến", BEFORE, district_code="032"),
        names.match("Xã Tân Tiến (huyện Hoàng Su Phì)", BEFORE),
        names.match("Xã Tân Tiến, H. Hoàng Su Phì", BEFORE),
        names.match("Tân Tiến - Hoàng Su Phì", BEFORE),
    ):
        assert one.unit is not None
        assert one.unit.code == "01051"


def test_the_header_tells_the_town_from_its_district(ask: Match) -> None:
    town = ask("Sơn Dương", "076", level="commune").unit
    assert town is not None
    assert town.code == "02536"
    assert read_level("Xã, phường, thị trấn") == "commune"
    assert read_level("Huyện, thành phố") == "district"
    assert read_level("Địa bàn") is None
    assert read_level("Huyện, xã") is None


CODES = [
    # code, text, sender, day -> unit code or problem
    ("02215", "Phường Minh Xuân", AFTER, "02215"),
    ("2215.0", "P. Minh Xuân", AFTER, "02215"),  # a number cell ate the zero
    ("70", "Thành phố Tuyên Quang", BEFORE, "070"),
    ("8", "Tỉnh Tuyên Quang", BEFORE, "08"),
    ("08", "Toàn tỉnh", BEFORE, "08"),
    ("076", "", BEFORE, "076"),
    ("02536", "Sơn Dương", BEFORE, "02536"),  # the code settles what the name leaves open
    ("02605", "Xã Thiên Kế", BEFORE, "02605"),  # and a slip of the pen
    ("02215", "Phường Minh Xuân", BEFORE, "code_name_differ"),  # was Ỷ La then
    ("02215", "Phường Ỷ La", AFTER, "unit_not_valid"),
    ("02215", "Xã Yên Sơn", AFTER, "code_name_differ"),
    ("024", "Thành phố Hà Giang", BEFORE, "outside_unit"),
    ("99999", "Huyện Na Hang", BEFORE, "072"),  # a code of another list
    ("99999", "Huyện Định Hóa", BEFORE, "unknown_unit"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "on", "expected"), CODES)
def test_a_code_with_its_name(ask: Match, code: str, text: str, on: dt.date, expected: str) -> None:
    found = ask(text, "08", on, code=code)
    assert (found.unit.code if found.unit else found.problem) == expected


def test_what_was_assigned_once_is_remembered(ask: Match) -> None:
    key = name_key("Sơn Dương")
    assigned = ask("Sơn Dương", "076", remembered={key: "02536"})
    assert (assigned.unit and assigned.unit.code, assigned.how) == ("02536", "remembered")
    left_out = ask("Sơn Dương", "076", remembered={key: ""})
    assert (left_out.unit, left_out.problem, left_out.how) == (None, None, "remembered")
    stale = ask("Phường Ỷ La", "08", AFTER, remembered={name_key("Phường Ỷ La"): "00000"})
    assert stale.problem == "unit_not_valid"


def test_totals_and_groups_are_no_places(reference: Reference) -> None:
    province = reference.find_unit("08", BEFORE)
    assert province
    names = UnitNames(reference, province)
    totals = (
        "Tổng số",
        "TỔNG SỐ:",
        "Toàn tỉnh",
        "Cộng",
        "Tổng cộng (7 huyện)",
        "I. Toàn huyện",
        "Cộng toàn huyện",
    )
    assert all(map(names.is_total, totals))
    assert not any(map(names.is_total, ("Tổng số hộ", "Huyện Na Hang", "", "Cộng đồng", "Số", "Tổng hợp")))
    groups = (
        "Các huyện nghèo",
        "Các huyện, thành phố còn lại",
        "II. Khu vực thành thị",
        "Xã đặc biệt khó khăn",
    )
    assert all(map(names.is_group, groups))
    assert not any(map(names.is_group, ("Huyện Na Hang", "Xã Tân Trào", "Phường Minh Xuân", "Xã Nông Tiến")))


def test_every_unit_is_found_by_its_own_name_and_code(reference: Reference) -> None:
    for on in (BEFORE, AFTER):
        for sender_code in ("08", "02") if on == BEFORE else ("08",):
            sender = reference.find_unit(sender_code, on)
            assert sender
            names = UnitNames(reference, sender)
            own = [
                unit
                for unit in reference.list_units(on)
                if unit.territory_code == sender.territory_code or on == AFTER
            ]
            for unit in own:
                if unit.level == "country":
                    continue
                found = names.match(unit.name, on, district_code=unit.district_code)
                assert found.unit == unit, unit
                assert names.match(unit.name, on, code=unit.code).unit == unit


def test_names_are_ready_at_once(reference: Reference) -> None:
    sender = reference.find_unit("08", BEFORE)
    assert sender
    UnitNames(reference, sender)
    started = time.perf_counter()
    UnitNames(reference, sender)
    assert time.perf_counter() - started < 0.25  # 5 ms alone, here with room for a busy machine


@given(text=st.text(max_size=50), code=st.text(max_size=8))
def test_no_text_is_too_strange(reference: Reference, text: str, code: str) -> None:
    sender = reference.find_unit("08", BEFORE)
    assert sender
    found = UnitNames(reference, sender).match(text, BEFORE, code)
    assert (found.unit is None) == (found.problem is not None)
