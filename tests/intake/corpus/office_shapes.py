"""Shapes of tables that offices drew themselves: columns without names of their own, tables beside each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.intake.corpus.figures import DISTRICTS, rate
from tests.intake.corpus.files import xlsx
from tests.intake.corpus.grids import expect_indicators, expect_units, written
from tests.intake.corpus.sample import Sample
from tests.intake.corpus.sheets import Sheet

# Households, the poor and the near poor of the seven districts.
COUNTS = ((38356, 1060, 1095), (9912, 3718, 1132), (11851, 3837, 1297), (34908, 6754, 2990),
          (31891, 5163, 2580), (41372, 5391, 2953), (47190, 5516, 3144))  # fmt: skip
NAMED = [(name, code, *counts) for (name, code), counts in zip(DISTRICTS, COUNTS, strict=True)]
TURNS = "Số lượt người được tập huấn kỹ năng CTXH"


def districts_from(row: int) -> dict[int, str]:
    return {row + at: code for at, (_, code) in enumerate(DISTRICTS)}


def year_and_part_of_the_year_in_two_columns() -> Sample:
    sample, sheet = written("so_lieu.xlsx", "074 2024", [
        ["Địa bàn", "Tên chỉ tiêu", "Năm", "Kỳ", "Loại số liệu", "Số liệu", "Đơn vị tính"],
        ["Hàm Yên", "Số hộ nghèo", 2024, "Cả năm", "TH", 4100, "hộ"],
        ["Hàm Yên", TURNS, 2024, "6 tháng", "TH", 31, "lượt người"],
        ["Hàm Yên", TURNS, 2024, "Cả năm", "KH", 60, "lượt người"],
        ["Hàm Yên", TURNS, 2024, "Cả năm", "TH", 62, "lượt người"],
    ])  # fmt: skip
    for row, said in enumerate(
        ("GN-11 2024", "CTXH-03 2024-H1", "CTXH-03 2024 plan", "CTXH-03 2024"), start=2
    ):
        expect_units(sample, sheet, {row: "074"}, {"F": said})
    return replace(sample, content=xlsx(sheet))


def codes_and_no_names() -> Sample:
    """Codes of districts, one of them typed as a number, and of indicators."""
    rows = [
        [code if at else int(code), "GN-11", 2023, poor] for at, (_, code, _, poor, _) in enumerate(NAMED)
    ]
    head = ["Mã huyện", "Mã chỉ tiêu", "Năm", "Giá trị"]
    sample, sheet = written("ma.xlsx", "08 2023", [head, *rows])
    expect_units(sample, sheet, districts_from(2), {"D": "GN-11 2023"})
    return replace(sample, content=xlsx(sheet))


def rate_named_by_the_count_above_it() -> Sample:
    """ "Số hộ nghèo" over "Số hộ" and "Tỷ lệ (%)"."""
    sample, sheet = written("ra_soat.xlsx", "08 2023", [
        ["KẾT QUẢ RÀ SOÁT NĂM 2023"],
        ["STT", "Đơn vị", "Tổng số hộ", "Số hộ nghèo", "", "Số hộ cận nghèo", ""],
        ["", "", "", "Số hộ", "Tỷ lệ (%)", "Số hộ", "Tỷ lệ (%)"],
        *([at, name, all_, poor, rate(poor, all_), near, rate(near, all_)]
          for at, (name, _, all_, poor, near) in enumerate(NAMED, start=1)),
    ], ["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"])  # fmt: skip
    columns = {"D": "GN-11 2023", "E": "GN-01 2023", "F": "GN-12 2023", "G": "GN-03 2023"}
    expect_units(sample, sheet, districts_from(4), columns, {"E": "DC", "G": "FC"})
    return replace(sample, content=xlsx(sheet))


def rate_named_by_the_count_before_it() -> Sample:
    """ "Hộ nghèo", "Tỷ lệ" and "HCN", "TL (%)" in a row of abbreviated headers."""
    sample, sheet = written("viet_tat.xlsx", "08 2023", [
        ["BIỂU TH KQ RS HN, HCN NĂM 2023"],
        ["TT", "Đ.vị", "TS hộ", "Hộ nghèo", "Tỷ lệ", "Số HCN", "TL (%)"],
        *([at, name.replace("Huyện ", "H."), all_, poor, rate(poor, all_), near, rate(near, all_)]
          for at, (name, _, all_, poor, near) in enumerate(NAMED, start=1)),
    ])  # fmt: skip
    columns = {"D": "GN-11 2023", "E": "GN-01 2023", "F": "GN-12 2023", "G": "GN-03 2023"}
    expect_units(sample, sheet, districts_from(3), columns, {"E": "DC", "G": "FC"})
    return replace(sample, content=xlsx(sheet))


def rows_that_only_say_rate() -> Sample:
    sample, sheet = written("ket_qua.xlsx", "074 2024", [
        ["UBND HUYỆN HÀM YÊN"],
        ["Kết quả giảm nghèo năm 2024"],
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2023", "Năm 2024"],
        [1, "Số hộ nghèo", "hộ", 5163, 4000],
        ["", "Tỷ lệ", "%", 16.19, 12.5],
        [2, "Số hộ cận nghèo", "hộ", 2580, 2400],
        ["", "Tỷ lệ", "%", 8.09, 7.5],
    ])  # fmt: skip
    rows = {4: "GN-11", 5: "GN-01", 6: "GN-12", 7: "GN-03"}
    expect_indicators(sample, sheet, "074", rows, {"D": "2023", "E": "2024"})
    return replace(sample, content=xlsx(sheet))


def households_of_all_rates_in_one_row() -> Sample:
    """ "Tổng số hộ dân cư" stands once, above the counts and rates that are of them; districts across."""
    sample, sheet = written("ngang.xlsx", "08 2023", [
        ["MỘT SỐ CHỈ TIÊU NĂM 2023 THEO HUYỆN, THÀNH PHỐ"],
        ["STT", "Chỉ tiêu", "ĐVT", "Chia theo huyện, thành phố"],
        ["", "", "", *(name for name, *_ in NAMED)],
        [1, "Tổng số hộ dân cư", "hộ", *(all_ for _, _, all_, _, _ in NAMED)],
        [2, "Số hộ nghèo", "hộ", *(poor for _, _, _, poor, _ in NAMED)],
        [3, "Tỷ lệ hộ nghèo", "%", *(rate(poor, all_) for _, _, all_, poor, _ in NAMED)],
        [4, "Số hộ cận nghèo", "hộ", *(near for *_, near in NAMED)],
        [5, "Tỷ lệ hộ cận nghèo", "%", *(rate(near, all_) for _, _, all_, _, near in NAMED)],
    ], ["A2:A3", "B2:B3", "C2:C3", "D2:J2"])  # fmt: skip
    for letter, (_, code) in zip("DEFGHIJ", DISTRICTS, strict=True):
        rows = {5: "GN-11", 6: "GN-01", 7: "GN-12", 8: "GN-03"}
        expect_indicators(sample, sheet, code, rows, {letter: "2023"}, {6: (5, 4), 8: (7, 4)})
    return replace(sample, content=xlsx(sheet))


def parts_without_a_rate() -> Sample:
    """Numerator and denominator in rows of their own, and no row for the rate."""
    sample, sheet = written("ctxh.xlsx", "075 2024", [
        ["UBND HUYỆN YÊN SƠN - Số liệu CTXH năm 2024"],
        ["TT", "Chỉ tiêu", "ĐVT", "Số liệu năm 2024"],
        [1, "Tổng số cơ quan, đơn vị", "đơn vị", 190],
        [2, "Số cơ quan, đơn vị đã bố trí nhân sự làm CTXH", "đơn vị", 104],
    ])  # fmt: skip
    sample.value(sheet.cell(4, 3), "CTXH-01", "075", "2024", "actual", 100 * 104 / 190, 104, 190)
    return replace(sample, content=xlsx(sheet))


def deprived_households_without_rates() -> Sample:
    """Form 4 gives counts alone; form 5 on the next sheet the rates: each figure is read once."""
    heads = ("Việc làm", "Dinh dưỡng", "Bảo hiểm y tế")
    codes = ("GN-TH-01.HN", "GN-TH-03.HN", "GN-TH-04.HN")
    counts = {"Xã Phúc Yên": ("02233", 350, (100, 20, 200)), "Xã Thượng Lâm": ("02269", 560, (222, 10, 300))}
    of_four = [[at, name, all_, *few] for at, (name, (_, all_, few)) in enumerate(counts.items(), start=1)]
    of_five = [[at, name, all_, *(rate(one, all_) for one in few)] for at, name, all_, *few in of_four]
    head = ["STT", "Địa bàn", "Tổng số hộ nghèo", *heads]
    sample, four = written("bieu_4_5.xlsx", "071 2023", [
        ["BIỂU SỐ 4: SỐ HỘ NGHÈO THIẾU HỤT CÁC CHỈ SỐ NĂM 2023"], head, *of_four], name="Biểu 4")  # fmt: skip
    _, five = written("", "071 2023", [
        ["BIỂU SỐ 5: TỶ LỆ HỘ NGHÈO THIẾU HỤT CÁC CHỈ SỐ NĂM 2023 (%)"], head, *of_five], name="Biểu 5")  # fmt: skip
    units = {3: "02233", 4: "02269"}
    for sheet in (four, five):
        expect_units(sample, sheet, units, {"C": "GN-11 2023"})
    expect_units(sample, five, units, {f"{x}": f"{code} 2023" for x, code in zip("DEF", codes, strict=True)})
    return replace(sample, content=xlsx(four, five))


def counts_of_deprivation_alone() -> Sample:
    sample, sheet = written("bieu_4.xlsx", "071 2023", [
        ["TỔNG HỢP HỘ NGHÈO THEO MỨC ĐỘ THIẾU HỤT CÁC DỊCH VỤ XÃ HỘI CƠ BẢN NĂM 2023"],
        ["STT", "Địa bàn", "Tổng số hộ nghèo", "Trong đó: số hộ nghèo thiếu hụt các chỉ số", ""],
        ["", "", "", "Dinh dưỡng", "Nguồn nước sinh hoạt"],
        [1, "Xã Phúc Yên", 350, 100, 20],
        [2, "Xã Thượng Lâm", 560, 222, 10],
    ], ["A2:A3", "B2:B3", "C2:C3", "D2:E2"])  # fmt: skip
    expect_units(sample, sheet, {4: "02233", 5: "02269"}, {"C": "GN-11 2023"})
    for row, unit, all_, first, second in ((4, "02233", 350, 100, 20), (5, "02269", 560, 222, 10)):
        for column, code, few in ((3, "GN-TH-03.HN", first), (4, "GN-TH-09.HN", second)):
            sample.value(sheet.cell(row, column), code, unit, "2023", "actual", 100 * few / all_, few, all_)
    return replace(sample, content=xlsx(sheet))


def counts_on_one_sheet_and_the_rate_on_another() -> Sample:
    """A rate that was typed goes before the one that the counts of another table give."""
    sums = [sum(one[at] for one in COUNTS) for at in range(3)]
    sample, counts = written("bieu_1.xlsx", "08 2023", [
        ["TỔNG HỢP KẾT QUẢ RÀ SOÁT NĂM 2023"],
        ["STT", "Địa bàn", "Tổng số hộ dân cư", "Hộ nghèo", "Hộ cận nghèo"],
        *([at, name, *figures] for at, (name, _, *figures) in enumerate(NAMED, start=1)),
        ["", "Toàn tỉnh", *sums],
    ], name="Biểu 1")  # fmt: skip
    units = {**districts_from(3), 10: "08"}
    expect_units(sample, counts, units, {"D": "GN-11 2023", "E": "GN-12 2023"})
    for row, (_, code, all_, poor, _) in enumerate(NAMED, start=3):
        sample.value(counts.cell(row, 3), "GN-01", code, "2023", "actual", 100 * poor / all_, poor, all_)
    _, annex = written("", "08 2023", [
        ["CHỈ TIÊU NĂM 2023"],
        ["STT", "Chỉ tiêu", "ĐVT", "Năm 2023"],
        [1, "Tỷ lệ hộ nghèo", "%", 14.59],
    ], name="Phụ lục")  # fmt: skip
    expect_indicators(sample, annex, "08", {3: "GN-01"}, {"D": "2023"})
    return replace(sample, content=xlsx(counts, annex))


def names_of_places_left_blank_below() -> Sample:
    """The district stands at its first indicator only, and nothing is merged."""
    rows: list[list[object]] = []
    for at, (name, _, all_, poor, _) in enumerate(NAMED, start=1):
        rows.append([at, name, "Số hộ nghèo", "hộ", poor + 10, poor])
        rows.append(["", "", "Tỷ lệ hộ nghèo", "%", rate(poor + 10, all_), rate(poor, all_)])
    sample, sheet = written("so_lieu.xlsx", "08 2023", [
        ["SỐ LIỆU NĂM 2023"], ["STT", "Huyện", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện"], *rows])  # fmt: skip
    for at, (_, code) in enumerate(DISTRICTS):
        lines = {3 + 2 * at: "GN-11", 4 + 2 * at: "GN-01"}
        expect_indicators(sample, sheet, code, lines, {"E": "2023 plan", "F": "2023"})
    return replace(sample, content=xlsx(sheet))


def district_and_commune_in_two_columns() -> Sample:
    """Bình An, Tân Trào, and the town that is called like its district."""
    sample, sheet = written("theo_xa.xlsx", "08 2023", [
        ["HỘ NGHÈO THEO XÃ NĂM 2023"],
        ["STT", "Huyện", "Xã, thị trấn", "Số hộ nghèo"],
        [1, "Lâm Bình", "Bình An", 300],
        [2, "", "Thượng Lâm", 400],
        ["", "Sơn Dương", "", 450],
        [3, "Sơn Dương", "Tân Trào", 200],
        [4, "Sơn Dương", "Sơn Dương", 250],
    ])  # fmt: skip
    units = {3: "02290", 4: "02269", 5: "076", 6: "02545", 7: "02536"}
    expect_units(sample, sheet, units, {"D": "GN-11 2023"})
    return replace(sample, content=xlsx(sheet))


def years_in_the_names_of_sheets() -> Sample:
    sheets: list[Sheet] = []
    sample = Sample("cac_nam.xlsx", "08", "2023")
    for year in (2021, 2022, 2023):
        rows = [
            [at, name, poor + 300 * (2023 - year)] for at, (name, _, _, poor, _) in enumerate(NAMED, start=1)
        ]
        head = [["KẾT QUẢ RÀ SOÁT HỘ NGHÈO"], ["STT", "Huyện", "Số hộ nghèo"]]
        _, sheet = written("", "08 2023", [*head, *rows], name=f"Năm {year}")
        expect_units(sample, sheet, districts_from(3), {"C": f"GN-11 {year}"})
        sheets.append(sheet)
    return replace(sample, content=xlsx(*sheets))


def plan_and_actual_of_what_the_title_names() -> Sample:
    sums = sum(poor for _, poor, _ in COUNTS)
    sample, sheet = written("ho_ngheo.xlsx", "08 2023", [
        ["SỐ HỘ NGHÈO CỦA CÁC HUYỆN, THÀNH PHỐ NĂM 2023"],
        ["STT", "Đơn vị", "Kế hoạch", "Thực hiện", "% TH/KH"],
        *([at, name, poor + 50, poor, 99] for at, (name, _, _, poor, _) in enumerate(NAMED, start=1)),
        ["", "Tổng", sums + 350, sums, 99],
    ])  # fmt: skip
    units = {**districts_from(3), 10: "08"}
    expect_units(sample, sheet, units, {"C": "GN-11 2023 plan", "D": "GN-11 2023"})
    return replace(sample, content=xlsx(sheet))


def years_down_and_districts_across() -> Sample:
    years = (2021, 2022, 2023)
    rows = [
        [year, *(rate(poor + 300 * (2023 - year), all_) for _, _, all_, poor, _ in NAMED)] for year in years
    ]
    sample, sheet = written("ty_le.xlsx", "08 2023", [
        ["TỶ LỆ HỘ NGHÈO CÁC HUYỆN (%)"], ["Năm", *(name for name, *_ in NAMED)], *rows])  # fmt: skip
    for row, year in enumerate(years, start=3):
        for letter, (_, code) in zip("BCDEFGH", DISTRICTS, strict=True):
            expect_units(sample, sheet, {row: code}, {letter: f"GN-01 {year}"})
    return replace(sample, content=xlsx(sheet))


def years_down_and_indicators_across() -> Sample:
    sample, sheet = written("cac_nam.xlsx", "074 2023", [
        ["UBND HUYỆN HÀM YÊN"],
        ["HỘ NGHÈO, HỘ CẬN NGHÈO QUA CÁC NĂM"],
        ["TT", "Năm", "Số hộ nghèo", "Tỷ lệ hộ nghèo (%)", "Số hộ cận nghèo"],
        [1, 2021, 6900, 21.9, 2700],
        [2, 2022, 6655, 20.97, 2694],
        [3, "Năm 2023", 5163, 16.19, 2580],
    ])  # fmt: skip
    for row, year in ((4, 2021), (5, 2022), (6, 2023)):
        columns = {"C": f"GN-11 {year}", "D": f"GN-01 {year}", "E": f"GN-12 {year}"}
        expect_units(sample, sheet, {row: "074"}, columns)
    return replace(sample, content=xlsx(sheet))


def days_above_the_columns() -> Sample:
    days = [dt.date(2022, 12, 31), dt.date(2023, 12, 31)]
    sample, sheet = written("den_ngay.xlsx", "08 2023", [
        ["Số liệu rà soát"],
        ["STT", "Chỉ tiêu", "ĐVT", *days],
        [1, "Số hộ nghèo", "hộ", 40522, 31439],
        [2, "Tỷ lệ hộ nghèo", "%", 18.9, 14.59],
    ])  # fmt: skip
    expect_indicators(sample, sheet, "08", {3: "GN-11", 4: "GN-01"}, {"D": "2022", "E": "2023"})
    return replace(sample, content=xlsx(sheet))


def tables_beside_each_other_in_another_order() -> Sample:
    sample, sheet = written("hai_bang.xlsx", "08 2023", [
        ["Năm 2023"],
        ["STT", "Huyện", "Số hộ nghèo", "STT", "Huyện", "Số hộ cận nghèo"],
        *([at, one[0], one[3], at, two[0], two[4]]
          for at, (one, two) in enumerate(zip(NAMED, reversed(NAMED), strict=True), start=1)),
    ])  # fmt: skip
    expect_units(sample, sheet, districts_from(3), {"C": "GN-11 2023"})
    backwards = {3 + at: code for at, (_, code) in enumerate(reversed(DISTRICTS))}
    expect_units(sample, sheet, backwards, {"F": "GN-12 2023"})
    return replace(sample, content=xlsx(sheet))


def table_of_indicators_beside_one_of_places() -> Sample:
    sample, sheet = written("hai_loai.xlsx", "08 2023", [
        ["NĂM 2023"],
        ["STT", "Chỉ tiêu", "ĐVT", "Năm 2023", "", "STT", "Huyện", "Số hộ nghèo"],
        [1, "Tỷ lệ hộ nghèo", "%", 14.59, "", 1, "Lâm Bình", 3718],
        [2, "Số hộ cận nghèo", "hộ", 15191, "", 2, "Na Hang", 3837],
    ])  # fmt: skip
    expect_indicators(sample, sheet, "08", {3: "GN-01", 4: "GN-12"}, {"D": "2023"})
    expect_units(sample, sheet, {3: "071", 4: "072"}, {"H": "GN-11 2023"})
    return replace(sample, content=xlsx(sheet))


SAMPLES: Sequence[Callable[[], Sample]] = (
    year_and_part_of_the_year_in_two_columns,
    codes_and_no_names,
    rate_named_by_the_count_above_it,
    rate_named_by_the_count_before_it,
    rows_that_only_say_rate,
    households_of_all_rates_in_one_row,
    parts_without_a_rate,
    deprived_households_without_rates,
    counts_of_deprivation_alone,
    counts_on_one_sheet_and_the_rate_on_another,
    names_of_places_left_blank_below,
    district_and_commune_in_two_columns,
    years_in_the_names_of_sheets,
    plan_and_actual_of_what_the_title_names,
    years_down_and_districts_across,
    years_down_and_indicators_across,
    days_above_the_columns,
    tables_beside_each_other_in_another_order,
    table_of_indicators_beside_one_of_places,
)
