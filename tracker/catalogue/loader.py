"""Load the catalogue: strict shapes first, then what the parts must agree on; all mistakes at once."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from tracker.catalogue.agreement import find_disagreements
from tracker.catalogue.mistakes import CatalogueError, Mistake
from tracker.catalogue.model import Catalogue
from tracker.catalogue.yaml_lines import LinedData, Place, describe_place
from tracker.words.checks import mistake_text

__all__ = ["CatalogueError", "Mistake", "load_catalogue"]


def load_catalogue(path: Path) -> Catalogue:
    """The catalogue of a file; raises CatalogueError with every mistake and its line."""
    lined = LinedData(path)
    try:
        catalogue = Catalogue.model_validate(lined.data)
    except ValidationError as error:
        raise CatalogueError([*lined.mistakes, *_shape_mistakes(error, lined)]) from error
    found = [
        Mistake(lined.file, lined.line_of(place), describe_place(place, lined.data), text)
        for place, text in find_disagreements(catalogue, lined.line_of)
    ]
    if lined.mistakes or found:
        raise CatalogueError([*lined.mistakes, *found])
    return catalogue


def _shape_mistakes(error: ValidationError, lined: LinedData) -> list[Mistake]:
    mistakes = []
    for one in error.errors():
        place: Place = tuple(one["loc"])
        key = place[-1] if place else ""
        if one["type"] == "extra_forbidden":
            text = mistake_text("unknown_key", key=key)
        elif one["type"] == "missing":
            text = mistake_text("missing_key", key=key)
            place = place[:-1]
        else:
            text = mistake_text("wrong_kind", problem=one["msg"])
        where = describe_place(place, lined.data)
        mistakes.append(Mistake(lined.file, lined.line_of(place), where, text))
    return mistakes
