"""What the native charts share: their data sheet, and the XML of lines, markers, fills, labels and axes."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from tracker.outputs.deck.text import LANGUAGE, LOOK

_EMU = 12700
_NAMES = nsdecls("c", "a")
_FLAGS = "".join(
    f'<c:show{name} val="0"/>' for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)
_SHOWN = _FLAGS.replace('Val val="0"', 'Val val="1"', 1)
# Dots between thousands on every machine; a decimal comma where the program heeds a format's language (42A is
# Vietnamese), else as the machine writes decimals.
WHOLE_NUMBERS = '[>=1000000]0"."000"."000;[>=1000]0"."000;0'


@dataclass(frozen=True)
class Label:
    """A number written at a point of a series; `side` is a code of the format: t, b, l, r, ctr, outEnd, inEnd."""

    point: int
    text: str
    side: str
    size: float = 12
    bold: bool = False
    colour: str = LOOK.ink


class _PlainSheet:
    """A data sheet in which text stays text, made at a time that is given."""

    made_at: dt.datetime

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        with super()._open_worksheet(xlsx_file) as (workbook, worksheet):  # type: ignore[misc]
            worksheet.strings_to_formulas = worksheet.strings_to_urls = worksheet.strings_to_numbers = False
            workbook.set_properties({"created": self.made_at})
            yield workbook, worksheet


class _CategorySheet(_PlainSheet, CategoryWorkbookWriter):
    pass


class _PointSheet(_PlainSheet, XyWorkbookWriter):
    pass


class CategoryData(CategoryChartData):
    """Series over categories."""

    def __init__(self, made_at: dt.datetime) -> None:
        super().__init__(number_format="General")
        self._sheet = _CategorySheet(self)
        self._sheet.made_at = made_at

    @property
    def _workbook_writer(self) -> Any:
        return self._sheet


class PointData(XyChartData):
    """Series of points over time."""

    def __init__(self, made_at: dt.datetime) -> None:
        super().__init__(number_format="General")
        self._sheet = _PointSheet(self)
        self._sheet.made_at = made_at

    @property
    def _workbook_writer(self) -> Any:
        return self._sheet


def dress(chart: Chart, size: float, *, legend: str | None, hidden: Sequence[int] = ()) -> None:
    """Language, type and legend; `hidden` are series that the legend leaves out, `legend` a side or None."""
    space = chart._chartSpace
    for name in ("c:lang", "c:roundedCorners"):
        for old in space.findall(qn(name)):
            space.remove(old)
    first = 1 if space[0].tag == qn("c:date1904") else 0
    space.insert(first, _xml(f'<c:lang {_NAMES} val="{LANGUAGE}"/>'))
    space.insert(first + 1, _xml(f'<c:roundedCorners {_NAMES} val="0"/>'))
    _number_axes(space)
    chart.font.size = round(size * _EMU)
    chart.has_title = False
    space.find(f".//{qn('c:txPr')}//{qn('a:endParaRPr')}").set("lang", LANGUAGE)
    for old in space.chart.findall(qn("c:legend")):
        space.chart.remove(old)
    if legend:
        entries = "".join(
            f'<c:legendEntry><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>' for at in hidden
        )
        said = f'<c:legend {_NAMES}><c:legendPos val="{legend}"/>{entries}<c:overlay val="0"/>{_text_look(size)}</c:legend>'
        space.chart.find(qn("c:plotArea")).addnext(_xml(said))


def place_plot(space: Any, left: float, top: float, width: float, height: float) -> None:
    """Where the plot without its axis labels stands, as shares of the chart."""
    area = space.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    sizes = (("x", left), ("y", top), ("w", width), ("h", height))
    said = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in sizes)
    area.insert(
        0,
        _xml(
            f'<c:layout {_NAMES}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{said}</c:manualLayout></c:layout>'
        ),
    )


def _number_axes(space: Any) -> None:
    """python-pptx numbers axes below zero, which the schema does not allow."""
    numbers: dict[str, str] = {}
    for one in space.iter(qn("c:axId"), qn("c:crossAx")):
        one.set("val", numbers.setdefault(one.get("val"), str(111 + len(numbers))))


def style_series(series: Any, *looks: str) -> None:
    """Put the XML of looks (in the schema's order) behind the name of the series, in place of what was there."""
    new = [_xml(look) for look in looks]
    names = {one.tag for one in new}
    for old in [child for child in series if child.tag in names]:
        series.remove(old)
    at = series.find(qn("c:tx"))
    for one in reversed(new):
        at.addnext(one)


def line_look(colour: str | None, width: float = 1.5, dash: str | None = None, opacity: float = 1.0) -> str:
    """The line of a series; None: no line."""
    if colour is None:
        return f'<c:spPr {_NAMES}><a:ln w="19050"><a:noFill/></a:ln></c:spPr>'
    drawn = f'<a:prstDash val="{dash}"/>' if dash else ""
    return (
        f'<c:spPr {_NAMES}><a:ln w="{round(width * _EMU)}" cap="rnd">{_solid(colour, opacity)}{drawn}'
        "<a:round/></a:ln></c:spPr>"
    )


def marker_look(
    symbol: str, size: float, fill: str, line: str, opacity: float = 1.0, width: float = 1.5
) -> str:
    if symbol == "none":
        return f'<c:marker {_NAMES}><c:symbol val="none"/></c:marker>'
    inside = "<a:noFill/>" if symbol in ("x", "dash") and fill == line else _solid(fill, opacity)
    if symbol == "dash":
        inside = _solid(fill, opacity)
    return (
        f'<c:marker {_NAMES}><c:symbol val="{symbol}"/><c:size val="{max(2, min(72, round(size)))}"/><c:spPr>{inside}'
        f'<a:ln w="{round(width * _EMU)}">{_solid(line, opacity)}</a:ln></c:spPr></c:marker>'
    )


def bare_point(point: int) -> str:
    """One point of a series without its marker."""
    return (
        f'<c:dPt {_NAMES}><c:idx val="{point}"/><c:marker><c:symbol val="none"/></c:marker>'
        '<c:bubble3D val="0"/></c:dPt>'
    )


def fill_look(colour: str, *, hatched: bool = False) -> str:
    """The area of a bar; hatched where colour alone would say something."""
    line = f'<a:ln w="9525">{_solid(colour)}</a:ln>'
    if not hatched:
        return f"<c:spPr {_NAMES}>{_solid(colour)}{line}</c:spPr>"
    return (
        f'<c:spPr {_NAMES}><a:pattFill prst="wdUpDiag"><a:fgClr>{_colour(LOOK.ground)}</a:fgClr>'
        f"<a:bgClr>{_colour(colour)}</a:bgClr></a:pattFill>{line}</c:spPr>"
    )


def upright() -> str:
    """A bar below zero keeps its colours."""
    return f'<c:invertIfNegative {_NAMES} val="0"/>'


def labels_look(labels: Sequence[Label]) -> str:
    """The numbers at the points, as text in our own writing of numbers."""
    written = "".join(
        f'<c:dLbl><c:idx val="{one.point}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/>'
        f"{''.join(_label_line(text, one) for text in one.text.splitlines())}</c:rich></c:tx>"
        f'<c:dLblPos val="{one.side}"/>{_SHOWN}</c:dLbl>'
        for one in labels
    )
    return f"<c:dLbls {_NAMES}>{written}{_FLAGS}</c:dLbls>"


def value_axis(
    own: str, crossing: str, side: str, scale: Scale, *, code: str, shown: bool = True, gridded: bool = True
) -> Any:
    """A value axis in quiet lines."""
    grid = f'<c:majorGridlines><c:spPr><a:ln w="9525">{_solid(LOOK.faint)}</a:ln></c:spPr></c:majorGridlines>'
    line = f'<c:spPr><a:ln w="9525">{_solid(LOOK.muted) if not gridded else "<a:noFill/>"}</a:ln></c:spPr>'
    return _xml(
        f'<c:valAx {_NAMES}><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{scale.high:.12g}"/><c:min val="{scale.low:.12g}"/></c:scaling>'
        f'<c:delete val="{0 if shown else 1}"/><c:axPos val="{side}"/>{grid if gridded else ""}'
        f'<c:numFmt formatCode="{escape(code, {chr(34): "&quot;"})}" sourceLinked="0"/>'
        f'<c:majorTickMark val="{"none" if gridded else "out"}"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{line}{_text_look(11)}<c:crossAx val="{crossing}"/>'
        f'<c:crosses val="autoZero"/><c:crossBetween val="midCat"/><c:majorUnit val="{scale.step:.12g}"/></c:valAx>'
    )


@dataclass(frozen=True)
class Scale:
    low: float
    high: float
    step: float

    @property
    def number_format(self) -> str:
        decimals = max(0, -math.floor(math.log10(self.step) + 1e-9)) if self.step < 1 else 0
        if not decimals and not float(self.step).is_integer():
            decimals = 1
        return f"[$-42A]0.{'0' * decimals}" if decimals else WHOLE_NUMBERS


def round_scale(low: float, high: float, *, from_zero: bool) -> Scale:
    """An axis with four to seven round steps around the values; room is left above and below them."""
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = (high - low) or abs(high) or 1.0
    least = low - (0.08 * room if low < 0 or not from_zero else 0)
    most = high + 0.18 * room
    rough = (most - least) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= rough * 0.999)
    first, last = math.floor(least / step + 1e-9), math.ceil(most / step - 1e-9)
    if low >= 0:
        first = max(first, 0)
    return Scale(first * step, last * step, step)


def _label_line(text: str, one: Label) -> str:
    bold = ' b="1"' if one.bold else ' b="0"'
    return (
        f'<a:p><a:r><a:rPr lang="{LANGUAGE}" sz="{round(one.size * 100)}"{bold}>{_solid(one.colour)}</a:rPr>'
        f"<a:t>{escape(text)}</a:t></a:r></a:p>"
    )


def _text_look(size: float) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}">{_solid(LOOK.muted)}'
        f'</a:defRPr></a:pPr><a:endParaRPr lang="{LANGUAGE}"/></a:p></c:txPr>'
    )


def _solid(colour: str, opacity: float = 1.0) -> str:
    return f"<a:solidFill>{_colour(colour, opacity)}</a:solidFill>"


def _colour(colour: str, opacity: float = 1.0) -> str:
    value = colour.lstrip("#").upper()
    if opacity >= 1:
        return f'<a:srgbClr val="{value}"/>'
    return f'<a:srgbClr val="{value}"><a:alpha val="{round(opacity * 100_000)}"/></a:srgbClr>'


def _xml(text: str) -> Any:
    return parse_xml(text)
