"""Which reporting unit a text names, on a day and for a sender."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.intake.names.keys import name_key, plain_key
from tracker.intake.names.place_text import KINDS, PlaceText, is_group, read_place, read_total, split_kind
from tracker.intake.names.proposals import Proposal, likeness, propose
from tracker.intake.names.reach import find_province, may_report
from tracker.intake.names.succession import Succession
from tracker.intake.names.times import plain_text

_SLIP = 85.0  # a code says which unit it is: the name beside it may hold a slip of the pen
_MOST_NAMES = 5


@dataclass(frozen=True)
class UnitMatch:
    """The unit a text names, or the problem with it.

    `how`: code, name, unaccented, remembered, own. `problem`: unknown_unit, ambiguous_unit, unit_not_valid,
    outside_unit, code_name_differ; `details` are what its text needs. Neither unit nor problem: remembered
    as a row to leave out. `strangers`: the units of that name, none of them the sender's to report.
    """

    unit: ReportingUnit | None
    problem: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    proposals: tuple[Proposal, ...] = ()
    how: str = ""
    strangers: tuple[ReportingUnit, ...] = ()


class UnitNames:
    """The names under which a sender may mean a reporting unit."""

    def __init__(
        self, reference: Reference, sender: ReportingUnit, remembered: Mapping[str, str] = {}
    ) -> None:
        self._reference, self._sender, self._remembered = reference, sender, remembered
        self._succession = Succession(reference)
        self._by_key: dict[str, list[ReportingUnit]] = {}
        self._by_plain: dict[str, list[ReportingUnit]] = {}
        self._joined: dict[str, str] = {}  # "nahang": the space was lost
        self._kinds: dict[ReportingUnit, str | None] = {}
        for unit in reference.units:
            key, self._kinds[unit] = split_kind(name_key(re.sub(r"\(.*\)", "", unit.name)))
            self._joined[key.replace(" ", "")] = key
            for one in {key, name_key(unit.name), name_key(unit.short_name)}:
                self._by_key.setdefault(one, []).append(unit)
            for one in {*map(plain_key, (key, unit.name, unit.short_name)), _in_short(unit, key)} - {""}:
                self._by_plain.setdefault(one, []).append(unit)

    def of_sender(self, sender: ReportingUnit) -> UnitNames:
        """The same names, as another sender means them."""
        return UnitNames(self._reference, sender, self._remembered)

    def is_total(self, text: str) -> bool:
        """ "Tổng số", "Toàn huyện", "Cộng": the whole of what the sender reports for."""
        return read_total(text)[0]

    def is_group(self, text: str) -> bool:
        """ "Các huyện nghèo", "Khu vực thành thị": a subtotal that is no unit."""
        return is_group(text)

    def match(
        self,
        text: str,
        on: dt.date,
        code: str = "",
        district_code: str | None = None,
        level: str | None = None,
    ) -> UnitMatch:
        """The unit that a text (and the code beside it) names on a day.

        `district_code` and `level` are what the table says around it: a column of districts, a header
        such as "Xã, thị trấn" (see `read_level`).
        """
        remembered = self._remembered.get(name_key(text))
        if remembered is not None and not code.strip():
            unit = self._reference.find_unit(remembered, on)
            if unit or not remembered:
                return UnitMatch(unit, how="remembered")
        coded = self._find_coded(code, on)
        if coded:
            return self._match_code(coded, code, text, on)
        is_total, kind = read_total(text)
        return (
            self._match_total(text, kind, on)
            if is_total
            else self._match_name(text, on, district_code, level)
        )

    def _match_total(self, text: str, kind: str | None, on: dt.date) -> UnitMatch:
        level = KINDS[kind] if kind else self._sender.level
        if level == "province" and self._sender.level in ("department", "province"):
            return UnitMatch(find_province(self._reference, self._sender, on) or self._sender, how="own")
        if level == self._sender.level:
            if self._sender.is_valid_on(on) or level == "department":
                return UnitMatch(self._sender, how="own")
            return self._not_valid(text, [self._sender], on)
        return UnitMatch(None, "outside_unit", {"text": _shown(text), "sender": self._sender.name})

    def _match_name(self, text: str, on: dt.date, district_code: str | None, level: str | None) -> UnitMatch:
        place = self._read_place(text)
        found = self._find_named(text, place)
        if place.has_more:
            return self._unknown(text, on)
        found = self._within(found, place, district_code)
        if not found:
            return self._unknown(text, on)
        valid = [unit for unit in found if unit.is_valid_on(on)]
        if not valid:
            return self._not_valid(text, found, on)
        own = [unit for unit in valid if may_report(self._sender, unit)]
        if not own:
            details = {"text": _shown(text), "name": self._label(valid[0]), "sender": self._sender.name}
            return UnitMatch(None, "outside_unit", details, strangers=tuple(valid))
        exact = {one for key in (place.key, name_key(text)) for one in self._by_key.get(key, ())}
        own = self._nearest([unit for unit in own if unit in exact] or own, place, level)
        if len(own) > 1:
            return self._ambiguous(text, own)
        return UnitMatch(own[0], how="name" if own[0] in exact else "unaccented")

    def _read_place(self, text: str) -> PlaceText:
        """The place in a text; a name that holds a dash itself ("Sở Lao động - Thương binh …") stays whole."""
        place, whole = read_place(text), name_key(text)
        return PlaceText(whole) if whole in self._by_key and (place.district or place.has_more) else place

    def _find_named(self, text: str, place: PlaceText) -> list[ReportingUnit]:
        """Every unit of that name, whenever and wherever; without accents only for what is typed without."""
        found = {one: None for key in (name_key(text), place.key) for one in self._by_key.get(key, ())}
        if place.key.isascii():
            found |= dict.fromkeys(self._by_plain.get(place.key, ()))
        if not found:
            found = dict.fromkeys(self._by_key.get(self._joined.get(place.key.replace(" ", ""), ""), ()))
        if not found and len(place.key) > 2:
            found = {
                one: None for one in self._by_plain.get(_run_together(text), ()) if one.level == "department"
            }
        return [unit for unit in found if place.kind in (None, self._kinds[unit])]

    def _within(
        self, found: Sequence[ReportingUnit], place: PlaceText, district_code: str | None
    ) -> list[ReportingUnit]:
        """Those in the district and the province that are named behind the place or beside it."""
        kept = list(found)
        if place.province:
            provinces = self._lookup(place.province, "province")
            kept = [
                unit for unit in kept if any(one.territory_code == unit.territory_code for one in provinces)
            ]
        districts = (
            {unit.code for unit in self._lookup(place.district, "district")} if place.district else set()
        )
        if place.district and not districts and not self._lookup(place.district, "province"):
            return []
        if place.district and self._lookup(place.district, "province"):
            districts = set()
        if district_code and not districts:
            districts = {district_code}
        inside = [unit for unit in kept if unit.level != "commune" or unit.district_code in districts]
        return inside if districts else kept

    def _lookup(self, key: str, level: str) -> list[ReportingUnit]:
        found = self._by_key.get(key) or (self._by_plain.get(key, []) if key.isascii() else [])
        return [unit for unit in found if unit.level == level]

    def _nearest(
        self, own: Sequence[ReportingUnit], place: PlaceText, level: str | None
    ) -> list[ReportingUnit]:
        """Of several units of one name, those the table speaks of: its level, else a province's districts."""
        if len(own) < 2 or place.kind:
            return list(own)
        hinted = [unit for unit in own if unit.level == level]
        if hinted or level:
            return hinted or list(own)
        if self._sender.level in ("province", "department") and not any(
            one.level == "province" for one in own
        ):
            return [unit for unit in own if unit.level == "district"] or list(own)
        return list(own)

    def _find_coded(self, code: str, on: dt.date) -> ReportingUnit | None:
        """The unit of a code, also of one that lost its zeros in a number cell ("70.0")."""
        bare = re.sub(r"\.0$", "", code.strip()).upper()
        written = (bare, bare.zfill(2), bare.zfill(3), bare.zfill(5)) if bare.isdigit() else (bare,)
        found = [unit for one in written if (unit := self._reference.find_unit(one, on))]
        own = [unit for unit in found if may_report(self._sender, unit)]
        return next(iter([*own, *found]), None)

    def _match_code(self, coded: ReportingUnit, code: str, text: str, on: dt.date) -> UnitMatch:
        """The unit of the code, if the name beside it does not speak of another."""
        if not may_report(self._sender, coded):
            details = {"text": _shown(text) or code, "name": self._label(coded), "sender": self._sender.name}
            return UnitMatch(None, "outside_unit", details)
        place = self._read_place(text)
        is_named = coded in self._find_named(text, place) or read_total(text)[0] or not name_key(text)
        if is_named:
            return UnitMatch(coded, how="code")
        named = self._match_name(text, on, None, None)
        if named.problem == "unit_not_valid":
            return named
        if named.unit is None and likeness(plain_key(text), plain_key(coded.name)) >= _SLIP:
            return UnitMatch(coded, how="code")
        details = {"text": _shown(text), "code": code.strip(), "name": self._label(coded)}
        proposals = [Proposal(coded.code, self._label(coded), 100.0)]
        proposals += (
            [Proposal(named.unit.code, self._label(named.unit), 100.0)] if named.unit else named.proposals
        )
        return UnitMatch(None, "code_name_differ", details, tuple(proposals[:3]))

    def _unknown(self, text: str, on: dt.date) -> UnitMatch:
        place = read_place(text)
        keys: dict[str, list[tuple[str, str]]] = {}
        for unit in self._reference.list_units(on):
            if may_report(self._sender, unit) and (not place.kind or unit.level == KINDS[place.kind]):
                for key in {plain_key(unit.name), plain_key(unit.short_name)}:
                    keys.setdefault(key, []).append((unit.code, self._label(unit)))
        wanted = plain_key(f"{place.kind or ''} {place.key}")
        return UnitMatch(None, "unknown_unit", {"text": _shown(text)}, propose(wanted, keys))

    def _ambiguous(self, text: str, found: Sequence[ReportingUnit]) -> UnitMatch:
        proposals = tuple(Proposal(unit.code, self._label(unit), 100.0) for unit in found)
        details = {"text": _shown(text), "names": _listed(one.name for one in proposals)}
        return UnitMatch(None, "ambiguous_unit", details, proposals)

    def _not_valid(self, text: str, found: Sequence[ReportingUnit], on: dt.date) -> UnitMatch:
        """A unit that is no more, or not yet: with those that stand in its place on the day."""
        near = [unit for unit in found if may_report(self._sender, unit)]
        near = (
            near
            or [unit for unit in found if unit.territory_code == self._sender.territory_code]
            or list(found)
        )
        after = {one: None for unit in near for one in self._succession.continued_by(unit, on)}
        details = {
            "text": _shown(text),
            "name": _listed(self._label(unit) for unit in near),
            "day": _day(on),
            "valid_from": _day(near[0].valid_from) if near[0].valid_from > on else "",
            "valid_to": _day(near[0].valid_to) if near[0].valid_to and near[0].valid_to < on else "",
            "successors": _listed(self._label(unit) for unit in after),
        }
        proposals = tuple(Proposal(unit.code, self._label(unit), 100.0) for unit in after)
        return UnitMatch(None, "unit_not_valid", details, proposals)

    def _label(self, unit: ReportingUnit) -> str:
        """The unit's name, with its district where two communes share the name."""
        twins = [
            one for one in self._by_key.get(name_key(unit.name), ()) if one.valid_from == unit.valid_from
        ]
        if unit.level != "commune" or len(twins) < 2:
            return unit.name
        district = next(
            (
                one
                for one in self._reference.units
                if one.level == "district" and one.code == unit.district_code
            ),
            None,
        )
        return f"{unit.name} ({district.name[0].lower()}{district.name[1:]})" if district else unit.name


def read_level(header: str) -> str | None:
    """The level of units that a header announces: "Xã, phường, thị trấn" communes, "Huyện, thành phố" districts."""
    words = set(plain_key(header).split())
    is_commune = bool(words & {"xa", "phuong"}) and "xa hoi" not in plain_key(header)
    is_district = "huyen" in words
    return None if is_commune == is_district else "commune" if is_commune else "district"


def _in_short(unit: ReportingUnit, key: str) -> str:
    """ "tq" of "TPTQ"; a department's short name run together, "soldtbxh"."""
    if unit.level == "department":
        return _run_together(unit.short_name)
    return (
        "".join(word[0] for word in plain_key(key).split()) if unit.level in ("province", "district") else ""
    )


def _run_together(text: str) -> str:
    return "".join(sign for sign in plain_text(text) if sign.isalnum())


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:_MOST_NAMES]) + (", …" if len(listed) > _MOST_NAMES else "")


def _day(day: dt.date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _shown(text: str) -> str:
    return " ".join(text.split())[:80]
