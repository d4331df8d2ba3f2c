"""Holds: a written reason to keep what no purpose needs, such as a dispute (GDPR art. 17(3)).

A hold stands on one group of one person's data, or on everything; it never stops the rest. Somebody looks at
it again within a year. What it held back goes by itself once it is released, and whoever had asked for that
is told so.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import translation
from django.utils.translation import gettext as _

from privacy.dates import Months
from privacy.declarations.registry import registry
from privacy.delivery import letters
from privacy.evidence import ledger
from privacy.locks import latched
from privacy.models import Choice, Hold, Request, Subject, Task
from privacy.models.choices import in_force
from privacy.retention.explanation import explain
from privacy.retention.state import State
from privacy.web.refusal import Refusal
from privacy.wording.words import group_words

LONGEST = Months(12)
"""A hold is looked at again within this time."""


class AlreadyReleased(Refusal):
    """Somebody else released the hold first."""

    def __init__(self) -> None:
        super().__init__(_("This hold was released already."))


def place_hold(
    subject: Subject,
    *,
    reason: str,
    law: str,
    on: date,
    review_on: date,
    covers: str = "",
    by: AbstractBaseUser | None = None,
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
        ledger.append_entry(
            "hold", hold=hold.pk, subject=str(subject.pk), covers=covers, placed_on=on.isoformat()
        )
    return hold


def place_holds(
    subject: Subject,
    labels: Collection[str],
    *,
    reason: str,
    law: str,
    on: date,
    review_on: date,
    by: AbstractBaseUser | None = None,
) -> list[Hold]:
    """Hold every group of ``labels`` (none: everything), together or not at all; raises as ``place`` does."""
    with latched():
        return [
            place_hold(subject, covers=label, reason=reason, law=law, on=on, review_on=review_on, by=by)
            for label in dict.fromkeys(labels or [""])
        ]


def with_linked_groups(labels: Collection[str]) -> list[str]:
    """Return ``labels`` and the groups needed to make sense of them: in records that refer to theirs or that
    theirs refer to."""
    chosen = [group for group in registry.groups if group.label in labels]
    models = {group.model for group in chosen}
    near = {
        field.related_model for model in models for field in model._meta.concrete_fields if field.is_relation
    }
    near |= {relation.related_model for model in models for relation in model._meta.related_objects}
    return [
        group.label
        for group in registry.groups
        if group in chosen or (group.model in near - models and group.policy.about_people)
    ]


def postpone_review(hold: Hold, *, review_on: date, on: date, by: AbstractBaseUser | None = None) -> None:
    """Leave ``hold`` in place until somebody looks at it again on ``review_on``.

    ``Refusal`` for a day that is past or more than a year away, ``AlreadyReleased`` if another released
    it.
    """
    if not on < review_on <= on + LONGEST:
        raise Refusal(_("Choose a day to come, within a year."))
    with latched():
        if not Hold.objects.filter(pk=hold.pk, released_on=None).update(review_on=review_on):
            raise AlreadyReleased
        _close_tasks(hold, on=on)
        ledger.append_entry(
            "hold-reviewed", hold=hold.pk, review_on=review_on.isoformat(), by=by.pk if by else None
        )
    hold.refresh_from_db()


def release_hold(hold: Hold, *, on: date, reason: str, by: AbstractBaseUser | None = None) -> None:
    """Release ``hold`` with a reason; what it held back is due from that day, and whoever asked to be
    forgotten is told.

    ``ValueError`` without a reason, ``AlreadyReleased`` if another was first.
    """
    if not reason.strip():
        raise ValueError("a release needs a written reason")
    with latched():
        if not Hold.objects.filter(pk=hold.pk, released_on=None).update(
            released_on=on, release_reason=reason
        ):
            raise AlreadyReleased
        hold.refresh_from_db()
        _close_tasks(hold, on=on)
        ledger.append_entry("release", hold=hold.pk, subject=str(hold.subject_id), released_on=on.isoformat())
        _tell(hold.subject, on=on)


def open_reviews(*, today: date) -> int:
    """Open a task for every hold whose day to be looked at has come; return how many. One for a request ends
    with it."""
    late = Hold.objects.filter(released_on=None, request=None, review_on__lte=today).order_by("pk")
    told = Task.objects.filter(kind=Task.Kind.HOLD, done_on=None).values("row")
    opened = Task.objects.bulk_create(
        Task(kind=Task.Kind.HOLD, subject_id=hold.subject_id, row=hold.pk, due_on=hold.review_on)
        for hold in late.exclude(pk__in=told)
    )
    return len(opened)


def _close_tasks(hold: Hold, *, on: date) -> None:
    Task.objects.filter(kind=Task.Kind.HOLD, row=hold.pk, done_on=None).update(done_on=on)


def _tell(subject: Subject, *, on: date) -> None:
    """Write to whoever asked to be forgotten what goes now that nothing holds it."""
    if not Choice.objects.filter(in_force(on), subject=subject, kind=Choice.Kind.ERASURE).exists():
        return
    decided = (Request.State.APPROVED, Request.State.ANSWERED)
    asked = (
        Request.objects.filter(subject=subject, kind=Request.Kind.ERASURE, state__in=decided)
        .order_by("received_at")
        .last()
    )
    if asked is None:
        return
    with translation.override(asked.language):
        due = [group_words(one.group) for one in explain(subject, today=on) if one.state == State.DUE]
        if due:
            facts = {
                "reference": asked.reference,
                "received_at": asked.received_at.isoformat(),
                "erased": list(dict.fromkeys(due)),
            }
            letters.write_about_request(asked, "hold-released", facts)
