"""Forgetting one person: the wish and what may go now, as one act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from privacy.declarations.recipients import Progress
from privacy.delivery import outbox
from privacy.locks import latched
from privacy.models import Instance, RecipientNotification, Request, Subject
from privacy.recipients import notifications as forwardings
from privacy.retention.explanation import Explained, explain, kept_by_label
from privacy.retention.sweep import FutureRefused, sweep_subject
from privacy.rights import search_words
from privacy.subjects import choices


@dataclass(frozen=True)
class Erasure:
    """What went, by label, and what stays: for each label and purpose the law and the last day.

    ``rows`` counts what went; ``explained`` is what is so of every group afterwards; ``processors`` how far
    others are.
    """

    erased: list[str]
    kept: list[dict[str, Any]]
    rows: dict[str, int] = field(default_factory=dict)
    explained: list[Explained] = field(default_factory=list)
    processors: list[tuple[str, Progress]] = field(default_factory=list)


def erase(
    subject: Subject, *, today: date, source: str, dry_run: bool = False, request: Request | None = None
) -> Erasure:
    """Record that ``subject`` asked to be forgotten and erase what may go on ``today``, in one transaction.

    What a purpose still needs waits, and goes by itself when that purpose ends. With ``dry_run`` the same is
    done and taken back, so that the preview is what would happen. ``request`` is what asked for it, if one
    did. Raises ``FutureRefused`` as the sweep does.
    """
    if not dry_run and today > timezone.localdate() and not Instance.objects.filter(demo=True).exists():
        raise FutureRefused(today.isoformat())
    with latched():
        if not dry_run:
            search_words.begin(subject, search_words.words_of(subject), on=today)
        choices.forget(subject, on=today, source=source)
        outbox.drop_for(subject)
        report = sweep_subject(subject.pk, today=today)
        rows = {line.label: line.erased for line in report.lines.values() if line.erased}
        forwardings.after_erasure(subject, on=today, request=request)
        told = RecipientNotification.objects.filter(
            subject=subject, what=RecipientNotification.What.ERASED
        ).order_by("pk")
        processors = forwardings.progress(rows, told)
        explained = explain(subject, today=today)
        if dry_run:
            transaction.set_rollback(True)
    return Erasure(
        erased=list(rows),
        kept=kept_by_label(explained),
        rows=rows,
        explained=explained,
        processors=processors,
    )
