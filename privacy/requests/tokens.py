"""Mailed links: a random token of which only the hash is stored, for one use, for a time.

Whoever reads the database cannot follow a link; whoever follows one proves that they read the mailbox.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from privacy.models import MailedLink, Request

Use = MailedLink.Use

CONFIRM_FOR = timedelta(hours=24)
DOWNLOAD_FOR = timedelta(days=7)
SECOND_FOR = timedelta(days=7)
STATUS_AFTER_CLOSING = timedelta(days=30)
STATUS_AT_MOST = timedelta(days=800)
"""However long a request takes, its status link ends some day."""

LIFETIMES = {
    Use.CONFIRM: CONFIRM_FOR,
    Use.DOWNLOAD: DOWNLOAD_FOR,
    Use.SECOND: SECOND_FOR,
    Use.STATUS: STATUS_AT_MOST,
}


class UnknownLink(LookupError):
    """No such link was ever sent, or what it belonged to is gone."""


class ExpiredLink(LookupError):
    """The link was ours and no longer works; ``request`` is what it belonged to, ``used`` whether it did its
    work."""

    def __init__(self, request: Request, *, used: bool) -> None:
        super().__init__()
        self.request = request
        self.used = used


def issue_link(request: Request, use: MailedLink.Use, *, now: datetime) -> str:
    """Return a new token of 192 random bits for ``request``, from ``now`` for as long as its use lasts."""
    token = secrets.token_urlsafe(24)
    MailedLink.objects.create(
        request=request, use=use, digest=_digest(token), expires_at=now + LIFETIMES[use]
    )
    return token


def find_link(token: str, use: MailedLink.Use, *, now: datetime) -> MailedLink:
    """Return what ``token`` stands for; ``UnknownLink`` or ``ExpiredLink`` if it opens nothing (any more)."""
    found = (
        MailedLink.objects.select_related("request__subject").filter(digest=_digest(token), use=use).first()
    )
    if found is None:
        raise UnknownLink
    if found.used_at or found.expires_at <= now:
        raise ExpiredLink(found.request, used=found.used_at is not None)
    return found


def use_link(token: MailedLink, *, now: datetime) -> None:
    """Let ``token`` work this once; ``ExpiredLink`` if another click came first."""
    if not MailedLink.objects.filter(pk=token.pk, used_at=None, expires_at__gt=now).update(used_at=now):
        raise ExpiredLink(token.request, used=True)


def end_links(request: Request, *uses: MailedLink.Use, at: datetime) -> None:
    """Let the links of ``request`` for these ``uses`` end at that moment, or before if they would anyway."""
    MailedLink.objects.filter(request=request, use__in=uses, expires_at__gt=at).update(expires_at=at)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
