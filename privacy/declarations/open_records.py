"""When a record is open, and whom one may contact about it."""

from __future__ import annotations

from dataclasses import dataclass

from privacy.declarations.conditions import Condition
from privacy.declarations.purposes import Purpose


@dataclass(frozen=True)
class About:
    """What an open record allows: somebody is contacted about it for ``purpose``, and that is no advertising.

    ``open`` is the condition under which it is open, ``people`` the paths to those it concerns. ``kept_for``
    is the purpose that the record itself is kept for, where it is somebody else's.
    """

    purpose: Purpose
    open: Condition
    people: tuple[str, ...]
    kept_for: Purpose | None = None
