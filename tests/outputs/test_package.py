"""The stamp of every output: written into real office files, read back, never believed too far; and the same bytes twice."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest

from tests.intake.marking.workbooks import saved_by_libreoffice
from tracker import VERSION
from tracker.outputs.package import (
    STAMP_FILE,
    Stamp,
    read_stamp,
    repeatable_zip,
    stamp,
    stamp_of,
)
from tracker.outputs.story.story import Story

AT = dt.datetime(2026, 7, 10, 16, 0)
STAMP = Stamp(
    "annex", "Phụ lục & <số liệu>\x07", "2026-H1", "2026-H1/2", "G2UPH-CTBCU", AT, dt.date(2026, 6, 30),
    "CTXH", "02215", "Theo dõi chỉ tiêu", "1",
)  # fmt: skip
READ_BACK = replace(STAMP, title="Phụ lục & <số liệu>")


def _deck() -> bytes:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[0])
    return _saved(deck.save)


def _report() -> bytes:
    report = docx.Document()
    report.add_paragraph("Một")
    return _saved(report.save)


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    return _saved(book.save)


def _archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("CTXH-01.svg", "<svg/>")
    return stream.getvalue()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


OFFICE = [_deck, _report, _workbook]
MAKERS = [*OFFICE, _archive]


@pytest.mark.parametrize("make", MAKERS)
def test_what_was_stamped_is_read_back(make: Callable[[], bytes]) -> None:
    assert read_stamp(make()) is None
    assert read_stamp(stamp(make(), STAMP)) == READ_BACK
    draft = replace(READ_BACK, edition=None, programme=None, unit=None)
    assert read_stamp(stamp(stamp(make(), STAMP), draft)) == draft


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_content_gives_the_same_bytes(make: Callable[[], bytes]) -> None:
    entries = _parts(stamp(make(), STAMP))
    moved = io.BytesIO()
    with zipfile.ZipFile(moved, "w") as archive:
        for name, content in reversed(entries.items()):
            archive.writestr(name, content)
    assert repeatable_zip(stamp(make(), STAMP), AT) == stamp(make(), STAMP)
    assert _parts(repeatable_zip(moved.getvalue(), AT)) == entries
    packed = zipfile.ZipFile(io.BytesIO(stamp(make(), STAMP)))
    assert {one.date_time for one in packed.infolist()} == {(2026, 7, 10, 16, 0, 0)}
    assert packed.namelist()[0] in ("[Content_Types].xml", "CTXH-01.svg")


def test_libraries_read_the_properties() -> None:
    for properties in (
        pptx.Presentation(io.BytesIO(stamp(_deck(), STAMP))).core_properties,
        docx.Document(io.BytesIO(stamp(_report(), STAMP))).core_properties,
    ):
        assert properties.title == READ_BACK.title and properties.author == STAMP.creator
        assert "2026-H1/2" in properties.keywords and "G2UPH-CTBCU" in properties.keywords
        written = {one.replace(tzinfo=None) for one in (properties.created, properties.modified)}
        assert written == {AT - dt.timedelta(hours=7)}
    book = openpyxl.load_workbook(io.BytesIO(stamp(_workbook(), STAMP)))
    assert {one.name: one.value for one in book.custom_doc_props.props}["check_code"] == "G2UPH-CTBCU"


@pytest.mark.parametrize("make", OFFICE)
def test_each_part_is_declared_once(make: Callable[[], bytes]) -> None:
    parts = _parts(stamp(stamp(make(), STAMP), STAMP))
    for part in ("core", "custom"):
        assert parts["[Content_Types].xml"].count(f"/docProps/{part}.xml".encode()) == 1
        assert parts["_rels/.rels"].count(f"docProps/{part}.xml".encode()) == 1


def test_a_stamp_outlives_another_program(tmp_path: Path) -> None:
    again = saved_by_libreoffice(stamp(_workbook(), STAMP), tmp_path)
    assert read_stamp(again) == READ_BACK


def test_a_zone_is_turned_into_the_clock_of_vietnam() -> None:
    at = dt.datetime(2026, 7, 10, 9, 0, 0, 5, tzinfo=dt.UTC)
    packed = zipfile.ZipFile(io.BytesIO(repeatable_zip(_archive(), at)))
    assert packed.infolist()[0].date_time == (2026, 7, 10, 16, 0, 0)


def test_a_story_names_its_stamp(story: Story) -> None:
    found = stamp_of(story, "deck")
    mark = story.material.mark
    assert (found.edition, found.check_code, found.period) == ("2026-H1/2", mark.check_code, "2026-H1")
    assert found.unit is None and found.programme is None and found.title.endswith(story.title)
    assert found.creator == "Theo dõi chỉ tiêu Tỉnh Tuyên Quang"
    assert stamp_of(Story.of(story.material, "02215", "CTXH"), "annex").unit == "02215"


def _with_part(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


_CUSTOM = _parts(stamp(_workbook(), STAMP))["docProps/custom.xml"]
_BOMB = _CUSTOM.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "annex">]>').replace(b">annex<", b">&a;<")
_ARCHIVE = stamp(_archive(), STAMP)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"%PDF-1.7",
        _ARCHIVE[:-9],
        _ARCHIVE + b"\x00" * 40,
        _with_part("docProps/custom.xml", _BOMB),
        _with_part("docProps/custom.xml", b"<Properties"),
        _with_part("docProps/custom.xml", _CUSTOM.replace(b"annex", b"malware")),
        _with_part("docProps/custom.xml", _CUSTOM.replace(b"2026-07-10", b"2026-17-10")),
        _with_part("docProps/custom.xml", _CUSTOM + b" " * 2**17),
        _with_part(STAMP_FILE, b"[" * 10**5),
        _with_part(STAMP_FILE, b"[1]"),
        _with_part(STAMP_FILE, b'{"kind": "annex"}'),
        _with_part(STAMP_FILE, b"\xff\xfe\x00"),
    ],
    ids=range(14),
)
def test_what_is_no_stamp_is_none(data: bytes) -> None:
    assert read_stamp(data) is None


def test_a_long_text_is_cut() -> None:
    found = read_stamp(_with_part("docProps/custom.xml", _CUSTOM.replace(b"G2UPH-CTBCU", b"G" * 9999)))
    assert found and len(found.check_code) <= 500


def test_an_archive_with_a_million_names_is_not_opened() -> None:
    """The length of its list is read before the list is: a lying end cannot make it be held in memory."""
    end = bytearray(_ARCHIVE)
    end[-10:-6] = (2**30).to_bytes(4, "little")
    assert read_stamp(bytes(end)) is None


def test_the_version_is_the_changelogs() -> None:
    changelog = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
    newest = next(line for line in changelog.read_text("utf-8").splitlines() if line.startswith("## "))
    assert newest.split()[1] == VERSION
