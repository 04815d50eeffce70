"""The whole matrix of rights as a table: role × action, for one's own and another's unit and field."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import get_args

import pytest

from tracker.access.actor import ROLES, Actor, at_console, stranger
from tracker.access.rights import ACTIONS, Action, NotAllowed, may, require
from tracker.words.access_texts import ACTION_NAMES, ROLE_NAMES

START = dt.date(2025, 7, 1)
OWN_UNIT, OTHER_UNIT = ("02215", START), ("02398", START)
# The same code before the merger is another unit.
EARLIER_UNIT = ("02215", dt.date(1900, 1, 1))
OWN_FIELD, OTHER_FIELD = "CTXH", "GNBV"

# yes: always; own: for one's own units (reporter) or in one's own fields (reviewer) alone; no: never.
# Columns: stranger where viewing is public, viewer, leader (a viewer who is one), reporter, reviewer,
# coordinator, administrator.
MATRIX = """
own_account       no   yes  yes  yes  yes  yes  yes
view              yes  yes  yes  yes  yes  yes  yes
view_provisional  no   yes  yes  yes  yes  yes  yes
export            no   yes  yes  yes  yes  yes  yes
view_hand_ins     no   no   yes  own  yes  yes  yes
submit            no   no   no   own  no   yes  no
undo              no   no   no   own  no   yes  no
ask_reopen        no   no   no   own  no   yes  no
write_text        no   no   no   own  no   yes  no
answer            no   no   no   own  no   yes  no
see_reviews       no   no   yes  no   yes  yes  no
review            no   no   no   no   own  no   no
consolidate       no   no   no   no   no   yes  no
reopen            no   no   no   no   no   yes  no
manage_rounds     no   no   no   no   no   yes  yes
remind            no   no   no   no   no   yes  no
ask               no   no   yes  no   no   no   no
sign              no   no   yes  no   no   no   no
see_audit         no   no   no   no   no   yes  yes
manage_accounts   no   no   no   no   no   no   yes
begin_real        no   no   no   no   no   no   yes
recount           no   no   no   no   no   yes  yes
"""
TABLE = {line.split()[0]: line.split()[1:] for line in MATRIX.strip().splitlines()}
COLUMNS = ("stranger", "viewer", "leader", "reporter", "reviewer", "coordinator", "administrator")


def person(column: str) -> Actor:
    if column == "stranger":
        return stranger(may_view=True)
    role = "viewer" if column == "leader" else column
    return Actor(
        role,  # type: ignore[arg-type]
        column,
        units=frozenset({OWN_UNIT}),
        fields=frozenset({OWN_FIELD}),
        is_leader=column == "leader",
    )


def test_the_table_names_every_action_and_role() -> None:
    assert tuple(TABLE) == ACTIONS == get_args(Action)
    assert {len(cells) for cells in TABLE.values()} == {len(COLUMNS)}
    assert set(ROLES) <= set(COLUMNS)
    assert set(ACTION_NAMES) == set(ACTIONS) and set(ROLE_NAMES) == set(ROLES)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("column", COLUMNS)
def test_the_rules_are_the_table(action: Action, column: str) -> None:
    cell = TABLE[action][COLUMNS.index(column)]
    actor, is_reviewing = person(column), column == "reviewer"
    on_own = {"field": OWN_FIELD} if is_reviewing else {"unit": OWN_UNIT}
    on_other = {"field": OTHER_FIELD} if is_reviewing else {"unit": OTHER_UNIT}
    found = (may(actor, action), may(actor, action, **on_own), may(actor, action, **on_other))  # type: ignore
    assert found == {"yes": (True, True, True), "own": (True, True, False), "no": (False,) * 3}[cell]
    if cell == "own" and not is_reviewing:
        assert not may(actor, action, unit=EARLIER_UNIT)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_leader_may_what_the_role_may_and_ask_and_sign(action: Action, role: str) -> None:
    plain = person(role)
    leader = replace(plain, is_leader=True)
    gained = may(leader, action) and not may(plain, action)
    assert not (may(plain, action) and not may(leader, action))
    assert not gained or action in {"ask", "sign", "view_hand_ins", "see_reviews"}


def test_a_leader_who_reports_reads_the_hand_ins_of_every_unit() -> None:
    leader = Actor("reporter", is_leader=True, units=frozenset({OWN_UNIT}))
    assert may(leader, "view_hand_ins", unit=OTHER_UNIT)
    assert not may(leader, "submit", unit=OTHER_UNIT)


def test_a_stranger_sees_nothing_where_viewing_is_not_public() -> None:
    assert [action for action in ACTIONS if may(stranger(may_view=False), action)] == []


def test_whoever_has_no_unit_or_field_of_their_own_may_do_nothing_with_them() -> None:
    assert not may(Actor("reporter"), "submit")
    assert not may(Actor("reporter"), "submit", unit=OWN_UNIT)
    assert not may(Actor("reviewer"), "review")
    assert not may(Actor("reviewer"), "review", field=OWN_FIELD)


def test_the_console_may_everything() -> None:
    assert all(may(at_console("An"), action, unit=OTHER_UNIT, field=OTHER_FIELD) for action in ACTIONS)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_refusal_says_who_may_not_do_what(column: str) -> None:
    for action in ACTIONS:
        if TABLE[action][COLUMNS.index(column)] == "no":
            with pytest.raises(NotAllowed) as refused:
                require(person(column), action)
            if column != "stranger":
                assert ACTION_NAMES[action] in str(refused.value)
            assert str(refused.value).endswith(".")
