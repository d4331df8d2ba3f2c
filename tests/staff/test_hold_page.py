"""Placing, looking at and releasing a hold, as staff do it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from contacts.models import Contact
from privacy.admin.base.dashboard import Queue
from privacy.admin.holds import PlaceHoldForm
from privacy.dates import Months
from privacy.models import Hold, Task
from privacy.rights import legal_holds
from som.models import User
from tests.cast import noor, pieter, school
from tests.staff.browsing import cards, signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db

LIST = reverse("admin:privacy_hold_changelist")
SAID, WORK = "contacts.enquiry.said", "contacts.assignment.work"


def placing(contact: Any) -> str:
    return f"{reverse('admin:privacy_hold_add')}?subject={contact.subject_id}"


def filled(**more: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=100)
    return {
        "reason": "A dispute about the price",
        "law": "GDPR art. 17(3)(e)",
        "review_on": day.isoformat(),
        **more,
    }


def placed(contact: Contact, *, days: int = 100) -> Hold:
    today = timezone.localdate()
    return legal_holds.place_hold(
        contact.subject,
        covers=SAID,
        reason="She objects",
        law="x",
        on=today,
        review_on=today + timedelta(days=days),
    )


def page(hold: Hold) -> str:
    return reverse("admin:privacy_hold_change", args=(hold.pk,))


@pytest.mark.parametrize(("language", "law"), [("nl", "AVG art. 17(3)(e)"), ("fr", "RGPD art. 17(3)(e)")])
def test_the_law_of_a_hold_is_proposed_in_the_language_of_the_reader_and_told_each_in_their_own(
    language: str, law: str
) -> None:
    contact, client = noor(), signed_in(staff("Privacy officer"))
    with override(language):
        form = PlaceHoldForm(
            {
                "everything": "on",
                "reason": "Een geschil",
                "law": law,
                "review_on": str(timezone.localdate() + timedelta(days=9)),
            },
            labels=[],
        )
        assert form.is_valid(), form.errors
        assert form.cleaned_data["law"] == "GDPR art. 17(3)(e)"
    User.objects.update(language=language)
    assert f'value="{law}"' in text_of(client.get(placing(contact)))


def test_a_hold_is_placed_from_the_page_of_a_person() -> None:
    contact, client = noor(), signed_in(staff("Privacy officer"))
    person = reverse("admin:contacts_contact_page", args=(contact.pk,))
    assert placing(contact) in text_of(client.get(person))
    answer = client.post(placing(contact), filled(labels=[SAID]))
    assert answer.headers["Location"] == person
    hold = Hold.objects.get()
    assert (hold.covers, hold.reason, hold.subject) == (SAID, "A dispute about the price", contact.subject)
    assert hold.placed_by is not None
    text = text_of(client.get(person))
    assert "a hold (GDPR art. 17(3)(e)), to be looked at again" in text
    assert page(hold) in text


def test_what_belongs_to_work_is_held_with_it_or_everything_is() -> None:
    contact, client = pieter(), signed_in(staff("Privacy officer"))
    client.post(placing(contact), filled(labels=[WORK], linked="on"))
    held = {hold.covers for hold in Hold.objects.all()}
    assert held == {
        WORK,
        "contacts.contact.name",
        "contacts.enquiry.said",
        "contacts.interaction.said",
        "contacts.invoice.billed_to",
    }, "of what is there"
    Hold.objects.all().delete()
    client.post(placing(contact), filled(everything="on"))
    assert [hold.covers for hold in Hold.objects.all()] == [""]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({}, "labels"),
        ({"labels": ["contacts.contact.nose"]}, "labels"),
        ({"labels": [SAID], "reason": " "}, "reason"),
        ({"labels": [SAID], "law": ""}, "law"),
        ({"labels": [SAID], "review_on": "2020-01-01"}, "review_on"),
        ({"labels": [SAID], "review_on": "soon"}, "review_on"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_held(wrong: dict[str, Any], field: str) -> None:
    contact = noor()
    answer = signed_in(staff("Privacy officer")).post(placing(contact), filled(**wrong))
    assert answer.context["form"].errors[field]
    assert not Hold.objects.exists()


def test_nobody_looks_away_for_more_than_a_year() -> None:
    contact, client = noor(), signed_in(staff("Privacy officer"))
    last = timezone.localdate() + Months(12)
    answer = client.post(
        placing(contact), filled(labels=[SAID], review_on=(last + timedelta(days=1)).isoformat())
    )
    assert answer.context["form"].errors["review_on"]
    assert client.post(placing(contact), filled(labels=[SAID], review_on=last.isoformat())).status_code == 302


@pytest.mark.parametrize("role", ["Client work", "Bookkeeping", "Administrator"])
def test_holds_are_for_the_privacy_role_alone(role: str) -> None:
    contact = noor()
    hold, client = placed(contact), signed_in(staff(role))
    assert client.get(LIST).status_code == 403
    assert client.get(page(hold)).status_code == 404
    assert client.post(page(hold), {"do": "release", "reason": "x"}).status_code == 404
    assert client.post(placing(contact), filled(labels=[SAID])).status_code == 403
    assert Hold.objects.get().released_on is None


def test_client_workers_see_that_something_is_held_but_not_why() -> None:
    contact = noor()
    placed(contact)
    text = text_of(
        signed_in(staff("Client work")).get(reverse("admin:contacts_contact_page", args=(contact.pk,)))
    )
    assert "She objects" not in text
    assert placing(contact) not in text


def test_a_hold_is_looked_at_again_and_released_with_a_reason() -> None:
    hold, client = placed(noor()), signed_in(staff("Privacy officer"))
    assert "She objects" in text_of(client.get(page(hold)))
    later = timezone.localdate() + timedelta(days=200)
    client.post(page(hold), {"do": "review", "review_on": later.isoformat()})
    assert Hold.objects.get().review_on == later
    assert client.post(page(hold), {"do": "release", "reason": " "}).context["release"].errors["reason"]
    assert Hold.objects.get().released_on is None
    assert "is released" in text_of(
        client.post(page(hold), {"do": "release", "reason": "They agreed"}, follow=True)
    )
    assert Hold.objects.get().release_reason == "They agreed"
    again = text_of(client.post(page(hold), {"do": "release", "reason": "Twice"}, follow=True))
    assert "They agreed" in again
    assert "Twice" not in again


def test_a_hold_past_its_day_stands_red_on_the_dashboard_with_its_page() -> None:
    hold = placed(noor(), days=-1)
    legal_holds.open_reviews(today=timezone.localdate())
    client = signed_in(staff("Privacy officer"))
    (waits,) = [
        row
        for queue in cards(client.get(reverse("admin:index")), Queue)
        for row in queue.rows
        if "hold" in row.title
    ]
    assert waits.light.tone == "danger"
    task = Task.objects.get(kind=Task.Kind.HOLD)
    assert page(hold) in text_of(client.get(reverse("admin:privacy_task_change", args=(task.pk,))))


def test_the_list_says_who_what_and_until_when() -> None:
    placed(noor())
    text = text_of(signed_in(staff("Privacy officer")).get(LIST))
    assert "Noor Hendrickx" in text
    assert "left" in text
    assert "She objects" not in text


def test_an_organisation_has_its_panel_and_its_holds() -> None:
    company, client = school(), signed_in(staff("Privacy officer"))
    assert placing(company) in text_of(
        client.get(reverse("admin:contacts_company_change", args=(company.pk,)))
    )
    client.post(placing(company), filled(everything="on"))
    assert Hold.objects.get().subject == company.subject
    assert text_of(client.get(reverse("admin:contacts_company_add")))


def test_without_a_person_the_way_to_begin_is_told() -> None:
    assert "Begin on the page" in text_of(
        signed_in(staff("Privacy officer")).get(reverse("admin:privacy_hold_add"), follow=True)
    )
