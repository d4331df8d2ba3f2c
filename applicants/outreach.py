"""Reaching an applicant of our own accord: about the selection that goes on, or, from the reserve, about a
later position that is named (P12, P14, P22, P24).

About a selection the gate asks for its open application. From the reserve it asks for the consent; besides,
the position must be open, and another than the one they applied for. Each contact from the reserve is written
down with its position before it is made.
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from applicants.models import Application, Keep, Position, ReserveContact
from applicants.presence import require_present
from applicants.purposes import RESERVE, SELECTION
from privacy.locks import latched
from privacy.outreach import gate
from privacy.outreach.permission import Permission
from privacy.outreach.rules import Channel
from privacy.web.refusal import Refusal


class NotAbout(Refusal):
    """The position is no later one that is open, so that a contact from the reserve cannot be about it."""

    def __init__(self) -> None:
        super().__init__(_("Choose an open position, another than the one they applied for."))


class NotInReserve(Refusal):
    """They applied for one position only."""

    def __init__(self) -> None:
        super().__init__(_("This person applied for one position only: nobody contacts them about another."))


def may_reach_about_selection(application: Application, *, channel: Channel, on: date) -> Permission:
    """Return the gate's answer to reaching the applicant about the position they applied for."""
    return gate.may_contact(
        application.subject,
        channel=channel,
        purpose=SELECTION,
        on=on,
        about=application,
        address=_address(application, channel),
    )


def may_reach_from_reserve(application: Application, *, channel: Channel, on: date) -> Permission:
    """Return the gate's answer to reaching the person about a later position; ``begin_reserve_contact`` asks
    which."""
    return gate.may_contact(
        application.subject,
        channel=channel,
        purpose=RESERVE,
        on=on,
        address=_address(application, channel),
    )


def begin_reserve_contact(
    application: Application,
    position: Position,
    *,
    channel: Channel,
    by: AbstractBaseUser,
    on: date,
    note: str = "",
) -> ReserveContact:
    """Write down that ``by`` reaches the person in the reserve about ``position`` on ``on``, and return it:
    that of an earlier press of the button if nothing was noted since.

    Raises ``gate.NotAllowed`` if the gate says no, ``NotInReserve`` and ``NotAbout`` as they say,
    ``NoLongerThere`` for an application that ended.
    """
    with latched():
        row = require_present(application)
        if row.choice != Keep.RESERVE:
            raise NotInReserve
        if position.pk == row.position_id or not Position.objects.get(pk=position.pk).is_open(on):
            raise NotAbout
        permission = may_reach_from_reserve(row, channel=channel, on=on)
        if not permission.allowed:
            raise gate.NotAllowed(permission)
        facts = {"application": row, "position": position, "channel": channel, "held_on": on, "by_id": by.pk}
        begun = ReserveContact.objects.filter(**facts, note=note).first()
        return begun or ReserveContact.objects.create(**facts, note=note)


def record_reserve_outcome(contact: ReserveContact, text: str) -> bool:
    """Store what was said; return whether the contact was still there, and not erased meanwhile."""
    with latched():
        return bool(ReserveContact.objects.filter(pk=contact.pk).update(note=text))


def _address(application: Application, channel: Channel) -> str:
    return {Channel.EMAIL: application.email, Channel.PHONE: application.phone}.get(channel, "")
