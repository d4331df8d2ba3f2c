"""What the policies of privacy's own records have in common."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from privacy.declarations import (
    DeleteRow,
    Personal,
    Policy,
    Purpose,
    Term,
)
from privacy.purposes import REQUESTS

LINKS = _("links between records, without meaning of their own")
COURSE = _("days and slugs of the course of a request")


def record(*fields: str, keep: Term, purpose: Purpose = REQUESTS, **more: Any) -> Personal:
    """Return the fields of a record of ours, kept for one ``purpose``; it goes as a whole row."""
    return Personal(*fields, erase=DeleteRow(), keep={purpose: keep}, **more)


class OwnPolicy(Policy):
    """Speaks for a table in which we record how people exercised their rights."""

    about_rights = True
