"""Roles: sets of purposes, kept as Django's groups so that staff are given them on an ordinary page.

Each app declares in its ``roles.py`` who works with what it keeps: ``ROLES`` lists them. Where two apps name
the same role it is one role, with what both say.

The permissions follow from the declarations. ``sync_roles`` may run at any time and as often as one likes: it
makes what is missing and takes back a purpose that a role no longer has; what else an administrator gave a
role stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from privacy.declarations.discovery import declared_by_apps
from privacy.declarations.registry import registry
from privacy.models import Subject

PRIVACY_OFFICER = "Privacy officer"
"""The role that answers for the personal data of every app."""
ADDS = ("add",)
READS = ("view",)
WORKS = ("view", "add", "change")
Key = tuple[str, str, str]
"""A permission by its app, its model and its codename."""


@dataclass(frozen=True)
class Role:
    """A kind of work: its purposes, and further models ("app.model") that it works with, only reads or only
    adds to.

    With ``every_purpose`` it may use data for all declared purposes; ``purposes`` are then those that are its
    own work, which no other role needs to name (W015).
    """

    name: str
    purposes: frozenset[str] = frozenset()
    every_purpose: bool = False
    works: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    adds: frozenset[str] = frozenset()

    @property
    def usable_purposes(self) -> frozenset[str]:
        """Return the slugs of the purposes that it may use data for."""
        return self.purposes | frozenset(registry.purposes) if self.every_purpose else self.purposes


def declared_roles() -> list[Role]:
    """Return the roles of all apps, each once, in the order in which they are first named."""
    merged: dict[str, Role] = {}
    for role in declared_by_apps("roles", "ROLES"):
        merged[role.name] = _joined(merged[role.name], role) if role.name in merged else role
    return list(merged.values())


def _joined(one: Role, other: Role) -> Role:
    """Return the role of that name with what both say."""
    parts = [field.name for field in fields(Role) if field.name != "name"]
    return replace(one, **{name: getattr(one, name) | getattr(other, name) for name in parts})


def sync_roles(roles: Iterable[Role]) -> None:
    """Make the permission of every declared purpose, and every role with its permissions.

    Raises ``KeyError`` for a role with a purpose that nothing declares.
    """
    roles = list(roles)
    uses = {slug: ("privacy", Subject._meta.model_name or "", f"use_{slug}") for slug in registry.purposes}
    names = {uses[slug]: f"May use data for {slug}"[:255] for slug in uses}
    for role in roles:
        if unknown := role.purposes - uses.keys():
            raise KeyError(*sorted(unknown))
        names |= _on_models(role)
    with transaction.atomic():
        made = _made(names)
        for role in roles:
            group, _created = Group.objects.get_or_create(name=role.name)
            wanted = [made[uses[slug]] for slug in role.usable_purposes]
            stale = group.permissions.filter(content_type__app_label="privacy", codename__startswith="use_")
            group.permissions.remove(*stale.exclude(pk__in=[permission.pk for permission in wanted]))
            group.permissions.add(*wanted, *(made[key] for key in _on_models(role)))


def _on_models(role: Role) -> dict[Key, str]:
    """Return the permissions, with their names, on the models whose data serve a purpose of the role, and on
    those it names."""
    purposes = role.usable_purposes
    served = {
        policy.model._meta.label_lower
        for policy in registry.policies
        if any(purpose.slug in purposes for group in policy.groups for purpose in group.keep)
    }
    wanted = (
        dict.fromkeys(role.adds, ADDS)
        | dict.fromkeys(role.reads, READS)
        | dict.fromkeys(served | role.works, WORKS)
    )
    parts = [
        (*label.split(".", 1), action) for label, actions in sorted(wanted.items()) for action in actions
    ]
    return {(app, model, f"{action}_{model}"): f"Can {action} {model}" for app, model, action in parts}


def _made(names: Mapping[Key, str]) -> dict[Key, Permission]:
    """Return each of those permissions; what is missing is made, in one statement."""
    kinds = {(kind.app_label, kind.model): kind for kind in ContentType.objects.all()}
    for app, model in {key[:2] for key in names} - kinds.keys():
        kinds[app, model] = ContentType.objects.get_or_create(app_label=app, model=model)[0]
    missing = names.keys() - _all_permissions().keys()
    Permission.objects.bulk_create(
        [
            Permission(content_type=kinds[key[:2]], codename=key[2], name=names[key])
            for key in sorted(missing)
        ],
        ignore_conflicts=True,  # somebody else made it meanwhile
    )
    return _all_permissions()


def _all_permissions() -> dict[Key, Permission]:
    permissions = Permission.objects.select_related("content_type")
    return {(p.content_type.app_label, p.content_type.model, p.codename): p for p in permissions}
