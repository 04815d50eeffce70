"""Identifiers made in Python: UUID version 7, ordered by time (RFC 9562, section 5.7)."""

from __future__ import annotations

import os
import time


def new_id() -> str:
    """A UUIDv7 as text: 48 bits of milliseconds, then random bits with version and variant set."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[str]:
    """`count` UUIDv7 of the same millisecond; their order among themselves means nothing."""
    milliseconds = f"{time.time_ns() // 1_000_000:012x}"
    noise = os.urandom(10 * count).hex()
    variants = "89ab"
    return [
        f"{milliseconds[:8]}-{milliseconds[8:]}-7{noise[at + 1 : at + 4]}-"
        f"{variants[int(noise[at + 4], 16) & 3]}{noise[at + 5 : at + 8]}-{noise[at + 8 : at + 20]}"
        for at in range(0, 20 * count, 20)
    ]
