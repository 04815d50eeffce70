"""Guessing passwords: slowed down per account and network, without a hint which accounts exist."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import httpx2

from tests.attacks.conftest import PASSWORD, Target, try_password
from tracker.words import sign_in_texts as words

ALARM = re.compile(r'<p class="alarm" role="alert">(.*?)</p>')
TRIES = 5


def alarm_of(answer: httpx2.Response) -> str:
    found = ALARM.search(answer.text)
    assert found
    return found.group(1)


def guess(target: Target, login: str, address: str) -> list[tuple[int, str]]:
    with target.client(address) as client:
        answers = [try_password(client, login, f"sai mật khẩu {turn}") for turn in range(TRIES + 2)]
    return [(answer.status_code, alarm_of(answer)) for answer in answers]


def test_the_sixth_guess_is_told_when_to_try_again(target: Target) -> None:
    said = guess(target, "guessed", "127.0.0.11")
    assert said[:TRIES] == [(403, words.WRONG)] * TRIES
    assert {status for status, _ in said[TRIES:]} == {429}
    assert re.fullmatch(words.THROTTLED.format(time=r"\d\d:\d\d"), said[TRIES][1])
    with target.client("127.0.0.11") as client:
        assert try_password(client, "guessed", PASSWORD).status_code == 429
    # Whoever owns the account still gets in from elsewhere.
    with target.client("127.0.0.12") as client:
        assert try_password(client, "guessed", PASSWORD).status_code == 303


def test_nothing_says_whether_an_account_exists(target: Target) -> None:
    def shape(said: list[tuple[int, str]]) -> list[tuple[int, str]]:
        return [(status, re.sub(r"\d\d:\d\d", "", text)) for status, text in said]

    known = guess(target, "leaving", "127.0.0.13")
    assert shape(guess(target, "khong-co-ai", "127.0.0.14")) == shape(known)
    assert shape(guess(target, "closed", "127.0.0.15")) == shape(known)


def test_a_crowd_of_guesses_at_once_gets_no_further(target: Target) -> None:
    def one(turn: int) -> int:
        with target.client("127.0.0.16") as client:
            return try_password(client, "twice", f"sai {turn}").status_code

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(one, range(12)))
    assert statuses.count(403) == TRIES
    assert statuses.count(429) == 12 - TRIES


def test_a_forwarded_address_of_nobody_trusted_is_not_believed(target: Target) -> None:
    with target.client("127.0.0.17") as client:
        for turn in range(TRIES + 1):
            client.headers["X-Forwarded-For"] = f"203.0.113.{turn}"
            answer = try_password(client, "typing", "sai mật khẩu")
    assert answer.status_code == 429
