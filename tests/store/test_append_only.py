"""Nobody can change the log in the app: no statement of the store updates or deletes what was appended."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import tracker.store

FOLDER = Path(tracker.store.__file__).parent
APPENDED = (
    "audit_event", "submission_event", "round_event", "explanation_event", "workspace_event", "explanation",
    "report_text", "issued_document", "task_report", "review_comment", "edition", "reminder",
)  # fmt: skip
CHANGES = re.compile(
    r"\b(?:UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE|DROP\s+TABLE|ALTER\s+TABLE)\s+(\w+|\{)", re.IGNORECASE
)
# Starting for real removes what is illustrative; a new load of the published figures replaces their one
# submission. Both are events of the workspace themselves or leave the log of people's acts alone.
ALLOWED = {
    ("workspace.py", "begin_real"),
    ("workspace.py", "_delete_illustrative_people_and_rounds"),
    ("loading.py", "_replace_published"),
}
# Statements over a name that the code chooses among tables that hold no events.
CHOSEN = {
    ("loading.py", "load_catalogue"): {"indicator", "indicator_reporter", "target"},
    ("loading.py", "load_reference"): {"reporting_unit", "unit_succession", "place_member", "place_unit"},
}


def find_changes(text: str) -> Iterator[tuple[str, str]]:
    """(function, table) of every statement that changes or removes rows; `{` for a table that is chosen."""
    for outer in ast.parse(text).body:
        functions = [node for node in ast.walk(outer) if isinstance(node, ast.FunctionDef)]
        for node in ast.walk(outer):
            if isinstance(node, ast.JoinedStr):
                said = "".join(part.value if isinstance(part, ast.Constant) else "{" for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                said = node.value
            else:
                continue
            inside = [one.name for one in functions if one.lineno <= node.lineno <= (one.end_lineno or 0)]
            for table in CHANGES.findall(said):
                yield next((name for name in inside if name != "work"), ""), table.lower()


def find_faults(name: str, text: str) -> list[str]:
    return [
        f"{name}:{function}: {table}"
        for function, table in find_changes(text)
        if (table in APPENDED or table == "{")
        and (name, function) not in ALLOWED
        and (name, function) not in CHOSEN
    ]


def test_what_was_appended_stays() -> None:
    faults = [
        fault for file in FOLDER.glob("*.py") for fault in find_faults(file.name, file.read_text("utf-8"))
    ]
    assert faults == []


def test_the_tables_that_are_chosen_hold_no_events() -> None:
    assert not any(set(APPENDED) & tables for tables in CHOSEN.values())


def test_a_statement_that_changes_the_log_is_found() -> None:
    for statement in (
        '"UPDATE audit_event SET reason = ?"',
        "f'DELETE FROM {table} WHERE x'",
        '"DELETE FROM report_text"',
    ):
        assert find_faults("x.py", f"def change(cursor, table):\n    cursor.execute({statement})")


def test_the_migrations_change_no_events() -> None:
    for file in (FOLDER / "migrations").glob("*.sql"):
        changed = set(
            re.findall(r"\b(?:UPDATE|DELETE\s+FROM)\s+(\w+)", file.read_text("utf-8"), re.IGNORECASE)
        )
        assert not changed & set(APPENDED), file.name
