"""Identifiers made in Python: UUID version 7, ordered by time (RFC 9562, section 5.7)."""

from __future__ import annotations

import os
import time

import numpy as np
import pyarrow as pa

_PARTS = ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))  # hexadecimal digits between the hyphens
_LENGTH = 36


def new_id() -> str:
    """A UUIDv7 as text: 48 bits of milliseconds, then random bits with version and variant set."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[str]:
    """`count` UUIDv7 of the same millisecond; their order among themselves means nothing."""
    return new_id_column(count).to_pylist()


def new_id_column(count: int) -> pa.Array:
    """The same as an Arrow column, for the many rows of a large table."""
    octets = np.empty((count, 16), dtype=np.uint8)
    octets[:, :6] = np.frombuffer((time.time_ns() // 1_000_000).to_bytes(6, "big"), dtype=np.uint8)
    octets[:, 6:] = np.frombuffer(os.urandom(10 * count), dtype=np.uint8).reshape(count, 10)
    octets[:, 6] = octets[:, 6] & 0x0F | 0x70  # version 7
    octets[:, 8] = octets[:, 8] & 0x3F | 0x80  # variant of the RFC
    digits = np.frombuffer(octets.tobytes().hex().encode(), dtype=np.uint8).reshape(count, 32)
    texts = np.full((count, _LENGTH), ord("-"), dtype=np.uint8)
    for hyphens, (first, end) in enumerate(_PARTS):
        texts[:, first + hyphens : end + hyphens] = digits[:, first:end]
    ends = np.arange(0, _LENGTH * (count + 1), _LENGTH, dtype=np.int32)
    return pa.Array.from_buffers(pa.string(), count, [None, pa.py_buffer(ends), pa.py_buffer(texts)])
