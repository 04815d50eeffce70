"""Passwords: which are strong enough, how they are kept, and whether one is right."""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from tracker.words import sign_in_texts as words

SHORTEST, LONGEST, FEWEST_DIFFERENT = 12, 200, 6

# The second recommendation of RFC 9106: 64 MiB and three passes, which is what argon2-cffi does by default.
_HASHER = PasswordHasher()
# Each hash takes 64 MiB, so a crowd of attempts waits in line instead of taking the machine's memory.
_TURNS = threading.BoundedSemaphore(2)
# The hash of a password nobody has: a login nobody has takes as long as a wrong password.
_OF_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$X19fX19fX19fX19fX19fXw$VBYtiGPMzRBQ2RXMB1Zi2xbFZTDzc2SVe/GknMC6nOA"
)


def find_weakness(password: str, login: str) -> str | None:
    """Why a password is too weak, as a sentence; None when it will do."""
    text = _normal(password)
    if len(text) > LONGEST:
        return words.PASSWORD_TOO_LONG.format(longest=LONGEST)
    is_guessable = len(set(text.casefold())) < FEWEST_DIFFERENT or login.casefold() in text.casefold()
    if len(text) < SHORTEST or is_guessable or text.isdecimal():
        return words.PASSWORD_RULE.format(shortest=SHORTEST, different=FEWEST_DIFFERENT)
    return None


def hash_password(password: str) -> str:
    """What is kept of a password: argon2id with its salt and parameters."""
    with _TURNS:
        return _HASHER.hash(_normal(password))


def is_password(kept: str | None, password: str) -> bool:
    """Whether this is the password of which `kept` was made; as slow for None, which is nobody's."""
    with _TURNS:
        try:
            return _HASHER.verify(kept or _OF_NOBODY, _normal(password)[:LONGEST]) and kept is not None
        except (VerificationError, ValueError):
            return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def _normal(password: str) -> str:
    """One form for what different Vietnamese keyboards write: "ế" is one character or three."""
    return unicodedata.normalize("NFKC", password)
