"""content.xml of an OpenDocument workbook: styles and settings parsed, each table kept as the bytes it is."""

from __future__ import annotations

import itertools
import re

from lxml import etree

from tracker.intake.marking.markup import NotMarkable, local_name, parse_part, plain_markup, write_part
from tracker.intake.marking.open_rows import TABLE, TableRows
from tracker.words.marking_texts import OUT_OF_ORDER

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_ROOT = re.compile(rb"""<(?:[\w.-]+:)?document-content(?=[\s/>])(?:[^<>"']++|"[^"<]*"|'[^'<]*')*+>""")
_ATTRIBUTES = rb"""(?:[^<>"']++|"[^"<]*"|'[^'<]*')*+"""


class DocumentContent:
    """`tables`: name and bytes of each sheet, in their order. `root`: the part without them."""

    def __init__(self, content: bytes) -> None:
        content = plain_markup(content)
        root_tag = _ROOT.search(content)
        if root_tag is None:
            raise NotMarkable(OUT_OF_ORDER)
        self.root_tag = root_tag[0]
        self._prefix = _prefix_of(TABLE, self.root_tag)
        spans = self._find_tables(content)
        self.mark = b"@tables@"
        while self.mark in content:
            self.mark += b"@"
        self.root = parse_part(content[: spans[0][0]] + self.mark + content[spans[-1][1] :])
        body = self.root.find(f"{{{OFFICE}}}body/{{{OFFICE}}}spreadsheet")
        if local_name(self.root) != "document-content" or body is None:
            raise NotMarkable(OUT_OF_ORDER)
        self.tables = [(self._name(content[start:end]), content[start:end]) for start, end in spans]
        between = [content[end:start] for (_, end), (start, _) in itertools.pairwise(spans)]
        if any(one.strip() for one in between):
            raise NotMarkable(OUT_OF_ORDER)

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.tables]

    def rows(self, name: str) -> TableRows:
        table = next(content for known, content in self.tables if known == name)
        return TableRows(table, self._prefix, self.root_tag)

    def holds(self, name: str, text: bytes) -> bool:
        return any(text in content for known, content in self.tables if known == name)

    def put(self, name: str, content: bytes) -> None:
        self.tables = [(known, content if known == name else table) for known, table in self.tables]

    def drop(self, name: str) -> None:
        self.tables = [one for one in self.tables if one[0] != name]

    def add(self, name: str, table: etree._Element, *, is_first: bool) -> None:
        """Put in a sheet of ours, before the others or behind them."""
        written = etree.tostring(table, encoding="UTF-8")
        self.tables.insert(0 if is_first else len(self.tables), (name, written))

    def to_bytes(self) -> bytes:
        return write_part(self.root).replace(self.mark, b"".join(table for _, table in self.tables), 1)

    def _find_tables(self, content: bytes) -> list[tuple[int, int]]:
        """Where each table begins and ends; tables inside tables belong to them."""
        tag = re.compile(rb"<(/?)" + re.escape(self._prefix) + rb"table(?=[\s/>])" + _ATTRIBUTES + rb">")
        spans: list[tuple[int, int]] = []
        depth = start = 0
        for found in tag.finditer(content):
            if found[1]:
                depth -= 1
                if depth == 0:
                    spans.append((start, found.end()))
            elif not found[0].endswith(b"/>"):
                start = found.start() if depth == 0 else start
                depth += 1
        if not spans or depth != 0:
            raise NotMarkable(OUT_OF_ORDER)
        return spans

    def _name(self, table: bytes) -> str:
        tag = table[: table.index(b">") + 1]
        while tag.count(b'"') % 2 or tag.count(b"'") % 2 and b'"' not in tag:
            tag = table[: table.index(b">", len(tag)) + 1]
        closed = tag if tag.endswith(b"/>") else tag[:-1] + b"/>"
        frame = parse_part(
            self.root_tag + closed + b"</" + re.split(rb"[\s/>]", self.root_tag[1:], maxsplit=1)[0] + b">"
        )
        return frame[0].get(f"{{{TABLE}}}name") or ""


def _prefix_of(namespace: str, tag: bytes) -> bytes:
    """The prefix that the root declares for a namespace, with its colon."""
    found = re.search(
        rb"""\sxmlns(?::([\w.-]+))?\s*=\s*["']""" + re.escape(namespace.encode()) + rb"""["']""", tag
    )
    if found is None:
        raise NotMarkable(OUT_OF_ORDER)
    return found[1] + b":" if found[1] else b""
