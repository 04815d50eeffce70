"""Loading what the files say: the catalogue's indicators and targets, the units, the published actuals."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any, Protocol

import pandas as pd

from tracker.catalogue.frames import reporting_years
from tracker.catalogue.model import Catalogue, Indicator
from tracker.store.connection import Cursor, Database
from tracker.store.frames import DATE, FLAG, NUMBER, TEXT, WHOLE, as_date, as_table, insert
from tracker.store.recording import NewSubmission, store_published
from tracker.store.rollups import rebuild

FIRST_DAY, LAST_DAY = dt.date(1, 1, 1), dt.date(9999, 12, 31)

_INDICATOR = {
    "code": TEXT, "name": TEXT, "short_name": TEXT, "programmes": TEXT, "group_code": TEXT, "level": TEXT,
    "unit_of_measure": TEXT, "direction": TEXT, "kind": TEXT, "aggregation": TEXT, "frequency": TEXT,
    "standard": TEXT, "numerator_name": TEXT, "denominator_name": TEXT, "document": TEXT, "section": TEXT,
    "verified": FLAG,
}  # fmt: skip
_REPORTER = {
    "indicator_code": TEXT, "unit_level": TEXT, "department_code": TEXT, "first_year": WHOLE, "last_year": WHOLE,
}  # fmt: skip
_TARGET = {
    "indicator_code": TEXT, "programme_code": TEXT, "level": TEXT, "target_kind": TEXT, "target_op": TEXT,
    "target_low": NUMBER, "target_high": NUMBER, "due_year": WHOLE, "stage_first_year": WHOLE,
    "of_indicator": TEXT, "base_year": WHOLE, "base_measure": TEXT, "mode": TEXT, "judged": TEXT,
    "territory_code": TEXT, "document": TEXT, "section": TEXT, "verified": FLAG, "note": TEXT,
}  # fmt: skip
_UNIT = {
    "code": TEXT, "valid_from": DATE, "valid_to": DATE, "name": TEXT, "short_name": TEXT, "level": TEXT,
    "territory_code": TEXT, "district_code": TEXT, "is_approximate": FLAG, "lat": NUMBER, "lon": NUMBER,
}  # fmt: skip
_SUCCESSION = {"old_code": TEXT, "new_code": TEXT, "relation": TEXT, "is_default": FLAG}
_MEMBER = {
    "place_code": TEXT, "unit_code": TEXT, "unit_valid_from": DATE, "member_from": DATE, "member_to": DATE,
    "is_approximate": FLAG,
}  # fmt: skip
_PLACE_UNIT = {"place_code": TEXT, "unit_code": TEXT, "unit_valid_from": DATE}


class ReferenceFrames(Protocol):
    """What the store needs of `tracker.catalogue.reference.Reference`."""

    @property
    def reporting_units(self) -> pd.DataFrame: ...
    @property
    def unit_succession(self) -> pd.DataFrame: ...
    @property
    def place_members(self) -> pd.DataFrame: ...
    @property
    def published_actuals(self) -> pd.DataFrame: ...


class Loading:
    """Catalogue and reference data into the database; part of the Store."""

    database: Database

    def load_catalogue(self, catalogue: Catalogue, sha256: str) -> bool:
        """Replace indicators, reporters and targets, and recount. False: this file is already loaded."""
        if self._loaded("catalogue_sha256") == sha256:
            return False
        tables = {
            "indicator": as_table(_indicators(catalogue), _INDICATOR),
            "indicator_reporter": as_table(_reporters(catalogue), _REPORTER),
            "target": as_table(_targets(catalogue), _TARGET),
        }

        def work(cursor: Cursor, _: int) -> bool:
            for name, rows in tables.items():
                cursor.execute(f"DELETE FROM {name}")
                insert(cursor, name, rows)
            cursor.execute("UPDATE workspace SET catalogue_sha256 = ?", [sha256])
            rebuild(cursor)
            return True

        return self.database.write(work)

    def load_reference(self, reference: ReferenceFrames, at: dt.datetime | None = None) -> bool:
        """Replace units, succession, places and the published submission, and recount.

        `at` is when it was loaded, for the submission's record. False: the same is already loaded.
        """
        digest = _digest(reference)
        if self._loaded("reference_sha256") == digest:
            return False
        tables = _reference_tables(reference)

        def work(cursor: Cursor, revision: int) -> bool:
            for name, rows in tables.items():
                cursor.execute(f"DELETE FROM {name}")
                insert(cursor, name, rows)
            _replace_published(cursor, reference, revision, at or dt.datetime.now(dt.UTC))
            cursor.execute("UPDATE workspace SET reference_sha256 = ?", [digest])
            rebuild(cursor)
            return True

        return self.database.write(work)

    def read_targets(self) -> pd.DataFrame:
        """The targets and year plans beside the actuals: one row each in catalogue terms.

        Columns of the table `target` (target_kind 'year_plan' for a year's plan, whose territory_code
        says where it holds).
        """
        return self.database.read(
            "SELECT * FROM target ORDER BY indicator_code, due_year, target_kind, target_low, target_high"
        )

    def _loaded(self, column: str) -> str | None:
        rows = self.database.read_rows(f"SELECT {column} FROM workspace")
        return rows[0][0] if rows else None


def _indicators(catalogue: Catalogue) -> pd.DataFrame:
    rows = [
        one.model_dump(include=set(_INDICATOR) - {"programmes"})
        | {
            "programmes": " ".join(one.programmes),
            "group_code": one.group,
            "document": one.source.document,
            "section": one.source.section,
        }
        for one in catalogue.indicators
    ]
    return pd.DataFrame(rows, columns=list(_INDICATOR))


def _reporters(catalogue: Catalogue) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for one in catalogue.indicators:
        first, last = reporting_years(catalogue, one)
        for level in one.reported_by:
            named = one.departments if level == "department" and one.departments else (None,)
            rows.extend(
                {
                    "indicator_code": one.code,
                    "unit_level": level,
                    "department_code": code,
                    "first_year": first,
                    "last_year": last,
                }
                for code in named
            )
    return pd.DataFrame(rows, columns=list(_REPORTER)).drop_duplicates()


def _targets(catalogue: Catalogue) -> pd.DataFrame:
    rows = [row for one in catalogue.indicators for row in _targets_of(one)]
    return pd.DataFrame(rows, columns=list(_TARGET))


def _targets_of(indicator: Indicator) -> list[dict[str, Any]]:
    """Its targets, then its year plans."""
    common = {"indicator_code": indicator.code, "level": indicator.level}
    targets = [
        common
        | target.model_dump(include={"base_year", "base_measure", "mode", "judged", "verified", "note"})
        | {
            "programme_code": target.programme or indicator.programmes[0],
            "target_kind": target.kind,
            "due_year": target.due_year,
            "stage_first_year": target.stage[0] if target.stage else None,
            "of_indicator": target.of or " ".join(indicator.of) or None,
        }
        | _stated(target)
        for target in indicator.targets
    ]
    plans = [
        common
        | {
            "programme_code": indicator.programmes[0],
            "target_kind": "year_plan",
            "due_year": plan.year,
            "territory_code": plan.territory,
            "verified": plan.verified,
            "note": plan.note,
        }
        | _stated(plan)
        for plan in indicator.plans
    ]
    return [*targets, *plans]


def _stated(target: Any) -> dict[str, Any]:
    return {
        "target_op": target.op,
        "target_low": target.low,
        "target_high": target.high,
        "document": target.source.document,
        "section": target.source.section,
    }


def _reference_tables(reference: ReferenceFrames) -> dict[str, Any]:
    members = reference.place_members
    members = members.assign(
        member_from=[as_date(day) or FIRST_DAY for day in members["member_from"]],
        member_to=[as_date(day) or LAST_DAY for day in members["member_to"]],
    )
    return {
        "reporting_unit": as_table(reference.reporting_units, _UNIT),
        "unit_succession": as_table(reference.unit_succession, _SUCCESSION),
        "place_member": as_table(members.drop_duplicates(list(_MEMBER)), _MEMBER),
        "place_unit": as_table(place_units(reference.reporting_units), _PLACE_UNIT),
    }


def place_units(reporting_units: pd.DataFrame) -> pd.DataFrame:
    """Which unit speaks for which place: a province for its territory, district 074 for D074,
    a country for itself. Columns place_code, unit_code, unit_valid_from."""
    units = reporting_units[reporting_units["level"].isin(["province", "district", "country"])]
    own_code = units["code"].astype(object)
    places = own_code.mask(units["level"] == "province", units["territory_code"].astype(object))
    places = places.mask(units["level"] == "district", "D" + own_code)
    pairs = pd.DataFrame(
        {"place_code": places, "unit_code": units["code"], "unit_valid_from": units["valid_from"]}
    )
    return pairs[pairs["place_code"].notna()]


def _replace_published(cursor: Cursor, reference: ReferenceFrames, revision: int, at: dt.datetime) -> None:
    """The published actuals as one submission, which anything that units hand in supersedes."""
    of_published = "(SELECT id FROM submission WHERE kind = 'published')"
    for table in ("observation", "submission_event"):
        cursor.execute(f"DELETE FROM {table} WHERE submission_id IN {of_published}")
    cursor.execute("DELETE FROM submission WHERE kind = 'published'")
    rows = reference.published_actuals
    if rows.empty:
        return
    first = rows.iloc[0]
    submission = NewSubmission(
        unit_code=str(first["unit_code"]),
        unit_valid_from=as_date(first["unit_valid_from"]) or FIRST_DAY,
        period=str(first["period"]),
        kind="published",
        received_at=at,
        note="Số liệu đã công bố",
    )
    store_published(cursor, submission, rows, revision)


def _digest(reference: ReferenceFrames) -> str:
    digest = hashlib.sha256()
    for name in ("reporting_units", "unit_succession", "place_members", "published_actuals"):
        digest.update(name.encode())
        digest.update(getattr(reference, name).to_csv(index=False).encode())
    return digest.hexdigest()
