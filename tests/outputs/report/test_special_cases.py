"""Reports of stories that are not the usual one: nothing known, one indicator, forty, very long, hostile, repeated."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pandas as pd
import pytest
from docx.oxml.ns import qn

from tests.outputs.report.reading import blocks, captioned, cells, fields, open_report, text_of
from tracker.core.edition import EditionContent
from tracker.outputs.report.report import make_report
from tracker.outputs.report.variant import ReportError, Variant, list_variants
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story
from tracker.words import story_texts
from tracker.words import word_report_texts as words

ATTACKS = (
    '=HYPERLINK("http://x")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "{ INCLUDETEXT c:\\\\secret }",
    " PAGE \\* MERGEFORMAT ",
    '</w:t></w:r><w:r><w:fldSimple w:instr="DDE"/>',
    "<script>alert(1)</script> & ' \" ]]>",
    "\x00\x01\x07 điều khiển \x1b[31m \x7f \ufffe",
    "dòng một\ndòng hai\r\ndòng ba\tsau dấu tab",
    "\u202eđảo chiều\u202c 😀 𐀀",
    "x" * 3000,
)


def altered(material: Material, **tables: Callable[[pd.DataFrame], pd.DataFrame]) -> Material:
    """The material with some of its tables changed, through the bytes that an edition is kept as where they can hold it."""
    known = dict(material.content.tables)
    for name, change in tables.items():
        known[name] = change(known[name].copy())
    return Material(EditionContent(material.content.facts, known), material.mark)


def none(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.iloc[:0]


def test_nothing_known_is_said(material: Material) -> None:
    empty = ("verdicts", "comparisons", "series", "ranking", "sources", "submissions", "texts",
             "issued_documents", "tasks", "explanations")  # fmt: skip
    document = open_report(make_report(Story.of(altered(material, **dict.fromkeys(empty, none)))))
    text = text_of(document)
    assert story_texts.NO_FIGURES in text
    assert text.count(story_texts.NO_STATEMENTS) >= 8
    assert words.NOTHING_AHEAD in text
    assert words.NO_DOCUMENTS in text and words.NO_TASKS in text
    assert story_texts.NO_EXPLANATIONS in text
    assert not captioned(document).keys() & {words.DOCUMENTS_TABLE, words.EXPLANATIONS_TABLE}


def test_missing_figures_are_a_dash_and_a_word(material: Material) -> None:
    def forget(rows: pd.DataFrame) -> pd.DataFrame:
        columns = ["value", "expected", "progress", "pace", "projected", "needed_per_year", "share_complying"]
        rows.loc[:, columns] = float("nan")
        return rows.assign(
            is_partial=False, verdict="no_data", reason="Chưa có số liệu thực hiện 6 tháng đầu năm 2026"
        )

    def unknown(rows: pd.DataFrame) -> pd.DataFrame:
        kept = {"place", "indicator", "reason", "reason_code", "last_known_period", "is_approximate"}
        return rows.assign(**{name: float("nan") for name in rows.columns if name not in kept})

    document = open_report(make_report(Story.of(altered(material, verdicts=forget, comparisons=unknown))))
    (targets,) = [table for name, table in captioned(document).items() if "Công tác xã hội" in name][:1]
    rows = cells(targets)[1:]
    assert rows and all(row[3] == "–" and row[5].replace("\n", " ") == "Chưa có số liệu" for row in rows)
    assert "Chưa có số liệu thực hiện" in text_of(document)
    wide = [cells(one) for one in blocks(document) if hasattr(one, "_tbl") and len(cells(one)[-1]) == 14]
    assert wide and all(set(row[3:13]) == {"–"} for table in wide for row in table[3:] if len(row) == 14)


def test_one_indicator(material: Material) -> None:
    def only(rows: pd.DataFrame) -> pd.DataFrame:
        return rows[rows["indicator"] == "CTXH-01"]

    story = Story.of(altered(material, verdicts=only, comparisons=only, series=only, ranking=only))
    document = open_report(make_report(story))
    assert "Có 1 chỉ tiêu được đánh giá" in text_of(document)
    wide = [one for one in blocks(document) if hasattr(one, "_tbl") and len(cells(one)[-1]) == 14]
    assert len(wide) == 1 and len(cells(wide[0])) == 5  # three rows of the head, one group, one indicator


def test_forty_indicators_with_very_long_names(material: Material) -> None:
    long = "Tỷ lệ rất dài " * 60

    def lengthen(rows: pd.DataFrame) -> pd.DataFrame:
        names = [f"{long}{at}" for at in range(len(rows))]
        return rows.assign(name=names, short_name=[f"{name} ngắn" for name in names])

    def judge(rows: pd.DataFrame) -> pd.DataFrame:
        groups = set(material.table("groups").query("is_background").loc[:, "group"])
        assert groups
        return rows.assign(is_background=False)

    story = Story.of(altered(material, indicators=lengthen, groups=judge))
    assert sum(len(one.lines) for one in story.programmes) >= 40
    document = open_report(make_report(story))
    assert text_of(document).count(long.strip()) >= 40


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_text_stays_text(material: Material, attack: str) -> None:
    def say(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(body=attack)

    def write(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(number=attack, title=attack, issuer=attack)

    def prove(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(evidence=attack)

    def answer(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(question=attack, answer=attack, asked_by=attack)

    def name(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(name=attack, short_name=attack)

    bad = altered(
        material, texts=say, issued_documents=write, tasks=prove, explanations=answer, missing=lambda rows: rows.assign(name=attack),
        indicators=name,
    )  # fmt: skip
    data = make_report(Story.of(bad, programme="CTXH"))
    document = open_report(data)
    ours = ("REF ", "SEQ ", "PAGE")
    assert all(one.instruction.startswith(ours) for one in fields(document.element.body))
    assert not list(document.element.body.iter(qn("w:fldSimple"), qn("w:hyperlink"), qn("w:object")))
    text = text_of(document)
    first = attack.replace("\r\n", "\n").split("\n")[0].strip()
    kept = "".join(sign for sign in first if sign.isprintable() and sign != "\ufffe")
    for part in kept.split("  "):
        assert part.strip() in text
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert b"&#13;" not in package.read("word/document.xml")
        assert not any(
            "External" in package.read(one).decode() for one in package.namelist() if one.endswith(".rels")
        )


def test_lines_of_a_text_stay_lines(material: Material) -> None:
    def say(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(body="dòng một\n\ndòng hai\n- dòng ba")

    document = open_report(make_report(Story.of(altered(material, texts=say), programme="CTXH")))
    styles = [(one.text, one.style.name) for one in document.paragraphs if "dòng " in one.text]
    assert styles[0] == ("dòng một", "List Bullet")
    assert styles[1] == ("dòng hai", "List Continue")
    assert styles[2][0].startswith("- dòng ba (") and styles[2][1] == "List Continue"


def test_the_same_story_gives_the_same_bytes(material: Material, half_year: bytes) -> None:
    again = Material.read(material.content.content, material.mark)
    assert make_report(Story.of(again)) == half_year


def test_the_variants(story: Story, material: Material, draft: Material) -> None:
    poor = Story.of(material, programme="MTQG26")
    assert list_variants(story) == (Variant.HALF_YEAR,)
    assert list_variants(poor) == (Variant.HALF_YEAR, Variant.MONITORING, Variant.EVALUATION)
    assert list_variants(Story.of(draft))[0] == Variant.YEAR
    text = text_of(open_report(make_report(poor, variant=Variant.MONITORING)))
    assert text.count("Giám sát kết quả thực hiện") >= 1
    assert "Mẫu số 01" in text and "chưa đọc được" in text
    assert "So với mục tiêu quốc gia" in text
    assert "Mẫu số 02" in text_of(open_report(make_report(poor, variant="evaluation")))
    assert "Mẫu số" not in text_of(open_report(make_report(poor)))


def test_a_variant_that_does_not_fit_is_refused(story: Story, material: Material) -> None:
    with pytest.raises(ReportError, match="giảm nghèo"):
        make_report(story, variant=Variant.MONITORING)
    with pytest.raises(ReportError, match="giảm nghèo"):
        make_report(Story.of(material, programme="CTXH"), variant=Variant.EVALUATION)
    with pytest.raises(ReportError, match="cả năm"):
        make_report(story, variant=Variant.YEAR)


def test_progress_rises(material: Material) -> None:
    shares: list[float] = []
    make_report(Story.of(material, unit="SYT"), progress=shares.append)
    assert shares == sorted(shares) and shares[0] > 0 and shares[-1] <= 1
