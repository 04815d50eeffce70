"""What a correct reader finds in a workbook, and where an answer of the product differs from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl.utils import range_boundaries

Entry = Mapping[str, Any]  # one value or one finding, as in the *.expected.json files

# The kinds of the README of the samples, and the codes of ours that say the same.
CODES_OF: Mapping[str, frozenset[str]] = {
    kind: frozenset(codes.split())
    for kind, codes in {
        "missing-value": "missing_figure missing_value",
        "number-as-text": "number_as_text",
        "ambiguous-number": "ambiguous_number reread_percent",
        "unreadable-number": "not_a_number",
        "date-instead-of-number": "date_instead_of_number",
        "unit-converted": "unit_converted",
        "wrong-unit-of-measure": "wrong_unit_of_measure",
        "formula-error": "excel_error",
        "formula-without-cached-value": "formula_without_value",
        "duplicate-row": "duplicate_row",
        "duplicate-conflict": "duplicate_conflict duplicate_key",
        "unknown-unit": "unknown_unit",
        "ambiguous-unit": "ambiguous_unit",
        "outside-unit": "outside_unit unknown_unit",
        "code-name-differ": "code_name_differ",
        "unit-not-valid-at-date": "unit_not_valid",
        "unknown-indicator": "unknown_indicator",
        "unknown-period": "unknown_period",
        "scope-change": "scope_change",
        "percent-over-100": "percent_over_100",
        "negative-count": "negative_count",
        "numerator-exceeds-denominator": "numerator_exceeds_denominator percent_over_100",
        "part-exceeds-whole": "part_exceeds_whole",
        "rate-mismatch": "rate_mismatch",
        "sum-mismatch": "sum_mismatch",
        "identity-broken": "identity_broken",
        "h1-exceeds-year-estimate": "h1_exceeds_year_estimate estimate_below_actual",
        "hidden-column": "hidden_columns",
        "hidden-rows": "hidden_rows",
        "tcvn3-converted": "tcvn3_converted legacy_encoding",
        "vni-converted": "vni_converted tcvn3_converted legacy_encoding",
        "encoding-guessed": "encoding_guessed",
        "macro-present": "macro_present",
        "external-link": "external_link",
        "formula-like-text": "formula_like_text",
        "markup-in-text": "markup_in_text",
        "wrong-unit": "wrong_unit outside_unit",
        "no-table": "no_table not_our_form text_without_table no_values no_figures",
        "empty-file": "empty_file",
        "not-a-workbook": "not_a_workbook text_without_table",
        "password-protected": "encrypted_file",
        "truncated-archive": "truncated_file not_a_workbook",
        "decompression-bomb": "unpacked_too_large too_many_cells too_much_text",
        "html-disguised-as-xls": "html_file",
        "forbidden-markup": "forbidden_markup truncated_file",
    }.items()
}
_NUMBERS = ("value", "numerator", "denominator")
_RATE, _COUNT = 0.005, 1e-6  # how far a rate, how far a count may be off
_Area = tuple[str, int, int, int, int]


def find_differences(answer: Entry, expected: Entry, rates: frozenset[str]) -> list[str]:
    """Every point in which the answer (as `python -m tracker intake` prints it) is not the expected one.

    `rates`: the codes of indicators in per cent or points. Keys of `expected` as in the README of the
    samples; `must` may hold several decisions, `more_values` and `more_errors` allow others than the
    listed, `not_said` holds codes that must not be there.
    """
    allowed = [expected["must"]] if isinstance(expected["must"], str) else expected["must"]
    faults = [] if answer["decision"] in allowed else [f"decision {answer['decision']}, not {allowed}"]
    faults += _compare_values(answer["values"], expected, rates)
    faults += _compare_findings(answer["findings"], expected)
    return faults


def _key(value: Entry) -> tuple[str, ...]:
    unit = value.get("unit_code", value["unit"])
    return (value["indicator"], unit, value["period"], value["measure"], value["cell"])


def _compare_values(found: Sequence[Entry], expected: Entry, rates: frozenset[str]) -> Iterator[str]:
    wanted = {_key(value): value for value in expected["values"]}
    read: dict[tuple[str, ...], Entry] = {}
    for value in found:
        if _key(value) in read:
            yield f"{_key(value)} is read twice"
        read[_key(value)] = value
    for key, value in wanted.items():
        if key in read:
            yield from _compare_value(key, read[key], value, rates)
        elif not value.get("optional"):
            near = [other[:-1] for other in read if other[-1] == key[-1]]
            yield f"{key} is not read; at this cell: {near}"
    if not expected.get("more_values"):
        yield from (f"{key} should not be read: {read[key]['value']}" for key in read if key not in wanted)


def _compare_value(key: tuple[str, ...], found: Entry, wanted: Entry, rates: frozenset[str]) -> Iterator[str]:
    for name in _NUMBERS:
        right = [wanted.get(name)] + ([wanted["if_computed"]] if "if_computed" in wanted else [])
        far = _RATE if name == "value" and wanted["indicator"] in rates else _COUNT
        if name in wanted and not any(_agree(found.get(name), one, far) for one in right):
            yield f"{key} {name}: read {found.get(name)}, not {wanted.get(name)}"
    for ours, theirs in (("target_op", "op"), ("target_low", "lo"), ("target_high", "hi")):
        if theirs in wanted and found.get(ours) != wanted[theirs]:
            yield f"{key} {ours}: read {found.get(ours)}, not {wanted[theirs]}"


def _agree(found: float | None, wanted: float | None, far: float) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return abs(found - wanted) <= max(far, 1e-9 * abs(wanted))


def _compare_findings(found: Sequence[Entry], expected: Entry) -> Iterator[str]:
    for finding in expected["findings"]:
        if not any(_says(one, finding) for one in found):
            there = [(one["code"], one["cell"]) for one in found if _touch(one["cell"], finding["cell"])]
            yield f"{finding['severity']} {finding['kind']} at {finding['cell']!r} is not said; there: {there}"
    errors = [finding for finding in expected["findings"] if finding["severity"] == "error"]
    for one in found if not expected.get("more_errors") else ():
        if one["severity"] == "error" and not any(_touch(one["cell"], other["cell"]) for other in errors):
            yield f"error {one['code']} at {one['cell']!r} is too much: {one['message']}"
    silent = set(expected.get("not_said", ()))
    yield from (f"{one['code']} at {one['cell']!r} is too much" for one in found if one["code"] in silent)


def _says(found: Entry, wanted: Entry) -> bool:
    """The same severity and kind, at that place; a place that is not given is the whole file."""
    codes = CODES_OF.get(wanted["kind"])
    return (
        found["severity"] == wanted["severity"]
        and (codes is None or found["code"] in codes)
        and _touch(found["cell"], wanted["cell"])
    )


def _touch(found: str | None, wanted: str | None) -> bool:
    """Whether the places share a cell; where no place is wanted, any will do."""
    if not wanted or not found:
        return not wanted
    first, second = _area(found), _area(wanted)
    return (
        first[0] == second[0]
        and first[1] <= second[3]
        and second[1] <= first[3]
        and first[2] <= second[4]
        and second[2] <= first[4]
    )


def _area(place: str) -> _Area:
    """Sheet, first column, first row, last column, last row of `Sheet!C9:D39`."""
    sheet, _, cells = place.rpartition("!")
    left, top, right, bottom = range_boundaries(re.sub(r"\$", "", cells))
    far = 1_048_576
    return sheet.strip("'"), left or 1, top or 1, right or far, bottom or far
