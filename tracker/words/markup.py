"""Sentences that carry markup, for formats that have none: what alarms stays marked, the rest is plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_MARKED = re.compile(r"<em>(.*?)</em>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Run:
    """A stretch of plain text; `alarms`: to be set apart where the format can."""

    text: str
    alarms: bool = False


def runs_of(markup: str) -> tuple[Run, ...]:
    """The stretches of a sentence of `tracker.words` whose alarming parts stand in <em>."""
    runs = [Run(_plain(part), at % 2 == 1) for at, part in enumerate(_MARKED.split(markup))]
    return tuple(run for run in runs if run.text)


def plain_text(markup: str) -> str:
    """The sentence without any markup."""
    return _plain(markup)


def _plain(markup: str) -> str:
    return unescape(_TAG.sub("", markup))
