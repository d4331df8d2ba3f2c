"""Who may see what: a person's data are shown for a purpose, to those whose work has that purpose, while it
needs them.

A role is a set of purposes (``privacy.use_<purpose>`` permissions). What only bookkeeping still needs is seen
by those who keep the books; a restricted person (GDPR art. 18), and what is held or waits for the sweep, by
the privacy role.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from privacy.declarations.policies import Group, Policy
from privacy.declarations.purposes import Purpose
from privacy.declarations.registry import registry
from privacy.models import AccessLog, Choice
from privacy.models.choices import in_force
from privacy.purposes import REQUESTS
from privacy.retention import state
from privacy.subjects.lookup import subject_of

User = AbstractBaseUser | AnonymousUser
Row = TypeVar("Row", bound=models.Model)

NOBODY = Q(pk__in=[])
SAME_SEARCH = timedelta(minutes=10)
"""So long whoever types on, or turns a page back, does the same search."""


def permission_name(slug: str) -> str:
    """Return the name of the permission to use data for the purpose ``slug``."""
    return f"privacy.use_{slug}"


def purposes_of(user: User) -> list[Purpose]:
    """Return the purposes that ``user`` may use data for, in the order of declaration."""
    allowed = getattr(user, "has_perm", None)
    return [
        purpose
        for purpose in registry.purposes.values()
        if allowed and allowed(permission_name(purpose.slug))
    ]


def is_privacy_role(user: User) -> bool:
    """Return whether ``user`` handles people's requests, and so sees everything that is kept about them."""
    return any(purpose is REQUESTS for purpose in purposes_of(user))


def visible_group(group: Group, *, user: User, today: date) -> Q:
    """Return the condition under which ``user`` sees the fields of ``group``."""
    if is_privacy_role(user):
        return ~NOBODY
    return state.needed(group, today=today, purposes=purposes_of(user))


def visible_to(rows: QuerySet[Row], *, user: User, today: date) -> QuerySet[Row]:
    """Return those of ``rows`` of which ``user`` may see something on ``today``.

    Rows that hold nobody's data are all returned; of others those that a purpose of theirs needs and that are
    not for other colleagues only (``Policy.seen_if``).
    """
    policy = registry.policy_for(rows.model)
    if policy is None or is_privacy_role(user):
        return rows
    if policy.groups:
        alike = {
            tuple((purpose.slug, id(term)) for purpose, term in group.keep.items()): group
            for group in policy.groups
        }
        rows = rows.filter(
            reduce(or_, (visible_group(group, user=user, today=today) for group in alike.values()))
        )
    seen = rows.filter(policy.seen_if(user=user, today=today))
    return seen.exclude(is_restricted(policy, today=today))


def usable_for(rows: QuerySet[Row], purpose: Purpose, *, today: date) -> QuerySet[Row]:
    """Return those of ``rows`` that may be used for ``purpose`` on ``today``, such as being sent
    something."""
    policy = registry.policy_for(rows.model)
    if policy is None:
        return rows
    needed = reduce(
        or_, (state.needed(group, today=today, purposes=[purpose]) for group in policy.groups), NOBODY
    )
    return rows.filter(needed).exclude(is_restricted(policy, today=today))


def is_restricted(policy: Policy, *, today: date) -> Q:
    """Return the condition under which the person asked that their data be left unused (GDPR art. 18)."""
    if policy.subject is None:
        return NOBODY
    stands = Choice.objects.filter(in_force(today), kind=Choice.Kind.RESTRICTION)
    return Q(Exists(stands.filter(subject=OuterRef(policy.subject))))


def hidden_fields(row: models.Model, *, user: User, today: date) -> set[str]:
    """Return the fields of ``row`` that ``user`` may not see, in one statement."""
    policy = registry.policy_for(type(row))
    if policy is None or row.pk is None or is_privacy_role(user):
        return set()
    marks = {
        f"_sees_{group.name}": state.as_bool(visible_group(group, user=user, today=today))
        for group in policy.groups
    }
    sights = type(row)._base_manager.filter(pk=row.pk).annotate(**marks).values(*marks).first() or {}
    return {
        field for group in policy.groups if not sights.get(f"_sees_{group.name}") for field in group.fields
    }


def with_visible_groups(rows: QuerySet[Row], *, user: User, today: date) -> QuerySet[Row]:
    """Annotate ``rows`` so that ``blank_hidden_fields`` knows which of their groups ``user`` may see."""
    policy = registry.policy_for(rows.model)
    if policy is None or len(policy.groups) < 2 or is_privacy_role(user):
        return rows
    sights = {
        f"_sees_{group.name}": state.as_bool(visible_group(group, user=user, today=today))
        for group in policy.groups
    }
    marked: QuerySet[Row] = rows.annotate(**sights)
    return marked


def blank_hidden_fields(rows: Iterable[models.Model]) -> None:
    """Empty, in memory, what the reader may not see of ``rows`` that come from ``with_visible_groups``. Never
    save such a row."""
    for row in rows:
        policy = registry.policy_for(type(row))
        for group in policy.groups if policy else ():
            if getattr(row, f"_sees_{group.name}", True) is False:
                for name in group.fields:
                    field = type(row)._meta.get_field(name)
                    setattr(row, name, "" if isinstance(field, models.CharField | models.TextField) else None)


def purpose_for(row: models.Model, *, user: User, today: date) -> str:
    """Return the slug of the first of the user's purposes that needs ``row``: what looking at it is for.

    The privacy role looks at what no purpose needs in order to handle requests.
    """
    return purposes_for([row], user=user, today=today)[row.pk]


def purposes_for(rows: Sequence[models.Model], *, user: User, today: date) -> dict[Any, str]:
    """Return for the key of each of ``rows``, which are of one table, what ``purpose_for`` says, in one
    statement."""
    if not rows:
        return {}
    model, keys = type(rows[0]), [row.pk for row in rows]
    policy = registry.policy_for(model)
    slugs = dict.fromkeys(keys, REQUESTS.slug)
    mine = [
        purpose
        for purpose in purposes_of(user)
        if policy and any(purpose in group.keep for group in policy.groups)
    ]
    if policy and mine:
        marks = {
            f"_for_{at}": state.as_bool(
                reduce(
                    or_,
                    (state.needed(group, today=today, purposes=[purpose]) for group in policy.groups),
                    NOBODY,
                )
            )
            for at, purpose in enumerate(mine)
        }
        for found in model._base_manager.filter(pk__in=keys).annotate(**marks).values("pk", *marks):
            for at, purpose in reversed(list(enumerate(mine))):
                if found[f"_for_{at}"]:
                    slugs[found["pk"]] = purpose.slug
    return slugs


def log_reading(
    row: models.Model,
    *,
    user: User,
    now: datetime,
    today: date,
    purpose: Purpose | None = None,
    reason: str = "",
) -> AccessLog | None:
    """Log that ``user`` opened the page of ``row`` and what for, in numbers and slugs only; a row about
    nobody is not logged.

    ``purpose`` is what they said it is for; otherwise it follows from their work. ``reason`` is a slug of
    what they do besides, such as correcting.
    """
    subject = subject_of(row)
    if subject is None:
        return None
    return AccessLog.objects.create(
        subject=subject,
        user_id=user.pk,
        purpose=purpose.slug if purpose else purpose_for(row, user=user, today=today),
        what=f"{row._meta.label_lower} {row.pk} {reason}".strip(),
        at=now,
    )


def log_findings(rows: Sequence[models.Model], *, user: User, now: datetime, today: date) -> None:
    """Log that ``user`` was shown whom ``rows``, of one table, belong to because they searched for what
    stands in these: that is a reading of them. What they found within ``SAME_SEARCH`` is not logged again.
    """
    facts = {row.pk: f"{row._meta.label_lower} {row.pk}" for row in rows}
    reader: Any = user.pk
    lately = AccessLog.objects.filter(user=reader, at__gt=now - SAME_SEARCH, what__in=facts.values())
    known = set(lately.values_list("what", flat=True))
    new = [row for row in rows if facts[row.pk] not in known]
    purposes = purposes_for(new, user=user, today=today)
    AccessLog.objects.bulk_create(
        AccessLog(subject=subject, user_id=user.pk, purpose=purposes[row.pk], what=facts[row.pk], at=now)
        for row in new
        if (subject := subject_of(row))
    )
