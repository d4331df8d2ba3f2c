"""Holds: a written reason to keep what no purpose needs, such as a dispute (GDPR art. 17(3))."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser

from privacy import ledger
from privacy.latch import latched
from privacy.models import Hold, Subject
from privacy.registry import registry


def place(
    subject: Subject, *, reason: str, law: str, on: date, review_on: date, covers: str = "", by: AbstractBaseUser | None = None
) -> Hold:
    """Hold the group ``covers`` (or, empty, everything) of ``subject``. What is gone already stays gone.

    Raises ``KeyError`` for a label that no policy declares and ``ValueError`` without a reason.
    """
    if covers:
        registry.group(covers)
    if not reason.strip():
        raise ValueError("a hold needs a written reason")
    with latched():
        hold = Hold.objects.create(
            subject=subject,
            covers=covers,
            reason=reason,
            law=law,
            placed_on=on,
            review_on=review_on,
            placed_by=by,  # type: ignore[misc]
        )
        ledger.append("hold", hold=hold.pk, subject=str(subject.pk), covers=covers, placed_on=on.isoformat())
    return hold


def release(hold: Hold, *, on: date, reason: str) -> None:
    """Release ``hold`` with a reason; what it held back is due from that day."""
    with latched():
        hold.released_on, hold.release_reason = on, reason
        hold.save(update_fields=["released_on", "release_reason"])
        ledger.append("release", hold=hold.pk, subject=str(hold.subject_id), released_on=on.isoformat())
