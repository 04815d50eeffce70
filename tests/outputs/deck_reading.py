"""Slides as tests read them: opened again, their charts as numbers, what runs out of its box, what no schema allows."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from pptx import Presentation
from pptx.oxml.ns import qn

from tracker.core.edition import EditionContent
from tracker.outputs.deck.boxes import EMU
from tracker.outputs.deck.fitting import LINE, count_lines_of
from tracker.outputs.story.material import Material

_TOLERANCE = 3.0  # points


def open_deck(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def with_tables(material: Material, tables: Mapping[str, pd.DataFrame], **facts: Any) -> Material:
    """The material with other tables, as if they had been signed; the mark is the same."""
    content = material.content
    changed = EditionContent({**content.facts, **facts}, {**content.tables, **tables})
    return Material.read(changed.content, material.mark)


def title_of(slide: Any) -> str:
    return slide.shapes.title.text_frame.text


def text_of(slide: Any) -> str:
    """Everything that is written on a slide, tables too."""
    return "\n".join(part for shape in slide.shapes for part in _texts(shape))


def notes_of(slide: Any) -> str:
    return slide.notes_slide.notes_text_frame.text


def tables_of(slide: Any) -> list[list[list[str]]]:
    """Each table as rows of cells, the head first."""
    frames = [shape for shape in slide.shapes if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in frame.table.rows] for frame in frames]


@dataclass(frozen=True)
class ReadSeries:
    """A series of a chart: its points, the numbers written at them, and the same from the data sheet."""

    name: str
    xs: tuple[Any, ...]
    ys: tuple[float | None, ...]
    labels: Mapping[int, str]


def charts_of(slide: Any) -> list[list[ReadSeries]]:
    return [
        [_series(one) for one in shape.chart._chartSpace.iter(qn("c:ser"))]
        for shape in slide.shapes
        if shape.has_chart
    ]


def sheets_of(data: bytes) -> Iterator[Any]:
    """The data sheet behind each chart."""
    for content in _embedded(data):
        yield openpyxl.load_workbook(io.BytesIO(content)).active


def find_faults(data: bytes, suffix: str = ".pptx") -> list[str]:
    """What Open XML's schema and rules do not allow, in the file and in the workbooks inside it."""
    faults = [*_validate(data, suffix), *_package_faults(data)]
    for content in _embedded(data):
        faults += _validate(content, ".xlsx")
    return faults


def find_overflows(presentation: Any) -> list[str]:
    """Shapes outside the slide, text that by estimate needs more room than its box or row has."""
    width, height = presentation.slide_width, presentation.slide_height
    faults = []
    for number, slide in enumerate(presentation.slides, start=1):
        for shape in slide.shapes:
            where = f"{number}: {shape.name}"
            if shape.left < 0 or shape.top < 0 or shape.left + shape.width > width + EMU:
                faults.append(f"{where} is outside the slide")
            elif shape.top + shape.height > height + EMU:
                faults.append(
                    f"{where} ends {(shape.top + shape.height - height) / EMU:.0f} pt below the slide"
                )
            faults += [f"{where} {fault}" for fault in _crowded(shape)]
    return faults


def _crowded(shape: Any) -> Iterator[str]:
    if shape.has_table:
        for row in shape.table.rows:
            for cell, column in zip(row.cells, shape.table.columns, strict=True):
                needed = _needed(cell.text_frame, column.width / EMU - 10)
                if needed > row.height / EMU + _TOLERANCE:
                    yield f"cell {cell.text[:30]!r} needs {needed:.0f} of {row.height / EMU:.0f} pt"
    elif shape.has_text_frame and shape.text_frame.text:
        frame = shape.text_frame
        needed = _needed(frame, (shape.width - (frame.margin_left or 0) - (frame.margin_right or 0)) / EMU)
        if needed > shape.height / EMU + _TOLERANCE:
            yield f"{frame.text[:40]!r} needs {needed:.0f} of {shape.height / EMU:.0f} pt"


def _needed(frame: Any, width: float) -> float:
    """The height of a frame's text; runs without a size of their own are not counted."""
    total = 0.0
    for paragraph in frame.paragraphs:
        runs = [(run.text, run.font.size.pt, bool(run.font.bold)) for run in paragraph.runs if run.font.size]
        if runs:
            indent = int(paragraph._p.pPr.get("marL", 0)) / EMU if paragraph._p.pPr is not None else 0
            lines = count_lines_of(runs, width - indent)
            total += lines * max(size for _, size, _ in runs) * LINE
            total += paragraph.space_before.pt if paragraph.space_before else 0
    return total


def _texts(shape: Any) -> Iterator[str]:
    if shape.has_text_frame:
        yield shape.text_frame.text
    if shape.has_table:
        for row in shape.table.rows:
            for cell in row.cells:
                yield cell.text


def _series(element: Any) -> ReadSeries:
    name = "".join(element.find(qn("c:tx")).itertext("{*}v"))
    categories = (
        element.find(qn("c:xVal")) if element.find(qn("c:xVal")) is not None else element.find(qn("c:cat"))
    )
    values = (
        element.find(qn("c:yVal")) if element.find(qn("c:yVal")) is not None else element.find(qn("c:val"))
    )
    labels = {
        int(one.find(qn("c:idx")).get("val")): "\n".join(
            "".join(line.itertext("{*}t")) for line in one.iter(qn("a:p"))
        )
        for one in element.iter(qn("c:dLbl"))
    }
    numbers = tuple(None if one is None else float(one) for one in _cached(values))
    return ReadSeries(name, _cached(categories), numbers, labels)


def _cached(element: Any) -> tuple[str | None, ...]:
    count = int(next(element.iter(qn("c:ptCount"))).get("val"))
    known = {int(one.get("idx")): one.find(qn("c:v")).text for one in element.iter(qn("c:pt"))}
    return tuple(known.get(at) for at in range(count))


def _embedded(data: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("ppt/embeddings/"):
                yield archive.read(name)


def _package_faults(data: bytes) -> Iterator[str]:
    """Parts without a content type, and content types without a part: the validator does not look for these."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        defaults = {one.get("Extension") for one in types.iter("{*}Default")}
        overrides = {one.get("PartName") for one in types.iter("{*}Override")}
        for name in names:
            if name.endswith((".xml", ".rels")):
                try:
                    etree.fromstring(archive.read(name))
                except etree.XMLSyntaxError as error:
                    yield f"{name}: {error}"
    if len(set(names)) != len(names):
        yield "a part is there twice"
    for name in names:
        is_typed = f"/{name}" in overrides or name.rpartition(".")[2] in defaults
        if name != "[Content_Types].xml" and not is_typed:
            yield f"{name} has no content type"
        if name.endswith(".xml") and name != "[Content_Types].xml" and f"/{name}" not in overrides:
            yield f"{name} has only the content type of any XML"
    yield from (f"{name} is no part" for name in sorted(overrides - {f"/{one}" for one in names}))


def _validate(data: bytes, suffix: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{suffix}"
        path.write_bytes(data)
        result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=50).validate(str(path))
    return [f"{one.part_uri}: {one.description} ({one.path})" for one in result.errors]


def unmarked(material: Material) -> Material:
    """The same material as of a real workspace."""
    facts = {**material.content.facts, "is_demo": False}
    return replace(material, content=EditionContent(facts, material.content.tables))
