"""A leader's question and its steps: asked, answered, returned, settled; the second of two is told."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.store.inserted_rounds import insert_round
from tests.store.samples import AT, NEW
from tracker.core.author import Author
from tracker.store import Store
from tracker.store.errors import StaleEntry
from tracker.store.explanations import NewExplanation

LEADER = Author("Chủ tịch", "leader", "10.0.0.9")
SYT = ("SYT", NEW)


@pytest.fixture
def store(file_store: Store) -> Store:
    return file_store


@pytest.fixture
def question(store: Store) -> NewExplanation:
    round_id = insert_round(store, "2026-H1", dt.date(2026, 6, 15))
    return NewExplanation(round_id, "CT-02", *SYT, "Vì sao giảm?", dt.date(2026, 6, 20))


def newest(store: Store, explanation_id: str):
    return store.read_explanations(explanation_id=explanation_id).iloc[0]


def test_asked_answered_returned_answered_settled(store: Store, question: NewExplanation) -> None:
    asked = store.ask(question, LEADER, AT)
    assert newest(store, asked)["state"] == "asked"
    for kind, body in (("answered", "Thiếu"), ("returned", "Chưa rõ"), ("answered", "Rõ"), ("settled", None)):
        seen = newest(store, asked)["last_revision"]
        store.take_step(asked, kind, body, seen, "Lan", AT)
    row = newest(store, asked)
    assert (row["state"], row["answer"], row["period"], row["due_on"]) == (
        "settled", "Rõ", "2026-H1", dt.date(2026, 6, 20),
    )  # fmt: skip
    steps = store.read_explanation_steps(asked)
    assert steps["kind"].tolist() == ["asked", "answered", "returned", "answered", "settled"]
    assert steps["body"].tolist()[0] == "Vì sao giảm?"
    assert store.read_explanations(only_open=True).empty


def test_the_second_of_two_steps_is_refused(store: Store, question: NewExplanation) -> None:
    asked = store.ask(question, LEADER, AT)
    seen = newest(store, asked)["last_revision"]
    store.take_step(asked, "answered", "Một", seen, "Lan", AT)
    with pytest.raises(StaleEntry):
        store.take_step(asked, "withdrawn", None, seen, LEADER, AT)
    assert newest(store, asked)["state"] == "answered"
    with pytest.raises(KeyError):
        store.take_step("none", "answered", "x", seen, "Lan", AT)


def test_one_open_question_at_a_time_on_one_figure(store: Store, question: NewExplanation) -> None:
    asked = store.ask(question, LEADER, AT)
    with pytest.raises(StaleEntry):
        store.ask(question, LEADER, AT)
    store.take_step(asked, "withdrawn", None, newest(store, asked)["last_revision"], LEADER, AT)
    again = store.ask(question, LEADER, AT)
    assert store.read_explanations(unit=SYT, indicator_code="CT-02", only_open=True)["id"].tolist() == [again]
    assert len(store.read_explanations(period="2026-H1")) == 2
    assert store.read_explanations(period="2026").empty


def test_every_step_is_in_the_log(store: Store, question: NewExplanation) -> None:
    asked = store.ask(question, LEADER, AT)
    store.take_step(asked, "answered", "Vì mưa lũ", newest(store, asked)["last_revision"], "Lan", AT)
    log = store.read_audit(equal={"subject_kind": "explanation"})
    assert log["kind"].tolist() == ["answered", "asked"]
    assert log[["unit_code", "period"]].drop_duplicates().values.tolist() == [["SYT", "2026-H1"]]
    assert log["address"].tolist()[1] == "10.0.0.9"
    assert store.count_audit(text="mưa LŨ") == 1
