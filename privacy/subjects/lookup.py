"""Finding a person by an address, and giving a new address to somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from privacy.declarations.conditions import value_at
from privacy.declarations.registry import registry
from privacy.models import Choice, ClockSuspension, Identifier, Request, Subject
from privacy.models.choices import in_force
from privacy.subjects.contested import is_contested_address
from privacy.subjects.identifiers import keyed_digest, keyed_digests, normalise


def find_subjects(address: str, *, kind: str = Identifier.Kind.EMAIL) -> list[Subject]:
    """Return everybody whom ``address`` leads to, oldest number first, in one statement.

    Looks at the digests under every key and at the fields that policies find people by. ``Refusal`` if it
    is no address of that ``kind``. Several people may share one: which is meant is for a person to say, never
    for us.
    """
    value = normalise(kind, address)
    found = Identifier.objects.filter(kind=kind, digest__in=keyed_digests(value)).values("subject")
    # Joined by OR, PostgreSQL would walk through everybody.
    return list(Subject.objects.filter(pk__in=found.union(*_rows_with(value))).order_by("pk"))


def find_holders(address: str, *, kind: str = Identifier.Kind.EMAIL) -> list[Subject]:
    """Return those of ``find_subjects`` to whom ``address`` belongs as far as we know: who reads that mailbox
    acts for them. The same three statements for every address.

    What only a public form said takes nothing from anybody: it counts where nobody else has the address, the
    first before those that came later. Nor does what nobody confirmed, as an import, take the address from
    a form that said so before: both have it then, and staff say who is meant. People do not count either who
    asked to be forgotten and of whom no address is left, where there is somebody else.
    """
    value = normalise(kind, address)
    found = find_subjects(value, kind=kind)
    links = Identifier.objects.filter(kind=kind, digest__in=keyed_digests(value)).order_by("pk")
    said = list(links.values_list("subject", "claimed", "confirmed"))
    forgotten = Choice.objects.filter(in_force(timezone.localdate()), kind=Choice.Kind.ERASURE)
    forgotten = forgotten.filter(subject__in=links.values("subject"))
    for rows in _rows_with(value):
        forgotten = forgotten.exclude(subject__in=rows)
    gone = set(forgotten.values_list("subject", flat=True))
    present = [subject for subject in found if subject.pk not in gone] or found
    sure = {subject for subject, is_claim, _confirmed in said if not is_claim}
    claimed = [subject for subject, _claim, _confirmed in said if subject not in sure]
    holders = [subject for subject in present if subject.pk not in claimed]
    first = sorted(
        (subject for subject in present if subject.pk in claimed),
        key=lambda subject: claimed.index(subject.pk),
    )[:1]
    return holders + first if _came_after(holders, first, said) else holders


def _came_after(holders: list[Subject], first: list[Subject], said: list[tuple[UUID, bool, bool]]) -> bool:
    """Return whether all ``holders`` of an address came after the ``first`` claim to it, and nobody confirmed
    that it is theirs; ``said`` are the subject, ``claimed`` and ``confirmed`` of its codes, oldest first."""
    known = {subject for subject, _claimed, confirmed in said if confirmed}
    order = list(dict.fromkeys(subject for subject, _claimed, _confirmed in said))
    late = set(order[order.index(first[0].pk) :]) - known if first else set()
    return {holder.pk for holder in holders} <= late


def subject_with_id(number: str) -> Subject | None:
    """Return who has that number as it stands in an address or a form; ``None`` if nobody has."""
    try:
        key = UUID(number)
    except ValueError:
        return None
    return Subject.objects.filter(pk=key).first()


def subjects_asking(request: Request) -> list[Subject]:
    """Return everybody who may be the one ``request`` is about: whom its address leads to.

    A postal address, and that of somebody who acts for another, lead to nobody; staff say who it is.
    """
    if request.mandate or not request.address:
        return [request.subject] if request.subject else []
    return find_subjects(request.address)


def requester_is_verified(request: Request) -> bool:
    """Return whether it was shown that ``request`` comes from whom it is about, so that an answer may go to
    its address.

    A mailed link shows it, an address that leads to them, a mandate or letter that staff saw, or an answered
    question (GDPR art. 12(6)). A voice on the phone that names an address we do not know shows nothing.
    """
    if (
        request.subject is None
        or request.channel == Choice.Channel.WEB
        or request.mandate
        or not request.address
    ):
        return True
    return identity_was_answered(request) or request.subject in find_holders(request.address)


def identity_was_answered(request: Request) -> bool:
    """Return whether who asks was doubted, asked, and answered."""
    return request.suspensions.filter(kind=ClockSuspension.Kind.IDENTITY).exclude(answered_on=None).exists()


def language_of_subject(subject: Subject) -> str:
    """Return the language that the person reads, as far as we know it: a code of ``LANGUAGES``."""
    for policy in registry.policies:
        if policy.language:
            rows = policy.rows_of(subject).order_by("pk")
            if found := rows.values_list(policy.language, flat=True).first():
                return str(found)
    return str(settings.LANGUAGE_CODE)


def add_identifier(
    subject: Subject,
    address: str,
    *,
    kind: str = Identifier.Kind.EMAIL,
    claimed: bool = False,
    confirmed: bool = True,
) -> None:
    """Let ``address``, already normalised, find ``subject`` from now on; ``claimed`` where only a public form
    said that it is theirs, not ``confirmed`` where only an import did. What is known already is not made a
    claim again."""
    confirmed = confirmed and not claimed
    _code, is_new = Identifier.objects.get_or_create(
        subject=subject,
        kind=kind,
        digest=keyed_digest(address),
        defaults={"claimed": claimed, "confirmed": confirmed},
    )
    if not is_new and confirmed:
        confirm_identifier(subject, address, kind=kind)


def confirm_identifier(subject: Subject, address: str, *, kind: str = Identifier.Kind.EMAIL) -> None:
    """Write down that ``address``, already normalised, is that of ``subject``: its mailbox or a member of
    staff says so."""
    codes = Identifier.objects.filter(subject=subject, kind=kind, digest__in=keyed_digests(address))
    codes.update(claimed=False, confirmed=True)


def remove_identifier(subject: Subject, address: str, *, kind: str = Identifier.Kind.EMAIL) -> None:
    """Let ``address``, already normalised, find ``subject`` no more: it was never theirs, or is no longer."""
    Identifier.objects.filter(subject=subject, kind=kind, digest__in=keyed_digests(address)).delete()


def remove_unused_identifier(subject: Subject, address: str, *, kind: str = Identifier.Kind.EMAIL) -> None:
    """Let ``address``, already normalised, find ``subject`` no more, unless a record of theirs still says
    it."""
    if not any(
        policy.rows_of(subject).filter(**{field: address}).exists()
        for policy in registry.policies
        for field in policy.finds
    ):
        remove_identifier(subject, address, kind=kind)


def subject_of(row: models.Model) -> Subject | None:
    """Return the person or organisation that ``row`` is about, if it is about one."""
    policy = registry.policy_for(type(row))
    return value_at(row, policy.subject) if policy and policy.subject else None


def email_addresses_of(subject: Subject) -> list[str]:
    """Return the e-mail addresses that ``subject`` is found by."""
    return _addresses(subject, lambda rows: rows)


def own_email_addresses_of(subject: Subject) -> Iterator[str]:
    """Yield the e-mail addresses at which ``subject`` alone is reached, the preferred one first, then in the
    order in which they came; none that somebody else may read, or that the person says is wrong."""
    for policy in registry.policies:
        if not policy.finds:
            continue
        first = [f"-{policy.preferred}"] if policy.preferred else []
        rows = policy.rows_of(subject).filter(**policy.finds_if).order_by(*first, "pk")
        for values in rows.values_list(*policy.finds):
            for value in values:
                if (
                    value
                    and "@" in value
                    and find_holders(value) == [subject]
                    and not is_contested_address(subject, value)
                ):
                    yield value


def _rows_with(value: str) -> list[QuerySet[Any]]:
    """Return, for each field that policies find people by, the subjects of the rows that hold ``value``."""
    return [
        policy.model._base_manager.filter(**{field: value}, **policy.finds_if).values(policy.subject)
        for policy in registry.policies
        for field in policy.finds
        if policy.subject
    ]


def _addresses(subject: Subject, narrowed: Callable[[QuerySet[Any]], QuerySet[Any]]) -> list[str]:
    ways = [(policy, field) for policy in registry.policies for field in policy.finds]
    values = {
        value
        for policy, field in ways
        for value in narrowed(policy.rows_of(subject).filter(**policy.finds_if)).values_list(field, flat=True)
    }
    return sorted(value for value in values if value and "@" in value)
