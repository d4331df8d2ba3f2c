"""The demo association: the invented people of every app, and a member of staff to look at them.

An app lists its people as ``PEOPLE`` in its ``demo.py``: of each a name under which stories know them, or "",
an e-mail address on a reserved domain, and a function that makes them, given that address and today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from privacy.declarations.discovery import declared_by_apps
from privacy.models import Instance, Subject
from privacy.subjects.lookup import find_subjects
from privacy.subjects.suppression_list import is_suppressed
from som.keys import read_or_make_key
from som.models import User

STAFF = "demo"


class HoldsRealPeople(RuntimeError):
    """The database holds people who are not of the demo."""


@dataclass(frozen=True)
class LoadedDemo:
    """How to sign in, and the address of each person that has a name in stories."""

    username: str
    password: str
    people: dict[str, str]


def load_demo(*, today: date) -> LoadedDemo:
    """Make whoever of the demo is not there yet, with dates relative to ``today``; nobody who was erased
    comes back.

    Raises ``HoldsRealPeople`` rather than mix with real people.
    """
    with transaction.atomic():
        instance = Instance.objects.select_for_update().get()
        if not instance.demo and (Subject.objects.exists() or User.objects.exists()):
            raise HoldsRealPeople
        Instance.objects.filter(pk=instance.pk).update(demo=True)
        password = _staff()
        people = list(declared_by_apps("demo", "PEOPLE"))
        for _name, email, make in people:
            if not find_subjects(email) and not is_suppressed(email):
                make(email, today)
    return LoadedDemo(STAFF, password, {name: email for name, email, _make in people if name})


def _staff() -> str:
    """Make the member of staff, whose password this instance made for itself; return it."""
    password = read_or_make_key("demo-password", folder=settings.KEYS_DIR)[:16]
    user, created = User.objects.get_or_create(
        username=STAFF, defaults={"is_staff": True, "is_superuser": True}
    )
    if created:
        user.set_password(password)
        user.save(update_fields=["password"])
    return password
