"""What members of staff may do to accounts and roles: nobody grants what they have not, nobody edits their
own rights, and only a superuser touches a superuser.

What can go wrong here is that somebody gets further by a detour: over an account with more rights, whose
password or address they set, or over a role, whose members get what it gets. So an account or a role is
touched only by who has all the rights that it has.
"""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from som.models import User


def permissions_of(account: User) -> QuerySet[Permission]:
    """Return the permissions that were granted to ``account``, also while it may not use them; of a
    superuser all."""
    if account.is_superuser:
        return Permission.objects.all()
    granted = Q(user=account) | Q(group__user=account)
    return Permission.objects.filter(pk__in=Permission.objects.filter(granted).values("pk"))


def may_touch_account(actor: User, account: User) -> bool:
    """Return whether ``actor`` may change ``account``: a superuser any, others one with no more rights than
    their own."""
    if actor.is_superuser:
        return True
    beyond = permissions_of(account).exclude(pk__in=permissions_of(actor).values("pk"))
    return not account.is_superuser and not beyond.exists()


def may_touch_role(actor: User, role: Group) -> bool:
    """Return whether ``actor`` may change ``role``: a superuser any, others one that they do not have
    themselves and that gives no more than their own rights."""
    if actor.is_superuser:
        return True
    own = actor.groups.filter(pk=role.pk)
    return grantable_roles(actor).filter(pk=role.pk).exists() and not own.exists()


def grantable_permissions(actor: User) -> QuerySet[Permission]:
    """Return the permissions that ``actor`` may grant: their own."""
    return permissions_of(actor)


def grantable_roles(actor: User) -> QuerySet[Group]:
    """Return the roles that ``actor`` may grant: those of which they have every permission."""
    beyond = Permission.objects.exclude(pk__in=permissions_of(actor).values("pk"))
    return Group.objects.exclude(permissions__in=beyond)
