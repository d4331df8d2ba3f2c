"""Roles: sets of purposes, kept as Django's groups so that staff are given them on an ordinary page.

The permissions follow from the declarations. ``sync`` may run at any time and as often as one likes: it makes what is
missing and takes back a purpose that a role no longer has; what else an administrator gave a role stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from privacy.models import Subject
from privacy.registry import registry

ADDS = ("add",)
READS = ("view",)
WORKS = ("view", "add", "change")


@dataclass(frozen=True)
class Role:
    """A kind of work: its purposes, and further models ("app.model") that it works with, only reads or only adds to."""

    name: str
    purposes: frozenset[str]
    works: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    adds: frozenset[str] = frozenset()


def sync(roles: Iterable[Role]) -> None:
    """Make the permission of every declared purpose, and every role with its permissions."""
    with transaction.atomic():
        uses = _purpose_permissions()
        for role in roles:
            unknown = role.purposes - uses.keys()
            if unknown:
                raise KeyError(*sorted(unknown))
            group, _created = Group.objects.get_or_create(name=role.name)
            stale = group.permissions.filter(content_type__app_label="privacy", codename__startswith="use_")
            group.permissions.remove(*stale.exclude(pk__in=[uses[slug].pk for slug in role.purposes]))
            group.permissions.add(*(uses[slug] for slug in role.purposes), *_model_permissions(role))


def _purpose_permissions() -> dict[str, Permission]:
    """Return the permission to use data for each declared purpose, by its slug."""
    kind = ContentType.objects.get_for_model(Subject)
    return {
        slug: Permission.objects.update_or_create(
            content_type=kind, codename=f"use_{slug}", defaults={"name": f"May use data for {slug}"[:255]}
        )[0]
        for slug in registry.purposes
    }


def _model_permissions(role: Role) -> list[Permission]:
    """Return the permissions on the models whose data serve a purpose of the role, and on those it names."""
    served = {
        policy.model._meta.label_lower
        for policy in registry.policies
        if any(purpose.slug in role.purposes for group in policy.groups for purpose in group.keep)
    }
    wanted = dict.fromkeys(role.adds, ADDS) | dict.fromkeys(role.reads, READS) | dict.fromkeys(served | role.works, WORKS)
    return [_permission(label, action) for label, actions in sorted(wanted.items()) for action in actions]


def _permission(label: str, action: str) -> Permission:
    app, name = label.split(".")
    kind, _created = ContentType.objects.get_or_create(app_label=app, model=name)
    text = f"Can {action} {name}"
    return Permission.objects.get_or_create(content_type=kind, codename=f"{action}_{name}", defaults={"name": text})[0]
