"""Stopping a use: an objection or the end of a consent, which the person decides about and nobody else.

It works from the moment it is written down. What was kept for that use only goes with the next sweep.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from privacy.locks import latched
from privacy.models import Request, Subject
from privacy.retention.explanation import Explained, explain
from privacy.rights.catalogue import uses
from privacy.subjects import choices

KINDS = (Request.Kind.OBJECTION, Request.Kind.WITHDRAWAL)


def stop(request: Request, subject: Subject, *, today: date, dry_run: bool = False) -> list[Explained]:
    """Stop what ``request`` is about for ``subject``; return what is so of every group afterwards.

    With ``dry_run`` the same is done and taken back.
    """
    with latched():
        if request.kind == Request.Kind.OBJECTION:
            choices.object_to(subject, request.purpose, on=today, source=request.channel, request=request)
        else:
            choices.withdraw(subject, request.purpose, on=today)
        explained = explain(subject, today=today)
        if dry_run:
            transaction.set_rollback(True)
    return explained


def stop_address(request: Request, *, today: date) -> None:
    """Remember the no of an address of which we do not know whose it is, or to which of several people it
    belongs."""
    for purpose in noes(request):
        choices.remember_no(str(request.address), purpose, on=today)


def noes(request: Request) -> list[str]:
    """Return to which uses ``request`` is a no that is remembered for an address; none where nothing rests on
    a consent."""
    if request.purpose or request.kind == Request.Kind.OBJECTION:
        return [request.purpose]
    return [purpose.slug for purpose in uses(request.kind)]
