"""Members of staff by the work they do."""

from __future__ import annotations

from django.contrib.auth.models import Group

from privacy.staff_access import roles
from som.models import User
from tests.cast import StaffFactory


def staff(*names: str) -> User:
    """A member of staff with the roles of those names."""
    roles.sync_roles(roles.declared_roles())
    user = StaffFactory.create()
    user.groups.set(Group.objects.filter(name__in=names))
    assert user.groups.count() == len(names)
    return User.objects.get(pk=user.pk)


def director() -> User:
    """Somebody who may do everything."""
    return StaffFactory.create(is_superuser=True)
