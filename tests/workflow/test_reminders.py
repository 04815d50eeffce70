"""Reminders to a real mail server: to whom, when, once, stopped, tried again, and never to who has handed in."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bench.serving import find_free_port
from tests.workflow.post_office import HOST, PostOffice, run_post_office, text_of
from tests.workflow.rounds import COORDINATOR, OPENED, REPORTER, UNIT, open_half_year
from tracker.access.rights import NotAllowed
from tracker.catalogue.reference import MERGED_ON
from tracker.store.accounts import NewAccount
from tracker.store.recording import NewSubmission
from tracker.store.rounds import Round
from tracker.workflow.mail import MailError, MailSettings
from tracker.workflow.reminders import (
    Report,
    plan_reminders,
    send_due_reminders,
    send_reminders,
    text_to_copy,
)
from tracker.workflow.round_keeping import change_deadlines, close_round, set_reminders
from tracker.workflow.workspace import Workspace

EARLY, WEEK, LAST, LATE = (dt.date(2026, 6, day) for day in (7, 8, 14, 16))
UNITS = ("02215", "02374", "02380")
ADDRESS = "https://chitieu.tuyenquang.example"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with run_post_office() as running:
        yield running


@pytest.fixture
def found(workspace: Workspace) -> Round:
    """An open round and a reporter's account with an address in three of its units."""
    for code in UNITS:
        account = NewAccount(
            f"a{code}", "Cán bộ", "reporter", f"xa{code}@tuyenquang.example", units=((code, MERGED_ON),)
        )
        workspace.store.add_account(account, "Lan", OPENED)
    return open_half_year(workspace)


def at(workspace: Workspace, office: PostOffice, today: dt.date, **mail: Any) -> Workspace:
    """The workspace on a day, with the mail server of the test."""
    settings = {
        "host": HOST,
        "port": str(office.port),
        "sender": "baocao@x.example",
        "security": "none",
    } | mail
    return replace(
        workspace,
        settings=replace(workspace.settings, fixed_today=today, url=ADDRESS, mail=MailSettings(**settings)),
    )


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12))


def run(workspace: Workspace, office: PostOffice, day: dt.date, **mail: Any) -> Report:
    return send_due_reminders(at(workspace, office, day, **mail), noon(day))


def hand_in(workspace: Workspace, code: str, period: str = "2026-H1") -> None:
    """The unit's form, whose figures do not matter here."""
    rows = workspace.store.list_duties(workspace.store.list_rounds()[0].id)
    own = rows[rows["unit_code"] == code].assign(measure="actual", value=1.0, numerator=1, denominator=2)
    submission = NewSubmission(code, MERGED_ON, period, "form", noon(EARLY))
    columns = ["indicator_code", "measure", "value", "numerator", "denominator"]
    workspace.store.record_submission(submission, own[columns].head(1))


def test_each_unit_gets_each_reminder_once(workspace: Workspace, office: PostOffice, found: Round) -> None:
    assert run(workspace, office, EARLY) == Report()
    assert run(workspace, office, WEEK) == Report(sent=3, without_address=125)
    assert run(workspace, office, WEEK + dt.timedelta(2)).sent == 0
    assert run(workspace, office, LAST).sent == 3
    assert run(workspace, office, LATE).sent == 3
    assert run(workspace, office, LATE + dt.timedelta(30)).sent == 0
    assert sorted(map(tuple, office.recipients)) == sorted(
        [(f"xa{code}@tuyenquang.example",) for code in UNITS] * 3
    )
    ids = {str(message["Message-ID"]) for message in office.messages}
    assert len(ids) == 9


def test_a_message_says_who_what_until_when_and_where(
    workspace: Workspace, office: PostOffice, found: Round
) -> None:
    run(workspace, office, WEEK)
    message = next(one for one in office.messages if "02215" in str(one["To"]))
    assert str(message["Subject"]) == ("Nhắc nộp số liệu 6 tháng đầu năm 2026 (còn 7 ngày): Phường Minh Xuân")
    text = text_of(message)
    for part in (
        "Kính gửi Phường Minh Xuân,",
        "“6 tháng đầu năm 2026” có hạn đơn vị nộp là ngày 15/6/2026, còn 7 ngày.",
        "Đến ngày 08/6/2026, đơn vị chưa nộp (50 chỉ tiêu).",
        f"{ADDRESS}/nop-so-lieu?don-vi=02215&ky=2026-H1",
    ):
        assert part in text
    assert "Minh họa" not in str(message["Subject"])


def test_who_has_handed_in_is_left_alone(workspace: Workspace, office: PostOffice, found: Round) -> None:
    hand_in(workspace, "02374")
    assert run(workspace, office, WEEK).sent == 2
    hand_in(workspace, "02215")
    hand_in(workspace, "02380")
    assert run(workspace, office, LAST) == Report(without_address=125)


def test_who_hands_in_while_messages_go_out_is_left_alone(
    workspace: Workspace, office: PostOffice, found: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.workflow.reminders._AT_ONCE", 1)
    office.on_message = lambda: hand_in(workspace, "02380") if not office.messages else None
    assert run(workspace, office, WEEK).sent == 2
    assert not any("02380" in str(message["To"]) for message in office.messages)


def test_a_round_whose_reminders_are_stopped_or_that_is_shut_sends_nothing(
    workspace: Workspace, office: PostOffice, found: Round
) -> None:
    set_reminders(workspace, found, COORDINATOR, OPENED, is_on=False, before=(7, 1), after=(1,))
    assert run(workspace, office, WEEK) == Report()
    stopped = workspace.store.find_round(found.id)
    set_reminders(workspace, stopped, COORDINATOR, OPENED, is_on=True, before=(3,), after=())
    assert run(workspace, office, WEEK) == Report()
    assert run(workspace, office, dt.date(2026, 6, 12)).sent == 3
    close_round(workspace, found, COORDINATOR, OPENED)
    assert run(workspace, office, LATE) == Report()


def test_stopping_takes_hold_between_two_messages(
    workspace: Workspace, office: PostOffice, found: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.workflow.reminders._AT_ONCE", 1)

    def stop() -> None:
        seen = workspace.store.find_round(found.id)
        if seen.has_reminders:
            set_reminders(workspace, seen, COORDINATOR, OPENED, is_on=False, before=(7, 1), after=(1,))

    office.on_message = stop
    assert run(workspace, office, WEEK).sent == 1


def test_a_new_last_day_is_a_new_reminder(workspace: Workspace, office: PostOffice, found: Round) -> None:
    assert run(workspace, office, LAST).sent == 3
    later = {"units_due_on": dt.date(2026, 6, 22)}
    change_deadlines(workspace, found, later, COORDINATOR, OPENED, "Mưa lũ")
    assert run(workspace, office, dt.date(2026, 6, 15)).sent == 3
    assert "22/6/2026" in text_of(office.messages[-1])


def test_what_one_address_or_a_full_server_refuses_is_tried_again(
    workspace: Workspace, office: PostOffice, found: Round
) -> None:
    office.refused = {"xa02215@tuyenquang.example"}
    assert run(workspace, office, WEEK) == Report(sent=2, failed=1, without_address=125)
    failed = workspace.store.list_reminders(found.id).set_index("state").loc["failed"]
    assert (failed["unit_code"], "xa02215@" in failed["detail"]) == ("02215", True)
    office.refused = set()
    soon, later = noon(WEEK) + dt.timedelta(minutes=30), noon(WEEK) + dt.timedelta(hours=1)
    working = at(workspace, office, WEEK)
    assert send_due_reminders(working, soon).sent == 0
    assert send_due_reminders(working, later) == Report(sent=1, without_address=125)


def test_a_mail_server_that_is_away_stops_the_run_and_is_logged(
    workspace: Workspace, office: PostOffice, found: Round
) -> None:
    away = run(workspace, office, WEEK, port=str(find_free_port()))
    assert (away.sent, away.failed) == (0, 3)
    assert away.problem and "Không kết nối được máy chủ thư" in away.problem
    rows = workspace.store.list_reminders(found.id)
    assert set(rows["state"]) == {"failed"}
    assert set(rows["detail"]) == {away.problem}
    again = send_due_reminders(at(workspace, office, WEEK), noon(WEEK) + dt.timedelta(hours=1))
    assert again.sent == 3


def test_bad_addresses_are_told_and_harm_nobody(
    workspace: Workspace, office: PostOffice, found: Round
) -> None:
    for login, email in (("x", "không phải thư"), ("y", "a@b.example\nBcc: c@d.example")):
        units = ((UNITS[0], MERGED_ON),)
        workspace.store.add_account(NewAccount(login, "X", "reporter", email, units=units), "Lan", OPENED)
    only = NewAccount("z", "Z", "reporter", "hỏng", units=(("02212", MERGED_ON),))
    workspace.store.add_account(only, "Lan", OPENED)
    assert run(workspace, office, WEEK) == Report(sent=3, failed=1, without_address=124)
    assert min(office.recipients) == [f"xa{UNITS[0]}@tuyenquang.example"]
    details = workspace.store.list_reminders(found.id).set_index("unit_code")["detail"]
    assert "không phải thư" in details[UNITS[0]]
    assert "hỏng" in details["02212"]


def test_two_servers_at_once_send_each_once(workspace: Workspace, office: PostOffice, found: Round) -> None:
    working = at(workspace, office, WEEK)
    reports: list[Report] = []
    threads = [
        threading.Thread(target=lambda: reports.append(send_due_reminders(working, noon(WEEK))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(report.sent for report in reports) == len(office.messages) == 3


def test_by_hand_they_go_out_at_once_and_once_a_day(
    workspace: Workspace, office: PostOffice, found: Round
) -> None:
    working = at(workspace, office, EARLY)
    assert send_reminders(working, COORDINATOR, noon(EARLY), [found]) == Report()
    assert send_reminders(working, COORDINATOR, noon(EARLY), [found], by_hand=True).sent == 3
    assert send_reminders(working, COORDINATOR, noon(EARLY), [found], by_hand=True).sent == 0
    assert set(workspace.store.list_reminders(found.id)["by"]) == {COORDINATOR.name}
    tomorrow = at(workspace, office, EARLY + dt.timedelta(1))
    assert send_reminders(tomorrow, COORDINATOR, noon(WEEK), [found], by_hand=True).sent == 3
    with pytest.raises(NotAllowed):
        send_reminders(working, REPORTER, noon(EARLY), [found])


def test_without_a_mail_server_there_is_a_text_to_copy(workspace: Workspace, found: Round) -> None:
    with pytest.raises(MailError, match="TRACKER_SMTP_HOST"):
        send_due_reminders(workspace, noon(WEEK))
    assert workspace.store.list_reminders(found.id).empty
    hand_in(workspace, UNIT[0])
    text, addresses, unreachable = text_to_copy(workspace, found, WEEK)
    assert "còn 127 đơn vị chưa nộp đủ" in text
    assert "/nop-so-lieu?ky=2026-H1" in text
    assert addresses == ["xa02374@tuyenquang.example", "xa02380@tuyenquang.example"]
    assert len(unreachable) == 125


def test_names_of_people_cannot_add_headers(workspace: Workspace, found: Round) -> None:
    odd = replace(found, name="Kỳ\r\nBcc: x@y.example\n<b>")
    planned = plan_reminders(workspace, odd, WEEK)[0]
    assert "\n" not in planned.subject and "\r" not in planned.subject


def test_a_round_of_a_demonstration_says_so(workspace: Workspace, found: Round) -> None:
    planned = plan_reminders(workspace, replace(found, is_demo=True), WEEK)[0]
    assert planned.subject.startswith("[Minh họa] ")
    assert planned.body.startswith("Đây là thư của bản minh họa")
