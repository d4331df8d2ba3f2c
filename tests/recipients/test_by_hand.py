"""What staff give to others is written down, told by name, and followed by word of every change (GDPR art.
15(1)(c), 19)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from contacts.models import Contact, Invoice
from privacy.declarations.recipients import Party
from privacy.models import Choice, Disclosure, LedgerEntry, RecipientNotification, Request, Task
from privacy.nightly import sweep_and_follow_up
from privacy.recipients import disclosures
from privacy.recipients import notifications as forwardings
from privacy.requests import closing
from privacy.requests.answers import as_sent
from privacy.rights import corrections
from privacy.rights.erasure import erase, preview_erasure
from privacy.subjects import choices
from privacy.web.refusal import Refusal
from tests.answers.copies import copy, data
from tests.answers.test_answer import both_say
from tests.cast import TODAY, amina, brecht, noor, pieter
from tests.commands import answer
from tests.mydata.guest import Guest, words
from tests.requests.arriving import approve, asked, letters_leave
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db

NAME, INVOICE, SAID = "contacts.contact.name", "contacts.invoice.billed_to", "contacts.enquiry.said"
LAWYER = "Advocaten Voorbeeld"
WEB = Choice.Channel.WEB


@pytest.fixture(autouse=True)
def an_accountant(settings: Any) -> None:
    settings.RECIPIENTS = {
        "accountant": Party("Boekhouding Voorbeeld", "BE"),
        "hosting": Party("Voorbeeldhosting bv", "BE"),
    }


def given(
    contact: Contact, *labels: str, to: str = "claims", name: str = LAWYER, days: int = 0
) -> Disclosure:
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "reason": "A dispute about the price",
        "law": "GDPR art. 17(3)(e)",
        "name": name if to == "claims" else "",
    }
    return disclosures.give(
        contact.subject, to, labels or (NAME, SAID), on=today - timedelta(days=days), today=today, **facts
    )


def waiting() -> list[tuple[str, str, list[str]]]:
    return [
        (each.name, each.what, each.labels)
        for each in RecipientNotification.objects.filter(state="waiting").order_by("pk")
    ]


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
    with translation.override("en"), pytest.raises(disclosures.Refused, match=why):
        disclosures.give(contact.subject, slug, labels, today=timezone.localdate(), **facts)
    assert not Disclosure.objects.exists()
    with pytest.raises(KeyError):
        disclosures.give(
            contact.subject, "claims", ["x.y.z"], today=TODAY, on=TODAY, name="n", reason="x", law="y"
        )


def test_what_is_put_aside_is_given_for_a_claim_or_a_public_interest_only() -> None:
    contact = pieter()
    choices.restrict(contact.subject, on=timezone.localdate(), source=WEB)
    with pytest.raises(disclosures.Refused):
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
    choices.restrict(contact.subject, on=timezone.localdate(), source=WEB)
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


# --- Passing a change on (art. 19) --------------------------------------------------------------------


@pytest.mark.promise("P39")
def test_an_erasure_is_passed_on_keeps_its_request_open_and_is_told_in_the_letter() -> None:
    contact = noor()
    given(contact)
    given(pieter(), name="Somebody else's lawyer")
    request = asked("erasure", "noor@example.org")
    approve(request)
    assert waiting() == [(LAWYER, "erased", [NAME, SAID])]
    assert (Task.objects.get(kind="forward").row, Task.objects.get(kind="forward").done_on) == (
        RecipientNotification.objects.get().pk,
        None,
    )
    assert f"{LAWYER}: wij laten het hun weten" in letter(request)
    assert "Voorbeeldhosting bv: deed hetzelfde" in letter(request)
    letters_leave()
    request.refresh_from_db()
    assert request.closed_at is None, "somebody is still to be told"
    with pytest.raises(Refusal, match="waarom niet"):
        forwardings.settle(RecipientNotification.objects.get(), "told", reason=" ", now=timezone.now())
    forwardings.settle(
        RecipientNotification.objects.get(), "told", reason="By letter", now=timezone.now(), by=brecht()
    )
    assert Task.objects.get(kind="forward").done_on is not None
    with pytest.raises(forwardings.Settled):
        forwardings.settle(
            RecipientNotification.objects.get(), "impossible", reason="Gone", now=timezone.now()
        )
    assert closing.close_answered(now=timezone.now()) == 1
    assert request.steps.filter(what="passed-on").count() == 1


def letter(request: Request) -> str:
    """The text of the answer as it was sent."""
    request.refresh_from_db()
    found = as_sent(request)
    assert found is not None
    return found[1]


def test_what_was_not_erased_is_not_passed_on() -> None:
    contact = pieter()
    given(contact, INVOICE, to="tax")
    given(contact, SAID)
    erase(contact.subject, today=timezone.localdate(), source=WEB)
    assert waiting() == [(LAWYER, "erased", [SAID])], "the invoice stays, with us as with them"


@pytest.mark.promise("P10")
def test_what_goes_only_when_the_work_ends_is_passed_on_then_and_once() -> None:
    contact, today = amina(), timezone.localdate()
    given(contact, NAME)
    erase(contact.subject, today=today, source=WEB)
    assert waiting() == []
    contact.assignments.update(closed_on=today)
    sweep_and_follow_up(today=today)
    assert waiting() == [(LAWYER, "erased", [NAME])]
    sweep_and_follow_up(today=today)
    erase(contact.subject, today=today, source=WEB)
    assert len(waiting()) == 1


def test_a_rehearsed_erasure_passes_nothing_on() -> None:
    contact = noor()
    given(contact)
    rehearsed = preview_erasure(contact.subject, today=timezone.localdate(), source=WEB)
    assert (LAWYER, "manual") in rehearsed.processors
    assert not RecipientNotification.objects.exists()


def test_a_restriction_and_a_correction_are_passed_on_with_what_they_touched() -> None:
    contact = noor()
    given(contact, NAME)
    given(contact, INVOICE, to="tax")  # the law keeps it, whatever is put aside
    approve(asked("restriction", "noor@example.org"))
    assert waiting() == [(LAWYER, "restricted", [NAME])]
    request = asked("rectification", "noor@example.org")
    for each in corrections.stage(request, {"first_name": "Nora"}, now=timezone.now()):
        corrections.decide(each, accept=True, by=brecht(), now=timezone.now())
    approve(request)
    assert waiting()[1:] == [(LAWYER, "corrected", [NAME])]
    assert LAWYER in letter(request)


def test_staff_settle_it_on_its_page_and_not_by_ticking_the_task() -> None:
    contact, client = noor(), signed_in(staff("Privacy officer"))
    given(contact)
    request = asked("erasure", "noor@example.org")
    approve(request)
    forwarding, task = RecipientNotification.objects.get(), Task.objects.get(kind="forward")
    page = reverse("admin:privacy_recipientnotification_change", args=(forwarding.pk,))
    tasks = reverse("admin:privacy_task_changelist")
    assert page in text_of(client.get(tasks))
    assert page in text_of(client.get(reverse("admin:privacy_request_change", args=(request.pk,))))
    client.post(tasks, {"action": "finish", "_selected_action": [task.pk]})
    assert Task.objects.get(pk=task.pk).done_on is None
    assert client.post(page, {"state": "told", "reason": ""}).status_code == 422
    assert client.post(page, {"state": "excessive", "reason": "They closed in 2020"}).status_code == 302
    forwarding.refresh_from_db()
    assert (forwarding.state, forwarding.reason, forwarding.settled_by is not None) == (
        "excessive",
        "They closed in 2020",
        True,
    )
    assert "out of proportion" in text_of(client.get(page))


def test_whoever_must_be_told_is_told_of_whom_and_then_the_name_goes_here_too() -> None:
    contact, client = noor(), signed_in(staff("Privacy officer"))
    given(contact)
    erase(contact.subject, today=timezone.localdate(), source=WEB)
    assert not Contact.objects.exists()
    forwarding = RecipientNotification.objects.get()
    page = reverse("admin:privacy_recipientnotification_change", args=(forwarding.pk,))
    assert "Noor Hendrickx" in text_of(client.get(page))
    stored = str(Disclosure.objects.extra(select={"raw": "known_as"}).values_list("raw", flat=True).get())
    assert "Noor" not in stored, "it is encrypted"
    forwardings.settle(forwarding, "told", reason="By letter", now=timezone.now())
    assert Disclosure.objects.get().known_as is None
    assert "Noor" not in text_of(client.get(page))


def test_the_command_tells_how_far_everybody_is() -> None:
    given(noor())
    told = answer("privacy_erase", "noor@example.org", "--json")["processors"]
    assert told == [{"name": "Voorbeeldhosting bv", "state": "done"}, {"name": LAWYER, "state": "manual"}]
