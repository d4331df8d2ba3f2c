"""Telling whoever received somebody's data that they were corrected, erased or put aside (GDPR art. 19).

Those to whom staff gave something by hand are told by hand: a task, whose end is written down with how, or
with why it cannot be. Until then the request stays open. What an erasure takes only later, when a purpose
ends, is found each night from the traces of the sweep.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Max
from django.utils.translation import gettext as _

from privacy.dates import day_of
from privacy.declarations.recipients import Progress, recipients
from privacy.evidence import ledger
from privacy.evidence.request_history import record_step
from privacy.locks import latched
from privacy.models import Choice, Disclosure, ErasureTrace, RecipientNotification, Request, Subject, Task
from privacy.models.choices import in_force
from privacy.web.refusal import Refusal

State = RecipientNotification.State
What = RecipientNotification.What

WITHIN = timedelta(days=14)
"""How soon whoever received the data is told; the law names no number of days."""


class AlreadySettled(Refusal):
    """Somebody else was first."""

    def __init__(self) -> None:
        super().__init__(_("This was settled already."))


@dataclass(frozen=True)
class PendingNotification:
    """Somebody who received groups with ``labels`` that have changed since."""

    recipient: str
    name: str
    labels: tuple[str, ...]


def notifications_to_open(subject: Subject, changed: Collection[str]) -> list[PendingNotification]:
    """Return who received something of the groups ``changed`` of ``subject``."""
    return _joined((each, [label for label in each.labels if label in changed]) for each in _given(subject))


def notify_recipients(
    request: Request, what: RecipientNotification.What, changed: Collection[str], *, on: date
) -> list[RecipientNotification]:
    """Open a notification of ``what`` the request did (GDPR art. 19) for each recipient of the groups
    ``changed``; return them."""
    if request.subject is None:
        return []
    return _open(
        request.subject, what, notifications_to_open(request.subject, changed), request=request, on=on
    )


def notify_of_erasure(
    subject: Subject, *, on: date, request: Request | None = None
) -> list[RecipientNotification]:
    """Have everybody who received what was erased of ``subject`` told so, once; return what is to be told
    from now."""
    return _open(subject, What.ERASED, _erased_since(subject), request=request, on=on)


def rows_if_erased(subject: Subject, labels: Collection[str], *, on: date) -> list[RecipientNotification]:
    """Return the notifications that ``notify_of_erasure`` would open if the groups ``labels`` were erased on
    that day, unsaved."""
    return [
        RecipientNotification(
            subject=subject,
            what=What.ERASED,
            opened_on=on,
            recipient=each.recipient,
            name=each.name,
            labels=list(each.labels),
        )
        for each in _erased_since(subject, dict.fromkeys(labels, on))
    ]


def notify_of_later_erasures(*, on: date) -> int:
    """Do the same for what a sweep erased of whoever asked for it before; return how many are to be told."""
    wishes = Choice.objects.filter(in_force(on), kind=Choice.Kind.ERASURE).values("subject")
    subjects = Subject.objects.filter(pk__in=Disclosure.objects.filter(subject__in=wishes).values("subject"))
    asked = Request.objects.filter(kind=Request.Kind.ERASURE).order_by("-received_at", "-pk")
    return sum(
        len(notify_of_erasure(subject, on=on, request=asked.filter(subject=subject).first()))
        for subject in subjects
    )


def settle_notification(
    forwarding: RecipientNotification,
    state: str,
    *,
    reason: str,
    now: datetime,
    by: AbstractBaseUser | None = None,
) -> None:
    """Write down that they were told and how, or why not.

    ``Refusal`` without words or for a state that settles nothing, ``AlreadySettled`` if another was first.
    """
    if state not in (State.TOLD, State.IMPOSSIBLE, State.EXCESSIVE):
        raise Refusal(_("Say whether they were told."))
    if not reason.strip():
        raise Refusal(_("Write how they were told, or why not."))
    with latched():
        on = day_of(now)
        waits = RecipientNotification.objects.filter(pk=forwarding.pk, state=State.WAITING)
        if not waits.update(
            state=state, reason=reason.strip(), settled_on=on, settled_by=by.pk if by else None
        ):
            raise AlreadySettled
        Task.objects.filter(kind=Task.Kind.FORWARD, row=forwarding.pk, done_on=None).update(done_on=on)
        ledger.append_entry("passed-on", forwarding=forwarding.pk, now=str(state), by=by.pk if by else None)
        _let_go(forwarding)
        if forwarding.request:
            record_step(forwarding.request, "passed-on", now=now, by=by)
    forwarding.refresh_from_db()


def name_known_to_recipient(forwarding: RecipientNotification) -> str:
    """Return who it is about as those to be told know them, for as long as they are to be told; the name is
    gone here."""
    if forwarding.state != State.WAITING:
        return ""
    return ", ".join(dict.fromkeys(each.known_as for each in _given_to(forwarding) if each.known_as))


def progress_of_erasure(
    erased: Collection[str], told: Iterable[RecipientNotification]
) -> list[tuple[str, Progress]]:
    """Return by name how far everybody is who works with what was ``erased``, or who is to hear of it."""
    standing = [(recipient.name, recipient.after_erasure(erased)) for recipient in recipients.standing]
    return standing + progress_of_notifications(told)


def progress_of_notifications(told: Iterable[RecipientNotification]) -> list[tuple[str, Progress]]:
    """Return by name how far each is who is to hear of a change."""
    return [(each.name, PROGRESS[each.state]) for each in told]


PROGRESS: dict[str, Progress] = {
    State.WAITING: Progress.MANUAL,
    State.TOLD: Progress.DONE,
    State.IMPOSSIBLE: Progress.FAILED,
    State.EXCESSIVE: Progress.FAILED,
}


def _given(subject: Subject) -> list[Disclosure]:
    return list(Disclosure.objects.filter(subject=subject).order_by("given_on", "pk"))


def _given_to(forwarding: RecipientNotification) -> list[Disclosure]:
    return [
        each
        for each in _given(forwarding.subject)
        if (each.recipient, each.name) == (forwarding.recipient, forwarding.name)
    ]


def _let_go(forwarding: RecipientNotification) -> None:
    """Forget what they knew the person as, once they heard that all they were given is erased."""
    heard = RecipientNotification.objects.filter(
        subject=forwarding.subject, recipient=forwarding.recipient, name=forwarding.name, what=What.ERASED
    )
    labels = {label for each in heard.exclude(state=State.WAITING) for label in each.labels}
    done = [each.pk for each in _given_to(forwarding) if labels.issuperset(each.labels)]
    Disclosure.objects.filter(pk__in=done).update(known_as=None)


def _erased_since(subject: Subject, supposed: Mapping[str, date] | None = None) -> list[PendingNotification]:
    """Return who received something that was erased since, and is not being told so yet; ``supposed`` are
    groups that count as erased on a day."""
    given = _given(subject)
    if not given:
        return []
    traces = ErasureTrace.objects.filter(subject=subject.pk).order_by()
    gone = dict(traces.values_list("line__label").annotate(last=Max("line__run__as_of")))
    gone |= {label: max(day, gone.get(label, day)) for label, day in (supposed or {}).items()}
    known = RecipientNotification.objects.filter(subject=subject, what=What.ERASED)
    told = {(each.recipient, each.name, label, each.opened_on) for each in known for label in each.labels}

    def open_still(each: Disclosure, label: str) -> bool:
        heard = any(key[:3] == (each.recipient, each.name, label) and key[3] >= each.given_on for key in told)
        return label in gone and gone[label] >= each.given_on and not heard

    return _joined((each, [label for label in each.labels if open_still(each, label)]) for each in given)


def _joined(found: Iterable[tuple[Disclosure, list[str]]]) -> list[PendingNotification]:
    """Return one line for everybody, whatever they received when."""
    labels: dict[tuple[str, str], dict[str, None]] = {}
    for disclosure, some in found:
        if some:
            labels.setdefault((disclosure.recipient, disclosure.name), {}).update(dict.fromkeys(some))
    return [PendingNotification(recipient, name, tuple(some)) for (recipient, name), some in labels.items()]


def _open(
    subject: Subject, what: str, found: Iterable[PendingNotification], *, request: Request | None, on: date
) -> list[RecipientNotification]:
    opened = []
    with latched():
        for each in found:
            facts = {"recipient": each.recipient, "name": each.name, "labels": list(each.labels)}
            forwarding = RecipientNotification.objects.create(
                subject=subject, request=request, what=what, opened_on=on, **facts
            )
            Task.objects.create(
                kind=Task.Kind.FORWARD,
                subject=subject,
                label="privacy.recipientnotification",
                row=forwarding.pk,
                due_on=on + WITHIN,
            )
            ledger.append_entry(
                "to-pass-on",
                forwarding=forwarding.pk,
                subject=str(subject.pk),
                what=str(what),
                recipient=each.recipient,
            )
            opened.append(forwarding)
    return opened
