"""Text typed in the old fonts (TCVN3, VNI) as Unicode; what could be either stays as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

Legacy = Literal["tcvn3", "vni"]

# Vietnamese letters that no old font can hold: a text with one of them is Unicode already.
_MODERN = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")

_TCVN3 = dict(
    zip(
        map(ord, "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"),
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_BASE = {"ô": "ơ", "ö": "ư"}
_VNI_ALONE = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}

_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
_OPEN = (
    "ai|ao|au|ay|âu|ây|a|ă|â|eo|e|êu|ê|ia|iu|iêu|iê|i|oai|oao|oay|oa|oeo|oe|oi|o|ôi|ô|ơi|ơ|ua|uâ|uây|ui|uê|uôi|uô|uơ"
    "|uyu|uya|uyê|uy|u|ưa|ưi|ươi|ươu|ưu|ươ|ư|yêu|yê|y"
)
_CLOSED = "a|ă|â|e|ê|i|iê|o|oa|oă|oe|oo|ô|ơ|u|uâ|uê|uô|uy|uyê|ư|ươ|yê|y"
_SYLLABLE = re.compile(f"{_ONSET}(?:(?:{_OPEN})|(?:{_CLOSED})(?:ng|nh|ch|[cmnpt]))")
_STOPPED = re.compile("(?:c|ch|p|t)$")
# Vowels that end in a glide: the tone mark never stands on the glide ("Xaõ" is no syllable, "hoà" is).
_GLIDE = re.compile("(?:[aoôơư]i|[ae]o|[aâêiư]u|[aâ]y|ơu|(?<![gq])(?:ui|iu|ia|ua|ưa)|uya)$")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = re.compile(r"[^\s\d.,;:()/\-–—\"'“”‘’\[\]%?!…&+*=<>≥≤]+")
_CAPITAL_INSIDE = re.compile("[a-z][ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝÆÇËÎÏÐÑÖØÛÜÞ]")
_SIGNS = frozenset("¸¶·¨©®ª«¬\u00ad¡¢£¤¥¦§")  # never inside a word of Unicode text
_EVIDENCE = 2  # words that only an old font explains; one alone may be a name or a sign


@lru_cache(maxsize=16384)
def modern_text(text: str, font: str | None = None, kind: Legacy | None = None) -> tuple[str, Legacy | None]:
    """The text in NFC, and the old encoding it was converted from.

    `font` is the cell's font, `kind` what the whole document was found to be; without both, a text is
    converted only when it holds enough that no Unicode text would.
    """
    plain = unicodedata.normalize("NFC", text)
    if plain.isascii() or _MODERN.search(plain):
        return plain, None
    named = _kind_of_font(font) or kind
    found = named or _detect(plain)
    if found is None:
        return plain, None
    converted = _convert(plain, found)
    if named and _are_syllables(plain) and not _are_syllables(converted):
        return plain, None
    if font and found == "tcvn3" and font.strip().upper().endswith("H"):
        return converted.upper(), found
    return (converted, found) if converted != plain else (plain, None)


def is_legacy_document(texts: Iterable[str]) -> Legacy | None:
    """The old encoding of a whole workbook, when its texts speak for one and hardly any for Unicode."""
    votes = {"tcvn3": 0, "vni": 0}
    modern = 0
    for text in set(texts):
        plain = unicodedata.normalize("NFC", text)
        if _MODERN.search(plain):
            modern += 1
        elif not plain.isascii():
            for kind in votes:
                votes[kind] += _count_evidence(plain, kind)  # type: ignore[arg-type]
    best: Legacy = "tcvn3" if votes["tcvn3"] >= votes["vni"] else "vni"
    return best if votes[best] > _EVIDENCE and votes[best] > 4 * modern else None


def _kind_of_font(font: str | None) -> Legacy | None:
    name = (font or "").strip().casefold()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni-") else None


def _detect(text: str) -> Legacy | None:
    votes: dict[Legacy, int] = {"tcvn3": _count_evidence(text, "tcvn3"), "vni": _count_evidence(text, "vni")}
    best: Legacy = "tcvn3" if votes["tcvn3"] >= votes["vni"] else "vni"
    return best if votes[best] >= _EVIDENCE and votes["tcvn3"] != votes["vni"] else None


def _count_evidence(text: str, kind: Legacy) -> int:
    """Words that are no Vietnamese as they stand and become a syllable when converted; 0 if one becomes none."""
    found = 0
    for word in _LETTERS.findall(text):
        if word.isascii() or len(word) == 1:
            continue
        if not _is_syllable(_convert(word, kind)):
            if _is_capital(word, 1):  # an abbreviation: "L§TBXH"
                continue
            return 0
        if not _is_syllable(word):
            found += _EVIDENCE if kind == "tcvn3" and _is_broken(word) else 1
    return found


def _is_broken(word: str) -> bool:
    """Signs or capitals inside a word, as only TCVN3 bytes look: `Tuyªn`, `HuyÖn`."""
    return bool(_SIGNS & set(word)) or _CAPITAL_INSIDE.search(word) is not None


def _is_capital(text: str, least: int) -> bool:
    letters = [sign for sign in text if sign.isascii() and sign.isalpha()]
    return len(letters) >= least and all(sign.isupper() for sign in letters)


def _are_syllables(text: str) -> bool:
    return all(_is_syllable(word) for word in _LETTERS.findall(text))


def _convert(text: str, kind: Legacy) -> str:
    converted = text.translate(_TCVN3) if kind == "tcvn3" else _from_vni(text)
    return converted.upper() if kind == "tcvn3" and _is_capital(text, 4) else converted


def _from_vni(text: str) -> str:
    signs: list[str] = []
    index = 0
    while index < len(text):
        low, mark = text[index].lower(), text[index + 1 : index + 2].lower()
        found = _vni_pair(low, mark)
        step = 2 if found else 1
        found = found or _VNI_ALONE.get(low)
        signs.append((found.upper() if text[index].isupper() else found) if found else text[index])
        index += step
    return unicodedata.normalize("NFC", "".join(signs))


def _vni_pair(low: str, mark: str) -> str | None:
    """The letter that a vowel and the sign behind it stand for."""
    if not mark or low not in "aeouyôö":
        return None
    if low in "aeo" and mark in _VNI_CIRCUMFLEX:
        return unicodedata.normalize("NFC", f"{low}\u0302{_VNI_CIRCUMFLEX[mark]}")
    if low == "a" and mark in _VNI_BREVE:
        return unicodedata.normalize("NFC", f"a\u0306{_VNI_BREVE[mark]}")
    tone = _VNI_TONES.get(mark)
    return unicodedata.normalize("NFC", f"{_VNI_BASE.get(low, low)}{tone}") if tone else None


def _is_syllable(word: str) -> bool:
    """Whether a word is built as a Vietnamese syllable: onset, vowels, end, and a tone that the end allows."""
    if word != word.lower() and word != word.upper() and word != word.capitalize():
        return False
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in marks if sign in _TONES]
    base = unicodedata.normalize("NFC", "".join(sign for sign in marks if sign not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(base):
        return False
    if _STOPPED.search(base) and (not tones or tones[0] not in "\u0301\u0323"):
        return False
    return not (marks[-1] in _TONES and _GLIDE.search(base))
