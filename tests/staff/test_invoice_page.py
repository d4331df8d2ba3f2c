"""Drafting an invoice, looking at it, and issuing it from the administration."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts import invoices
from contacts.models import Assignment, Contact, Invoice
from privacy.models import AccessLog
from privacy.staff_access.titles import page_of
from som.models import User
from tests.cast import amina, pieter
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db


def draft() -> Invoice:
    return invoices.draft_invoice(
        amina().assignments.get(), lines=[{"text": "Coaching", "quantity": "3", "price": "80.00"}]
    )


def at(name: str, invoice: Invoice) -> str:
    return reverse(f"admin:contacts_invoice_{name}", args=(invoice.pk,))


def test_looking_issues_nothing_and_confirming_issues_once() -> None:
    invoice, client = draft(), signed_in(staff("Bookkeeping"))
    assert "Issue…" in text_of(client.get(reverse("admin:contacts_invoice_changelist")))
    text = text_of(client.get(at("issue", invoice)))
    assert "Amina Verhaegen" in text
    assert "€\N{NO-BREAK SPACE}240.00" in text
    invoice.refresh_from_db()
    assert invoice.number is None
    number = f"{timezone.localdate().year}-0001"
    assert f"Issued as {number}" in text_of(client.post(at("issue", invoice), follow=True))
    assert f"issued before, as {number}" in text_of(client.post(at("issue", invoice), follow=True))
    assert Invoice.objects.filter(number__isnull=False).count() == 1


def test_what_is_issued_is_read_as_people_write_it() -> None:
    invoice, client = draft(), signed_in(staff("Bookkeeping"))
    assert "Coaching; 3; 80.00" in text_of(client.get(at("change", invoice)))
    client.post(at("issue", invoice))
    text = text_of(client.get(at("change", invoice)))
    assert "Coaching: 3 × €\N{NO-BREAK SPACE}80.00" in text
    assert f"Invoice {invoice.pk}" not in text, "it has a number that people know"
    assert "assignment for Amina Verhaegen" in text, "its title is no concern of the books"
    title = Assignment.objects.get().title
    assert title not in text
    assert title in text_of(signed_in(staff("Privacy officer")).get(at("change", invoice)))


@pytest.mark.parametrize(("language", "written"), [("nl", "€ 1.240,00"), ("fr", "1 240,00 €")])
def test_an_amount_is_written_alike_on_every_page(language: str, written: str) -> None:
    lines = [{"text": "Coaching", "quantity": "1", "price": "1240.00"}]
    contact = amina()
    invoice = invoices.draft_invoice(contact.assignments.get(), lines=lines)
    reader = staff("Bookkeeping", "Client work")
    client = signed_in(reader)
    User.objects.filter(pk=reader.pk).update(language=language)
    pages = [reverse("admin:index"), at("issue", invoice), page_of(contact)]
    for page in pages:
        assert written in re.sub("\\s", " ", unescape(text_of(client.get(page)))), page
    client.post(at("issue", invoice))
    assert written in re.sub("\\s", " ", unescape(text_of(client.get(page_of(contact)))))


def test_only_who_keeps_the_books_issues_or_reads_one() -> None:
    invoice, client = draft(), signed_in(staff("Client work"))
    for page in ("issue", "change", "document"):
        assert client.get(at(page, invoice)).status_code in (403, 404, 302), page
    client.post(at("issue", invoice))
    invoice.refresh_from_db()
    assert invoice.number is None


def test_the_document_of_an_issued_invoice_is_given_and_logged() -> None:
    pieter()
    invoice, client = Invoice.objects.get(), signed_in(staff("Bookkeeping"))
    answer = client.get(at("document", invoice))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{invoice.number}.pdf"'
    assert AccessLog.objects.get().purpose == "bookkeeping"


def test_lines_are_typed_as_people_write_them() -> None:
    assignment = amina().assignments.get()
    client = signed_in(staff("Bookkeeping", "Client work"))
    add = reverse("admin:contacts_invoice_add")
    assert "a quantity and a price" in text_of(
        client.post(add, {"assignment": assignment.pk, "lines": "Workshop"})
    )
    assert not Invoice.objects.exists()
    assert (
        client.post(
            add, {"assignment": assignment.pk, "lines": "Workshop; samen lezen; 2; € 450,50\nKorting; 1; -1"}
        ).status_code
        == 302
    )
    invoice = Invoice.objects.get()
    assert [line["text"] for line in invoice.lines] == ["Workshop; samen lezen", "Korting"]
    assert str(invoice.amount) == "900.00"
    assert invoice.subject == assignment.subject


def test_a_draft_shows_whom_it_bills_and_a_missing_address_with_the_way_to_add_it() -> None:
    invoice, client = draft(), signed_in(staff("Bookkeeping", "Client work"))
    assert "Voorbeeldstraat 12<br>3000 Leuven" in text_of(client.get(at("change", invoice)))
    contact = Contact.objects.get()
    Contact.objects.update(street="")
    edit = reverse("admin:contacts_contact_change", args=(contact.pk,))
    for said in (
        text_of(client.get(at("change", invoice))),
        text_of(client.get(at("issue", invoice), follow=True)),
        text_of(client.post(at("issue", invoice), follow=True)),
    ):
        assert "Missing: street and number." in said
        assert f'href="{edit}"' in said
    invoice.refresh_from_db()
    assert invoice.number is None


def test_who_may_not_edit_the_client_is_told_what_is_missing_and_whom_to_ask() -> None:
    invoice, client = draft(), signed_in(staff("Bookkeeping"))
    Contact.objects.update(street="")
    said = text_of(client.get(at("change", invoice)))
    assert "Missing: street and number." in said
    assert "Ask a colleague who works with clients." in said
    assert reverse("admin:contacts_contact_change", args=(Contact.objects.get().pk,)) not in said


def test_the_list_says_whom_a_draft_bills() -> None:
    draft()
    for role in ("Bookkeeping", "Privacy officer"):
        said = text_of(signed_in(staff(role)).get(reverse("admin:contacts_invoice_changelist")))
        assert "Amina Verhaegen" in said, role
