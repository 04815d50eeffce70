"""The kind of figure that words speak of: actual, estimate, plan, target; and columns that only compare."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TIMES = r"(?:uoc|uth|th|kh|ke hoach|thuc hien|muc tieu|du toan|giao|nq|6t|9t|3t|\d+ thang|cung ky|ck|quy|dau nam|nam)"
_QUOTIENT = re.compile(
    rf"\b{_TIMES}\b[^/›]*/\s*\(?{_TIMES}\b|\b(?:19|20)\d\d\s*\)?\s*/\s*\(?\s*(?:{_TIMES}\b[^/]*)?(?:19|20)\d\d\b"
)
_COMPARES = re.compile(
    r"(?:so sanh|so voi|so cung ky|so (?:ke hoach|kh|nam|ck)\b|ss\b|chenh lech|muc chenh lech|bien dong|toc do (?:tang|phat trien)|tang truong"
    r"|muc do hoan thanh|kha nang hoan thanh|danh gia\b|ket qua so voi|ket qua dat so"
    r"|%\s*(?:so|kh\b|ke hoach|th\b|thuc hien|hoan thanh|dat|tang|giam|cung ky)"
    r"|(?:dat|hoan thanh)\s*(?:ty le\s*)?\(?%|dat so voi|thuc hien so voi"
    r"|(?:ty|ti) le\s*\(?%?\)?\s*(?:dat|hoan thanh|thuc hien|tang|so|tren ke hoach|th)\b(?!\s+ho\b)"
    rf"|{_TIMES}\b[^›]*\bso (?:voi|sanh|cung|ke hoach|kh|ck)\b"
    r"|(?:tang|giam)(?:[\s,/-]+(?:tang|giam))?\s*so (?:voi|sanh|cung|ke hoach|kh|ck|nam)\b"
    r"|tang\s*[,/(;-]+\s*[-+]?\)?\s*\(?giam|tang giam|(?:tang|giam)\s*\(\s*[-+−]\s*\)|\+\s*/\s*-)"
)
_BULLETS = re.compile(r"^(?:[\W_]*(?:trong do|cu the)\b)?[\s:.,;*+()-]*(?=[%\w+])")

_ESTIMATE = re.compile(r"\buoc\b|\bu\.?\s?th\b|\buth\b|\bso bo\b|\bestimate\b")
_ACTUAL_FIRST = re.compile(
    r"^[\W\d_]*(?:so |so lieu |ket qua )?(?:da )?(?:thuc hien|ket qua|th)\b(?! muc tieu| uoc)"
)
_PLAN = re.compile(
    r"\bke hoach\b|\bkh\b|\bduoc giao\b|\bchi tieu (?:duoc )?giao\b|\bgiao\b(?= nam| chi tieu| 20)|\bhdnd giao\b"
    r"|\bdu toan\b|\bnghi quyet\b|^chi tieu (?:nam )?20\d\d$|\bplan\b"
)
_TARGET = re.compile(r"\bchi tieu (?:den|phan dau)\b|\bmuc tieu\b(?! quoc gia)|\btarget\b|\bphan dau\b")
_EXPECTED = re.compile(r"\bdu kien\b|\bdu bao\b")
_ACTUAL = re.compile(
    r"\bthuc hien\b|\bth\b|\bket qua\b|\bchinh thuc\b|\bthuc te\b|\bthuc dat\b|\bdat duoc\b|\bactual\b|\bso thuc\b"
)


def is_comparison(pieces: Sequence[str]) -> bool:
    """Whether a piece of a header path (without accents) heads a column that compares two others."""
    return any(
        _QUOTIENT.search(piece) or _COMPARES.match(_BULLETS.sub("", piece.strip(), count=1))
        for piece in pieces
    )


def measure_of(piece: str) -> str | None:
    """actual, estimate, plan, target, or expected (a plan or an estimate, by its year)."""
    if _ESTIMATE.search(piece):
        return "estimate"
    is_plan, is_target = _PLAN.search(piece), _TARGET.search(piece)
    if (is_plan or is_target) and _ACTUAL_FIRST.search(piece):
        return "actual"
    if is_plan:
        return "plan"
    if is_target:
        return "target"
    if _EXPECTED.search(piece):
        return "expected"
    return "actual" if _ACTUAL.search(piece) else None
