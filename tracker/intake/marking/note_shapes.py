"""The shapes in which Excel shows comments: the old drawing language beside a sheet's comments."""

from __future__ import annotations

import re

from lxml import etree

from tracker.intake.marking.marks import Cell
from tracker.intake.marking.markup import local_name, parse_drawing, write_part

DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_V = "urn:schemas-microsoft-com:vml"
_O, _X = "urn:schemas-microsoft-com:office:office", "urn:schemas-microsoft-com:office:excel"
_IDS_IN_BLOCK = 1024
_NUMBERED = re.compile(r"_x0000_s([0-9]{1,9})")
_NEW = (
    f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{block}"/></o:shapelayout></xml>'
)
_TYPE = (
    f'<v:shapetype xmlns:v="{_V}" xmlns:o="{_O}" id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    f'<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="_x0000_s{{id}}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width}pt;height:{height}pt;z-index:1;'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


class NoteShapes:
    """One sheet's drawing part; `content` None where it has none yet, which begins the block of ids `block`."""

    def __init__(self, content: bytes | None, block: int) -> None:
        self.root = parse_drawing(content or _NEW.format(block=block).encode())
        self._notes: dict[Cell, etree._Element] = {}
        for shape in self.root.iterfind(f"{{{_V}}}shape"):
            data = shape.find(f"{{{_X}}}ClientData")
            if data is not None and data.get("ObjectType") == "Note":
                row, column = (_count(data.findtext(f"{{{_X}}}{name}")) for name in ("Row", "Column"))
                self._notes[row + 1, column + 1] = shape
        ids = [int(found) for shape in self.root for found in _NUMBERED.findall(shape.get("id") or "")]
        self._last = max([*ids, block * _IDS_IN_BLOCK])
        self._maps = list(self.root.iter(f"{{{_O}}}idmap"))

    def __len__(self) -> int:
        """How many shapes there are, those of buttons and fields too."""
        return len([one for one in self.root if local_name(one) not in {"", "shapelayout", "shapetype"}])

    def put(self, cell: Cell, anchor: str, width: float, height: float) -> None:
        """A shape for the comment of a cell; one that is there grows to the size."""
        known = self._notes.get(cell)
        if known is not None:
            data = known.find(f"{{{_X}}}ClientData/{{{_X}}}Anchor")
            if data is not None:
                data.text = anchor
            return
        if not any(one.get("id") == "_x0000_t202" for one in self.root):
            self.root.append(etree.fromstring(_TYPE))
        self._last += 1
        self._claim(self._last // _IDS_IN_BLOCK)
        shape = etree.fromstring(
            _SHAPE.format(
                id=self._last, anchor=anchor, row=cell[0] - 1, column=cell[1] - 1, width=width, height=height
            )
        )
        self.root.append(shape)
        self._notes[cell] = shape

    def drop(self, cell: Cell) -> None:
        shape = self._notes.pop(cell, None)
        if shape is not None:
            self.root.remove(shape)

    def to_bytes(self) -> bytes:
        etree.cleanup_namespaces(self.root, keep_ns_prefixes=["v", "o", "x"])
        return write_part(self.root)

    def _claim(self, block: int) -> None:
        """Name the block of ids in the list of those that this drawing uses."""
        for element in self._maps:
            blocks = (element.get("data") or "").split(",")
            if str(block) not in blocks:
                element.set("data", ",".join([*filter(None, blocks), str(block)]))


def used_blocks(content: bytes) -> set[int]:
    """Blocks of ids that a drawing names as its own."""
    found = re.findall(rb"""idmap[^>]*\sdata\s*=\s*["']([0-9,\s]*)["']""", content)
    return {int(one) for text in found for one in text.split(b",") if one.strip().isdigit()}


def _count(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() else -2
