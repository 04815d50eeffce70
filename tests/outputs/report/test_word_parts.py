"""What makes the report a Word document that people can go on working in: fields, styles, lists, tables, charts, package."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from tests.outputs.report.reading import bookmarks, fields, plain
from tracker.outputs.package import read_stamp
from tracker.outputs.story.story import Story


def test_captions_and_references_agree(half_year_document: Document) -> None:
    """Every reference leads to a bookmark that encloses the words which the reference shows."""
    found = fields(half_year_document.element.body)
    marks = bookmarks(half_year_document)
    assert found and marks
    references = [one for one in found if one.instruction.startswith("REF ")]
    assert len(references) >= 5
    for one in references:
        assert marks[one.instruction.split()[1]] == one.result
    assert len(set(marks.values())) == len(marks)


def test_numbers_are_written_out_as_word_would_count_them(half_year_document: Document) -> None:
    counts: dict[str, int] = {}
    roman = ("", "I", "II", "III", "IV", "V", "VI")
    for one in fields(half_year_document.element.body):
        if one.instruction.startswith("SEQ "):
            _, name, _, form = one.instruction.split()
            counts[name] = counts.get(name, 0) + 1
            expected = roman[counts[name]] if form == "ROMAN" else str(counts[name])
            assert one.result == expected, one
    assert counts["Bảng"] >= 10 and counts["Hình"] >= 4 and counts["Phụ_lục"] == 5


def test_bookmarks_have_ids_of_their_own(half_year_document: Document) -> None:
    body = half_year_document.element.body
    ids = [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    drawings = [one.get("id") for one in body.iter(qn("wp:docPr"))]
    assert len(drawings) == len(set(drawings))


def test_headings_count_themselves(half_year_document: Document) -> None:
    """I., 1., a) come from one outline list; nobody typed them."""
    numbering = half_year_document.part.numbering_part.element
    (outline,) = [one for one in numbering.iter(qn("w:abstractNum")) if len(one.findall(qn("w:lvl"))) == 3]
    levels = outline.findall(qn("w:lvl"))
    assert [one.find(qn("w:numFmt")).get(qn("w:val")) for one in levels] == [
        "upperRoman",
        "decimal",
        "lowerLetter",
    ]
    parts = [plain(one.text) for one in half_year_document.paragraphs if one.style.name == "Heading 1"]
    assert len(parts) == 5 and not any(re.match(r"[IVX]+\.", one) for one in parts)
    assert parts[0] == "KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU, CHỈ TIÊU" and parts[-1] == "ĐỀ XUẤT, KIẾN NGHỊ"
    assert parts[3] == "MỤC TIÊU, NHIỆM VỤ, GIẢI PHÁP 6 THÁNG CUỐI NĂM 2026"


def test_every_style_in_use_is_there(half_year_document: Document) -> None:
    known = {one.style_id for one in half_year_document.styles}
    used = {one.get(qn("w:val")) for tag in ("w:pStyle", "w:tblStyle")
            for one in half_year_document.element.body.iter(qn(tag))}  # fmt: skip
    assert used <= known
    headings = [half_year_document.styles[f"Heading {level}"] for level in (1, 2, 3)]
    assert all(one.paragraph_format.keep_with_next for one in headings)
    assert half_year_document.styles["Caption"].paragraph_format.keep_with_next


def test_every_table_repeats_its_head_and_says_what_it_is(half_year_document: Document) -> None:
    framed = [
        one
        for one in half_year_document.element.body.iter(qn("w:tbl"))
        if one.tblPr.find(qn("w:tblCaption")) is not None
    ]
    assert len(framed) >= 15
    for table in framed:
        assert table.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        first = table.tr_lst[0]
        assert first.trPr.find(qn("w:tblHeader")) is not None
        widths = [int(one.get(qn("w:w"))) for one in table.tblGrid.iter(qn("w:gridCol"))]
        for row in table.tr_lst:
            assert sum(cell.grid_span for cell in row.tc_lst) == len(widths)
            assert row.trPr.find(qn("w:cantSplit")) is not None
        assert sum(widths) <= 252 / 25.4 * 1440 + 20


def test_every_chart_is_words_own(half_year: bytes, half_year_document: Document) -> None:
    charts = list(half_year_document.element.body.iter(qn("wp:docPr")))
    assert charts and all(len(one.get("descr")) > 20 and one.get("title") for one in charts)
    with zipfile.ZipFile(io.BytesIO(half_year)) as package:
        names = package.namelist()
        assert sum(name.startswith("word/charts/chart") for name in names) == len(charts)
        assert sum(name.startswith("word/embeddings/") for name in names) == len(charts)
        assert not any(name.endswith((".png", ".jpeg", ".emf")) for name in names)


def test_a_chart_keeps_what_is_missing_as_a_gap(story: Story) -> None:
    from tracker.outputs.report.charts import draw_chart

    line = next(one for one in story.judged if one.code == "GN-01")  # 2023 was never published
    chart = draw_chart(line.read_chart(), "t", "a", story.material.mark.at)
    blanks = chart.xml.find(f".//{qn('c:dispBlanksAs')}").get("val")
    assert blanks == "gap"
    counts = []
    for series in chart.xml.iter(qn("c:ser")):
        values = series.find(qn("c:yVal"))
        counts.append(int(next(values.iter(qn("c:ptCount"))).get("val")) - len(list(values.iter(qn("c:pt")))))
    assert any(counts)  # a point of the line that has no value


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/settings.xml", "word/numbering.xml"]
)
def test_the_parts_are_well_formed_and_in_vietnamese(half_year: bytes, part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(half_year)) as package:
        root = etree.fromstring(package.read(part))
    if part == "word/settings.xml":
        assert root.find(qn("w:themeFontLang")).get(qn("w:val")) == "vi-VN"
        mode = next(
            one for one in root.iter(qn("w:compatSetting")) if one.get(qn("w:name")) == "compatibilityMode"
        )
        assert mode.get(qn("w:val")) == "15"


def test_every_relation_leads_to_a_part_with_a_type(half_year: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(half_year)) as package:
        names = set(package.namelist())
        types = etree.fromstring(package.read("[Content_Types].xml"))
        listed = {one.get("PartName").lstrip("/") for one in types if one.get("PartName")}
        endings = {one.get("Extension") for one in types if one.get("Extension")}
        for name in names - {"[Content_Types].xml"}:
            assert name in listed or name.rpartition(".")[2] in endings, name
        assert listed <= names
        for name in names:
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                for one in etree.fromstring(package.read(name)):
                    if one.get("TargetMode") != "External":
                        target = one.get("Target")
                        joined = (
                            target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
                        )
                        while "/../" in joined:
                            joined = re.sub(r"[^/]+/\.\./", "", joined, count=1)
                        assert joined in names, (name, target)


def test_the_properties_name_the_edition(
    half_year: bytes, half_year_document: Document, story: Story
) -> None:
    stamp = read_stamp(half_year)
    assert stamp is not None and stamp.kind == "report"
    assert (stamp.edition, stamp.check_code) == (story.material.mark.number, story.material.mark.check_code)
    assert half_year_document.core_properties.title.startswith("Báo cáo")
    assert half_year_document.core_properties.created is not None
