"""The demo association: invented people of every app, and a member of staff to look at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from contacts import demo as contacts_demo
from privacy.models import Instance, Subject
from privacy.subjects.lookup import find
from privacy.subjects.suppression_list import said_no
from som.keys import own_key
from som.models import User

STAFF = "demo"


class HoldsOthers(RuntimeError):
    """The database holds people who are not of the demo."""


@dataclass(frozen=True)
class Demo:
    """How to sign in, and the address of each person that has a name in stories."""

    username: str
    password: str
    people: dict[str, str]


def load(*, today: date) -> Demo:
    """Make whoever of the demo is not there yet, with dates relative to ``today``; nobody who was erased
    comes back.

    Raises ``HoldsOthers`` rather than mix with real people.
    """
    with transaction.atomic():
        instance = Instance.objects.select_for_update().get()
        if not instance.demo and (Subject.objects.exists() or User.objects.exists()):
            raise HoldsOthers
        Instance.objects.filter(pk=instance.pk).update(demo=True)
        password = _staff()
        for email, make in [
            *contacts_demo.PEOPLE.values(),
            *contacts_demo.bystanders(),
            *contacts_demo.contact_persons(),
        ]:
            if not find(email) and not said_no(email):
                make(email, today)
    return Demo(STAFF, password, {key: email for key, (email, _make) in contacts_demo.PEOPLE.items()})


def _staff() -> str:
    """Make the member of staff, whose password this instance made for itself; return it."""
    password = own_key("demo-password", folder=settings.KEYS_DIR)[:16]
    user, created = User.objects.get_or_create(
        username=STAFF, defaults={"is_staff": True, "is_superuser": True}
    )
    if created:
        user.set_password(password)
        user.save(update_fields=["password"])
    return password
