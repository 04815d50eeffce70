"""What senders said that names in their tables mean: only ever added to, the newest word counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from tracker.store.connection import Cursor, Database
from tracker.store.frames import DATE, TEXT, TIME, WHOLE, as_table, insert
from tracker.store.identifiers import new_id_column

_REMEMBERED = {
    "id": TEXT, "unit_code": TEXT, "unit_valid_from": DATE, "layout_key": TEXT, "kind": TEXT,
    "name_key": TEXT, "code": TEXT, "revision": WHOLE, "at": TIME, "by": TEXT,
}  # fmt: skip

# The word for this very layout first; what another layout's rows were left out for says nothing here.
_FIND_SQL = """
    SELECT kind, name_key, code, layout_key, "at", "by" FROM remembered_name
    WHERE unit_code = $unit AND unit_valid_from = $valid_from
    QUALIFY row_number() OVER (
        PARTITION BY kind, name_key, layout_key = $layout ORDER BY revision DESC, id DESC
    ) = 1 AND (layout_key = $layout OR code <> '')
    ORDER BY kind, name_key, layout_key <> $layout
"""


@dataclass(frozen=True)
class NameMeaning:
    """A name as tracker.intake.names.keys.name_key writes it, and the code it means; '' leaves its row out."""

    kind: Literal["indicator", "unit"]
    name_key: str
    code: str


class NameMemory:
    """The names a sender has assigned; part of the Store."""

    database: Database

    def remember_names(
        self,
        unit: tuple[str, dt.date],
        layout_key: str,
        names: Sequence[NameMeaning],
        by: str,
        at: dt.datetime,
    ) -> None:
        """Keep what a unit (code, valid_from) assigned in tables of this layout; nothing when no names are given."""
        rows = pd.DataFrame([vars(name) for name in names])
        rows = rows.assign(unit_code=unit[0], unit_valid_from=unit[1], layout_key=layout_key, at=at, by=by)

        def work(cursor: Cursor, revision: int) -> None:
            ids = new_id_column(len(rows))
            insert(cursor, "remembered_name", as_table(rows.assign(revision=revision), _REMEMBERED, id=ids))

        if names:
            self.database.write(work)

    def find_names(self, unit: tuple[str, dt.date], layout_key: str) -> pd.DataFrame:
        """What this sender's names mean in a layout: kind, name_key, code, layout_key, at, by; one row a name.

        A name that was never assigned in this layout means what it meant last in another one of the
        same sender; there, only codes count, for to leave a row out is said of one table.
        """
        asked = {"unit": unit[0], "valid_from": unit[1], "layout": layout_key}
        rows = self.database.read(_FIND_SQL, asked)
        return rows.drop_duplicates(["kind", "name_key"], ignore_index=True)
