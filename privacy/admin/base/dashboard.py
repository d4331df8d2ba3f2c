"""The first page of the administration, as each app declares its part: ``CARDS`` in its
``admin/dashboard.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from privacy.staff_access.badges import Badge

SHOWN = 8
"""Rows of each queue; the rest is one click away."""

BOUND = 1_000 + SHOWN
"""Where counting the rest of a queue stops."""


@dataclass(frozen=True)
class Card:
    """A card of the first page.

    ``order``        where it stands: the lowest number comes first
    ``permissions``  who has one of these ("app.view_model") sees it
    ``content``      returns what ``template`` shows as ``card``, for a request and a day: a ``Queue``, unless
                     the
                     app brings a template of its own
    """

    order: int
    permissions: tuple[str, ...]
    content: Callable[[HttpRequest, date], Any]
    template: str = "admin/queue.html"


@dataclass(frozen=True)
class QueueRow:
    """One thing that waits: its title and page, titles and pages of whom it is about, and how urgent it is;
    ``act`` is what one does about it, in a word, and its page; ``note`` what else to know."""

    title: str
    link: str
    about: list[tuple[str, str]]
    light: Badge
    act: tuple[str, str] | None = None
    note: str = ""


@dataclass(frozen=True)
class Queue:
    """Things of one kind that wait, the most urgent first; how many more there are, and the list of all of
    them; ``nothing`` is said where none waits."""

    title: str
    rows: list[QueueRow]
    more: int
    link: str
    nothing: str


def first_rows(waiting: QuerySet[Any]) -> tuple[list[Any], int]:
    """Return the first rows of ``waiting``, at most ``SHOWN``, and how many wait besides.

    Those are counted only where there are any, and no further than anybody would read.
    """
    rows = list(waiting[: SHOWN + 1])
    more = waiting.order_by()[:BOUND].count() - SHOWN if len(rows) > SHOWN else 0
    return rows[:SHOWN], more
