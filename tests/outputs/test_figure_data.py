"""The workbook of a chart: every point that is drawn, as an Excel table in which text stays text."""

from __future__ import annotations

import io

import openpyxl
import plotly.graph_objects as go

from tests.outputs.builders import target_row
from tests.outputs.test_figures import COMPARISONS, INDICATORS, _figure
from tracker.outputs.bar_figures import SAME_PERIOD, change_figure
from tracker.outputs.figure_data import figure_data_workbook, list_points
from tracker.outputs.images.sheet import Caption
from tracker.outputs.point_facts import point_facts
from tracker.outputs.theme import DEMO_TEXT
from tracker.words.image_texts import DATA_TITLES, NO_POINTS

CAPTION = Caption("=1+1", "Tỉnh Tuyên Quang", "+chú thích")


def read(figure: go.Figure) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(figure_data_workbook(figure, CAPTION))).active


def test_every_figure_of_the_indicator_is_there_with_its_period_and_unit() -> None:
    points = {(one.series, one.where): one for one in list_points(_figure(target_row()))}
    half = points["Thực hiện", "6 tháng đầu năm 2026"]
    assert (half.value, half.unit_of_measure, half.place) == (57.0, "%", "Tuyên Quang cũ")
    assert points["Ước cả năm", "năm 2026"].value == 58.0
    assert points["Kế hoạch năm", "năm 2026"].value == 59.0
    assert points["Mục tiêu", "năm 2030"].value == 90.0
    assert points["Theo nhịp hiện nay", "năm 2030"].value == 80.0
    assert [one.value for one in points.values() if one.series == "Đường đến mốc"] == [50.0, 90.0]


def test_what_is_kept_over_a_stage_is_one_line() -> None:
    held = [
        one for one in list_points(_figure(target_row(target_kind="floor"))) if one.series == "Mức phải giữ"
    ]
    assert [(one.where, one.value) for one in held] == [("giai đoạn 2026–2030", 90.0)]


def test_changes_name_their_indicator_and_count_in_points_or_per_cent() -> None:
    points = {one.where: one for one in list_points(change_figure(COMPARISONS, INDICATORS, SAME_PERIOD))}
    assert len(points) == 2
    units = {INDICATORS.loc[code, "short_name"]: unit for code, unit in (("GN-28", "%"), ("GN-01", "điểm %"))}
    assert {name: points[name].unit_of_measure for name in units} == units


def test_the_workbook_is_a_table_in_which_text_is_text() -> None:
    facts = [point_facts("=HYPERLINK(1)", "%", "-2", "@x\x01")]
    figure = go.Figure(go.Bar(x=["a"], y=[1.5], name="+chuỗi", customdata=facts))
    sheet = read(figure)
    table = sheet.tables["SoLieu"]
    assert table.ref == "A6:F7" and [column.name for column in table.tableColumns] == list(DATA_TITLES)
    assert [cell.value for cell in sheet[7]] == ["+chuỗi", "=HYPERLINK(1)", "-2", 1.5, "%", "@x"]
    assert [cell.data_type for cell in sheet[7]] == ["s", "s", "s", "n", "s", "s"]
    assert sheet["A1"].data_type == "s" and sheet["A1"].quotePrefix


def test_illustrative_figures_are_marked_and_no_figures_are_said() -> None:
    sheet = read(_figure(target_row(), is_demo=True))
    assert DEMO_TEXT in sheet["A4"].value and DEMO_TEXT in sheet.oddFooter.center.text
    empty = read(go.Figure())
    assert empty["A7"].value == NO_POINTS and not empty.tables
