"""The bill for finished work during a restriction: on a written ground of GDPR art. 18(2), logged (L15)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts import invoices, register
from contacts.invoice_lines import InvoiceError
from contacts.models import Assignment, Contact, Invoice
from privacy.declarations.registry import registry
from privacy.models import LedgerEntry, RestrictedUse
from privacy.outreach import gate
from privacy.outreach.restricted_use import WrittenGround
from privacy.outreach.rules import Channel
from privacy.retention.explanation import explain
from privacy.subjects import choices
from privacy.web.refusal import Refusal
from tests.cast import amina, louise, told_of_the_lifting
from tests.gate.restricting import everybody_but_privacy, restrict
from tests.requests.arriving import approve
from tests.requests.wanting import accept_all, wants
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director

pytestmark = pytest.mark.django_db

LINES: list[dict[str, object]] = [{"text": "Conseil", "quantity": "1", "price": "100.00"}]
WHY = "Het werk is geleverd op 1 september 2025; we vorderen de betaling."


@pytest.fixture
def finished() -> Assignment:
    """Louise's work, which is done and was never invoiced; she restricted the use of her data since."""
    contact = louise()
    restrict(contact.subject)
    return contact.assignments.get()


def on_ground() -> WrittenGround:
    return WrittenGround("claims", WHY, director())


def billed(work: Assignment, written: WrittenGround | None = None) -> Invoice:
    draft = invoices.draft_invoice(work, lines=LINES, written=written)
    return invoices.issue_invoice(draft, on=timezone.localdate())


def test_l15_finished_work_is_billed_during_a_restriction_on_a_written_ground_and_logged(
    finished: Assignment,
) -> None:
    with pytest.raises(InvoiceError):
        billed(finished)
    written = on_ground()
    invoice = billed(finished, written)
    assert invoice.number
    use = RestrictedUse.objects.get()
    assert (use.subject, use.what, use.ground, use.reason, use.recorded_by) == (
        finished.subject,
        f"contacts.invoice {invoice.pk}",
        "claims",
        WHY,
        written.by,
    )
    body = LedgerEntry.objects.get(kind="restricted-use").body
    assert (body["what"], body["ground"]) == (use.what, "claims")
    assert WHY not in str(body)


def call(contact: Contact) -> None:
    gate.require_use(contact.subject, registry.purposes["assignment"], on=timezone.localdate())


def begin_work(contact: Contact) -> None:
    register.open_assignment(contact, title="Nieuw", on=timezone.localdate())


def bill_again(contact: Contact) -> None:
    billed(contact.assignments.get())


@pytest.mark.parametrize("use", [call, begin_work, bill_again])
def test_l15_everything_else_stays_blocked(finished: Assignment, use: Callable[[Contact], None]) -> None:
    billed(finished, on_ground())
    contact = finished.contact
    assert contact
    with pytest.raises((gate.NotAllowed, InvoiceError)):
        use(contact)
    reached = gate.may_contact(
        contact.subject,
        channel=Channel.PHONE,
        purpose=registry.purposes["enquiry"],
        on=timezone.localdate(),
    )
    assert reached.code == "restricted"
    client = signed_in(everybody_but_privacy())
    assert not client.get(reverse("admin:contacts_contact_changelist")).context["cl"].result_count


def test_l15_work_that_goes_on_is_not_billed_on_any_ground() -> None:
    contact = amina()
    restrict(contact.subject)
    with pytest.raises(InvoiceError):
        invoices.draft_invoice(contact.assignments.get(), lines=LINES, written=on_ground())
    assert not RestrictedUse.objects.exists()


@pytest.mark.parametrize(("ground", "reason"), [("", WHY), ("consent", WHY), ("claims", "  ")])
def test_a_ground_is_one_of_the_law_and_has_words(ground: str, reason: str) -> None:
    with pytest.raises(Refusal, match=r"\w"):
        WrittenGround(ground, reason)


def test_without_a_restriction_nothing_is_written_down() -> None:
    assert billed(louise().assignments.get(), on_ground()).number
    assert not RestrictedUse.objects.exists()


def test_a_draft_of_before_the_restriction_takes_a_ground_when_it_is_issued() -> None:
    contact = louise()
    draft = invoices.draft_invoice(contact.assignments.get(), lines=LINES)
    restrict(contact.subject)
    with pytest.raises(InvoiceError):
        invoices.issue_invoice(draft, on=timezone.localdate())
    assert invoices.issue_invoice(draft, on=timezone.localdate(), written=on_ground()).number
    assert RestrictedUse.objects.count() == 1


def test_a_ground_of_an_earlier_restriction_counts_no_more(finished: Assignment) -> None:
    today = timezone.localdate()
    draft = invoices.draft_invoice(finished, lines=LINES, written=on_ground())
    RestrictedUse.objects.update(at=timezone.now() - timedelta(days=9))
    told_of_the_lifting(finished.subject, on=today)
    choices.end_restriction(finished.subject, on=today)
    restrict(finished.subject)
    with pytest.raises(InvoiceError):
        invoices.issue_invoice(draft, on=today)


def test_the_person_reads_on_which_ground_it_was_done(finished: Assignment) -> None:
    billed(finished, on_ground())
    found = [
        each
        for each in explain(finished.subject, today=timezone.localdate())
        if each.group.label == "privacy.restricteduse.use"
    ]
    assert [each.state for each in found] == ["kept"]


# --- The page -----------------------------------------------------------------------------------------


def post(client: Any, work: Assignment, **more: str) -> Any:
    form = {"assignment": work.pk, "lines": "Conseil; 1; 100,00"} | more
    return client.post(reverse("admin:contacts_invoice_add"), form, follow=True)


def test_who_handles_requests_bills_it_on_the_form_of_a_draft(finished: Assignment) -> None:
    client = signed_in(director())
    assert "write the ground" in text_of(post(client, finished))
    assert "write why it applies" in text_of(post(client, finished, use_ground="claims"))
    assert not Invoice.objects.exists()
    post(client, finished, use_ground="claims", use_reason=WHY)
    invoice = Invoice.objects.get()
    assert RestrictedUse.objects.get().what == f"contacts.invoice {invoice.pk}"
    issue = reverse("admin:contacts_invoice_issue", args=(invoice.pk,))
    assert "Issued as" in text_of(client.post(issue, follow=True))


def test_nobody_else_is_asked_for_a_ground() -> None:
    page = reverse("admin:contacts_invoice_add")
    assert "use_reason" not in signed_in(everybody_but_privacy()).get(page).content.decode()
    assert "use_reason" in signed_in(director()).get(page).content.decode()


# --- What is contested (L16) --------------------------------------------------------------------------


def test_an_invoice_does_not_print_an_address_that_is_being_checked() -> None:
    contact = amina()
    draft = invoices.draft_invoice(contact.assignments.get(), lines=LINES)
    request = wants("amina@example.be", city="Löven")
    with pytest.raises(InvoiceError):
        invoices.issue_invoice(draft, on=timezone.localdate())
    accept_all(request)
    contact.refresh_from_db()
    approve(request)
    invoice = invoices.issue_invoice(draft, on=timezone.localdate())
    assert "Löven" in invoice.billed_address


def test_a_number_that_is_being_checked_holds_no_invoice() -> None:
    contact = amina()
    draft = invoices.draft_invoice(contact.assignments.get(), lines=LINES)
    wants("amina@example.be", phone="+3216550109")
    assert invoices.issue_invoice(draft, on=timezone.localdate()).number
