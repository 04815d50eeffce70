"""A place as a cell names it: the words of the name, what kind of place, and in which district or province."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tracker.intake.names.keys import name_key, plain_key

KINDS = {
    "tỉnh": "province",
    "thành phố": "district",
    "thị xã": "district",
    "huyện": "district",
    "quận": "district",
    "thị trấn": "commune",
    "xã": "commune",
    "phường": "commune",
}
# As typed, accents or not -> the kind; an abbreviation needs a name behind it.
_TYPED = {
    **{name_key(kind): kind for kind in KINDS},
    **{plain_key(kind): kind for kind in KINDS},
    "tp": "thành phố", "t p": "thành phố", "tph": "thành phố", "h": "huyện", "q": "quận", "tx": "thị xã",
    "tt": "thị trấn", "t t": "thị trấn", "ttr": "thị trấn", "x": "xã", "p": "phường", "ph": "phường",
    "t": "tỉnh",
}  # fmt: skip
_NUMBERING = re.compile(
    r"^\s*(?:\d+(?:\.\d+)*\s*[.)/-]?\s+|\d+(?:\.\d+)*[.)]\s*|[IV]+[.)]\s*|X[IVX]+[.)]\s*|[a-gđ][.)]\s+)"
)
_LEADING_SIGNS = re.compile(r"^[\s\-–—+*•·:.]+")
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]?")
_SPLIT = re.compile(r"\s*[,;›/]\s*|\s+[-–—]\s+")
# An office stands for its place: "UBND huyện …", "Phòng Lao động - TB và Xã hội huyện …".
_OFFICE = re.compile(
    r"^(?:(?:[uủ][yỷ] ban nh[aâ]n d[aâ]n|uỷ ban nhân dân|ubnd|[đd][iị]a b[aà]n)\s+"
    r"|(?:ph[oò]ng|ban ch[iỉ] [đd][aạ]o)\b.*?\s(?=(?:huy[eệ]n|th[aà]nh ph[oố]|tp|ph[uư][oờ]ng|th[iị] tr[aấ]n"
    r"|x[aã](?! h[oộ]i))\b))",
    re.IGNORECASE,
)
# "Tổng số huyện Na Hang" is Na Hang; a footnote's mark behind a name is none of it.
_WHOLE_OF = re.compile(
    r"^(?:(?:tổng số|tổng cộng|tổng|cộng|toàn|tong so|tong cong|tong|cong|toan)\s+)+"
    r"(?=(?:huyện|tỉnh|thành phố|xã|phường|thị trấn|huyen|tinh|thanh pho|xa|phuong|thi tran)\s+\S)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?:\s*[¹²³⁴*]+|\s+\d\))+\s*$")
_TOTAL = re.compile(
    r"(?:(?:tong|cong|toan|chung)(?: (?:tong|so|cong|toan|chung|bo))*)"
    r"(?: (?P<kind>tinh|huyen|thanh pho|tp|thi xa|xa|phuong|thi tran|tt))?(?: cong)?"
)
_GROUPS = re.compile(
    r"^(?:tong so |cong |toan )?(?:cac|nhom|vung|khu vuc|khoi|huyen ngheo|xa ngheo|xa dac biet|xa khu vuc"
    r"|thanh thi|nong thon|do thi|mien nui|dia ban|trong do|chia ra|con lai)\b"
    r"|^(?:huyen|xa|don vi|dia phuong)(?: thanh pho| phuong| thi tran)* (?:con lai|khac|ngheo)$"
    r"|^(?:huyen|thanh pho|tp|tinh) .*\bcu$"  # what was a district counts together the communes below it
)

_VILLAGES = re.compile(r"^(?:thon|xom|ban|to dan pho|tdp|to|khu pho|khu dan cu) \S")


@dataclass(frozen=True)
class PlaceText:
    """`key` is the bare name, `kind` its type word ("huyện") if one stands there."""

    key: str
    kind: str | None = None
    district: str | None = None  # the key of the district named behind it
    province: str | None = None  # and of the province
    has_more: bool = False  # other words follow that name no district or province


def read_place(text: str) -> PlaceText:
    """The place that the text of a cell names, taken apart."""
    bare = without_numbering(_FOOTNOTE.sub("", " ".join(unicodedata.normalize("NFC", text).split())))
    bare = _OFFICE.sub("", _WHOLE_OF.sub("", bare))
    inside = [piece for found in _BRACKETS.findall(bare) for piece in _SPLIT.split(found)]
    outside = [piece for piece in _SPLIT.split(_BRACKETS.sub(" ", bare)) if name_key(piece)]
    first, rest = (outside[0], outside[1:]) if outside else ("", [])
    key, kind = split_kind(name_key(first))
    kind = kind or next((_TYPED[word] for piece in inside if (word := name_key(piece)) in _TYPED), None)
    district, province, has_more = _read_around(rest, inside)
    return PlaceText(key, kind, district, province, has_more)


def split_kind(key: str) -> tuple[str, str | None]:
    """The bare name and its type word: "tp tuyên quang" is ("tuyên quang", "thành phố")."""
    words = key.split()
    for length in (2, 1):
        kind = _TYPED.get(" ".join(words[:length]))
        if kind and len(words) > length:
            return " ".join(words[length:]), kind
    joined = re.match(r"(tp|tt)(?=\w{2,}$)", words[0]) if len(words) == 1 else None
    return (words[0][2:], _TYPED[joined[1]]) if joined else (key, None)


def without_numbering(text: str) -> str:
    """Without the "1.", "a)", "II." or "-" in front."""
    return _LEADING_SIGNS.sub("", _NUMBERING.sub("", _LEADING_SIGNS.sub("", text), count=1))


def read_total(text: str) -> tuple[bool, str | None]:
    """Whether the words name a whole and nothing else ("Tổng số", "CỘNG:"), and what it is the whole of."""
    bare = re.sub(r"\d+", " ", _BRACKETS.sub(" ", without_numbering(text)))
    found = _TOTAL.fullmatch(plain_key(bare))
    return (found is not None, _TYPED[found["kind"]] if found and found["kind"] else None)


def is_group(text: str) -> bool:
    """ "Các huyện nghèo", "Khu vực thành thị": rows that are no place of their own."""
    return bool(_GROUPS.match(plain_key(without_numbering(text))))


def is_village(text: str) -> bool:
    """ "Thôn Yên Phú", "Tổ dân phố 3": a part of a commune, which reports nothing itself."""
    return bool(_VILLAGES.match(plain_key(without_numbering(text))))


def _read_around(rest: list[str], inside: list[str]) -> tuple[str | None, str | None, bool]:
    """The district and the province named behind a place; in brackets anything else may stand."""
    district, province, has_more = None, None, False
    for index, piece in enumerate([*rest, *inside]):
        key, kind = split_kind(name_key(piece))
        level = KINDS[kind] if kind else None
        if level == "province":
            province = key
        elif level == "district" or (level is None and index < len(rest) and district is None):
            district = key
        elif index < len(rest):
            has_more = True
    return district, province, has_more
