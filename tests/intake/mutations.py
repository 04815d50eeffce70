"""Ways in which a workbook goes wrong: in its bytes, its package, its XML, its cells or its text."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import openpyxl

Chance = random.Random
Mutation = Callable[[bytes, Chance, Sequence[bytes]], bytes]  # content, chance, other files to splice in

ODD_TEXTS = (
    "", " ", "\u00a0", "\u200b", "\u202eabc", "\ufeff", "\u0301" * 50, "ệ" * 300, "\U0001f4a9", "\u2028",
    "Tổng số", "STT", "Năm 2023", "Trong đó:", "Số hộ nghèo", "Huyện Na Hang", "Xã Năng Khả", "I", "A",
    "=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "<script>alert(1)</script>", "{value}", "%s%n", "'; DROP TABLE--",
    "1.234.567,89", "1e309", "-1e309", "NaN", "inf", "1,2,3", "0x1F", "１２３", "٣٤", "½", "1/2", "12%", "12,5 %",
    "≥ 60", "3 - 3,5", "Trên 2.000", "-", "…", "x", "KCSL", "#DIV/0!", "#REF!", "31/12/2023", "9" * 400, "0" * 30,
    "Tû lÖ hé nghÌo", "Soá hoä ngheøo", "Đơn vị tính: triệu đồng", "\r\n\t", "a\x0bb", "TRUE", "None", "nan",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    0, -1, 1e-320, 1e308, -1e308, 2**63, 10**30, 0.1 + 0.2, True, False, None, dt.datetime(1900, 1, 1),
    dt.datetime(9999, 12, 31), dt.date(2023, 5, 1), dt.time(23, 59), dt.timedelta(days=400), 45000, 2023, 2025.5,
)  # fmt: skip
XML_SIGNS = ("&#0;", "&#xD800;", "&#x202E;", "&#x10FFFF;", "&undefined;", "<![CDATA[x]]>", "<!-- x -->", "<?x y?>",
             "]]>", "<", "&", "\x00", "\x08", "\ufffe")  # fmt: skip
XML_NUMBERS = (
    "",
    "-1",
    "0",
    "1",
    "65536",
    "1048577",
    "4294967296",
    "99999999999999999999",
    "1e9999",
    "NaN",
    "a",
    "1.5",
)
ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-8-sig", "cp1258", "cp1252", "latin-1", "utf-32")


# --- bytes ---------------------------------------------------------------------------------------------


def flip_bits(content: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(content: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    """Without its tail, its head, or a piece in between."""
    a, b = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return chance.choice(
        (content[:a], content[b:], content[:a] + content[b:], content[:-1], content[: len(content) - 22])
    )


def splice(content: bytes, chance: Chance, others: Sequence[bytes]) -> bytes:
    """The head of one file and the tail of another, or one behind the other."""
    second = chance.choice(others)
    at, to = chance.randrange(len(content) + 1), chance.randrange(len(second) + 1)
    return chance.choice(
        (content[:at] + second[to:], content + second, second + content, content + bytes(1000))
    )


def repeat_piece(content: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    a, b = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    piece = content[a : min(b, a + 5000)]
    return content[:b] + piece * chance.choice((1, 2, 20)) + content[b:]


# --- the package ----------------------------------------------------------------------------------------


def _read_parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def _write_parts(parts: Sequence[tuple[str, bytes]], chance: Chance) -> bytes:
    target = io.BytesIO()
    method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as package:
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for name, part in parts:
            package.writestr(name, part)
    return target.getvalue()


def change_package(content: bytes, chance: Chance, others: Sequence[bytes]) -> bytes:
    """A part left out, emptied, twice, renamed, swapped with another, or taken from another file."""
    parts = _read_parts(content)
    at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    name, part = parts[at]
    match chance.randrange(9):
        case 0:
            del parts[at]
        case 1:
            parts[at] = (name, b"")
        case 2:
            parts.append((name, parts[other][1]))
        case 3:
            parts[at] = (
                chance.choice((name.upper(), "/" + name, "../" + name, name + "\\x", "xl/x.xml")),
                part,
            )
        case 4:
            parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], part)
        case 5:
            parts[at] = (name, chance.choice((part[: len(part) // 2], part * 2, chance.randbytes(200))))
        case 6:
            parts.append(("xl/vbaProject.bin", chance.randbytes(100)))
        case 7:
            with suppress(zipfile.BadZipFile):
                parts[at] = (name, dict(_read_parts(chance.choice(others))).get(name, b"<a/>"))
        case _:
            chance.shuffle(parts)
    return _write_parts(parts, chance)


# --- the XML in it --------------------------------------------------------------------------------------


def change_xml(content: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    """One to four edits in one XML part, mostly the sheet's."""
    parts = _read_parts(content)
    texts = [at for at, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    sheets = [
        at for at in texts if "sheet" in parts[at][0] or parts[at][0] in ("content.xml", "xl/styles.xml")
    ]
    if not texts:
        return content
    at = chance.choice(sheets if sheets and chance.random() < 0.7 else texts)
    name, part = parts[at]
    text = part.decode("utf-8", "surrogateescape")
    for _ in range(chance.choice((1, 1, 2, 4))):
        text = _edit_xml(text, chance)
    parts[at] = (name, text.encode("utf-8", "surrogatepass" if "\ud800" in text else "surrogateescape"))
    return _write_parts(parts, chance)


def _edit_xml(text: str, chance: Chance) -> str:
    match chance.randrange(11):
        case 0:
            return _replace_one(
                text, r'="[^"]*"', lambda _: f'="{chance.choice(XML_NUMBERS + ODD_TEXTS[:12])}"', chance
            )
        case 1:
            return _replace_one(text, r' [\w:]+="[^"]*"', lambda _: "", chance)
        case 2:
            return _replace_one(text, r"(?<=</)[\w:]+|(?<=<)[\w:]+", lambda found: found + "x", chance)
        case 3:
            return _replace_one(text, r">[^<]+<", lambda _: f">{chance.choice(XML_NUMBERS)}<", chance)
        case 4:
            return _replace_one(text, r">[^<]+<", lambda _: f">{chance.choice(XML_SIGNS)}<", chance)
        case 5:
            return _replace_one(
                text,
                r't="\w+"',
                lambda _: f't="{chance.choice(CELL_TYPES)}"',
                chance,
            )
        case 6:
            return _replace_one(text, r'r="[A-Z]+\d+"', lambda _: f'r="{chance.choice(REFERENCES)}"', chance)
        case 7:
            return _replace_one(text, r'xmlns(:\w+)?="[^"]*"', lambda _: 'xmlns="urn:x"', chance)
        case 8:
            head = chance.choice(DECLARATIONS)
            return head + text if chance.random() < 0.5 else re.sub(r"^<\?xml[^>]*\?>", lambda _: head, text)
        case 9:
            return _replace_one(text, r"<[^/>]+/?>", lambda found: found * chance.choice((0, 2, 3)), chance)
        case _:
            a, b = sorted(chance.randrange(len(text) + 1) for _ in range(2))
            return text[:a] + text[min(b, a + chance.choice((1, 20, 500))) :]


REFERENCES = ("A1", "XFD1048576", "A0", "ZZZZ9", "B99999999999", "1A", "", "A1:B2", "AAA149999")
CELL_TYPES = ("s", "b", "e", "n", "str", "inlineStr", "d", "zz")
DECLARATIONS = (
    "<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY e "e">]>', '<!DOCTYPE x SYSTEM "file:///etc/hostname">',
    '<?xml version="1.1"?>', '<?xml version="1.0" encoding="utf-16"?>', '<?xml version="1.0" encoding="x-none"?>', "\n",
)  # fmt: skip


def _replace_one(text: str, pattern: str, change: Callable[[str], str], chance: Chance) -> str:
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + change(one[0]) + text[one.end() :]


# --- cells ----------------------------------------------------------------------------------------------


def change_cells(content: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    """Cells of another type, odd texts and numbers, shifted tables, swapped sheets; saved by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for _ in range(chance.choice((1, 2, 5, 25))):
        sheet = chance.choice(book.worksheets)
        with suppress(ValueError, TypeError, AttributeError, KeyError):  # openpyxl refuses some of it
            _change_sheet(book, sheet, chance)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _change_sheet(book: Any, sheet: Any, chance: Chance) -> None:
    row, column = (
        chance.randint(1, max(2, sheet.max_row)),
        chance.randint(1, max(2, min(sheet.max_column, 40))),
    )
    cell = sheet.cell(row, column)
    match chance.randrange(16):
        case 0:
            sheet.insert_rows(row, chance.choice((1, 3, 60)))
        case 1:
            sheet.insert_cols(column, chance.choice((1, 4)))
        case 2:
            sheet.delete_rows(row, chance.choice((1, 2, 10)))
        case 3:
            sheet.delete_cols(column, chance.choice((1, 2)))
        case 4:
            sheet.merge_cells(start_row=row, start_column=column, end_row=row + 2, end_column=column + 3)
        case 5:
            for merged in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(merged))
        case 6:
            sheet.row_dimensions[row].hidden = True
            sheet.column_dimensions[cell.column_letter].hidden = True
        case 7:
            book.move_sheet(sheet, chance.choice((-1, 1)))
        case 8:
            sheet.title = chance.choice(("Kết quả kiểm tra", "Biểu số liệu", "A" * 31, "x!y", "Sheet 1", "1"))
        case 9:
            book.copy_worksheet(sheet)
        case 10:
            sheet.cell(row, column).value = f"={cell.column_letter}{row}+1"
        case 11:
            cell.number_format = chance.choice(("0.00%", "dd/mm/yyyy", "@", "[h]:mm", "General;;;"))
        case 12:
            above = [sheet.cell(row, at).value for at in range(1, sheet.max_column + 1)]
            sheet.append(above)
        case 13 if isinstance(cell.value, int | float):
            cell.value = chance.choice((str(cell.value), cell.value * 1000, -cell.value, cell.value / 3))
        case 14:
            cell.value = chance.choice(ODD_VALUES)
        case _:
            cell.value = chance.choice(ODD_TEXTS)
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type


# --- plain text -----------------------------------------------------------------------------------------


def change_text(content: bytes, chance: Chance, others: Sequence[bytes]) -> bytes:
    """Broken quotes, mixed marks and encodings, ragged and endless rows, NUL and odd signs."""
    text = content.decode("utf-8-sig", "replace")
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    match chance.randrange(10):
        case 0:
            lines[at] = lines[at].replace(chance.choice(";,\t"), '"', 1)
        case 1:
            lines[at] = '"' + lines[at]
        case 2:
            lines[at] = lines[at].replace(";", chance.choice((",", "\t", "|", "")))
        case 3:
            lines[at] = lines[at].rstrip() + ";" * chance.choice((1, 30, 3000)) + "\n"
        case 4:
            lines[at : at + 2] = [chance.choice(ODD_TEXTS) + ";" + chance.choice(ODD_TEXTS) + "\r"]
        case 5:
            cells = lines[at].split(";")
            cells[chance.randrange(len(cells))] = chance.choice(ODD_TEXTS)
            lines[at] = ";".join(cells)
        case 6:
            chance.shuffle(lines)
        case 7:
            lines *= chance.choice((2, 5))
        case 8:
            first, second = (chance.choice(ENCODINGS) for _ in range(2))
            half = "".join(lines[:at]).encode(first, "replace")
            return half + "".join(lines[at:]).encode(second, "replace")
        case _:
            lines.insert(at, "\x00" * chance.choice((1, 10)) + "\n")
    return "".join(lines).encode(chance.choice(ENCODINGS[:5]), "replace")


_OF_BYTES: tuple[Mutation, ...] = (flip_bits, cut, splice, repeat_piece)
_OF_PACKAGES: tuple[Mutation, ...] = (change_package, change_xml, change_xml, change_xml)


def mutate(content: bytes, kind: str, chance: Chance, others: Sequence[bytes]) -> tuple[bytes, list[str]]:
    """The file changed one to three times, and the names of the mutations."""
    names: list[str] = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        mutation = _choose(kind, chance)
        try:
            content = mutation(content, chance, others) or b""
        except Exception:  # noqa: BLE001 - what an earlier mutation broke cannot always be taken apart again
            content = flip_bits(content, chance, others)
            names.append("flip_bits")
            continue
        names.append(mutation.__name__)
    return content, names


def _choose(kind: str, chance: Chance) -> Mutation:
    share = chance.random()
    if share < 0.3 or kind == "xls":
        return chance.choice(_OF_BYTES)
    if kind == "csv":
        return change_text
    return change_cells if kind == "xlsx" and share < 0.47 else chance.choice(_OF_PACKAGES)
