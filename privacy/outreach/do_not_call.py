"""The do-not-call list (WER VI.111): one of us looks a number up there, and what it said is remembered
without the number."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from privacy.locks import latched
from privacy.models import DoNotCallCheck, Subject
from privacy.outreach.rules import Check
from privacy.subjects.identifiers import keyed_digest, keyed_digests
from privacy.web.refusal import Refusal


def record_check(
    subject: Subject, number: str, *, listed: bool, checked_on: date, today: date, by: AbstractBaseUser
) -> DoNotCallCheck:
    """Remember what the list said of a normalised ``number`` of ``subject`` on ``checked_on``; said twice, it
    is one look.

    ``Refusal`` for a day that is still to come.
    """
    if checked_on > today:
        raise Refusal(_("That day has not come yet."))
    with latched():
        newest = _looks(subject, number).first()
        if newest and (newest.listed, newest.checked_on) == (listed, checked_on):
            return newest
        return DoNotCallCheck.objects.create(
            subject=subject,
            digest=keyed_digest(number),
            listed=listed,
            checked_on=checked_on,
            checked_by_id=by.pk,
        )


def last_check_of(subject: Subject, number: str, *, on: date) -> Check | None:
    """Return what the list last said of a normalised ``number`` of ``subject``, and since when it stands on
    it."""
    checks = list(_looks(subject, number).filter(checked_on__lte=on).values_list("checked_on", "listed"))
    if not checks:
        return None
    since = None
    for day, listed in checks:
        if not listed:
            break
        since = day
    return Check(on=checks[0][0], listed=checks[0][1], since=since)


def _looks(subject: Subject, number: str) -> QuerySet[DoNotCallCheck]:
    """Return what was looked up of the number, the newest first."""
    return DoNotCallCheck.objects.filter(subject=subject, digest__in=keyed_digests(number)).order_by(
        "-checked_on", "-pk"
    )
