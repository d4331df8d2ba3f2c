"""My data: who reads the mailbox may look in, for a short while.

Asking does the same work for every address, known or not. A link works once; following it opens a session
that ends half an hour after the last page, by the button, or when the person is forgotten. Which person it
is, is looked up when the link is followed: a mailbox that several people share opens nothing here.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from privacy.dates import day_of
from privacy.delivery import letters
from privacy.evidence import ledger
from privacy.locks import latched
from privacy.models import Choice, MyDataVisit, Subject
from privacy.retention.remembered import remembered_at
from privacy.subjects.identifiers import normalise_email
from privacy.subjects.lookup import confirm_identifier, find_holders
from privacy.web import rate_limits
from privacy.web.links import build_link

LINK_FOR = timedelta(hours=24)
SESSION_AT_MOST = timedelta(hours=8)
"""However busy somebody is, a session that was left open on another's computer ends."""

LINKS_PER_ADDRESS = rate_limits.Limit("visit", 5, timedelta(days=1))


class UnknownLink(LookupError):
    """No such link was ever sent, or it is long gone."""


class LinkExpired(LookupError):
    """The link was ours and no longer works; ``used`` whether it opened something."""

    def __init__(self, visit: MyDataVisit, *, used: bool) -> None:
        super().__init__()
        self.visit = visit
        self.used = used


class NothingKept(LookupError):
    """There is nothing (any more) about whoever has this address."""


class SharedAddress(LookupError):
    """Several people, or an organisation, have this address: a member of staff sorts out who asks."""


def request_visit(*, address: str, language: str, network: str, site: str, now: datetime) -> None:
    """Mail ``address`` a link, or that we have nothing under it; the same work for both.

    Says nothing of an address that had its mails for today. ``Refusal`` if ``address`` is none,
    ``TooMany`` from a ``network`` that sends too much.
    """
    value = normalise_email(address)
    with transaction.atomic():
        if not rate_limits.count_within(LINKS_PER_ADDRESS, value, now=now):
            return
        if not rate_limits.count_within(rate_limits.REQUESTS_PER_NETWORK, network, now=now):
            raise rate_limits.TooMany
        found = find_holders(value)
        token = secrets.token_urlsafe(24)
        visit = MyDataVisit(
            address=value,
            language=language,
            link=_digest(token),
            made_at=now,
            ends_at=now + LINK_FOR if found else now,
        )
        visit.save()
        link = build_link("my_data_link", token, language=language, site=site)
        with translation.override(language):  # for every address, so that all take as long
            noes = [no.sentence() for no in remembered_at(value, today=day_of(now))]
        context = (
            {"link": link, "expires_at": visit.ends_at.isoformat()}
            if found
            else {"asked_at": now.isoformat(), "noes": noes}
        )
        subject = found[0] if len(found) == 1 else None
        letters.send_letter(
            "my-data" if found else "my-data-nothing",
            to=value,
            language=language,
            context=context,
            subject=subject,
        )


def visit_of_link(token: str, *, now: datetime) -> MyDataVisit:
    """Return the visit that the link with ``token`` would open; ``UnknownLink`` or ``LinkExpired`` if
    it opens nothing."""
    visit = MyDataVisit.objects.filter(link=_digest(token)).first()
    if visit is None:
        raise UnknownLink
    if visit.opened_at or visit.ends_at <= now:
        raise LinkExpired(visit, used=visit.opened_at is not None)
    return visit


def open_visit(token: str, session: str, *, now: datetime) -> MyDataVisit:
    """Follow the link with ``token``, and let the secret ``session`` be the key from now on.

    A second click with the same ``session`` finds the first one's visit. Raises ``UnknownLink``,
    ``LinkExpired``, ``NothingKept`` and ``SharedAddress``; the last two leave the link as it was.
    """
    try:
        visit = visit_of_link(token, now=now)
    except LinkExpired as over:
        again = current_visit(session, now=now)
        if again and again.pk == over.visit.pk:
            return again
        raise
    with latched():
        subject = _only_person(visit)
        opened = {
            "opened_at": now,
            "subject": subject,
            "session": _digest(session),
            "ends_at": now + MyDataVisit.SESSION_FOR,
        }
        if MyDataVisit.objects.filter(session=opened["session"]).exists():
            raise LinkExpired(visit, used=True)  # the key is that of another visit
        if not MyDataVisit.objects.filter(pk=visit.pk, opened_at=None).update(**opened):
            raise LinkExpired(visit, used=True)
        confirm_identifier(subject, visit.address or "")
        ledger.append_entry("visit", visit=visit.pk, subject=str(subject.pk))
    visit.refresh_from_db()
    return visit


def current_visit(session: str, *, now: datetime) -> MyDataVisit | None:
    """Return the visit that ``session`` is the key of, prolonged by this page; ``None`` if it is over.

    ``NothingKept`` if the person was forgotten since.
    """
    visit = (
        MyDataVisit.objects.select_related("subject")
        .filter(session=_digest(session), ends_at__gt=now)
        .first()
        if session
        else None
    )
    if (
        visit is None
        or visit.opened_at is None
        or visit.subject is None
        or visit.opened_at + SESSION_AT_MOST <= now
    ):
        return None
    require_known(visit)
    if visit.ends_at < now + MyDataVisit.SESSION_FOR - timedelta(minutes=1):
        visit.ends_at = now + MyDataVisit.SESSION_FOR
        MyDataVisit.objects.filter(pk=visit.pk, ends_at__gt=now).update(ends_at=visit.ends_at)
    return visit


def require_known(visit: MyDataVisit) -> None:
    """Raise ``NothingKept`` if the person was forgotten since the visit began. For an act the caller holds
    the latch."""
    since = visit.opened_at or visit.made_at
    if Choice.objects.filter(
        subject=visit.subject, kind=Choice.Kind.ERASURE, recorded_at__gte=since
    ).exists():
        raise NothingKept


def end_visit(session: str, *, now: datetime) -> None:
    """End the visit that ``session`` is the key of, if there is one."""
    MyDataVisit.objects.filter(session=_digest(session), ends_at__gt=now).update(ends_at=now)


def _only_person(visit: MyDataVisit) -> Subject:
    """Return the one person whom the address of ``visit`` leads to now; ``NothingKept`` or
    ``SharedAddress`` otherwise."""
    found = find_holders(visit.address or "")
    if not found:
        raise NothingKept
    if len(found) > 1 or found[0].kind != Subject.Kind.PERSON:
        raise SharedAddress
    visit.subject = found[0]
    return found[0]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
