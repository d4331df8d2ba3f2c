"""A mail server that misbehaves, workers at once, and a worker that is killed: every letter goes once, or
again under its id."""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from privacy.delivery import letters, outbox, outbox_worker, smtp
from privacy.models import OutboxMessage, Task
from tests.cast import noor
from tests.instances import instance
from tests.mail_server import MailServer, Mood, mail_server

database = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return timezone.now() + timedelta(seconds=1)


def send(**options: Any) -> OutboxMessage:
    facts = {
        "kind": "erasure",
        "expires_at": "2026-11-23T13:30:00+00:00",
        "link": "https://som.example.org/privacy/request/4f7Kq2x0m1N8sVb3/",
        "use": "",
        "ends": [],
        "gone_by": "2026-11-24",
        "no_advertising": False,
    }
    return letters.send_letter(
        "confirm-request", to="noor@example.org", language="nl", context=facts, **options
    )


# --- A server that misbehaves --------------------------------------------------------------------------


@database
def test_a_server_that_is_down_for_an_hour_delays_a_letter_and_neither_loses_nor_doubles_it(
    post_office: MailServer, now: datetime
) -> None:
    post_office.down()
    message = send()
    for minute in range(60):
        assert outbox_worker.drain_outbox(now=now + timedelta(minutes=minute)) == 0
    message.refresh_from_db()
    assert (message.state, message.trouble) == (OutboxMessage.State.WAITING, "mail-server-away")
    assert 4 <= message.attempts <= 8
    post_office.up()
    sent = sum(outbox_worker.drain_outbox(now=now + timedelta(minutes=minute)) for minute in range(60, 180))
    assert sent == 1
    assert [received.letter["Message-ID"] for received in post_office.received] == [smtp.message_id(message)]


@database
@pytest.mark.parametrize(
    ("mood", "state", "trouble"),
    [
        (Mood.LATER, OutboxMessage.State.WAITING, "mail-address-refused"),
        (Mood.REFUSES_US, OutboxMessage.State.WAITING, "mail-server-refuses-us"),
        (Mood.HANGS, OutboxMessage.State.WAITING, "mail-server-away"),
        (Mood.REFUSES_ADDRESS, OutboxMessage.State.PARKED, "mail-address-refused"),
        (Mood.REFUSES_CONTENT, OutboxMessage.State.PARKED, "mail-content-refused"),
    ],
)
def test_what_the_server_says_decides_and_nobody_is_named(
    post_office: MailServer,
    now: datetime,
    caplog: pytest.LogCaptureFixture,
    mood: Mood,
    state: str,
    trouble: str,
) -> None:
    subject = noor().subject
    post_office.mood = mood
    message = send(subject=subject)
    with caplog.at_level(logging.DEBUG, logger="privacy"):
        assert outbox_worker.drain_outbox(now=now) == 0
    message.refresh_from_db()
    assert (message.state, message.trouble, post_office.asked) == (state, trouble, 1)
    assert Task.objects.filter(kind=Task.Kind.MESSAGE, subject=subject, row=message.pk).exists() == (
        state == OutboxMessage.State.PARKED
    )
    assert f"message {message.pk}" in caplog.text
    assert "noor" not in caplog.text
    post_office.mood = Mood.ACCEPTS
    if state == OutboxMessage.State.PARKED:
        outbox.send_message_again(message, now=now)
    assert outbox_worker.drain_outbox(now=now + timedelta(hours=1)) == 1
    assert len(post_office.received) == 1


@database
def test_a_letter_whose_yes_was_lost_arrives_again_under_the_same_id(
    post_office: MailServer, now: datetime
) -> None:
    post_office.mood = Mood.TAKES_AND_HANGS_UP
    send()
    assert outbox_worker.drain_outbox(now=now) == 0
    post_office.mood = Mood.ACCEPTS
    assert outbox_worker.drain_outbox(now=now + timedelta(minutes=2)) == 1
    first, second = (received.letter["Message-ID"] for received in post_office.received)
    assert first == second


# --- Real processes ------------------------------------------------------------------------------------


def test_workers_at_once_send_every_letter_once(tmp_path: Path) -> None:
    with mail_server() as server, instance(tmp_path) as office:
        office.environment["EMAIL_URL"] = server.url
        assert office.start("-m", "tests.mail_worker", "put", "30").wait(60) == 0
        workers = [office.start("-m", "tests.mail_worker", "drain") for _ in range(3)]
        printed = [worker.communicate(timeout=120)[0] for worker in workers]
        assert [worker.returncode for worker in workers] == [0, 0, 0], printed
        assert (
            sum(int(number) for output in printed for number in re.findall(r"^sent (\d+)$", output, re.M))
            == 30
        ), printed
        assert (
            len({received.letter["Message-ID"] for received in server.received}) == len(server.received) == 30
        )
        assert office.query(
            "SELECT count(*) FROM privacy_outboxmessage WHERE state = 'done' AND payload IS NULL"
        ) == [(30,)]


def test_a_worker_killed_after_the_servers_yes_leaves_the_letter_to_the_next(tmp_path: Path) -> None:
    with mail_server() as server, instance(tmp_path) as office:
        office.environment["EMAIL_URL"] = server.url
        assert office.start("-m", "tests.mail_worker", "put", "2").wait(60) == 0
        server.down()
        worker = office.start("-m", "tests.mail_worker", "drain")
        server.kills = worker.pid
        server.up()
        assert worker.wait(60) == -9
        server.kills = 0
        assert len(server.received) == 1
        again = office.start("-m", "tests.mail_worker", "drain")
        assert again.communicate(timeout=60)[0].strip().endswith("sent 1"), (
            "the lease of the killed one still stands"
        )
        assert len(server.received) == 2
        assert office.query("SELECT state, attempts FROM privacy_outboxmessage ORDER BY id") == [
            ("waiting", 1),
            ("done", 1),
        ]
