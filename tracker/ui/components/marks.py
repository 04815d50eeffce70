"""Verdicts as small drawings: shape, colour and word together, so that none of them is needed alone."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from tracker.words.review_texts import DOUBT, DOUBT_HELP
from tracker.words.verdicts import VERDICT_MEANINGS, VERDICT_WORDS

_DASH = '<path d="M2 6h8"/>'
_TICK = '<path d="M1 6l4 4 6-9"/>'
_SHAPES: Mapping[str, str] = {
    "missed": '<path d="M2 2l8 8M10 2l-8 8"/>',
    "reversing": '<path d="M1 2l10 8M11 4v6H5"/>',
    "off_track": '<path d="M6 1v10M2 7l4 4 4-4"/>',
    "at_risk": '<path d="M6 1l5 5-5 5-5-5z"/>',
    "on_track": '<path d="M6 11V1M2 5l4-4 4 4"/>',
    "achieved": _TICK,
    "exceeded": '<path d="M0 6l3.5 4 5-8M6 9l1 1 5-8"/>',
}


def mark(verdict: str) -> str:
    """The verdict's shape alone, in its colour; decorative, the word stands beside it."""
    shape = _SHAPES.get(verdict, _DASH)
    return (
        f'<svg class="tq-mark v-{verdict}" viewBox="0 0 12 12" aria-hidden="true" fill="none" '
        f'stroke="currentColor" stroke-width="1.8">{shape}</svg>'
    )


def mark_definitions() -> str:
    """The shapes once, for `mark_reference` in tables of thousands of cells."""
    symbols = "".join(
        f'<symbol id="tq-{verdict}" viewBox="0 0 12 12">{_SHAPES.get(verdict, _DASH)}</symbol>'
        for verdict in VERDICT_WORDS
    )
    return f'<svg width="0" height="0" style="position:absolute" aria-hidden="true">{symbols}</svg>'


def mark_reference(verdict: str) -> str:
    """A mark that points to `mark_definitions`; its word is for those who do not see it."""
    word = escape(VERDICT_WORDS[verdict])
    return f'<svg class="tq-mark tq-line v-{verdict}" role="img" aria-label="{word}"><use href="#tq-{verdict}"/></svg>'


def doubt(unapproved: object) -> str:
    """The sign after a value that contains figures nobody has approved; nothing after any other."""
    if not unapproved:
        return ""
    return f'<sup class="tq-doubt" title="{DOUBT_HELP}" aria-label="{DOUBT_HELP}">{DOUBT}</sup>'


def shape_reference(verdict: str) -> str:
    """The same where words of its own stand beside the shape."""
    return f'<svg class="tq-mark tq-line v-{verdict}" aria-hidden="true"><use href="#tq-{verdict}"/></svg>'


def chip(verdict: str, extra: str = "") -> str:
    """Shape and word of a verdict, with its meaning as the tooltip; `extra` is text after the word."""
    word = escape(VERDICT_WORDS[verdict])
    more = f" <span>{escape(extra)}</span>" if extra else ""
    return (
        f'<span class="tq-chip v-{verdict}" title="{escape(VERDICT_MEANINGS[verdict])}">'
        f"{mark(verdict)}{word}{more}</span>"
    )


def state_chip(verdict: str, word: str) -> str:
    """A state that is no verdict, in the shape and colour of the verdict that means as much."""
    return f'<span class="tq-chip v-{verdict}">{mark(verdict)}{escape(word)}</span>'


def verdict_bar(counts: Mapping[str, int]) -> str:
    """A bar whose parts are the verdicts' counts, in the order given."""
    parts = "".join(
        f'<i class="v-{verdict}" style="flex:{count}" title="{escape(VERDICT_WORDS[verdict])}: {count}">{count}</i>'
        for verdict, count in counts.items()
        if count
    )
    return f'<div class="tq-bar">{parts}</div>'


def verdict_legend(counts: Mapping[str, int]) -> str:
    """The words of a bar: shape, word and count of each verdict that occurs."""
    parts = "".join(f"<span>{chip(verdict)} {count}</span>" for verdict, count in counts.items() if count)
    return f'<div class="tq-legend">{parts}</div>'


def verified_tag(verified: bool) -> str:
    """Whether a text or figure was checked against its document."""
    if verified:
        return '<span class="tq-tag">đã kiểm chứng</span>'
    return '<span class="tq-tag doubt">chưa kiểm chứng</span>'
