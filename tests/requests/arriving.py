"""Requests that reached us, and staff who decide on them, for the tests of each right."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from privacy.delivery import outbox_worker
from privacy.models import OutboxMessage, Request
from privacy.requests import closing, decisions, intake
from privacy.requests.preview import preview_request
from privacy.rights import restriction
from som.models import User
from tests.cast import StaffFactory

SITE = "http://testserver/"


def today() -> date:
    """Return the present day."""
    return timezone.localdate()


def member() -> User:
    """Return somebody of staff."""
    return StaffFactory.create()


def asked(
    kind: str, email: str, *, language: str = "nl", purpose: str = "", channel: str = "letter"
) -> Request:
    """Return a request that reached us today, about the one person at that address."""
    now = timezone.now()
    return intake.record_received_request(
        kind=kind,
        purpose=purpose,
        address=email,
        channel=channel,
        language=language,
        received_at=now,
        now=now,
        subject=intake.only_subject_with(email),
        site=SITE,
    )


def approve(request: Request, *, seen: str | None = None) -> None:
    """Let staff look and approve."""
    mark = seen or preview_request(Request.objects.get(pk=request.pk), today()).fingerprint
    decisions.approve_request(request, by=member(), fingerprint=mark, now=timezone.now(), site=SITE)


def letters_leave() -> None:
    """Let everything that waits reach the mail server, and the beat look what follows from that."""
    outbox_worker.drain_outbox(now=timezone.now())
    assert not OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING).exists()
    closing.close_answered(now=timezone.now())
    restriction.end_told_restrictions(now=timezone.now())
