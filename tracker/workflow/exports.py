"""Slides, report, annex and images of a period: what may be asked for, and making it from one edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from tracker.outputs.annex.annex import make_annex
from tracker.outputs.deck.deck import make_deck
from tracker.outputs.deck.template import TemplateError
from tracker.outputs.images.faults import ImageError
from tracker.outputs.images.story_charts import make_images
from tracker.outputs.report.report import make_report
from tracker.outputs.report.variant import ReportError, Variant
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story
from tracker.words import export_texts as words

Kind = Literal["deck", "report", "annex", "images"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Progress = Callable[[float], None]

_OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES: Mapping[Kind, str] = {
    "deck": f"{_OFFICE}presentationml.presentation",
    "report": f"{_OFFICE}wordprocessingml.document",
    "annex": f"{_OFFICE}spreadsheetml.sheet",
    "images": "application/zip",
}
ENDINGS: Mapping[Kind, str] = {"deck": "pptx", "report": "docx", "annex": "xlsx", "images": "zip"}


Maker = Callable[[Story, "ExportRequest", Progress], bytes]
REPORT_VARIANTS = tuple(one.value for one in Variant)
MAKERS: Mapping[Kind, Maker] = {
    "deck": lambda story, asked, progress: make_deck(story, template=asked.template, progress=progress),
    "report": lambda story, asked, progress: make_report(story, variant=asked.variant, progress=progress),
    "annex": lambda story, asked, progress: make_annex(story, progress=progress),
    "images": lambda story, asked, progress: make_images(story, address=asked.address, progress=progress),
}


class ExportError(Exception):
    """The output cannot be made as asked; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class ExportRequest:
    """Which output: `unit` None is the province, `programme` None all that run or have ended.

    `variant` of the report (see tracker.outputs.report); `template` of the slides, a .pptx; `address` of the
    product, so that images link to their page.
    """

    kind: Kind
    unit: str | None = None
    programme: str | None = None
    variant: str | None = None
    template: bytes | None = None
    address: str = ""


@dataclass(frozen=True)
class Made:
    """A finished output."""

    data: bytes
    file_name: str
    media_type: str


def make_output(material: Material, request: ExportRequest, progress: Progress = lambda share: None) -> Made:
    """Make one output; the same material and request give the same bytes. Raises ExportError."""
    try:
        story = Story.of(material, request.unit, request.programme)
    except KeyError as error:
        raise ExportError(words.NOT_IN_EDITION.format(code=error.args[0])) from error
    try:
        data = MAKERS[request.kind](story, request, progress)
    except (ImageError, ReportError, TemplateError) as error:
        raise ExportError(str(error)) from error
    return Made(data, file_name(material, request), MEDIA_TYPES[request.kind])


def file_name(material: Material, request: ExportRequest) -> str:
    """`ban-chieu-2026-H1-2-ctxh.pptx`, of a draft `…-du-thao…`; only letters, digits and hyphens."""
    number = material.mark.number or f"{material.period}-du-thao"
    parts = [words.FILE_NAMES[request.kind], number.replace("/", "-")]
    parts += [part.lower() for part in (request.unit, request.programme, request.variant) if part]
    return f"{'-'.join(parts)}.{ENDINGS[request.kind]}"
