"""Slides of unusual editions: no data, one indicator, forty, very long names, and words meant as an attack."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.outputs.deck_reading import (
    charts_of,
    find_faults,
    find_overflows,
    notes_of,
    open_deck,
    sheets_of,
    text_of,
    title_of,
    with_tables,
)
from tracker.outputs.deck.deck import make_deck
from tracker.outputs.deck.fitting import clip, count_lines, width_of
from tracker.outputs.story.material import Material
from tracker.outputs.story.story import Story
from tracker.words import deck_texts as words
from tracker.words import story_texts

LONG = "Tỷ lệ cơ quan, tổ chức, cơ sở trợ giúp xã hội, trường học, bệnh viện và đơn vị liên quan " * 8
ATTACKS = (
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "<b>đậm</b>",
    "A & B",
    "x\"y'z",
    "a\x0bb\x00c",
    "Ỗ" * 5000,
    "]]>",
    "&amp;",
)


def table(material: Material, name: str) -> pd.DataFrame:
    return material.content.tables[name].copy()


def check(data: bytes):
    """The slides of a file that is valid and where nothing runs over."""
    presentation = open_deck(data)
    assert find_faults(data) == []
    assert find_overflows(presentation) == []
    return list(presentation.slides)


def many(material: Material, count: int, name: str = "Chỉ tiêu thứ {at} của tỉnh") -> Material:
    """The material with so many indicators of the social work programme, all like CTXH-01."""
    tables = {}
    for table_name in ("indicators", "targets", "verdicts", "comparisons", "series", "ranking", "sources"):
        rows = table(material, table_name)
        own = rows[rows["indicator"] == "CTXH-01"]
        others = rows[~rows["indicator"].str.startswith("CTXH")]
        copies = [own.assign(indicator=f"CTXH-{at:02}") for at in range(count)]
        if table_name == "indicators":
            copies = [
                one.assign(short_name=name.format(at=at), name=f"{name.format(at=at)} (tên đầy đủ)")
                for at, one in enumerate(copies)
            ]
        tables[table_name] = pd.concat([*copies, others], ignore_index=True)
    return with_tables(material, tables)


def test_forty_indicators_are_spread_over_slides(material: Material) -> None:
    story = Story.of(many(material, 40), programme="CTXH")
    slides = check(make_deck(story))
    titles = [title_of(slide) for slide in slides]
    pages = [title for title in titles if title.startswith("Công tác xã hội 2021–2030")]
    assert len(pages) > 2 and pages[1].endswith(f"(tiếp 2/{len(pages)})")
    text = "\n".join(text_of(slide) for slide in slides)
    assert all(f"Chỉ tiêu thứ {at} của tỉnh" in titles for at in range(40))
    assert "40 chỉ tiêu" in text


def test_one_indicator_is_enough(material: Material) -> None:
    slides = check(make_deck(Story.of(many(material, 1), programme="CTXH")))
    assert sum(title_of(slide) == "Chỉ tiêu thứ 0 của tỉnh" for slide in slides) == 1


def test_very_long_names_are_cut_with_a_mark_and_kept_in_the_notes(material: Material) -> None:
    story = Story.of(many(material, 3, LONG + "{at}"), programme="CTXH")
    slides = check(make_deck(story))
    own = [slide for slide in slides if title_of(slide).startswith("Tỷ lệ cơ quan, tổ chức")]
    assert len(own) == 3 and all(title_of(slide).endswith("…") for slide in own)
    assert all(len(title_of(slide)) < 160 and LONG[:600] in notes_of(slide) for slide in own)


def test_without_any_figure_the_slides_say_what_is_missing(material: Material) -> None:
    kept = ("programmes", "groups", "indicators", "targets", "places")
    empty = {name: rows.iloc[:0] for name, rows in material.content.tables.items() if name not in kept}
    slides = check(make_deck(Story.of(with_tables(material, empty))))
    text = "\n".join(text_of(slide) for slide in slides)
    for said in (story_texts.NO_FIGURES, story_texts.NO_STATEMENTS, story_texts.NO_EXPLANATIONS):
        assert said in text
    assert words.NO_LINES_TITLE in text and "chưa có chỉ tiêu nào để đánh giá" in text
    assert not any(charts_of(slide) for slide in slides)


def test_missing_figures_stay_missing(material: Material) -> None:
    verdicts = table(material, "verdicts")
    is_own = verdicts["indicator"] == "CTXH-01"
    unknown = ["value", "expected", "progress", "pace", "achievement", "projected", "needed_per_year"]
    verdicts.loc[is_own, unknown] = np.nan
    verdicts.loc[is_own, "verdict"] = "no_data"
    series = table(material, "series")
    story = Story.of(with_tables(material, {
        "verdicts": verdicts, "series": series[series["indicator"] != "CTXH-01"],
        "comparisons": table(material, "comparisons").query("indicator != 'CTXH-01'"),
    }))  # fmt: skip
    slides = check(make_deck(story))
    rows = next(text_of(slide) for slide in slides if title_of(slide) == "Công tác xã hội 2021–2030")
    name = story.material.indicators.at["CTXH-01", "short_name"]
    assert f"{name}\n–\n" in rows and "Chưa có số liệu" in rows


def test_words_of_users_stay_words(material: Material) -> None:
    attack = "\n".join(ATTACKS)
    indicators, texts, places = (
        table(material, "indicators"),
        table(material, "texts"),
        table(material, "places"),
    )
    for at, code in enumerate(indicators["indicator"]):
        indicators.loc[indicators["indicator"] == code, ["name", "short_name"]] = ATTACKS[at % len(ATTACKS)]
    indicators["owner"], indicators["unit_of_measure"] = "=cmd|' /C calc'!A0", indicators["unit_of_measure"]
    places["short_name"] = [f"{ATTACKS[at % len(ATTACKS)]}{at}" for at in range(len(places))]
    texts["body"] = [f"{attack}{at}" for at in range(len(texts))]
    explanations = table(material, "explanations").assign(question=attack, answer=attack, state="asked")
    changed = {"indicators": indicators, "texts": texts, "places": places, "explanations": explanations}
    data = make_deck(Story.of(with_tables(material, changed)))
    slides = check(data)
    text = "\n".join(text_of(slide) for slide in slides)
    assert "=1+1" in text and "<b>đậm</b>" in text and "A & B" in text
    assert "\x0b" not in text and "_x000B_" not in text and "&lt;" not in text
    for sheet in sheets_of(data):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_many_long_statements_overflow_into_the_notes(material: Material) -> None:
    texts = table(material, "texts")
    own = texts[texts["part"] == "difficulties"].iloc[[0]]
    long = [
        own.assign(body=f"Khó khăn số {at}: " + "thiếu cán bộ chuyên trách ở thôn, " * 30) for at in range(60)
    ]
    slides = check(make_deck(Story.of(with_tables(material, {"texts": pd.concat([texts, *long])}))))
    own_slides = [slide for slide in slides if title_of(slide).startswith("Tồn tại, khó khăn")]
    last = text_of(own_slides[-1])
    assert len(own_slides) == 3 and "ý kiến khác ở phần ghi chú" in last
    assert words.CUT_MARK in last and "Khó khăn số 59" not in last
    assert "Khó khăn số 5: thiếu" in notes_of(own_slides[-1])
    assert len(notes_of(own_slides[-1])) < 21_000 and words.NOTES_CUT in notes_of(own_slides[-1])


def test_all_units_missing_are_named_as_far_as_there_is_room(material: Material) -> None:
    units = material.places[material.places["kind"] == "unit"]
    missing = pd.DataFrame(
        {"unit": units.index, "name": units["name"].to_numpy(), "level": "commune", "state": "not_reported"}
    )
    slides = check(make_deck(Story.of(with_tables(material, {"missing": missing}))))
    own = next(slide for slide in slides if title_of(slide) == words.MISSING_TITLE)
    assert f"{len(units)} trong {len(units)} đơn vị" in text_of(own)
    assert all(name in notes_of(own) for name in units["name"])


@pytest.mark.parametrize("size", [11.0, 18.0])
def test_text_is_cut_to_its_lines(size: float) -> None:
    cut = clip(LONG, 300, 2, size)
    assert count_lines(cut, 300, size) <= 2 and cut.endswith("…")
    assert clip("Ngắn", 300, 2, size) == "Ngắn"
    assert width_of("Đường", size, bold=True) > width_of("Đường", size) > width_of("Đườn", size)
    assert count_lines("x" * 500, 100, size) > 4
