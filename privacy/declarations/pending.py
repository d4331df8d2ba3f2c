"""Whether anything is left to erase: derived from the erasers, which makes the sweep idempotent."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from privacy.declarations.policies import Group


def pending(group: Group) -> Q:
    """Return the condition under which a row still holds something of ``group``."""
    if group.deletes_row:
        return ~Q(pk__in=[])
    fields = ((group.model._meta.get_field(name), eraser) for name, eraser in group.erasers.items())
    return reduce(or_, (eraser.pending(field) for field, eraser in fields))  # type: ignore[arg-type]
