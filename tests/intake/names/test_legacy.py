"""Text of the old fonts becomes Unicode; what could be either stays."""

from __future__ import annotations

import pytest

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.intake.names.legacy import is_legacy_document, modern_text

BYTES = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"


def in_tcvn3(text: str) -> str:
    return text.translate(dict(zip(map(ord, LETTERS), BYTES, strict=True)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tû lÖ hé nghÌo", "Tỷ lệ hộ nghèo"),
        ("¦íc thùc hiÖn c¶ n¨m", "Ước thực hiện cả năm"),
        ("X· Phóc Yªn", "Xã Phúc Yên"),
        ("S¬n D\u00ad¬ng", "Sơn Dương"),
        ("Tuyªn Quang", "Tuyên Quang"),
        ("HuyÖn Na Hang", "Huyện Na Hang"),
        ("TØNH TUY£N QUANG", "TỈNH TUYÊN QUANG"),
        ("B¸o c¸o cña Së L§-TBXH", "Báo cáo của Sở LĐ-TBXH"),
    ],
)
def test_tcvn3_is_found_by_its_signs(typed: str, meant: str) -> None:
    assert modern_text(typed) == (meant, "tcvn3")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tyû leä hoä ngheøo", "Tỷ lệ hộ nghèo"),
        ("Soá löôït ngöôøi", "Số lượt người"),
        ("Toång soá hoä daân cö", "Tổng số hộ dân cư"),
        ("ÑAÏI PHUÙ", "ĐẠI PHÚ"),
        ("Öôùc thöïc hieän caû naêm", "Ước thực hiện cả năm"),
    ],
)
def test_vni_is_found_by_its_pairs(typed: str, meant: str) -> None:
    assert modern_text(typed) == (meant, "vni")


@pytest.mark.parametrize(
    "text",
    [
        "Sáu tháng", "Lâm Bình", "Côn Lôn", "Thái Bình", "toàn xã", "hoà", "Hoà Bình", "café", "naïve façade", "Müller",
        "100 m²", "± 5%", "5 µm", "© 2024", "2 × 3 × 4", "Số hộ¹", "Nº 5", "Ghi chú", "Tên xã", "qúy", "¡Hola!",
    ],
)  # fmt: skip
def test_unicode_and_foreign_text_stays(text: str) -> None:
    assert modern_text(text) == (text, None)


def test_a_short_text_needs_its_font_or_its_document() -> None:
    assert modern_text("Hé nghÌo")[0] == "Hộ nghèo"
    assert modern_text("hé")[1] is None
    assert modern_text("hé", font=".VnTime") == ("hộ", "tcvn3")
    assert modern_text("hé", kind="tcvn3") == ("hộ", "tcvn3")
    assert modern_text("hoä", font="VNI-Times") == ("hộ", "vni")
    assert modern_text("hộ", font=".VnTime") == ("hộ", None)
    assert modern_text("Số hộ", kind="tcvn3") == ("Số hộ", None)


def test_the_upper_case_font_gives_capitals() -> None:
    assert modern_text("tû lÖ hé nghÌo", font=".VnTimeH") == ("TỶ LỆ HỘ NGHÈO", "tcvn3")


def test_a_text_in_the_old_font_that_was_pasted_from_unicode_stays() -> None:
    assert modern_text("Sáu", font=".VnTime") == ("Sáu", None)


def test_a_whole_document_is_decided_by_all_its_texts() -> None:
    old = [in_tcvn3(text) for text in ("Tỷ lệ hộ nghèo", "Số hộ", "Xã Yên Lập", "Tổng số")]
    assert is_legacy_document([*old, "STT", "12"]) == "tcvn3"
    assert is_legacy_document(["Toång soá hoä", "Xaõ Tuù Thònh", "hoä ngheøo"]) == "vni"
    assert is_legacy_document(["Tỷ lệ", "Số hộ", "Xã", "Sáu", "Lâm Bình"]) is None
    assert is_legacy_document([*old, "Tỷ lệ", "Số hộ", "Tổng số"]) is None
    assert is_legacy_document([]) is None


def test_names_of_units_and_indicators_survive_both_ways(reference: Reference, catalogue: Catalogue) -> None:
    names = [unit.name for unit in reference.units] + [one.name for one in catalogue.indicators]
    for name in names:
        assert modern_text(name) == (name, None)
        old = in_tcvn3(name)
        if old != name and not any("\u1ea0" <= sign <= "\u1ef9" for sign in old):
            assert modern_text(old) == (name, "tcvn3")
