"""What a cell's format says about it: a percentage, or a font with an alphabet of its own."""

from __future__ import annotations

import re

PERCENT_FORMATS = frozenset({9, 10})  # built in: 0% and 0.00%
_NO_SIGN = re.compile(
    r'"[^"]*"|\\.|[_*].|\[[^\]]*\]'
)  # what is quoted, or stands for one character, means itself
_LEGACY_FONT = re.compile(r"\.vn|vni(?![a-z])", re.IGNORECASE)


def is_percent_format(code: str) -> bool:
    """Whether a cell of this format shows a hundred times its number."""
    return "%" in _NO_SIGN.sub("", code).split(";")[0]


def is_legacy_font(name: str) -> bool:
    """Fonts of TCVN3 (.VnTime, .VnArialH) and VNI (VNI-Times)."""
    return bool(_LEGACY_FONT.match(name))
