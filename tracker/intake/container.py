"""Whether a file is a workbook that can be opened at all, before any reader opens it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from tracker.intake.extent import TooManyCells, scan_office_sheet, scan_open_document
from tracker.intake.finding import Finding
from tracker.intake.markup import BrokenMarkup, ForbiddenMarkup, TooManyTags, TooMuchText
from tracker.intake.old_binary import EncryptedBinary, check_old_binary
from tracker.intake.package import BROKEN_PACKAGE, Package, open_package
from tracker.intake.plain_cells import PartSigns, look_at_cells
from tracker.intake.shown_text import PartText, check_shown_text, estimate_text, shared_text_lengths

LARGEST_FILE = 30 * 2**20  # bytes
LARGEST_UNPACKED = 300 * 2**20  # bytes, all parts together
MOST_PARTS = 5000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS_OF_CELLS = tuple("sheetData".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_TAGS_OF_CELLS = tuple(
    f"{sign}sheetData".encode(encoding) for sign in "<:" for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_SHARED_TEXTS = "xl/sharedstrings.xml"  # readers look for them here alone, whatever the relations say
_WEB_PAGE = (b"<html", b"<!doctype html", b"<table", b"<?mso-application", b"schemas-microsoft-com", b"<body")


@dataclass(frozen=True)
class Container:
    """What was found out about a file: its kind, or the finding that refuses it.

    Neither stands for a file of text, which may be a table. `signs` by part name in small letters (.xlsx).
    """

    kind: str | None = None  # xlsx, xlsm, xls, ods
    refusal: Finding | None = None
    package: Package | None = None
    signs: Mapping[str, PartSigns] = field(default_factory=dict)


def open_container(content: bytes) -> Container:
    """Judge the bytes of a file; never raises, whatever they are."""
    if not content.strip(b"\x00 \t\r\n"):
        return _refuse("empty_file")
    if len(content) > LARGEST_FILE:
        return _refuse("file_too_large", size=_megabytes(len(content)), limit=_megabytes(LARGEST_FILE))
    if content.startswith(_OLE):
        return _judge(lambda: _judge_ole(content))
    if content.startswith(b"PK"):
        return _judge(lambda: _judge_zip(content))
    head = content[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"").lower()
    is_web_page = head.startswith(b"<") and any(tag in head for tag in _WEB_PAGE)
    is_web_archive = head.startswith(b"mime-version:") or b"content-type: multipart/related" in head
    return _refuse("html_file") if is_web_page or is_web_archive else Container()


def _judge(judge: Callable[[], Container]) -> Container:
    try:
        return judge()
    except TooManyCells as error:
        return _refuse("too_many_cells", sheet=error.place or "Workbook", cell=str(error))
    except TooMuchText as error:
        return _refuse("too_much_text", **error.megabytes)
    except TooManyTags as error:
        return _refuse("unpacked_too_large", **error.megabytes)
    except ForbiddenMarkup:
        return _refuse("forbidden_markup")
    except EncryptedBinary:
        return _refuse("encrypted_file")
    except (BrokenMarkup, *BROKEN_PACKAGE):
        return _refuse("truncated_file")


def _judge_ole(content: bytes) -> Container:
    """The old binary container; an encrypted .xlsx hides in one too."""
    return Container("xls") if check_old_binary(content) else _refuse("not_a_workbook")


def _judge_zip(content: bytes) -> Container:
    package = open_package(content, MOST_PARTS)
    if package.unpacked > LARGEST_UNPACKED or len(package.parts) > MOST_PARTS:
        return _refuse("unpacked_too_large", size=_megabytes(package.unpacked))
    if package.is_encrypted:
        return _refuse("encrypted_file")
    is_office, is_open_document = "xl/workbook.xml" in package.by_name, "content.xml" in package.by_name
    is_binary = "xl/workbook.bin" in package.by_name
    # The reader tries one format after the other: a file of two would be read as the one not looked at.
    if is_office + is_open_document + is_binary != 1:
        return _refuse("not_a_workbook")
    if is_binary:
        return _refuse("binary_workbook")
    if is_open_document:
        return _judge_open_document(package)
    signs = _scan_office(package)
    has_macro_type = b"macroEnabled" in package.read("[Content_Types].xml")
    return Container("xlsm" if has_macro_type else "xlsx", None, package, signs)


def _judge_open_document(package: Package) -> Container:
    for part in package.parts:
        if not _is_markup(part):
            _refuse_hidden_cells(package, part, _SIGNS_OF_CELLS)
            continue
        with _naming(part):
            scan_open_document(package.pieces(part))
        is_manifest = part.filename == "META-INF/manifest.xml"
        if is_manifest and _holds(package.pieces(part), (b"encryption-data",)):
            return _refuse("encrypted_file")
    return Container("ods", None, package)


def _scan_office(package: Package) -> dict[str, PartSigns]:
    """Unpack each part: no cell lies beyond the limits, no text is shown too often, only XML holds cells."""
    shared = package.by_name.get(_SHARED_TEXTS)
    lengths = shared_text_lengths(lambda: package.pieces(shared)) if shared else []
    longest = max(lengths, default=0)
    signs: dict[str, PartSigns] = {}
    texts: list[PartText] = []
    for part in package.parts:
        if not _is_markup(part) or part is shared:
            _refuse_hidden_cells(package, part, _TAGS_OF_CELLS if part is shared else _SIGNS_OF_CELLS)
        else:
            pieces = partial(package.pieces, part)
            with _naming(part):
                found = look_at_cells(pieces)
                exact = None if found else scan_office_sheet(pieces(), lengths)
            signs[part.filename.lower()] = found or PartSigns()
            if found and not found.has_cells:
                continue
            texts.append(
                estimate_text(pieces, part.file_size, longest)
                if exact is None
                else PartText(pieces, part.file_size, exact, is_counted=True)
            )
    check_shown_text(texts, lengths)
    return signs


def _is_markup(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


@contextmanager
def _naming(part: zipfile.ZipInfo) -> Iterator[None]:
    """Names the part in what is said about too many cells."""
    try:
        yield
    except TooManyCells as error:
        error.place = part.filename.rpartition("/")[2]
        raise


def _refuse_hidden_cells(package: Package, part: zipfile.ZipInfo, signs: Sequence[bytes]) -> None:
    """Raises BrokenMarkup when a part holds cells that is no sheet by its name."""
    if _holds(package.pieces(part), signs):
        raise BrokenMarkup(part.filename)


def _holds(pieces: Iterable[bytes], signs: Sequence[bytes]) -> bool:
    kept, found = b"", False
    for piece in pieces:  # to the end, so that the whole part is checked
        text = kept + piece
        found = found or any(sign in text for sign in signs)
        kept = text[-64:]
    return found


def _megabytes(size: int) -> int:
    return max(1, round(size / 2**20))


def _refuse(code: str, **details: object) -> Container:
    return Container(refusal=Finding(code, None, details))
