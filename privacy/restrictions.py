"""Restrictions that a request brings along, and how one ends: never before the letter that says so has left (GDPR art. 18(3)).

While the accuracy of data is checked they are left unused (art. 18(1)(a)). A restriction that the person asked for by
itself, or that stood before, is not touched by that check.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser

from privacy import choices, ledger
from privacy.deadlines import day_of
from privacy.latch import latched
from privacy.models import Choice, Message, Request, Subject

Kind = Request.Kind

WARNING = timedelta(days=7)
"""How long before a restriction ends the person hears of it: long enough to say no."""


def while_checked(request: Request, *, now: datetime) -> None:
    """Leave the person's data unused while ``request``, to correct them, is open; nothing if they are already."""
    if request.kind != Kind.RECTIFICATION or request.subject is None or of_person(request.subject):
        return
    choices.restrict(request.subject, on=day_of(now), source=request.channel, request=request)


def of_person(subject: Subject) -> Choice | None:
    """Return the restriction that stands for ``subject``, if there is one."""
    return Choice.objects.filter(subject=subject, kind=Choice.Kind.RESTRICTION, ends=None).first()


def of_request(request: Request) -> Choice | None:
    """Return the restriction that ``request`` brought about, if it still stands."""
    return Choice.objects.filter(request=request, kind=Choice.Kind.RESTRICTION, ends=None).first()


def take_over(choice: Choice, request: Request) -> None:
    """Let a restriction stand for ``request``: the person now asks for it, whatever brought it about before."""
    Choice.objects.filter(pk=choice.pk).update(request=request, lifting=None, lifts_on=None)


def end_with(letter: Message, choice: Choice, *, on: date, by: AbstractBaseUser | None = None) -> None:
    """Let the restriction ``choice`` end ``on`` that day, or as soon after it as ``letter``, which says so, has left."""
    with latched():
        if Choice.objects.filter(pk=choice.pk, ends=None).update(lifting=letter, lifts_on=on):
            ledger.append("restriction-told", subject=str(choice.subject_id), message=letter.pk, by=by.pk if by else None)


def end_now(request: Request, *, now: datetime) -> None:
    """End the restriction that ``request`` brought about, because the person took the request back themselves."""
    if (choice := of_request(request)) is not None:
        choices.lift(choice.subject, on=day_of(now), notice=False)


def move_to(subject: Subject | None, request: Request, *, now: datetime) -> None:
    """Undo the restriction of whom ``request`` turned out not to be about; leave the data of ``subject`` unused."""
    choice = of_request(request)
    if choice is not None and (subject is None or choice.subject_id != subject.pk):
        choices.lift(choice.subject, on=day_of(now), notice=False)
    while_checked(request, now=now)


def lift_told(*, now: datetime) -> int:
    """End every restriction whose day has come and whose letter has left; return how many.

    A letter that was not sent changes nothing.
    """
    told = Choice.objects.filter(kind=Choice.Kind.RESTRICTION, ends=None, lifting__state=Message.State.DONE, lifts_on__lte=day_of(now))
    ended = 0
    for choice in told.select_related("subject"):
        with latched():
            if told.filter(pk=choice.pk).exists():
                ended += choices.lift(choice.subject, on=day_of(now))
    return ended
