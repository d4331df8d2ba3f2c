"""Restricting a person, and a member of staff from whom they are hidden then."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.utils import timezone

from privacy.models import Choice, Subject
from privacy.purposes import REQUESTS
from privacy.subjects import choices
from som.models import User
from tests.cast import StaffFactory
from tests.staff.people import staff

WEB = Choice.Channel.WEB


def restrict(subject: Subject) -> None:
    choices.record_restriction(subject, on=timezone.localdate(), source=WEB)


def everybody_but_privacy() -> User:
    """A member of staff with every purpose and permission, but without handling people's requests."""
    staff("Privacy officer")  # makes the permissions
    user = StaffFactory.create()
    user.user_permissions.set(Permission.objects.exclude(codename=f"use_{REQUESTS.slug}"))
    return User.objects.get(pk=user.pk)
