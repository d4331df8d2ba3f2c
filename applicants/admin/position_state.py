"""What a list says of a position: whether it is open, and what is red about it."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.models import Position
from applicants.positions import OPEN_TOO_LONG
from privacy.staff_access.badges import Badge


def word_state(position: Position, *, today: date) -> Badge:
    """Return where a position stands, as a badge."""
    if position.closed_on:
        return Badge(_("closed on %(day)s") % {"day": date_format(position.closed_on)}, "")
    if position.opened_on is None:
        return Badge(_("draft"), "")
    if position.opened_on > today:
        return Badge(_("opens on %(day)s") % {"day": date_format(position.opened_on)}, "info")
    if is_open_too_long(position, today=today):
        return Badge(_("open since %(day)s: too long") % {"day": date_format(position.opened_on)}, "danger")
    if position.closes_on and position.closes_on < today:
        return Badge(
            _("last day was %(day)s: close it") % {"day": date_format(position.closes_on)}, "warning"
        )
    return Badge(_("open"), "good")


def word_unheard(count: int) -> Badge:
    """Return how many heard nothing from us for too long, as a badge."""
    words = ngettext("%(count)d person waits for a word", "%(count)d people wait for a word", count)
    return Badge(words % {"count": count}, "danger")


def is_open_too_long(position: Position, *, today: date) -> bool:
    """Return whether an open position is open for more than six months: nobody is let go of meanwhile."""
    return bool(
        position.is_open(today) and position.opened_on and position.opened_on <= OPEN_TOO_LONG.cutoff(today)
    )
