"""The outbox: a message exists exactly if its change does, goes out at least once, and waits for a person
when it cannot."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from privacy.delivery import handlers, outbox, outbox_worker
from privacy.models import OutboxMessage, Subject, Task
from tests.cast import noor
from tests.handlers import LETTER, Payload, Post
from tests.outbox_rows import a_request, put, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    handler = Post()
    monkeypatch.setitem(handlers._handlers, "post", handler)
    return handler


@pytest.fixture
def now() -> datetime:
    return timezone.now() + timedelta(seconds=1)


# --- Putting and handing over --------------------------------------------------------------------------


def test_a_message_is_handed_over_once_and_its_payload_is_emptied(post: Post, now: datetime) -> None:
    message = put()
    before = stored(message)
    assert before is not None
    assert b"Noor" not in before
    assert outbox_worker.drain_outbox(now=now) == 1
    assert post.given == [(message.pk, LETTER)]
    message.refresh_from_db()
    assert (message.state, message.attempts, message.settled_at is not None) == (
        OutboxMessage.State.DONE,
        1,
        True,
    )
    assert stored(message) is None
    assert outbox_worker.drain_outbox(now=now + timedelta(days=1)) == 0
    assert len(post.given) == 1


def test_a_change_that_is_taken_back_takes_its_message_back(post: Post, now: datetime) -> None:
    with transaction.atomic():
        put()
        assert OutboxMessage.objects.count() == 1
        transaction.set_rollback(True)
    assert OutboxMessage.objects.count() == 0
    assert outbox_worker.drain_outbox(now=now) == 0


def test_a_message_for_later_waits(post: Post, now: datetime) -> None:
    put(not_before=now + timedelta(hours=1))
    assert outbox_worker.drain_outbox(now=now + timedelta(minutes=59)) == 0
    assert outbox_worker.drain_outbox(now=now + timedelta(minutes=61)) == 1


def test_what_waits_longest_goes_first_and_no_more_than_asked(post: Post, now: datetime) -> None:
    numbers = [put().pk for _ in range(5)]
    assert outbox_worker.drain_outbox(now=now, limit=3) == 3
    assert [number for number, _ in post.given] == numbers[:3]


def test_a_name_has_one_handler() -> None:
    assert "mail" in handlers._handlers
    with pytest.raises(ValueError, match="mail"):
        handlers.register_handler("mail", handler=lambda message, payload: None)


# --- Trouble -------------------------------------------------------------------------------------------


def test_passing_trouble_is_tried_again_after_ever_longer_waits_and_then_put_before_a_person(
    post: Post, now: datetime
) -> None:
    subject = noor().subject
    message = put(subject=subject)
    post.trouble = handlers.Transient("mail-server-away")
    waits: list[timedelta] = []
    at = now
    while True:
        assert outbox_worker.drain_outbox(now=at) == 0
        message.refresh_from_db()
        assert message.trouble == "mail-server-away"
        if message.state == OutboxMessage.State.PARKED:
            break
        waits.append(message.next_at - at)
        assert outbox_worker.drain_outbox(now=message.next_at - timedelta(seconds=1)) == 0, (
            "not before its time"
        )
        at = message.next_at
    assert len(post.given) == outbox_worker.MOST_ATTEMPTS == len(waits) + 1
    assert timedelta(seconds=44) < waits[0] < timedelta(seconds=76)
    assert all(later > earlier for earlier, later in zip(waits[:6:2], waits[2:7:2], strict=True))
    assert max(waits) < timedelta(hours=2, minutes=31)
    assert timedelta(hours=18) < at - now < timedelta(hours=32), "about a day"
    task = Task.objects.get(kind=Task.Kind.MESSAGE)
    assert (task.row, task.label, task.subject, task.due_on) == (
        message.pk,
        "privacy.outboxmessage",
        subject,
        timezone.localdate(at),
    )
    assert stored(message) is not None, "a person may still send it"


def test_messages_that_failed_together_do_not_come_back_together(post: Post, now: datetime) -> None:
    for _ in range(20):
        put()
    post.trouble = handlers.Transient("mail-server-away")
    outbox_worker.drain_outbox(now=now)
    assert len(set(OutboxMessage.objects.values_list("next_at", flat=True))) == 20


def test_lasting_trouble_is_put_before_a_person_at_once_and_sent_again_by_them(
    post: Post, now: datetime
) -> None:
    message = put()
    post.trouble = handlers.Permanent("mail-address-refused")
    assert outbox_worker.drain_outbox(now=now) == 0
    message.refresh_from_db()
    assert (message.state, message.trouble) == (OutboxMessage.State.PARKED, "mail-address-refused")
    assert Task.objects.filter(kind=Task.Kind.MESSAGE, row=message.pk, done_on=None).count() == 1
    assert outbox_worker.drain_outbox(now=now + timedelta(days=9)) == 0
    assert len(post.given) == 1
    post.trouble = None
    assert outbox.send_message_again(message, now=now)
    assert not outbox.send_message_again(message, now=now), "two people who click are one"
    assert not Task.objects.filter(done_on=None).exists()
    assert outbox_worker.drain_outbox(now=now) == 1


def test_a_person_may_let_go_of_a_parked_message(post: Post, now: datetime) -> None:
    message = put()
    post.trouble = handlers.Permanent("mail-address-refused")
    outbox_worker.drain_outbox(now=now)
    assert outbox.drop_message(message)
    message.refresh_from_db()
    assert (message.state, stored(message)) == (OutboxMessage.State.DROPPED, None)
    assert not Task.objects.filter(done_on=None).exists()
    assert not outbox.drop_message(message)


def test_a_fault_of_ours_is_tried_again_and_its_words_are_logged_nowhere(
    post: Post, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    message = put()
    post.trouble = ValueError("noor@example.org is wrong")
    with caplog.at_level(logging.DEBUG):
        assert outbox_worker.drain_outbox(now=now) == 0
    message.refresh_from_db()
    assert (message.state, message.trouble) == (OutboxMessage.State.WAITING, "failed")
    assert f"message {message.pk} failed: ValueError" in caplog.text
    assert "noor" not in caplog.text


@pytest.mark.parametrize(
    ("change", "code"), [({"handler": "nobody"}, "no-handler"), ({"payload": b"not ours"}, "unreadable")]
)
def test_what_nobody_can_read_or_handle_is_put_before_a_person(
    post: Post, now: datetime, change: Payload, code: str
) -> None:
    message = put()
    other = put()
    OutboxMessage.objects.filter(pk=message.pk).update(**change)
    assert outbox_worker.drain_outbox(now=now) == 1, "the others go on"
    assert post.given == [(other.pk, LETTER)]
    assert OutboxMessage.objects.defer("payload").get(pk=message.pk).trouble == code


# --- Leases --------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The worker is no more."""


def test_a_worker_killed_after_the_hand_over_makes_it_go_again_when_its_lease_is_over(
    post: Post, now: datetime
) -> None:
    message = put()
    post.trouble = Killed()
    with pytest.raises(Killed):
        outbox_worker.drain_outbox(now=now)
    post.trouble = None
    assert outbox_worker.drain_outbox(now=now + outbox_worker.LEASE - timedelta(seconds=1)) == 0
    assert outbox_worker.drain_outbox(now=now + outbox_worker.LEASE + timedelta(seconds=1)) == 1
    assert [number for number, _ in post.given] == [message.pk, message.pk]


def test_a_message_that_kills_every_worker_is_put_before_a_person(post: Post, now: datetime) -> None:
    message = put()
    post.trouble = Killed()
    at = now
    for _ in range(outbox_worker.MOST_ATTEMPTS):
        with pytest.raises(Killed):
            outbox_worker.drain_outbox(now=at)
        at += outbox_worker.LEASE + timedelta(seconds=1)
    assert outbox_worker.drain_outbox(now=at) == 0
    message.refresh_from_db()
    assert (message.state, message.trouble) == (OutboxMessage.State.PARKED, "worker-died")


def test_a_worker_whose_lease_is_over_settles_nothing(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    seen: list[str] = []

    def slow(message: OutboxMessage, payload: Payload) -> None:
        seen.append("slow")
        if len(seen) == 1:  # while it dawdles, the lease ends and another worker takes over
            assert outbox_worker.drain_outbox(now=now + outbox_worker.LEASE + timedelta(seconds=1)) == 1
            raise handlers.Permanent("too-late")

    monkeypatch.setitem(handlers._handlers, "post", slow)
    message = put()
    assert outbox_worker.drain_outbox(now=now) == 0
    assert seen == ["slow", "slow"]
    message.refresh_from_db()
    assert (message.state, message.trouble) == (OutboxMessage.State.DONE, "")
    assert not Task.objects.exists()


def test_while_one_worker_holds_a_message_no_other_takes_it(
    monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    others: list[int] = []
    monkeypatch.setitem(
        handlers._handlers,
        "post",
        lambda message, payload: others.append(outbox_worker.drain_outbox(now=now)),
    )
    put()
    assert outbox_worker.drain_outbox(now=now) == 1
    assert others == [0]


# --- Erasure -------------------------------------------------------------------------------------------


def test_unsent_messages_to_somebody_erased_are_dropped_but_the_answer_to_their_request_goes(
    post: Post, now: datetime
) -> None:
    subject, other = noor().subject, Subject.objects.create()
    request = a_request(subject)
    chatter, parked, reply, elses = (
        put(subject=subject),
        put(subject=subject),
        put(subject=subject, request=request),
        put(subject=other),
    )
    outbox_worker._park(parked, "mail-address-refused", lease=_leased(parked, now), now=now)
    assert Task.objects.filter(done_on=None).count() == 1
    assert outbox.drop_messages_to(subject) == 2
    for message in (chatter, parked):
        message.refresh_from_db()
        assert (message.state, stored(message), message.settled_at is not None) == (
            OutboxMessage.State.DROPPED,
            None,
            True,
        )
    assert not Task.objects.filter(done_on=None).exists()
    assert outbox_worker.drain_outbox(now=now) == 2
    assert [number for number, _ in post.given] == [reply.pk, elses.pk]
    assert outbox.drop_messages_to(subject) == 0, "what was sent stays sent"


def _leased(message: OutboxMessage, now: datetime) -> datetime:
    lease = outbox_worker._claim(message.pk, now=now)
    assert lease is not None
    return lease
