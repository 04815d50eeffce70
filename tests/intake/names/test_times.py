"""The period and the kind of figure in headers and cells, relative to the period that is reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.period import Period
from tracker.intake.names.times import read_measure, read_time

AROUND = Period.parse("2023-H1")

READ = [
    # the 13-column annex
    ("Thực hiện năm 2022", "2022", "actual"),
    ("Kế hoạch năm 2023", "2023", "plan"),
    ("Thực hiện 6 tháng năm 2022", "2022-H1", "actual"),
    ("Ước thực hiện cả năm 2023", "2023", "estimate"),
    ("Kế hoạch năm 2024", "2024", "plan"),
    # years side by side
    ("Mục tiêu đến năm 2025", "2025", "target"),
    ("Chỉ tiêu đến năm 2025", "2025", "target"),
    ("Mục tiêu giai đoạn 2021-2025", "2021-2025", "target"),
    ("Mục tiêu năm 2024", "2024", "plan"),
    ("Kết quả thực hiện › Năm 2021", "2021", "actual"),
    ("NĂM 2023", "2023", None),
    ("2024", "2024", None),
    ("2024.0", "2024", None),
    ("Năm 2023 (ước)", "2023", "estimate"),
    ("Năm 2022 (chính thức)", "2022", "actual"),
    ("Năm 2022 (sơ bộ)", "2022", "estimate"),
    ("2023*", "2023", None),
    ("giai đoạn 2021 – 2025", "2021-2025", None),
    ("KH giai đoạn 2021-2025", "2021-2025", "plan"),
    ("Từ năm 2021 đến năm 2025", "2021-2025", None),
    # abbreviations
    ("KH 2024", "2024", "plan"),
    ("KH2023", "2023", "plan"),
    ("TH 2022", "2022", "actual"),
    ("ƯTH2023", "2023", "estimate"),
    ("Ước TH cả năm", "2023", "estimate"),
    ("6T/2024", "2024-H1", None),
    ("6T2023", "2023-H1", None),
    ("TH 6T", "2023-H1", "actual"),
    ("06 tháng 2023", "2023-H1", None),
    ("Sáu tháng đầu năm 2023", "2023-H1", None),
    ("6 tháng cuối năm 2023", "2023-H2", None),
    ("Nửa đầu năm 2023", "2023-H1", None),
    ("H1/2023", "2023-H1", None),
    ("KH HĐND giao 2023", "2023", "plan"),
    ("Số KH năm", "2023", "plan"),
    # quarters and months
    ("Quý II/2024", "2024-Q2", None),
    ("Quý 3", "2023-Q3", None),
    ("3 tháng đầu năm 2024", "2024-Q1", None),
    ("Tháng 6/2024", "2024-06", None),
    ("Tháng 12 năm 2023", "2023-12", None),
    ("T6/2024", "2024-06", None),
    ("06/2024", "2024-06", None),
    ("12 tháng 2023", "2023", None),
    # until a day
    ("Tính đến ngày 30/6/2023", "2023-H1", None),
    ("Đến 14/6/2023", "2023-H1", None),
    ("Thực hiện đến hết tháng 6 năm 2023", "2023-H1", "actual"),
    ("31/12/2022", "2022", None),
    ("2023-06-30 00:00:00", "2023-H1", None),
    # relative to the reported period
    ("Cùng kỳ năm trước", "2022-H1", None),
    ("cùng kỳ năm 2021", "2021-H1", None),
    ("CK 2022", "2022-H1", None),
    ("Kế hoạch năm N+1", "2024", "plan"),
    ("Thực hiện năm N-1", "2022", "actual"),
    ("Thực hiện năm trước", "2022", "actual"),
    ("KH năm sau", "2024", "plan"),
    ("Kỳ báo cáo", "2023-H1", None),
    ("Lũy kế từ đầu năm", "2023-H1", None),
    ("Kế hoạch đầu năm", "2023", "plan"),
    ("Dự kiến năm 2024", "2024", "plan"),
    ("Dự kiến cả năm", "2023", "estimate"),
    # headers above one another
    ("Năm 2022 › Thực hiện 6 tháng", "2022-H1", "actual"),
    ("Thực hiện 2022 › Cả năm", "2022", "actual"),
    ("Năm 2023 › Kế hoạch", "2023", "plan"),
    ("6 tháng đầu năm › 2022", "2022-H1", None),
    ("6 tháng đầu năm 2023 › Năm 2022", "2022", None),
    ("Kế hoạch", None, "plan"),
    ("Ước thực hiện", None, "estimate"),
    ("Kết quả rà soát › Hộ nghèo › Số hộ", None, "actual"),
    ("Thực hiện kế hoạch năm 2023", "2023", "actual"),
    # years that are no period
    ("Tỷ lệ người … được tư vấn so với năm 2020", None, None),
    ("(Theo chuẩn nghèo đa chiều giai đoạn 2022 - 2025)", None, None),
    ("QĐ 353/QĐ-TTg ngày 15/3/2022", None, None),
    ("12/2023/TT-BLĐTBXH", None, None),
    ("Vốn ĐTPT từ NSTW đã giải ngân (triệu đồng)", None, None),
    ("Hà Giang 2", None, None),
    ("Số người", None, None),
    ("1/2", None, None),
    ("", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "period", "measure"), READ)
def test_read_time(text: str, period: str | None, measure: str | None) -> None:
    read = read_time(text, AROUND)
    assert (read.period, read.measure, read.is_comparison, read.unread) == (period, measure, False, None)


@pytest.mark.parametrize(
    "text",
    [
        "So sánh (%) › 6T 2023/ KH 2023", "6T 2023/ 6T 2022", "Ước 2023/ TH 2022", "TH/KH", "TH/KH (%)", "2023/2022",
        "Tỷ lệ đạt so với KH (%)", "Tỷ lệ hoàn thành KH (%)", "Tăng, giảm so với năm trước", "Tăng (+), giảm (-)",
        "% KH năm", "% so cùng kỳ", "So KH (%)", "So với kế hoạch", "Năm 2023 so với năm 2022 (%)", "TH so KH",
        "Năm 2023 › TH/KH (%)", "Chênh lệch", "+/-", "Đạt (%)", "Tốc độ tăng trưởng (%)", "Đánh giá",
    ],
)  # fmt: skip
def test_a_column_that_only_compares(text: str) -> None:
    assert read_time(text, AROUND).is_comparison


@pytest.mark.parametrize(
    "text",
    [
        "Tỷ lệ (%)", "Tỷ lệ hộ nghèo", "Số hộ nghèo giảm trong kỳ › Tổng số", "Tăng khác", "Số KH", "Số kế hoạch",
        "Mức giảm tỷ lệ hộ nghèo so với năm trước", "Quý II/2024", "điểm %/năm", "Tăng: tái nghèo", "Giảm", "6 tháng/2023",
    ],
)  # fmt: skip
def test_a_column_of_figures(text: str) -> None:
    assert not read_time(text, AROUND).is_comparison


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Thực hiện 9 tháng năm 2023", "9 tháng"),
        ("đến tháng 10/2023", "đến tháng 10/2023"),
        ("Lũy kế từ đầu giai đoạn", "giai đoạn"),
        ("Đầu năm 2023", "Đầu năm 2023"),
        ("15/3/2023", "15/3/2023"),
        ("năm 2023 và 6 tháng đầu năm 2024", "năm 2023 và 6 tháng đầu năm 2024"),
    ],
)
def test_a_stretch_of_time_that_is_no_period_is_said(text: str, unread: str) -> None:
    read = read_time(text, AROUND)
    assert (read.period, read.unread) == (None, unread)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Thực hiện", "actual"), ("TH", "actual"), ("Kết quả", "actual"), ("Chính thức", "actual"), ("Số thực hiện", "actual"),
        ("KH", "plan"), ("Kế hoạch giao", "plan"), ("Kế hoạch", "plan"), ("Ước thực hiện", "estimate"), ("Ước TH", "estimate"),
        ("Ư.TH", "estimate"), ("Sơ bộ", "estimate"), ("Mục tiêu", "target"), ("thuc hien", "actual"), ("", None), ("hộ", None),
    ],
)  # fmt: skip
def test_read_measure(text: str, measure: str | None) -> None:
    assert read_measure(text) == measure


@given(st.text(max_size=80), st.sampled_from(["2023", "2023-H1", "2024-Q3", "2024-06", "2021-2025"]))
def test_no_text_is_too_strange(text: str, around: str) -> None:
    read = read_time(text, Period.parse(around))
    assert read.period is None or str(Period.parse(read.period)) == read.period
