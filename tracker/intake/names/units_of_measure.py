"""The unit of measure that a header states, and how it converts to the catalogue's own."""

from __future__ import annotations

import re
import unicodedata

# One spelling -> its quantity and how many of the quantity's own unit it is.
_SCALES: dict[str, tuple[str, float]] = {
    "đồng": ("đồng", 1.0),
    "nghìn đồng": ("đồng", 1e3),
    "triệu đồng": ("đồng", 1e6),
    "tỷ đồng": ("đồng", 1e9),
    "hộ": ("hộ", 1.0),
    "nghìn hộ": ("hộ", 1e3),
    "người": ("người", 1.0),
    "nghìn người": ("người", 1e3),
    "lượt người": ("lượt người", 1.0),
    "nghìn lượt người": ("lượt người", 1e3),
    "%": ("%", 1.0),
    "‰": ("%", 0.1),
    "điểm %": ("điểm %", 1.0),
    "mô hình": ("mô hình", 1.0),
    "dự án": ("dự án", 1.0),
    "công trình": ("công trình", 1.0),
    "đơn vị": ("đơn vị", 1.0),
    "người/đơn vị": ("người/đơn vị", 1.0),
    "lần": ("lần", 1.0),
    "xã, thôn": ("xã, thôn", 1.0),
}
_SAME: dict[str, str] = {
    "đ": "đồng", "vnd": "đồng", "vnđ": "đồng", "đồng việt nam": "đồng",
    "ngàn đồng": "nghìn đồng", "1000 đồng": "nghìn đồng", "1.000 đồng": "nghìn đồng", "nghìn đ": "nghìn đồng",
    "1.000đ": "nghìn đồng", "1000đ": "nghìn đồng", "1.000 đ": "nghìn đồng", "1000 đ": "nghìn đồng",
    "triệu": "triệu đồng", "tr.đ": "triệu đồng", "trđ": "triệu đồng", "tr đồng": "triệu đồng",
    "tr.đồng": "triệu đồng", "triệu đ": "triệu đồng", "tr. đồng": "triệu đồng", "tr đ": "triệu đồng",
    "1.000.000 đồng": "triệu đồng", "1.000.000đ": "triệu đồng",
    "tỷ": "tỷ đồng", "tỷ đ": "tỷ đồng", "tỷđ": "tỷ đồng", "tỷ.đ": "tỷ đồng",
    "phần trăm": "%", "(%)": "%", "tỷ lệ %": "%", "tỷ lệ": "%", "phần nghìn": "‰",
    "điểm phần trăm": "điểm %", "điểm": "điểm %", "điểm %/năm": "điểm %", "%/năm": "điểm %",
    "điểm phần trăm/năm": "điểm %", "điểm%": "điểm %", "đ%": "điểm %",
    "hộ gia đình": "hộ", "hộ dân": "hộ", "số hộ": "hộ", "hộ dân cư": "hộ", "1000 hộ": "nghìn hộ",
    "nhân khẩu": "người", "khẩu": "người", "số khẩu": "người", "số người": "người", "trẻ": "người",
    "trẻ em": "người", "cháu": "người", "em": "người", "lao động": "người", "nghìn khẩu": "nghìn người",
    "lượt": "lượt người", "lượt cán bộ": "lượt người", "người/lượt": "lượt người", "lượt học viên": "lượt người",
    "nghìn lượt": "nghìn lượt người",
    "cơ quan": "đơn vị", "cơ quan, đơn vị": "đơn vị", "cơ sở": "đơn vị", "cq, đv": "đơn vị",
    "mô hình, dự án": "mô hình", "mô hình/dự án": "mô hình", "mh": "mô hình",
    "ct": "công trình", "c.trình": "công trình",
}  # fmt: skip
_STATED = re.compile(r"(?:đơn vị tính|đvt|đơn vị đo|đv tính)\s*[:：]?\s*(.+)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LAST_WORDS = re.compile(r"[,;:]\s*([^,;:]+)$")


def read_unit_of_measure(text: str) -> str | None:
    """`triệu đồng` from "Vốn (triệu đồng)", "ĐVT: triệu đồng" or the bare words; None when none is stated.

    A unit stated as one (đơn vị tính: …) is given back even when it is not a known one.
    """
    plain = _plain(text)
    stated = _STATED.search(plain)
    if stated:
        words = stated[1].strip(" ().;:")
        return _known(words) or words or None
    if _known(plain):
        return _known(plain)
    for inside in reversed(_BRACKETS.findall(plain)):
        found = _known(re.sub(r"^(?:đơn vị|đv)\s*:?\s*", "", inside.strip()))
        if found:
            return found
    last = _LAST_WORDS.search(plain)
    if last and _known(last[1].strip()):
        return _known(last[1].strip())
    return "%" if "%" in _BRACKETS.sub("", plain) else None


def conversion(found: str, expected: str) -> float | None:
    """What a number in one unit is multiplied by to be in the other; None when it cannot be."""
    one, other = (_SCALES.get(_known(_plain(text)) or "") for text in (found, expected))
    if one is None or other is None:
        return 1.0 if _plain(found) == _plain(expected) else None
    if one[0] == other[0]:
        return one[1] / other[1]
    return 1.0 if (one[0], other[0]) == ("%", "điểm %") else None


def known_unit(words: str) -> str | None:
    """The unit of measure that words (and nothing else) name, in one spelling; None for other words."""
    return _known(
        re.sub(r"^(?:đơn vị tính|đơn vị|đvt|đv)\s*:?\s*(?=\S)", "", _plain(words).strip()) or _plain(words)
    )


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)).casefold()
    plain = " ".join(plain.replace("tỉ", "tỷ").replace("％", "%").split())
    return re.sub(r"\s*/\s*", "/", plain)


def _known(words: str) -> str | None:
    words = words.strip(" .;:")
    words = _SAME.get(words, words)
    return words if words in _SCALES else None
