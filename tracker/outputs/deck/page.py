"""One slide after another: title, lead sentence, shapes with alt text, marks, footnote, number and speaker's notes."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.slide import Slide, SlideLayout
from pptx.util import Pt

from tracker.outputs.deck.boxes import Box
from tracker.outputs.deck.fitting import clip, fit_size, width_of
from tracker.outputs.deck.template import Ground
from tracker.outputs.deck.text import ALARM, LANGUAGE, LOOK, Paragraph, one_line, plain, shortened, write
from tracker.outputs.story.story import Story
from tracker.words import deck_texts as words
from tracker.words import story_texts

TITLE_SIZES = (26.0, 24.0, 22.0, 20.0)
_LONGEST_NOTES = 20_000
_MOST_LEAD_LINES = 3
_FOOT_KINDS = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


@dataclass
class Deck:
    """The slides so far; `story` is what all of them tell."""

    ground: Ground
    story: Story
    pages: list[Page] = field(default_factory=list)

    def add_page(self, title: str, notes: Sequence[str] = ()) -> Page:
        """A slide with its title; `notes` are what the speaker may be asked for, a line each."""
        page = self._start(self.ground.content_layout)
        box = self.ground.title
        text = one_line(title)
        size = fit_size(text, box.width, box.height, TITLE_SIZES, bold=True)
        text = clip(text, box.width, max(int(box.height // (size * 1.2)), 1), size, bold=True)
        page.set_title(text, size)
        page.set_marks(self.ground.marks)
        page.set_foot(self.ground)
        page.set_notes([*notes, *self._provenance()])
        return page

    def add_cover(self, title: str, lines: Sequence[Paragraph], notes: Sequence[str]) -> Page:
        page = self._start(self.ground.title_layout)
        page.set_title(one_line(title), None)
        page.set_body(lines, None)
        page.set_foot(self.ground)
        page.set_notes([*notes, *self._provenance()])
        return page

    def _start(self, layout: SlideLayout) -> Page:
        slide = self.ground.presentation.slides.add_slide(layout)
        slide.shapes.turbo_add_enabled = True  # ids are counted, not searched for
        page = Page(slide, self.story, self.ground.content)
        self.pages.append(page)
        return page

    def _provenance(self) -> list[str]:
        mark, material = self.story.material.mark, self.story.material
        said = [story_texts.edition_words(mark.number, mark.at, mark.signed_by), self.story.footnote]
        if material.is_demo:
            said.append(words.DEMO_NOTE)
        return ["", *said]


@dataclass
class Page:
    """One slide; `room` is what is left of its content area."""

    slide: Slide
    story: Story
    room: Box

    @property
    def shapes(self) -> Any:
        return self.slide.shapes

    def set_title(self, text: str, size: float | None) -> None:
        run = self.shapes.title.text_frame.paragraphs[0].add_run()
        run.text = text
        run._r.get_or_add_rPr().set("lang", LANGUAGE)
        if size:
            run.font.size = Pt(size)

    def set_body(self, paragraphs: Sequence[Paragraph], box: Box | None) -> None:
        """Write into the layout's own text placeholder, or into a text box where it has none."""
        shape = self._body()
        if shape is None:
            box = box or self.room
            shape = self.shapes.add_textbox(*box.emu)
        elif box is not None:
            shape.left, shape.top, shape.width, shape.height = box.emu
        write(shape.text_frame, paragraphs, margins=0 if box is not None else None)

    def add_lead(self, *paragraphs: Paragraph, gap: float = 10) -> None:
        """The sentences under the title; what is left of the room lies under them."""
        paragraphs = tuple(shortened(one, self.room.width, _MOST_LEAD_LINES) for one in paragraphs)
        height = sum(one.height(self.room.width) for one in paragraphs)
        self.set_body(paragraphs, self.room.upper(height + 4))
        self.room = self.room.below(height + 4, gap)

    def drop_body(self) -> None:
        shape = self._body()
        if shape is not None:
            shape._element.getparent().remove(shape._element)

    def add_text(self, box: Box, *paragraphs: Paragraph, anchor: str = "top") -> Any:
        shape = self.shapes.add_textbox(*box.emu)
        write(shape.text_frame, paragraphs, anchor=anchor)
        return shape

    def add_area(
        self, box: Box, paragraphs: Sequence[Paragraph], *, fill: str | None, line: str | None
    ) -> Any:
        """A rectangle with text in its middle."""
        shape = self.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu)
        style = shape._element.find(qn("p:style"))
        shape._element.remove(style)  # no shadow and no colours of the theme
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = RGBColor.from_string(fill.lstrip("#").upper())
        else:
            shape.fill.background()
        if line:
            shape.line.color.rgb = RGBColor.from_string(line.lstrip("#").upper())
            shape.line.width = Pt(1.25)
        else:
            shape.line.fill.background()
        write(shape.text_frame, paragraphs, anchor="middle")
        return shape

    def set_marks(self, box: Box) -> None:
        """What must be seen on every slide: a draft, illustrative figures."""
        material = self.story.material
        said = [story_texts.DEMO_MARK] * material.is_demo + [story_texts.DRAFT_MARK] * material.mark.is_draft
        right = box.right
        top = box.top
        for text in said:
            width = width_of(text, 11, bold=True) + 16
            if right - width < box.left:
                right, top = box.right, top + 24
            place = Box(right - width, top, width, 20)
            self.add_area(
                place, [plain(text, 11, bold=True, colour=ALARM, side="center")], fill=None, line=ALARM
            )
            right -= width + 6

    def set_foot(self, ground: Ground) -> None:
        """Footnote and slide number, in the layout's own placeholders where it has them."""
        placeholders: Any = self.slide.slide_layout.placeholders
        found = {
            one.placeholder_format.type: one
            for one in placeholders
            if one.placeholder_format.type in _FOOT_KINDS
        }
        footer = found.get(PP_PLACEHOLDER.FOOTER)
        if footer is None:
            self.add_text(ground.footer, plain(self.story.footnote, 10.5, colour=LOOK.muted))
        else:
            paragraph = self._copy(footer)
            run = paragraph.makeelement(qn("a:r"), {}, None)
            run.append(run.makeelement(qn("a:rPr"), {"lang": LANGUAGE}, None))
            run.append(run.makeelement(qn("a:t"), {}, None))
            run[-1].text = self.story.footnote
            paragraph.insert(0, run)
        if PP_PLACEHOLDER.SLIDE_NUMBER in found:
            self._copy(found[PP_PLACEHOLDER.SLIDE_NUMBER], keeps_text=True)

    def set_notes(self, lines: Sequence[str]) -> None:
        frame = self.slide.notes_slide.notes_text_frame
        if frame is None:
            return
        text = "\n".join(one_line(line) for line in lines).strip("\n")
        if len(text) > _LONGEST_NOTES:
            text = text[:_LONGEST_NOTES].rsplit("\n", 1)[0] + "\n" + words.NOTES_CUT
        frame.text = text
        for run in frame._txBody.iter(qn("a:rPr"), qn("a:endParaRPr")):
            run.set("lang", LANGUAGE)
        for run in frame._txBody.iter(qn("a:r")):
            run.get_or_add_rPr().set("lang", LANGUAGE)

    def _body(self) -> Any | None:
        kinds = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE)
        return next((one for one in self.slide.placeholders if one.placeholder_format.type in kinds), None)

    def _copy(self, placeholder: Any, *, keeps_text: bool = False) -> Any:
        """A copy of a layout's placeholder on the slide; its paragraph."""
        element = copy.deepcopy(placeholder._element)
        element.nvSpPr.cNvPr.set("id", str(self.shapes._next_shape_id))
        paragraph = element.txBody.find(qn("a:p"))
        if not keeps_text:
            for one in list(paragraph):
                paragraph.remove(one)
        self.shapes._spTree.append(element)
        return paragraph


def describe(frame: Any, text: str, name: str | None = None) -> None:
    """The text that a screen reader says of a chart or table."""
    properties = frame._element.nvGraphicFramePr.cNvPr
    properties.set("descr", one_line(text))
    if name:
        properties.set("name", one_line(name))
