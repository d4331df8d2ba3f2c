"""A restricted person is left alone (GDPR art. 18; LAW §1.4): each row of the matrix, and a walk through the
administration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts import invoices, register
from contacts.admin.assignments import AssignmentForm
from contacts.invoice_lines import InvoiceError
from contacts.models import Contact
from privacy.declarations.registry import registry
from privacy.models import AccessLog, Instance, Subject
from privacy.outreach import gate
from privacy.outreach.rules import Channel, Offer
from privacy.purposes import OFFER, REQUESTS
from privacy.recipients import disclosures
from privacy.retention.explanation import explain
from privacy.retention.sweep import count_due
from privacy.rights import legal_holds
from privacy.staff_access.visibility import visible_to
from privacy.subjects import choices
from tests.cast import amina, pieter, told_of_the_lifting
from tests.gate import vectors
from tests.gate.restricting import WEB, everybody_but_privacy, restrict
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db


LINES = [{"text": "Workshop", "quantity": "1", "price": "100.00"}]


def agree(subject: Subject, slug: str) -> None:
    choices.record_consent(subject, slug, on=timezone.localdate(), source=WEB, wording="Yes")


# --- The matrix ---------------------------------------------------------------------------------------


def store(contact: Contact) -> bool:
    register.receive_enquiry(contact, question="Nog iets.", on=timezone.localdate(), channel=WEB)
    return contact.enquiries.exists()


def show(contact: Contact) -> bool:
    return contact in visible_to(
        Contact.objects.all(), user=everybody_but_privacy(), today=timezone.localdate()
    )


def officer_opens(contact: Contact) -> bool:
    page = signed_in(staff("Privacy officer")).get(reverse("admin:contacts_contact_page", args=(contact.pk,)))
    return contact.last_name in text_of(page) and AccessLog.objects.filter(subject=contact.subject).exists()


def answer(contact: Contact) -> bool:
    duty = gate.may_contact(contact.subject, channel=Channel.EMAIL, purpose=REQUESTS, on=timezone.localdate())
    return duty.allowed and bool(explain(contact.subject, today=timezone.localdate()))


def rectify(contact: Contact) -> bool:
    contact.first_name = "Aminah"
    contact.save()
    return Contact.objects.filter(first_name="Aminah").exists()


def market(contact: Contact) -> bool:
    agree(contact.subject, OFFER.slug)
    facts: dict[str, Any] = {"offer": Offer(), "address": contact.points.filter(kind="phone").get().value}
    return gate.may_contact(
        contact.subject, channel=Channel.PHONE, purpose=OFFER, on=timezone.localdate(), **facts
    ).allowed


def call(contact: Contact) -> bool:
    work = contact.assignments.get()
    purpose = registry.purposes["assignment"]
    return gate.may_contact(
        contact.subject, channel=Channel.PHONE, purpose=purpose, on=timezone.localdate(), about=work
    ).allowed


def bill(contact: Contact) -> bool:
    try:
        return invoices.draft_invoice(contact.assignments.get(), lines=LINES).pk is not None
    except InvoiceError:
        return False


def claim(contact: Contact) -> bool:
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "name": "Advocaten Voorbeeld",
        "reason": "A dispute",
        "law": "GDPR art. 17(3)(e)",
    }
    disclosures.record_disclosure(
        contact.subject, "claims", ["contacts.contact.name"], on=today, today=today, **facts
    )
    return (
        legal_holds.place_hold(
            contact.subject, reason="A dispute", law="GDPR art. 17(3)(e)", on=today, review_on=today
        ).pk
        is not None
    )


def give_to_the_tax_administration(contact: Contact) -> bool:
    """The officer finds the person and writes down to whom, why and by which law."""
    today = timezone.localdate()
    facts: dict[str, Any] = {"reason": "A check of our taxes", "law": "WIB 92 art. 315"}
    given = disclosures.record_disclosure(
        contact.subject, "tax", ["contacts.invoice.billed_to"], on=today, today=today, **facts
    )
    return given.pk is not None and contact in visible_to(
        Contact.objects.all(), user=staff("Privacy officer"), today=today
    )


def report(contact: Contact) -> bool:
    listed = signed_in(everybody_but_privacy()).get(reverse("admin:contacts_contact_changelist"))
    return bool(listed.context["cl"].result_count)


def erase(contact: Contact) -> bool:
    store(contact)
    Instance.objects.update(demo=True)
    lines = count_due(today=timezone.localdate() + timedelta(days=4000)).lines
    assert lines["contacts.enquiry.said"].held == 1, "and reported"
    return bool(lines["contacts.enquiry.said"].due)


def lift(contact: Contact) -> bool:
    today = timezone.localdate()
    with pytest.raises(choices.RestrictionEndNotTold):
        choices.end_restriction(contact.subject, on=today)
    told_of_the_lifting(contact.subject, on=today)
    return choices.end_restriction(contact.subject, on=today) == 1


OPERATIONS: dict[str, Callable[[Contact], bool]] = {
    "store": store,
    "show in normal staff lists and search": show,
    "open by privacy officer in the DSR screen": officer_opens,
    "answer an art. 15 request": answer,
    "rectify after verification (18(1)(a))": rectify,
    "newsletter or any marketing": market,
    "phone call": call,
    "create new invoice or assignment line": bill,
    "use in a legal claim": claim,
    "give to the tax administration on request": give_to_the_tax_administration,
    "export in statistics / reports": report,
    "automatic retention erasure (but for a group that only a legal obligation kept: "
    "erased at its end)": erase,
    "backup": store,
    "lift the restriction": lift,
}


WAIT_FOR = {"sync to a processor (Campaign Monitor; Drive)": "the step of the processors: none is called yet"}
"""Rows that a later step makes true."""


MATRIX = vectors.rows("restriction_matrix.csv")


@pytest.mark.promise("P40")
@pytest.mark.parametrize(
    "row", [row for row in MATRIX if row["operation"] not in WAIT_FOR], ids=lambda row: row["operation"]
)
def test_the_matrix_of_what_a_restriction_allows(row: vectors.Row) -> None:
    contact = amina()
    restrict(contact.subject)
    operation = OPERATIONS[row["operation"]]
    assert operation(contact) is row["restricted_record"].startswith("allowed")
    if row["needs_override_reason"] == "consent":
        agree(contact.subject, "assignment")
        assert operation(contact)


def test_the_original_matrix_asks_nothing_else_where_it_is_at_hand() -> None:
    asked = {row["operation"]: row for row in vectors.originals("restriction_matrix.csv")}
    assert asked == {row["operation"]: row for row in MATRIX}
    assert set(asked) == set(OPERATIONS) | set(WAIT_FOR)


# --- New work -----------------------------------------------------------------------------------------


def test_no_work_begins_for_a_restricted_client_unless_they_agree() -> None:
    contact, today = pieter(), timezone.localdate()
    restrict(contact.subject)
    with pytest.raises(gate.NotAllowed) as refused:
        register.open_assignment(contact, title="Nieuw", on=today)
    assert refused.value.permission.code == "restricted"
    assert list(
        AssignmentForm(data={"contact": contact.pk, "title": "Nieuw", "opened_on": today}).errors
    ) == ["contact"]
    agree(contact.subject, "assignment")
    assert register.open_assignment(contact, title="Nieuw", on=today).pk


def test_a_draft_of_before_the_restriction_is_not_issued_during_it() -> None:
    contact, today = amina(), timezone.localdate()
    draft = invoices.draft_invoice(contact.assignments.get(), lines=LINES)
    restrict(contact.subject)
    with pytest.raises(InvoiceError):
        invoices.issue_invoice(draft, on=today)
    draft.refresh_from_db()
    assert draft.number is None
    agree(contact.subject, "assignment")
    assert invoices.issue_invoice(draft, on=today).number
