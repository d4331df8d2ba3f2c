"""What staff give to others is written down, told by name, and followed by word of every change (GDPR art.
15(1)(c), 19)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from contacts.models import Invoice
from privacy.models import Disclosure, LedgerEntry
from privacy.recipients import disclosures
from privacy.subjects import choices
from tests.answers.copies import copy, data
from tests.answers.test_answer import both_say
from tests.cast import TODAY, noor, pieter
from tests.mydata.guest import Guest, words
from tests.recipients.giving import INVOICE, LAWYER, NAME, SAID, WEB, given, name_recipients
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_accountant(settings: Any) -> None:
    name_recipients(settings)


# --- Writing it down ----------------------------------------------------------------------------------


@pytest.mark.promise("P29")
@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"slug": "broker"}, "Only who is declared"),
        ({"slug": "hosting"}, "Only who is declared"),
        ({"slug": "tax", "labels": [NAME]}, "does not receive these data"),
        ({"labels": []}, "does not receive these data"),
        ({"name": " "}, "Write the name"),
        ({"on": timezone.localdate() + timedelta(days=2)}, "Choose today"),
        ({"reason": " "}, "Write why"),
        ({"law": ""}, "by which law"),
    ],
)
def test_nobody_else_receives_anything_and_nothing_is_half_written_down(
    changed: dict[str, Any], why: str
) -> None:
    facts: dict[str, Any] = {
        "slug": "claims",
        "labels": [NAME],
        "name": LAWYER,
        "reason": "x",
        "law": "y",
        "on": timezone.localdate(),
    } | changed
    contact, slug, labels = noor(), facts.pop("slug"), facts.pop("labels")
    with translation.override("en"), pytest.raises(disclosures.DisclosureRefused, match=why):
        disclosures.record_disclosure(contact.subject, slug, labels, today=timezone.localdate(), **facts)
    assert not Disclosure.objects.exists()
    with pytest.raises(KeyError):
        disclosures.record_disclosure(
            contact.subject, "claims", ["x.y.z"], today=TODAY, on=TODAY, name="n", reason="x", law="y"
        )


def test_what_is_put_aside_is_given_for_a_claim_or_a_public_interest_only() -> None:
    contact = pieter()
    choices.record_restriction(contact.subject, on=timezone.localdate(), source=WEB)
    with pytest.raises(disclosures.DisclosureRefused):
        given(contact, INVOICE, to="accountant")
    assert given(contact, INVOICE, to="accountant", days=1), "what was given before is still written down"
    with translation.override("en"):
        assert given(contact, INVOICE, to="tax").name == "FPS Finance, the tax administration"
    assert given(contact)


def test_the_ledger_knows_of_it_and_names_nobody() -> None:
    given(noor())
    entry = LedgerEntry.objects.get(kind="disclosed")
    assert entry.body["recipient"] == "claims"
    assert LAWYER not in str(entry.body)


# --- On the pages of staff ----------------------------------------------------------------------------


def test_staff_write_it_down_from_the_page_of_the_person() -> None:
    contact, client = noor(), signed_in(staff("Privacy officer"))
    person = reverse("admin:contacts_contact_page", args=(contact.pk,))
    page = f"{reverse('admin:privacy_disclosure_add')}?subject={contact.subject_id}"
    assert page in text_of(client.get(person))
    form = {
        "recipient": "claims",
        "name": LAWYER,
        "labels": [NAME, SAID],
        "given_on": TODAY,
        "reason": "A dispute",
        "law": "x",
    }
    wrong = client.post(page, form | {"name": ""})
    assert wrong.status_code == 422
    assert "Write the name of who received it." in wrong.content.decode()
    assert not Disclosure.objects.exists()
    assert client.post(page, form | {"labels": ["contacts.invoice.billed_to"]}).status_code == 422, (
        "there is none"
    )
    assert client.post(page, form).headers["Location"] == person
    disclosure = Disclosure.objects.get()
    assert (disclosure.name, disclosure.labels, disclosure.recorded_by is not None) == (
        LAWYER,
        [NAME, SAID],
        True,
    )
    shown = text_of(client.get(reverse("admin:privacy_disclosure_change", args=(disclosure.pk,))))
    assert LAWYER in shown
    assert LAWYER in text_of(client.get(reverse("admin:privacy_disclosure_changelist")))


def test_the_bookkeeper_writes_down_what_the_accountant_got_and_sees_only_the_books() -> None:
    contact, client = pieter(), signed_in(staff("Bookkeeping"))
    page = f"{reverse('admin:privacy_disclosure_add')}?subject={contact.subject_id}"
    assert signed_in(staff("Administrator")).get(page).status_code == 403
    invoice = Invoice.objects.get(subject=contact.subject)
    assert page in text_of(client.get(reverse("admin:contacts_invoice_change", args=(invoice.pk,))))
    shown = text_of(client.get(page))
    assert INVOICE in shown
    assert SAID not in shown
    client.post(
        page,
        {
            "recipient": "accountant",
            "labels": [INVOICE],
            "given_on": TODAY,
            "reason": "The books",
            "law": "WER III.86",
        },
    )
    assert Disclosure.objects.get().name == "Boekhouding Voorbeeld"
    choices.record_restriction(contact.subject, on=timezone.localdate(), source=WEB)
    assert client.get(page).status_code == 302, "who is put aside is not for them to see"


# --- What the person is told --------------------------------------------------------------------------


@pytest.mark.promise("P37")
def test_the_answer_and_my_data_name_who_received_what_when_and_why(tmp_path: Path) -> None:
    contact = noor()
    given(contact, NAME)
    with translation.override("en"):
        files = copy(contact, tmp_path)
        both_say(
            files,
            f"{LAWYER} (Belgium): answers for it itself.",
            "A dispute about the price (GDPR art. 17(3)(e)).",
        )
    *_standing, told = data(files)["recipients"]
    assert (told["name"], told["labels"], told["dates"]) == (
        LAWYER,
        [NAME],
        [timezone.localdate().isoformat()],
    )
    said = words(Guest().enter("noor@example.org", page="/en/privacy/my-data/"))
    assert f"{LAWYER} (A dispute about the price (GDPR art. 17(3)(e)))" in said
