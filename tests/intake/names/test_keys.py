"""One key per name, however it is spelt."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.intake.names.keys import name_key, plain_key

SAME = {
    "tone mark on an open glide": ("Huyện Chiêm Hoá", "Huyện Chiêm Hóa"),
    "and on uy": ("Uỷ ban, Thuỷ, luỹ kế", "Ủy ban, Thủy, lũy kế"),
    "after q there is one place only": ("qúy, quí", "quý, quý"),
    "a closed glide": ("hòan thành, tóan", "hoàn thành, toán"),
    "i and y": ("Tỉ lệ, kĩ năng, Mỹ Lâm", "Tỷ lệ, kỹ năng, Mĩ Lâm"),
    "decomposed letters": (unicodedata.normalize("NFD", "Tuyên Quang – Chiêm Hóa"), "Tuyên Quang - Chiêm Hóa"),
    "spaces that are none": ("Na\u00a0Hang\u200b", "Na Hang"),
    "case and punctuation": ("TỶ LỆ (HỘ NGHÈO):", "tỷ lệ hộ nghèo"),
    "abbreviations": ("Vốn ĐTPT từ NSTW", "Vốn đầu tư phát triển từ ngân sách trung ương"),
    "abbreviations in one": ("HN DTTS, hộ CN", "hộ nghèo dân tộc thiểu số, hộ cận nghèo"),
    "marks of footnotes": ("Hộ nghèo\u00b9", "Hộ nghèo"),
    "Cyrillic and Greek letters": ("\u039dGH\u00c8\u041e", "nghèo"),
    "KT-XH": ("hạ tầng KT - XH", "hạ tầng kinh tế - xã hội"),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_two_spellings_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Na Hang", "Nà Hang"),
        ("hộ nghèo", "hộ cận nghèo"),
        ("xoắn", "xoan"),
        ("y tế", "i tế"),
        ("quyền", "quền"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_without_accents() -> None:
    assert plain_key("Huyện Chiêm Hóa") == plain_key("HUYEN CHIEM HOA") == "huyen chiem hoa"
    assert plain_key("Đồng Quý") == "dong quy"
    assert plain_key("CTXH") == plain_key("cong tac xa hoi")


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
    assert plain_key(plain_key(text)) == plain_key(text)
