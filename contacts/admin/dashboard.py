"""What the client register adds to the first page: the questions that nobody answered yet, and the invoices
that nobody issued."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts import invoices
from contacts.answering import answer_by
from contacts.invoice_lines import InvoiceError, format_euro
from contacts.models import Enquiry, Invoice
from contacts.purposes import ENQUIRY
from privacy.admin.base.dashboard import Card, Queue, QueueRow, first_rows
from privacy.outreach import gate
from privacy.staff_access.badges import Badge
from privacy.staff_access.titles import people_of
from privacy.staff_access.visibility import visible_to


def unanswered_questions(request: HttpRequest, today: date) -> Queue:
    """Return the questions without an answer that ``request.user`` may see, the oldest first."""
    waiting = visible_to(Enquiry.objects.filter(answered_on=None), user=request.user, today=today)
    rows, more = first_rows(waiting.select_related("contact__subject").order_by("received_on", "pk"))
    people = people_of([row.contact.subject for row in rows], user=request.user, today=today)
    may = request.user.has_perm("contacts.change_enquiry")
    refusing = gate.subjects_refusing([row.contact.subject for row in rows], ENQUIRY, on=today)
    shown = [
        QueueRow(
            row.beginning(80),
            reverse("admin:contacts_enquiry_change", args=(row.pk,)),
            people[row.contact.subject_id],
            _light(row, refusing, today),
            act=_act_on(row, refusing) if may else None,
            note=_note_on(row, refusing),
        )
        for row in rows
    ]
    link = f"{reverse('admin:contacts_enquiry_changelist')}?answered_on__isempty=1"
    return Queue(_("Questions without an answer"), shown, more, link, _("Every question is answered."))


def _act_on(row: Enquiry, refusing: set[Any]) -> tuple[str, str]:
    """Return what is done about a question, and where: nobody answers who may not be written to."""
    word = _("Look at it") if row.contact.subject_id in refusing else _("Answer")
    return word, reverse("admin:contacts_enquiry_answer", args=(row.pk,))


def _note_on(row: Enquiry, refusing: set[Any]) -> str:
    """Return how the question came in and when it is answered; of one that we may not answer of our own
    accord just that."""
    if row.contact.subject_id in refusing:
        return _("You may not reach them about this.")
    return _came_in(row)


def _came_in(row: Enquiry) -> str:
    """Return when a question must be answered, and that an assignment came in through the form."""
    day = {"day": date_format(answer_by(row))}
    if row.kind != Enquiry.Kind.ASSIGNMENT:
        return _("answer by %(day)s") % day
    return _("assignment form, answer by %(day)s") % day


def _light(row: Enquiry, refusing: set[Any], today: date) -> Badge:
    """Return how long a question waits; the tone turns after a week and after two. Nobody is late with one
    that we may not answer."""
    if row.contact.subject_id in refusing:
        return Badge(_("of %(day)s") % {"day": date_format(row.received_on)}, "info")
    days = (today - row.received_on).days
    if days <= 0:
        return Badge(_("came in today"), "good")
    text = ngettext("waits %(days)d day", "waits %(days)d days", days) % {"days": days}
    return Badge(text, "danger" if days > 14 else "warning" if days > 7 else "good")


def drafts(request: HttpRequest, today: date) -> Queue:
    """Return the drafts of invoices that ``request.user`` may see, the oldest first, each with whom it would
    bill and whether it can be issued."""
    waiting = visible_to(Invoice.objects.filter(number=None), user=request.user, today=today)
    parties = waiting.select_related("assignment__contact", "assignment__company")
    rows, more = first_rows(parties.order_by("pk"))
    may = request.user.has_perm("contacts.change_invoice")
    shown = [
        QueueRow(
            _("%(number)s: %(amount)s")
            % {
                "number": invoices.name_of_client(row.assignment)
                or _("draft %(number)d") % {"number": row.pk},
                "amount": format_euro(row.amount + row.vat),
            },
            reverse("admin:contacts_invoice_change", args=(row.pk,)),
            [],
            light := _may_be_issued(row),
            act=_issue(row) if may and light.tone == "good" else None,
        )
        for row in rows
    ]
    link = f"{reverse('admin:contacts_invoice_changelist')}?number__isempty=1"
    return Queue(_("Invoices to issue"), shown, more, link, _("Every invoice is issued."))


def _issue(row: Invoice) -> tuple[str, str]:
    return _("Issue…"), reverse("admin:contacts_invoice_issue", args=(row.pk,))


def _may_be_issued(row: Invoice) -> Badge:
    """Return whether whom ``row`` bills has a name and an address; if not, what is missing."""
    try:
        invoices.billed_party(row.assignment)
    except InvoiceError as error:
        return Badge(str(error), "danger")
    return Badge(_("ready to issue"), "good")


def find_or_add(request: HttpRequest, today: date) -> dict[str, str]:
    """Return where people are looked for, and, for who may, added."""
    may = request.user.has_perm("contacts.add_contact")
    return {
        "find": reverse("admin:contacts_contact_changelist"),
        "add": reverse("admin:contacts_contact_add") if may else "",
    }


CARDS = (
    Card(5, ("contacts.view_contact",), find_or_add, "admin/contacts/find_or_add.html"),
    Card(20, ("contacts.view_enquiry",), unanswered_questions),
    Card(25, ("contacts.view_invoice",), drafts),
)
