"""Tables typed in the fonts of before Unicode: TCVN3 (.VnTime) and VNI."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tests.intake.corpus.annexes import annex, plain_rows, staff_rows
from tests.intake.corpus.figures import NA_HANG
from tests.intake.corpus.files import csv_file, xlsx
from tests.intake.corpus.place_tables import review
from tests.intake.corpus.sample import Sample
from tests.intake.corpus.sheets import Sheet, add_signature

_TCVN3 = dict(
    zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        strict=True,
    )
)
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_CIRCUMFLEX = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_ALONE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_MARKS = "".join(_VNI_TONES)


def in_tcvn3(text: str) -> str:
    """As typed with .VnTime; capitals with accents stand in .VnTimeH, which has small letters' codes."""
    signs = []
    for sign in unicodedata.normalize("NFC", text):
        signs.append(_TCVN3.get(sign) or _TCVN3.get(sign.lower()) or sign)
    return "".join(signs)


def in_vni(text: str) -> str:
    return "".join(_in_vni(sign) for sign in unicodedata.normalize("NFC", text))


def _in_vni(sign: str) -> str:
    low = sign.lower()
    if low in _VNI_ALONE:
        found = _VNI_ALONE[low]
    else:
        marks = unicodedata.normalize("NFD", low)
        tone = next((one for one in marks if one in _MARKS), "")
        base, rest = marks[0], marks[1:].replace(tone, "", 1)
        if rest == "\u0302":
            found = base + _VNI_CIRCUMFLEX[tone]
        elif rest == "\u0306":
            found = base + _VNI_BREVE[tone]
        else:
            base = {"o\u031b": "ô", "u\u031b": "ö"}.get(base + rest, base)
            found = base + _VNI_TONES.get(tone, "")
    return found.upper() if sign != low else found


def convert_texts(sheet: Sheet, encode: Callable[[str], str], fonts: Sequence[str] = ()) -> None:
    """Every text of the sheet in the old encoding; with `fonts`, (for small letters, for capitals)."""
    for at, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if not isinstance(cell, str) or cell.isascii():
                continue
            row[column] = encode(cell)
            if fonts:
                sheet.fonts[at, column] = fonts[1] if cell.isupper() else fonts[0]


def _old(
    sample: Sample, sheet: Sheet, encode: Callable[[str], str], fonts: Sequence[str], kind: str
) -> Sample:
    convert_texts(sheet, encode, fonts)
    sample.says(kind)
    return replace(sample, must="confirm", content=xlsx(sheet))


def annex_in_vntime() -> Sample:
    sample, sheet, _ = annex("tcvn3_phu_luc.xlsx", [*staff_rows(), *plain_rows()])
    add_signature(sheet, "Na Hang", "12 tháng 6 năm 2023", "Ghi chú: Số liệu tính đến ngày 30/6/2023.")
    return _old(sample, sheet, in_tcvn3, (".VnTime", ".VnTimeH"), "tcvn3-converted")


def communes_in_vntime() -> Sample:
    sample, sheet, _ = review("tcvn3_communes")
    return _old(sample, sheet, in_tcvn3, (".VnTime", ".VnTimeH"), "tcvn3-converted")


def communes_in_tcvn3_without_a_font() -> Sample:
    """Copied into another font: only the letters tell."""
    sample, sheet, _ = review("tcvn3_no_font")
    return _old(sample, sheet, in_tcvn3, (), "tcvn3-converted")


def csv_in_tcvn3() -> Sample:
    """Exported from an old program: the encoding of the file says nothing of the letters in it."""
    sample, sheet, _ = review("tcvn3_csv", total_name="", sheet_name="CSV", numbers=())
    convert_texts(sheet, in_tcvn3)
    sample.says("tcvn3-converted")
    return replace(sample, filename="tcvn3.csv", must="confirm", content=csv_file(sheet, "utf-8-sig", ";"))


def communes_in_vni_times() -> Sample:
    sample, sheet, _ = review("vni_communes")
    return _old(sample, sheet, in_vni, ("VNI-Times", "VNI-Times"), "vni-converted")


def annex_in_vni_without_a_font() -> Sample:
    sample, sheet, _ = annex("vni_phu_luc.xlsx", plain_rows())
    return _old(sample, sheet, in_vni, (), "vni-converted")


def old_font_on_unicode_text() -> Sample:
    """A cell style that still names .VnTime over Unicode names. "Xã" alone could be TCVN3 for "Xó": what a
    reader cannot decide it may send back, but never take for something else."""
    sample, sheet, first = review("font_left_over")
    for row in range(first, sheet.last + 1):
        sheet.fonts[row, 1] = ".VnTime"
    for value in sample.values:
        value["optional"] = True
    return replace(sample, must=("accept", "confirm", "return"), more_errors=True, content=xlsx(sheet))


def some_rows_in_vntime() -> Sample:
    """Two communes pasted from last decade's file into a Unicode table."""
    sample, sheet, first = review("mixed_fonts")
    pasted: dict[int, Any] = {row: sheet.get(row, 1) for row in (first + 2, first + 5)}
    for row, name in pasted.items():
        assert (name, NA_HANG[row - first - 1][0]) == (name, name)
        sheet.put(row, 1, in_tcvn3(name))
        sheet.fonts[row, 1] = ".VnTime"
    sample.says("tcvn3-converted")
    return replace(sample, must="confirm", content=xlsx(sheet))


SAMPLES: tuple[Callable[[], Sample], ...] = (
    annex_in_vntime,
    communes_in_vntime,
    communes_in_tcvn3_without_a_font,
    csv_in_tcvn3,
    communes_in_vni_times,
    annex_in_vni_without_a_font,
    old_font_on_unicode_text,
    some_rows_in_vntime,
)
