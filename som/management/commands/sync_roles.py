"""``sync_roles``: make the permissions of the declared purposes, and the roles that have them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from privacy.staff_access import roles


class Command(BaseCommand):
    help = (
        "Make the permissions of the declared purposes, and the roles that have them; run it after "
        "every migrate."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        roles.sync_roles(roles.declared_roles())
