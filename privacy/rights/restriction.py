"""Restrictions that a request brings along, and how one ends: never before the letter that says so has left
(GDPR art. 18(3)).

While the accuracy of data is checked they are left unused (art. 18(1)(a)). A restriction that the person
asked for by itself, or that stood before, is not touched by that check.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q

from privacy.dates import day_of
from privacy.delivery import outbox
from privacy.evidence import ledger
from privacy.locks import latched
from privacy.models import Choice, OutboxMessage, Request, Subject
from privacy.subjects import choices

Kind = Request.Kind

WARNING = timedelta(days=7)
"""How long before a restriction ends the person hears of it: long enough to say no."""
RESTRICTING = Q(state=Request.State.OPEN, kind__in=(Kind.RESTRICTION, Kind.RECTIFICATION))
"""Open requests that have the data left unused, or would."""


def while_checked(request: Request, *, now: datetime) -> None:
    """Leave the person's data unused while ``request``, to correct them, is open; nothing if they are
    already."""
    if request.kind != Kind.RECTIFICATION or request.subject is None or of_person(request.subject):
        return
    choices.restrict(request.subject, on=day_of(now), source=request.channel, request=request)


def of_person(subject: Subject) -> Choice | None:
    """Return the restriction that stands for ``subject``, if there is one."""
    return Choice.objects.filter(subject=subject, kind=Choice.Kind.RESTRICTION, ends=None).first()


def of_request(request: Request) -> Choice | None:
    """Return the restriction that ``request`` brought about, if it still stands."""
    return Choice.objects.filter(request=request, kind=Choice.Kind.RESTRICTION, ends=None).first()


def is_told(choice: Choice) -> bool:
    """Return whether a letter that says the restriction ends has left, or is going to."""
    return choice.lifting is not None and choice.lifting.state != OutboxMessage.State.DROPPED


def ask_for(request: Request, subject: Subject, *, on: date) -> Choice:
    """Restrict ``subject`` because ``request`` asks for it, whatever restricted them before.

    A letter that would tell them the earlier one ends is not sent any more, if it still waits.
    """
    before = of_person(subject)
    choice = choices.restrict(subject, on=on, source=request.channel, request=request)
    if before and before.lifting and _warns(before):
        outbox.let_go(before.lifting)
    Choice.objects.filter(pk=choice.pk).update(request=request, lifting=None, lifts_on=None)
    return choice


def asked_again(subject: Subject) -> bool:
    """Return whether an open request would have the data of ``subject`` left unused: it is decided before
    they are used."""
    return Request.objects.filter(RESTRICTING, subject=subject).exists()


def end_with(letter: OutboxMessage, choice: Choice, *, on: date, by: AbstractBaseUser | None = None) -> None:
    """Let the restriction ``choice`` end ``on`` that day, or as soon after it as ``letter``, which says so,
    has left."""
    with latched():
        if Choice.objects.filter(pk=choice.pk, ends=None).update(lifting=letter, lifts_on=on):
            ledger.append(
                "restriction-told",
                subject=str(choice.subject_id),
                message=letter.pk,
                by=by.pk if by else None,
            )


def end_now(request: Request, *, now: datetime) -> None:
    """End the restriction that ``request`` brought about, because the person took the request back
    themselves."""
    if (choice := of_request(request)) is not None:
        choices.lift(choice.subject, on=day_of(now), notice=False)


def move_to(subject: Subject | None, request: Request, *, now: datetime) -> None:
    """Undo the restriction of whom ``request`` turned out not to be about; leave the data of ``subject``
    unused."""
    choice = of_request(request)
    if choice is not None and (subject is None or choice.subject_id != subject.pk):
        choices.lift(choice.subject, on=day_of(now), notice=False)
    while_checked(request, now=now)


def lift_told(*, now: datetime) -> int:
    """End every restriction whose day has come and whose letter has left; return how many.

    A letter that was not sent changes nothing; one that left late gives the person as many days from then.
    While they ask again to leave their data unused, nothing ends either.
    """
    again = Request.objects.filter(RESTRICTING, subject=OuterRef("subject"))
    told = Choice.objects.filter(
        kind=Choice.Kind.RESTRICTION,
        ends=None,
        lifting__state=OutboxMessage.State.DONE,
        lifts_on__lte=day_of(now),
    )
    told = told.exclude(Exists(again)).select_related("subject", "lifting")
    ended = 0
    for each in told:
        with latched():
            choice = told.filter(pk=each.pk).first()
            if choice and _warned_since(choice) <= day_of(now):
                ended += choices.lift(choice.subject, on=day_of(now))
    return ended


def _warns(choice: Choice) -> bool:
    """Return whether the letter tells of the end before it comes; the answer to a request may bring it
    along."""
    return bool(choice.lifting and choice.lifts_on and choice.lifts_on > day_of(choice.lifting.made_at))


def _warned_since(choice: Choice) -> date:
    """Return the day from which the restriction may end: as long after the letter left as it promised when it
    was written."""
    letter, ends_on = choice.lifting, choice.lifts_on
    if letter is None or letter.settled_at is None or ends_on is None:
        return date.max
    return day_of(letter.settled_at) + (ends_on - day_of(letter.made_at))
