"""The look of slides without a template: python-pptx's own file at 16:9, restyled, with Vietnamese layout names."""

from __future__ import annotations

import copy
import re
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Pt

from tracker.outputs.deck.boxes import Box
from tracker.outputs.deck.text import LANGUAGE, LOOK
from tracker.words import deck_texts as words

WIDTH, HEIGHT = 960.0, 540.0
_FONT = "Arial"
_SIDE = 40.0
_RULE_TOP = 84.0
_TITLE = Box(_SIDE, 22, 750, 58)
_CONTENT = Box(_SIDE, 96, WIDTH - 2 * _SIDE, 400)
_FOOTER = Box(_SIDE, 508, 790, 20)
_NUMBER = Box(WIDTH - _SIDE - 60, 508, 60, 20)
_COVER_TITLE = Box(96, 100, 780, 120)
_COVER_TEXT = Box(96, 236, 780, 262)
_FOOT = {"ftr": _FOOTER, "sldNum": _NUMBER}
_KEPT_LAYOUTS = {0: words.TITLE_LAYOUT, 1: words.CONTENT_LAYOUT}
# Parts of python-pptx's file that show its own blank slide: a picture of it and a printer's settings.
_UNWANTED = (
    RT.THUMBNAIL, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/printerSettings",
)  # fmt: skip
_COLOURS = {
    "dk2": LOOK.accent, "lt2": LOOK.faint, "accent1": LOOK.accent, "accent2": LOOK.verdict("off_track"),
    "accent3": LOOK.verdict("achieved"), "accent4": LOOK.verdict("at_risk"), "accent5": LOOK.muted,
    "accent6": LOOK.verdict("missed"), "hlink": LOOK.accent, "folHlink": LOOK.muted,
}  # fmt: skip


def restyle(presentation: Presentation) -> None:
    """Turn python-pptx's default presentation into ours."""
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    presentation.part._element.find(qn("p:sldSz")).attrib.pop("type", None)
    for part in (presentation.part, presentation.part.package):
        for key in [key for key, one in part._rels.items() if one.reltype in _UNWANTED]:
            part._rels.pop(key)
    master = presentation.slide_master
    _drop_layouts(master)
    theme = master.part.part_related_by(RT.THEME)
    theme._blob = _styled_theme(theme.blob)
    _style_master(master)
    for layout in master.slide_layouts:
        _clean_layout(layout)
    _style_cover(master.slide_layouts[0])


def describe_slides(presentation: Presentation) -> None:
    """Put what the file's properties say of the program and the format in accord with the slides."""
    part = _application_part(presentation)
    if part is None:
        return
    text = re.sub(rb"<(HeadingPairs|TitlesOfParts)>.*?</\1>", b"", part.blob, flags=re.DOTALL)
    said = {
        b"Slides": len(presentation.slides),
        b"Notes": len(presentation.slides),
        b"TotalTime": 0,
        b"PresentationFormat": "Widescreen",
        b"Application": "Microsoft Office PowerPoint",
    }
    for name, value in said.items():
        text = re.sub(
            rb"<%s>.*?</%s>" % (name, name), b"<%s>%s</%s>" % (name, str(value).encode(), name), text
        )
    part._blob = text


def _application_part(presentation: Presentation) -> Part | None:
    try:
        return presentation.part.package.part_related_by(RT.EXTENDED_PROPERTIES)
    except KeyError:
        return None


def _drop_layouts(master: Any) -> None:
    layouts = list(master.slide_layouts)
    for at, layout in enumerate(layouts):
        if at in _KEPT_LAYOUTS:
            layout._element.cSld.set("name", _KEPT_LAYOUTS[at])
        else:
            master.slide_layouts.remove(layout)


def _styled_theme(blob: bytes) -> bytes:
    theme = parse_xml(blob)
    theme.set("name", words.THEME_NAME)
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    scheme.set("name", words.THEME_NAME)
    colours = _COLOURS | {"dk1": LOOK.ink, "lt1": LOOK.ground}
    for name, colour in colours.items():
        one = scheme.find(qn(f"a:{name}"))
        for child in list(one):
            one.remove(child)
        one.append(_colour(one, colour))
    fonts = theme.find(f".//{qn('a:fontScheme')}")
    fonts.set("name", words.THEME_NAME)
    for kind in ("a:majorFont", "a:minorFont"):
        family = fonts.find(qn(kind))
        family.find(qn("a:latin")).set("typeface", _FONT)
        for other in family.findall(qn("a:font")):
            family.remove(other)
    return bytes(serialize_part_xml(theme))


def _style_master(master: Any) -> None:
    places = {"title": _TITLE, "body": _CONTENT, "ftr": _FOOTER, "sldNum": _NUMBER}
    for shape in list(master.placeholders):
        kind = _kind(shape)
        if kind == "dt":
            shape._element.getparent().remove(shape._element)
            continue
        _place(shape, places[kind])
        _no_margins(shape)
    _style_texts(master)
    rule = master.shapes._spTree.add_autoshape(
        90, words.RULE_NAME, "rect", *Box(_SIDE, _RULE_TOP, WIDTH - 2 * _SIDE, 1.5).emu
    )
    _fill(rule, LOOK.accent)


def _style_texts(master: Any) -> None:
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle"))[0]
    title.set("algn", "l")
    run = title.find(qn("a:defRPr"))
    run.set("sz", "2600")
    run.set("b", "1")
    for level, size in zip(styles.find(qn("p:bodyStyle")), (1800, 1600, 1400, 1400, 1400), strict=False):
        level.find(qn("a:defRPr")).set("sz", str(size))
    for shape in master.placeholders:
        kind = _kind(shape)
        if kind in ("ftr", "sldNum"):
            style = shape._element.txBody.find(qn("a:lstStyle"))[0]
            style.set("algn", "l" if kind == "ftr" else "r")
            look = style.find(qn("a:defRPr"))
            look.set("sz", "1050")
            look.find(qn("a:solidFill")).clear()
            look.find(qn("a:solidFill")).append(_colour(look, LOOK.muted))
        shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if kind == "title" else MSO_ANCHOR.TOP
    for run in master._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
        run.set("lang", LANGUAGE)


def _clean_layout(layout: Any) -> None:
    for shape in list(layout.placeholders):
        if _kind(shape) == "dt":
            shape._element.getparent().remove(shape._element)
        elif _kind(shape) in _FOOT:
            # Said again in the layout: LibreOffice does not look for it in the master.
            _place(shape, _FOOT[_kind(shape)])
            style = shape._element.txBody.find(qn("a:lstStyle"))
            master = next(one for one in layout.slide_master.placeholders if _kind(one) == _kind(shape))
            style.append(copy.deepcopy(master._element.txBody.find(qn("a:lstStyle"))[0]))
    for run in layout._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
        run.set("lang", LANGUAGE)


def _kind(shape: Any) -> str:
    return str(shape._element.ph.get("type", ""))


def _style_cover(layout: Any) -> None:
    """The title page: no rule, a band of the accent colour at the left."""
    layout._element.set("showMasterSp", "0")
    for shape in layout.placeholders:
        kind = _kind(shape)
        if kind == "ctrTitle":
            _place(shape, _COVER_TITLE)
            _style_cover_text(shape, MSO_ANCHOR.BOTTOM, Pt(40))
        elif kind == "subTitle":
            _place(shape, _COVER_TEXT)
            _style_cover_text(shape, MSO_ANCHOR.TOP, Pt(20))
        elif kind == "ftr":
            _place(shape, Box(96, 508, 700, 20))
    tree = layout.shapes._spTree
    band = tree.add_autoshape(91, words.RULE_NAME, "rect", *Box(0, 0, 56, HEIGHT).emu)
    _fill(band, LOOK.accent)
    tree.remove(band)
    tree.insert(2, band)  # behind everything else


def _style_cover_text(shape: Any, anchor: MSO_ANCHOR, size: Pt) -> None:
    shape.text_frame.vertical_anchor = anchor
    style = shape._element.txBody.find(qn("a:lstStyle"))
    for old in list(style):
        style.remove(old)
    bold = "1" if anchor == MSO_ANCHOR.BOTTOM else "0"
    level = style.makeelement(qn("a:lvl1pPr"), {"marL": "0", "indent": "0", "algn": "l"}, None)
    level.append(level.makeelement(qn("a:buNone"), {}, None))
    level.append(level.makeelement(qn("a:defRPr"), {"sz": str(int(size.pt * 100)), "b": bold}, None))
    style.append(level)
    _no_margins(shape)


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.emu


def _no_margins(shape: Any) -> None:
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT if _kind(shape) != "sldNum" else PP_ALIGN.RIGHT


def _colour(parent: Any, colour: str) -> Any:
    return parent.makeelement(qn("a:srgbClr"), {"val": colour.lstrip("#").upper()}, None)


def _fill(element: Any, colour: str) -> None:
    """A plain coloured area without outline, named as decoration for screen readers."""
    properties = element.spPr
    for one in (
        properties.makeelement(qn("a:solidFill"), {}, None),
        properties.makeelement(qn("a:ln"), {}, None),
    ):
        properties.append(one)
    properties[-2].append(_colour(properties, colour))
    properties[-1].append(properties.makeelement(qn("a:noFill"), {}, None))
    style = element.find(qn("p:style"))
    if style is not None:
        element.remove(style)
