"""An heir asks for somebody who has died: no right of the GDPR, a kind answer with its ground; nobody
contacts the person, and the terms run on (L21)."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from contacts.models import Contact
from privacy.declarations.registry import registry
from privacy.delivery.letter_text import render_letter
from privacy.models import Choice, Request, Subject, Task
from privacy.notice import source_letters
from privacy.outreach import gate
from privacy.outreach.rules import Channel
from privacy.purposes import REQUESTS
from privacy.requests import deceased, intake
from privacy.requests.states import AlreadyDecided
from privacy.retention.explanation import explain
from privacy.web.refusal import Refusal
from tests.cast import amina, pieter
from tests.requests.arriving import asked, letters_leave, member, today
from tests.requests.visitor import mails
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff
from tests.staff.test_request_page import page

pytestmark = pytest.mark.django_db

HEIR = "erfgenaam@example.org"


def by_heir(contact: Contact, kind: str = "erasure") -> Request:
    """A daughter asks by letter, with the act of succession."""
    now = timezone.now()
    return intake.record_received_request(
        kind=kind,
        address=HEIR,
        channel="letter",
        received_at=now,
        now=now,
        subject=contact.subject,
        mandate="Dochter; akte van erfopvolging gezien.",
        site="http://testserver/",
    )


def answered(request: Request) -> None:
    deceased.answer_about_deceased(request, by=member(), now=timezone.now(), site="http://testserver/")


@pytest.mark.parametrize("kind", ["access", "erasure", "portability"])
def test_l21_an_heir_gets_a_kind_answer_with_its_ground_and_no_right(kind: str) -> None:
    request = by_heir(pieter(), kind)
    answered(request)
    (mail,) = mails(HEIR, "answer-deceased")
    text = render_letter("answer-deceased", language="nl", context=mail["context"])[1]
    assert "overweging 27 AVG" in text
    assert "We leven met je mee." in text
    assert "art. 77" in text
    request.refresh_from_db()
    assert request.state == "refused"
    assert "overweging 27" in (request.ground or "")
    assert Contact.objects.get().last_name == "Claessens", "nothing is erased, and nothing given"
    assert not mails(HEIR, "answer-access")


def test_l21_the_record_is_marked_and_nobody_contacts_the_person_for_anything() -> None:
    contact = amina()
    work = contact.assignments.get()
    facts: dict[str, Any] = {"channel": Channel.PHONE, "on": today(), "about": work}
    assert gate.may_contact(contact.subject, purpose=registry.purposes["assignment"], **facts).allowed
    answered(by_heir(contact))
    subject = Subject.objects.get(pk=contact.subject_id)
    assert subject.deceased_on == today()
    for purpose in (registry.purposes["assignment"], registry.purposes["offer"], REQUESTS):
        for channel in Channel:
            found = gate.may_contact(subject, channel=channel, purpose=purpose, on=today(), about=work)
            assert (found.allowed, found.code) == (False, "deceased")
    task = Task(kind=Task.Kind.INFORM, subject=subject)
    with pytest.raises(source_letters.CannotInform):
        source_letters._address(task.subject)  # type: ignore[arg-type]


def test_l21_its_terms_run_on() -> None:
    contact = pieter()
    before = [(each.group.label, each.state) for each in explain(contact.subject, today=today())]
    answered(by_heir(contact))
    letters_leave()
    after = [(each.group.label, each.state) for each in explain(contact.subject, today=today())]
    assert [line for line in after if line in before] == before
    assert not Choice.objects.exists(), "no wish, no objection, no restriction"


def test_the_heir_is_still_answered_and_the_request_closes() -> None:
    request = by_heir(pieter())
    answered(request)
    letters_leave()
    request.refresh_from_db()
    assert request.closed_at


def test_by_the_persons_own_address_nobody_is_said_to_have_died() -> None:
    amina()
    request = asked("erasure", "amina@example.be")
    with pytest.raises(Refusal, match=r"\w"):
        answered(request)
    assert not Subject.objects.filter(deceased_on__isnull=False).exists()


def test_what_was_decided_is_not_answered_again() -> None:
    request = by_heir(amina())
    answered(request)
    with pytest.raises(AlreadyDecided):
        answered(request)


def test_staff_do_it_on_the_page_read_it_on_the_list_and_may_take_a_mistake_back() -> None:
    contact = amina()
    request = by_heir(contact)
    client = signed_in(staff("Privacy officer"))
    assert "Has this person died?" in text_of(client.get(page(request)))
    text = text_of(client.post(page(request), {"do": "deceased"}, follow=True))
    assert "Nobody contacts this person any more." in text
    worker = signed_in(staff("Client work"))
    assert "died: do not contact" in text_of(worker.get("/admin/contacts/contact/"))
    assert "can be contacted again" in text_of(
        client.post(page(request), {"do": "not-deceased"}, follow=True)
    )
    contact.subject.refresh_from_db()
    assert contact.subject.deceased_on is None
