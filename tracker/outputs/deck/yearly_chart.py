"""The native chart of an indicator that is a change per year: columns, and the levels that must be kept as lines."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
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
from tracker.outputs.deck.page import Page, describe
from tracker.outputs.deck.text import LOOK, one_line
from tracker.outputs.milestones import HELD
from tracker.outputs.story.charted import Charted
from tracker.words import deck_texts as words
from tracker.words.formats import format_number, format_target


@dataclass(frozen=True)
class _Level:
    """One bound of a level that must be kept, over the years of its stage; the legend names it when it is labelled."""

    name: str
    heights: tuple[float | None, ...]
    labels: tuple[Label, ...]


def add_yearly_chart(page: Page, box: Box, charted: Charted, alt: str) -> None:
    """Columns of each year from the first to the last, a gap where a year is missing, and level lines.

    Needs a value or a level: see `has_years`.
    """
    values, held = _values(charted), _held(charted)
    ends = [*values, *(int(year) for year in held["stage_from"]), *(int(year) for year in held["due_year"])]
    years = list(range(min(ends), max(ends) + 1))
    levels = [one for row in held.itertuples(index=False) for one in _levels(row, years, values, charted)]
    data = CategoryData(page.story.material.mark.at)
    data.categories = [str(year) for year in years]
    data.add_series(words.YEARLY_CHANGE, [values.get(year) for year in years])
    for level in levels:
        data.add_series(one_line(level.name), level.heights)
    frame = page.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box.emu, data)
    describe(frame, alt)
    chart = frame.chart
    dress(chart, 11, legend="b", hidden=[at for at, one in enumerate(levels, start=1) if not one.labels])
    chart.plots[0].gap_width = 120
    series = chart._chartSpace.findall(f".//{qn('c:ser')}")
    style_series(series[0], fill_look(LOOK.accent), upright(), labels_look(_numbers(values, years, charted)))
    _draw_levels(chart._chartSpace, series[1:], levels)
    heights = [height for one in levels for height in one.heights if height is not None]
    known = [*values.values(), *heights]
    _set_axes(chart, round_scale(min(known), max(known), from_zero=True))


def has_years(charted: Charted) -> bool:
    """Whether there is a column or a level to draw."""
    return bool(_values(charted)) or len(_held(charted)) > 0


def _values(charted: Charted) -> dict[int, float]:
    points = charted.drawn.points
    known = points[(points["measure"] == "actual") & points["value"].notna()]
    return {round(time): float(value) for time, value in zip(known["time"], known["value"], strict=True)}


def _held(charted: Charted) -> pd.DataFrame:
    rows = charted.rows
    return rows[rows["target_kind"].isin(HELD) & rows["bound"].notna()]


def _levels(row: Any, years: list[int], values: dict[int, float], charted: Charted) -> list[_Level]:
    """A line for each bound; the number stands at the upper one, over a year without a column if there is one."""
    labels = charted.labels
    target = format_target(row.target_op, row.target_low, row.target_high, "", labels.decimals)
    stage = [at for at, year in enumerate(years) if row.stage_from <= year <= row.due_year]
    free = [at for at in stage if years[at] not in values] or stage[-1:]
    name = words.HELD_LEVEL.format(
        target=target, unit=labels.unit_of_measure, first=int(row.stage_from), last=int(row.due_year)
    )
    bounds = [float(bound) for bound in (row.target_high, row.target_low) if not math.isnan(bound)]
    return [
        _Level(
            name,
            tuple(bound if at in stage else None for at in range(len(years))),
            (Label(free[0], target, "t", 13, bold=True),) if first else (),
        )
        for first, bound in zip((True, False), bounds, strict=False)
    ]


def _numbers(values: dict[int, float], years: list[int], charted: Charted) -> list[Label]:
    return [
        Label(at, format_number(values[year], charted.labels.decimals), "outEnd", 12, bold=True)
        for at, year in enumerate(years)
        if year in values
    ]


def _draw_levels(space: Any, series: list[Any], levels: list[_Level]) -> None:
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
    for one, level in zip(series, levels, strict=True):
        for name in ("c:invertIfNegative", "c:spPr"):
            for old in one.findall(qn(name)):
                one.remove(old)
        style_series(
            one,
            line_look(LOOK.muted, 1.75, "sysDot"),
            marker_look("none", 0, "", ""),
            labels_look(level.labels),
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
