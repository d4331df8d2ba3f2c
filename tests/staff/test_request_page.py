"""The inbox, and the page on which a request is decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from contacts import register
from contacts.models import Contact, ContactPoint, Enquiry
from privacy.models import AccessLog, OutboxMessage, Request
from privacy.requests import intake
from privacy.rights.grounds import UNFOUNDED
from privacy.staff_access.titles import page_of
from tests.cast import ContactFactory, amina, enquiry_of, noor, pieter
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff

pytestmark = pytest.mark.django_db

INBOX = reverse("admin:privacy_request_changelist")
State = Request.State


def ask(address: str, kind: str = "erasure", *, days: int = 3) -> Request:
    """A request that came by letter some days ago."""
    now = timezone.now()
    return intake.record_received_request(
        kind=kind,
        address=address,
        channel="letter",
        received_at=now - timedelta(days=days),
        now=now,
        site="http://testserver/",
    )


def page(asked: Request) -> str:
    return reverse("admin:privacy_request_change", args=(asked.pk,))


def approve(client: Any, asked: Request, *, word: str = "forget") -> str:
    """Look, then approve what was seen; the page that follows."""
    seen = client.get(page(asked)).context["seen"]
    return text_of(
        client.post(
            page(asked), {"do": "approve", "fingerprint": seen.fingerprint, "word": word}, follow=True
        )
    )


def test_the_inbox_is_ordered_by_due_date_and_says_the_time_left_in_words() -> None:
    later, sooner = ask("noor@example.org", days=1), ask("pieter@example.be", days=27)
    answer = signed_in(staff("Privacy officer")).get(INBOX)
    assert list(answer.context["cl"].result_list) == [sooner, later]
    assert "days left" in text_of(answer)


def test_closed_requests_leave_the_inbox_and_are_found_by_their_reference() -> None:
    asked = ask("noor@example.org")
    client = signed_in(staff("Privacy officer"))
    intake.cancel_request(asked, now=timezone.now())
    assert not client.get(INBOX).context["cl"].result_list
    assert list(client.get(INBOX, {"q": asked.reference, "which": "all"}).context["cl"].result_list) == [
        asked
    ]


@pytest.mark.parametrize("role", ["Client work", "Bookkeeping", "Administrator"])
def test_requests_are_closed_to_other_roles(role: str) -> None:
    asked = ask("noor@example.org")
    client = signed_in(staff(role))
    assert client.get(INBOX).status_code == 403
    assert client.get(page(asked)).status_code == 404
    assert client.post(page(asked), {"do": "refuse", "ground": "unfounded"}).status_code == 404


def test_the_page_shows_what_goes_and_what_stays_by_which_law_until_when() -> None:
    pieter()
    answer = signed_in(staff("Privacy officer")).get(page(ask("pieter@example.be")))
    seen = answer.context["seen"]
    assert {"contacts.contact.name", "contacts.contactpoint.reach"} <= {item.label for item in seen.goes}
    (invoice,) = [item for item in seen.stays if item.label == "contacts.invoice.billed_to"]
    text = text_of(answer)
    assert invoice.law in text
    assert "Last day: 31 December 2033" in text
    assert "Pieter Claessens" in text


def test_the_letter_is_shown_in_the_language_of_the_person() -> None:
    asked = ask("noor@example.org", "access")
    Request.objects.filter(pk=asked.pk).update(language="fr")
    letter = signed_in(director()).get(page(asked)).context["letter"]
    assert letter.language == "fr"
    assert asked.reference in letter.text + letter.subject


def test_an_erasure_needs_its_word_typed() -> None:
    noor()
    asked, client = ask("noor@example.org"), signed_in(staff("Privacy officer"))
    assert "Nothing was done" in approve(client, asked, word="yes")
    assert Contact.objects.filter(first_name="Noor").exists()
    assert "Approved and done" in approve(client, asked, word=" Forget ")
    assert not Contact.objects.filter(first_name="Noor").exists()
    asked.refresh_from_db()
    assert (asked.state, OutboxMessage.objects.filter(request=asked).count()) == (State.APPROVED, 2)


def test_whoever_approves_an_erasure_is_told_before_what_the_person_still_waits_for() -> None:
    contact = noor()
    waiting = enquiry_of(contact)
    told = "This person still waits for us."
    client = signed_in(director())
    erasing, seeing = ask("noor@example.org"), ask("noor@example.org", "access")
    said = text_of(client.get(page(erasing)))
    assert said.index(told) < said.index('name="word"')
    assert page_of(waiting) in said.partition(told)[2]
    assert told not in text_of(client.get(page(seeing)))
    officer = text_of(signed_in(staff("Privacy officer")).get(page(erasing)))
    assert told in officer
    Enquiry.objects.update(answered_on=timezone.localdate())
    assert told not in text_of(client.get(page(erasing)))


def test_so_are_they_of_an_assignment_that_a_form_brought() -> None:
    contact = amina()
    Enquiry.objects.all().delete()
    register.open_assignment(contact, title="Reeks workshops", on=timezone.localdate())
    said = text_of(signed_in(director()).get(page(ask("amina@example.be"))))
    assert "Assignment</a>" in said.partition("This person still waits for us.")[2]


def test_what_changed_since_is_looked_at_again() -> None:
    contact = noor()
    asked, client = ask("noor@example.org"), signed_in(staff("Privacy officer"))
    old = client.get(page(asked)).context["seen"].fingerprint
    Enquiry.objects.filter(contact=contact).update(question="Toch liever morgen.")
    text = text_of(
        client.post(page(asked), {"do": "approve", "fingerprint": old, "word": "forget"}, follow=True)
    )
    assert "The data changed since you looked" in text
    assert Contact.objects.filter(pk=contact.pk).exists()
    assert "Approved and done" in approve(client, asked)


def test_a_second_window_is_told_that_it_was_decided() -> None:
    noor()
    asked = ask("noor@example.org")
    one, other = signed_in(staff("Privacy officer")), signed_in(director())
    seen = other.get(page(asked)).context["seen"]
    assert "Approved and done" in approve(one, asked)
    text = text_of(
        other.post(
            page(asked), {"do": "approve", "fingerprint": seen.fingerprint, "word": "forget"}, follow=True
        )
    )
    assert "decided already" in text
    assert OutboxMessage.objects.filter(request=asked).count() == 2


def refuse(client: Any, asked: Request, **form: str) -> str:
    """Look, then propose to refuse what was seen; the page that follows."""
    seen = client.get(page(asked)).context["seen"]
    return text_of(
        client.post(page(asked), {"do": "refuse", "fingerprint": seen.fingerprint, **form}, follow=True)
    )


def test_a_refusal_tells_its_ground_in_the_language_of_the_person_once_two_agree() -> None:
    asked, client = ask("noor@example.org"), signed_in(staff("Privacy officer"))
    assert "A refusal is shown by facts" in refuse(client, asked, ground="unfounded", words="Neen.")
    assert not Request.objects.get(pk=asked.pk).proposal
    shown = {"ground": "unfounded", "unfounded-why": "Het gaat over de hond."}
    assert "until somebody else confirms" in refuse(client, asked, **shown, words="Wij kennen u niet.")
    assert "This needs two people" in text_of(client.post(page(asked), {"do": "second"}, follow=True))
    assert Request.objects.get(pk=asked.pk).state == State.OPEN
    second = signed_in(director())
    text = text_of(second.get(page(asked)))
    assert "Proposed: to refuse" in text
    assert "Wij kennen u niet." in text
    assert "Refused." in text_of(second.post(page(asked), {"do": "second"}, follow=True))
    asked.refresh_from_db()
    assert asked.state == State.REFUSED
    with translation.override("nl"):
        assert str(UNFOUNDED.words) in (asked.ground or "")
    with translation.override("en"):
        assert str(UNFOUNDED.words) not in (asked.ground or "")
    assert "Het gaat over de hond." in (asked.ground or "")
    assert "Wij kennen u niet." in (asked.ground or "")


def test_an_erasure_takes_two_where_the_setting_says_so(settings: Any) -> None:
    settings.ERASURE_NEEDS_TWO = True
    noor()
    asked, client = ask("noor@example.org"), signed_in(staff("Privacy officer"))
    assert "until somebody else confirms" in approve(client, asked)
    assert "until somebody else confirms" in approve(client, asked)
    assert Contact.objects.filter(first_name="Noor").exists()
    assert "Approved and done" in approve(signed_in(director()), asked)
    assert not Contact.objects.filter(first_name="Noor").exists()


def test_staff_choose_who_asks_at_a_shared_mailbox() -> None:
    one, other = (
        ContactFactory.create(first_name="An", emails=["thuis@example.org"]),
        ContactFactory.create(first_name="Jan", emails=["thuis@example.org"]),
    )
    asked, client = ask("thuis@example.org"), signed_in(staff("Privacy officer"))
    text = text_of(client.get(page(asked)))
    assert "Several people are found by this address" in text
    assert "Choose first who asks." in text
    stranger = amina()
    client.post(page(asked), {"do": "choose", "subject": str(stranger.subject_id)})
    asked.refresh_from_db()
    assert asked.subject is None
    client.post(page(asked), {"do": "choose", "subject": str(other.subject_id)})
    assert "Approved and done" in approve(client, asked)
    assert list(ContactPoint.objects.filter(value="thuis@example.org").values_list("contact", flat=True)) == [
        one.pk
    ]


def test_somebody_unknown_gets_the_answer_that_we_keep_nothing() -> None:
    asked, client = ask("niemand@example.org", "access"), signed_in(staff("Privacy officer"))
    assert "Nobody is found by this address" in text_of(client.get(page(asked)))
    assert "Approved and done" in approve(client, asked)


def test_a_request_by_phone_is_recorded_by_whoever_hears_it() -> None:
    contact = amina()
    client = signed_in(staff("Client work"))
    address = f"{reverse('admin:privacy_request_add')}?subject={contact.subject_id}&kind=erasure"
    assert "amina@example.be" in text_of(client.get(address))
    today = timezone.localdate()
    form = {
        "kind": "erasure",
        "channel": "phone",
        "received_on": today.isoformat(),
        "address": "amina@example.be",
        "language": "nl",
    }
    ahead = form | {"received_on": (today + timedelta(days=1)).isoformat()}
    assert "has not come yet" in text_of(client.post(address, ahead))
    assert "Recorded as SOM-" in text_of(client.post(address, form, follow=True))
    asked = Request.objects.get()
    assert (asked.subject, asked.channel, asked.state) == (contact.subject, "phone", State.OPEN)


def test_each_opening_of_a_file_is_logged_also_of_nobody_we_know() -> None:
    known, unknown = ask(noor().points.get().value), ask("niemand@example.org")
    reader = staff("Privacy officer")
    client = signed_in(reader)
    for _time in range(2):
        client.get(page(known))
        client.get(page(unknown))
    assert (
        AccessLog.objects.filter(
            user=reader, subject=known.subject, what=f"privacy.request {known.pk}"
        ).count()
        == 2
    )
    assert unknown.steps.filter(what="read", by=reader).count() == 2
    assert f"Looked at by {reader.username} (3)" in text_of(client.get(page(unknown)))
    signed_in(staff("Client work")).get(page(unknown))
    assert unknown.steps.filter(what="read").count() == 3, "whoever is kept out has read nothing"
