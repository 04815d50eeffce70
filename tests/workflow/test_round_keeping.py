"""Keeping rounds: proposed by the calendars, opened with their duties, changed for a reason, by who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.workflow.rounds import COORDINATOR, OPENED, REPORTER, half_year, open_half_year
from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed
from tracker.core.period import Period
from tracker.store.errors import RoundMoved
from tracker.workflow.round_keeping import (
    RoundError,
    change_deadlines,
    close_round,
    draft_round,
    find_round_of,
    open_round,
    reopen_round,
    set_reminders,
)
from tracker.workflow.rounds import find_duties, link_text, propose_next, propose_round
from tracker.workflow.workspace import Workspace

LATER = OPENED + dt.timedelta(days=10)


def test_the_calendars_propose_names_and_days(workspace: Workspace) -> None:
    half = half_year(workspace)
    assert (half.name, half.period, half.calendar) == ("6 tháng đầu năm 2026", "2026-H1", "common")
    days = [half.cut_off_on, half.units_due_on, half.office_due_on, half.leadership_due_on]
    assert days == [dt.date(2026, 6, day) for day in (14, 15, 25, 28)]
    assert (half.remind_before, half.remind_after, half.has_reminders) == ((7, 1), (1,), True)
    year = propose_round(workspace.catalogue, "annual", 2026)
    assert (year.name, year.units_due_on, year.office_due_on) == ("Năm 2026", dt.date(2026, 12, 15), None)
    review = propose_round(workspace.catalogue, "poverty_review", 2026)
    assert (review.period, review.cut_off_on) == ("2026", dt.date(2026, 12, 31))
    assert review.name not in (half.name, year.name)


@pytest.mark.parametrize(
    ("period", "levels"),
    [
        ("2024-H1", {"district": 18, "department": 5}),
        ("2025-H1", {"district": 18, "department": 5}),
        ("2026-H1", {"commune": 124, "department": 4}),
    ],
)
def test_who_reports_is_who_the_places_are_added_up_from(
    workspace: Workspace, period: str, levels: dict[str, int]
) -> None:
    duties = find_duties(workspace.catalogue, workspace.reference, Period.parse(period))
    assert not duties.duplicated().any()
    units = duties[["unit_code", "unit_valid_from"]].drop_duplicates()
    day = Period.parse(period).ends_on
    found = [workspace.reference.find_unit(code, day) for code in units["unit_code"]]
    assert {level: sum(unit.level == level for unit in found if unit) for level in levels} == levels
    assert len(units) == sum(levels.values())


def test_a_scope_asks_only_for_its_indicators(workspace: Workspace) -> None:
    catalogue, reference, period = workspace.catalogue, workspace.reference, Period.parse("2026-H1")
    every = set(find_duties(catalogue, reference, period)["indicator_code"])
    social = set(find_duties(catalogue, reference, period, ["CTXH"])["indicator_code"])
    group = set(find_duties(catalogue, reference, period, ["CTXH-NL"])["indicator_code"])
    assert group < social < every
    assert {one.code for one in catalogue.indicators if one.group == "CTXH-NL"} >= group


def test_opening_freezes_the_duties_and_counts_them(workspace: Workspace) -> None:
    round_id = draft_round(workspace, half_year(workspace), COORDINATOR, OPENED)
    seen = workspace.store.find_round(round_id)
    units, indicators = open_round(workspace, seen, COORDINATOR, OPENED)
    duties = workspace.store.list_duties(round_id)
    assert (units, indicators) == (128, duties["indicator_code"].nunique())
    with pytest.raises(RoundMoved):
        open_round(workspace, seen, COORDINATOR, LATER)


def test_a_scope_without_anybody_in_it_does_not_open(workspace: Workspace) -> None:
    new = replace(half_year(workspace), field_codes=("GN-QG",))
    round_id = draft_round(workspace, new, COORDINATOR, OPENED)
    with pytest.raises(RoundError, match="Không đơn vị nào"):
        open_round(workspace, workspace.store.find_round(round_id), COORDINATOR, OPENED)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "  "}, "tên kỳ"),
        ({"field_codes": ("XYZ",)}, "“XYZ”"),
        ({"office_due_on": dt.date(2026, 6, 1)}, "01/6/2026.*phải từ 15/6/2026"),
        ({"office_due_on": None, "leadership_due_on": dt.date(2026, 6, 1)}, "Hạn lãnh đạo ký"),
    ],
)
def test_a_draft_that_makes_no_sense_is_refused(
    workspace: Workspace, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(RoundError, match=sentence):
        draft_round(workspace, replace(half_year(workspace), **changes), COORDINATOR, OPENED)
    assert workspace.store.list_rounds() == []


def test_a_name_is_one_line(workspace: Workspace) -> None:
    new = replace(half_year(workspace), name=" 6 tháng\nđầu\tnăm ")
    round_id = draft_round(workspace, new, COORDINATOR, OPENED)
    assert workspace.store.find_round(round_id).name == "6 tháng đầu năm"


def test_a_deadline_is_changed_for_a_reason_and_told_in_words(workspace: Workspace) -> None:
    found = open_half_year(workspace)
    days = {"units_due_on": dt.date(2026, 6, 20), "leadership_due_on": None, "cut_off_on": found.cut_off_on}
    with pytest.raises(RoundError, match="lý do"):
        change_deadlines(workspace, found, days, COORDINATOR, LATER, " ")
    change_deadlines(workspace, found, days, COORDINATOR, LATER, "Mưa lũ")
    event = workspace.store.read_round_events(found.id).iloc[0]
    assert event["detail"] == "Hạn đơn vị nộp: 15/6/2026 → 20/6/2026; Hạn lãnh đạo ký: 28/6/2026 → –"
    assert (event["kind"], event["reason"], event["by"]) == ("deadline_changed", "Mưa lũ", "Văn phòng")
    changed = workspace.store.find_round(found.id)
    with pytest.raises(RoundError, match="chưa đổi gì"):
        change_deadlines(workspace, changed, days, COORDINATOR, LATER, "lần nữa")
    with pytest.raises(RoundError, match="phải từ"):
        early = {"office_due_on": dt.date(2026, 6, 19)}
        change_deadlines(workspace, changed, early, COORDINATOR, LATER, "sớm")


def test_a_closed_round_opens_again_for_a_reason_and_a_signed_one_keeps_its_days(
    workspace: Workspace,
) -> None:
    found = open_half_year(workspace)
    close_round(workspace, found, COORDINATOR, LATER)
    with pytest.raises(RoundError, match="lý do"):
        reopen_round(workspace, found, COORDINATOR, LATER, "")
    reopen_round(workspace, found, COORDINATOR, LATER, "Nộp bổ sung")
    workspace.store.record_round_event(found.id, "signed", "Giám đốc", LATER)
    signed = workspace.store.find_round(found.id)
    with pytest.raises(RoundError, match="đã ký"):
        change_deadlines(workspace, signed, {"units_due_on": dt.date(2026, 7, 1)}, COORDINATOR, LATER, "muộn")
    reopen_round(workspace, signed, COORDINATOR, LATER, "Đính chính")
    assert workspace.store.find_round(found.id).takes_figures


def test_reminders_are_switched_with_an_event_each(workspace: Workspace) -> None:
    found = open_half_year(workspace)

    def put(is_on: bool, before: tuple[int, ...], after: tuple[int, ...]) -> None:
        seen = workspace.store.find_round(found.id)
        set_reminders(workspace, seen, COORDINATOR, LATER, is_on=is_on, before=before, after=after)

    put(True, (1, 7), (1,))  # as it is
    put(False, (7, 1), (1,))
    put(True, (3, 10, 3), ())
    put(True, (3,), ())
    kinds = workspace.store.read_round_events(found.id)["kind"].tolist()
    assert kinds[:3] == ["changed", "reminders_resumed", "reminders_stopped"]
    assert len(kinds) == 5
    assert workspace.store.find_round(found.id).remind_before == (3,)
    with pytest.raises(RoundError, match="từ 0 đến 60"):
        put(True, (61,), ())


@pytest.mark.parametrize(
    "act",
    [
        lambda w, r, who: draft_round(w, half_year(w, 2027), who, LATER),
        lambda w, r, who: open_round(w, r, who, LATER),
        lambda w, r, who: close_round(w, r, who, LATER),
        lambda w, r, who: reopen_round(w, r, who, LATER, "x"),
        lambda w, r, who: change_deadlines(w, r, {"cut_off_on": None}, who, LATER, "x"),
        lambda w, r, who: set_reminders(w, r, who, LATER, is_on=False, before=(), after=()),
    ],
    ids=["draft", "open", "close", "reopen", "change", "reminders"],
)
@pytest.mark.parametrize(
    "who", [Actor("viewer"), Actor("reviewer"), REPORTER, Actor(None)], ids=lambda one: str(one.role)
)
def test_only_who_keeps_rounds_does_any_of_it(
    workspace: Workspace, act: Callable[[Workspace, Any, Actor], object], who: Actor
) -> None:
    found = open_half_year(workspace)
    revision = workspace.store.revision()
    with pytest.raises(NotAllowed):
        act(workspace, found, who)
    assert workspace.store.revision() == revision


def test_the_next_round_is_proposed_and_each_has_a_link_of_its_own(workspace: Workspace) -> None:
    catalogue, today = workspace.catalogue, dt.date(2026, 6, 1)
    made: list[str] = []
    links: list[str] = []
    for _ in range(4):
        rounds = workspace.store.list_rounds()
        code, year = propose_next(catalogue, rounds, today)
        new = propose_round(catalogue, code, year)
        links.append(link_text(rounds, new.period))
        made.append(code + str(year))
        draft_round(workspace, new, COORDINATOR, OPENED)
    assert made == ["half_year2026", "annual2026", "poverty_review2026", "half_year2027"]
    assert links == ["2026-H1", "2026", "2026.2", "2027-H1"]
    assert propose_next(catalogue, [], dt.date(2026, 7, 1)) == ("annual", 2026)  # the half-year is over


def test_a_round_is_found_by_its_period_or_its_name(workspace: Workspace) -> None:
    open_half_year(workspace)
    for code in ("annual", "poverty_review"):
        draft_round(workspace, propose_round(workspace.catalogue, code, 2026), COORDINATOR, OPENED)
    rounds = workspace.store.list_rounds()
    assert find_round_of(rounds, Period.parse("2026-H1")).period == "2026-H1"
    assert find_round_of(rounds, Period.parse("2026"), " năm 2026 ").name == "Năm 2026"
    for period, name, sentence in (
        ("2026", None, "nhiều kỳ"),
        ("2026", "không có", "Không có kỳ"),
        ("2025", None, "Không có kỳ"),
    ):
        with pytest.raises(RoundError, match=sentence):
            find_round_of(rounds, Period.parse(period), name)
