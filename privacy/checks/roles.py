"""That somebody of staff may use what is kept."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning

from privacy.declarations.registry import registry
from privacy.staff_access.roles import declared_roles


def check_roles(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """W015: each purpose is named by a role.

    What only the privacy role may use, because it may use everything, is nobody's work.
    """
    named = {slug for role in declared_roles() for slug in role.purposes}
    hint = "Name it in a role of the app's roles.py, or in the privacy role if it is that role's own work."
    return [
        Warning(f"No role may use data for {slug}.", hint=hint, id="privacy.W015")
        for slug in registry.purposes
        if slug not in named
    ]
