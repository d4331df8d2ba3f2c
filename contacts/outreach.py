"""Reaching a person of our own accord: for a reason that the gate allows, and registered before the number is
shown.

A reason is something open between us - a question, work that goes on - or, by exception and only where that
is switched on, an offer to somebody in the client file (P12, P13, P14). The talk is registered with the
reason it was begun for; what was said is added to it afterwards, and only that counts as a sign of life.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from contacts.models import Assignment, Contact, ContactPoint, Enquiry, Interaction
from contacts.purposes import ASSIGNMENT, CLIENT_FILE, ENQUIRY
from contacts.register import Erased, heard_from, note_talk
from privacy.declarations import Purpose
from privacy.locks import latched
from privacy.models import Subject
from privacy.outreach import gate
from privacy.outreach.rules import Channel, Offer, Permission
from privacy.purposes import OFFER
from privacy.staff_access.visibility import purposes_of, usable_for

User = AbstractBaseUser | AnonymousUser
ONLY_THE_LIST = ("not-checked", "old-check", "listed")
"""The answers of the gate by which nothing but the do-not-call list stands in the way."""


@dataclass(frozen=True)
class Reason:
    """Why we reach somebody: the record it is about, or ``None`` for an offer. ``key`` names it in a form."""

    key: str
    purpose: Purpose
    about: Assignment | Enquiry | None = None

    @property
    def words(self) -> str:
        """Return the reason in the active language, with the beginning of what it is about."""
        if isinstance(self.about, Enquiry):
            asked = Truncator(" ".join(self.about.question.split())).chars(60)
            return _("their question of %(day)s: %(asked)s") % {
                "day": date_format(self.about.received_on),
                "asked": asked,
            }
        if isinstance(self.about, Assignment):
            return _("the work “%(title)s”") % {"title": self.about.title}
        return _("an offer, by exception")

    @property
    def links(self) -> dict[str, Any]:
        """Return the links of a talk to the record that it is about."""
        return {str(self.about._meta.model_name): self.about} if self.about else {}


AN_OFFER = Reason("offer", OFFER)


def reasons(subject: Subject, *, user: User, today: date) -> list[Reason]:
    """Return what is open between us and ``subject`` that ``user`` works on, newest first."""
    mine = purposes_of(user)
    found = [
        Reason(f"{row._meta.model_name}-{row.pk}", purpose, row)
        for row, purpose in gate.open_records(subject, on=today)
        if purpose in mine and isinstance(row, Assignment | Enquiry)
    ]
    return sorted(found, key=lambda reason: reason.about.pk if reason.about else 0, reverse=True)


def answers(subject: Subject, *, user: User, today: date) -> list[tuple[Reason, Permission]]:
    """Return what is open between us and ``subject``, and for each whether the gate lets us reach them about
    it."""

    def asked(reason: Reason) -> Permission:
        return gate.may_contact(
            subject, channel=Channel.PHONE, purpose=reason.purpose, on=today, about=reason.about
        )

    return [(reason, asked(reason)) for reason in reasons(subject, user=user, today=today)]


def refusals(subject: Subject, *, today: date) -> list[Permission]:
    """Return why nothing that is open lets us reach ``subject``, where it is so."""
    asked = [
        gate.may_contact(subject, channel=Channel.PHONE, purpose=purpose, on=today)
        for purpose in (ASSIGNMENT, ENQUIRY)
    ]
    said = [permission for permission in asked if permission.code != "no-record"]
    return list(dict.fromkeys(said or asked))


def may_reach(
    point: ContactPoint, reason: Reason, *, on: date, besides: Interaction | None = None
) -> Permission:
    """Return what the gate says of reaching the person at ``point``; ``besides`` is the talk that was begun
    for it."""
    subject = point.contact.subject
    offer = Offer(last_call=last_offer_call(subject, besides=besides)) if reason.about is None else None
    channel = Channel(point.kind)
    return gate.may_contact(
        subject,
        channel=channel,
        purpose=reason.purpose,
        on=on,
        about=reason.about,
        address=point.value,
        offer=offer,
    )


def may_be_offered(contact: Contact, *, user: User, today: date) -> list[ContactPoint]:
    """Return the numbers that an offer may be called about at all: those that the client file keeps (none
    while it is off).

    The gate is asked besides, for each.
    """
    if not OFFER.is_used or OFFER not in purposes_of(user):
        return []
    numbers = ContactPoint.objects.filter(contact=contact, kind=ContactPoint.Kind.PHONE).select_related(
        "contact__subject"
    )
    return list(usable_for(numbers, CLIENT_FILE, today=today).order_by("-preferred", "pk"))


def last_offer_call(subject: Subject, *, besides: Interaction | None = None) -> date | None:
    """Return when we last called ``subject`` with an offer, or began to."""
    calls = Interaction.objects.filter(contact__subject=subject, purpose=OFFER.slug).order_by("-held_on")
    return calls.exclude(pk=besides.pk if besides else 0).values_list("held_on", flat=True).first()


def begin(point: ContactPoint, reason: Reason, *, motive: str = "", on: date) -> Interaction:
    """Register that the person is reached at ``point``; the same again today is one as long as nothing was
    noted.

    ``gate.NotAllowed`` if the gate says no. ``motive`` says what is offered, and why to this person.
    """
    with latched():
        _require(may_reach(point, reason, on=on))
        facts = {
            "contact": point.contact,
            "channel": point.kind,
            "purpose": reason.purpose.slug,
            "held_on": on,
            "note": motive,
        }
        facts |= {"assignment": None, "enquiry": None} | reason.links
        return Interaction.objects.filter(**facts).first() or Interaction.objects.create(**facts)


def note(talk: Interaction, text: str, *, on: date) -> None:
    """Add what was said to a talk that we began; now it is a sign of life. ``Erased`` if the sweep was
    first."""
    with latched():
        if not Interaction.objects.filter(pk=talk.pk).update(note=text):
            raise Erased
        heard_from(talk.contact, on=on)


def note_ours(contact: Contact, reason: Reason, *, note: str, channel: str, on: date) -> Interaction:
    """Keep a talk that we began about an open record and that is over; ``gate.NotAllowed`` if we might not
    have."""
    with latched():
        _require(
            gate.may_contact(
                contact.subject, channel=Channel(channel), purpose=reason.purpose, on=on, about=reason.about
            )
        )
        return note_talk(
            contact, note=note, on=on, channel=channel, purpose=reason.purpose.slug, **reason.links
        )


def _require(permission: Permission) -> None:
    if not permission.allowed:
        raise gate.NotAllowed(permission)


def reason_of(talk: Interaction) -> Reason:
    """Return what ``talk`` was begun for."""
    about = talk.assignment or talk.enquiry
    if about is None:
        return AN_OFFER
    return Reason(f"{about._meta.model_name}-{about.pk}", ASSIGNMENT if talk.assignment else ENQUIRY, about)
