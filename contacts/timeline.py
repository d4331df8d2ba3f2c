"""Readings of the client register: what a list, a search and a person's page show, in a fixed number of
statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

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


def seen_through(name: str, rows: QuerySet[Any], *, user: User, today: date) -> Prefetch[str, Any, str]:
    """Return how to fetch those of ``rows`` that ``user`` may see along the relation ``name``; the others are
    not there."""
    return Prefetch(name, queryset=visible_to(rows, user=user, today=today))


def company_and_tags(*, user: User, today: date) -> list[Any]:
    """Return how to fetch the company and the tags of contacts that ``user`` may see."""
    return [
        seen_through("company", Company.objects.all(), user=user, today=today),
        seen_through(
            "taggings", ContactTag.objects.select_related("tag").order_by("tag__name"), user=user, today=today
        ),
    ]


@dataclass(frozen=True)
class Entry:
    """Something that happened with a person on a day. ``link`` leads to its own page."""

    on: date
    what: str
    icon: str
    text: str
    link: str
    state: str = ""


@dataclass(frozen=True)
class Related:
    """Records of one kind around a person: how many, and the list of them."""

    what: str
    count: int
    rows: list[tuple[str, str]]


@dataclass(frozen=True)
class Around:
    """Everything around a person that the reader may see, newest first."""

    timeline: list[Entry]
    more: int
    related: list[Related]


def around(contact: Contact, *, user: User, today: date, whole: bool = False) -> Around:
    """Return what happened with ``contact`` and what stands around them: five statements, whatever there is.

    Unless ``whole`` the timeline holds the ``NEWEST`` entries, and ``more`` says how many there are besides.
    """

    def seen(rows: QuerySet[Any]) -> list[Any]:
        return list(visible_to(rows, user=user, today=today))

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
        Related(
            _("Assignments"), len(assignments), [(a.title or str(a.pk), page_of(a)) for a in assignments[:5]]
        ),
        Related(_("Questions"), len(enquiries), [(_short(e.question), page_of(e)) for e in enquiries[:5]]),
        Related(_("Invoices"), len(invoices), [(i.number or _("draft"), page_of(i)) for i in invoices[:5]]),
        Related(
            _("Talks"),
            len(talks),
            [(_short(t.note) or _("nothing noted yet"), page_of(t)) for t in talks[:5]],
        ),
    ]
    return Around(timeline=shown, more=len(entries) - len(shown), related=related)


def _asked(enquiry: Enquiry) -> Entry:
    state = _("answered") if enquiry.answered_on else _("not answered yet")
    return Entry(
        enquiry.received_on, _("Question"), "contact_support", enquiry.question, page_of(enquiry), state
    )


def _talked(talk: Interaction) -> Entry:
    icon = {"phone": "call", "email": "mail", "meeting": "groups", "letter": "markunread_mailbox"}[
        talk.channel
    ]
    return Entry(
        talk.held_on,
        _("Talk: %(channel)s") % {"channel": talk.get_channel_display()},
        icon,
        talk.note or _("nothing noted yet"),
        page_of(talk),
    )


def _worked(assignment: Assignment, today: date) -> list[Entry]:
    found = [
        Entry(assignment.opened_on, _("Assignment opened"), "work", assignment.title, page_of(assignment))
    ]
    if assignment.closed_on and assignment.closed_on <= today:
        found.append(
            Entry(
                assignment.closed_on,
                _("Assignment closed"),
                "task_alt",
                assignment.title,
                page_of(assignment),
            )
        )
    return found


def _billed(invoice: Invoice, today: date) -> Entry:
    if invoice.issued_on is None:
        return Entry(
            today,
            _("Invoice, draft"),
            "receipt_long",
            _("€ %(amount)s") % {"amount": invoice.amount},
            page_of(invoice),
            _("not issued"),
        )
    text = _("%(number)s: € %(amount)s") % {"number": invoice.number, "amount": invoice.amount + invoice.vat}
    return Entry(invoice.issued_on, _("Invoice issued"), "receipt_long", text, page_of(invoice))


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(60)
