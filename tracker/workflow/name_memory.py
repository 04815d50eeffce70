"""Names in a sender's tables: read with what was assigned before, and remember what is assigned now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.intake.layout import FormRequest
from tracker.intake.names.keys import name_key
from tracker.intake.reading import FindPrevious, Intake, read_workbook
from tracker.intake.recognition import Recognition, Remembered
from tracker.store import Store
from tracker.store.name_memory import NameMeaning
from tracker.words import receiving_texts as words
from tracker.workflow.receipts import HandInError, Receipt
from tracker.workflow.steps import OnStep, tell_nobody

_ANY_LAYOUT = ""  # no table has it: what is found is the sender's last word in any other


def read_with_memory(
    store: Store,
    content: bytes,
    request: FormRequest,
    filename: str,
    reference: Reference,
    assigned: Remembered | None,
    find_previous: FindPrevious,
    on_step: OnStep,
) -> Intake:
    """Read a file with what its sender assigned before; again when its layout knows better.

    Which layout a file has is known once it is read. Most senders have one, so the last word in any
    layout is tried first.
    """

    def read(memory: Remembered, on_step: OnStep) -> Intake:
        return read_workbook(content, request, filename, reference, memory, find_previous, on_step)

    guess = _with(find_names(store, request.unit, _ANY_LAYOUT, request.catalogue), assigned)
    found = read(guess, on_step)
    layout = found.recognition.layout_key
    if not layout:
        return found
    known = _with(find_names(store, request.unit, layout, request.catalogue), assigned)
    if _said_of(known, found.recognition) == _said_of(guess, found.recognition):
        return found
    on_step("reading_again")
    return read(known, tell_nobody)


def find_names(store: Store, unit: ReportingUnit, layout_key: str, catalogue: Catalogue) -> Remembered:
    """What a sender assigned before, without indicators that the catalogue no longer has."""
    rows = store.find_names((unit.code, unit.valid_from), layout_key)
    known = {"", *(one.code for one in catalogue.indicators)}
    by_kind: dict[str, dict[str, str]] = {"indicator": {}, "unit": {}}
    for row in rows.itertuples(index=False):
        if row.kind == "unit" or row.code in known:
            by_kind[str(row.kind)][str(row.name_key)] = str(row.code)
    return Remembered(by_kind["indicator"], by_kind["unit"])


def remember_names(store: Store, receipt: Receipt, assigned: Remembered, by: str, at: dt.datetime) -> None:
    """Keep assignments for the receipt's sender and layout; a form has no names to assign."""
    layout = receipt.recognition.layout_key
    if not layout:
        return
    names = [NameMeaning("indicator", key, code) for key, code in assigned.indicators.items()]
    names += [NameMeaning("unit", key, code) for key, code in assigned.units.items()]
    store.remember_names((receipt.unit.code, receipt.unit.valid_from), layout, names, by, at)


def read_assignments(texts: Sequence[str], catalogue: Catalogue, reference: Reference) -> Remembered:
    """`NAME=CODE` each; without a code the rows of that name are left out. Raises HandInError."""
    indicators: dict[str, str] = {}
    units: dict[str, str] = {}
    for text in texts:
        name, sign, code = (part.strip() for part in text.rpartition("="))
        if not sign or not name:
            raise HandInError(words.NOT_AN_ASSIGNMENT.format(text=text))
        is_indicator = code in {one.code for one in catalogue.indicators}
        is_unit = code in {one.code for one in reference.units}
        if code and not is_indicator and not is_unit:
            raise HandInError(words.NO_MEANING.format(code=code))
        if is_indicator or not code:
            indicators[name_key(name)] = code
        if is_unit or not code:
            units[name_key(name)] = code
    return Remembered(indicators, units)


def used_assignments(assigned: Remembered, recognition: Recognition) -> Remembered:
    """Of the assignments those whose names stand in the file."""
    there = {(name.kind, name.key) for name in recognition.names}
    return Remembered(
        {key: code for key, code in assigned.indicators.items() if ("indicator", key) in there},
        {key: code for key, code in assigned.units.items() if ("unit", key) in there},
    )


def absent_names(texts: Sequence[str], recognition: Recognition) -> list[str]:
    """The names of `NAME=CODE` texts that stand nowhere in the file."""
    there = {name.key for name in recognition.names}
    names = [text.rpartition("=")[0].strip() for text in texts]
    return [name for name in names if name_key(name) not in there]


def _with(remembered: Remembered, assigned: Remembered | None) -> Remembered:
    if assigned is None:
        return remembered
    return Remembered(
        {**remembered.indicators, **assigned.indicators}, {**remembered.units, **assigned.units}
    )


def _said_of(remembered: Remembered, recognition: Recognition) -> Mapping[tuple[str, str], str | None]:
    """What the memory says of the names of a file."""
    by_kind = {"indicator": remembered.indicators, "unit": remembered.units}
    return {(name.kind, name.key): by_kind[name.kind].get(name.key) for name in recognition.names}
