"""Instants on Vietnam's clock, which is how the database and every output keep them."""

from __future__ import annotations

import datetime as dt

VIETNAM = dt.timezone(dt.timedelta(hours=7))


def local_time(instant: dt.datetime) -> dt.datetime:
    """The instant as Vietnamese clock time without a zone; one without a zone is taken to be that already."""
    return instant.astimezone(VIETNAM).replace(tzinfo=None) if instant.tzinfo else instant
