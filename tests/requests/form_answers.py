"""Who asks in the tests of the public form, and time that passes."""

from __future__ import annotations

from datetime import timedelta

from privacy.models import MailedLink, Request

NOOR = "noor@example.org"


def age(**by: int) -> None:
    """Let every request and link have been made that much earlier."""
    for request in Request.objects.all():
        Request.objects.filter(pk=request.pk).update(received_at=request.received_at - timedelta(**by))
    for token in MailedLink.objects.all():
        MailedLink.objects.filter(pk=token.pk).update(expires_at=token.expires_at - timedelta(**by))
