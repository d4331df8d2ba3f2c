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
from django.utils.translation import gettext as _

from contacts.models import Assignment, Contact, ContactPoint, Enquiry, Interaction
from contacts.purposes import ASSIGNMENT, CLIENT_FILE, CONTACT_PERSON, ENQUIRY
from contacts.register import ErasedMeanwhile, close_question, record_activity, record_interaction
from privacy.declarations import Purpose
from privacy.declarations.registry import registry
from privacy.locks import latched
from privacy.models import Subject
from privacy.outreach import gate
from privacy.outreach.permission import Permission
from privacy.outreach.rules import Channel, Offer
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
            asked = self.about.beginning(60)
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


def list_open_reasons(subject: Subject, *, user: User, today: date) -> list[Reason]:
    """Return the open assignments and questions of ``subject`` that a purpose of ``user`` covers, newest
    first."""
    mine = purposes_of(user)
    found = [
        Reason(f"{row._meta.model_name}-{row.pk}", purpose, row)
        for row, purpose in gate.open_records(subject, on=today)
        if purpose in mine and isinstance(row, Assignment | Enquiry)
    ]
    return sorted(found, key=lambda reason: reason.about.pk if reason.about else 0, reverse=True)


def ask_gate_per_reason(subject: Subject, *, user: User, today: date) -> list[tuple[Reason, Permission]]:
    """Return each open reason of ``subject`` that ``user`` works on with the gate's answer: may we phone
    about it?"""

    def asked(reason: Reason) -> Permission:
        return gate.may_contact(
            subject, channel=Channel.PHONE, purpose=reason.purpose, on=today, about=reason.about
        )

    return [(reason, asked(reason)) for reason in list_open_reasons(subject, user=user, today=today)]


def list_refusals(subject: Subject, *, today: date) -> list[Permission]:
    """Return why we may phone ``subject`` neither about work nor about a question, each reason once."""
    asked = [
        gate.may_contact(subject, channel=Channel.PHONE, purpose=purpose, on=today)
        for purpose in (ASSIGNMENT, CONTACT_PERSON, ENQUIRY)
    ]
    said = [permission for permission in asked if permission.code != "no-record"]
    return list(dict.fromkeys(said or asked))


def may_reach(
    point: ContactPoint, reason: Reason, *, on: date, besides: Interaction | None = None
) -> Permission:
    """Return the gate's answer to reaching the person at ``point``; ``besides`` is the interaction that was
    begun for it, which does not count as an earlier call."""
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


def list_numbers_for_offer(contact: Contact, *, user: User, today: date) -> list[ContactPoint]:
    """Return the phone numbers of ``contact`` that may be asked of the gate for a call with an offer: those
    that the client file keeps, preferred first; none while such calls are switched off, or for a ``user``
    without that purpose."""
    if not OFFER.is_used or OFFER not in purposes_of(user):
        return []
    numbers = ContactPoint.objects.filter(contact=contact, kind=ContactPoint.Kind.PHONE).select_related(
        "contact__subject"
    )
    return list(usable_for(numbers, CLIENT_FILE, today=today).order_by("-preferred", "pk"))


def last_offer_call(subject: Subject, *, besides: Interaction | None = None) -> date | None:
    """Return the day of the last call with an offer to ``subject``, also one that was only begun; ``besides``
    does not count."""
    calls = Interaction.objects.filter(contact__subject=subject, purpose=OFFER.slug).order_by("-held_on")
    return calls.exclude(pk=besides.pk if besides else 0).values_list("held_on", flat=True).first()


def begin_outreach(point: ContactPoint, reason: Reason, *, motive: str = "", on: date) -> Interaction:
    """Return the interaction that stands for reaching the person at ``point`` on ``on``: that of an earlier
    press of the button if nothing was noted since, else a new one. ``motive`` says what is offered, and why
    to this person.

    Raises ``gate.NotAllowed`` if the gate says no.
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


def record_outcome(talk: Interaction, text: str, *, on: date, answers: bool = False) -> None:
    """Store in ``talk`` what was said; only now it is an activity of the person. If it ``answers`` the
    question that it was about, that is closed.

    Raises ``ErasedMeanwhile`` if the sweep was first.
    """
    with latched():
        if not Interaction.objects.filter(pk=talk.pk).update(note=text):
            raise ErasedMeanwhile
        record_activity(talk.contact, on=on)
        if answers and talk.enquiry and not talk.enquiry.answered_on:
            close_question(talk.enquiry, text=text, on=on)


def record_own_outreach(
    contact: Contact, reason: Reason, *, note: str, channel: str, on: date
) -> Interaction:
    """Store an interaction that we began about an open record and that is over; return it.

    Raises ``gate.NotAllowed`` if we might not have reached the person about it.
    """
    with latched():
        _require(
            gate.may_contact(
                contact.subject, channel=Channel(channel), purpose=reason.purpose, on=on, about=reason.about
            )
        )
        return record_interaction(
            contact, note=note, on=on, channel=channel, purpose=reason.purpose.slug, **reason.links
        )


def _require(permission: Permission) -> None:
    if not permission.allowed:
        raise gate.NotAllowed(permission)


def read_reason(talk: Interaction) -> Reason:
    """Return the reason for which ``talk`` was begun."""
    about = talk.assignment or talk.enquiry
    if about is None:
        return AN_OFFER
    return Reason(f"{about._meta.model_name}-{about.pk}", registry.purposes[talk.purpose], about)
