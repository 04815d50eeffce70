"""A finished report opened again: its paragraphs and tables in order, its fields, its bookmarks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def open_report(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def blocks(document: Document) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables of the body, in order."""
    yield from document.iter_inner_content()


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ")


def cells(table: Table) -> list[list[str]]:
    """The texts of a table; a cell that spans columns stands once."""
    rows = []
    for row in table._tbl.tr_lst:
        rows.append([plain("\n".join(p_text(p) for p in cell.p_lst)) for cell in row.tc_lst])
    return rows


def p_text(p) -> str:  # type: ignore[no-untyped-def]
    return Paragraph(p, None).text  # type: ignore[arg-type]


def captioned(document: Document) -> dict[str, Table]:
    """Caption without its number → table."""
    found, caption = {}, ""
    for block in blocks(document):
        if isinstance(block, Paragraph):
            if block.style and block.style.name == "Caption":
                caption = plain(block.text).partition(". ")[2]
        elif caption:
            found[caption], caption = block, ""
    return found


def annexes(document: Document) -> dict[str, list[Table]]:
    """Title of an annex → its tables."""
    found: dict[str, list[Table]] = {}
    title = None
    for block in blocks(document):
        if isinstance(block, Paragraph):
            name = block.style.name if block.style else ""
            if name == "Phụ lục":
                title = ""
            elif name == "Tên phụ lục" and title is not None:
                found.pop(title, None)  # a title of two lines
                title = f"{title} {plain(block.text)}".strip()
                found[title] = []
        elif title:
            found[title].append(block)
    return found


def text_of(document: Document) -> str:
    """Every word of the body."""
    parts = []
    for block in blocks(document):
        if isinstance(block, Paragraph):
            parts.append(block.text)
        else:
            parts += ["\n".join(row) for row in cells(block)]
    return plain("\n".join(parts))


@dataclass(frozen=True)
class Field:
    instruction: str
    result: str


def fields(element) -> list[Field]:  # type: ignore[no-untyped-def]
    """The complex fields under an element, in order."""
    found, instruction, result, state = [], "", "", None
    for node in element.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t")):
        if node.tag == qn("w:fldChar"):
            state = node.get(qn("w:fldCharType"))
            if state == "begin":
                instruction, result = "", ""
            elif state == "end":
                found.append(Field(instruction.strip(), result))
        elif node.tag == qn("w:instrText"):
            instruction += node.text
        elif state == "separate":
            result += node.text or ""
    return found


def bookmarks(document: Document) -> dict[str, str]:
    """Name of a bookmark → the text that it encloses."""
    found, opened = {}, {}
    for node in document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:t")):
        if node.tag == qn("w:bookmarkStart"):
            opened[node.get(qn("w:id"))] = (node.get(qn("w:name")), [])
        elif node.tag == qn("w:bookmarkEnd"):
            name, parts = opened.pop(node.get(qn("w:id")))
            found[name] = "".join(parts)
        else:
            for _, parts in opened.values():
                parts.append(node.text or "")
    assert not opened
    return found
