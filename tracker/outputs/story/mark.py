"""What every output says about the numbers it was made from: edition or draft, check code, cut-off, time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.words.story_texts import edition_words


@dataclass(frozen=True)
class EditionMark:
    """The mark of an edition, or of a draft: a snapshot of a round that nobody has signed (`number` None).

    `at` is when it was signed, of a draft when the snapshot was taken: outputs bear this time, not the time
    at which they are made, so that the same edition gives the same bytes twice.
    """

    number: str | None  # 2026-H1/2
    check_code: str
    at: dt.datetime
    signed_by: str | None = None
    document_number: str | None = None

    @property
    def is_draft(self) -> bool:
        return self.number is None

    @property
    def words(self) -> str:
        """`Bản chốt 2026-H1/2, Nguyễn Văn A ký ngày 28/6/2026`."""
        return edition_words(self.number, self.at, self.signed_by)
