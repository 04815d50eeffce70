"""XML parts read and written: nothing outside the part is fetched, text is only ever text."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from tracker.words.marking_texts import OUT_OF_ORDER, TOO_LARGE_TO_MARK

LONGEST_PARSED = 48 * 2**20  # bytes; of longer parts only the pieces that change are parsed
LONGEST_CELL_TEXT = 32_767  # characters, Excel's own limit
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPEN_BREAK = re.compile(rb"<br\s*>", re.IGNORECASE)
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class NotMarkable(Exception):
    """The file cannot be marked; the message is a Vietnamese sentence."""


def parse_part(content: bytes, *, is_mended: bool = False) -> etree._Element:
    """The root element; raises NotMarkable. `is_mended`: what is not well-formed is made so."""
    if len(content) > LONGEST_PARSED:
        raise NotMarkable(TOO_LARGE_TO_MARK)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=is_mended)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotMarkable(OUT_OF_ORDER) from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise NotMarkable(OUT_OF_ORDER)
    return root


def parse_drawing(content: bytes) -> etree._Element:
    """A drawing in the old language, in which Excel itself leaves line breaks open; mended as far as it can be."""
    try:
        return parse_part(content)
    except NotMarkable:
        return parse_part(_OPEN_BREAK.sub(b"<br/>", content), is_mended=True)


def write_part(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def plain_markup(content: bytes) -> bytes:
    """The part as UTF-8 whose every `<name` is a tag: without comments, CDATA and processing instructions."""
    head = content[:200]
    is_utf8 = b"encoding" not in head or re.search(rb"""encoding\s*=\s*["'](?i:utf-8|us-ascii)["']""", head)
    declaration_end = (
        content.find(b"?>") + 2 if head.removeprefix(b"\xef\xbb\xbf").startswith(b"<?xml") else 0
    )
    is_plain = (
        is_utf8
        and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
        and b"\x00" not in head
        and b"<!" not in content
        and content.find(b"<?", declaration_end) < 0
    )
    if is_plain:
        return content
    root = parse_part(content)
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction, etree.Entity)):
        if node.tag is etree.Entity:
            raise NotMarkable(OUT_OF_ORDER)
        _take_out(node)
    return write_part(root)


def _take_out(node: etree._Element) -> None:
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def local_name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def structure(element: etree._Element) -> tuple[Any, ...]:
    """What two elements have in common when they say the same, whatever prefixes they are written with."""
    text, children = (element.text or "").strip(), [one for one in element if isinstance(one.tag, str)]
    return element.tag, tuple(sorted(element.attrib.items())), text, tuple(structure(one) for one in children)


def clean_text(text: str, longest: int = LONGEST_CELL_TEXT) -> str:
    """The text as XML can hold it, cut where it is too long."""
    clean = _NOT_XML.sub("", text)
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


def office_text(text: str, longest: int = LONGEST_CELL_TEXT) -> str:
    """Text for a part of Excel's, which would read `_x0041_` as the sign of that number."""
    return _LOOKS_ESCAPED.sub("_x005F_", clean_text(text, longest))
