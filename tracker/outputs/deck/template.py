"""The presentation that slides are put into: the province's template with its named layouts, or the built-in look."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pptx import Presentation as open_presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from tracker.outputs.deck.boxes import EMU, Box
from tracker.outputs.deck.builtin_look import restyle
from tracker.words import deck_texts as words

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT)
_LARGEST, _LARGEST_UNPACKED = 30 * 2**20, 200 * 2**20
_LEAST_WIDTH, _LEAST_HEIGHT = 480.0, 240.0  # of the content, in points
_MARKS_HEIGHT = 22.0
# What python-pptx and lxml raise on files that are damaged or are something else.
_UNREADABLE = (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError)


class TemplateError(ValueError):
    """A template that slides cannot be put into; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class Ground:
    """What slides stand on: the presentation, its two layouts, and where content and marks go (points)."""

    presentation: Presentation
    title_layout: SlideLayout
    content_layout: SlideLayout
    title: Box
    content: Box
    marks: Box
    footer: Box


def open_ground(template: bytes | None) -> Ground:
    """Raises TemplateError."""
    if template is None:
        presentation = open_presentation()
        restyle(presentation)
    else:
        presentation = _read(template)
        _drop_slides(presentation)
    _count_parts(presentation.part.package)
    return _ground(presentation, is_ours=template is None)


def _count_parts(package: Any) -> None:
    """Number new parts by counting: python-pptx walks through the whole package for each one."""
    taken = {str(part.partname) for part in package.iter_parts()}
    last: dict[str, int] = {}

    def next_partname(pattern: str) -> PackURI:
        number = last.get(pattern, 0) + 1
        while pattern % number in taken:
            number += 1
        last[pattern] = number
        return PackURI(pattern % number)

    package.next_partname = next_partname


def _read(template: bytes) -> Presentation:
    if len(template) > _LARGEST:
        raise TemplateError(words.TEMPLATE_TOO_LARGE.format(limit=_LARGEST // 2**20))
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _LARGEST_UNPACKED:
                raise TemplateError(words.TEMPLATE_TOO_LARGE.format(limit=_LARGEST // 2**20))
        presentation = open_presentation(io.BytesIO(template))
        presentation.slide_masters[0].placeholders  # noqa: B018  a presentation without a master is none
        return presentation
    except TemplateError:
        raise
    except (*_UNREADABLE, IndexError) as error:
        raise TemplateError(words.TEMPLATE_UNREADABLE) from error


def _drop_slides(presentation: Presentation) -> None:
    """A template may come with example slides; only its master and layouts are used."""
    slides = presentation.slides._sldIdLst
    for one in list(slides):
        presentation.part.drop_rel(one.get(qn("r:id")))
        slides.remove(one)
    for sections in presentation.part._element.findall(".//{*}sectionLst"):
        extension = sections.getparent()
        extension.getparent().remove(extension)


def _ground(presentation: Presentation, *, is_ours: bool) -> Ground:
    layouts = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    content = _named(layouts, words.CONTENT_LAYOUT_NAMES) or _typed(layouts, PP_PLACEHOLDER.TITLE)
    cover = (
        _named(layouts, words.TITLE_LAYOUT_NAMES) or _typed(layouts, PP_PLACEHOLDER.CENTER_TITLE) or content
    )
    if content is None or cover is None:
        raise TemplateError(words.TEMPLATE_NO_LAYOUT)
    for layout in (cover, content):
        if _first(layout, _TITLES) is None:
            raise TemplateError(words.TEMPLATE_NO_TITLE.format(layout=layout.name))
    slide = Box(0, 0, (presentation.slide_width or 0) / EMU, (presentation.slide_height or 0) / EMU)
    title = Box.of_shape(_first(content, _TITLES))
    footer = _footer_box(content, slide)
    room = _content_box(content, slide, title, footer)
    if is_ours:
        marks = Box(title.right, title.top - 4, room.right - title.right, _MARKS_HEIGHT)
    else:
        marks, room = room.lower(_MARKS_HEIGHT), room.above(_MARKS_HEIGHT, 6)
    if room.width < _LEAST_WIDTH or room.height < _LEAST_HEIGHT:
        raise TemplateError(words.TEMPLATE_TOO_SMALL.format(layout=content.name))
    return Ground(presentation, cover, content, title, room, marks, footer)


def _named(layouts: Iterable[SlideLayout], names: Iterable[str]) -> SlideLayout | None:
    wanted = [_key(name) for name in names]
    found = {_key(layout.name): layout for layout in reversed(list(layouts))}
    return next((found[name] for name in wanted if name in found), None)


def _typed(layouts: Iterable[SlideLayout], kind: PP_PLACEHOLDER) -> SlideLayout | None:
    """The first layout with a title of this kind; one that also has a place for text is better."""
    fitting = [one for one in layouts if _first(one, (kind,)) is not None]
    with_text = [one for one in fitting if _first(one, _BODIES) is not None]
    return next(iter(with_text or fitting), None)


def _first(layout: SlideLayout, kinds: Iterable[PP_PLACEHOLDER]) -> Any | None:
    placeholders: Any = layout.placeholders
    return next((one for one in placeholders if one.placeholder_format.type in kinds), None)


def _footer_box(layout: SlideLayout, slide: Box) -> Box:
    found = _first(layout, (PP_PLACEHOLDER.FOOTER,))
    if found is not None and found.width:
        return Box.of_shape(found)
    return Box(slide.width * 0.05, slide.height - 28, slide.width * 0.8, 18)


def _content_box(layout: SlideLayout, slide: Box, title: Box, footer: Box) -> Box:
    body = _first(layout, _BODIES)
    if body is not None and body.width:
        return Box.of_shape(body)
    top = title.bottom + 8
    return Box(title.left, top, min(title.width, slide.width - 2 * title.left), footer.top - 8 - top)


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()
