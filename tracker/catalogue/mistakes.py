"""Mistakes in the project's own data: each with file, line and place, raised all together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One mistake; `line` counts from 1, 0 means the file as a whole."""

    file: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        at = f"{self.file}, dòng {self.line}" if self.line else self.file
        return f"{at}: {self.where + ': ' if self.where else ''}{self.message}."


class CatalogueError(Exception):
    """The catalogue cannot be used; `mistakes` lists every one, `str()` is the message for people."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda one: (one.file, one.line)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))
