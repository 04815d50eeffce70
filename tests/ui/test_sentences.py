"""The opening sentences, from numbers alone."""

from __future__ import annotations

import datetime as dt

import pytest

from tracker.core.period import Period
from tracker.words import sentences

HALF = Period.parse("2026-H1")


@pytest.mark.parametrize(
    ("counts", "worst", "expected"),
    [
        (
            {"reversing": 1, "off_track": 2, "at_risk": 2, "on_track": 6, "achieved": 3},
            "Đào tạo nhân sự",
            (
                "6 tháng đầu năm 2026: <em>1 chỉ tiêu đi ngược, 2 chậm</em>, 2 cần đẩy nhanh; "
                "9 đúng tiến độ hoặc đã đạt. Chậm nhất là đào tạo nhân sự."
            ),
        ),
        (
            {"at_risk": 1, "no_data": 2, "on_track": 1},
            "CTXH ở xã",
            (
                "6 tháng đầu năm 2026: 1 chỉ tiêu cần đẩy nhanh; 1 đúng tiến độ hoặc đã đạt, "
                "2 chưa đánh giá được. Chậm nhất là CTXH ở xã."
            ),
        ),
        ({"exceeded": 3}, "Hộ nghèo", "6 tháng đầu năm 2026: 3 đúng tiến độ hoặc đã đạt."),
        ({}, None, "6 tháng đầu năm 2026: chưa có chỉ tiêu nào để đánh giá."),
    ],
    ids=["some behind", "only at risk", "all well", "nothing"],
)
def test_the_period_in_one_sentence(counts: dict[str, int], worst: str | None, expected: str) -> None:
    assert sentences.overview_sentence(HALF, counts, worst) == expected


def test_names_in_sentences_are_escaped() -> None:
    assert "<b>" not in sentences.overview_sentence(HALF, {"missed": 1}, "<b>x")
    assert "<b>" not in sentences.units_sentence(HALF, "<b>x", 1, 2, 3)
    assert "<b>" not in sentences.ranking_sentence("a", ("<b>", "1"), ("b", "<b>2"))


def test_the_open_round_names_its_last_day() -> None:
    text = sentences.open_round_sentence(Period(2026), dt.date(2026, 12, 15), 12, 124)
    assert text == "Kỳ năm 2026 đang mở, hạn 15/12/2026: 12/124 đơn vị đã báo cáo."


def test_units_none_some_and_silent() -> None:
    assert "chưa đơn vị nào" in sentences.units_sentence(HALF, "Toàn tỉnh", 0, 0, 5)
    assert "<em>2 trong 4 đơn vị</em>" in sentences.units_sentence(HALF, "Toàn tỉnh", 2, 4, 5)
    assert "1 đơn vị chưa đánh giá được" in sentences.units_sentence(HALF, "Toàn tỉnh", 2, 4, 5)
    assert "không đơn vị nào trong 4" in sentences.units_sentence(HALF, "Toàn tỉnh", 0, 4, 4)


def test_long_rows_of_names_end_in_a_number() -> None:
    assert sentences.join_names(["a", "b", "c"], limit=2) == "a, b và 1 đơn vị khác"
