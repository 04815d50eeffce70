"""Numbers that Word counts itself: I., 1., a) of the headings, and the dash of a list."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

_HEADINGS, _DASHES = 90, 91  # beyond the numbers of the template
_FIRST = int(Cm(1.27).twips)
_LEVELS = (
    ("upperRoman", "%1.", "Heading1"),
    ("decimal", "%2.", "Heading2"),
    ("lowerLetter", "%3)", "Heading3"),
)


def set_up_numbering(document: Document) -> None:
    """Heading 1–3 numbered as one outline, List Bullet led by a dash."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    numbering.append(parse_xml(_outline()))
    numbering.append(parse_xml(_dashes()))
    for number in (_HEADINGS, _DASHES):
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
    for level in range(3):
        _link(document, f"Heading {level + 1}", _HEADINGS, level)
    _link(document, "List Bullet", _DASHES, 0)
    for style in document.styles.element:
        _drop_dead_link(style)


def _outline() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="{_FIRST}"/></w:pPr></w:lvl>'
        for at, (kind, text, style) in enumerate(_LEVELS)
    )
    return _abstract(_HEADINGS, "multilevel", levels)


def _dashes() -> str:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
        '<w:suff w:val="space"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="{_FIRST}"/></w:pPr></w:lvl>'
    )
    return _abstract(_DASHES, "singleLevel", level)


def _abstract(number: int, kind: str, levels: str) -> str:
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>'
        f"{levels}</w:abstractNum>"
    )


def _link(document: Document, style_name: str, number: int, level: int) -> None:
    style: Any = document.styles[style_name].element
    properties = style.get_or_add_pPr()
    link = properties.get_or_add_numPr()
    link.get_or_add_ilvl().val = level
    link.get_or_add_numId().val = number


def _drop_dead_link(style: Any) -> None:
    """Styles of the template that would point to numbers that are gone."""
    link = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    number = link.find(qn("w:numId")) if link is not None else None
    if number is not None and number.val not in (_HEADINGS, _DASHES):
        link.getparent().remove(link)
