"""The slides' file: valid, the same bytes twice, stamped, with a template, drawn by LibreOffice."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Pt

from bench.render import render
from tests.outputs.deck_reading import (
    charts_of,
    find_faults,
    find_overflows,
    notes_of,
    open_deck,
    text_of,
    title_of,
    unmarked,
)
from tracker.outputs.deck.deck import make_deck
from tracker.outputs.deck.template import TemplateError
from tracker.outputs.package import read_stamp, stamp_of
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story
from tracker.words import deck_texts as words


@pytest.fixture(scope="module")
def made(story: Story) -> bytes:
    return make_deck(story)


def test_no_schema_is_broken(made: bytes) -> None:
    assert find_faults(made) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("ppt/charts/chart1.xml", b"<c:legendPos", b"<c:overlay/><c:legendPos"),
        ("ppt/slides/slide3.xml", b'algn="l"', b'algn="links"'),
        ("ppt/slides/slide3.xml", b'id="3"', b'id="2"'),
        ("ppt/slides/slide3.xml", b"</p:sld>", b""),
        ("[Content_Types].xml", b"/ppt/slides/slide3.xml", b"/ppt/slides/slide300.xml"),
    ],
)
def test_the_check_finds_a_broken_file(made: bytes, part: str, old: bytes, new: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as archive, zipfile.ZipFile(stream, "w") as broken:
        for name in archive.namelist():
            content = archive.read(name)
            assert name != part or old in content
            broken.writestr(name, content.replace(old, new) if name == part else content)
    assert find_faults(stream.getvalue()) != []


def test_the_same_story_gives_the_same_bytes(made: bytes, material: Material) -> None:
    again = make_deck(Story.of(Material.read(material.content.content, material.mark)))
    assert again == made


def test_it_bears_the_edition(made: bytes, story: Story) -> None:
    assert read_stamp(made) == stamp_of(story, "deck")
    properties = open_deck(made).core_properties
    assert story.material.mark.check_code in properties.keywords
    assert properties.created == properties.modified


def test_every_slide_has_title_footnote_number_marks_and_notes(
    made: bytes, story: Story, draft: Material
) -> None:
    for data, told in ((made, story), (make_deck(Story.of(draft)), Story.of(draft))):
        for slide in open_deck(data).slides:
            text = text_of(slide)
            kinds = [shape.placeholder_format.type.name for shape in slide.placeholders]
            assert title_of(slide) and told.footnote in text
            assert "SLIDE_NUMBER" in kinds and "FOOTER" in kinds
            assert "Số liệu minh họa" in text
            assert ("DỰ THẢO, chưa ký" in text) == told.material.mark.is_draft
            assert told.material.mark.check_code in notes_of(slide)
            assert all(_described(shape) for shape in slide.shapes if shape.has_chart or shape.has_table)
            assert 'lang="vi-VN"' in slide.part.blob.decode()


def _described(shape) -> bool:
    return bool(shape._element.nvGraphicFramePr.cNvPr.get("descr"))


def test_real_figures_bear_no_mark(material: Material) -> None:
    presentation = open_deck(make_deck(Story.of(unmarked(material))))
    assert not any("minh họa" in title_of(slide).lower() for slide in presentation.slides)
    assert "Số liệu minh họa" not in text_of(presentation.slides[0])


def test_nothing_leaves_the_slide_or_its_box(made: bytes, draft: Material, material: Material) -> None:
    unit = make_deck(Story.of(material, unit="02215"))
    programme = make_deck(Story.of(material, programme="CTXH"))
    for data in (made, make_deck(Story.of(draft)), unit, programme):
        assert find_overflows(open_deck(data)) == []


def test_libreoffice_draws_every_slide(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ban-chieu.pptx"
    path.write_bytes(made)
    pictures = render(path, tmp_path / "pictures", dots=40)
    assert len(pictures) == len(open_deck(made).slides)
    assert all(picture.stat().st_size > 1000 for picture in pictures)


def test_progress_goes_from_nothing_to_all(story: Story) -> None:
    heard: list[float] = []
    make_deck(story, progress=heard.append)
    assert heard == sorted(heard) and heard[0] == 0 and heard[-1] == 1


def _template(*names: str, size: tuple[float, float] = (960, 540)) -> bytes:
    """A template as an office may have it: python-pptx's own with other names and an example slide."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(size[0]), Pt(size[1])
    for layout, name in zip(presentation.slide_layouts, names, strict=False):
        layout.name = name
    for master in presentation.slide_masters:
        for shape in master.placeholders:
            shape.left, shape.width = round(shape.left * size[0] / 720), round(shape.width * size[0] / 720)
    presentation.slides.add_slide(presentation.slide_layouts[0]).shapes.title.text = "Ví dụ"
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("names", [("Tiêu đề", "NỘI DUNG"), ("Bìa của tỉnh", "Trang trong")])
def test_a_template_of_the_province_is_used(story: Story, names: tuple[str, ...]) -> None:
    data = make_deck(story, template=_template(*names))
    presentation = open_deck(data)
    assert [slide.slide_layout.name for slide in presentation.slides][:2] == list(names)
    assert not any(title_of(slide) == "Ví dụ" for slide in presentation.slides)
    assert find_faults(data) == []
    outside = [fault for fault in find_overflows(presentation) if "slide" in fault]
    assert outside == []
    assert sum(len(charts_of(slide)) for slide in presentation.slides) > 10


def test_a_bad_template_is_refused_in_vietnamese(story: Story) -> None:
    cut = _template()[:5000]
    for bad in (b"", b"khong phai tep", cut):
        with pytest.raises(TemplateError, match=words.TEMPLATE_UNREADABLE):
            make_deck(story, template=bad)
    with pytest.raises(TemplateError, match="quá nhỏ"):
        make_deck(story, template=_template(size=(300, 200)))
    with pytest.raises(TemplateError, match="quá lớn"):
        make_deck(story, template=b"x" * (31 * 2**20))
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(TemplateError):
        make_deck(story, template=book.getvalue())


def test_a_signature_shows_who_and_when(material: Material) -> None:
    signed = replace(material, mark=replace(material.mark, signed_by="Nguyễn Văn A"))
    cover = open_deck(make_deck(Story.of(signed))).slides[0]
    assert "Nguyễn Văn A ký ngày" in text_of(cover)
