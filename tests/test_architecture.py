"""The house rules as data: which room may import which, which library lives where, how long code may be."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]

EVERY_ROOM = {
    "core",
    "catalogue",
    "words",
    "store",
    "intake",
    "outputs",
    "access",
    "workflow",
    "web",
    "ui",
    "pages",
    "cli",
}

# Room -> the rooms that it may import, besides itself. The same table stands in docs/architecture.md.
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "catalogue": {"core", "words"},
    "words": {"core"},
    "store": {"core", "catalogue"},
    "intake": {"core", "catalogue", "words"},
    "outputs": {"core", "catalogue", "words"},
    "access": {"core", "words"},
    "workflow": {"core", "catalogue", "words", "store", "intake", "outputs", "access"},
    "web": {"workflow", "outputs", "access", "catalogue", "core", "words"},
    "ui": {"workflow", "outputs", "access", "catalogue", "core", "words"},
    "pages": {"ui", "outputs", "words", "workflow", "access", "core"},
    "app": {"web"},
    "cli": EVERY_ROOM - {"ui", "pages"},
    "tests": EVERY_ROOM | {"app", "bench"},
    "bench": EVERY_ROOM - {"ui", "pages"},
    "docs": (EVERY_ROOM - {"ui", "pages"}) | {"bench"},
}

# Library -> the only rooms of the product that may import it.
LIBRARY_ROOMS: dict[str, set[str]] = {
    "duckdb": {"store"},
    "streamlit": {"ui", "pages", "app"},
    "openpyxl": {"intake", "outputs"},
    "xlsxwriter": {"outputs"},
    "lxml": {"intake", "outputs"},
    "python_calamine": {"intake", "outputs"},
    "plotly": {"outputs"},
    "pptx": {"outputs"},
    "docx": {"outputs"},
    "kaleido": {"outputs"},
    "choreographer": {"outputs"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "argon2": {"access"},
    "yaml": {"catalogue"},
    "click": {"cli"},
    "rapidfuzz": {"intake"},
}
OUTSIDE_THE_PRODUCT = {"tests", "bench", "docs"}

# The rules are pure: no input or output, no clock, no chance.
NOT_IN_CORE = {
    "os",
    "io",
    "pathlib",
    "shutil",
    "subprocess",
    "socket",
    "time",
    "random",
    "logging",
    "sqlite3",
}
CLOCK_CALLS = {"today", "now", "utcnow", "open"}

_TRIES = 5
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
FILE_LIMIT, FUNCTION_LIMIT = 400, 60


@dataclass(frozen=True)
class Source:
    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return parse(self.text, self.path)


def parse(text: str, path: str) -> ast.Module:
    """The tree of a source. CPython 3.11 counts its depth per process: a thread that another test has left behind
    and that parses as well makes it fail by chance."""
    for _ in range(_TRIES - 1):
        with suppress(SystemError):
            return ast.parse(text, path)
    return ast.parse(text, path)


def read_sources() -> list[Source]:
    folders = [REPOSITORY / name for name in ("tracker", "pages", "tests", "bench", "docs")]
    files = [*REPOSITORY.glob("*.py"), *(file for folder in folders for file in folder.rglob("*.py"))]
    others = [
        file
        for folder in REPOSITORY.iterdir()
        if folder.is_dir() and folder not in folders and not folder.name.startswith(".")
        for file in folder.rglob("*.py")
    ]
    return [
        Source(file.relative_to(REPOSITORY).as_posix(), file.read_text(encoding="utf-8"))
        for file in sorted([*files, *others])
    ]


def find_room(path: str) -> str | None:
    """The room that a file lies in; None for a file in no room."""
    parts = path.split("/")
    if parts == ["app.py"]:
        return "app"
    if parts[0] in {"pages", "tests", "bench", "docs"} and len(parts) > 1:
        return parts[0]
    if parts[0] != "tracker":
        return None
    if parts[1] in {"cli.py", "__main__.py"}:
        return "cli"
    if parts[1:] == ["__init__.py"]:
        return "core"
    return parts[1] if len(parts) > 2 and parts[1] in MAY_IMPORT else None


def list_imports(source: Source) -> Iterator[tuple[str, int]]:
    """Every imported module with its line, `from . import x` resolved against the file's own folder."""
    package = source.path.split("/")[:-1]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module, node.lineno
            for alias in node.names:
                yield f"{module}.{alias.name}", node.lineno


def find_forbidden(room: str, module: str) -> str | None:
    """The room or library behind the module where this room may not import it."""
    head, *rest = module.split(".")
    if head == "tracker" and rest and rest[0] in EVERY_ROOM:
        return None if rest[0] == room or rest[0] in MAY_IMPORT[room] else rest[0]
    if head in {"pages", "app", "bench", "tests"}:
        return None if head == room or head in MAY_IMPORT[room] else head
    if room not in OUTSIDE_THE_PRODUCT and room not in LIBRARY_ROOMS.get(head, {room}):
        return head
    return head if room == "core" and head in NOT_IN_CORE else None


def find_import_faults(sources: list[Source]) -> list[str]:
    faults = []
    for source in sources:
        room = find_room(source.path)
        if room is None:
            faults.append(f"{source.path}: lies in no room")
            continue
        for module, line in list_imports(source):
            forbidden = find_forbidden(room, module)
            if forbidden:
                faults.append(f"{source.path}:{line}: {room} imports {forbidden}")
    return sorted(set(faults))


def find_clock_faults(sources: list[Source]) -> list[str]:
    """Calls in the rules that read the clock or a file."""
    faults = []
    for source in sources:
        if find_room(source.path) != "core":
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in CLOCK_CALLS:
                    faults.append(f"{source.path}:{node.lineno}: {name}()")
    return faults


def measure_lengths(sources: list[Source]) -> Iterator[tuple[str, int, int, int]]:
    """(what, lines, asked, limit) for every file and function of the product."""
    for source in sources:
        if find_room(source.path) in OUTSIDE_THE_PRODUCT:
            continue
        yield source.path, len(source.text.splitlines()), LONGEST_FILE, FILE_LIMIT
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{source.path}:{node.name}", lines, LONGEST_FUNCTION, FUNCTION_LIMIT


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return read_sources()


def test_every_import_is_allowed_and_every_file_has_a_room(sources: list[Source]) -> None:
    assert find_import_faults(sources) == []


def test_the_rules_read_no_clock_and_no_file(sources: list[Source]) -> None:
    assert find_clock_faults(sources) == []


def test_every_module_opens_with_its_job(sources: list[Source]) -> None:
    silent = [s.path for s in sources if s.text.strip() and not ast.get_docstring(s.tree)]
    assert silent == []


def test_files_and_functions_are_short(sources: list[Source]) -> None:
    lengths = list(measure_lengths(sources))
    for what, lines, asked, limit in lengths:
        if asked < lines <= limit:
            warnings.warn(f"{what} has {lines} lines, {asked} are asked for", stacklevel=1)
    assert [(what, lines) for what, lines, _, limit in lengths if lines > limit] == []


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("tracker/core/x.py", "import tracker.store", "core imports store"),
        ("tracker/core/x.py", "from ..words import formats", "core imports words"),
        ("tracker/core/x.py", "from pathlib import Path", "core imports pathlib"),
        ("tracker/ui/x.py", "from tracker import store", "ui imports store"),
        ("tracker/workflow/x.py", "import streamlit as st", "workflow imports streamlit"),
        ("tracker/ui/x.py", "import plotly.graph_objects", "ui imports plotly"),
        ("pages/x.py", "def f():\n    import duckdb", "pages imports duckdb"),
        ("tracker/cli.py", "from tracker.ui import shell", "cli imports ui"),
        ("tracker/attic/x.py", "", "lies in no room"),
        ("tools/x.py", "", "lies in no room"),
    ],
)
def test_a_broken_rule_is_found(path: str, text: str, fault: str) -> None:
    assert any(found.endswith(fault) for found in find_import_faults([Source(path, text)]))


def test_a_clock_in_the_rules_is_found() -> None:
    assert find_clock_faults([Source("tracker/core/x.py", "import datetime as dt\ndt.date.today()")])
