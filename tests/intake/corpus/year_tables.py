"""Indicators by years, units by money, several tables in one file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.intake.corpus.figures import NA_HANG, invent_review, vietnamese
from tests.intake.corpus.files import convert, ods, xlsx
from tests.intake.corpus.place_tables import POOR, TITLE, review, rows_of
from tests.intake.corpus.sample import (
    LOOSE,
    PLAN,
    Row,
    Sample,
    add_table,
    expect_places,
    expect_times,
    figure,
    name_column,
    other,
    timed,
)
from tests.intake.corpus.sheets import Sheet, add_signature, add_title

RATES = (("Tỷ lệ hộ nghèo", "GN-01", "%"), ("Tỷ lệ hộ cận nghèo", "GN-03", "%"),
         ("Tỷ lệ hộ nghèo dân tộc thiểu số", "GN-06", "%"), ("Số hộ nghèo", "GN-11", "hộ"))  # fmt: skip


def years_as_numbers_in_the_header() -> Sample:
    years = (2021, 2022, 2023, 2024)
    columns = (other("TT"), name_column("Chỉ tiêu"), other("ĐVT", "measure"),
               *(replace(timed(str(year), str(year)), key=str(year)) for year in years))  # fmt: skip
    figures = (
        (42.1, 38.2, 33.9, 29.4),
        (11.2, 10.9, 10.1, 9.2),
        (47.3, 42.2, 37.5, 32.0),
        (4980, 4540, 4050, 3520),
    )
    rows = [
        Row(
            name,
            code,
            {"measure": measure} | {str(year): cell for year, cell in zip(years, cells, strict=True)},
        )
        for (name, code, measure), cells in zip(RATES, figures, strict=True)
    ]
    sheet = Sheet("Chi tieu")
    add_title(sheet, "UBND HUYỆN NA HANG", "VĂN PHÒNG", "CÁC CHỈ TIÊU GIẢM NGHÈO GIAI ĐOẠN 2021 - 2024", "")
    first = add_table(sheet, columns, rows)
    for column, year in enumerate(years, start=3):
        sheet.put(first - 1, column, year)
    sample = Sample("chi_tieu_4_nam.xlsx", "072", "2024")
    expect_times(sample, sheet, columns, rows, first, "072")
    return replace(sample, content=xlsx(sheet))


def five_years_across_the_merger() -> Sample:
    """2022-2024 are the old province's, 2025 and 2026 the merged one's: no line joins them."""
    years = (2022, 2023, 2024, 2025, 2026)
    columns = (other("STT"), name_column("Chỉ tiêu"), other("Đơn vị tính", "measure"),
               *(replace(timed(("Kết quả thực hiện", f"Năm {year}"), str(year)), key=str(year)) for year in years),
               other("Ghi chú"))  # fmt: skip
    figures = ((18.9, 14.59, 10.19, 19.4, 15.2), (7.4, 6.9, 6.1, 8.3, 7.9), (30.4, 23.1, 16.04, 27.9, 22.8),
               (40522, 31439, 22061, 58310, 45870))  # fmt: skip
    rows = [
        Row(
            name,
            code,
            {"measure": measure} | {str(year): cell for year, cell in zip(years, cells, strict=True)},
        )
        for (name, code, measure), cells in zip(RATES, figures, strict=True)
    ]
    sheet = Sheet("2022-2026")
    add_title(sheet, "UBND TỈNH TUYÊN QUANG", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
              "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU GIAI ĐOẠN 2022 - 2026", "", width=9)  # fmt: skip
    first = add_table(sheet, columns, rows, ("A", "B", "C", 1, 2, 3, 4, 5, 6))
    sample = Sample("2022_2026.xlsx", "08", "2026", "confirm")
    expect_times(sample, sheet, columns, rows, first, "08")
    sample.says("scope-change")
    return replace(sample, content=xlsx(sheet))


def plans_and_results_of_three_years() -> Sample:
    """Two header rows, a plan and a result in each year; a target to 2025 in words."""
    years = (2022, 2023, 2024)
    pairs = [(year, word, measure) for year in years for word, measure in (("KH", PLAN), ("TH", "actual"))]
    columns = (
        other("TT"), name_column("Tên chỉ tiêu"), other("ĐVT", "measure"),
        *(replace(timed((f"Năm {year}", word), str(year), measure), key=f"{year}{word}") for year, word, measure in pairs),
        replace(timed("Mục tiêu đến năm 2025", "2025", PLAN), key="target"),
    )  # fmt: skip
    rows = [
        Row("Tỷ lệ hộ nghèo", "GN-01", {"measure": "%", "2022KH": 39.5, "2022TH": 38.2, "2023KH": 35,
                                        "2023TH": 33.9, "2024KH": 30.5, "2024TH": 29.4, "target": ("Dưới 26", 26)}),
        Row("Số lượt người được tập huấn, bồi dưỡng kỹ năng CTXH", "CTXH-03",
            {"measure": "lượt người", "2022KH": 40, "2022TH": 38, "2023KH": 45, "2023TH": 42, "2024KH": 48,
             "2024TH": 46, "target": ("Trên 230", 230)}),
    ]  # fmt: skip
    sheet = Sheet("KHTH")
    add_title(
        sheet, "UBND HUYỆN NA HANG", "VĂN PHÒNG", "TÌNH HÌNH THỰC HIỆN KẾ HOẠCH 2022 - 2024", "", width=10
    )
    first = add_table(sheet, columns, rows)
    sample = Sample("kh_th.xlsx", "072", "2024", LOOSE)
    expect_times(sample, sheet, columns, rows, first, "072")
    next(one for one in sample.values if one["value"] == 26)["op"] = "<"
    total = next(one for one in sample.values if one["value"] == 230)  # a count adds up over its stage
    total |= {"op": ">", "period": "2021-2025"}
    return replace(sample, content=xlsx(sheet))


def money(unit_text: str, factor: float, seed: int, show: Callable[[float], Any], must: str) -> Sample:
    columns = (other("STT", "number"), name_column("Xã, thị trấn"), figure("Số hộ nghèo (hộ)", "GN-11", "poor"),
               figure(f"Vốn ĐTPT từ NSTW đã giải ngân ({unit_text})", "GN-42", "spent", factor=factor))  # fmt: skip
    spent = [round((300 + 71.5 * at + seed) / 1000 / factor, 3 if factor == 1 else 0) for at in range(12)]
    rows = [Row(name, code, {"number": at, "poor": 90 + at, "spent": (show(one), one)})
            for at, ((name, code), one) in enumerate(zip(NA_HANG, spent, strict=True), start=1)]  # fmt: skip
    sheet = Sheet("Vốn")
    add_title(
        sheet, "UBND HUYỆN NA HANG", "PHÒNG TÀI CHÍNH - KẾ HOẠCH", "GIẢI NGÂN VỐN NĂM 2024", "", width=4
    )
    first = add_table(sheet, columns, rows)
    sample = Sample("von.xlsx", "072", "2024", must)
    expect_places(sample, sheet, columns, rows, first, "2024")
    if factor != 1:
        sample.says("unit-converted", sheet.cell(first - 1, 3))
    add_signature(sheet, "Na Hang", "15 tháng 12 năm 2024", width=4)
    return replace(sample, content=xlsx(sheet))


def money_in_millions() -> Sample:
    return money("triệu đồng", 1e-3, 3, float, "confirm")


def money_in_thousands() -> Sample:
    return money("1.000 đồng", 1e-6, 5, float, "confirm")


def money_in_dong() -> Sample:
    return money("đồng", 1e-9, 7, float, "confirm")


def money_in_the_catalogues_own_unit() -> Sample:
    return money("tỷ đồng", 1, 11, float, "accept")


def two_tables_on_one_sheet() -> Sample:
    sample, sheet, _ = review("two_tables", total_name="")
    sheet.skip(2)
    sheet.add("II. TẬP HUẤN CÔNG TÁC XÃ HỘI NĂM 2023")
    columns = (other("TT", "number"), name_column("Đơn vị"),
               figure("Số lượt người được tập huấn CTXH (lượt người)", "CTXH-03", "trained"))  # fmt: skip
    rows = [Row(name, code, {"number": at, "trained": 3 + at}) for at, (name, code) in enumerate(NA_HANG)]
    first = add_table(sheet, columns, rows)
    expect_places(sample, sheet, columns, rows, first, "2023")
    add_signature(sheet, "Na Hang", "14 tháng 12 năm 2023")
    return replace(sample, content=xlsx(sheet))


def two_years_on_two_sheets() -> Sample:
    earlier, first_sheet, _ = review("year_before", year=2022, sheet_name="Năm 2022")
    later, second_sheet, _ = review("year_after", year=2023, sheet_name="Năm 2023")
    later.values = earlier.values + later.values
    return replace(later, must=LOOSE, content=xlsx(first_sheet, second_sheet))


def tables_side_by_side() -> Sample:
    """Two blocks of communes beside each other, as printed on A4: both are read."""
    sample, sheet, first = review("left", places=NA_HANG[:6], total_name="", numbers=())
    figures = invent_review("right", NA_HANG[6:])
    rows = rows_of(NA_HANG[6:], figures)
    for row in range(first - 2, first):
        for column in range(1, 7):
            sheet.put(row, column + 8, sheet.get(row, column))
    shift = [other("")] * 8 + list(POOR)
    for row, one in enumerate(rows, start=first):
        for column, kind in enumerate(POOR[1:7], start=9):
            sheet.put(row, column, one.name if kind.role == "name" else one.cells[kind.key])
    expect_places(sample, sheet, shift, rows, first, "2023")
    return replace(sample, content=xlsx(sheet))


def texts_with_thousands_and_ambiguous_rates() -> Sample:
    """ "1.234" in a column of households, "9.401" in a column of rates, "12.5" and "34 456"."""

    def as_text(figures: list[dict[str, Any]]) -> None:
        for row in figures:
            row["all"] = (vietnamese(row["all"]), row["all"])
            row["poor_rate"] = (f"{vietnamese(row['poor_rate'], 2)} %", row["poor_rate"])
            row["near_rate"] = (f"{row['near_rate']:.2f}", row["near_rate"])

    sample, sheet, first = review("texts", as_text, total_name="")
    for column in (2, 4, 6):
        sample.says("number-as-text", sheet.area(first, column, sheet.last, column))
    add_signature(sheet, "Na Hang", "14 tháng 12 năm 2023")
    return replace(sample, must="confirm", content=xlsx(sheet))


def letter_for_a_digit() -> Sample:
    def misprint(figures: list[dict[str, Any]]) -> None:
        figures[4]["poor"] = ("1O5", None)

    sample, sheet, first = review("letter", misprint, total_name="")
    sample.says("unreadable-number", sheet.cell(first + 4, 3), "error")
    return replace(sample, must="return", content=xlsx(sheet))


def a_date_where_a_number_was() -> Sample:
    """ "1-5" typed as a rate, which Excel made the first of May."""

    def as_date(figures: list[dict[str, Any]]) -> None:
        figures[1]["near_rate"] = (dt.datetime(2023, 5, 1), None)

    sample, sheet, first = review("date", as_date, total_name="")
    sample.says("date-instead-of-number", sheet.cell(first + 1, 6), "error")
    return replace(sample, must="return", content=xlsx(sheet))


def review_saved_by_libreoffice_as_xls() -> Sample:
    sample, sheet, _ = review("old_binary")
    return replace(sample, filename="ra_soat.xls", content=convert(xlsx(sheet), "xlsx", "xls:MS Excel 97"))


def hidden_rows_in_an_xls() -> Sample:
    sample, sheet, first = review("old_hidden")
    sheet.hidden_rows |= {first + 2, first + 3}
    sample.says("hidden-rows", sheet.area(first + 2, 0, first + 3, 7))
    content = convert(xlsx(sheet), "xlsx", "xls:MS Excel 97")
    return replace(sample, filename="ra_soat_an.xls", must="confirm", content=content)


def review_saved_by_libreoffice_as_ods() -> Sample:
    sample, sheet, _ = review("office_ods")
    return replace(sample, filename="ra_soat.ods", content=convert(xlsx(sheet), "xlsx", "ods"))


def review_saved_by_libreoffice_as_xlsx() -> Sample:
    sample, sheet, _ = review("office_xlsx")
    return replace(sample, filename="ra_soat_lo.xlsx", content=convert(ods(sheet), "ods", "xlsx"))


def hidden_rows_and_column_in_an_ods() -> Sample:
    sample, sheet, first = review("ods_hidden")
    sheet.hidden_rows.add(first + 2)
    sheet.hidden_columns.add(5)
    sample.says("hidden-rows", sheet.area(first + 2, 0, first + 2, 7))
    sample.says("hidden-column", sheet.area(first, 5, sheet.last, 5))
    return replace(sample, filename="ra_soat_an.ods", must="confirm", content=ods(sheet))


def review_that_names_no_year() -> Sample:
    """Neither the title nor a header says when: it is the round that the sender chose."""
    sample, sheet, _ = review("no_year")
    for row in sheet.rows:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and cell == TITLE.format(year=2023):
                row[column] = "TỔNG HỢP HỘ NGHÈO, HỘ CẬN NGHÈO"
    assert POOR[3].indicator == "GN-11"
    return replace(sample, must=LOOSE, content=xlsx(sheet))


SAMPLES: tuple[Callable[[], Sample], ...] = (
    years_as_numbers_in_the_header,
    five_years_across_the_merger,
    plans_and_results_of_three_years,
    money_in_millions,
    money_in_thousands,
    money_in_dong,
    money_in_the_catalogues_own_unit,
    two_tables_on_one_sheet,
    two_years_on_two_sheets,
    tables_side_by_side,
    texts_with_thousands_and_ambiguous_rates,
    letter_for_a_digit,
    a_date_where_a_number_was,
    review_saved_by_libreoffice_as_xls,
    hidden_rows_in_an_xls,
    review_saved_by_libreoffice_as_ods,
    review_saved_by_libreoffice_as_xlsx,
    hidden_rows_and_column_in_an_ods,
    review_that_names_no_year,
)
