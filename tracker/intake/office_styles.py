"""The cell styles of an .xlsx that change what a cell means: percentages, and fonts with their own alphabet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.intake.markup import MarkupHandler, RefusedMarkup, read_markup
from tracker.intake.number_formats import PERCENT_FORMATS, is_legacy_font, is_percent_format


@dataclass(frozen=True)
class Styles:
    """Numbers of cell styles: those of percentages, and the old font of those that have one."""

    percent: frozenset[int] = frozenset()
    legacy_font: Mapping[int, str] = field(default_factory=dict)


def read_styles(content: bytes) -> Styles:
    """The styles of a part that was found well-formed; none when there is no such part."""
    reader = _StyleReader()
    try:
        read_markup([content], reader)
    except RefusedMarkup:
        return Styles()
    return reader.styles()


class _StyleReader(MarkupHandler):
    def __init__(self) -> None:
        self.inside: list[str] = []
        self.percent_formats = set(PERCENT_FORMATS)
        self.fonts: list[str] = []
        self.cells: list[tuple[int, int]] = []  # format and font of each cell style

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        within = self.inside[-1] if self.inside else ""
        if tag == "numFmt" and within == "numFmts":
            number = int(attributes.get("numFmtId", "-1"))
            self.percent_formats.discard(number)
            if is_percent_format(attributes.get("formatCode", "")):
                self.percent_formats.add(number)
        elif tag == "font" and within == "fonts":
            self.fonts.append("")
        elif tag == "name" and self.inside[-2:] == ["fonts", "font"]:
            self.fonts[-1] = attributes.get("val", "")
        elif tag == "xf" and within == "cellXfs":
            self.cells.append((int(attributes.get("numFmtId", "0")), int(attributes.get("fontId", "0"))))
        self.inside.append(tag)

    def end(self, tag: str) -> None:
        self.inside.pop()

    def styles(self) -> Styles:
        fonts = {at: font for at, font in enumerate(self.fonts) if is_legacy_font(font)}
        return Styles(
            frozenset(at for at, (form, _) in enumerate(self.cells) if form in self.percent_formats),
            {at: fonts[font] for at, (_, font) in enumerate(self.cells) if font in fonts},
        )
