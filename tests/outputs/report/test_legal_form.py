"""The report in the form of Decree 30/2020/NĐ-CP, Annex I: page, fonts, and every element by its case, size and weight."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.outputs.report.reading import fields, open_report, p_text, plain
from tracker.outputs.report.report import make_report
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story

# Style → sizes that the decree allows, bold, italic, aligned to the middle.
ELEMENTS = {
    "Quốc hiệu": ((12, 13), True, False),
    "Tiêu ngữ": ((13, 14), True, False),
    "Cơ quan chủ quản": ((12, 13), False, False),
    "Cơ quan ban hành": ((12, 13), True, False),
    "Số ký hiệu": ((13, 13), False, False),
    "Địa danh": ((13, 14), False, True),
    "Tên loại": ((13, 14), True, False),
    "Trích yếu": ((13, 14), True, False),
    "Thể thức ký": ((13, 14), True, False),
    "Họ tên người ký": ((13, 14), True, False),
    "Nơi nhận": ((12, 12), True, True),
    "Nơi nhận mục": ((11, 11), False, False),
    "Phụ lục": ((14, 14), True, False),
    "Tên phụ lục": ((13, 14), True, False),
    "Kèm theo": ((13, 14), False, True),
    "Normal": ((13, 14), False, False),
    "Heading 1": ((13, 14), True, False),
    "Header": ((13, 14), False, False),
}


def everywhere(document: Document) -> list[Paragraph]:
    """Every paragraph of the body, those in tables too."""
    return [Paragraph(one, document._body) for one in document.element.body.iter(qn("w:p"))]


def in_style(document: Document, name: str) -> list[str]:
    return [plain(one.text) for one in everywhere(document) if one.style and one.style.name == name]


def test_the_page(half_year_document: Document) -> None:
    for section in half_year_document.sections:
        sides = section.page_width.mm, section.page_height.mm
        assert sorted(round(side) for side in sides) == [210, 297]
        assert 20 <= round(section.top_margin.mm) <= 25 and 20 <= round(section.bottom_margin.mm) <= 25
        assert 30 <= round(section.left_margin.mm) <= 35 and 15 <= round(section.right_margin.mm) <= 20
    assert half_year_document.sections[0].orientation == WD_ORIENT.PORTRAIT


def test_the_number_of_the_page(half_year_document: Document) -> None:
    """Centred in the top margin, 13 to 14 points, not on the first page; annexes count for themselves."""
    first = half_year_document.sections[0]
    (paragraph,) = first.header.paragraphs
    assert [one.instruction for one in fields(paragraph._p)] == ["PAGE"]
    assert paragraph.style.paragraph_format.alignment == ALIGN.CENTER
    assert first.different_first_page_header_footer
    assert "".join(one.text for one in first.first_page_header.paragraphs) == ""
    for section in list(half_year_document.sections)[1:]:
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.header.is_linked_to_previous


@pytest.mark.parametrize("name", ELEMENTS)
def test_each_element(half_year_document: Document, name: str) -> None:
    style = half_year_document.styles[name]
    (least, most), bold, italic = ELEMENTS[name]
    assert least <= style.font.size.pt <= most
    assert bool(style.font.bold) is bold and bool(style.font.italic) is italic
    assert style.font.name == "Times New Roman"
    assert str(style.font.color.rgb) == "000000"


def test_no_other_font_and_no_colour(half_year_document: Document) -> None:
    body = half_year_document.element.body
    assert list(body.iter(qn("w:rFonts"))) == [] and list(body.iter(qn("w:color"))) == []
    defaults = half_year_document.styles.element.find(qn("w:docDefaults"))
    fonts = next(defaults.iter(qn("w:rFonts")))
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "cs", "eastAsia")} == {
        "Times New Roman"
    }
    assert not any("Theme" in key for key in fonts.attrib)
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == "vi-VN"


def test_the_text(half_year_document: Document) -> None:
    form = half_year_document.styles["Normal"].paragraph_format
    assert form.alignment == ALIGN.JUSTIFY
    assert round(form.first_line_indent.cm, 2) in (1.0, 1.27)
    assert form.space_after.pt >= 6
    assert 1 <= form.line_spacing <= 1.5
    assert not list(half_year_document.styles.element.iter(qn("w:contextualSpacing"))) or all(
        one.getparent().getparent().find(qn("w:name")).get(qn("w:val")) not in ("List Bullet", "Normal")
        for one in half_year_document.styles.element.iter(qn("w:contextualSpacing"))
    )


def test_the_head_of_the_province(half_year_document: Document) -> None:
    assert in_style(half_year_document, "Quốc hiệu") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert in_style(half_year_document, "Tiêu ngữ") == ["Độc lập - Tự do - Hạnh phúc"]
    assert in_style(half_year_document, "Cơ quan ban hành") == ["ỦY BAN NHÂN DÂN", "TỈNH TUYÊN QUANG"]
    assert in_style(half_year_document, "Số ký hiệu") == ["Số:      /BC-UBND"]
    assert in_style(half_year_document, "Địa danh") == ["Tuyên Quang, ngày 10 tháng 7 năm 2026"]
    assert in_style(half_year_document, "Tên loại") == ["BÁO CÁO"]
    (subject,) = in_style(half_year_document, "Trích yếu")
    assert subject.startswith("Kết quả thực hiện") and "6 tháng đầu năm 2026" in subject


def test_the_lines_below_motto_agency_and_title(half_year_document: Document) -> None:
    lines = [one for one in everywhere(half_year_document) if one.style and one.style.name == "Kẻ ngang"]
    assert len(lines) == 3
    for line in lines:
        assert line._p.pPr.find(qn("w:pBdr")).find(qn("w:top")) is not None


def test_the_closing(half_year_document: Document) -> None:
    assert in_style(half_year_document, "Thể thức ký") == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert set(in_style(half_year_document, "Họ tên người ký")) == {""}  # no name is made up
    assert in_style(half_year_document, "Nơi nhận") == ["Nơi nhận:"]
    recipients = in_style(half_year_document, "Nơi nhận mục")
    assert all(one.startswith("- ") and one.endswith(";") for one in recipients[:-1])
    assert recipients[-1].startswith("- Lưu: VT,")
    (last,) = [one for one in half_year_document.paragraphs if one.text.endswith("./.")]
    assert last.paragraph_format.keep_with_next  # no signature on a page of its own


def test_annexes_in_roman_numbers_the_wide_ones_across(half_year_document: Document) -> None:
    titles = in_style(half_year_document, "Phụ lục")
    assert titles == [f"Phụ lục {number}" for number in ("I", "II", "III", "IV", "V")]
    across = [one.orientation == WD_ORIENT.LANDSCAPE for one in half_year_document.sections]
    assert across == [False, True, True, True, False, False]
    for text in in_style(half_year_document, "Kèm theo"):
        assert text.startswith("(Kèm theo Báo cáo số ") and "ngày 10 tháng 7 năm 2026" in text
    names = in_style(half_year_document, "Tên phụ lục")
    assert [name for name in names if name == name.upper()].count("BIỂU TỔNG HỢP CÁC CHỈ TIÊU") == 3


def test_a_department_reports_for_its_programme(material: Material) -> None:
    document = open_report(make_report(Story.of(material, programme="CTXH")))
    assert in_style(document, "Cơ quan chủ quản") == ["UBND TỈNH TUYÊN QUANG"]
    assert in_style(document, "Cơ quan ban hành") == ["SỞ Y TẾ"]
    assert in_style(document, "Số ký hiệu") == ["Số:      /BC-SYT"]
    assert in_style(document, "Thể thức ký") == ["GIÁM ĐỐC"]
    other = open_report(make_report(Story.of(material, programme="MTQG26")))
    assert in_style(other, "Cơ quan ban hành") == ["SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"]
    assert in_style(other, "Số ký hiệu") == ["Số:      /BC-SNNMT"]


@pytest.mark.parametrize(
    ("unit", "above", "lines", "symbol", "seat"),
    [
        ("02215", [], ["ỦY BAN NHÂN DÂN", "PHƯỜNG MINH XUÂN"], "UBND", "Minh Xuân"),
        ("SYT", ["UBND TỈNH TUYÊN QUANG"], ["SỞ Y TẾ"], "SYT", "Tuyên Quang"),
        ("CAT", ["BỘ CÔNG AN"], ["CÔNG AN TỈNH TUYÊN QUANG"], "CAT", "Tuyên Quang"),
    ],
)
def test_a_unit_reports_for_itself(  # type: ignore[no-untyped-def]
    material: Material, unit: str, above, lines, symbol: str, seat: str
) -> None:
    document = open_report(make_report(Story.of(material, unit=unit)))
    assert in_style(document, "Cơ quan chủ quản") == above
    assert in_style(document, "Cơ quan ban hành") == lines
    assert in_style(document, "Số ký hiệu") == [f"Số:      /BC-{symbol}"]
    assert in_style(document, "Địa danh")[-1].startswith(f"{seat}, ngày ")


def test_number_and_date_of_the_document(material: Material, draft: Material) -> None:
    """The number that the leader gave stands only in the report of the agency that it is one of."""
    mark = replace(material.mark, document_number="5/BC-UBND")
    numbered = open_report(make_report(Story.of(replace(material, mark=mark))))
    assert in_style(numbered, "Số ký hiệu") == ["Số: 05/BC-UBND"]
    assert in_style(numbered, "Kèm theo")[0].startswith("(Kèm theo Báo cáo số 05/BC-UBND ngày 10 tháng 7")
    other = open_report(make_report(Story.of(replace(material, mark=mark), programme="CTXH")))
    assert in_style(other, "Số ký hiệu") == ["Số:      /BC-SYT"]
    unsigned = open_report(make_report(Story.of(draft)))
    assert in_style(unsigned, "Địa danh")[-1] == "Tuyên Quang, ngày      tháng      năm 2026"
    assert in_style(unsigned, "Dấu dự thảo") == ["DỰ THẢO, chưa ký"]


def test_every_page_names_the_edition(half_year_document: Document, story: Story) -> None:
    section = half_year_document.sections[0]
    for foot in (section.footer, section.first_page_footer):
        text = "".join(p_text(one._p) for one in foot.paragraphs)
        assert text == f"{story.footnote} · Số liệu minh họa"
