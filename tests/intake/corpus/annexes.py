"""The indicator annex of a half-year or year report: a row for each indicator, a column for each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tests.intake.corpus.figures import rate
from tests.intake.corpus.files import ods, xlsx
from tests.intake.corpus.sample import (
    ESTIMATE,
    LOOSE,
    PLAN,
    Column,
    Row,
    Sample,
    add_table,
    expect_times,
    name_column,
    other,
    timed,
)
from tests.intake.corpus.sheets import Formula, Sheet, add_signature, add_title

STAFF = "Tỷ lệ cơ quan, tổ chức, đơn vị bố trí nhân sự làm công tác xã hội"
WITH_STAFF = "Số cơ quan, đơn vị đã bố trí nhân sự"
ALL_BODIES = "Tổng số cơ quan, đơn vị thuộc diện bố trí"
TRAINED = "Số lượt người được tập huấn, bồi dưỡng kỹ năng công tác xã hội"
HELPED = "Tỷ lệ người có hoàn cảnh khó khăn được tư vấn, hỗ trợ công tác xã hội"
CHILDREN = "Tỷ lệ trẻ em thuộc các nhóm được trợ giúp xã hội và cung cấp dịch vụ công tác xã hội"
MODELS = "Số mô hình, dự án đa dạng hóa sinh kế, phát triển sản xuất được triển khai"
INSURED = "Tỷ lệ người thuộc hộ nghèo, hộ cận nghèo được hỗ trợ tham gia bảo hiểm y tế"

# One unit's half-year: last year, the year's plan, last year's half, this half, the year's estimate, next plan.
TIMES = ("last", "plan", "half_before", "half", "estimate", "next")
STAFF_FIGURES = {"last": 31, "half_before": 28, "half": 33, "estimate": 36}
FIGURES: dict[str, tuple[Any, ...]] = {
    "CTXH-03": (42, 45, 20, 24, 46, 48),
    "CTXH-04a": (46.2, 49, 44.1, 47.9, 49.9, 52),
    "CTXH-05": (78.5, 82, 76, 80.2, 82.4, 85),
    "GN-DV-02": (98.5, 99, 98.0, 98.7, 99.1, 99.5),
}
NAMES = {"CTXH-03": TRAINED, "CTXH-04a": HELPED, "CTXH-05": CHILDREN, "GN-DV-02": INSURED}
MEASURES = {"CTXH-03": "lượt người"}


def columns_for(year: int) -> tuple[Column, ...]:
    """The 13 columns of the combined form, comparisons among them."""
    compared = [f"6T {year}/ KH {year}", f"6T {year}/ 6T {year - 1}", f"Ước {year}/ KH {year}",
                f"Ước {year}/ TH {year - 1}"]  # fmt: skip
    return (
        other("STT", "number"),
        name_column("Chỉ tiêu"),
        other("Đơn vị\ntính", "measure"),
        replace(timed(f"Thực hiện năm {year - 1}", str(year - 1)), key="last"),
        replace(timed(f"Kế hoạch năm {year}", str(year), PLAN), key="plan"),
        replace(timed(f"Thực hiện 6 tháng năm {year - 1}", f"{year - 1}-H1"), key="half_before"),
        replace(timed(f"Thực hiện 6 tháng năm {year}", f"{year}-H1"), key="half"),
        replace(timed(f"Ước thực hiện cả năm {year}", str(year), ESTIMATE), key="estimate"),
        *(other(("So sánh (%)", header), f"compared_{at}") for at, header in enumerate(compared)),
        replace(timed(f"Kế hoạch năm {year + 1}", str(year + 1), PLAN), key="next"),
        other("Ghi chú", "note"),
    )


NUMBERS = ("A", "B", "C", 1, 2, 3, 4, 5, "6=4/2", "7=4/3", "8=5/2", "9=5/1", 10, 11)


def ratio(top: float | None, bottom: float | None) -> float | None:
    return 100 * top / bottom if top and bottom else None


def with_comparisons(cells: dict[str, Any]) -> dict[str, Any]:
    numbers = {key: cell for key, cell in cells.items() if isinstance(cell, int | float)}
    pairs = (("half", "plan"), ("half", "half_before"), ("estimate", "plan"), ("estimate", "last"))
    compared = {f"compared_{at}": ratio(numbers.get(a), numbers.get(b)) for at, (a, b) in enumerate(pairs)}
    return compared | cells


def staff_rows(bodies: int = 75) -> list[Row]:
    """The rate of bodies with staff, its numerator and its denominator below it."""
    rates = {key: rate(part, bodies) for key, part in STAFF_FIGURES.items()} | {"plan": 44, "next": 50}
    return [
        Row(STAFF, "CTXH-01", with_comparisons({"number": 1, "measure": "%"} | rates),
            numerator=WITH_STAFF, denominator=ALL_BODIES),
        Row(WITH_STAFF, "", {"number": "-", "measure": "đơn vị"} | STAFF_FIGURES),
        Row(ALL_BODIES, "", {"number": "-", "measure": "đơn vị"} | dict.fromkeys(STAFF_FIGURES, bodies)),
    ]  # fmt: skip


def plain_rows(codes: Sequence[str] = tuple(FIGURES), start: int = 2) -> list[Row]:
    return [
        Row(NAMES[code], code, with_comparisons({"number": at, "measure": MEASURES.get(code, "%")}
                                                | dict(zip(TIMES, FIGURES[code], strict=True))))
        for at, code in enumerate(codes, start=start)
    ]  # fmt: skip


def change(rows: list[Row], code: str, **cells: Any) -> list[Row]:
    """The rows with these cells of one indicator put otherwise."""
    return [replace(row, cells=row.cells | cells) if row.code == code else row for row in rows]


def annex(
    filename: str,
    rows: list[Row],
    *,
    unit: str = "072",
    year: int = 2023,
    columns: Sequence[Column] = (),
    numbers: Sequence[Any] = NUMBERS,
    office: tuple[str, str] = ("UBND HUYỆN NA HANG", "PHÒNG LĐ-TB VÀ XÃ HỘI"),
    must: str | tuple[str, ...] = "accept",
    sheet_name: str = "Phụ lục",
    period: str = "",
) -> tuple[Sample, Sheet, int]:
    columns = columns or columns_for(year)
    sheet = Sheet(sheet_name)
    title = f"KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU 6 THÁNG ĐẦU NĂM {year}, ƯỚC THỰC HIỆN NĂM {year}"
    add_title(sheet, *office, "PHỤ LỤC I", title, f"(Kèm theo Báo cáo số 215/BC ngày 12/6/{year})", "",
              width=len(columns), form="BIỂU SỐ 01")  # fmt: skip
    first = add_table(sheet, columns, rows, numbers)
    sample = Sample(filename, unit, period or f"{year}-H1", must)
    expect_times(sample, sheet, columns, rows, first, unit)
    return sample, sheet, first


def finish(sample: Sample, *sheets: Sheet, write: Callable[..., bytes] = xlsx) -> Sample:
    for sheet in sheets:
        add_signature(sheet, "Na Hang", "12 tháng 6 năm 2023", "Ghi chú: Số liệu tính đến ngày 30/6/2023.")
    return replace(sample, content=write(*sheets))


GROUP = Row("CHƯƠNG TRÌNH PHÁT TRIỂN CÔNG TÁC XÃ HỘI", "", {"number": "I"})
GROUP_2 = Row("CHƯƠNG TRÌNH GIẢM NGHÈO BỀN VỮNG", "", {"number": "II"})


def annex_with_numerator_and_denominator_rows() -> Sample:
    rows = [GROUP, *staff_rows(), *plain_rows(("CTXH-03", "CTXH-04a", "CTXH-05")), GROUP_2,
            *plain_rows(("GN-DV-02",), 1)]  # fmt: skip
    sample, sheet, _ = annex("phu_luc_na_hang.xlsx", rows)
    return finish(sample, sheet)


def annex_saved_as_ods() -> Sample:
    sample, sheet, _ = annex("phu_luc_na_hang.ods", [GROUP, *staff_rows(), *plain_rows()])
    return finish(sample, sheet, write=ods)


def short_headers_and_comparisons_as_ratios() -> Sample:
    """TH/KH columns, comparisons as 1,05 instead of 105 %."""
    columns = (
        other("TT", "number"),
        name_column("Chỉ tiêu"),
        other("ĐVT", "measure"),
        replace(timed("KH 2024", "2024", PLAN), key="plan"),
        replace(timed("TH 6T/2023", "2023-H1"), key="half_before"),
        replace(timed("TH 6T/2024", "2024-H1"), key="half"),
        replace(timed("Ước TH cả năm 2024", "2024", ESTIMATE), key="estimate"),
        other("TH/KH (%)", "compared_0"),
        other("So cùng kỳ (%)", "compared_1"),
        other("Ghi chú", "note"),
    )
    rows = [replace(row, cells={key: cell / 100 if key.startswith("compared") and cell else cell
                                for key, cell in row.cells.items()}) for row in plain_rows(start=1)]  # fmt: skip
    sample, sheet, _ = annex("bc6t.xlsx", rows, year=2024, columns=columns, numbers=(), sheet_name="T6")
    return finish(sample, sheet)


def other_order_of_times() -> Sample:
    """Figures of this half first, last year's behind, no group rows, no row of column numbers."""
    by_key = {column.key: column for column in columns_for(2024)}
    order = ("number", "name", "measure", "half", "half_before", "compared_1", "plan", "compared_0", "estimate",
             "last", "note")  # fmt: skip
    columns = [replace(by_key[key], path=by_key[key].path[-1:]) for key in order]
    sample, sheet, _ = annex("phu_luc.xlsx", plain_rows(start=1), year=2024, columns=columns, numbers=())
    return finish(sample, sheet)


def headers_relative_to_the_year() -> Sample:
    """ "Kế hoạch năm", "Thực hiện 6 tháng": the year stands in the title alone."""
    columns = (
        other("TT", "number"),
        name_column("Nội dung chỉ tiêu"),
        other("Đơn vị tính", "measure"),
        replace(timed("Kế hoạch năm 2024", "2024", PLAN), key="plan"),
        replace(timed("Thực hiện 6 tháng đầu năm", "2024-H1"), key="half"),
        replace(timed("Ước thực hiện cả năm", "2024", ESTIMATE), key="estimate"),
        other("Tỷ lệ % so với KH", "compared_0"),
    )
    sample, sheet, _ = annex("bao_cao.xlsx", plain_rows(start=1), year=2024, columns=columns, numbers=())
    return finish(sample, sheet)


def half_above_the_year_estimate() -> Sample:
    rows = change(plain_rows(), "CTXH-03", half=52, estimate=46)
    sample, sheet, first = annex("vuot_uoc.xlsx", rows, must="return")
    sample.says("h1-exceeds-year-estimate", sheet.area(first, 6, first, 7), "error")
    return finish(sample, sheet)


def half_rate_above_the_year_estimate_is_no_fault() -> Sample:
    rows = change(plain_rows(), "CTXH-04a", half=51.2)
    sample, sheet, _ = annex("ty_le_6t.xlsx", rows)
    return finish(replace(sample, not_said=("h1_exceeds_year_estimate",)), sheet)


def rate_over_a_hundred() -> Sample:
    rows = change(plain_rows(), "GN-DV-02", half=103.2)
    sample, sheet, first = annex("vuot_100.xlsx", rows, must="return")
    sample.says("percent-over-100", sheet.cell(first + 3, 6), "error")
    return finish(sample, sheet)


def negative_count() -> Sample:
    rows = change(plain_rows(), "CTXH-03", half=-24)
    sample, sheet, first = annex("so_am.xlsx", rows, must="return")
    sample.says("negative-count", sheet.cell(first, 6), "error")
    return finish(sample, sheet)


def excel_errors_in_figures_and_in_comparisons() -> Sample:
    """An error in a figure sends the file back; in a comparison it is nobody's concern."""
    error = (Formula("=G12/0", "#DIV/0!"), None)
    rows = change(plain_rows(), "CTXH-04a", estimate=error, compared_2=Formula("=H11/E11", "#DIV/0!"),
                  compared_3=Formula("=H11/#REF!", "#REF!"))  # fmt: skip
    sample, sheet, first = annex("loi_cong_thuc.xlsx", rows, must="return")
    sample.says("formula-error", sheet.cell(first + 1, 7), "error")
    return finish(sample, sheet)


def excel_errors_in_comparisons_alone() -> Sample:
    rows = change(plain_rows(), "CTXH-03", compared_0=Formula("=G11/E11", "#DIV/0!"), compared_3="#N/A")
    sample, sheet, _ = annex("loi_cot_so_sanh.xlsx", rows)
    return finish(replace(sample, not_said=("excel_error",)), sheet)


def formulas_with_their_results() -> Sample:
    """The rate as a live formula over the rows below it, stored as Excel stores it."""
    rows = staff_rows()
    rates = {key: rows[0].cells[key] for key in STAFF_FIGURES}
    cells = {key: (Formula(f"=ROUND({at}12/{at}13*100,2)", rates[key]), rates[key])
             for key, at in zip(STAFF_FIGURES, "DFGH", strict=True)}  # fmt: skip
    sample, sheet, _ = annex("cong_thuc.xlsx", [replace(rows[0], cells=rows[0].cells | cells), *rows[1:]])
    return finish(sample, sheet)


def formulas_without_results() -> Sample:
    """A workbook that a program wrote: the formulas were never calculated."""
    uncalculated = (Formula("=SUM(D1:D3)+24"), None)
    rows = change(plain_rows(), "CTXH-03", half=uncalculated, compared_0=Formula("=G11/E11"))
    sample, sheet, first = annex("chua_tinh.xlsx", rows, must="return")
    half = next(one for one in sample.values if one["cell"] == sheet.cell(first, 6))
    half["if_computed"] = 24
    sample.says("formula-without-cached-value", sheet.cell(first, 6), "error")
    return finish(sample, sheet)


def half_year_of_a_new_commune() -> Sample:
    rows = [GROUP, *staff_rows(bodies=12), *plain_rows(("CTXH-03", "CTXH-04a", "CTXH-05"))]
    small = dict(zip(STAFF_FIGURES, (5, 4, 6, 7), strict=True))
    rows[1] = replace(rows[1], cells=rows[1].cells | {key: rate(part, 12) for key, part in small.items()})
    rows[2] = replace(rows[2], cells=rows[2].cells | small)
    columns = [one for one in columns_for(2026) if one.key in
               ("number", "name", "measure", "plan", "half", "estimate", "compared_0", "note")]  # fmt: skip
    columns = [replace(one, path=one.path[-1:]) for one in columns]
    sample, sheet, _ = annex(
        "xa_na_hang_6t2026.xlsx", rows, unit="02221", year=2026, columns=columns, numbers=(),
        office=("UBND XÃ NÀ HANG", "PHÒNG VĂN HÓA - XÃ HỘI"),
    )  # fmt: skip
    return finish(sample, sheet)


def half_year_of_the_health_department() -> Sample:
    """A department's annex speaks for the whole province."""
    rows = [GROUP, *staff_rows(bodies=240), *plain_rows(("CTXH-03", "CTXH-04a", "CTXH-05"))]
    columns = [
        one for one in columns_for(2026) if one.key not in ("last", "half_before", "compared_1", "compared_3")
    ]
    columns = [replace(one, path=one.path[-1:]) for one in columns]
    sample, sheet, _ = annex(
        "syt_6t2026.xlsx", rows, unit="08", year=2026, columns=columns, numbers=(), must=LOOSE,
        office=("UBND TỈNH TUYÊN QUANG", "SỞ Y TẾ"),
    )  # fmt: skip
    return finish(replace(sample, unit="SYT"), sheet)


def half_year_of_the_merged_province() -> Sample:
    rows = [GROUP, *staff_rows(bodies=640), *plain_rows(("CTXH-03", "CTXH-04a", "CTXH-05"))]
    columns = [one for one in columns_for(2026) if one.key in
               ("number", "name", "measure", "plan", "half", "estimate", "note")]  # fmt: skip
    sample, sheet, _ = annex(
        "tinh_6t2026.xlsx", rows, unit="08", year=2026, columns=columns, numbers=("A", "B", "C", 1, 2, 3, 4),
        office=("UBND TỈNH TUYÊN QUANG", "SỞ Y TẾ"),
    )  # fmt: skip
    return finish(sample, sheet)


def missing_nil_and_not_applicable() -> Sample:
    """`…` and a blank are missing, `-` is nought, `x` is not asked for."""
    rows = change(plain_rows(), "CTXH-03", half_before=("-", 0))
    rows = change(rows, "CTXH-05", half=("…", None), half_before=("x", None))
    rows = change(rows, "GN-DV-02", half=("KCSL", None), last=("chưa có số liệu", None))
    sample, sheet, first = annex("thieu_so.xlsx", rows, must="confirm")
    for row, column in ((first + 2, 6), (first + 3, 6)):
        sample.says("missing-value", sheet.cell(row, column))
    return finish(sample, sheet)


def figures_as_texts() -> Sample:
    """Every figure typed as text, decimals with a comma."""

    def typed(cell: Any) -> Any:
        return (f"{cell:g}".replace(".", ","), cell) if isinstance(cell, int | float) else cell

    rows = [replace(row, cells={key: typed(cell) if key in TIMES else cell for key, cell in row.cells.items()})
            for row in plain_rows()]  # fmt: skip
    sample, sheet, first = annex("so_dang_chu.xlsx", rows, must="confirm")
    for column in (3, 4, 5, 6, 7, 12):
        sample.says("number-as-text", sheet.area(first, column, first + 3, column))
    return finish(sample, sheet)


def plans_written_as_targets() -> Sample:
    rows = change(plain_rows(), "CTXH-04a", plan=("≥ 49", 49), next=("Trên 52", 52))
    rows = change(rows, "CTXH-05", plan=("Khoảng 82,5", 82.5))
    sample, sheet, first = annex("muc_tieu_bang_chu.xlsx", rows, must=LOOSE)
    ops = {sheet.cell(first + 1, 4): ">=", sheet.cell(first + 1, 12): ">", sheet.cell(first + 2, 4): "~"}
    for value in sample.values:
        if value["cell"] in ops:
            value["op"] = ops[value["cell"]]
    return finish(sample, sheet)


def a_row_of_another_programme() -> Sample:
    """An indicator that the catalogue does not have is shown, and never taken for one that it has."""
    foreign = Row("Tổng sản lượng lương thực có hạt", "", {"measure": "tấn", "plan": 21500, "half": 12800})
    poor_women = Row("Tỷ lệ hộ nghèo có chủ hộ là nữ", "", {"measure": "%", "plan": 12, "half": 11.5})
    rows = [*plain_rows(), foreign, poor_women]
    sample, sheet, first = annex("chi_tieu_khac.xlsx", rows, must="confirm")
    for row in (first + 4, first + 5):
        sample.says("unknown-indicator", sheet.area(row, 1, row, 12))
    return finish(sample, sheet)


def annex_and_hidden_lists() -> Sample:
    """A hidden sheet with a list of households, and a visible one with notes: neither holds figures."""
    sample, sheet, _ = annex("kem_danh_sach.xlsx", plain_rows(), must=LOOSE)
    households = Sheet("DS hộ", is_hidden=True)
    households.add("STT", "Họ và tên chủ hộ", "Thôn, bản", "Số nhân khẩu", "Hộ nghèo", "Năm sinh")
    for at in range(1, 25):
        households.add(at, f"Nguyễn Văn {chr(64 + at)}", "Thôn 2", 4, "x", 1960 + at)
    notes = Sheet("Ghi chú")
    notes.add("Người lập: Nguyễn Thị A, điện thoại 0207 3822 000")
    notes.add("Số liệu lấy từ báo cáo của 12 xã, thị trấn")
    add_signature(sheet, "Na Hang", "12 tháng 6 năm 2023")
    return replace(sample, content=xlsx(sheet, households, notes))


SAMPLES: tuple[Callable[[], Sample], ...] = (
    annex_with_numerator_and_denominator_rows,
    annex_saved_as_ods,
    short_headers_and_comparisons_as_ratios,
    other_order_of_times,
    headers_relative_to_the_year,
    half_above_the_year_estimate,
    half_rate_above_the_year_estimate_is_no_fault,
    rate_over_a_hundred,
    negative_count,
    excel_errors_in_figures_and_in_comparisons,
    excel_errors_in_comparisons_alone,
    formulas_with_their_results,
    formulas_without_results,
    half_year_of_a_new_commune,
    half_year_of_the_health_department,
    half_year_of_the_merged_province,
    missing_nil_and_not_applicable,
    figures_as_texts,
    plans_written_as_targets,
    a_row_of_another_programme,
    annex_and_hidden_lists,
)
