"""The letter of GDPR art. 14: who gave us a person's data, which they are, what for, and where to say no.

Whoever enters people that somebody else told us of leaves a task with its last day, a month later: one for a
person, one for all that a file brought. The letters go when staff press the button there, or by themselves in
the last week; each, and what it leaves of the task, is one transaction. Until a person was told, the gate
lets nobody call them, and the first mail to them tells it besides (``privacy/delivery/source_facts.py``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from privacy.dates import day_of
from privacy.declarations.policies import Policy
from privacy.delivery import letters
from privacy.delivery.source_facts import describe_source
from privacy.locks import latched
from privacy.models import DutyFulfilled, OutboxMessage, Subject, Task
from privacy.subjects.duties_fulfilled import list_untold, policies_from_others, record_duties
from privacy.subjects.lookup import email_addresses_of, own_email_addresses_of
from privacy.web.refusal import Refusal

LETTER = "origin"
BY_ITSELF = timedelta(days=7)
"""How long before its last day the letter goes by itself: until then staff may look, and take a wrong import
out again."""
AT_ONCE = 200
"""How many letters one run of the night, or one press of the button, writes; the next takes the rest."""


class CannotInform(Refusal):
    """The program cannot send this letter; a person must tell in another way."""


@dataclass(frozen=True)
class SourceLetters:
    """How many letters a task put in the outbox, how many people it waits for still, and of how many of these
    the program cannot write to."""

    sent: int
    left: int = 0
    unreachable: int = 0


def send_source_letters(
    task: Task, *, now: datetime, site: str = "", at_most: int = AT_ONCE
) -> SourceLetters:
    """Put the letters that ``task`` asks for in the outbox, ``at_most`` so many, and close it when nobody is
    left.

    ``CannotInform`` says why it must be done by hand, where it is about one person.
    """
    if task.subject is not None:
        send_source_letter(task, now=now, site=site)
        return SourceLetters(1)
    policy = _policy_of_batch(task)
    sent = unreachable = left = 0
    for row in _to_write_to(policy, task, now=now).order_by("pk").iterator():
        left += 1
        if sent == at_most:
            continue
        subject: Subject = getattr(row, str(policy.subject))
        try:
            with latched():
                _write(row, policy, subject, now=now, site=site)
                facts = {"kind": Task.Kind.INFORM, "subject": subject, "label": policy.label, "row": row.pk}
                Task.objects.create(**facts, due_on=task.due_on, done_on=day_of(now))
        except CannotInform:
            unreachable += 1
        else:
            sent, left = sent + 1, left - 1
    if not left:
        Task.objects.filter(pk=task.pk, done_on=None).update(done_on=day_of(now))
    return SourceLetters(sent, left, unreachable)


@dataclass(frozen=True)
class Look:
    """How many people a press of the button would mail, how many more wait for the next, and who among the
    first cannot be mailed, with why not."""

    to_mail: int
    more: int
    unreachable: list[tuple[Subject, str]]


def look_at_source_letters(task: Task, *, now: datetime, at_most: int = AT_ONCE) -> Look:
    """Return what ``task`` would send and whom it leaves; nobody once it is done."""
    if task.done_on:
        return Look(0, 0, [])
    if task.subject is not None:
        people, more = [task.subject], 0
    else:
        policy = _policy_of_batch(task)
        rows = _to_write_to(policy, task, now=now)
        people = [getattr(row, str(policy.subject)) for row in rows.order_by("pk")[: 2 * at_most]]
        more = max(0, rows.count() - len(people))
    to_mail, unreachable = 0, []
    for subject in people:
        try:
            _address(subject)
        except CannotInform as error:
            unreachable.append((subject, str(error)))
        else:
            to_mail += 1
    return Look(min(to_mail, at_most), more + max(0, to_mail - at_most), unreachable)


def count_to_tell(task: Task, *, now: datetime) -> int:
    """Return how many people the task about a file waits for."""
    return _to_write_to(_policy_of_batch(task), task, now=now).count()


def send_source_letter(task: Task, *, now: datetime, site: str = "") -> OutboxMessage:
    """Put the letter for ``task``, about one person, in the outbox and close the task. ``CannotInform`` says
    why it must be done by hand."""
    with latched():
        if not Task.objects.filter(pk=task.pk, kind=Task.Kind.INFORM, done_on=None).update(
            done_on=day_of(now)
        ):
            raise CannotInform(_("This task is done already."))
        subject = subject_of_task(task)
        row, policy = _told_about(task, subject)
        return _write(row, policy, subject, now=now, site=site)


def tell_now(subject: Subject, *, now: datetime, site: str = "") -> OutboxMessage:
    """Put the letter for ``subject`` in the outbox, unless it waits there, and close the task;
    ``CannotInform`` as above."""
    with latched():
        row, policy = _untold_row(subject, now=now)
        if _waits(subject):
            raise CannotInform(_("That letter is in the outbox already."))
        message = _write(row, policy, subject, now=now, site=site)
        _open_tasks_of(subject).update(done_on=day_of(now))
    return message


def record_told(subject: Subject, *, now: datetime) -> None:
    """Write down that one of us told ``subject`` in another way, and close the task; nothing where nothing
    was to be told."""
    with latched():
        if any(_untold_rows(subject, now=now)):
            record_duties(subject, [DutyFulfilled.What.ORIGIN], at=now)
        _open_tasks_of(subject).update(done_on=day_of(now))


def finish_by_hand(task: Task, *, now: datetime) -> None:
    """Close ``task``: whoever it is still about was told in another way."""
    with latched():
        if task.subject is not None:
            record_told(task.subject, now=now)
        else:
            for policy in _policies_of_batch(task):
                path = str(policy.subject)
                rows = list_untold(policy, on=day_of(now)).filter(**{str(policy.brought_by): task.row})
                subjects = Subject.objects.filter(pk__in=rows.values(path))
                DutyFulfilled.objects.bulk_create(
                    [
                        DutyFulfilled(subject=each, what=DutyFulfilled.What.ORIGIN, at=now)
                        for each in subjects
                    ],
                    batch_size=1000,
                )
        Task.objects.filter(pk=task.pk, done_on=None).update(done_on=day_of(now))


def send_due_source_letters(*, now: datetime) -> int:
    """Send the letters whose last day is near; return how many. What cannot be sent stays a task, which turns
    red."""
    near = Task.objects.filter(kind=Task.Kind.INFORM, done_on=None, due_on__lte=day_of(now) + BY_ITSELF)
    sent = 0
    for task in near.select_related("subject").order_by("due_on", "pk").iterator():
        if sent == AT_ONCE:
            break
        try:
            sent += send_source_letters(task, now=now, at_most=AT_ONCE - sent).sent
        except CannotInform:
            continue
    return sent


def subject_of_task(task: Task) -> Subject:
    """Return whom ``task`` is about; ``CannotInform`` if it is about nobody."""
    if task.subject is None:
        raise CannotInform(_("This task is about nobody."))
    return task.subject


def _told_about(task: Task, subject: Subject) -> tuple[Any, Policy]:
    """Return the row that came from elsewhere and its policy; ``CannotInform`` where nothing says who gave
    it."""
    policy = next((policy for policy in policies_from_others() if policy.label == task.label), None)
    row = policy.rows_of(subject).filter(pk=task.row).first() if policy else None
    if policy is None or row is None or not getattr(row, str(policy.origin)):
        raise CannotInform(_("It is not known who gave us these data."))
    return row, policy


def _address(subject: Subject) -> str:
    """Return where ``subject`` alone is reached, the preferred address before others; ``CannotInform`` if
    there is none."""
    if subject.deceased_on is not None:
        raise CannotInform(_("This person has died: nobody contacts them any more."))
    for address in own_email_addresses_of(subject):
        return address
    if email_addresses_of(subject):
        raise CannotInform(_("Somebody else has this address too: tell them in another way."))
    raise CannotInform(_("There is no e-mail address: tell them in another way."))


def _write(row: Any, policy: Policy, subject: Subject, *, now: datetime, site: str) -> OutboxMessage:
    language = str(getattr(row, policy.language or "", "") or settings.LANGUAGE_CODE)
    with translation.override(language):
        context = describe_source(row, policy, subject, on=day_of(now), site=site)
    return letters.send_letter(
        LETTER, to=_address(subject), language=language, context=context, subject=subject
    )


def _untold_rows(subject: Subject, *, now: datetime) -> list[tuple[Any, Policy]]:
    return [
        (row, policy)
        for policy in policies_from_others()
        for row in list_untold(policy, on=day_of(now)).filter(**{str(policy.subject): subject})
    ]


def _untold_row(subject: Subject, *, now: datetime) -> tuple[Any, Policy]:
    for found in _untold_rows(subject, now=now):
        return found
    raise CannotInform(_("It is not known who gave us these data."))


def _waits(subject: Subject) -> bool:
    """Return whether the letter about the source is in the outbox, and has not left."""
    waiting = OutboxMessage.objects.filter(subject=subject, state=OutboxMessage.State.WAITING)
    return any(json.loads(message.payload or "{}").get("template") == LETTER for message in waiting)


def _open_tasks_of(subject: Subject) -> QuerySet[Task]:
    return Task.objects.filter(kind=Task.Kind.INFORM, subject=subject, done_on=None)


def _policies_of_batch(task: Task) -> list[Policy]:
    """Return the policies of rows that the file which ``task`` is about may have brought."""
    return [
        policy
        for policy in policies_from_others()
        if policy.brought_by
        and policy.model._meta.get_field(policy.brought_by).related_model._meta.label_lower == task.label  # type: ignore[union-attr]
    ]


def _policy_of_batch(task: Task) -> Policy:
    for policy in _policies_of_batch(task):
        return policy
    raise CannotInform(_("This task is about nobody."))


def _to_write_to(policy: Policy, task: Task, *, now: datetime) -> QuerySet[Any]:
    """Return the rows that the file brought, of people who were not told and not written to."""
    written = Task.objects.filter(
        kind=Task.Kind.INFORM, subject=OuterRef(str(policy.subject)), done_on__isnull=False
    )
    rows = list_untold(policy, on=day_of(now)).filter(**{str(policy.brought_by): task.row})
    return rows.filter(~Exists(written)).select_related(str(policy.subject))
