"""What was recognised in a file: its tables, and which name was taken for which indicator or unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from tracker.intake.names.proposals import Proposal

Layout = Literal["form", "long", "periods", "indicators", "places"]


@dataclass(frozen=True)
class NameRead:
    """One name of the file: `code` is what it was taken for, '' for left out, None for not recognised.

    `key`: the form under which an assignment is remembered. `count`: figures that hang on it.
    """

    kind: Literal["indicator", "unit"]
    text: str
    key: str
    cell: str
    code: str | None
    how: str
    proposals: tuple[Proposal, ...] = ()
    count: int = 0

    def with_more(self, count: int) -> NameRead:
        return replace(self, count=self.count + count)


@dataclass(frozen=True)
class TableRead:
    """One table: where it lies, how it is laid out, how many figures it gave, and what was left out of it."""

    sheet: str
    title: str
    layout: Layout
    cells: str
    figures: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recognition:
    """`layout_key`: a fingerprint of the headers without their years, '' for the product's own form."""

    tables: tuple[TableRead, ...] = ()
    names: tuple[NameRead, ...] = ()
    layout_key: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For JSON: tables, and the names that need an assignment."""
        return {
            "tables": [vars(table) for table in self.tables],
            "unmatched": [
                {"kind": one.kind, "text": one.text, "cell": one.cell}
                | {"proposals": [vars(proposal) for proposal in one.proposals]}
                for one in self.names
                if one.code is None
            ],
        }


NOTHING_RECOGNISED = Recognition()


@dataclass(frozen=True)
class Remembered:
    """Assignments a sender made before for this layout: name key -> code, '' for a row to leave out."""

    indicators: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
