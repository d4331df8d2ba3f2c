"""Who works with a person: at the same organisation, or on the same assignment. Their names are left out of
the person's free texts (GDPR art. 15(4))."""

from __future__ import annotations

from django.db.models import QuerySet

from contacts.models import Assignment, Company, Contact, ContactRole
from privacy.models import Subject


def find_colleagues(subject: Subject) -> QuerySet[Contact]:
    """Return the other contacts at the organisations of ``subject``, and those of the work that they have a
    part in.

    Each way is a look-up of its own: joined by OR, a database would walk through everybody.
    """
    mine = Contact.objects.filter(subject=subject)
    roles = ContactRole.objects.filter(contact__in=mine)
    own = Company.objects.filter(subject=subject)
    firms = mine.values("company").union(roles.values("company"), own.values("pk"))
    work = Assignment.objects.filter(subject=subject).values("pk")
    work = work.union(roles.values("assignment"), Assignment.objects.filter(company__in=firms).values("pk"))
    near = Contact.objects.filter(company__in=firms).values("pk")
    near = near.union(
        ContactRole.objects.filter(company__in=firms).values("contact"),
        ContactRole.objects.filter(assignment__in=work).values("contact"),
        Assignment.objects.filter(pk__in=work).values("contact"),
    )
    return Contact.objects.filter(pk__in=near).exclude(subject=subject)
