"""An address that finds nobody may stand somewhere all the same: in the card of an organisation, or in a text
about somebody else. Nobody is then told that we have nothing before a person looked (issue 10, K08)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts import register
from contacts.models import Company
from privacy.models import Choice, Request
from privacy.requests import decisions
from privacy.requests.preview import preview_request
from privacy.retention.mentions import mentions_of
from privacy.subjects.suppression_list import is_suppressed
from tests.cast import TODAY, amina, noor, school
from tests.commands import answer, refusal, words
from tests.requests.arriving import approve, asked, member, today
from tests.requests.test_stopping import objects
from tests.requests.visitor import mails
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director

pytestmark = pytest.mark.django_db

ILSE = "ilse.maes@debrug.example.be"


def in_the_card_of_a_school() -> None:
    Company.objects.filter(pk=school().pk).update(email=ILSE)


def in_a_talk_with_somebody_else() -> None:
    register.record_interaction(
        noor(),
        note="Stuur het naar Ilse.Maes@debrug.example.be (directie).",
        on=TODAY,
        channel="phone",
        purpose="enquiry",
    )


def in_a_question_of_somebody_else() -> None:
    register.receive_enquiry(
        amina(), question=f"Mag <{ILSE}> ook komen?", on=TODAY, channel=Choice.Channel.WEB
    )


def beside_a_number_that_is_kept_as_written() -> None:
    noor().points.create(kind="phone", value=f"12 of {ILSE}")


PLACES = [
    in_the_card_of_a_school,
    in_a_talk_with_somebody_else,
    in_a_question_of_somebody_else,
    beside_a_number_that_is_kept_as_written,
]


@pytest.mark.parametrize("place", PLACES)
def test_explain_says_where_it_stands(place: Any) -> None:
    place()
    document = answer("privacy_explain", ILSE)
    assert document["subjects"] == []
    ((mention),) = document["mentioned"]
    assert list(mention) == ["label", "row", "field"]
    assert mention["label"] in words("privacy_explain", ILSE)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["access", "erasure"])
def test_a_request_is_answered_only_once_staff_looked_and_then_says_where_it_stands(
    kind: str, place: Any
) -> None:
    place()
    request = asked(kind, ILSE)
    with pytest.raises(decisions.NotYetDecidable):
        approve(request)
    assert not mails(ILSE, "answer-unknown")
    decisions.choose_subject(request, None, by=member())
    approve(request)
    (letter,) = mails(ILSE, "answer-unknown")
    assert len(letter["context"]["mentioned"]) == 1


def test_an_organisation_is_named_and_other_people_are_not() -> None:
    in_the_card_of_a_school()
    in_a_talk_with_somebody_else()
    said = [mention.words() for mention in mentions_of(ILSE)]
    assert any("Basisschool De Brug" in each for each in said)
    assert not any("Noor" in each or "Hendrickx" in each for each in said)


@pytest.mark.parametrize("place", PLACES)
def test_an_objection_is_remembered_at_once_and_staff_look_before_it_is_answered(place: Any) -> None:
    place()
    objects(ILSE)
    assert is_suppressed(ILSE)
    assert Request.objects.get(address__isnull=False).state == Request.State.OPEN
    assert not mails(ILSE, "answer-unknown")


def test_whoever_is_found_by_it_by_then_is_the_one_who_asks() -> None:
    in_a_talk_with_somebody_else()
    request, contact = asked("access", ILSE), amina()
    register.add_contact_point(contact, "email", ILSE)
    decisions.choose_subject(request, contact.subject, by=member())
    assert preview_request(Request.objects.get(), today()).known


def test_what_staff_did_not_see_is_looked_at_again() -> None:
    request = asked("access", ILSE)
    seen = preview_request(request, today()).fingerprint
    in_the_card_of_a_school()
    with pytest.raises(decisions.DataChanged):
        decisions.approve_request(request, by=member(), fingerprint=seen, now=timezone.now())


def test_the_page_of_the_request_leads_there() -> None:
    in_the_card_of_a_school()
    client, request = signed_in(director()), asked("access", ILSE)
    address = reverse("admin:privacy_request_change", args=(request.pk,))
    page = client.get(address)
    assert reverse("admin:contacts_company_change", args=(Company.objects.get().pk,)) in page.content.decode()
    assert "sends the answer that we keep nothing" not in text_of(page)
    client.post(address, {"do": "choose", "subject": ""})
    approve(Request.objects.get())
    assert mails(ILSE, "answer-unknown")


@pytest.mark.parametrize("command", ["privacy_export", "privacy_erase"])
def test_commands_do_not_say_that_there_is_nothing(command: str) -> None:
    options = ("--output", "x.zip") if command == "privacy_export" else ()
    nothing = refusal(command, ILSE, *options)
    in_the_card_of_a_school()
    assert refusal(command, ILSE, *options) != nothing


def test_an_address_is_read_whole() -> None:
    Company.objects.filter(pk=school().pk).update(email=f"g{ILSE}")
    in_another = f"Schrijf naar {ILSE}.nu of {ILSE}x."
    register.record_interaction(noor(), note=in_another, on=TODAY, channel="phone", purpose="enquiry")
    assert mentions_of(ILSE) == []
    assert answer("privacy_explain", ILSE) == {"subjects": []}


def test_a_request_itself_is_no_place() -> None:
    """It names the address that asks."""
    request = asked("access", ILSE)
    approve(request)
    assert mails(ILSE, "answer-unknown")
