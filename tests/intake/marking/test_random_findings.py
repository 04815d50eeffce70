"""Whatever the findings and however broken the file: a sound marked copy, or the one exception."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.marking.package_rules import find_faults
from tests.intake.marking.test_open_document import open_document
from tests.intake.marking.workbooks import SHEET, read_looks, read_values, rich_workbook, with_parts
from tracker.intake.container import open_container
from tracker.intake.finding import Finding
from tracker.intake.marking import NotMarkable, marked_copy, without_marks

_OFFICE, _OPEN = rich_workbook(), open_document()
_CELLS = st.builds(lambda column, row: f"{column}{row}", st.sampled_from("ABCDEGZ"), st.integers(1, 40))
_PLACES = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.builds(lambda cell: f"{SHEET}!{cell}", _CELLS),
    st.builds(lambda one, two: f"{SHEET}!{one}:{two}", _CELLS, _CELLS),
)
_FINDINGS = st.lists(
    st.builds(
        lambda code, place, text: Finding(code, place, {"present": text, "absent": text}),
        st.sampled_from(["missing_value", "missing_part", "no_values"]),
        _PLACES,
        st.text(max_size=40),
    ),
    max_size=25,
)
_settings = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@_settings
@given(_FINDINGS, _FINDINGS)
def test_an_office_workbook(first: list[Finding], second: list[Finding]) -> None:
    once = marked_copy(_OFFICE, first).content
    twice = marked_copy(once, second).content
    assert find_faults(once) == find_faults(twice) == []
    assert read_values(twice)[SHEET] == read_values(_OFFICE)[SHEET]
    assert open_container(twice).kind == "xlsx"
    cleared = without_marks(twice)
    assert find_faults(cleared) == []
    assert read_looks(cleared) == read_looks(_OFFICE)
    assert read_values(cleared) == read_values(_OFFICE)


@_settings
@given(_FINDINGS, _FINDINGS)
def test_an_open_document(first: list[Finding], second: list[Finding]) -> None:
    once = marked_copy(_OPEN, first).content
    twice = marked_copy(once, second).content
    before, after = read_values(_OPEN)[SHEET], read_values(twice)[SHEET]
    assert [row[:4] for row in after[: len(before)]] == before
    assert not any(any(cell != "" for cell in row[4:]) for row in after)
    assert open_container(twice).kind == "ods"
    cleared = read_values(without_marks(twice))
    assert list(cleared) == list(read_values(_OPEN))
    assert [row[:4] for row in cleared[SHEET][: len(before)]] == before


@pytest.mark.parametrize("sent", [_OFFICE, _OPEN], ids=["xlsx", "ods"])
def test_broken_parts(sent: bytes) -> None:
    """Bytes and whole pieces of the parts changed at random, always the same way."""
    chance = random.Random(3)
    findings = [Finding("missing_value", f"{SHEET}!{cell}") for cell in ("A2", "B2", "C4", "B7", "H20")]
    marked = marked_copy(sent, findings).content
    outcomes = {True: 0, False: 0}
    for _ in range(250):
        broken = with_parts(chance.choice([sent, marked]), lambda parts: _break(parts, chance))
        try:
            again = marked_copy(broken, findings).content
            without_marks(again)
            outcomes[True] += 1
        except NotMarkable as error:
            assert str(error).endswith(".")
            outcomes[False] += 1
    assert min(outcomes.values()) > 10


def _break(parts: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice([one for one in parts if one.endswith((".xml", ".rels", ".vml"))])
    content = parts[name]
    at, length = chance.randrange(len(content)), chance.randrange(1, 60)
    change = chance.randrange(5)
    if change == 0:
        del parts[name]
    elif change == 1:
        parts[name] = content[:at] + content[at + length :]
    elif change == 2:
        parts[name] = content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
    elif change == 3:  # an attribute or a number with another value
        pieces = content.split(b'"')
        pieces[chance.randrange(len(pieces))] = chance.choice(
            [b"", b"0", b"-1", b"99999", b"A1", b"x\xc3\xa1"]
        )
        parts[name] = b'"'.join(pieces)
    else:  # elements in another order, or one of them twice
        pieces = content.split(b"><")
        one, two = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        pieces[one] = pieces[two]
        parts[name] = b"><".join(pieces)
