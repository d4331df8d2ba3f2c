"""A no that comes while a letter is claimed: told done, the letter does not leave; on its way already, that
is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from contacts.models import Contact
from privacy.delivery import outbox, outbox_worker, smtp
from privacy.delivery.letters import send_letter
from privacy.delivery.troubles import trouble_words
from privacy.models import Choice, OutboxMessage, Request, Subject
from privacy.requests import decisions, intake
from privacy.rights import erasure
from privacy.subjects import choices
from tests.cast import noor
from tests.gate.test_gate import NEWSLETTER
from tests.handlers import sent_for
from tests.races.meeting import Actor, StopAt

pytestmark = pytest.mark.django_db(transaction=True)

WEB = Choice.Channel.WEB
State = OutboxMessage.State


def drain(*, later: timedelta = timedelta(seconds=1)) -> int:
    return outbox_worker.drain_outbox(now=timezone.now() + later)


@pytest.fixture
def contact(monkeypatch: pytest.MonkeyPatch) -> Contact:
    """Somebody who agreed to a newsletter, of which one waits to be sent. What it says does not matter
    here."""
    somebody = noor()
    choices.record_consent(
        somebody.subject, NEWSLETTER.slug, on=timezone.localdate(), source=WEB, wording="Yes"
    )
    sent_for(monkeypatch, "restriction-ends", NEWSLETTER)
    send_letter(
        "restriction-ends",
        to="noor@example.org",
        language="nl",
        context={"ends_on": "2026-12-01"},
        subject=somebody.subject,
    )
    return somebody


def objects(subject: Subject) -> None:
    choices.record_objection(subject, NEWSLETTER.slug, on=timezone.localdate(), source=WEB)


def objects_by_form(subject: Subject) -> None:
    """Ask it as people do, and be told by letter that it is done."""
    now = timezone.now()
    facts: dict[str, Any] = {
        "kind": Request.Kind.OBJECTION,
        "address": "noor@example.org",
        "channel": WEB,
        "subject": subject,
    }
    request = intake.record_received_request(**facts, received_at=now, now=now, site="http://testserver/")
    assert decisions.carry_out_at_once(request, now=now, site="http://testserver/")


def restricts(subject: Subject) -> None:
    choices.record_restriction(subject, on=timezone.localdate(), source=WEB)


def withdraws(subject: Subject) -> None:
    choices.record_withdrawal(subject, NEWSLETTER.slug, on=timezone.localdate())


def asks_to_be_forgotten(subject: Subject) -> None:
    erasure.erase(subject, today=timezone.localdate(), source=WEB)


SAYS_NO = [objects, objects_by_form, restricts, withdraws, asks_to_be_forgotten]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers of the letters that the mail server took."""
    taken: list[str] = []
    real = EmailBackend.send_messages

    def take(self: Any, letters: Any) -> int:
        taken.extend(letter.extra_headers["Message-ID"] for letter in letters)
        return int(real(self, letters))

    monkeypatch.setattr(EmailBackend, "send_messages", take)
    return taken


def the_letter() -> OutboxMessage:
    return OutboxMessage.objects.filter(request=None).get()


PLACES: dict[str, tuple[Any, str, bool]] = {
    "claimed": (outbox_worker, "_hand_over", False),
    "read": (outbox_worker, "_call", False),
    "written": (smtp, "compose_mail", True),
    "the server listens": (EmailBackend, "open", True),
}


@pytest.mark.promise("P41")
@pytest.mark.parametrize("says_no", SAYS_NO)
@pytest.mark.parametrize("place", PLACES)
def test_a_no_that_is_told_done_while_a_letter_is_claimed_stops_it(
    says_no: Callable[[Subject], None], place: str, contact: Contact, sent: list[str], stop_at: StopAt
) -> None:
    owner, name, after = PLACES[place]
    stop = stop_at(owner, name, after=after)
    worker = Actor(drain)
    stop.reached(worker)
    assert the_letter().leased_until, "a worker has it"
    comes = Actor(lambda: says_no(contact.subject))
    comes.result()
    stop.let_on()
    worker.result()
    assert sent == []
    letter = the_letter()
    assert (letter.state, letter.payload, letter.leaving_at) == (State.DROPPED, None, None)


@pytest.mark.parametrize("says_no", SAYS_NO)
def test_what_the_server_was_given_before_is_written_down_as_gone(
    says_no: Callable[[Subject], None], contact: Contact, sent: list[str], stop_at: StopAt
) -> None:
    stop = stop_at(EmailBackend, "send_messages")
    worker = Actor(drain)
    stop.reached(worker)
    comes = Actor(lambda: says_no(contact.subject))
    comes.result()
    letter = the_letter()
    assert letter.leaving_at
    if says_no is asks_to_be_forgotten:
        assert (letter.state, letter.payload, letter.trouble) == (State.DROPPED, None, "under-way")
        assert trouble_words(letter.trouble) != letter.trouble
    stop.let_on()
    assert worker.result() == 1
    left = the_letter()
    assert sent == [smtp.message_id(left)]
    assert (left.state, left.payload, left.trouble) == (State.DONE, None, "")
    assert left.leaving_at == letter.leaving_at
    no = Choice.objects.exclude(kind=Choice.Kind.CONSENT).order_by("pk").last()
    assert no is None or left.leaving_at < no.recorded_at, "first it left, then they said no"


def test_while_it_is_said_that_a_letter_leaves_a_no_waits(
    contact: Contact, sent: list[str], stop_at: StopAt
) -> None:
    stop = stop_at(outbox, "mark_as_leaving")
    worker = Actor(drain)
    stop.reached(worker)
    comes = Actor(lambda: objects(contact.subject))
    assert comes.waits(), "it was asked whether it may leave, and is not yet said that it does"
    stop.let_on()
    comes.result()
    assert worker.result() == 1
    assert len(sent) == 1
    assert the_letter().state == State.DONE


def test_a_worker_that_dies_with_a_letter_leaves_it_open_whether_it_arrived(
    contact: Contact, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with _dies(monkeypatch), pytest.raises(KeyboardInterrupt):
        drain()
    asks_to_be_forgotten(contact.subject)
    assert (the_letter().state, the_letter().trouble) == (State.DROPPED, "under-way")
    assert drain(later=outbox_worker.LEASE * 2) == 0
    assert sent == []


@contextmanager
def _dies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def die(*_arguments: Any) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", die)
        yield


def test_two_workers_at_once_send_a_letter_once(contact: Contact, sent: list[str], stop_at: StopAt) -> None:
    claims, sends = stop_at(outbox_worker, "_claim"), stop_at(EmailBackend, "send_messages")
    first = Actor(drain)
    claims.reached(first)
    second = Actor(drain)
    sends.reached(second)
    claims.let_on()
    assert first.result() == 0, "the other has it"
    sends.let_on()
    assert second.result() == 1
    assert len(sent) == 1
