"""Whose table it is: the unit that the lines above a table, or the name of its sheet, speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.catalogue.reference import ReportingUnit
from tracker.intake.names.keys import plain_key
from tracker.intake.names.units import UnitMatch
from tracker.intake.tables.context import Context
from tracker.intake.tables.grid import Grid

Head = tuple[int, int]  # first row of the lines above a table, and the first row after them
_PLACES = ("district", "commune")
_ISSUER = re.compile(r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)\s+\S")
_LABELLED = re.compile(
    r"^\s*(?:đơn vị báo cáo|tên đơn vị|địa phương|đơn vị|địa bàn)\s*:\s*(\S.*)$", re.IGNORECASE
)
# "… HUYỆN HÀM YÊN NĂM 2023": a place inside a title ends where the time or the next place begins.
_IN_TITLE = re.compile(
    r"\b((?:huyện|thành phố|thị trấn|xã|phường)\s+\S.*?)"
    r"(?=\s+(?:năm|quý|tháng|đến|tính|giai đoạn|\d+\s*tháng)\b|\s+[-–—]\s|[,.;()]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """A place that a line names; `cell` is None for the sheet's own name."""

    match: UnitMatch
    cell: str | None

    @property
    def owner(self) -> ReportingUnit | None:
        unit = self.match.unit
        return unit if unit is not None and self.match.how == "name" and unit.level in _PLACES else None


def find_owner(grid: Grid, heads: Sequence[Head], context: Context) -> ReportingUnit | None:
    """The place below the sender that a table without places in it speaks of, if there is one.

    `heads`: the nearest lines first; the first that name a place decide, with the sheet's own name. Lines
    that name only places which are not the sender's to report are an error at that cell.
    """
    of_sheet = _match_sheet(grid, context)
    for head in heads:
        named = list(_named_in(grid, head, context))
        exact = [one for one in (*named, of_sheet) if one is not None and one.owner is not None]
        if any(one.owner == context.sender for one in named):
            return None
        if exact:
            return _lowest(exact)
        strangers = [one for one in named if _is_stranger(one, context)]
        if strangers:
            found = strangers[0].match.details["name"]
            context.add("wrong_unit", strangers[0].cell, found=found, expected=context.sender.name)
            return None
    return None


def _lowest(named: Sequence[Named]) -> ReportingUnit | None:
    """The one commune, else the one district; of several nothing is known."""
    for level in reversed(_PLACES):
        owners = dict.fromkeys(one.owner for one in named if one.owner and one.owner.level == level)
        if owners:
            return next(iter(owners)) if len(owners) == 1 else None
    return None


def _match_sheet(grid: Grid, context: Context) -> Named | None:
    if not re.search(r"[^\W\d]", grid.sheet):
        return None
    return Named(context.units.match(grid.sheet, context.period.ends_on), None)


def _named_in(grid: Grid, head: Head, context: Context) -> Iterator[Named]:
    for text, cell in grid.lines(*head):
        for place in _places_of(text):
            yield Named(context.units.match(place, context.period.ends_on), cell)


def _places_of(text: str) -> list[str]:
    labelled = _LABELLED.match(text)
    if labelled:
        return [labelled[1]]
    if _ISSUER.match(plain_key(text)):
        return [text]
    return [found[1] for found in _IN_TITLE.finditer(text)]


def _is_stranger(one: Named, context: Context) -> bool:
    """A place that is neither the sender's to report nor one that the sender lies in."""
    return bool(one.cell and one.match.strangers) and all(
        unit.level in _PLACES and unit.code != context.sender.district_code for unit in one.match.strangers
    )
