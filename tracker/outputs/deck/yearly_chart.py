"""The native chart of an indicator that is a change per year: columns, and the levels that must be kept as lines."""

from __future__ import annotations

import math
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from tracker.outputs.deck.boxes import Box
from tracker.outputs.deck.chart_parts import (
    CategoryData,
    Label,
    dress,
    fill_look,
    labels_look,
    line_look,
    marker_look,
    round_scale,
    style_series,
    upright,
    value_axis,
)
from tracker.outputs.deck.indicator_chart import traces_of
from tracker.outputs.deck.page import Page, describe
from tracker.outputs.deck.text import LOOK, one_line
from tracker.outputs.milestones import HELD
from tracker.outputs.story.charted import Charted
from tracker.words import deck_texts as words
from tracker.words.formats import format_number, format_target


def add_yearly_chart(page: Page, box: Box, charted: Charted, alt: str) -> None:
    """Columns of each year from the first to the last, a gap where a year is missing, and level lines."""
    bars = next((one for one in traces_of(charted) if one["type"] == "bar"), None)
    held = charted.rows[charted.rows["target_kind"].isin(HELD) & charted.rows["bound"].notna()]
    values = {round(x): y for x, y in zip(bars["x"], bars["y"], strict=True) if y is not None} if bars else {}
    ends = [*values, *(int(year) for year in held["stage_from"]), *(int(year) for year in held["due_year"])]
    years = list(range(min(ends), max(ends) + 1))
    data = CategoryData(page.story.material.mark.at)
    data.categories = [str(year) for year in years]
    data.add_series(one_line(bars["name"] if bars else ""), [values.get(year) for year in years])
    levels = [_level(row, years, charted) for row in held.itertuples(index=False)]
    for name, heights, _ in levels:
        data.add_series(one_line(name), heights)
    frame = page.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box.emu, data)
    describe(frame, alt)
    chart = frame.chart
    dress(chart, 11, legend="b")
    chart.plots[0].gap_width = 120
    series = chart._chartSpace.findall(f".//{qn('c:ser')}")
    style_series(series[0], fill_look(LOOK.accent), upright(), labels_look(_numbers(values, years, charted)))
    _draw_levels(chart._chartSpace, series[1:], [label for _, _, label in levels])
    known = [
        *values.values(),
        *(height for _, heights, _ in levels for height in heights if height is not None),
    ]
    _set_axes(chart, round_scale(min(known), max(known), from_zero=True))


def _level(row: Any, years: list[int], charted: Charted) -> tuple[str, list[float | None], Label]:
    """The nearer bound of a level over its stage, with its name and number at its last year."""
    labels = charted.labels
    target = format_target(row.target_op, row.target_low, row.target_high, "", labels.decimals)
    bound = float(row.target_low if not math.isnan(row.target_low) else row.target_high)
    heights = [bound if row.stage_from <= year <= row.due_year else None for year in years]
    last = max(at for at, height in enumerate(heights) if height is not None)
    name = words.HELD_LEVEL.format(
        target=target, unit=labels.unit_of_measure, first=int(row.stage_from), last=int(row.due_year)
    )
    return name, heights, Label(last, target, "t", 13, bold=True)


def _numbers(values: dict[int, float], years: list[int], charted: Charted) -> list[Label]:
    return [
        Label(at, format_number(values[year], charted.labels.decimals), "outEnd", 12, bold=True)
        for at, year in enumerate(years)
        if year in values
    ]


def _draw_levels(space: Any, series: list[Any], labels: list[Label]) -> None:
    """Move the levels out of the columns into a line chart on the same axes."""
    if not series:
        return
    columns = space.find(f".//{qn('c:barChart')}")
    axes = "".join(f'<c:axId val="{one.get("val")}"/>' for one in columns.findall(qn("c:axId")))
    lines = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'<c:marker val="1"/>{axes}</c:lineChart>'
    )
    columns.addnext(lines)
    for one, label in zip(series, labels, strict=True):
        for name in ("c:invertIfNegative", "c:spPr"):
            for old in one.findall(qn(name)):
                one.remove(old)
        style_series(
            one, line_look(LOOK.muted, 1.75, "sysDot"), marker_look("none", 0, "", ""), labels_look([label])
        )
        one.append(parse_xml(f'<c:smooth {nsdecls("c")} val="0"/>'))
        lines.find(qn("c:marker")).addprevious(one)


def _set_axes(chart: Any, scale: Any) -> None:
    axis = chart.category_axis
    axis.has_major_gridlines = False
    axis._element.find(qn("c:majorTickMark")).set("val", "none")
    axis._element.find(qn("c:tickLblPos")).set("val", "low")
    old = chart._chartSpace.find(f".//{qn('c:valAx')}")
    own, crossing = old.find(qn("c:axId")).get("val"), old.find(qn("c:crossAx")).get("val")
    new = value_axis(own, crossing, "l", scale, code=scale.number_format)
    new.find(qn("c:crossBetween")).set("val", "between")
    old.getparent().replace(old, new)
