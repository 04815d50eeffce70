"""Load the catalogue: strict shapes first, then what the parts must agree on; all mistakes at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tracker.catalogue.agreement import SECTIONS, find_disagreements
from tracker.catalogue.mistakes import CatalogueError, Mistake
from tracker.catalogue.model import Catalogue
from tracker.catalogue.yaml_lines import LinedData, Place, describe_place
from tracker.words.checks import mistake_text, wrong_kind_text

__all__ = ["CatalogueError", "Mistake", "load_catalogue"]

_Faults = Sequence[Any]  # pydantic's details of errors


def load_catalogue(path: Path) -> Catalogue:
    """The catalogue of a file; raises CatalogueError with every mistake and its line."""
    lined = LinedData(path)
    mistakes = list(lined.mistakes)
    kept = {name: list(range(len(_entries(lined.data, name)))) for name in SECTIONS}
    catalogue: Catalogue | None
    try:
        catalogue = Catalogue.model_validate(lined.data, strict=True)
    except ValidationError as error:
        mistakes += [_shape_mistake(one, lined) for one in error.errors()]
        catalogue, kept = _sound_part(lined.data, error.errors())
    if catalogue:
        mistakes += _disagreements(catalogue, kept, lined)
    if mistakes or not catalogue:
        raise CatalogueError(mistakes)
    return catalogue


def _disagreements(catalogue: Catalogue, kept: dict[str, list[int]], lined: LinedData) -> list[Mistake]:
    def in_file(place: Place) -> Place:
        if len(place) > 1 and place[0] in kept and isinstance(place[1], int):
            return (place[0], kept[str(place[0])][place[1]], *place[2:])
        return place

    declared = {
        name: {one.get("code") for one in _entries(lined.data, name) if isinstance(one, dict)}
        for name in SECTIONS
    }
    found = find_disagreements(catalogue, declared, lambda place: lined.line_of(in_file(place)))
    return [
        Mistake(lined.file, lined.line_of(in_file(place)), describe_place(in_file(place), lined.data), text)
        for place, text in found
    ]


def _sound_part(data: dict[str, Any], faults: _Faults) -> tuple[Catalogue | None, dict[str, list[int]]]:
    """The catalogue without its misshapen entries, so that the rest is checked too, and the indexes kept."""
    places = [one["loc"] for one in faults]
    bad = {(place[0], place[1]) for place in places if len(place) > 1 and place[0] in SECTIONS}
    bad_keys = {place[0] for place in places if place and place[0] not in SECTIONS}
    kept = {
        name: [index for index in range(len(_entries(data, name))) if (name, index) not in bad]
        for name in SECTIONS
    }
    sound = {key: value for key, value in data.items() if key not in bad_keys} | {
        name: tuple(_entries(data, name)[index] for index in indexes) for name, indexes in kept.items()
    }
    try:
        return Catalogue.model_validate(sound, strict=True), kept
    except ValidationError:
        return None, kept


def _entries(data: dict[str, Any], section: str) -> tuple[Any, ...]:
    entries = data.get(section)
    return entries if isinstance(entries, tuple) else ()


def _shape_mistake(one: Any, lined: LinedData) -> Mistake:
    place: Place = tuple(one["loc"])
    key = place[-1] if place else ""
    if one["type"] == "extra_forbidden":
        text = mistake_text("unknown_key", key=key)
    elif one["type"] == "missing":
        place = place[:-1]
        if isinstance(key, int):
            text = mistake_text("missing_item", number=key + 1)
        else:
            text = mistake_text("missing_key", key=key)
    else:
        text = wrong_kind_text(one["type"], one["input"], one.get("ctx", {}), one["msg"])
    return Mistake(lined.file, lined.line_of(place), describe_place(place, lined.data), text)
