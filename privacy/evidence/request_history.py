"""The steps of a request, and what was written about it, each with its day."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from privacy.evidence import ledger
from privacy.models import Request, RequestStep


def append_dated(before: str | None, text: str, *, now: datetime) -> str:
    """Return what was written before with ``text`` below it, under the moment of writing."""
    moment = timezone.localtime(now).strftime("%Y-%m-%d %H:%M")
    return "\n\n".join(part for part in (before, f"[{moment}]\n{text.strip()}") if part)


def record_step(
    request: Request,
    what: str,
    *,
    now: datetime,
    by: AbstractBaseUser | None = None,
    **facts: str | int | None,
) -> None:
    """Write down a step that changes no state, in the ledger and in the history on the request's page."""
    RequestStep.objects.create(request=request, at=now, what=what, by_id=by.pk if by else None)
    ledger.append_entry(f"request-{what}", request=request.pk, by=by.pk if by else None, **facts)
