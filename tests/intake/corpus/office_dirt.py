"""Dirt in otherwise sound tables: formulas without results, look-alike letters, rounding, fractions, loose remarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tests.intake.corpus.figures import rate
from tests.intake.corpus.files import xlsx
from tests.intake.corpus.grids import expect_indicators, expect_units, written
from tests.intake.corpus.office_shapes import COUNTS, NAMED, TURNS, districts_from
from tests.intake.corpus.sample import LOOSE, Sample
from tests.intake.corpus.sheets import Formula, Sheet

HEAD = ["STT", "Huyện, thành phố", "Tổng số hộ dân cư", "Số hộ nghèo", "Tỷ lệ hộ nghèo (%)", "Ghi chú"]
COLUMNS = {"D": "GN-11 2023", "E": "GN-01 2023"}
PARTS = {"E": "DC"}


def poor_districts(
    filename: str, rates: Sequence[Any], head: Sequence[str] = HEAD, must: str | tuple[str, ...] = "accept"
) -> tuple[Sample, Sheet]:
    """Rows 3 to 9 the districts; `rates` stand in column E."""
    return written(filename, "08 2023", [
        ["KẾT QUẢ RÀ SOÁT HỘ NGHÈO NĂM 2023"],
        head,
        *([at, name, all_, poor, shown]
          for at, ((name, _, all_, poor, _), shown) in enumerate(zip(NAMED, rates, strict=True), start=1)),
    ], must=must)  # fmt: skip


def exact_rates() -> list[float]:
    return [rate(poor, all_) for all_, poor, _ in COUNTS]


def column_of_formulas_without_results() -> Sample:
    """Saved by a program that computes nothing: the column is there, its figures are not."""
    formulas = [Formula(f"=D{row}/C{row}*100") for row in range(3, 10)]
    sample, sheet = poor_districts("cong_thuc.xlsx", formulas, must="return")
    expect_units(sample, sheet, districts_from(3), {"D": "GN-11 2023"})
    meant: dict[str, float | None] = {f"E{row}": None for row in range(3, 10)}
    expect_units(sample, sheet, districts_from(3), {"E": "GN-01 2023"}, meant=meant)
    for row in range(3, 10):
        sample.says("formula-without-cached-value", sheet.cell(row, 4), "error")
    return replace(sample, content=xlsx(sheet))


def total_row_of_formulas_without_results() -> Sample:
    sample, sheet = poor_districts("tong.xlsx", exact_rates(), must="return")
    sheet.add("", "Tổng cộng", *(Formula(f"=SUM({letter}3:{letter}9)") for letter in "CD"))
    units = {**districts_from(3), 10: "08"}
    expect_units(sample, sheet, units, {"D": "GN-11 2023"}, meant={"D10": None})
    expect_units(sample, sheet, districts_from(3), {"E": "GN-01 2023"}, PARTS)
    sample.value(sheet.cell(10, 4), "GN-01", "08", "2023", "actual", None, optional=True)
    for column in (2, 3):
        sample.says("formula-without-cached-value", sheet.cell(10, column), "error")
    return replace(sample, content=xlsx(sheet))


def rate_in_error_beside_its_parts() -> Sample:
    """#DIV/0! stands for no figure, also where the parts would give one."""
    rates: list[Any] = [*exact_rates()]
    rates[1] = Formula("=D4/0", "#DIV/0!")
    sample, sheet = poor_districts("loi.xlsx", rates, must="return")
    expect_units(sample, sheet, districts_from(3), COLUMNS, PARTS, {"E4": None})
    sample.says("formula-error", sheet.cell(4, 4), "error")
    return replace(sample, content=xlsx(sheet))


def letters_that_only_look_like_ours() -> Sample:
    """Cyrillic and Greek letters, invisible signs, raised footnote marks in headers and figures."""
    head = ["STT", "\u200bHuyện,\nthành phố", "Tổng số hộ dân cư", "Số hộ ngh\u00e8\u043e\u00b9",
            "Tỷ lệ hộ \u039dGH\u00c8\u039f (%)\u00a0*"]  # fmt: skip
    sample, sheet = poor_districts("quet.xlsx", exact_rates(), head, LOOSE)
    sheet.put(4, 3, "3.718\u00b2")
    sheet.put(5, 3, "3837 (*)")
    expect_units(sample, sheet, districts_from(3), COLUMNS, PARTS, {"D4": 3718, "D5": 3837})
    return replace(sample, content=xlsx(sheet))


def rates_as_parts_of_one() -> Sample:
    """0,1459 in a cell that is not formatted as per cent: the counts beside it prove what is meant."""
    sample, sheet = poor_districts(
        "phan_so.xlsx", [round(one / 100, 4) for one in exact_rates()], must="confirm"
    )
    meant = {f"E{row}": one for row, one in enumerate(exact_rates(), start=3)}
    expect_units(sample, sheet, districts_from(3), COLUMNS, PARTS, meant)
    return replace(sample, content=xlsx(sheet))


def a_part_of_one_without_counts() -> Sample:
    """Nothing proves it: read as it stands, and asked."""
    sample, sheet = written("phan_so.xlsx", "074 2024", [
        ["UBND HUYỆN HÀM YÊN"],
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2023", "Năm 2024"],
        [1, "Tỷ lệ hộ nghèo", "%", 0.1619, 0.125],
    ], must="confirm")  # fmt: skip
    expect_indicators(sample, sheet, "074", {3: "GN-01"}, {"D": "2023", "E": "2024"})
    return replace(sample, content=xlsx(sheet))


def small_rates_of_a_rich_ward() -> Sample:
    sample, sheet = written("phuong.xlsx", "02215 2025", [
        ["UBND PHƯỜNG MINH XUÂN"],
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2025"],
        [1, "Tổng số hộ dân cư", "hộ", 16210],
        [2, "Số hộ nghèo", "hộ", 120],
        [3, "Tỷ lệ hộ nghèo", "%", 0.74],
    ])  # fmt: skip
    expect_indicators(sample, sheet, "02215", {4: "GN-11", 5: "GN-01"}, {"D": "2025"}, {5: (4, 3)})
    return replace(sample, content=xlsx(sheet))


def rates_in_whole_numbers() -> Sample:
    sample, sheet = poor_districts("tron.xlsx", [round(one) for one in exact_rates()])
    expect_units(sample, sheet, districts_from(3), COLUMNS, PARTS)
    return replace(sample, content=xlsx(sheet))


def rates_with_one_decimal_and_their_total() -> Sample:
    sample, sheet = poor_districts(
        "mot_so_le.xlsx", [round(100 * poor / all_, 1) for all_, poor, _ in COUNTS]
    )
    all_, poor = (sum(one[at] for one in COUNTS) for at in (0, 1))
    sheet.add("", "Tổng cộng", all_, poor, round(100 * poor / all_, 1))
    expect_units(sample, sheet, {**districts_from(3), 10: "08"}, COLUMNS, PARTS)
    return replace(sample, content=xlsx(sheet))


def one_rate_of_the_column_is_wrong() -> Sample:
    sample, sheet = poor_districts("sai.xlsx", [*exact_rates()[:6], 12.4], must="return")
    expect_units(sample, sheet, districts_from(3), COLUMNS, PARTS)
    sample.says("rate-mismatch", sheet.cell(9, 4), "error")
    return replace(sample, content=xlsx(sheet))


def amounts_rounded_before_they_were_added() -> Sample:
    sample, sheet = _amounts(96.7)
    return replace(sample, content=xlsx(sheet))


def amounts_that_add_up_to_something_else() -> Sample:
    sample, sheet = _amounts(98.7)
    sample.says("sum-mismatch", sheet.cell(7, 2), "error")
    return replace(sample, must="return", content=xlsx(sheet))


def _amounts(total: float) -> tuple[Sample, Sheet]:
    sample, sheet = written("von.xlsx", "08 2024", [
        ["VỐN GIẢI NGÂN NĂM 2024"],
        ["", "", "Đơn vị tính: tỷ đồng"],
        ["STT", "Đơn vị", "Vốn ĐTPT từ NSTW đã giải ngân"],
        [1, "Na Hang", 45.3],
        [2, "Lâm Bình", 50.1],
        [3, "Sơn Dương", 1.2],
        ["", "Cộng", total],
    ])  # fmt: skip
    expect_units(sample, sheet, {4: "072", 5: "071", 6: "076", 7: "08"}, {"C": "GN-42 2024"})
    return sample, sheet


def the_whole_province_above_two_of_its_districts() -> Sample:
    """ "Toàn tỉnh" is more than the districts listed; "Cộng" would have to be their sum."""
    sample, sheet = written("huyen_ngheo.xlsx", "08 2023", [
        ["Năm 2023 - các huyện nghèo"],
        ["STT", "Địa bàn", "Số hộ nghèo"],
        ["", "Toàn tỉnh", 31439],
        ["", "Trong đó: các huyện nghèo", 7555],
        [1, "Lâm Bình", 3718],
        [2, "Na Hang", 3837],
    ])  # fmt: skip
    expect_units(sample, sheet, {3: "08", 5: "071", 6: "072"}, {"C": "GN-11 2023"})
    return replace(sample, content=xlsx(sheet))


def subtotals_of_what_were_districts() -> Sample:
    sample, sheet = written("xa_phuong.xlsx", "08 2025", [
        ["HỘ NGHÈO NĂM 2025"],
        ["STT", "Xã, phường", "Số hộ nghèo"],
        ["I", "Huyện Na Hang (cũ)", 1300],
        [1, "Xã Nà Hang", 801],
        [2, "Thượng Nông", 499],
        ["II", "Thành phố Hà Giang cũ", 210],
        [1, "Phường Hà Giang 1", 90],
        [2, "Ngọc Đường", 120],
    ])  # fmt: skip
    expect_units(sample, sheet, {4: "02221", 5: "02239", 7: "00694", 8: "00700"}, {"C": "GN-11 2025"})
    return replace(sample, content=xlsx(sheet))


def parts_below_the_poor_and_below_the_near_poor() -> Sample:
    """ "Trong đó: Hộ DTTS" is another figure below each of them."""
    sample, sheet = written("trong_do.xlsx", "074 2024", [
        ["UBND HUYỆN HÀM YÊN - KẾT QUẢ NĂM 2024"],
        ["STT", "Chỉ tiêu", "ĐVT", "Năm 2024"],
        [1, "Tổng số hộ nghèo", "hộ", 4000],
        ["", "Trong đó: - Hộ DTTS", "hộ", 3300],
        ["", "- Hộ không có khả năng lao động", "hộ", 310],
        [2, "Tổng số hộ cận nghèo", "hộ", 2400],
        ["", "Trong đó: - Hộ DTTS", "hộ", 1800],
    ])  # fmt: skip
    rows = {3: "GN-11", 4: "GN-13", 5: "GN-15", 6: "GN-12", 7: "GN-14"}
    expect_indicators(sample, sheet, "074", rows, {"D": "2024"})
    return replace(sample, content=xlsx(sheet))


def a_fall_typed_as_a_fall() -> Sample:
    """ "giảm 4,31%" is the figure of an indicator that counts falls, "Giảm còn 15,39%" a bound of a plan."""
    sample, sheet = written("giam.xlsx", "08 2023", [
        ["TÌNH HÌNH THỰC HIỆN KẾ HOẠCH NĂM 2023"],
        ["TT", "Chỉ tiêu", "ĐVT", "KH năm 2023", "Năm 2023"],
        [1, "Tỷ lệ hộ nghèo", "%", "Giảm còn 15,39%", 14.59],
        [2, "Mức giảm tỷ lệ hộ nghèo", "điểm %", "giảm 3,51", "giảm 4,31%"],
        [3, TURNS, "lượt người", "Đạt 450", 474],
    ], must=LOOSE)  # fmt: skip
    rows = {3: "GN-01", 4: "GN-02", 5: "CTXH-03"}
    meant = {"D3": 15.39, "D4": 3.51, "D5": 450.0, "E4": 4.31}
    expect_indicators(sample, sheet, "08", rows, {"D": "2023 plan", "E": "2023"}, meant=meant)
    return replace(sample, content=xlsx(sheet))


def nine_months_in_a_report_of_the_year() -> Sample:
    """Nine months are no reporting period: their figures are left out, and that is said."""
    sample, sheet = written("9_thang.xlsx", "08 2024", [
        ["BIỂU CHỈ TIÊU 9 THÁNG VÀ NĂM 2024"],
        ["STT", "Chỉ tiêu", "ĐVT", "KH 2024", "TH 9 tháng", "Ước TH năm 2024", "Thực hiện lũy kế"],
        [1, TURNS, "lượt người", 450, 380, 512, 1800],
    ], must="confirm")  # fmt: skip
    expect_indicators(sample, sheet, "08", {3: "CTXH-03"}, {"D": "2024 plan", "F": "2024 estimate"})
    return replace(sample, content=xlsx(sheet))


def figures_under_a_title_of_nine_months() -> Sample:
    sample, sheet = written("9_thang.xlsx", "08 2024", [
        ["BÁO CÁO 9 THÁNG ĐẦU NĂM 2024"],
        ["STT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", "Thực hiện"],
        [1, TURNS, "lượt người", 450, 380],
    ], must="confirm")  # fmt: skip
    expect_indicators(sample, sheet, "08", {3: "CTXH-03"}, {"D": "2024 plan"})
    return replace(sample, content=xlsx(sheet))


def rows_of_no_reporting_period() -> Sample:
    sample, sheet = written("ky.xlsx", "08 2024", [
        ["Đơn vị", "Chỉ tiêu", "Kỳ báo cáo", "Loại số liệu", "Giá trị"],
        ["Hàm Yên", TURNS, "9 tháng 2024", "TH", 50],
        ["Hàm Yên", TURNS, "Năm 2024", "TH", 60],
    ], must="confirm")  # fmt: skip
    expect_units(sample, sheet, {3: "074"}, {"E": "CTXH-03 2024"})
    sample.says("unknown-period", sheet.cell(2, 2))
    return replace(sample, content=xlsx(sheet))


def second_table_with_a_year_of_its_own() -> Sample:
    """Nothing ends the first table but the title of the second; that one stands in hidden rows."""
    sample, sheet = poor_districts("hai_nam.xlsx", exact_rates(), must="confirm")
    expect_units(sample, sheet, districts_from(3), COLUMNS, PARTS)
    sheet.skip()
    for row in (["HỘ NGHÈO NĂM 2022 (lưu)"], ["STT", "Huyện", "Số hộ nghèo"], [1, "Lâm Bình", 4792]):
        sheet.hidden_rows.add(sheet.add(*row))
    expect_units(sample, sheet, {13: "071"}, {"C": "GN-11 2022"})
    sample.says("hidden-rows", sheet.cell(13, 0))
    return replace(sample, content=xlsx(sheet))


def code_of_another_indicator_beside_the_name() -> Sample:
    sample, sheet = written("ma_ten.xlsx", "08 2023", [
        ["STT", "Huyện", "Mã CT", "Chỉ tiêu", "Kỳ", "Loại số liệu", "Giá trị"],
        [1, "Lâm Bình", "GN-12", "Số hộ nghèo", "2023", "Thực hiện", 3718],
        [2, "Na Hang", "GN-11", "Số hộ nghèo", "2023", "Thực hiện", 3837],
    ], must="return")  # fmt: skip
    expect_units(sample, sheet, {3: "072"}, {"G": "GN-11 2023"})
    sample.says("code-name-differ", "Biểu!C2:D2", "error")
    return replace(sample, content=xlsx(sheet))


def department_that_reports_its_own_part() -> Sample:
    """Schools of the education department are not the whole province's agencies."""
    sample, sheet = written("truong_hoc.xlsx", "SGDDT 2025", [
        ["UBND TỈNH TUYÊN QUANG"],
        ["SỞ GIÁO DỤC VÀ ĐÀO TẠO"],
        ["TT", "Chỉ tiêu", "ĐVT", "Thực hiện năm 2025"],
        [1, "Tỷ lệ cơ quan, đơn vị bố trí nhân sự làm công tác xã hội", "%", 62.5],
        ["", "Số cơ quan, đơn vị đã bố trí nhân sự", "đơn vị", 250],
        ["", "Tổng số cơ quan, đơn vị", "đơn vị", 400],
    ])  # fmt: skip
    expect_indicators(sample, sheet, "SGDDT", {4: "CTXH-01"}, {"D": "2025"}, {4: (5, 6)})
    return replace(sample, content=xlsx(sheet))


def marks_of_no_figure_in_whole_columns() -> Sample:
    """A column of … and a blank one under a known header: nothing is known, and it is said."""
    sample, sheet = written("chua_co.xlsx", "08 2023", [
        ["KẾT QUẢ RÀ SOÁT NĂM 2023"],
        ["STT", "Đơn vị", "Số hộ nghèo", "Số hộ cận nghèo", "Số hộ nghèo DTTS"],
        *([at, name, poor, "…"] for at, (name, _, _, poor, _) in enumerate(NAMED, start=1)),
    ], must="confirm")  # fmt: skip
    expect_units(sample, sheet, districts_from(3), {"C": "GN-11 2023"})
    meant: dict[str, float | None] = {f"D{row}": None for row in range(3, 10)}
    columns = {"D": "GN-12 2023", "E": "GN-13 2023"}
    expect_units(sample, sheet, districts_from(3), columns, meant=meant, optional=True)
    sample.says("missing-value", "Biểu!D3:D9")
    return replace(sample, content=xlsx(sheet))


SAMPLES: Sequence[Callable[[], Sample]] = (
    column_of_formulas_without_results,
    total_row_of_formulas_without_results,
    rate_in_error_beside_its_parts,
    letters_that_only_look_like_ours,
    rates_as_parts_of_one,
    a_part_of_one_without_counts,
    small_rates_of_a_rich_ward,
    rates_in_whole_numbers,
    rates_with_one_decimal_and_their_total,
    one_rate_of_the_column_is_wrong,
    amounts_rounded_before_they_were_added,
    amounts_that_add_up_to_something_else,
    the_whole_province_above_two_of_its_districts,
    subtotals_of_what_were_districts,
    parts_below_the_poor_and_below_the_near_poor,
    a_fall_typed_as_a_fall,
    nine_months_in_a_report_of_the_year,
    figures_under_a_title_of_nine_months,
    rows_of_no_reporting_period,
    second_table_with_a_year_of_its_own,
    code_of_another_indicator_beside_the_name,
    department_that_reports_its_own_part,
    marks_of_no_figure_in_whole_columns,
)
