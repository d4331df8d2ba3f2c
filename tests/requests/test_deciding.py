"""Staff decide: what they saw is what happens, once; and the person is told in their own language."""

from __future__ import annotations

import json
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.utils import timezone, translation

from contacts import register
from contacts.models import Assignment, Contact, ContactPoint, Enquiry, Invoice
from contacts.models.people import Origin
from privacy.declarations.registry import registry
from privacy.delivery import outbox_worker
from privacy.delivery.letter_text import render_html_part, render_letter
from privacy.models import Choice, LedgerEntry, MailedLink, OutboxMessage, Request, RequestOutcome
from privacy.requests import closing, decisions, intake
from privacy.requests.decisions import DataChanged, choose_subject, refuse_request
from privacy.requests.preview import preview_request
from privacy.requests.states import AlreadyDecided
from privacy.rights import legal_holds
from privacy.web.refusal import Refusal
from privacy.wording.words import group_words_for_subject
from tests.cast import TODAY, amina, louise, noor, pieter
from tests.requests.arriving import approve, asked, member, today
from tests.requests.deciding import refused
from tests.requests.visitor import mails

pytestmark = pytest.mark.django_db


def test_the_preview_of_an_erasure_says_what_goes_and_what_stays_and_changes_nothing() -> None:
    pieter()
    request = asked("erasure", "pieter@example.be")
    before = Choice.objects.count(), LedgerEntry.objects.count(), Contact.objects.get().first_name
    seen = preview_request(request, today())
    assert (Choice.objects.count(), LedgerEntry.objects.count(), Contact.objects.get().first_name) == before
    goes = {item.label: item.rows for item in seen.goes}
    stays = {item.label: item for item in seen.stays}
    assert goes["contacts.contactpoint.reach"] == 2
    assert "contacts.contact.name" in goes
    kept = stays["contacts.invoice.billed_to"]
    assert (kept.rows, kept.purpose, kept.until) == (1, "bookkeeping", date(2033, 12, 31))
    assert kept.law
    assert seen.processors == []


def test_what_was_seen_is_what_happens() -> None:
    pieter()
    request = asked("erasure", "pieter@example.be")
    seen = preview_request(request, today())
    approve(request, seen=seen.fingerprint)
    assert request.state == "approved"
    assert not ContactPoint.objects.exists()
    assert Invoice.objects.get().billed_name == "Pieter Claessens"
    gone = {line.label: line.rows for line in RequestOutcome.objects.filter(request=request, result="erased")}
    assert {item.label: item.rows for item in seen.goes}.items() <= gone.items()
    kept = RequestOutcome.objects.get(request=request, label="contacts.invoice.billed_to")
    assert (kept.result, kept.purpose, kept.until) == ("kept", "bookkeeping", date(2033, 12, 31))
    (mail,) = mails("pieter@example.be", "answer-erasure")
    told = {each["until"] for each in mail["context"]["kept"]}
    assert "2033-12-31" in told
    with translation.override("nl"):
        assert mail["context"]["erased"] == [
            group_words_for_subject(registry.group(item.label)) for item in seen.goes
        ]
    assert any(told.startswith("Wat je ons vroeg: vraag, antwoord") for told in mail["context"]["erased"])


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_where_work_goes_on_the_letter_says_first_that_only_a_part_could_be_erased(language: str) -> None:
    register.open_assignment(pieter(), title="Reeks workshops", on=today())
    approve(asked("erasure", "pieter@example.be", language=language))
    (mail,) = mails("pieter@example.be", "answer-erasure")
    first, gone, cancel, old = {
        "nl": ("We konden maar een deel", "Wat weg is", "annuleren: antwoord op", "Dit hebben we gedaan"),
        "fr": ("Nous n’avons pu effacer", "Ce qui est", "l’annuler : répondez", "Voici ce que nous avons"),
        "en": ("We could erase only a part", "What is gone", "cancel it: reply", "This is what we did"),
    }[language]
    for said in _both_forms(mail):
        assert said.index(first) < said.index(cancel) < said.index(gone)
        assert old not in said


def test_where_work_goes_on_and_nothing_could_go_the_letter_speaks_of_no_part() -> None:
    amina()
    approve(asked("erasure", "amina@example.be", language="en"))
    (mail,) = mails("amina@example.be", "answer-erasure")
    for said in _both_forms(mail):
        assert "We cannot erase your data yet, because work for you still goes on" in said
        assert "only a part" not in said


def test_a_letter_of_an_erasure_speaks_of_work_only_where_work_goes_on() -> None:
    pieter()
    approve(asked("erasure", "pieter@example.be", language="en"))
    (mail,) = mails("pieter@example.be", "answer-erasure")
    for said in _both_forms(mail):
        assert "This is what we did" in said
        assert "cancel it" not in said


def test_on_paper_it_asks_nobody_to_reply_to_a_message() -> None:
    register.open_assignment(pieter(), title="Reeks workshops", on=today())
    approve(asked("erasure", "pieter@example.be", language="en"))
    (mail,) = mails("pieter@example.be", "answer-erasure")
    facts = mail["context"] | {"paper": True}
    _subject, text = render_letter("answer-erasure", language="en", context=facts)
    assert "cancel it: write to us." in " ".join(text.split())
    assert "reply to this message" not in text


def _both_forms(mail: dict[str, Any]) -> list[str]:
    """Return what a letter says, as text and as a page."""
    facts = {"language": mail["language"], "context": mail["context"]}
    subject, text = render_letter("answer-erasure", **facts)
    letter = [text, render_html_part("answer-erasure", title=subject, **facts)]
    return [" ".join(unescape(each).replace("\N{NO-BREAK SPACE}", " ").split()) for each in letter]


def test_the_person_is_told_in_their_own_language_whoever_decides_in_which() -> None:
    louise()
    request = asked("erasure", "louise@example.be", language="fr")
    with translation.override("fr"):
        french = [
            group_words_for_subject(registry.group(item.label))
            for item in preview_request(request, today()).goes
        ]
    with translation.override("nl"):
        approve(request)
    (mail,) = mails("louise@example.be", "answer-erasure")
    assert mail["language"] == "fr"
    assert mail["context"]["erased"] == french


def test_when_the_data_changed_staff_look_again() -> None:
    contact = noor()
    request = asked("erasure", "noor@example.org")
    mark = preview_request(request, today()).fingerprint
    register.receive_enquiry(contact, question="Nog een vraag.", on=today(), channel=Choice.Channel.WEB)
    with pytest.raises(DataChanged):
        approve(request, seen=mark)
    request.refresh_from_db()
    assert request.state == "open"
    assert Enquiry.objects.count() == 2
    assert not mails("noor@example.org", "answer-erasure")
    approve(request)
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("change", ["value", "hold", "assignment", "namesake"])
def test_whatever_changes_is_noticed(change: str) -> None:
    contact = noor()
    request = asked("erasure", "noor@example.org")
    mark = preview_request(request, today()).fingerprint
    assert preview_request(request, today()).fingerprint == mark
    match change:
        case "value":
            Contact.objects.filter(pk=contact.pk).update(last_name="Hendriks")
        case "hold":
            legal_holds.place_hold(
                contact.subject,
                covers="",
                reason="a dispute",
                law="GDPR art. 17(3)(e)",
                on=today(),
                review_on=today(),
                by=member(),
            )
        case "assignment":
            register.open_assignment(contact, title="Workshop", on=today())
        case "namesake":
            register.add_contact(
                origin=Origin.QUESTION, on=TODAY, emails=["noor@example.org"], first_name="Sam"
            )
    assert preview_request(request, today()).fingerprint != mark


def test_handling_and_looking_do_not_count_as_a_change() -> None:
    noor()
    request = asked("erasure", "noor@example.org")
    mark = preview_request(request, today()).fingerprint
    intake.add_to_request(request, "Ik heb haast.", now=timezone.now())
    outbox_worker.drain_outbox(now=timezone.now())
    assert preview_request(request, today()).fingerprint == mark


def test_two_members_of_staff_decide_once() -> None:
    noor()
    request = asked("erasure", "noor@example.org")
    same = Request.objects.get(pk=request.pk)
    mark = preview_request(request, today()).fingerprint
    approve(request, seen=mark)
    with pytest.raises(AlreadyDecided):
        decisions.approve_request(same, by=member(), fingerprint=mark, now=timezone.now())
    with pytest.raises(AlreadyDecided):
        refuse_request(same, by=member(), now=timezone.now())
    with pytest.raises(AlreadyDecided):
        intake.cancel_request(same, now=timezone.now())
    assert len(mails("noor@example.org", "answer-erasure")) == 1
    assert LedgerEntry.objects.filter(kind="request", body__now="approved").count() == 1


def test_work_that_goes_on_keeps_what_it_needs_and_the_letter_says_so() -> None:
    amina()
    request = asked("erasure", "amina@example.be")
    approve(request)
    assert Assignment.objects.exists()
    assert Contact.objects.get().last_name == "Verhaegen"
    (mail,) = mails("amina@example.be", "answer-erasure")
    assert any(each["until"] is None for each in mail["context"]["kept"])


def test_a_request_closes_when_its_answer_is_out_and_not_before() -> None:
    noor()
    request = asked("erasure", "noor@example.org")
    approve(request)
    assert closing.close_answered(now=timezone.now()) == 0
    OutboxMessage.objects.filter(request=request).update(state=OutboxMessage.State.DONE)
    assert closing.close_answered(now=timezone.now()) == 1
    request.refresh_from_db()
    assert request.state == "answered"
    assert request.closed_at
    assert closing.close_answered(now=timezone.now()) == 0


def test_a_refusal_needs_a_ground_and_tells_it() -> None:
    noor()
    request = asked("erasure", "noor@example.org")
    with pytest.raises(Refusal, match=r"\w"):
        refused(request, "  ")
    refused(request, "Een geschil loopt nog.")
    assert request.state == "refused"
    assert "Een geschil loopt nog." in (request.ground or "")
    assert Contact.objects.exists()
    (mail,) = mails("noor@example.org", "refusal")
    assert mail["context"]["ground"] == request.ground
    OutboxMessage.objects.update(state=OutboxMessage.State.DONE)
    assert closing.close_answered(now=timezone.now()) == 1
    request.refresh_from_db()
    assert (request.state, bool(request.closed_at)) == ("refused", True)


@pytest.mark.parametrize("kind", ["access", "erasure"])
def test_whom_we_do_not_know_gets_an_answer_too(kind: str) -> None:
    request = asked(kind, "unknown@example.org")
    assert not preview_request(request, today()).known
    approve(request)
    assert [mail["template"] for mail in mails("unknown@example.org")] == [
        "request-received",
        "answer-unknown",
    ]
    assert not MailedLink.objects.filter(use="download").exists()


def test_of_a_shared_mailbox_staff_say_who_is_meant() -> None:
    first = noor()
    second = register.add_contact(
        origin=Origin.QUESTION, on=TODAY, emails=["noor@example.org"], first_name="Sam", last_name="Hendrickx"
    )
    stranger = louise()
    request = asked("erasure", "noor@example.org")
    seen = preview_request(request, today())
    assert set(seen.candidates) == {first.subject, second.subject}
    assert not seen.known
    with pytest.raises(Refusal, match=r"\w"):
        choose_subject(request, stranger.subject, by=member())
    choose_subject(request, second.subject, by=member())
    with pytest.raises(DataChanged):
        approve(request, seen=seen.fingerprint)
    approve(request)
    assert Contact.objects.filter(pk=first.pk, first_name="Noor").exists()
    assert not Contact.objects.filter(first_name="Sam").exists()


def test_who_decided_and_when_is_told_in_numbers() -> None:
    noor()
    request = asked("erasure", "noor@example.org")
    approve(request)
    lines = [line.body for line in LedgerEntry.objects.filter(kind="request").order_by("pk")]
    assert [(line["was"], line["now"]) for line in lines] == [("unconfirmed", "open"), ("open", "approved")]
    assert lines[1]["by"] == request.decided_by_id
    text = json.dumps(list(LedgerEntry.objects.values_list("body", flat=True)))
    assert str(request.pk) in text
    assert "noor" not in text.lower()
