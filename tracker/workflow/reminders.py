"""Remind units that have not handed in: who is due a message, sending each once, the text to copy instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlencode

from tracker.access.actor import Actor, UnitKey
from tracker.access.rights import require
from tracker.core.author import Author
from tracker.core.reminding import find_kind
from tracker.store.reminders import NewReminder, Outcome
from tracker.store.rounds import Round
from tracker.words import reminder_texts as words
from tracker.workflow.mail import MailError, MessageRefused, Post, compose, is_address, open_post
from tracker.workflow.workspace import Workspace

_AT_ONCE = 20  # claimed in one write, sent, then settled in another
_MOST = 1000  # in one run


@dataclass(frozen=True)
class Reminder:
    """A message that is due to a unit; without `addresses` nobody can be reached."""

    round: Round
    unit: UnitKey
    unit_name: str
    kind: str
    addresses: tuple[str, ...]
    subject: str
    body: str

    @property
    def claim(self) -> NewReminder:
        return NewReminder(*self.unit, self.kind, self.round.units_due_on, self.addresses)


@dataclass(frozen=True)
class Report:
    """What became of a run; `problem` is why it stopped before its end."""

    sent: int = 0
    failed: int = 0
    without_address: int = 0
    problem: str | None = None


def plan_reminders(
    workspace: Workspace, one: Round, today: dt.date, *, by_hand: bool = False
) -> list[Reminder]:
    """The messages due for a round: to every unit that has not handed in completely.

    By hand they are due at any time while the round is open; else on the days that the round names, as long
    as its reminders are switched on. Whether one was sent already shows when it is claimed.
    """
    kind = (
        f"on_{today}" if by_hand else find_kind(one.units_due_on, today, one.remind_before, one.remind_after)
    )
    if not one.takes_figures or kind is None or not (by_hand or one.has_reminders):
        return []
    board = workspace.store.read_round_board([one.id])
    owing = board[board["handed_in_at"].isna()]
    units = list(zip(owing["unit_code"], owing["unit_valid_from"], strict=True))
    addresses = workspace.store.find_addresses(set(units))
    parts = zip(units, owing["name"], owing["indicators_covered"], owing["indicators"], strict=True)
    return [
        _reminder(
            workspace, one, unit, str(name), kind, addresses.get(unit, ()), (int(covered), int(asked)), today
        )
        for unit, name, covered, asked in parts
    ]


def send_due_reminders(
    workspace: Workspace, now: dt.datetime, rounds: Sequence[Round] | None = None
) -> Report:
    """Send what is due by itself, as the server; raises MailError when mail is not set up."""
    return _send(workspace, words.SERVER, now, rounds, by_hand=False)


def send_reminders(
    workspace: Workspace,
    actor: Actor,
    now: dt.datetime,
    rounds: Sequence[Round] | None = None,
    *,
    by_hand: bool = False,
) -> Report:
    """Send for somebody: what is due by itself, or `by_hand` to every unit that owes something, once a day.

    `rounds`: None means all. Raises NotAllowed, and MailError when mail is not set up.
    """
    require(actor, "remind")
    return _send(workspace, actor.author, now, rounds, by_hand=by_hand)


def text_to_copy(workspace: Workspace, one: Round, today: dt.date) -> tuple[str, list[str], list[str]]:
    """One message to all units that owe something, their addresses, and the names of those without any."""
    planned = plan_reminders(workspace, one, today, by_hand=True)
    link = _link(workspace, one.period)
    text = words.general_text(one.name, one.units_due_on, today, len(planned), link, one.is_demo)
    addresses = sorted({address for reminder in planned for address in reminder.addresses})
    return text, addresses, [reminder.unit_name for reminder in planned if not reminder.addresses]


def _reminder(
    workspace: Workspace,
    one: Round,
    unit: UnitKey,
    name: str,
    kind: str,
    addresses: tuple[str, ...],
    owed: tuple[int, int],
    today: dt.date,
) -> Reminder:
    link = _link(workspace, one.period, unit[0])
    subject = words.subject(one.name, name, one.units_due_on, today, one.is_demo)
    body = words.body(one.name, name, one.units_due_on, today, owed, link, one.is_demo)
    return Reminder(one, unit, name, kind, addresses, subject, body)


def _link(workspace: Workspace, period: str, unit_code: str | None = None) -> str:
    query = urlencode(({"don-vi": unit_code} if unit_code else {}) | {"ky": period})
    return f"{workspace.settings.url}/nop-so-lieu?{query}"


class _Run:
    """One run of sending: a connection that is opened for its first message, and what became of each."""

    def __init__(self, workspace: Workspace, by: Author | str, now: dt.datetime, stack: ExitStack) -> None:
        settings = workspace.settings.mail
        if settings is None:
            raise MailError(words.NOT_CONFIGURED)
        self._workspace, self._settings, self._by, self._now = workspace, settings, by, now
        self._stack = stack
        self._post: Post | None = None
        self._seen: set[NewReminder] = set()
        self.sent = self.failed = self.without_address = 0
        self.problem: str | None = None

    def send(self, one: Round, *, by_hand: bool) -> None:
        """Everything that is due for a round, in batches; who hands in meanwhile is left alone."""
        today = self._workspace.settings.today
        while self.problem is None and self.sent + self.failed < _MOST:
            planned = plan_reminders(self._workspace, one, today, by_hand=by_hand)
            batch = [each for each in planned if each.addresses and each.claim not in self._seen][:_AT_ONCE]
            if not batch:
                self.without_address += sum(not each.addresses for each in planned)
                return
            self._seen.update(each.claim for each in batch)
            claims = self._workspace.store.claim_reminders(
                one, [each.claim for each in batch], self._by, self._now
            )
            outcomes = [self._deliver(key, each) for key, each in zip(claims, batch, strict=True) if key]
            self._workspace.store.settle_reminders(outcomes, self._now)
            self.sent += sum(outcome.state == "sent" for outcome in outcomes)
            self.failed += sum(outcome.state == "failed" for outcome in outcomes)

    def _deliver(self, key: str, reminder: Reminder) -> Outcome:
        good = [address for address in reminder.addresses if is_address(address)]
        bad = [address for address in reminder.addresses if address not in good]
        if self.problem or not good:
            return Outcome(
                key, "failed", self.problem or words.BAD_ADDRESSES.format(addresses=", ".join(bad))
            )
        name = f"{reminder.round.id}.{reminder.unit[0]}.{reminder.kind}.{reminder.round.units_due_on}"
        try:
            if self._post is None:
                self._post = self._stack.enter_context(open_post(self._settings))
            message = compose(self._settings, good, reminder.subject, reminder.body, name, self._now)
            bad += self._post.send(message, good)
        except MessageRefused as error:
            return Outcome(key, "failed", str(error))
        except MailError as error:
            self.problem = str(error)
            return Outcome(key, "failed", self.problem)
        return Outcome(
            key, "sent", words.RECIPIENTS_REFUSED.format(addresses=", ".join(bad)) if bad else None
        )


def _send(
    workspace: Workspace, by: Author | str, now: dt.datetime, rounds: Sequence[Round] | None, *, by_hand: bool
) -> Report:
    with ExitStack() as stack:
        run = _Run(workspace, by, now, stack)
        for one in workspace.store.list_rounds() if rounds is None else rounds:
            run.send(one, by_hand=by_hand)
    return Report(run.sent, run.failed, run.without_address, run.problem)
