"""The texts of a column by their wording: a long column has many texts, but few that differ in more than digits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise

Wordings = dict[str, list[str]]  # text with every digit as 0 -> the distinct texts that read so
_NO_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_ANY_TEXT = "surrogatepass"


def sort_texts(texts: Iterable[str]) -> Wordings:
    """Texts, each given once, by their wording."""
    distinct = list(texts)
    joined = "".join(distinct).encode(errors=_ANY_TEXT).translate(_NO_DIGITS).decode(errors=_ANY_TEXT)
    ends = pairwise(accumulate(map(len, distinct), initial=0))
    found: Wordings = {}
    for text, (first, end) in zip(distinct, ends, strict=True):
        found.setdefault(joined[first:end], []).append(text)
    return found


def find_worded(wordings: Wordings, is_wanted: Callable[[str], bool]) -> list[str]:
    """The texts whose wording is wanted, which is asked once for each wording."""
    return [text for wording, texts in wordings.items() if is_wanted(wording) for text in texts]
