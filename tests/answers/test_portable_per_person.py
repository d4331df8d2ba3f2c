"""What somebody may take along rests on their own basis, not on what a declaration may hold for others (GDPR
art. 20; L18, L19)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from contacts import register
from contacts.models import Contact, ContactRole
from contacts.models.people import Origin
from privacy.delivery.letter_text import render_letter
from privacy.models import MailedLink, Request, RequestOutcome
from privacy.requests import answers
from privacy.requests.preview import preview_request
from privacy.rights.portable import split_portable
from privacy.subjects import choices
from tests.answers.copies import copy, data
from tests.cast import amina, louise, noor, pieter, school
from tests.mydata.guest import Guest
from tests.requests.arriving import approve, asked, today
from tests.requests.visitor import mails

pytestmark = pytest.mark.django_db

NOOR, AMINA = "noor@example.org", "amina@example.be"
CONTACT_PERSON = "inge@debrug.example.be"


def contact_person() -> Contact:
    """Somebody whom a company's assignment names; the company is the party."""
    company = school()
    work = register.open_assignment(company, title="Workshop", on=today())
    contact = register.add_contact(
        origin=Origin.QUESTION, on=today(), emails=[CONTACT_PERSON], first_name="Inge", last_name="Maes"
    )
    ContactRole.objects.create(contact=contact, assignment=work, role="directeur")
    return contact


def letter(address: str, template: str, *, language: str = "nl") -> tuple[dict[str, Any], str]:
    """The letter that went to ``address``: its facts and its text."""
    (mail,) = mails(address, template)
    return mail["context"], render_letter(template, language=language, context=mail["context"])[1]


def tables(contact: Contact, folder: Path) -> set[str]:
    found = data(copy(contact, folder, portable=True))["tables"]
    return {name for name, rows in found.items() if rows}


def test_l18_of_somebody_who_only_asked_a_question_nothing_is_portable(tmp_path: Path) -> None:
    contact = noor()
    assert tables(contact, tmp_path) == set()
    request = asked("portability", NOOR)
    approve(request)
    facts, text = letter(NOOR, "answer-portability-none")
    assert "link" not in facts
    assert not MailedLink.objects.filter(use="download").exists()
    assert not RequestOutcome.objects.filter(result="given").exists()
    assert "gerechtvaardigd belang (AVG art. 6(1)(f))" in text, "which basis"
    assert "art. 15 AVG" in text, "access gives them"
    behind = {line["what"].partition(":")[0]: line["why"] for line in facts["behind"]}
    for what in ("Wat je ons vroeg", "Wie je bent", "Hoe we je bereiken"):
        assert "art. 6(1)(f)" in behind[what], what
    for way in ("art. 77", "art. 79"):
        assert way in text, "not done, so the ways to complain"


def test_l18_the_untrue_reason_is_gone() -> None:
    amina()
    register.receive_enquiry(Contact.objects.get(), question="Ook op zondag?", on=today(), channel="web")
    approve(asked("portability", AMINA))
    facts, text = letter(AMINA, "answer-portability")
    assert "zelf schreven" not in text
    behind = {line["what"].partition(":")[0]: line["why"] for line in facts["behind"]}
    assert "art. 6(1)(f)" in behind["Wat je ons vroeg"], "they wrote it: we keep it for our own interest"
    assert "niet zelf gegeven" in behind["Wanneer we spraken of schreven"]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_l18_the_letter_says_it_in_the_language_of_the_person(language: str) -> None:
    noor()
    request = asked("portability", NOOR, language=language)
    _subject, text = answers.answer_to_be_sent(preview_request(request, today()), now=timezone.now())
    assert "6(1)(f)" in text


def test_l19_of_a_companys_contact_person_nothing_is_portable_and_the_letter_says_so(
    tmp_path: Path,
) -> None:
    contact = contact_person()
    assert tables(contact, tmp_path) == set()
    approve(asked("portability", CONTACT_PERSON))
    facts, _text = letter(CONTACT_PERSON, "answer-portability-none")
    assert facts["behind"]


@pytest.mark.parametrize("who", [amina, pieter, louise])
def test_a_client_takes_along_what_they_gave_on_the_contract_also_when_it_is_done(
    who: Any, tmp_path: Path
) -> None:
    assert {"contacts.contact", "contacts.contactpoint", "contacts.assignment"} <= tables(who(), tmp_path)


def test_a_consent_comes_along_with_whoever_has_no_contract(tmp_path: Path) -> None:
    contact = noor()
    choices.record_consent(contact.subject, "offer", on=today(), source="web", wording="Ja.")
    assert tables(contact, tmp_path) == {"privacy.choice"}
    approve(asked("portability", NOOR))
    assert mails(NOOR, "answer-portability")


def test_the_outcome_counts_what_was_given_only() -> None:
    amina()
    approve(asked("portability", AMINA))
    given = set(RequestOutcome.objects.filter(result="given").values_list("label", flat=True))
    assert "contacts.contact.name" in given
    assert "contacts.interaction.said" not in given


def test_what_can_be_taken_and_what_not_are_everything_but_our_own_records() -> None:
    subject = pieter().subject
    found = split_portable(subject, today=today())
    taken = {each.group.label for each in found.taken}
    assert {"contacts.contact.name", "contacts.assignment.work"} <= taken
    assert any("art. 6(1)(c)" in line["why"] or "niet zelf" in line["why"] for line in found.behind)


@pytest.mark.parametrize(("who", "address", "offered"), [(amina, AMINA, True), (noor, NOOR, False)])
def test_my_data_offers_it_to_whoever_has_something_to_take(who: Any, address: str, offered: bool) -> None:
    who()
    assert ('name="portable"' in Guest().enter(address).text) is offered


def test_by_post_it_is_the_same_letter_without_a_carrier() -> None:
    noor()
    request = asked("portability", NOOR)
    Request.objects.update(postal="Noor Hendrickx\nDorpsstraat 1\n3000 Leuven")
    request.refresh_from_db()
    approve(request)
    assert request.messages.filter(handler="paper").count() == 1
    assert '"letter": "answer-portability-none"' in (Request.objects.get().answer or "")
