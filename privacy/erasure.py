"""Forgetting one person: the wish and what may go now, as one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from privacy import choices
from privacy.explain import explain, kept_by_label
from privacy.latch import latched
from privacy.models import Instance, Subject
from privacy.sweep import FutureRefused, sweep_subject


@dataclass(frozen=True)
class Erasure:
    """What went, by label, and what stays: for each label and purpose the law and the last day."""

    erased: list[str]
    kept: list[dict[str, Any]]


def erase(subject: Subject, *, today: date, source: str, dry_run: bool = False) -> Erasure:
    """Record that ``subject`` asked to be forgotten and erase what may go on ``today``, in one transaction.

    What a purpose still needs waits, and goes by itself when that purpose ends. With ``dry_run`` the same is done
    and taken back, so that the preview is what would happen. Raises ``FutureRefused`` as the sweep does.
    """
    if not dry_run and today > timezone.localdate() and not Instance.objects.filter(demo=True).exists():
        raise FutureRefused(today.isoformat())
    with latched():
        choices.forget(subject, on=today, source=source)
        report = sweep_subject(subject.pk, today=today)
        kept = kept_by_label(explain(subject, today=today))
        if dry_run:
            transaction.set_rollback(True)
    return Erasure(erased=[line.label for line in report.lines.values() if line.erased], kept=kept)
