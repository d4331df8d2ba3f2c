"""The reserve is renewed every twelve months: a month before, the person is asked whether we may keep them.

What can go wrong: somebody is asked twice, or never, or against their no. Hence whoever is asked and that
they were is one transaction under the latch: a night that is cut off asks the rest when it begins again. The
letter passes the gate, so that nobody is asked who withdrew, objected, restricted the use of their data or
died. What silence does is the policy's (``RESERVE_SILENCE``): the sweep erases on that day, or a task puts it
before a person (``privacy/retention/reviews.py``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from applicants.consents import choose_how_long
from applicants.links import build_receipt_link
from applicants.models import Application, Keep
from applicants.purposes import RESERVE
from applicants.terms import RENEW
from privacy.dates import day_of
from privacy.delivery import letters
from privacy.locks import latched
from privacy.models import Choice, Subject, Task
from privacy.models.choices import in_force
from privacy.outreach import gate

log = logging.getLogger(__name__)

LETTER = "reserve-renewal"
ASKED_BEFORE = timedelta(days=30)
"""How long before the consent is twelve months old the letter goes."""
DOSSIER = "applicants.application.dossier"


def ask_due_renewals(*, now: datetime) -> int:
    """Put the letter that asks *keep me* or *remove me* in the outbox for everybody in the reserve whose
    consent is renewed within thirty days, once for each consent; return how many."""
    asked = 0
    for subject in _nearly_due(day_of(now)):
        with latched():
            asked += _ask(subject, now=now)
    return asked


def renewal_day(subject: Subject, *, on: date) -> date | None:
    """Return the day on which the consent of ``subject`` to the reserve is to be renewed: twelve months after
    it was given, or after a colleague looked at it last; ``None`` without one."""
    since = _since(subject, on=on)
    return since + RENEW if since else None


def keep_in_reserve(
    subject: Subject, *, wording: str, now: datetime, notice: int | None = None
) -> list[Application]:
    """Let ``subject`` stay in the reserve for another twelve months from today, by their own act: the consent
    is given again, in the ``wording`` that they saw. Return what is kept for it; nothing where they are in it
    no more."""
    with latched():
        return [
            choose_how_long(each, Keep.RESERVE, wording=wording, notice=notice, now=now)
            for each in reserve_of(subject)
        ]


def leave_reserve(subject: Subject, *, wording: str, now: datetime) -> list[Application]:
    """Take ``subject`` out of the reserve, by their own act: the consent ends, and what no running selection
    needs goes tonight. Return what it was kept for."""
    with latched():
        return [
            choose_how_long(each, Keep.POSITION, wording=wording, now=now) for each in reserve_of(subject)
        ]


def reserve_of(subject: Subject) -> list[Application]:
    """Return the applications that ``subject`` is in the reserve with, the last one first."""
    kept = Application.objects.filter(subject=subject, choice=Keep.RESERVE, ended_on=None)
    return list(kept.select_related("position", "subject").order_by("-applied_on", "-pk"))


def _ask(subject: Subject, *, now: datetime) -> bool:
    """Ask ``subject`` under the latch, and write down that they were; return whether the letter may go."""
    today = day_of(now)
    kept = [each for each in reserve_of(subject) if each.email]
    since = _since(subject, on=today)
    if not kept or since is None or today < since + RENEW - ASKED_BEFORE or _was_asked(kept, since):
        return False
    application = kept[0]
    context = {
        "position": application.position.title(application.language),
        "applied_on": application.applied_on.isoformat(),
        "until": (since + RENEW).isoformat(),
        "erases": _erases(),
        "link": build_receipt_link(application, page="reserve", now=now),
    }
    try:
        letters.send_letter(
            LETTER, to=application.email, language=application.language, context=context, subject=subject
        )
    except gate.NotAllowed as refused:
        log.info("a renewal of the reserve is not asked: %s", refused.permission.code)
        return False
    Application.objects.filter(pk__in=[each.pk for each in kept]).update(renewal_asked_on=today)
    return True


def _nearly_due(today: date) -> Iterator[Subject]:
    """Yield whoever is in the reserve with a consent that old, asked or not."""
    kept = Application.objects.filter(choice=Keep.RESERVE, ended_on=None, subject=OuterRef("subject"))
    old = _consents(today).filter(Exists(kept), starts__lte=RENEW.cutoff(today + ASKED_BEFORE))
    for subject in dict.fromkeys(old.order_by("starts", "pk").values_list("subject", flat=True)):
        yield Subject.objects.get(pk=subject)


def _was_asked(kept: list[Application], since: date) -> bool:
    return any(each.renewal_asked_on and each.renewal_asked_on > since for each in kept)


def _since(subject: Subject, *, on: date) -> date | None:
    """Return the day from which the twelve months count: that of the consent, or of the last look, which
    lengthens nothing where silence erases."""
    consent = _consents(on).filter(subject=subject).order_by("-starts").first()
    if consent is None or _erases():
        return consent.starts if consent else None
    looks = Task.objects.filter(kind=Task.Kind.REVIEW, label=DOSSIER, subject=subject, done_on__lte=on)
    return max([consent.starts, *filter(None, looks.values_list("done_on", flat=True))])


def _erases() -> bool:
    return bool(settings.RESERVE_SILENCE == "erase")


def _consents(on: date) -> QuerySet[Choice]:
    return Choice.objects.filter(in_force(on), kind=Choice.Kind.CONSENT, purpose=RESERVE.slug)
