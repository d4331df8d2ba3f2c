"""What a member of staff may be told of the files they do not work with: nothing, not even that somebody is
in one.

A person can be in the files of several apps: a client who also applies for a position. Everybody sees the
file whose purposes are theirs; that there is another, only the person and the privacy role know.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from privacy.declarations.registry import registry
from privacy.models import Subject
from privacy.retention.explanation import Explained
from privacy.staff_access.visibility import User, is_privacy_role, purposes_of, visible_to

OWN = Subject._meta.app_label
"""What privacy itself keeps is no file of anybody's work: of each table on its own it is asked."""


def is_known_file(label: str, *, user: User) -> bool:
    """Return whether ``user`` may be told that something stands under ``label``, that of a table or a group:
    one of their purposes keeps something in the same app, or, of privacy's own, in the same table."""
    if is_privacy_role(user):
        return True
    app, table = label.split(".")[0], ".".join(label.split(".")[:2])
    return table in _known_tables(user) if app == OWN else app in _known_apps(user)


def is_known_use(slug: str, *, user: User) -> bool:
    """Return whether ``user`` may be told that somebody chose something about the purpose ``slug``: some file
    that they know is kept for it, or none of any app is."""
    if is_privacy_role(user):
        return True
    kept_in = {
        group.model._meta.app_label
        for group in registry.groups
        if any(purpose.slug == slug for purpose in group.keep)
    } - {OWN}
    return not kept_in or bool(kept_in & _known_apps(user))


def known_to(explained: Iterable[Explained], *, user: User, today: date) -> list[Explained]:
    """Return those of the ``explained`` groups of one person that ``user`` may be told of, in one statement
    for each table whose rows are divided among its readers."""
    known = [one for one in explained if is_known_file(one.group.label, user=user)]
    if is_privacy_role(user):
        return known
    rows: dict[Any, list[Any]] = {}
    for one in known:
        if one.group.policy.seen_if(user=user, today=today):
            rows.setdefault(one.group.model, []).append(one.row.pk)
    readable = {
        model: set(
            visible_to(model._base_manager.filter(pk__in=keys), user=user, today=today).values_list(
                "pk", flat=True
            )
        )
        for model, keys in rows.items()
    }
    return [
        one for one in known if one.group.model not in readable or one.row.pk in readable[one.group.model]
    ]


def told_of(user: User, *, today: date, subject: str = "subject", label: str = "label") -> Q:
    """Return the condition under which ``user`` may be told of a row about a person (path ``subject``) and a
    table or group (path ``label``, may be empty): both are of a file that they know."""
    if is_privacy_role(user):
        return Q()
    mine = _known_apps(user)
    elsewhere = Q(pk__in=[])
    for app in sorted({policy.model._meta.app_label for policy in registry.policies} - mine - {OWN}):
        elsewhere |= Q(**{f"{label}__startswith": f"{app}."})
    of_theirs = Q(**{f"{subject}__isnull": True})
    for policy in registry.policies:
        if policy.subject == "subject" and policy.about_people and policy.model._meta.app_label in mine:
            rows = policy.model._base_manager.filter(subject=OuterRef(subject))
            of_theirs |= Q(Exists(visible_to(rows, user=user, today=today)))
    return ~elsewhere & of_theirs


def _known_apps(user: User) -> frozenset[str]:
    """Return the labels of the apps in which one of the user's purposes keeps something."""
    return frozenset(table.split(".")[0] for table in _known_tables(user)) - {OWN}


def _known_tables(user: User) -> frozenset[str]:
    mine = purposes_of(user)
    return frozenset(
        policy.label
        for policy in registry.policies
        if any(purpose in group.keep for group in policy.groups for purpose in mine)
    )
