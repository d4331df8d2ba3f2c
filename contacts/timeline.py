"""Readings of the client register: what a list, a search and a person's page show, in a fixed number of
statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from contacts.invoice_lines import format_euro
from contacts.models import (
    Assignment,
    Company,
    Contact,
    ContactRole,
    ContactTag,
    Enquiry,
    Interaction,
    Invoice,
)
from privacy.staff_access.titles import page_of
from privacy.staff_access.visibility import visible_to

User = AbstractBaseUser | AnonymousUser

NEWEST = 30
"""Entries of a timeline that a page begins with."""


def prefetch_visible(name: str, rows: QuerySet[Any], *, user: User, today: date) -> Prefetch[str, Any, str]:
    """Return a prefetch along the relation ``name`` of those of ``rows`` that ``user`` may see; the others
    are left out."""
    return Prefetch(name, queryset=visible_to(rows, user=user, today=today))


def prefetch_company_and_tags(*, user: User, today: date) -> list[Any]:
    """Return prefetches, for rows of contacts, of the company and the tags that ``user`` may see."""
    return [
        prefetch_visible("company", Company.objects.all(), user=user, today=today),
        prefetch_visible(
            "taggings", ContactTag.objects.select_related("tag").order_by("tag__name"), user=user, today=today
        ),
    ]


@dataclass(frozen=True)
class TimelineEntry:
    """One line of the timeline: a question, interaction, assignment or invoice on its day. ``link`` leads to
    its page, ``answer`` to where an open question is answered."""

    on: date
    what: str
    icon: str
    text: str
    link: str
    state: str = ""
    answer: str = ""


@dataclass(frozen=True)
class RelatedRecords:
    """The records of one kind about a person: how many there are, and titles and pages of the newest five."""

    what: str
    count: int
    rows: list[tuple[str, str]]


@dataclass(frozen=True)
class ContactTimeline:
    """What happened with a person, as far as the reader may see it: the newest entries, how many more there
    are, and the records they come from."""

    timeline: list[TimelineEntry]
    more: int
    related: list[RelatedRecords]


def read_timeline(contact: Contact, *, user: User, today: date, whole: bool = False) -> ContactTimeline:
    """Return the timeline of ``contact`` as ``user`` may see it, in five statements however much there is;
    what ``user`` has no page of is left out, and so are groups without a record.

    Unless ``whole`` the timeline holds the ``NEWEST`` entries, and ``more`` says how many there are besides.
    """

    def seen(rows: QuerySet[Any]) -> list[Any]:
        name = f"contacts.view_{rows.model._meta.model_name}"
        may = isinstance(user, PermissionsMixin) and user.has_perm(name)
        return list(visible_to(rows, user=user, today=today)) if may else []

    enquiries = seen(Enquiry.objects.filter(contact=contact).order_by("-received_on"))
    talks = seen(Interaction.objects.filter(contact=contact).order_by("-held_on"))
    roles = ContactRole.objects.filter(contact=contact, assignment__isnull=False).values(
        "assignment"
    )  # a join would read every assignment
    assignments = seen(Assignment.objects.filter(Q(contact=contact) | Q(pk__in=roles)).order_by("-opened_on"))
    invoices = seen(
        Invoice.objects.filter(subject=contact.subject_id)
        .defer("lines", "billed_address")
        .order_by("-issued_on", "-pk")
    )
    entries = sorted(
        chain(
            (_asked(e) for e in enquiries),
            (_talked(t) for t in talks),
            (entry for a in assignments for entry in _worked(a, today)),
            (_billed(i, today) for i in invoices),
        ),
        key=lambda entry: entry.on,
        reverse=True,
    )
    shown = entries if whole else entries[:NEWEST]
    related = [
        RelatedRecords(
            _("Assignments"), len(assignments), [(a.title or str(a.pk), page_of(a)) for a in assignments[:5]]
        ),
        RelatedRecords(
            _("Questions"), len(enquiries), [(_short(e.question), page_of(e)) for e in enquiries[:5]]
        ),
        RelatedRecords(
            _("Invoices"), len(invoices), [(i.number or _("draft"), page_of(i)) for i in invoices[:5]]
        ),
        RelatedRecords(
            _("Talks"),
            len(talks),
            [(_short(t.note) or _("nothing noted yet"), page_of(t)) for t in talks[:5]],
        ),
    ]
    # Of what a reader may not see it is not said that there is none.
    there = [group for group in related if group.count]
    return ContactTimeline(timeline=shown, more=len(entries) - len(shown), related=there)


def _asked(enquiry: Enquiry) -> TimelineEntry:
    answered = enquiry.answered_on is not None
    return TimelineEntry(
        enquiry.received_on,
        _("Assignment form") if enquiry.kind == Enquiry.Kind.ASSIGNMENT else _("Question"),
        "contact_support",
        enquiry.question,
        page_of(enquiry),
        _("answered") if answered else _("not answered yet"),
        "" if answered else reverse("admin:contacts_enquiry_answer", args=(enquiry.pk,)),
    )


def _talked(talk: Interaction) -> TimelineEntry:
    icon = {"phone": "call", "email": "mail", "meeting": "groups", "letter": "markunread_mailbox"}[
        talk.channel
    ]
    return TimelineEntry(
        talk.held_on,
        _("Talk: %(channel)s") % {"channel": talk.get_channel_display()},
        icon,
        talk.note or _("nothing noted yet"),
        page_of(talk),
    )


def _worked(assignment: Assignment, today: date) -> list[TimelineEntry]:
    found = [
        TimelineEntry(
            assignment.opened_on, _("Assignment opened"), "work", assignment.title, page_of(assignment)
        )
    ]
    if assignment.closed_on and assignment.closed_on <= today:
        found.append(
            TimelineEntry(
                assignment.closed_on,
                _("Assignment closed"),
                "task_alt",
                assignment.title,
                page_of(assignment),
            )
        )
    return found


def _billed(invoice: Invoice, today: date) -> TimelineEntry:
    if invoice.issued_on is None:
        return TimelineEntry(
            today,
            _("Invoice, draft"),
            "receipt_long",
            format_euro(invoice.amount),
            page_of(invoice),
            _("not issued"),
        )
    total = format_euro(invoice.amount + invoice.vat)
    text = _("%(number)s: %(amount)s") % {"number": invoice.number, "amount": total}
    return TimelineEntry(invoice.issued_on, _("Invoice issued"), "receipt_long", text, page_of(invoice))


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(60)
