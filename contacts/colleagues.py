"""Who is around a person: the same organisation, the same work."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from contacts.models import Assignment, Company, Contact
from privacy.models import Subject


def colleagues(subject: Subject) -> QuerySet[Contact]:
    """Return the other contacts at the organisations of ``subject``, and those of the work that they have a part in."""
    mine = Contact.objects.filter(subject=subject)
    firms = Company.objects.filter(Q(contacts__in=mine) | Q(roles__contact__in=mine) | Q(subject=subject))
    work = Assignment.objects.filter(Q(subject=subject) | Q(roles__contact__in=mine) | Q(company__in=firms))
    of_firms = Q(company__in=firms) | Q(roles__company__in=firms)
    of_work = Q(assignments__in=work) | Q(roles__assignment__in=work)
    return Contact.objects.filter(of_firms | of_work).exclude(subject=subject)
