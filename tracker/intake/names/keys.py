"""The keys that names are compared by, at hand for intake; the catalogue's checks use the same."""

from tracker.core.name_keys import name_key, plain_key

__all__ = ["name_key", "plain_key"]
