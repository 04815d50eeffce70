"""XML that a stranger wrote, read piece by piece: it cannot take more time or memory than its limits allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.parsers import expat

LONGEST_TEXT = 2 * 2**20  # bytes of one tag, text or comment; a cell of Excel holds 32.767 characters
MOST_TAGS = 8_000_000
_DEEPEST = 200
_MOST_NAMES = 5000


class RefusedMarkup(Exception):
    """The part is not to be read, or cannot be."""


class TooMuchText(RefusedMarkup):
    """A text, or the texts of all cells, are longer than a reader may hold: characters and limit."""

    def __init__(self, characters: int, limit: int) -> None:
        super().__init__(characters, limit)
        self.megabytes = {"size": _megabytes(characters), "limit": _megabytes(limit)}


class TooManyTags(RefusedMarkup):
    """The part has more tags than can be read in a reasonable time: bytes so far."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.megabytes = {"size": _megabytes(size)}


class ForbiddenMarkup(RefusedMarkup):
    """The part declares a document type, where entities that grow are declared."""


class BrokenMarkup(RefusedMarkup):
    """The part is no XML as any program of tables writes it."""


class MarkupHandler:
    """Told of what is in the XML, in its order; `tag` is an element's name without its prefix."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins; `attributes` have their names as written."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text_read(self, data: str) -> None:
        """A piece of text."""


def read_markup(pieces: Iterable[bytes], handler: MarkupHandler, most_tags: int = MOST_TAGS) -> None:
    """Raises one of RefusedMarkup; a ValueError of the handler counts as BrokenMarkup."""
    known: dict[str, str] = {}
    parser = expat.ParserCreate(intern=known)
    parser.buffer_text = True
    _connect(parser, handler)
    fed = tags = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed, tags = fed + len(piece), tags + piece.count(b"<")
            if fed - parser.CurrentByteIndex > LONGEST_TEXT:
                raise TooMuchText(fed - parser.CurrentByteIndex, LONGEST_TEXT)
            if tags > most_tags:
                raise TooManyTags(fed)
            if len(known) > _MOST_NAMES:
                raise BrokenMarkup("too many names")
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise BrokenMarkup(str(error)) from error


def _connect(parser: expat.XMLParserType, handler: MarkupHandler) -> None:
    tags: dict[str, str] = {}
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise BrokenMarkup("too deep")
        tag = tags.get(name)
        if tag is None:
            tag = tags[name] = name.rpartition(":")[2]
        handler.start(tag, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(tags[name])

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = handler.text_read
    parser.StartDoctypeDeclHandler = _forbid


def _forbid(*_: object) -> None:
    raise ForbiddenMarkup


def _megabytes(size: int) -> int:
    return max(1, round(size / 2**20))
