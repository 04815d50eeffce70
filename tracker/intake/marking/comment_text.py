"""Which part of a comment's text is ours, as it comes back from whatever program saved it."""

from __future__ import annotations

from tracker.words.marking_texts import COMMENT_AUTHOR, COMMENT_END, SENDER_COMMENT


def sender_text_start(text: str, author: str = "") -> int | None:
    """Where the sender's own text begins in a comment of ours; None in a comment that is not ours."""
    at = text.find(COMMENT_END)
    if at < 0:
        return len(text) if author == COMMENT_AUTHOR else None
    start = _skip_blank(text, at + len(COMMENT_END))
    if text.startswith(SENDER_COMMENT, start):
        start = _skip_blank(text, start + len(SENDER_COMMENT))
    return start


def _skip_blank(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \t\r\n":
        start += 1
    return start
