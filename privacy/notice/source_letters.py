"""The letter of GDPR art. 14: who gave us a person's data, which they are, what for, and where to say no.

Whoever brings in people from elsewhere leaves a task with its last day, a month later. The letter goes when
staff press the button there, or by itself in the last week; it and the end of the task are one transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from privacy.dates import day_of
from privacy.declarations.policies import Policy
from privacy.declarations.registry import registry
from privacy.delivery import letters as mail
from privacy.locks import latched
from privacy.models import OutboxMessage, Subject, Task
from privacy.retention.explanation import explain
from privacy.retention.state import State
from privacy.subjects.lookup import email_addresses_of, find_subjects
from privacy.web.refusal import Refusal
from privacy.wording.words import group_words

BY_ITSELF = timedelta(days=7)
"""How long before its last day the letter goes by itself: until then staff may look, and take a wrong import
out again."""
AT_ONCE = 200
"""How many letters one run of the night writes; the next takes the rest."""


class CannotInform(Refusal):
    """The program cannot send this letter; a person must tell in another way."""


def send_source_letter(task: Task, *, now: datetime, site: str = "") -> OutboxMessage:
    """Put the letter for ``task`` in the outbox and close the task. ``CannotInform`` says why it must be done
    by hand."""
    with latched():
        if not Task.objects.filter(pk=task.pk, kind=Task.Kind.INFORM, done_on=None).update(
            done_on=day_of(now)
        ):
            raise CannotInform(_("This task is done already."))
        subject = subject_of_task(task)
        row, policy = _told_about(task, subject)
        language = str(getattr(row, policy.language or "", "") or settings.LANGUAGE_CODE)
        with translation.override(language):
            context = _facts(row, policy, subject, now=now, site=site)
        return mail.send_letter(
            "origin", to=_address(subject), language=language, context=context, subject=subject
        )


def send_due_source_letters(*, now: datetime) -> int:
    """Send the letters whose last day is near; return how many. What cannot be sent stays a task, which turns
    red."""
    near = Task.objects.filter(kind=Task.Kind.INFORM, done_on=None, due_on__lte=day_of(now) + BY_ITSELF)
    sent = 0
    for task in near.select_related("subject").order_by("due_on", "pk").iterator():
        if sent == AT_ONCE:
            break
        try:
            send_source_letter(task, now=now)
        except CannotInform:
            continue
        sent += 1
    return sent


def subject_of_task(task: Task) -> Subject:
    """Return whom ``task`` is about; ``CannotInform`` if it is about nobody."""
    if task.subject is None:
        raise CannotInform(_("This task is about nobody."))
    return task.subject


def _told_about(task: Task, subject: Subject) -> tuple[Any, Policy]:
    """Return the row that came from elsewhere and its policy; ``CannotInform`` where nothing says who gave
    it."""
    policy = next(
        (policy for policy in registry.policies if policy.label == task.label and policy.origin), None
    )
    row = policy.rows_of(subject).filter(pk=task.row).first() if policy else None
    if policy is None or row is None or not getattr(row, str(policy.origin)):
        raise CannotInform(_("It is not known who gave us these data."))
    return row, policy


def _address(subject: Subject) -> str:
    """Return the one address of ``subject``; ``CannotInform`` if there is none, or somebody else may read
    it."""
    addresses = email_addresses_of(subject)
    if len(addresses) != 1:
        raise CannotInform(_("There is no address, or more than one: tell them in another way."))
    if find_subjects(addresses[0]) != [subject]:
        raise CannotInform(_("Somebody else has this address too: tell them in another way."))
    return addresses[0]


def _facts(row: Any, policy: Policy, subject: Subject, *, now: datetime, site: str) -> dict[str, Any]:
    kept = [one for one in explain(subject, today=day_of(now)) if one.state == State.KEPT]
    own = [one for one in kept if not one.group.label.startswith("privacy.")]
    purposes = {reason.purpose for one in own for reason in one.reasons}
    return {
        "source": str(getattr(row, str(policy.origin))),
        "data": list(dict.fromkeys(group_words(one.group) for one in own)),
        "uses": sorted(f"{purpose.words} ({purpose.basis.words})" for purpose in purposes),
        "link": urljoin(site or settings.SITE_URL, reverse("notice")),
    }
