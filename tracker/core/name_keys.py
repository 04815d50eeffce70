"""One key per name: spelling, accents' place, punctuation and abbreviations do not make two names of one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
# Cyrillic and Greek letters that look like ours, as texts carry them that went through a scanner.
LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιαν",
    "ABESIJKMHOPCTYXaesijopcyxhqwABEZHIKMNOPTYXoiav",
)
_RAISED = dict.fromkeys(map(ord, "¹²³⁰⁴⁵⁶⁷⁸⁹"))  # the marks of footnotes are no part of a name
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook, dot below
_WORDS = re.compile(r"[^\W_]+")

# Tone marks in one place: `hoà` as `hòa`, `uỷ` as `ủy`, but `hòan` as `hoàn`; `quí` as `quý`.
_OPEN_GLIDE = re.compile(rf"(o|(?<!q)u)([ae]|y)([{_TONES}])(?![^\W\d_]|[{_TONES}\u0302\u0306\u031b])")
_CLOSED_GLIDE = re.compile(rf"o([{_TONES}])([ae]\u0306?)(?=[^\W\d_])")
_AFTER_Q = re.compile(rf"\bqu([{_TONES}]?)[iy]([{_TONES}]?)\b")
# `kỹ` as `kĩ`, `tỷ lệ` as `tỉ lệ`, `Mỹ Lâm` as `Mĩ Lâm`: the same syllable in two spellings.
_KT_XH = re.compile(r"\bkt\s*-\s*xh\b")
_FINAL_Y = re.compile(rf"\b([hklmst])y([{_TONES}]?)\b")

# Written out in keys, accents or not; the longest first where one begins another.
_ABBREVIATIONS = {
    "bhyt": "bảo hiểm y tế",
    "bq": "bình quân",
    "bttxh": "bảo trợ xã hội",
    "cbcc": "cán bộ công chức",
    "cbccvc": "cán bộ công chức viên chức",
    "cn": "hộ cận nghèo",
    "ctmtqg": "chương trình mục tiêu quốc gia",
    "ctv": "cộng tác viên",
    "ctxh": "công tác xã hội",
    "cvc": "công chức viên chức",
    "dtts": "dân tộc thiểu số",
    "đbdtts": "đồng bào dân tộc thiểu số",
    "đbkk": "đặc biệt khó khăn",
    "đtpt": "đầu tư phát triển",
    "gn": "giảm nghèo",
    "gnbv": "giảm nghèo bền vững",
    "hcn": "hộ cận nghèo",
    "hcnl": "hộ cận nghèo",
    "hgđ": "hộ gia đình",
    "hn": "hộ nghèo",
    "kcknlđ": "không có khả năng lao động",
    "knlđ": "khả năng lao động",
    "ktxh": "kinh tế xã hội",
    "lđ": "lao động",
    "mtqg": "mục tiêu quốc gia",
    "ncc": "người có công",
    "nccvcm": "người có công với cách mạng",
    "nk": "nhân khẩu",
    "nsđp": "ngân sách địa phương",
    "nsnn": "ngân sách nhà nước",
    "nstw": "ngân sách trung ương",
    "sl": "số lượng",
    "tgxh": "trợ giúp xã hội",
    "tl": "tỷ lệ",
    "tlhcn": "tỷ lệ hộ cận nghèo",
    "tlhn": "tỷ lệ hộ nghèo",
    "ts": "tổng số",
}


def _plain(text: str) -> str:
    """Without accents, `đ` as `d`."""
    marks = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in marks if not unicodedata.combining(sign)).replace("đ", "d")


def _plain_letters(text: str) -> str:
    shown = unicodedata.normalize("NFKC", text.translate(_RAISED)).translate(_INVISIBLE)
    return shown if shown.isascii() else shown.translate(LOOK_ALIKES)


def _one_spelling(text: str) -> str:
    """Lower case, invisible signs out, tone marks where the older rule has them, `y` as `i` where it is one."""
    marks = unicodedata.normalize("NFD", _plain_letters(text).casefold())
    marks = _AFTER_Q.sub(r"quy\1\2", marks)
    marks = _CLOSED_GLIDE.sub(r"o\2\1", marks)
    marks = _OPEN_GLIDE.sub(r"\1\3\2", marks)
    marks = _FINAL_Y.sub(r"\1i\2", marks)
    return unicodedata.normalize("NFC", _KT_XH.sub("ktxh", marks))


_EXPANDED = {
    _one_spelling(short): tuple(_one_spelling(words).split()) for short, words in _ABBREVIATIONS.items()
}
_EXPANDED |= {_plain(short): words for short, words in _EXPANDED.items()}


@lru_cache(maxsize=16384)
def name_key(text: str) -> str:
    """The text as lower-case words in one spelling, abbreviations written out: the key that names share."""
    words: list[str] = []
    for word in _WORDS.findall(_one_spelling(text)):
        for one in _EXPANDED.get(word, (word,)):
            if not (one == "hộ" and words and words[-1] == "hộ"):  # "hộ HN"
                words.append(one)
    return " ".join(words)


@lru_cache(maxsize=16384)
def plain_key(text: str) -> str:
    """`name_key` without accents, `đ` as `d`: for texts typed without them."""
    return _plain(name_key(text))
