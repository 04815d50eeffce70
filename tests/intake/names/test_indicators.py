"""Row names and headers that stand for an indicator, and those that only look like one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.catalogue.model import Catalogue
from tracker.intake.names.indicators import IndicatorNames
from tracker.intake.names.keys import name_key

HOUSEHOLDS = ("GN-01", "GN-03", "GN-04")


@pytest.fixture(scope="module")
def names(catalogue: Catalogue) -> IndicatorNames:
    return IndicatorNames(catalogue)


VALUES = [
    # the sample workbooks
    ("Tỷ lệ cơ quan, tổ chức, cơ sở trợ giúp xã hội, cơ sở cai nghiện ma túy, trường học, bệnh viện, xã, phường, thị trấn và đơn vị liên quan bố trí nhân sự làm công tác xã hội", "CTXH-01"),
    ("Tỷ lệ cơ quan, tổ chức, đơn vị bố trí nhân sự làm công tác xã hội", "CTXH-01"),
    ("Số lượt cán bộ, công chức, viên chức, nhân viên được tập huấn, bồi dưỡng kỹ năng công tác xã hội", "CTXH-03"),
    ("Số lượt người được tập huấn, bồi dưỡng kỹ năng công tác xã hội", "CTXH-03"),
    ("Mức tăng tỷ lệ người có hoàn cảnh khó khăn được tư vấn, hỗ trợ CTXH so với năm 2020", "CTXH-04"),
    ("Tỷ lệ người có hoàn cảnh khó khăn được tư vấn, hỗ trợ công tác xã hội", "CTXH-04a"),
    ("Tỷ lệ người có hoàn cảnh khó khăn được tư vấn, hỗ trợ CTXH", "CTXH-04a"),
    ("Tỷ lệ trẻ em mồ côi không nơi nương tựa, bị bỏ rơi, nhiễm HIV/AIDS, nạn nhân chất độc hóa học, khuyết tật nặng, bị ảnh hưởng bởi thiên tai, dịch bệnh được trợ giúp xã hội", "CTXH-05"),
    ("Tỷ lệ trẻ em thuộc các nhóm được trợ giúp xã hội và cung cấp dịch vụ công tác xã hội", "CTXH-05"),
    ("Tỷ lệ trẻ em thuộc các nhóm được trợ giúp xã hội và cung cấp dịch vụ CTXH phù hợp", "CTXH-05"),
    ("Số mô hình cung cấp dịch vụ công tác xã hội toàn diện được hỗ trợ xây dựng", "CTXH-06"),
    ("Số mô hình dịch vụ CTXH toàn diện được hỗ trợ xây dựng", "CTXH-06"),
    ("Tỷ lệ hộ nghèo toàn tỉnh", "GN-01"),
    ("Trong đó: Số hộ nghèo", "GN-11"),
    ("Mức giảm tỷ lệ hộ nghèo hằng năm", "GN-02"),
    ("Mức giảm tỷ lệ hộ nghèo bình quân hằng năm", "GN-02"),
    ("Mức giảm tỷ lệ hộ nghèo dân tộc thiểu số", "GN-05"),
    ("Trong đó: Tỷ lệ hộ nghèo dân tộc thiểu số", "GN-06"),
    ("Số hộ nghèo có thành viên là người có công đang hưởng trợ cấp ưu đãi", "GN-43"),
    ("Số mô hình, dự án đa dạng hóa sinh kế, phát triển sản xuất được triển khai", "GN-41"),
    ("Số mô hình, dự án đa dạng hóa sinh kế (lũy kế từ đầu kỳ ghi ở cột mục tiêu)", "GN-41"),
    ("Tỷ lệ người thuộc hộ nghèo, hộ cận nghèo được hỗ trợ tham gia bảo hiểm y tế", "GN-DV-02"),
    ("Kết quả rà soát › Hộ nghèo › Số hộ", "GN-11"),
    ("Kết quả rà soát › Hộ nghèo › Tỷ lệ (%)", "GN-01"),
    ("Kết quả rà soát › Hộ cận nghèo › Số hộ", "GN-12"),
    ("Kết quả rà soát › Hộ cận nghèo › Tỷ lệ (%)", "GN-03"),
    ("Kết quả rà soát › Tỷ lệ nghèo đa chiều (%)", "GN-04"),
    ("Trong đó: Dân tộc thiểu số › Hộ nghèo DTTS › Số hộ", "GN-13"),
    ("Trong đó: Dân tộc thiểu số › Hộ nghèo DTTS › Tỷ lệ (%) trong hộ DTTS", "GN-06"),
    ("Hộ nghèo › Tỷ lệ %", "GN-01"),
    ("Vốn ĐTPT từ NSTW đã giải ngân\n(triệu đồng)", "GN-42"),
    ("Hộ nghèo không có khả năng lao động", "GN-15"),
    ("Hộ cận nghèo không có khả năng lao động", "GN-16"),
    ("Hộ nghèo có thành viên là người có công", "GN-43"),
    ("Hộ cận nghèo có thành viên là người có công", "GN-44"),
    ("Số hộ nghèo đầu kỳ", "GN-21"),
    ("Số hộ nghèo giảm trong kỳ › Tổng số", "GN-22"),
    ("Số hộ nghèo giảm trong kỳ › Trở thành hộ cận nghèo", "GN-23"),
    ("Số hộ nghèo giảm trong kỳ › Vượt chuẩn cận nghèo", "GN-24"),
    ("Số hộ nghèo giảm trong kỳ › Giảm khác", "GN-25"),
    ("Số hộ nghèo tăng trong kỳ › Tổng số", "GN-26"),
    ("Số hộ nghèo tăng trong kỳ › Hộ cận nghèo trở thành hộ nghèo", "GN-27"),
    ("Số hộ nghèo tăng trong kỳ › Tái nghèo", "GN-28"),
    ("Số hộ nghèo tăng trong kỳ › Phát sinh mới", "GN-29"),
    ("Số hộ nghèo tăng trong kỳ › Tăng khác", "GN-30"),
    ("Số hộ nghèo cuối kỳ", "GN-11"),
    # numbering, marks, times, units of measure
    ("1.1. Tỷ lệ hộ nghèo (%)", "GN-01"),
    ("- Tỷ lệ HN năm 2023:", "GN-01"),
    ("TỶ LỆ HỘ NGHÈO (*)", "GN-01"),
    ("Tỉ lệ hộ nghèo cuối năm 2023 (%)", "GN-01"),
    ("a) Số hộ nghèo, hộ", "GN-11"),
    ("Tỷ lệ hộ nghèo (theo chuẩn nghèo đa chiều giai đoạn 2022-2025)", "GN-01"),
    ("Tỷ lệ hộ nghèo trên địa bàn tỉnh Tuyên Quang", "GN-01"),
    ("Tỷ lệ hộ nghèo trong tổng số hộ dân cư", "GN-01"),
    # the unit of measure tells a count from a rate, and persons from households
    ("Hộ nghèo (hộ)", "GN-11"),
    ("Hộ nghèo (%)", "GN-01"),
    ("Hộ nghèo › %", "GN-01"),
    ("Hộ nghèo › Nhân khẩu", "GN-11.NK"),
    ("Hộ nghèo DTTS › Số khẩu", "GN-13.NK"),
    ("Số nhân khẩu thuộc hộ nghèo", "GN-11.NK"),
    ("Số nhân khẩu cận nghèo", "GN-12.NK"),
    # no accents, abbreviations, other orders
    ("Ty le ho can ngheo (%)", "GN-03"),
    ("Trong do: So ho ngheo DTTS", "GN-13"),
    ("HN DTTS", "GN-13"),
    ("CN DTTS", "GN-14"),
    ("HN có công", "GN-43"),
    ("CN không có khả năng lao động", "GN-16"),
    ("Hộ nghèo › Trong đó › Hộ DTTS", "GN-13"),
    ("Tỷ lệ hộ nghèo › Trong đó: Dân tộc thiểu số", "GN-06"),
    ("Dân tộc thiểu số › Hộ cận nghèo", "GN-14"),
    ("Hộ nghèo, hộ cận nghèo › Hộ nghèo › Số hộ", "GN-11"),
    ("Hộ nghèo, hộ cận nghèo › Hộ cận nghèo › Tỷ lệ (%)", "GN-03"),
    ("Tổng số › Hộ nghèo › Tỷ lệ (%)", "GN-01"),
    ("Số hộ DTTS nghèo", "GN-13"),
    ("Hộ nghèo thuộc diện người có công", "GN-43"),
    ("Tỷ lệ nghèo đa chiều (hộ nghèo + hộ cận nghèo)", "GN-04"),
    ("Giảm tỷ lệ hộ nghèo bình quân hàng năm", "GN-02"),
    ("Tỷ lệ hộ nghèo giảm (điểm %)", "GN-02"),
    ("Số hộ tái nghèo", "GN-28"),
    ("Giải ngân vốn ĐTPT từ NSTW", "GN-42"),
    ("Công trình hạ tầng KT-XH tại huyện Na Hang, Lâm Bình", "GN-40"),
    ("Tỷ lệ trẻ em khuyết tật nặng được trợ giúp xã hội", "CTXH-05.e"),
    ("Trẻ em nhiễm HIV/AIDS được trợ giúp xã hội (%)", "CTXH-05.c"),
    ("Tỷ lệ trẻ em bị bỏ rơi được trợ giúp xã hội và cung cấp dịch vụ CTXH phù hợp", "CTXH-05.b"),
    ("Tỷ lệ hộ cận nghèo thiếu hụt BHYT", "GN-TH-04.CN"),
    ("Tỷ lệ thiếu hụt chỉ số dinh dưỡng của hộ nghèo", "GN-TH-03.HN"),
    ("Tỷ lệ hộ nghèo thiếu hụt các chỉ số (%) › Nhà ở › Diện tích nhà ở bình quân đầu người", "GN-TH-08.HN"),
    ("Tỷ lệ lao động thuộc hộ nghèo, hộ cận nghèo, mới thoát nghèo qua đào tạo", "GN-DV-05"),
    ("Tỷ lệ hộ nghèo, hộ cận nghèo sử dụng nhà tiêu hợp vệ sinh", "GN-DV-09"),
]  # fmt: skip

PARTS = [
    ("Số cơ quan, đơn vị đã bố trí nhân sự", "numerator", ("CTXH-01",)),
    ("Tổng số cơ quan, đơn vị đã bố trí nhân sự", "numerator", ("CTXH-01",)),
    ("Tổng số cơ quan, đơn vị thuộc diện bố trí", "denominator", ("CTXH-01",)),
    ("Tổng số cơ quan, đơn vị", "denominator", ("CTXH-01",)),
    ("Số người có hoàn cảnh khó khăn được tư vấn, hỗ trợ CTXH", "numerator", ("CTXH-04a",)),
    ("Tổng số người có hoàn cảnh khó khăn", "denominator", ("CTXH-04a",)),
    ("Tổng số hộ", "denominator", HOUSEHOLDS),
    ("Tổng số hộ dân cư", "denominator", HOUSEHOLDS),
    ("Tổng số hộ gia đình trên địa bàn", "denominator", HOUSEHOLDS),
    ("Số hộ DTTS", "denominator", ("GN-06",)),
    ("Trong đó: Dân tộc thiểu số › Tổng số hộ DTTS", "denominator", ("GN-06",)),
    ("Tổng số hộ nghèo và cận nghèo", "numerator", ("GN-04",)),
    ("Số hộ nghèo thiếu hụt các chỉ số › Y tế › Bảo hiểm y tế", "numerator", ("GN-TH-04.HN",)),
]  # fmt: skip

NOTHING = [
    # another population, or a part of it
    "Tỷ lệ hộ nghèo có chủ hộ là nữ", "Hộ nghèo có chủ hộ là nữ", "Tỷ lệ hộ nghèo khu vực nông thôn",
    "Tỷ lệ hộ nghèo ở các huyện nghèo", "Tỷ lệ hộ nghèo vùng đồng bào dân tộc thiểu số", "Số người nghèo",
    "Số người có công thuộc hộ nghèo", "Số trẻ em thuộc hộ nghèo", "Hộ nghèo có khả năng lao động", "Số hộ không nghèo",
    "Hộ nghèo DTTS không có khả năng lao động", "Số xã nghèo", "Tỷ lệ xã nghèo", "Hộ có mức sống trung bình",
    "Tỷ lệ trẻ em khuyết tật được trợ giúp xã hội", "Tỷ lệ trẻ em mồ côi được trợ giúp xã hội",
    "Tỷ lệ trường học bố trí nhân sự làm công tác xã hội", "Tỷ lệ cơ quan tư pháp bố trí nhân sự làm công tác xã hội",
    "Tỷ lệ cơ quan, đơn vị bố trí nhân sự chuyên trách làm công tác xã hội",
    "Số lượt cộng tác viên được tập huấn công tác xã hội", "Tỷ lệ trẻ em có hoàn cảnh khó khăn được tư vấn, hỗ trợ CTXH",
    "Số hộ nghèo theo chuẩn cũ", "Tỷ lệ hộ nghèo đa chiều", "Số hộ nghèo đa chiều", "Tỷ lệ nghèo", "Tỷ lệ hộ nghèo, hộ cận nghèo", "Số hộ nghèo thiếu hụt y tế",
    # another verb
    "Số hộ thoát nghèo", "Số hộ mới thoát nghèo", "Số hộ nghèo được hỗ trợ nhà ở", "Số hộ nghèo được vay vốn",
    "Số hộ nghèo phát sinh do thiên tai", "Tỷ lệ cơ quan, đơn vị chưa bố trí nhân sự làm công tác xã hội",
    "Tỷ lệ người có hoàn cảnh khó khăn được trợ giúp xã hội", "Số lượt người được tập huấn về giảm nghèo",
    "Số hộ tham gia mô hình đa dạng hóa sinh kế", "Số lớp tập huấn công tác xã hội", "Vốn ĐTPT từ NSTW chưa giải ngân",
    "Vốn ĐTPT từ NSTW được giao", "Kế hoạch vốn ĐTPT từ NSTW", "Số nhân sự làm công tác xã hội",
    # a share of something else, a comparison, another base
    "Tỷ lệ hộ nghèo dân tộc thiểu số trong tổng số hộ nghèo", "Tỷ lệ hộ nghèo trong tổng số hộ nghèo",
    "Tỷ lệ giải ngân vốn ĐTPT từ NSTW", "Tỷ lệ hộ tái nghèo", "Tỷ lệ giảm hộ nghèo", "Mức giảm tỷ lệ hộ cận nghèo",
    "Số hộ nghèo giảm so với năm trước", "Tỷ lệ hộ nghèo giảm so với đầu kỳ", "Tỷ lệ hộ nghèo đầu năm",
    "Mức tăng tỷ lệ người có hoàn cảnh khó khăn được tư vấn, hỗ trợ CTXH so với năm 2023",
    "Tỷ lệ hộ nghèo không có khả năng lao động", "Tỷ lệ hộ nghèo thiếu hụt bảo hiểm y tế và việc làm",
    "Số hộ nghèo thiếu hụt từ 3 chỉ số trở lên", "Hộ nghèo thiếu hụt › Dinh dưỡng", "Tỷ lệ hộ nghèo, cận nghèo",
    # money of another source, persons for turns
    "Vốn sự nghiệp từ NSTW đã giải ngân", "Vốn ĐTPT từ ngân sách địa phương đã giải ngân", "Vốn NSTW đã giải ngân",
    "Kinh phí tập huấn công tác xã hội", "Kinh phí thực hiện mô hình đa dạng hóa sinh kế",
    "Số người được tập huấn công tác xã hội", "Số mô hình cung cấp dịch vụ công tác xã hội", "Số mô hình giảm nghèo",
    # the near-poor's own changes
    "Số hộ cận nghèo đầu kỳ", "Số hộ cận nghèo giảm trong kỳ › Giảm khác", "Số hộ cận nghèo tăng trong kỳ › Phát sinh mới",
    # national comparators
    "Mức giảm tỷ lệ nghèo đa chiều", "Mức giảm tỷ lệ nghèo đa chiều cả nước", "Thu nhập bình quân nông thôn so với năm 2020",
    "Tỷ lệ huyện nghèo thoát khỏi tình trạng nghèo, đặc biệt khó khăn", "Tỷ lệ xã đạt chuẩn nông thôn mới",
    # no indicator at all
    "CHƯƠNG TRÌNH PHÁT TRIỂN CÔNG TÁC XÃ HỘI", "Chương trình giảm nghèo bền vững", "Số hộ", "Tổng số", "Số khẩu",
    "Tổng số nhân khẩu", "Tỷ lệ (%)", "Ghi chú", "Địa bàn", "Hộ nghèo, hộ cận nghèo", "", "1", "…",
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), VALUES)
def test_a_name_is_taken(names: IndicatorNames, text: str, code: str) -> None:
    found = names.match(text)
    assert (found.codes, found.part) == ((code,), "value")
    assert found.how in {"name", "rule"}


@pytest.mark.parametrize(("text", "part", "codes"), PARTS)
def test_a_part_is_taken(names: IndicatorNames, text: str, part: str, codes: tuple[str, ...]) -> None:
    found = names.match(text)
    assert (found.codes, found.part) == (codes, part)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_one_is_not_taken(names: IndicatorNames, text: str) -> None:
    assert names.match(text).codes == ()


def test_every_indicator_is_known_by_its_own_names_and_code(
    names: IndicatorNames, catalogue: Catalogue
) -> None:
    for one in catalogue.indicators:
        comparator = one.level == "national" and not one.reported_by
        for name in (one.name, one.short_name, one.name.upper(), f"1. {one.name} ({one.unit_of_measure}):"):
            if not comparator:
                assert names.match(name, unit=one.unit_of_measure).codes == (one.code,), name
        assert names.match("", one.code).codes == (one.code,)
        assert all(names.match(name).codes == (one.code,) for name in one.also_called)


def test_no_name_of_one_is_taken_for_another_without_accents(
    names: IndicatorNames, catalogue: Catalogue
) -> None:
    from tracker.intake.names.keys import plain_key

    for one in catalogue.indicators:
        for name in (one.name, one.short_name, *one.also_called):
            found = names.match(plain_key(name))
            assert found.codes in ((), (one.code,)), name


def test_what_looks_like_one_is_proposed_with_its_score(names: IndicatorNames) -> None:
    found = names.match("Tỷ lệ hộ nghèo có chủ hộ là nữ").proposals
    assert found[0].code == "GN-01"
    assert 60 <= found[0].score < 100
    assert len(found) <= 3
    assert names.match("Ty le ho nghe").proposals[0].code == "GN-01"
    assert names.match("Ghi chú").proposals == ()


@pytest.mark.parametrize(
    ("code", "text", "expected", "part"),
    [
        ("GN-01", "Tỷ lệ hộ nghèo", "GN-01", "value"),
        ("ctxh 01", "chưa rõ", "CTXH-01", "value"),
        ("GN-11.NK", "", "GN-11.NK", "value"),
        ("GN-TH-03.HN", "", "GN-TH-03.HN", "value"),
        ("GN-01", "Số hộ nghèo", "GN-01", "numerator"),
        ("GN-01", "Tổng số hộ", "GN-01", "denominator"),
        ("CTXH-01", "Số cơ quan, đơn vị đã bố trí nhân sự", "CTXH-01", "numerator"),
        ("GN-11", "Số nhân khẩu nghèo", "GN-11.NK", "value"),
        ("1", "Tỷ lệ hộ nghèo", "GN-01", "value"),
    ],
)
def test_a_code_with_its_name(names: IndicatorNames, code: str, text: str, expected: str, part: str) -> None:
    found = names.match(text, code)
    assert (found.codes, found.part) == ((expected,), part)


@pytest.mark.parametrize(("code", "text"), [("GN-01", "Số hộ cận nghèo"), ("GN-06", "Tổng số hộ")])
def test_a_code_and_a_name_that_differ(names: IndicatorNames, code: str, text: str) -> None:
    found = names.match(text, code)
    assert (found.codes, found.problem) == ((), "code_name_differ")
    assert found.proposals[0].code == code


@pytest.mark.parametrize(
    ("text", "unit", "expected", "part"),
    [
        ("Hộ nghèo", "%", "GN-01", "value"),
        ("Hộ nghèo", "hộ", "GN-11", "value"),
        ("Hộ nghèo", "khẩu", "GN-11.NK", "value"),
        ("Số hộ nghèo", "%", "GN-11", "value"),  # the wrong unit is for the checks to say
        ("Cơ quan, đơn vị bố trí nhân sự CTXH", "%", "CTXH-01", "value"),
        ("Cơ quan, đơn vị bố trí nhân sự CTXH", "đơn vị", "CTXH-01", "numerator"),
        ("Hộ nghèo thiếu hụt dinh dưỡng", "hộ", "GN-TH-03.HN", "numerator"),
        ("Người nghèo, cận nghèo có BHYT", "người", "GN-DV-02", "numerator"),
        ("Vốn đầu tư phát triển từ NSTW", "triệu đồng", "GN-42", "value"),
    ],
)
def test_the_unit_of_measure_beside_a_name(
    names: IndicatorNames, text: str, unit: str, expected: str, part: str
) -> None:
    found = names.match(text, unit=unit)
    assert (found.codes, found.part) == ((expected,), part)


POOR, NEAR = "DIỄN BIẾN HỘ NGHÈO NĂM 2022", "DIỄN BIẾN HỘ CẬN NGHÈO NĂM 2022"
BOTH = "TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO"
LACK, NEAR_LACK = "Mức độ thiếu hụt các dịch vụ xã hội cơ bản của hộ nghèo", "THIẾU HỤT CỦA HỘ CẬN NGHÈO"


@pytest.mark.parametrize(
    ("text", "about", "unit", "expected"),
    [
        ("Số hộ đầu kỳ", POOR, "", "GN-21"),
        ("Giảm trong kỳ › Tổng số", POOR, "", "GN-22"),
        ("Giảm khác", POOR, "", "GN-25"),
        ("Cuối kỳ", POOR, "", "GN-11"),
        ("Cuối kỳ", NEAR, "", "GN-12"),
        ("Tổng số hộ", POOR, "", "GN-01"),
        ("Số hộ đầu kỳ", NEAR, "", None),
        ("Giảm khác", NEAR, "", None),
        ("Giảm trong kỳ › Vượt chuẩn cận nghèo", NEAR, "", None),
        ("Phát sinh mới", NEAR, "", None),
        ("Số hộ đầu kỳ", BOTH, "", None),
        ("Số khẩu", POOR, "", None),
        ("Số hộ", POOR, "", None),
        ("Việc làm", LACK, "%", "GN-TH-01.HN"),
        ("Y tế › Dinh dưỡng", LACK, "hộ", "GN-TH-03.HN"),
        ("Nguồn nước sinh hoạt", NEAR_LACK, "hộ", "GN-TH-09.CN"),
        ("Việc làm", LACK, "", None),
        ("Tổng số hộ nghèo", LACK, "%", "GN-11"),
    ],
)
def test_the_title_tells_whose_households_they_are(
    names: IndicatorNames, text: str, about: str, unit: str, expected: str | None
) -> None:
    found = names.match(text, unit=unit, about=about)
    assert (found.codes[0] if found.codes else None) == expected


def test_what_was_assigned_once_is_remembered(catalogue: Catalogue) -> None:
    remembered = {name_key("Tỷ lệ nghèo"): "GN-01", name_key("Số hộ thoát nghèo"): ""}
    names = IndicatorNames(catalogue, remembered)
    assert (names.match("TỶ LỆ NGHÈO").codes, names.match("TỶ LỆ NGHÈO").how) == (("GN-01",), "remembered")
    assert (names.match("Số hộ thoát nghèo").codes, names.match("Số hộ thoát nghèo").how) == (
        (),
        "remembered",
    )


def test_names_are_ready_at_once(catalogue: Catalogue) -> None:
    IndicatorNames(catalogue)
    started = time.perf_counter()
    IndicatorNames(catalogue)
    assert time.perf_counter() - started < 0.5  # 15 ms alone, here with room for a busy machine


@given(text=st.text(max_size=80), code=st.text(max_size=8), unit=st.sampled_from(["", "%", "hộ", "người"]))
def test_no_text_is_too_strange(catalogue: Catalogue, text: str, code: str, unit: str) -> None:
    found = IndicatorNames(catalogue).match(text, code, unit, about=text)
    assert isinstance(found.codes, tuple)
