"""YAML as plain data with the line of every key and item; duplicate keys and aliases are mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tracker.catalogue.mistakes import CatalogueError, Mistake
from tracker.words.checks import mistake_text

LARGEST_MB = 5
Place = tuple[str | int, ...]


class LinedData:
    """The data of one YAML file; `line_of` answers for any place in it, or for the nearest place above."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.mistakes: list[Mistake] = []
        self._lines: dict[Place, int] = {(): 1}
        root = self._compose(_read_text(path))
        self.data: Any = self._plain(root, ()) if root is not None else {}

    def line_of(self, place: Place) -> int:
        while place not in self._lines:
            place = place[:-1]
        return self._lines[place]

    def _compose(self, text: str) -> Node | None:
        yaml = YAML(typ="safe", pure=False)
        try:
            for event in yaml.parse(text):
                if isinstance(event, AliasEvent):
                    raise CatalogueError(
                        [Mistake(self.file, event.start_mark.line + 1, "", mistake_text("alias"))]
                    )
            return YAML(typ="safe", pure=False).compose(text)
        except MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            problem = mistake_text("syntax", problem=error.problem)
            raise CatalogueError([Mistake(self.file, line, "", problem)]) from error

    def _plain(self, node: Node, place: Place) -> Any:
        self._lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, MappingNode):
            return self._plain_mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self._plain(item, (*place, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return _scalar(node)

    def _plain_mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in mapping:
                text = mistake_text("duplicate_key", key=key)
                self.mistakes.append(Mistake(self.file, line, describe_place(place, {}), text))
                continue
            self._lines[(*place, key)] = line
            mapping[key] = self._plain(value_node, (*place, key))
        return mapping


def describe_place(place: Place, data: Any) -> str:
    """A place in words of the file: `indicators[3].targets[0]` with the code of the entry where it has one."""
    parts: list[str] = []
    at = data
    for step in place:
        try:
            at = at[step]
        except (KeyError, IndexError, TypeError):
            at = None
        if isinstance(step, int):
            code = at.get("code") if isinstance(at, dict) else None
            parts.append(f"[{code or step + 1}]")
        else:
            parts.append(f".{step}" if parts else str(step))
    return "".join(parts)


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CatalogueError([Mistake(str(path), 0, "", mistake_text("no_file"))]) from error
    if len(content) > LARGEST_MB * 2**20:
        raise CatalogueError([Mistake(path.name, 0, "", mistake_text("too_large", limit=LARGEST_MB))])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CatalogueError([Mistake(path.name, line, "", mistake_text("not_text"))]) from error


def _scalar(node: ScalarNode) -> Any:
    """Plain scalars by YAML 1.2's core kinds; anything quoted stays text."""
    if node.style in {'"', "'", "|", ">"}:
        return node.value
    kind = str(node.tag).rsplit(":", 1)[-1]
    text = node.value
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if kind == "int":
        return int(text.replace("_", ""), 10)
    if kind == "float":
        return float(text.replace("_", ""))
    return text
