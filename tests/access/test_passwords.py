"""Passwords: the rule, one form for every keyboard, as slow for nobody as for somebody, today's parameters."""

from __future__ import annotations

import time
import unicodedata

import pytest
from argon2 import PasswordHasher

from tracker.access import passwords
from tracker.access.passwords import find_weakness, hash_password, is_outdated, is_password
from tracker.access.surroundings import find_network, is_loopback

GOOD = "một câu đủ dài để nhớ"


@pytest.mark.parametrize("password", [GOOD, "Tuyen Quang 2026!", "correct horse battery", "ký-tự.khác_nhau"])
def test_a_long_and_varied_password_will_do(password: str) -> None:
    assert find_weakness(password, "lan.ubnd") is None


@pytest.mark.parametrize(
    "password",
    ["", "ngắn", "mười một k", "123456789012345", "aaaaaaaaaaaaaaaa", "abababababab", "xin chào lan.ubnd", "LAN.UBND mật khẩu",
     "x" * 201, "          ab"],
)  # fmt: skip
def test_a_weak_one_is_refused_in_a_sentence(password: str) -> None:
    weakness = find_weakness(password, "lan.ubnd")
    assert weakness and weakness.endswith(".")


def test_the_kept_hash_is_argon2id_with_a_salt_of_its_own() -> None:
    first, second = hash_password(GOOD), hash_password(GOOD)
    assert first.startswith("$argon2id$") and first != second
    assert is_password(first, GOOD) and is_password(second, GOOD)
    assert not is_password(first, GOOD + " ") and not is_password(first, "")


def test_every_keyboard_writes_the_same_password() -> None:
    kept = hash_password(unicodedata.normalize("NFD", GOOD))
    assert is_password(kept, unicodedata.normalize("NFC", GOOD))


@pytest.mark.parametrize("kept", [None, "", "không phải hash", "$argon2id$v=19$m=1"])
def test_what_is_no_hash_matches_nothing(kept: str | None) -> None:
    assert not is_password(kept, GOOD)


def test_nobodys_password_is_as_slow_as_somebodys() -> None:
    kept = hash_password(GOOD)

    def fastest(hashed: str | None) -> float:
        times = []
        for _ in range(5):
            started = time.perf_counter()
            is_password(hashed, "sai")
            times.append(time.perf_counter() - started)
        return min(times)

    assert fastest(None) > 0.5 * fastest(kept)
    assert not is_outdated(passwords._OF_NOBODY)


def test_an_old_hash_is_known_as_such() -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(GOOD)
    assert is_password(weaker, GOOD) and is_outdated(weaker)
    assert not is_outdated(hash_password(GOOD))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        (None, ""),
        ("testclient", "testclient"),
    ],
)
def test_attempts_are_counted_by_network(address: str | None, network: str) -> None:
    assert find_network(address) == network


@pytest.mark.parametrize(
    ("host", "is_near"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False),
     ("192.168.1.2", False), ("localhost.example.org", False), ("", False)],
)  # fmt: skip
def test_loopback_is_told_from_the_rest(host: str, is_near: bool) -> None:
    assert is_loopback(host) == is_near
