"""Every kind of event that the code writes has its Vietnamese words, and every subject."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import tracker
from tracker.core import review
from tracker.words.event_texts import EVENT_NAMES, SUBJECT_NAMES, detail_text

ROOMS = [Path(tracker.__file__).parent / name for name in ("store", "workflow", "web", "cli")]
# Functions that take the kind of an event among their texts, and classes that hold one.
WRITERS = {"Event", "Step", "record_event", "record_round_event", "append_event", "append_entry", "_record", "take_step", "_append"}  # fmt: skip
NO_EVENTS = {
    "form", "file", "published", "illustration",  # kinds of submissions
    "stable", "quicksort", "mergesort",  # kinds of sorting
    "year", "half",  # kinds of periods
    "password",  # a kind of field
}  # fmt: skip


def find_kinds(text: str) -> Iterator[str]:
    """The texts that stand where an event's kind is given."""
    for node in ast.walk(ast.parse(text)):
        for place in _places(node):
            yield from (one for one in _texts(place) if one.isidentifier())


def _places(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.keyword):
        return [node.value] if node.arg == "kind" else []
    if isinstance(node, ast.Assign):
        return [node.value] if any(getattr(one, "id", "") == "kind" for one in node.targets) else []
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name == "Event":
            return node.args[:1]
        return node.args[1:] if name in WRITERS else []
    return []


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def written_kinds() -> set[str]:
    texts = [file.read_text("utf-8") for room in ROOMS for file in room.rglob("*.py")]
    return {kind for text in texts for kind in find_kinds(text)} - NO_EVENTS


def test_every_kind_written_in_the_code_has_its_words() -> None:
    kinds = written_kinds()
    assert {"account_added", "begin_real", "undone", "text_saved", "document_withdrawn", "asked"} <= kinds
    assert kinds - EVENT_NAMES.keys() == set()


def test_every_step_of_a_review_has_its_words() -> None:
    assert {*review._LEADS_TO, *review.DECIDING} <= EVENT_NAMES.keys()


def test_a_kind_without_words_would_be_found() -> None:
    text = "record_audit(cursor, Event('eaten', 'x'), 1)\nrecord_event(c, s, 'burnt' if x else 'cooked', r)\nrows.assign(kind='cut')"
    assert set(find_kinds(text)) == {"eaten", "burnt", "cooked", "cut"}


def test_details_are_said_in_words() -> None:
    assert detail_text("report_text", "CTXH/CTXH-01/causes") == "CTXH · CTXH-01: Nguyên nhân"
    assert detail_text("task_report", "KH154-II.4.2: done") == "KH154-II.4.2: Đã xong"
    assert detail_text("account", "lan: reporter") == "lan: Cán bộ báo cáo"
    assert detail_text("account", "units, fields") == "units, fields"
    assert detail_text("explanation", "Vì sao?") == "Vì sao?"
    assert all(name == name.strip() and name for name in (*EVENT_NAMES.values(), *SUBJECT_NAMES.values()))
