"""Tables with a row for each place and a column for each figure, as districts and departments send them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tests.intake.corpus.figures import (
    DISTRICTS,
    NA_HANG,
    NEW_COMMUNES,
    Place,
    complete,
    invent_review,
    total,
)
from tests.intake.corpus.files import xlsx
from tests.intake.corpus.sample import (
    LOOSE,
    Column,
    Row,
    Sample,
    add_table,
    expect_places,
    figure,
    name_column,
    other,
)
from tests.intake.corpus.sheets import Sheet, add_signature, add_title

POOR: tuple[Column, ...] = (
    other("STT", "number"),
    name_column("Xã, thị trấn"),
    other("Tổng số hộ dân cư", "all"),
    figure(("Hộ nghèo", "Số hộ"), "GN-11", "poor"),
    figure(("Hộ nghèo", "Tỷ lệ (%)"), "GN-01", "poor_rate", numerator="poor", denominator="all"),
    figure(("Hộ cận nghèo", "Số hộ"), "GN-12", "near"),
    figure(("Hộ cận nghèo", "Tỷ lệ (%)"), "GN-03", "near_rate", numerator="near", denominator="all"),
    other("Ghi chú", "note"),
)
TITLE = "TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM {year}"
Figures = list[dict[str, Any]]


def rows_of(places: Sequence[Place], figures: Figures) -> list[Row]:
    return [
        Row(name, code, {"number": at, **cells})
        for at, ((name, code), cells) in enumerate(zip(places, figures, strict=True), start=1)
    ]


def total_row(name: str, code: str, figures: Figures) -> Row:
    return Row(name, code, total(figures))


def review(
    seed: str,
    change: Callable[[Figures], None] = lambda figures: None,
    *,
    columns: Sequence[Column] = POOR,
    places: Sequence[Place] = NA_HANG,
    sender: str = "072",
    year: int = 2023,
    total_name: str = "Tổng số",
    is_total_first: bool = True,
    numbers: Sequence[Any] = ("A", "B", 1, 2, "3=2/1", 4, "5=4/1", "C"),
    sheet_name: str = "Biểu tổng hợp",
) -> tuple[Sample, Sheet, int]:
    """A review table of a year: the sample without content, its sheet and the first data row.

    `change` takes the figures of the places (the total is drawn up before it).
    """
    figures: Figures = [dict(row) for row in invent_review(seed, tuple(places))]
    whole = [total_row(total_name, sender, figures)] if total_name else []
    change(figures)
    rows = rows_of(places, figures)
    rows = whole + rows if is_total_first else rows + whole
    sheet = Sheet(sheet_name)
    add_title(
        sheet, "UBND HUYỆN NA HANG", "BAN CHỈ ĐẠO RÀ SOÁT", TITLE.format(year=year), "", form="BIỂU SỐ 01"
    )
    first = add_table(sheet, columns, rows, numbers)
    sample = Sample(f"ra_soat_{seed}.xlsx", sender, str(year))
    expect_places(sample, sheet, columns, rows, first, str(year))
    return sample, sheet, first


def finish(sample: Sample, *sheets: Sheet) -> Sample:
    for sheet in sheets:
        add_signature(sheet, "Na Hang", "14 tháng 12 năm 2023", "Ghi chú: dấu (-) là không có.")
    return replace(sample, content=xlsx(*sheets))


def clean_total_last() -> Sample:
    sample, sheet, _ = review("total_last", total_name="Cộng", is_total_first=False, numbers=())
    return finish(sample, sheet)


def other_order_of_columns() -> Sample:
    columns = (
        name_column("Tên đơn vị"),
        figure("Tỷ lệ hộ nghèo (%)", "GN-01", "poor_rate", numerator="poor", denominator="all"),
        figure("Tỷ lệ hộ cận nghèo (%)", "GN-03", "near_rate", numerator="near", denominator="all"),
        figure("Tỷ lệ nghèo đa chiều (%)", "GN-04", "multi_rate"),
        figure("Số hộ nghèo (hộ)", "GN-11", "poor"),
        figure("Số hộ cận nghèo (hộ)", "GN-12", "near"),
        other("Tổng số hộ dân", "all"),
    )
    sample, sheet, _ = review("other_order", columns=columns, numbers=(), total_name="TOÀN HUYỆN")
    return finish(replace(sample, must=LOOSE), sheet)


def three_header_rows_after_twelve_rows() -> Sample:
    columns = (
        other("TT", "number"),
        name_column("Đơn vị"),
        other("Tổng số hộ", "all"),
        figure(("Kết quả rà soát cuối năm 2023", "Hộ nghèo", "Số hộ"), "GN-11", "poor"),
        figure(("Kết quả rà soát cuối năm 2023", "Hộ nghèo", "Tỷ lệ (%)"), "GN-01", "poor_rate",
               numerator="poor", denominator="all"),
        figure(("Kết quả rà soát cuối năm 2023", "Hộ cận nghèo", "Số hộ"), "GN-12", "near"),
        figure(("Kết quả rà soát cuối năm 2023", "Hộ cận nghèo", "Tỷ lệ (%)"), "GN-03", "near_rate",
               numerator="near", denominator="all"),
        other(("Trong đó: Dân tộc thiểu số", "Tổng số hộ DTTS"), "minority"),
        figure(("Trong đó: Dân tộc thiểu số", "Hộ nghèo DTTS", "Số hộ"), "GN-13", "poor_minority"),
        figure(("Trong đó: Dân tộc thiểu số", "Hộ nghèo DTTS", "Tỷ lệ (%) trong hộ DTTS"), "GN-06",
               "minority_rate", numerator="poor_minority", denominator="minority"),
    )  # fmt: skip
    figures: Figures = [dict(row) for row in invent_review("twelve", NA_HANG)]
    rows = [total_row("TỔNG CỘNG", "072", figures), *rows_of(NA_HANG, figures)]
    sheet = Sheet("Bieu 01")
    add_title(
        sheet, "ỦY BAN NHÂN DÂN", "HUYỆN NA HANG", "PHỤ LỤC 01", TITLE.format(year=2023),
        "(Theo chuẩn nghèo đa chiều giai đoạn 2022 - 2025)", "(Kèm theo Báo cáo số 512/BC-UBND ngày 11/12/2023)",
        width=10, form="Biểu số: 01/RS",
    )  # fmt: skip
    sheet.skip(12 - sheet.last)
    sheet.put(12, 8, "Đơn vị tính: hộ, %")
    first = add_table(sheet, columns, rows, ("(1)", "(2)", "(3)", "(4)", "(5)=(4)/(3)", "(6)", "(7)=(6)/(3)",
                                             "(8)", "(9)", "(10)=(9)/(8)"))  # fmt: skip
    sample = Sample("bieu_01.xlsx", "072", "2023")
    expect_places(sample, sheet, columns, rows, first, "2023")
    return finish(sample, sheet)


def per_cent_cells() -> Sample:
    def as_fractions(figures: Figures) -> None:
        for row in figures:
            row["poor_rate"] = (round(row["poor"] / row["all"], 4), row["poor_rate"])
            row["near_rate"] = (round(row["near"] / row["all"], 4), row["near_rate"])

    sample, sheet, first = review("fractions", as_fractions, total_name="")
    for row in range(first, sheet.last + 1):
        sheet.formats |= {(row, 4): "0.00%", (row, 6): "0.0%"}
    return finish(sample, sheet)


def hidden_rows_and_column() -> Sample:
    sample, sheet, first = review("hidden")
    sheet.hidden_rows |= {first + 4, first + 5}
    sheet.hidden_columns.add(5)
    sample.says("hidden-rows", sheet.area(first + 4, 0, first + 5, 7))
    sample.says("hidden-column", sheet.area(first, 5, sheet.last, 5))
    return finish(replace(sample, must="confirm"), sheet)


def total_that_does_not_add_up() -> Sample:
    def lose_some(figures: Figures) -> None:
        figures[3] |= complete({**figures[3], "poor": figures[3]["poor"] - 17})

    sample, sheet, first = review("sum", lose_some)
    sample.says("sum-mismatch", sheet.cell(first, 3), "error")
    return finish(replace(sample, must="return"), sheet)


def rate_that_does_not_fit() -> Sample:
    def misprint(figures: Figures) -> None:
        figures[6]["poor_rate"] += 3

    sample, sheet, first = review("misprint", misprint)
    sample.says("rate-mismatch", sheet.cell(first + 7, 4), "error")
    return finish(replace(sample, must="return"), sheet)


def more_poor_than_households() -> Sample:
    def swap(figures: Figures) -> None:
        row = figures[2]
        row["all"], row["poor"] = row["poor"], row["all"]
        row["poor_rate"] = round(100 * row["poor"] / row["all"], 2)
        row["near_rate"] = round(100 * row["near"] / row["all"], 2)

    sample, sheet, first = review("swapped", swap, total_name="")
    sample.says("numerator-exceeds-denominator", sheet.area(first + 2, 2, first + 2, 6), "error")
    return finish(replace(sample, must="return"), sheet)


def commune_twice_with_other_figures() -> Sample:
    places = (*NA_HANG, ("Xã Yên Hoa", "02248"))
    sample, sheet, first = review("twice", places=places, total_name="")
    for row in (first + 5, first + 12):
        sample.says("duplicate-conflict", sheet.area(row, 1, row, 6), "error")
    return finish(replace(sample, must="return"), sheet)


def commune_twice_with_the_same_figures() -> Sample:
    figures = [dict(row) for row in invent_review("same", NA_HANG)]
    figures.append(dict(figures[5]))
    places = (*NA_HANG, ("Xã Yên Hoa", "02248"))
    rows = rows_of(places, figures)
    sheet = Sheet("Tổng hợp")
    add_title(sheet, "UBND HUYỆN NA HANG", "BAN CHỈ ĐẠO RÀ SOÁT", TITLE.format(year=2023))
    first = add_table(sheet, POOR, rows)
    sample = Sample("trung_dong.xlsx", "072", "2023", "confirm")
    expect_places(sample, sheet, POOR, rows, first, "2023")
    sample.says("duplicate-row", sheet.area(first + 5, 0, first + 12, 7))
    return finish(sample, sheet)


def districts(seed: str, places: Sequence[Place], year: int) -> tuple[Sample, Sheet, int]:
    columns = (POOR[0], name_column("Huyện, thành phố"), *POOR[2:])
    return review(seed, columns=columns, places=places, sender="08", year=year, total_name="", numbers=())


def names_in_many_spellings() -> Sample:
    written = (
        "TPTQ",
        "H. Lâm Bình",
        "Huyện  Na\u00a0Hang ",
        "Chiêm Hoá",
        "huyện HÀM YÊN",
        "H.Yên Sơn",
        "Sơn Dương",
    )
    places = [(name, code) for name, (_, code) in zip(written, DISTRICTS, strict=True)]
    sample, sheet, _ = districts("spellings", places, 2023)
    return finish(sample, sheet)


def district_of_another_province() -> Sample:
    places = (*DISTRICTS, ("Huyện Định Hóa", ""))
    sample, sheet, first = districts("foreign", places, 2023)
    sample.says("unknown-unit", sheet.cell(first + 7, 1), "error")
    return finish(replace(sample, must="return"), sheet)


def district_of_the_neighbour_province() -> Sample:
    """A district that exists, in Hà Giang, which was another province in 2023."""
    places = (*DISTRICTS, ("Huyện Bắc Mê", ""))
    sample, sheet, first = districts("neighbour", places, 2023)
    sample.says("outside-unit", sheet.cell(first + 7, 1), "error")
    return finish(replace(sample, must="return"), sheet)


def old_districts_in_2026() -> Sample:
    places = [(name, "") for name, _ in DISTRICTS[1:4]]
    sample, sheet, first = districts("too_late", places, 2026)
    for row in range(first, first + 3):
        sample.says("unit-not-valid-at-date", sheet.cell(row, 1), "error")
    return finish(replace(sample, must="return"), sheet)


def old_commune_after_the_merger() -> Sample:
    places = (*NEW_COMMUNES, ("Xã Năng Khả", ""), ("Phường Ỷ La", ""))
    sample, sheet, first = review(
        "old_commune", places=places, sender="08", year=2026, total_name="", numbers=()
    )
    for row in (first + 11, first + 12):
        sample.says("unit-not-valid-at-date", sheet.cell(row, 1), "error")
    return finish(replace(sample, must="return"), sheet)


def new_communes_in_2026() -> Sample:
    written = ("P. Minh Xuân", "Phường Nông Tiến", "Nà Hang", "xã Thượng Nông", "Côn Lôn", "Xã Yên Hoa",
               "Hồng Thái", "Lâm Bình", "Hàm Yên", "Thái Bình", "Tân Trào")  # fmt: skip
    places = [(name, code) for name, (_, code) in zip(written, NEW_COMMUNES, strict=True)]
    columns = (POOR[0], name_column("Xã, phường"), *POOR[2:])
    sample, sheet, _ = review(
        "new_communes", places=places, columns=columns, sender="08", year=2026, total_name="", numbers=()
    )
    return finish(sample, sheet)


def old_names_in_the_year_before_the_merger() -> Sample:
    """The codes of today's Nà Hang and Hồng Thái, with the places they stood for in 2024."""
    sample, sheet, _ = review("before_merger", year=2024)
    return finish(sample, sheet)


def group_subtotals() -> Sample:
    figures: Figures = [dict(row) for row in invent_review("groups", NA_HANG)]
    rows = rows_of(NA_HANG, figures)
    grouped = [
        total_row("TỔNG CỘNG (I+II)", "072", figures),
        Row("Khu vực thành thị", "", total(figures[:1]) | {"number": "I"}),
        rows[0],
        Row("Khu vực nông thôn", "", total(figures[1:]) | {"number": "II"}),
        *rows[1:],
    ]
    sheet = Sheet("Biểu 01")
    add_title(sheet, "UBND HUYỆN NA HANG", "BAN CHỈ ĐẠO RÀ SOÁT", TITLE.format(year=2023), "", width=8)
    first = add_table(sheet, POOR, grouped, ("A", "B", "1", "2", "3", "4", "5", "6"))
    sample = Sample("theo_khu_vuc.xlsx", "072", "2023")
    expect_places(sample, sheet, POOR, grouped, first, "2023")
    return finish(sample, sheet)


def names_without_accents() -> Sample:
    places = [("TT Na Hang", "02221"), ("Xa Sinh Long", "02227"), ("Xa Thuong Giap", "02230"),
              ("Xa Thuong Nong", "02239"), ("Con Lon", "02245"), ("Xa Da Vi", "02260")]  # fmt: skip
    columns = (
        other("STT", "number"),
        name_column("Xa, thi tran"),
        other("Tong so ho", "all"),
        figure(("Ho ngheo", "So ho"), "GN-11", "poor"),
        figure(("Ho ngheo", "Ty le (%)"), "GN-01", "poor_rate", numerator="poor", denominator="all"),
        figure(("Ho can ngheo", "So ho"), "GN-12", "near"),
        figure(("Ho can ngheo", "Ty le (%)"), "GN-03", "near_rate", numerator="near", denominator="all"),
    )
    figures: Figures = [dict(row) for row in invent_review("plain", tuple(places))]
    rows = [total_row("Tong so", "", figures), *rows_of(places, figures)]
    sheet = Sheet("Sheet1")
    sheet.add("TONG HOP HO NGHEO, HO CAN NGHEO HUYEN NA HANG NAM 2023")
    sheet.skip()
    first = add_table(sheet, columns, [replace(rows[0], code="072"), *rows[1:]])
    sample = Sample("tong hop.xlsx", "072", "2023", LOOSE)
    expect_places(sample, sheet, columns, [replace(rows[0], code="072"), *rows[1:]], first, "2023")
    return replace(sample, content=xlsx(sheet))


SAMPLES: tuple[Callable[[], Sample], ...] = (
    clean_total_last,
    other_order_of_columns,
    three_header_rows_after_twelve_rows,
    per_cent_cells,
    hidden_rows_and_column,
    total_that_does_not_add_up,
    rate_that_does_not_fit,
    more_poor_than_households,
    commune_twice_with_other_figures,
    commune_twice_with_the_same_figures,
    names_in_many_spellings,
    district_of_another_province,
    district_of_the_neighbour_province,
    old_districts_in_2026,
    old_commune_after_the_merger,
    new_communes_in_2026,
    old_names_in_the_year_before_the_merger,
    group_subtotals,
    names_without_accents,
)
