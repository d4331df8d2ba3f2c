"""The pages on which a person is called or mailed, and who is restricted."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact, ContactPoint
from privacy.models import Choice
from privacy.subjects import choices

NUMBER = "+3216550101"


def page(contact: Contact, name: str = "page", *more: int) -> str:
    return reverse(f"admin:contacts_contact_{name}", args=(contact.pk, *more))


def point(contact: Contact, kind: str = "phone") -> ContactPoint:
    return contact.points.get(kind=kind)


def restrict(contact: Contact) -> None:
    choices.record_restriction(contact.subject, on=timezone.localdate(), source=Choice.Channel.LETTER)
