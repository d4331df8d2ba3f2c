"""What an open request is about stays until it is answered: nobody gets round a right by erasing in time.

A copy shows what we had when it was asked for (GDPR art. 15), and what is disputed, or wanted for a dispute,
is there to be looked at (art. 16 and 18). A hold of the program's own keeps it, until the download in our
answer ends. The person's own wish to be forgotten goes before: it ends such a hold. Which rights place one,
and by which provision, each says itself (``Right.holds_data_while_open``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from privacy.dates import DAY, day_of
from privacy.evidence import ledger
from privacy.locks import latched
from privacy.models import Hold, MailedLink, Request, Subject
from privacy.subjects.lookup import subjects_asking


def place_request_holds(request: Request, *, law: str, now: datetime) -> None:
    """Keep what ``request`` is about from now on, by ``law``: of its person, or of everybody it may be about
    until staff say who."""
    _keep(
        request, [request.subject] if request.subject else subjects_asking(request), on=day_of(now), law=law
    )


def move_request_holds(subject: Subject | None, request: Request, *, law: str, now: datetime) -> None:
    """Keep by ``law``, if it has one, what we have of ``subject``, whom ``request`` turned out to be about,
    and of nobody else for its sake."""
    today = day_of(now)
    others = (
        Hold.objects.filter(request=request).exclude(subject=subject)
        if subject
        else Hold.objects.filter(request=request)
    )
    _release(others, on=today, standing_on=today)
    if law:
        _keep(request, [subject] if subject else [], on=today, law=law)


def release_request_holds(request: Request, *, now: datetime) -> None:
    """Let go of what ``request``, which is closed, was about: at once, or when the download in its answer is
    over."""
    today = day_of(now)
    downloads = MailedLink.objects.filter(request=request, use=MailedLink.Use.DOWNLOAD, expires_at__gt=now)
    last = downloads.aggregate(last=Max("expires_at"))["last"]
    _release(
        Hold.objects.filter(request=request), on=day_of(last) + DAY if last else today, standing_on=today
    )


def release_for_erasure(subject: Subject, *, on: date) -> None:
    """End what is kept for open requests of ``subject``, who asks to be forgotten: that is their later
    word."""
    _release(_of_requests(subject), on=on, standing_on=on)


def rows_if_given_way(subject: Subject, *, on: date) -> list[Hold]:
    """Return the holds that ``release_for_erasure`` would end, as they would be then, unsaved."""
    found = list(_unreleased(_of_requests(subject), on))
    for hold in found:
        hold.released_on = on
    return found


def _of_requests(subject: Subject) -> QuerySet[Hold]:
    return Hold.objects.filter(subject=subject, request__isnull=False)


def _keep(request: Request, people: Iterable[Subject], *, law: str, on: date) -> None:
    with latched(), translation.override(request.language):
        kept = set(Hold.objects.filter(request=request, released_on=None).values_list("subject", flat=True))
        for subject in people:
            if subject.pk not in kept:
                facts = {"law": law, "placed_on": on, "review_on": max(on, request.due_on)}
                hold = Hold.objects.create(
                    subject=subject, request=request, reason=_("your request is being answered"), **facts
                )
                ledger.append_entry(
                    "hold", hold=hold.pk, subject=str(subject.pk), covers="", placed_on=on.isoformat()
                )


def _release(holds: QuerySet[Hold], *, on: date, standing_on: date) -> None:
    with latched():
        for hold in _unreleased(holds, standing_on):
            Hold.objects.filter(pk=hold.pk).update(released_on=on)
            ledger.append_entry(
                "release", hold=hold.pk, subject=str(hold.subject_id), released_on=on.isoformat()
            )


def _unreleased(holds: QuerySet[Hold], on: date) -> QuerySet[Hold]:
    return holds.filter(Q(released_on=None) | Q(released_on__gt=on))
