"""Editions: the same state gives the same bytes, signing freezes, a correction makes the next one, codes verify."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from tracker.access.actor import Actor
from tracker.access.rights import NotAllowed
from tracker.core.edition import read_edition
from tracker.core.edition_schema import FACTS, TABLES
from tracker.core.period import Period
from tracker.core.review import find_standing
from tracker.store import NewSubmission
from tracker.store.reviews import Step
from tracker.workflow import editions, reviewing
from tracker.workflow.editions import EditionError, StaleDraft
from tracker.workflow.round_facts import RoundFacts, find_round
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import Workspace, initialise, open_workspace

AT, SINCE = dt.datetime(2026, 6, 28, 16), dt.date(2025, 7, 1)
LEADER, OFFICE = Actor("viewer", "Minh", is_leader=True), Actor("coordinator", "Giang")
PERIOD = "2026-H1"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A real workspace with two communes' approved figures, and one that waits."""
    settings = read_settings(
        {"TRACKER_DATABASE": str(tmp_path / "tracker.duckdb"), "TRACKER_TODAY": "2026-06-28"}
    )
    with open_workspace(settings, create=True) as opened:
        initialise(opened, demo=False, at=AT, by="test")
        hand_in(opened, "02215", 40.0)
        hand_in(opened, "02374", 60.0)
        hand_in(opened, "02380", 90.0, is_approved=False)
        yield opened


@pytest.fixture
def the_round(workspace: Workspace) -> RoundFacts:
    return find_round(workspace.store, workspace.catalogue, Period.parse(PERIOD))


def hand_in(workspace: Workspace, unit: str, part: float, *, is_approved: bool = True) -> str:
    store = workspace.store
    rows = pd.DataFrame(
        [("CTXH-01", "actual", part, part, 100.0), ("CTXH-03", "actual", part, None, None)],
        columns=["indicator_code", "measure", "value", "numerator", "denominator"],
    )
    mine = store.record_submission(NewSubmission(unit, SINCE, PERIOD, "form", AT, submitted_by="An"), rows)
    if is_approved:
        act(workspace, mine, "accepted", "approved")
    return mine


def act(workspace: Workspace, submission: str, *kinds: str) -> None:
    store = workspace.store
    seen = find_standing(store.list_events(submission_ids=[submission])[submission]).seen
    steps = [Step(submission, seen, kind, detail="CTXH" if kind == "accepted" else None) for kind in kinds]
    store.record_steps(steps, "Bình", AT)


def consolidate(workspace: Workspace) -> None:
    store = workspace.store
    standings = {one: find_standing(events) for one, events in store.list_events(period=PERIOD).items()}
    seen = {one: standing.seen for one, standing in standings.items() if standing.state == "approved"}
    reviewing.consolidate(store, workspace.catalogue, OFFICE, seen, AT)


def sign(workspace: Workspace, the_round: RoundFacts, **more: str) -> editions.Edition:
    return editions.sign(workspace, LEADER, editions.make_draft(workspace, the_round), AT, **more)


def test_only_official_figures_go_in(workspace: Workspace, the_round: RoundFacts) -> None:
    content = editions.make_content(workspace, the_round)
    assert {name: list(frame.columns) for name, frame in content.tables.items()} == {
        name: list(columns) for name, columns in TABLES.items()
    }
    rows = content.tables["comparisons"].set_index(["place", "indicator"])
    assert rows.loc[("TQ_NEW", "CTXH-01"), "value"] == 50.0
    assert ("02380", "CTXH-01") not in rows.index
    assert set(content.tables["sources"]["unit"]) == {"02215", "02374"}
    behind = content.tables["submissions"]
    assert behind["accepted"].tolist() == ["CTXH: Bình", "CTXH: Bình"]
    missing = content.tables["missing"].set_index("unit")["state"]
    assert missing["02380"] == "waiting" and missing["SYT"] == "not_reported"
    assert "02215" not in missing.index
    ranked = content.tables["ranking"].query("indicator == 'CTXH-01'")
    assert ranked[["rank", "place", "value"]].values.tolist() == [[1, "02215", 40.0], [2, "02374", 60.0]]
    verdicts = content.tables["verdicts"].query("place == 'TQ_NEW' and indicator == 'CTXH-01'")
    assert verdicts["reason"].notna().all() and set(verdicts["method"]) == {"linear"}
    assert content.facts["round"]["cut_off_on"] == dt.date(2026, 6, 14)


def test_the_same_state_gives_the_same_bytes(workspace: Workspace, the_round: RoundFacts) -> None:
    one = editions.make_content(workspace, the_round)
    workspace.store.recount()
    other = editions.make_content(workspace, the_round)
    assert one.content == other.content and one.check_code == other.check_code
    assert read_edition(one.content).content == one.content
    hand_in(workspace, "02383", 10.0, is_approved=False)
    waiting = editions.make_content(workspace, the_round)
    assert waiting.tables["comparisons"].equals(one.tables["comparisons"])


def test_signing_freezes_what_was_looked_at(workspace: Workspace, the_round: RoundFacts) -> None:
    draft = editions.make_draft(workspace, the_round)
    assert draft.obstacles == ("Còn 2 lần nộp đã duyệt chưa tổng hợp; văn phòng tổng hợp xong mới ký.",)
    with pytest.raises(EditionError, match="chưa tổng hợp"):
        editions.sign(workspace, LEADER, draft, AT)
    consolidate(workspace)
    draft = editions.make_draft(workspace, the_round)
    with pytest.raises(NotAllowed):
        editions.sign(workspace, OFFICE, draft, AT)
    signed = editions.sign(workspace, LEADER, draft, AT, document_number="12/BC-SYT")
    assert (signed.short_number, signed.signed_by, signed.is_demo) == ("2026-H1/1", "Minh", False)
    assert editions.open_edition(workspace.store, signed).content == draft.content.content
    states = [find_standing(events).state for events in workspace.store.list_events(period=PERIOD).values()]
    assert sorted(states) == ["signed", "signed", "waiting"]
    with pytest.raises(EditionError, match="Không có gì khác bản 2026-H1/1"):
        sign(workspace, the_round, reason="lại")
    log = workspace.store.read_audit(equal={"kind": "edition_signed"})
    assert log["detail"].tolist() == ["2026-H1/1"]


def test_a_draft_that_was_overtaken_is_not_signed(workspace: Workspace, the_round: RoundFacts) -> None:
    consolidate(workspace)
    draft = editions.make_draft(workspace, the_round)
    waiting = next(
        one for one, events in workspace.store.list_events(period=PERIOD).items()
        if find_standing(events).state == "waiting"
    )  # fmt: skip
    act(workspace, waiting, "accepted", "approved", "consolidated")
    with pytest.raises(StaleDraft, match="vừa thay đổi"):
        editions.sign(workspace, LEADER, draft, AT)
    assert editions.list_editions(workspace.store) == []


def test_a_write_elsewhere_does_not_stop_a_signature(workspace: Workspace, the_round: RoundFacts) -> None:
    consolidate(workspace)
    draft = editions.make_draft(workspace, the_round)
    store = workspace.store
    rows = pd.DataFrame([("GN-01", "actual", 5.0)], columns=["indicator_code", "measure", "value"])
    store.record_submission(NewSubmission("074", dt.date(1900, 1, 1), "2023", "form", AT), rows)
    assert editions.sign(workspace, LEADER, draft, AT).number == 1


def test_a_correction_makes_the_next_edition_with_its_reason(
    workspace: Workspace, the_round: RoundFacts
) -> None:
    consolidate(workspace)
    first = sign(workspace, the_round)
    corrected = next(
        one for one in workspace.store.list_official(PERIOD)
        if workspace.store.find_sender_of(one)[0] == "02215"
    )  # fmt: skip
    act(workspace, corrected, "reopened")
    newer = hand_in(workspace, "02215", 80.0)
    assert newer
    consolidate(workspace)
    with pytest.raises(EditionError, match="lý do"):
        sign(workspace, the_round)
    second = sign(workspace, the_round, reason="Xã nhập sót")
    assert (second.number, second.reason) == (2, "Xã nhập sót")
    found = editions.compare(workspace.store, first, second)
    figures = found.figures.set_index(["place", "indicator", "figure"])
    assert figures.loc[("TQ_NEW", "CTXH-01", "value"), ["old", "new"]].tolist() == [50.0, 70.0]
    assert editions.open_edition(workspace.store, first).check_code == first.check_code
    checked = editions.verify(workspace.store, first.check_code.lower())
    assert checked.is_whole and checked.newer == second
    assert editions.verify(workspace.store, second.check_code).newer is None


def test_a_code_is_verified_against_the_stored_file(workspace: Workspace, the_round: RoundFacts) -> None:
    consolidate(workspace)
    signed = sign(workspace, the_round)
    with pytest.raises(EditionError, match="10 chữ và số"):
        editions.verify(workspace.store, "<b>")
    with pytest.raises(EditionError, match="Không có bản chốt"):
        editions.verify(workspace.store, "AAAAA-AAAAA")
    path = workspace.store.files.path_of(signed.content_sha256)
    path.write_bytes(path.read_bytes().replace(b"40", b"41"))
    assert not editions.verify(workspace.store, signed.check_code).is_whole
    with pytest.raises(EditionError, match="không còn như lúc ký"):
        editions.open_edition(workspace.store, signed)
    path.unlink()
    with pytest.raises(EditionError, match="Không còn tìm thấy"):
        editions.open_edition(workspace.store, signed)


def test_without_approved_figures_there_is_nothing_to_sign(
    workspace: Workspace, the_round: RoundFacts
) -> None:
    empty = find_round(workspace.store, workspace.catalogue, Period.parse("2025"))
    draft = editions.make_draft(workspace, empty)
    assert draft.obstacles == ("Chưa có lần nộp nào của kỳ được duyệt.",)
    with pytest.raises(EditionError):
        editions.sign(workspace, LEADER, draft, AT)


def test_the_page_on_editions_names_every_fact_and_column(repository: Path) -> None:
    text = (repository / "docs" / "editions.md").read_text(encoding="utf-8")
    facts = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert tuple(facts) == FACTS
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^###|\Z)", text, re.MULTILINE | re.DOTALL))
    assert list(sections) == list(TABLES)
    for name, columns in TABLES.items():
        listed = re.findall(r"`(\w+)`", sections[name])
        assert set(columns) <= set(listed), name
