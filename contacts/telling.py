"""Whoever came to us through somebody else is to be told so within a month (GDPR art. 14(3)): a task for one
person, or one for all that a file brought."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet

from contacts.models import Contact, ImportBatch
from contacts.models.people import OWN_ACTS
from privacy.models import Task

ONE_MONTH = relativedelta(months=1)  # at the latest; before the first call or with the first mail (the gate)


def open_task_to_tell(contact: Contact, *, on: date) -> None:
    """Open the task to tell ``contact`` where their data came from, unless they gave them themselves or it
    was opened before."""
    if contact.origin in OWN_ACTS:
        return
    facts = {"kind": Task.Kind.INFORM, "subject": contact.subject, "label": Contact._meta.label_lower}
    Task.objects.get_or_create(**facts, row=contact.pk, defaults={"due_on": on + ONE_MONTH})


def open_task_to_tell_all(batch: int, *, on: date) -> None:
    """Open the task to tell those whom the file ``batch`` brought, unless it is open."""
    facts = {"kind": Task.Kind.INFORM, "subject": None, "label": ImportBatch._meta.label_lower, "row": batch}
    Task.objects.get_or_create(**facts, done_on=None, defaults={"due_on": on + ONE_MONTH})


def task_to_tell_all(batch: int) -> Task | None:
    """Return the open task to tell those whom the file ``batch`` brought; ``None`` if none is open."""
    return _open_tasks(batch).first()


def close_task_to_tell_all(batch: int) -> None:
    """Withdraw the open task about the file ``batch``, of which nobody is left."""
    _open_tasks(batch).delete()


def _open_tasks(batch: int) -> QuerySet[Task]:
    facts = {"kind": Task.Kind.INFORM, "subject": None, "label": ImportBatch._meta.label_lower, "row": batch}
    return Task.objects.filter(**facts, done_on=None)
