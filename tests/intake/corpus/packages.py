"""Workbooks with more in their package than cells: macros, links to other files, pictures, odd XML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.intake.corpus.files import add_parts, change_parts, xlsx
from tests.intake.corpus.place_tables import review
from tests.intake.corpus.sample import LOOSE, Sample
from tests.intake.corpus.sheets import Formula, Sheet

MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_LINK_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OLE_HEADER = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)  # where a VBA project begins


def with_macro(package: bytes) -> bytes:
    def say_macro(name: str, part: bytes) -> bytes:
        if name == "[Content_Types].xml":
            kind = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            part = part.replace(SHEET_TYPE.encode(), MACRO_TYPE.encode()).replace(
                b"<Default", kind + b"<Default", 1
            )
        return part

    return add_parts(change_parts(package, say_macro), {"xl/vbaProject.bin": _OLE_HEADER})


def with_external_link(package: bytes, target: str) -> bytes:
    """The workbook with a link part to another workbook, as Excel writes it beside cached values."""
    link = (
        f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships" r:id="rId1"><sheetNames><sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"

    def tie(name: str, part: bytes) -> bytes:
        text = part.decode("utf-8")
        if name == "[Content_Types].xml":
            override = (
                f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{kind}"/></Types>'
            )
            text = text.replace("</Types>", override)
        if name == "xl/_rels/workbook.xml.rels":
            one = f'<Relationship Id="rId99" Type="{_LINK_TYPE}" Target="externalLinks/externalLink1.xml"/></Relationships>'
            text = text.replace("</Relationships>", one)
        if name == "xl/workbook.xml":
            reference = (
                '<externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
                '2006/relationships" r:id="rId99"/></externalReferences>'
            )
            text = text.replace("</sheets>", "</sheets>" + reference)
        return text.encode("utf-8")

    parts = {
        "xl/externalLinks/externalLink1.xml": link.encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations.encode(),
    }
    return add_parts(change_parts(package, tie), parts)


def workbook_with_macros() -> Sample:
    sample, sheet, _ = review("macro")
    sample.says("macro-present")
    return replace(sample, filename="ra_soat.xlsm", must="confirm", content=with_macro(xlsx(sheet)))


def figures_from_another_workbook() -> Sample:
    """Figures taken from another file by formula: the stored results are read, the other file never."""
    sample, sheet, first = review("link")
    sheet.put(first, 2, Formula("=[1]Sheet1!B2", sheet.get(first, 2)))
    sample.says("external-link")
    content = with_external_link(xlsx(sheet), "file:///C:/Bao%20cao/2023.xlsx")
    return replace(sample, filename="lien_ket.xlsx", must="confirm", content=content)


def macros_in_a_file_called_xlsx() -> Sample:
    """The name is only a label: what is in the package counts."""
    sample, sheet, _ = review("hidden_macro")
    sample.says("macro-present")
    return replace(sample, filename="ra_soat_moi.xlsx", must="confirm", content=with_macro(xlsx(sheet)))


def workbook_with_an_old_name() -> Sample:
    """An .xlsx that somebody called .xls."""
    sample, sheet, _ = review("wrong_suffix")
    return replace(sample, filename="ra_soat.xls", content=xlsx(sheet))


def formulas_that_add_the_communes() -> Sample:
    """A live total row: =SUM(D10:D21) with its result."""
    sample, sheet, first = review("live_total")
    last = sheet.last
    for column, letter in ((2, "C"), (3, "D"), (5, "F")):
        sheet.put(
            first, column, Formula(f"=SUM({letter}{first + 1}:{letter}{last})", sheet.get(first, column))
        )
    return replace(sample, filename="tong_song.xlsx", content=xlsx(sheet))


def strings_inside_the_cells() -> Sample:
    """Inline strings instead of a table of shared ones, as reporting programs write them."""
    sample, sheet, _ = review("inline")
    content = change_parts(xlsx(sheet), lambda name, part: part)

    shared: list[str] = []

    def take_shared(name: str, part: bytes) -> bytes | None:
        if name == "xl/sharedStrings.xml":
            text = part.decode("utf-8")
            shared.extend(one.split("</si>")[0] for one in text.split("<si>")[1:])
        return part

    def put_inline(name: str, part: bytes) -> bytes | None:
        if name == "xl/sharedStrings.xml":
            return None
        text = part.decode("utf-8") if name.endswith((".xml", ".rels")) else ""
        if name.startswith("xl/worksheets/sheet"):
            for at, one in enumerate(shared):
                text = text.replace(f't="s"><v>{at}</v>', f't="inlineStr"><is>{one}</is>')
            return text.encode("utf-8")
        if name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            pieces = text.split("<")
            return "<".join(one for one in pieces if "sharedStrings" not in one).encode("utf-8")
        return part

    content = change_parts(change_parts(content, take_shared), put_inline)
    return replace(sample, filename="noi_dong.xlsx", content=content)


def empty_rows_far_below() -> Sample:
    """A format dragged to row 40.000 and a stray blank far right: no figures there."""
    sample, sheet, _ = review("far_below")
    sheet.put(40_000, 3, " ")
    sheet.put(5, 60, " ")
    return replace(sample, filename="keo_dai.xlsx", must=LOOSE, content=xlsx(sheet))


def table_away_from_the_corner() -> Sample:
    """Three empty columns and ten empty rows before everything."""
    sample, sheet, _ = review("shifted")
    moved = Sheet("Trang 1")
    moved.skip(10)
    for row in sheet.rows:
        moved.add(*row, at=3)
    moved.merged = [(top + 10, left + 3, bottom + 10, right + 3) for top, left, bottom, right in sheet.merged]
    for value in sample.values:
        letters = value["cell"].rpartition("!")[2]
        column, row_number = ord(letters[0]) - ord("A"), int(letters[1:])
        value["cell"] = moved.cell(row_number + 10, column + 3)
    return replace(sample, filename="lech.xlsx", content=xlsx(moved))


SAMPLES: tuple[Callable[[], Sample], ...] = (
    workbook_with_macros,
    figures_from_another_workbook,
    macros_in_a_file_called_xlsx,
    workbook_with_an_old_name,
    formulas_that_add_the_communes,
    strings_inside_the_cells,
    empty_rows_far_below,
    table_away_from_the_corner,
)
