"""Comments of an OpenDocument cell: ours stands above the sender's own, and can be taken off again."""

from __future__ import annotations

from lxml import etree

from tracker.intake.marking.comment_text import sender_text_start
from tracker.intake.marking.markup import clean_text, local_name
from tracker.intake.marking.open_content import OFFICE
from tracker.words.marking_texts import COMMENT_AUTHOR, SENDER_COMMENT

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_DATE = "{http://purl.org/dc/elements/1.1/}date"
_ANNOTATION, _PARAGRAPH = f"{{{OFFICE}}}annotation", f"{{{TEXT}}}p"


def put_annotation(cell: etree._Element, text: str) -> str:
    """Our comment, the sender's own below it; the name of who wrote that one, '' where there is none."""
    annotation = cell.find(_ANNOTATION)
    author = ""
    lines = [*text.split("\n")]
    if annotation is None:
        annotation = etree.Element(_ANNOTATION)
        etree.SubElement(annotation, _CREATOR)
        cell.insert(0, annotation)
    else:
        author = annotation.findtext(_CREATOR) or ""
        lines += ["", SENDER_COMMENT]
    _set_author(annotation, COMMENT_AUTHOR)
    paragraphs = [_paragraph(line) for line in lines]
    at = _first_paragraph(annotation)
    for number, paragraph in enumerate(paragraphs):
        annotation.insert(at + number, paragraph)
    return author


def take_annotation_off(cell: etree._Element, author: str = "") -> bool:
    """Take our part away; the sender's stays, with the name given. False where none was ours."""
    annotation = cell.find(_ANNOTATION)
    if annotation is None:
        return False
    paragraphs = [one for one in annotation if local_name(one) in {"p", "list"}]
    texts = [read_paragraph(one) for one in paragraphs]
    start = sender_text_start("\n".join(texts), annotation.findtext(_CREATOR) or "")
    if start is None:
        return False
    if start >= len("\n".join(texts)):
        cell.remove(annotation)
        return True
    for paragraph, text in zip(paragraphs, texts, strict=True):
        if start > 0:
            at = annotation.index(paragraph)
            annotation.remove(paragraph)
            if start < len(text):
                annotation.insert(at, _paragraph(text[start:]))
        start -= len(text) + 1
    _set_author(annotation, author)
    return True


def read_paragraph(paragraph: etree._Element) -> str:
    """The text as it shows: spaces, tabs and line breaks are elements of their own."""
    text = paragraph.text or ""
    for element in paragraph:
        name = local_name(element)
        if name == "s":
            count = element.get(f"{{{TEXT}}}c") or "1"
            text += " " * (min(int(count), 1000) if count.isascii() and count.isdigit() else 1)
        elif name in {"tab", "line-break"}:
            text += "\t" if name == "tab" else "\n"
        else:
            text += read_paragraph(element)
        text += element.tail or ""
    return text


def _paragraph(text: str) -> etree._Element:
    paragraph = etree.Element(_PARAGRAPH)
    paragraph.text = clean_text(text)
    return paragraph


def _first_paragraph(annotation: etree._Element) -> int:
    """Behind the name and the date."""
    return next(
        (at for at, one in enumerate(annotation) if local_name(one) in {"p", "list"}), len(annotation)
    )


def _set_author(annotation: etree._Element, name: str) -> None:
    creator = annotation.find(_CREATOR)
    if creator is None:
        creator = etree.Element(_CREATOR)
        annotation.insert(0, creator)
    creator.text = name
