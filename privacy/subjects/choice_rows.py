"""The rows of what a person chose: a new one in the place of the one that stands, the end of those that
stand, each with its entry in the ledger; and the same rows unsaved, for a preview.

The caller holds the latch.
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from privacy.evidence import ledger
from privacy.models import Choice, Request, Subject

Kind = Choice.Kind


def replace_choice(
    subject: Subject,
    *,
    kind: str,
    purpose: str,
    on: date,
    source: str,
    wording: str,
    by: AbstractBaseUser | None,
    request: Request | None = None,
    notice: int | None = None,
) -> Choice:
    """Record a choice instead of the one that stands, and return it; one that stands and says as much is
    returned as it is."""
    standing = _recorded_already(subject, kind=kind, purpose=purpose, on=on)
    if standing:
        return standing
    end_choices(subject, kind=kind, on=on, purpose=purpose)
    choice = Choice(
        subject=subject,
        kind=kind,
        purpose=purpose,
        starts=on,
        source=source,
        wording=wording,
        request=request,
        notice_id=notice,
    )
    choice.recorded_by_id = by.pk if by else None
    choice.save()
    ledger.append_entry(
        "choice", subject=str(subject.pk), choice=kind, purpose=purpose, starts=on.isoformat()
    )
    return choice


def rows_if_replaced(subject: Subject, *, kind: Kind, purpose: str, on: date, source: str) -> list[Choice]:
    """Return the rows that ``replace_choice`` would end or make, unsaved."""
    if _recorded_already(subject, kind=kind, purpose=purpose, on=on):
        return []
    facts = {"starts": on, "source": source, "recorded_at": timezone.now()}
    made = Choice(subject=subject, kind=kind, purpose=purpose, **facts)
    return [*choices_to_end(subject, kind=kind, on=on, purpose=purpose), made]


def _recorded_already(subject: Subject, *, kind: str, purpose: str, on: date) -> Choice | None:
    """Return the choice that stands and covers all that was collected until ``on``; ``None`` if there is
    none."""
    standing = Choice.objects.filter(subject=subject, kind=kind, purpose=purpose, ends__isnull=True).first()
    return standing if standing and standing.starts >= on else None


def end_choices(subject: Subject, *, kind: str, on: date, purpose: str | None = None) -> list[Choice]:
    """End the choices of ``kind`` (for ``purpose``; ``None``: any) that stand, on ``on`` or, if later, their
    start; return them."""
    found = choices_to_end(subject, kind=kind, on=on, purpose=purpose)
    for choice in found:
        choice.save(update_fields=["ends"])
        facts = {"subject": str(subject.pk), "choice": kind, "purpose": choice.purpose}
        ledger.append_entry("choice-ended", **facts, ends=max(on, choice.starts).isoformat())
    return found


def choices_to_end(subject: Subject, *, kind: str, on: date, purpose: str | None = None) -> list[Choice]:
    """Return the choices that ``end_choices`` would end, as they will be then, unsaved."""
    standing = Choice.objects.filter(subject=subject, kind=kind, ends__isnull=True)
    if purpose is not None:
        standing = standing.filter(purpose=purpose)
    found = list(standing)
    for choice in found:
        choice.ends = max(on, choice.starts)
    return found
