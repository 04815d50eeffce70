"""The comments of one sheet: ours stands above the sender's own on the same cell, and can be taken off again."""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Iterator

from lxml import etree

from tracker.intake.marking.comment_text import sender_text_start
from tracker.intake.marking.marks import Cell, cell_reference, column_number
from tracker.intake.marking.markup import local_name, namespace, office_text, parse_part, write_part
from tracker.intake.marking.note_shapes import DRAWING_TYPE, NoteShapes, used_blocks
from tracker.intake.marking.office_package import OfficePackage
from tracker.intake.marking.worksheet_part import WorksheetPart
from tracker.words.marking_texts import COMMENT_AUTHOR, SENDER_COMMENT

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_REFERENCE = re.compile(r"\s*\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\s*")
_FONT = "<rPr><sz val='9'/><color indexed='81'/><rFont val='Tahoma'/><family val='2'/></rPr>"


class SheetComments:
    """Comments and their shapes; `part` is the sheet's. Nothing is written before `save`."""

    def __init__(self, package: OfficePackage, part: str, main_namespace: str) -> None:
        self._package, self._sheet_part = package, part
        self._relationships = package.relationships(part)
        self._relationship = self._relationships.find("comments")
        self._namespace = main_namespace
        if self._relationship is None:
            self.root = etree.fromstring(
                f'<comments xmlns="{main_namespace}"><authors/><commentList/></comments>'.encode()
            )
        else:
            self.root = parse_part(package.parts.read(self._relationship.target))
            self._namespace = namespace(self.root)
        self._list = self._child("commentList")
        self._authors = self._child("authors")
        self._by_cell = {
            cell: one
            for one in self._list.iterfind("{*}comment")
            if (cell := _cell(one.get("ref"))) is not None
        }
        self._shapes: NoteShapes | None = None

    def __len__(self) -> int:
        return len(self._by_cell)

    def put(self, cell: Cell, text: str, threads: Threads) -> str:
        """Our comment, the sender's own below it; the name of who wrote that one, '' where there is none."""
        element = self._by_cell.get(cell)
        author = ""
        runs: list[etree._Element] = []
        if element is None:
            element = etree.SubElement(self._list, f"{{{self._namespace}}}comment")
            element.set("ref", cell_reference(cell))
            self._by_cell[cell] = element
        else:
            author = self.author(cell)
            thread = threads.take(cell)
            runs = [self._run(thread)] if thread else self._runs(element)
        ours = [self._run(text)]
        if runs:
            ours.append(self._run(f"\n\n{SENDER_COMMENT}\n"))
        self._set_text(element, [*ours, *runs])
        element.set("authorId", str(self._author_number(COMMENT_AUTHOR)))
        return author

    def text(self, cell: Cell) -> str:
        element = self._by_cell.get(cell)
        return "" if element is None else "".join(_plain(run) for run in self._runs(element))

    def author(self, cell: Cell) -> str:
        at = self._by_cell[cell].get("authorId") or ""
        names = [one.text or "" for one in self._authors.iterfind("{*}author")]
        return names[int(at)] if at.isascii() and at.isdigit() and int(at) < len(names) else ""

    def take_ours_off(self) -> list[Cell]:
        """Cells that had a comment of ours; the sender's part stays, whoever saved the file in between."""
        found = []
        for cell, element in list(self._by_cell.items()):
            runs = self._runs(element)
            text = "".join(_plain(run) for run in runs)
            start = sender_text_start(text, self.author(cell))
            if start is None:
                continue
            found.append(cell)
            kept = _runs_from(runs, start)
            if kept:
                self._set_text(element, kept)
                element.set("authorId", str(self._author_number("")))
            else:
                self._list.remove(element)
                del self._by_cell[cell]
        return found

    def set_author(self, cell: Cell, name: str) -> None:
        if cell in self._by_cell:
            self._by_cell[cell].set("authorId", str(self._author_number(name)))

    def shapes(self, new_blocks: Iterator[int]) -> NoteShapes:
        """The shapes of the sheet, its own drawing or a new one; `new_blocks`: ids that no drawing has."""
        if self._shapes is None:
            drawing = self._relationships.find("vmlDrawing")
            content = self._package.parts.read(drawing.target) if drawing is not None else None
            own = used_blocks(content) if content else set()
            self._shapes = NoteShapes(content, min(own) if own else next(new_blocks))
        return self._shapes

    def save(self, sheet: WorksheetPart) -> None:
        """Write both parts, or take them out where they hold nothing any more."""
        self._save_comments()
        if self._shapes is None:
            return
        drawing = self._relationships.find("vmlDrawing")
        space = self._package.relationship_namespace
        if len(self._shapes) and drawing is not None:
            self._package.parts.write(drawing.target, self._shapes.to_bytes())
        elif len(self._shapes):
            _, made = self._package.add_part(
                self._sheet_part, self._folder("drawings/vmlDrawing{}.vml"), "vmlDrawing", DRAWING_TYPE,
                self._shapes.to_bytes(),
            )  # fmt: skip
            sheet.set_comments_drawing(made, space)
        elif drawing is not None:
            self._package.drop_part(self._sheet_part, drawing)
            sheet.set_comments_drawing(None, space)

    def _save_comments(self) -> None:
        if not self._by_cell:
            if self._relationship is not None:
                self._package.drop_part(self._sheet_part, self._relationship)
            return
        if self._relationship is None:
            self._package.add_part(
                self._sheet_part, self._folder("comments{}.xml"), "comments", _TYPE, write_part(self.root)
            )
        else:
            self._package.parts.write(self._relationship.target, write_part(self.root))

    def _folder(self, pattern: str) -> str:
        return f"{self._package.workbook_part.rpartition('/')[0]}/{pattern}".lstrip("/")

    def _child(self, name: str) -> etree._Element:
        found = self.root.find(f"{{{self._namespace}}}{name}")
        return found if found is not None else etree.SubElement(self.root, f"{{{self._namespace}}}{name}")

    def _author_number(self, name: str) -> int:
        names = [one.text or "" for one in self._authors.iterfind("{*}author")]
        if name not in names:
            etree.SubElement(self._authors, f"{{{self._namespace}}}author").text = name
            names.append(name)
        return names.index(name)

    def _runs(self, comment: etree._Element) -> list[etree._Element]:
        """The pieces of a comment's text, each with its own look."""
        text = comment.find("{*}text")
        runs = []
        for element in [] if text is None else text:
            if local_name(element) == "r":
                runs.append(copy.deepcopy(element))
            elif local_name(element) == "t":
                runs.append(self._run(""))
                runs[-1][-1].text = element.text  # as the part writes it
        return [run for run in runs if _plain(run)]

    def _run(self, text: str) -> etree._Element:
        run = etree.fromstring(f'<r xmlns="{self._namespace}">{_FONT}<t/></r>'.encode())
        run[-1].text = office_text(text)
        run[-1].set(_SPACE, "preserve")
        return run

    def _set_text(self, comment: etree._Element, runs: list[etree._Element]) -> None:
        for element in comment.findall("{*}text"):
            comment.remove(element)
        text = etree.Element(f"{{{self._namespace}}}text")
        text.extend(runs)
        comment.insert(0, text)


class Threads:
    """Excel's newer conversations: each hides the plain comment of its cell, so it gives way to ours."""

    def __init__(self, package: OfficePackage, part: str) -> None:
        self._package = package
        self._relationship = package.relationships(part).find("threadedComment")
        self._sheet_part = part
        self._root = parse_part(package.parts.read(self._relationship.target)) if self._relationship else None

    def take(self, cell: Cell) -> str:
        """What was said about the cell, taken out of the conversations."""
        if self._root is None or self._relationship is None:
            return ""
        here = [one for one in self._root if isinstance(one.tag, str) and _cell(one.get("ref")) == cell]
        said = [one.findtext("{*}text") or "" for one in here]
        for element in here:
            self._root.remove(element)
        if here and len(self._root):
            self._package.parts.write(self._relationship.target, write_part(self._root))
        elif here:
            self._package.drop_part(self._sheet_part, self._relationship)
            self._relationship = None
        return "\n".join(filter(None, said))


def free_blocks(package: OfficePackage) -> Iterator[int]:
    """Blocks of shape ids that no drawing of the workbook uses, one for each new drawing."""
    names = [name for name in package.parts.names() if name.lower().endswith(".vml")]
    taken = set().union(*(used_blocks(package.parts.read(name)) for name in names))
    return itertools.count(max(taken, default=0) + 1)


def _plain(run: etree._Element) -> str:
    return "".join(one.text or "" for one in run.iterfind("{*}t")).replace("\r\n", "\n").replace("\r", "\n")


def _runs_from(runs: list[etree._Element], start: int) -> list[etree._Element]:
    """The runs from a place in their whole text on."""
    kept = []
    for run in runs:
        text = _plain(run)
        if start < len(text):
            for element in run.findall("{*}t")[1:]:
                run.remove(element)
            element = run.find("{*}t")
            element.text = text[max(start, 0) :]
            element.set(_SPACE, "preserve")
            kept.append(run)
        start -= len(text)
    return kept


def _cell(reference: str | None) -> Cell | None:
    found = _REFERENCE.fullmatch(reference or "")
    return (int(found[2]), column_number(found[1])) if found else None
