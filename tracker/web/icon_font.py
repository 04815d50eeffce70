"""Streamlit's icon font cut down to the icons that can appear: 50 kB in the place of 375."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

FONT_PREFIX = "MaterialSymbols"

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"
_QUOTED_WORD = re.compile(r"""[`"'](?::material/)?([a-z0-9][a-z0-9_]*):?[`"']""")
_NAMED_ICON = re.compile(r":material/([a-z0-9_]+):")


@lru_cache(maxsize=1)
def list_own_icons(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """The icons that the pages name as `:material/name:`."""
    texts = (file.read_text(encoding="utf-8") for folder in folders for file in folder.rglob("*.py"))
    return tuple(sorted({name for text in texts for name in _NAMED_ICON.findall(text)}))


def list_bundle_words(scripts: Iterable[Path]) -> set[str]:
    """Every quoted word of the scripts: those that name an icon are a superset of the icons they show."""
    return {word for script in scripts for word in _QUOTED_WORD.findall(script.read_text(encoding="utf-8"))}


def cut_icon_font(font_file: Path, wanted: set[str]) -> bytes:
    """The font as WOFF2 with the wanted icons only; icons are ligatures of their names' letters."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(font_file)
    options = subset.Options(layout_features=["*"], layout_closure=False, notdef_outline=True)
    cutter = subset.Subsetter(options)
    icons = _list_ligatures(font)
    cutter.populate(glyphs=[glyph for name, glyph in icons.items() if name in wanted], text=_LETTERS)
    cutter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def list_icons(font_file: Path) -> set[str]:
    """The names of the icons in a font file."""
    from fontTools.ttLib import TTFont

    return set(_list_ligatures(TTFont(font_file)))


def _list_ligatures(font: Any) -> dict[str, str]:
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    named = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            actual = getattr(table, "ExtSubTable", table)
            for first, ligatures in getattr(actual, "ligatures", {}).items():
                for ligature in ligatures:
                    name = "".join(letters.get(glyph, "?") for glyph in [first, *ligature.Component])
                    named[name] = ligature.LigGlyph
    return named
