"""YAML as plain data with the line of every key and item; what the file may not hold is a mistake."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tracker.catalogue.mistakes import CatalogueError, Mistake
from tracker.words.checks import mistake_text

LARGEST_MB = 5
DEEPEST = 20
Place = tuple[str | int, ...]

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is 15 times faster
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_UNUSED = (yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent)
_INTEGER = re.compile(r"[-+]?\d{1,15}")
_NUMBER = re.compile(r"[-+]?(?:\d{1,15}\.\d{0,15}|\.\d{1,15}|\d{1,15})(?:[eE][-+]?\d{1,2})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


class LinedData:
    """The data of one YAML file; `line_of` answers for any place in it, or for the nearest place above.

    Sequences become tuples. Duplicate keys, keys that are no plain words and tags are collected in
    `mistakes`; what makes the file unreadable (syntax, aliases, too deep, empty) is raised.
    """

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.mistakes: list[Mistake] = []
        self._lines: dict[Place, int] = {(): 1}
        self.data: Any = self._read_document(_read_text(path))

    def line_of(self, place: Place) -> int:
        while place not in self._lines:
            place = place[:-1]
        return self._lines[place]

    def _read_document(self, text: str) -> dict[str, Any]:
        events = _events(text)
        try:
            first = next((event for event in events if not isinstance(event, _UNUSED)), None)
            if not isinstance(first, yaml.MappingStartEvent):
                raise self._unreadable(_line(first) if first else 0, "not_a_mapping")
            data: dict[str, Any] = self._mapping(events, ())
            rest = next((event for event in events if isinstance(event, yaml.DocumentStartEvent)), None)
            if rest:
                raise self._unreadable(_line(rest), "second_document")
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 0
            problem = getattr(error, "problem", None) or getattr(error, "reason", None) or error
            raise self._unreadable(line, "syntax", problem=problem) from error
        return data

    def _unreadable(self, line: int, mistake: str, **details: object) -> CatalogueError:
        return CatalogueError([Mistake(self.file, line, "", mistake_text(mistake, **details))])

    def _add(self, event: Any, place: Place, mistake: str, **details: object) -> None:
        text = mistake_text(mistake, **details)
        self.mistakes.append(Mistake(self.file, _line(event), describe_place(place, {}), text))

    def _value(self, event: Any, events: Iterator[Any], place: Place) -> Any:
        """The plain value that starts with an event; reads the events that belong to it."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._unreadable(_line(event), "alias")
        if len(place) > DEEPEST:
            raise self._unreadable(_line(event), "too_deep", limit=DEEPEST)
        self._lines.setdefault(place, _line(event))
        if event.tag:
            self._add(event, place, "tag", tag=event.tag)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, place)
        return plain_scalar(event.value) if event.implicit[0] else event.value

    def _sequence(self, events: Iterator[Any], place: Place) -> tuple[Any, ...]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, _ENDS):
                break
            items.append(self._value(event, events, (*place, len(items))))
        return tuple(items)

    def _mapping(self, events: Iterator[Any], place: Place) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in events:
            if isinstance(event, _ENDS):
                break
            if isinstance(event, _STARTS):
                self._add(event, place, "key_not_a_word")
                self._value(event, events, (*place, ""))
                self._value(next(events), events, (*place, ""))
                continue
            if isinstance(event, yaml.AliasEvent) or event.anchor:
                raise self._unreadable(_line(event), "alias")
            self._entry(mapping, event, events, place)
        return mapping

    def _entry(self, mapping: dict[str, Any], event: Any, events: Iterator[Any], place: Place) -> None:
        key = event.value
        if key in mapping:
            self._add(event, place, "duplicate_key", key=key)
            self._value(next(events), events, (*place, key))
            return
        self._lines[(*place, key)] = _line(event)
        mapping[key] = self._value(next(events), events, (*place, key))


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


def plain_scalar(text: str) -> Any:
    """An unquoted value by YAML 1.2's core kinds, and ISO dates; anything else is text."""
    lowered = text.lower()
    if lowered in _WORDS:
        return _WORDS[lowered]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, Loader=_PARSER))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_MB * 2**20:
            raise CatalogueError([Mistake(path.name, 0, "", mistake_text("too_large", limit=LARGEST_MB))])
        content = path.read_bytes()
    except OSError as error:
        raise CatalogueError([Mistake(str(path), 0, "", mistake_text("no_file"))]) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CatalogueError([Mistake(path.name, line, "", mistake_text("not_text"))]) from error
