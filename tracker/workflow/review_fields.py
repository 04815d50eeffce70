"""Fields: which programme and group a figure belongs to, who may accept it, and when nothing is left to accept."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tracker.access.actor import Actor
from tracker.access.rights import may, require
from tracker.catalogue.frames import programme_of
from tracker.catalogue.model import Catalogue
from tracker.core.review import covers

Field = tuple[str, str]  # the programme that runs in the year, and the group


def field_of(catalogue: Catalogue, indicator_code: str, year: int) -> Field | None:
    """The field of an indicator, or of a part of one (GN-11.NK); None when the catalogue does not know it."""
    known = {one.code: one for one in catalogue.indicators}
    one = known.get(indicator_code) or known.get(indicator_code.rpartition(".")[0])
    return (programme_of(catalogue, one, year).code, one.group) if one else None


def fields_of(catalogue: Catalogue, indicator_codes: Iterable[str], year: int) -> tuple[Field, ...]:
    """The distinct fields of these indicators, in catalogue order."""
    found = {field_of(catalogue, code, year) for code in set(indicator_codes)}
    programmes = [one.code for one in catalogue.programmes]
    groups = [one.code for one in catalogue.groups]
    known = [field for field in found if field]
    return tuple(sorted(known, key=lambda field: (programmes.index(field[0]), groups.index(field[1]))))


def left_over(fields: Iterable[Field], accepted: Collection[str]) -> tuple[Field, ...]:
    """The fields that nobody has accepted yet."""
    return tuple(field for field in fields if not covers(accepted, field))


def own_fields(actor: Actor, fields: Iterable[Field]) -> tuple[str, ...]:
    """What the actor may accept of these fields: a programme whole, else its groups."""
    found: dict[str, None] = {}
    for programme, group in fields:
        if may(actor, "review", field=programme):
            found[programme] = None
        elif may(actor, "review", field=group):
            found[group] = None
    return tuple(found)


def require_field(actor: Actor, fields: Iterable[Field], field: str) -> None:
    """Raises NotAllowed unless the actor may accept the field: itself, or the programme it is a group of."""
    wider = next((programme for programme, group in fields if group == field), field)
    require(actor, "review", field=wider if may(actor, "review", field=wider) else field)


def field_name(catalogue: Catalogue, code: str) -> str:
    """The name of a programme or a group, as the screen says it."""
    programmes = {one.code: one.short_name for one in catalogue.programmes}
    groups = {one.code: one.name for one in catalogue.groups}
    return programmes.get(code) or groups.get(code) or code
