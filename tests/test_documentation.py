"""The documents say what the code knows: dependencies, environment variables, rooms, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
DOCUMENTS = [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]


def read(path: str) -> str:
    return (REPOSITORY / path).read_text(encoding="utf-8")


def read_pins(path: str) -> dict[str, str]:
    lines = [line for line in read(path).splitlines() if line and not line.startswith(("#", "-r"))]
    return dict(line.split("==") for line in lines)


def test_every_requirement_is_pinned_and_has_its_reason() -> None:
    listed = dict(
        re.findall(r"^\| `([\w.-]+)` \| ([\d.]+) \| \S", read("docs/dependencies.md"), re.MULTILINE)
    )
    assert listed == read_pins("requirements.txt") | read_pins("requirements-dev.txt")


def test_every_environment_variable_is_documented() -> None:
    sources = [*(REPOSITORY / "tracker").rglob("*.py"), REPOSITORY / "app.py", REPOSITORY / "Makefile"]
    known = {name for file in sources for name in re.findall(r"\bTRACKER_[A-Z_]+\b", file.read_text("utf-8"))}
    written = {
        name for file in DOCUMENTS for name in re.findall(r"\bTRACKER_[A-Z_]+\b", file.read_text("utf-8"))
    }
    assert known == written


def test_every_make_target_is_in_the_readme() -> None:
    readme = read("README.md")
    for target in ("run", "test", "check", "bench"):
        assert f"make {target}" in readme


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text("utf-8"))
    inside = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inside if not (document.parent / link).exists()] == []


def test_the_room_table_is_the_one_that_is_enforced() -> None:
    from tests.test_architecture import EVERY_ROOM, MAY_IMPORT

    rows = re.findall(
        r"^\| `(?:tracker/)?(\w+)(?:\.py|/)?` \| .*\| ([^|]*) \|$", read("docs/architecture.md"), re.MULTILINE
    )
    above: set[str] = set()
    for room, cell in rows:
        named = set(re.findall(r"\w+", cell)) & EVERY_ROOM
        if "all of the above" in cell:
            named = set(above)
        elif "anything but" in cell:
            named = EVERY_ROOM - named
        assert named - {room} == MAY_IMPORT[room] - {room}, room
        above.add(room)
    assert above == EVERY_ROOM


def test_every_verdict_is_in_the_glossary() -> None:
    from tracker.core.verdict import VERDICTS
    from tracker.words.verdicts import VERDICT_WORDS

    rows = dict(re.findall(r"^\| (\w+) \| ([^|]+) \| .* \|$", read("docs/glossary.md"), re.MULTILINE))
    assert tuple(VERDICT_WORDS) == VERDICTS
    assert {code: rows.get(code) for code in VERDICTS} == dict(VERDICT_WORDS)


def test_every_catalogue_field_is_documented() -> None:
    from tracker.catalogue import model

    text = read("docs/how-to-add-an-indicator.md")
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^###|\Z)", text, re.MULTILINE | re.DOTALL))
    models = [one for one in vars(model).values() if isinstance(one, type) and issubclass(one, model.Strict)]
    for one in models:
        if one is not model.Strict:
            named = set(re.findall(r"`(\w+)`", sections[one.__name__]))
            assert set(one.model_fields) <= named, one.__name__


def test_every_command_and_its_columns_are_documented() -> None:
    from tracker.cli import ASSESS_COLUMNS, COMPARE_COLUMNS, main

    text = read("docs/command-line.md")
    assert set(re.findall(r"^\| `(\w+)", text, re.MULTILINE)) == set(main.commands)
    for columns in (ASSESS_COLUMNS, COMPARE_COLUMNS):
        assert all(f"`{column}`" in text for column in columns)
