"""Rectangles of a slide in points, cut into smaller ones; nothing is placed by hand-counted coordinates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

EMU = 12700  # of a point


@dataclass(frozen=True)
class Box:
    """A rectangle in points from the slide's left top corner."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of_shape(cls, shape: Any) -> Box:
        return cls(shape.left / EMU, shape.top / EMU, shape.width / EMU, shape.height / EMU)

    @property
    def emu(self) -> tuple[int, int, int, int]:
        return (
            round(self.left * EMU),
            round(self.top * EMU),
            round(self.width * EMU),
            round(self.height * EMU),
        )

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def right(self) -> float:
        return self.left + self.width

    def upper(self, height: float) -> Box:
        """The topmost part."""
        return replace(self, height=min(height, self.height))

    def below(self, height: float, gap: float = 0) -> Box:
        """What is left under the topmost part."""
        return replace(self, top=self.top + height + gap, height=max(self.height - height - gap, 0))

    def lower(self, height: float) -> Box:
        """The part at the bottom."""
        return replace(self, top=self.bottom - height, height=height)

    def above(self, height: float, gap: float = 0) -> Box:
        """What is left over the part at the bottom."""
        return replace(self, height=max(self.height - height - gap, 0))

    def columns(self, *shares: float, gap: float = 18) -> list[Box]:
        """Side by side, as wide as their shares."""
        room = self.width - gap * (len(shares) - 1)
        boxes, left = [], self.left
        for share in shares:
            width = room * share / sum(shares)
            boxes.append(replace(self, left=left, width=width))
            left += width + gap
        return boxes
