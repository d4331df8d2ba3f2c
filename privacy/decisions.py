"""Staff decide on a request: what was approved is what happens, or they are asked to look again.

What can go wrong here is that somebody's data are erased who did not ask, or more than was seen. Therefore the state of
everything is compared with what staff saw, under the latch, in the transaction that carries the decision out; and a
request is decided once, whoever clicks when.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy import answers, proposals, tokens
from privacy.deadlines import day_of
from privacy.erasure import Erasure, erase
from privacy.latch import latched
from privacy.models import Outcome, Request, RequestToken, Subject, Suspension
from privacy.preview import Preview, going, preview, staying
from privacy.requests import AlreadyDecided, move, note
from privacy.subjects import asking

State = Request.State


class Changed(ValueError):
    """The data are no longer as staff saw them."""

    def __init__(self) -> None:
        super().__init__(_("The data changed since you looked. Look again before you decide."))


class NotCarriedOut(ValueError):
    """The program does not carry out this right."""


def choose(request: Request, subject: Subject | None, *, by: AbstractBaseUser) -> None:
    """Say which of the people at its address ``request`` is about, or with ``None`` that it is none of them.

    Where somebody acts for another, or wrote a letter, it can be anybody: staff saw the mandate or the letter.

    ``ValueError`` for anybody else; ``AlreadyDecided`` once it was decided.
    """
    if subject is not None and request.address and not request.mandate and subject not in asking(request):
        raise ValueError(_("That person is not found by the address that asked."))
    with latched():
        if not Request.objects.filter(pk=request.pk, state=State.OPEN).update(subject=subject):
            raise AlreadyDecided
        request.subject = subject
        note(request, "about", now=timezone.now(), by=by, subject=str(subject.pk) if subject else None)


def approve(request: Request, *, by: AbstractBaseUser, fingerprint: str, now: datetime, site: str = "") -> None:
    """Do what was asked, and put the answer to the person in the outbox; all in one transaction.

    ``fingerprint`` is that of the preview staff saw: if the data changed since, nothing is done and ``Changed`` is
    raised. ``AlreadyDecided`` if another was first; ``NotCarriedOut`` for a right that the program does not do;
    ``ValueError`` while we doubt who asks; ``proposals.NeedsAnother`` where it takes two people.
    """
    carry_out = CARRIED_OUT.get(request.kind)
    if carry_out is None:
        raise NotCarriedOut(_("Do this by hand in the person's records, and write to them."))
    today = day_of(now)
    with latched(), translation.override(request.language):
        fresh = Request.objects.select_for_update().get(pk=request.pk)
        if fresh.state != State.OPEN:
            raise AlreadyDecided
        seen = preview(fresh, today)
        if seen.fingerprint != fingerprint:
            raise Changed
        if fresh.suspensions.filter(kind=Suspension.Kind.IDENTITY, answered_on=None).exists():
            raise ValueError(gettext_lazy("We asked who this is and have no answer yet: nothing may go to them before."))
        if proposals.needs_two(fresh, proposals.APPROVE):
            proposals.seconded(fresh, proposals.APPROVE, by=by, fingerprint=fingerprint)
        move(fresh, State.APPROVED, now=now, by=by, decided_at=now, decided_by=by, fingerprint=fingerprint)
        done = carry_out(seen, today, now)
        answers.post(fresh, answers.draft(done, now=now), site=site, now=now)
    request.refresh_from_db()


def refuse(request: Request, *, by: AbstractBaseUser, now: datetime, site: str = "") -> None:
    """Refuse on the ground that somebody else proposed, and tell the person so with the ways to complain (GDPR art. 12(4)).

    ``proposals.NeedsAnother`` unless another proposed it for the data as they are, ``AlreadyDecided`` if one was first.
    """
    with latched(), translation.override(request.language):
        fresh = Request.objects.select_for_update().get(pk=request.pk)
        if fresh.state != State.OPEN:
            raise AlreadyDecided
        mark = preview(fresh, day_of(now)).fingerprint
        ground = proposals.seconded(fresh, proposals.REFUSE, by=by, fingerprint=mark).ground
        move(fresh, State.REFUSED, now=now, by=by, decided_at=now, decided_by=by, ground=ground)
        answers.post(fresh, answers.refusal(fresh, ground), site=site, now=now)
    request.refresh_from_db()


def _give(seen: Preview, today: date, now: datetime) -> Preview:
    """The data are made when they are fetched: nothing to do now."""
    return seen


def _forget(seen: Preview, today: date, now: datetime) -> Preview:
    """Erase, write down what went and what stayed, and let every download of theirs end; return what happened."""
    if seen.subject is None:
        return seen
    erasure = erase(seen.subject, today=today, source=seen.request.channel)
    for other in Request.objects.filter(subject=seen.subject):
        tokens.end(other, RequestToken.Use.DOWNLOAD, at=now)
    Outcome.objects.bulk_create(_outcomes(seen.request, erasure))
    return Preview(seen.request, seen.subject, seen.candidates, seen.fingerprint, goes=going(erasure), stays=staying(erasure.explained))


def _outcomes(request: Request, erasure: Erasure) -> list[Outcome]:
    gone = [Outcome(request=request, label=label, result="erased", rows=rows) for label, rows in erasure.rows.items()]
    kept = [
        Outcome(request=request, label=i.label, result="kept", purpose=i.purpose, law=i.law or "", until=i.until, rows=i.rows)
        for i in staying(erasure.explained)
    ]
    return gone + kept


CARRIED_OUT: dict[str, Callable[[Preview, date, datetime], Preview]] = {
    Request.Kind.ACCESS: _give,
    Request.Kind.ERASURE: _forget,
}
"""What approving a request does. A further right is one function and one line here."""
