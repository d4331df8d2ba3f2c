"""What staff post on the page of a request, as every act on it reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import QueryDict

from privacy.models import Request


@dataclass(frozen=True)
class Posted:
    """A form of the page of ``request``: its fields, who posted it, when, and at which address of ours."""

    request: Request
    fields: QueryDict
    by: AbstractBaseUser
    now: datetime
    site: str

    def text(self, name: str) -> str:
        """Return what was typed in the field ``name``; "" if it was not posted."""
        return self.fields.get(name, "")

    def lines(self, name: str) -> list[str]:
        """Return what was typed in the field ``name``, line by line."""
        return self.text(name).splitlines()

    def number(self, name: str) -> int:
        """Return the number in the field ``name``; 0, which no row has, if there is none."""
        typed = self.text(name)
        return int(typed) if typed.isdecimal() else 0


Act = Callable[[Posted], str]
"""Does what was posted and returns what to say of it; raises ``Refusal`` with why not."""
